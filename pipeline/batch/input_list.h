/* input_list.h: --files-from. */
#ifndef ZL_INPUT_LIST_H
#define ZL_INPUT_LIST_H

#include "search.h"

/* Takes the paths of the list as inputs; returns the exit status. */
int zl_inputs_take_list(struct zl_inputs *);

#endif
