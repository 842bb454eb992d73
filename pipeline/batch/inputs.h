/* inputs.h: the inputs of a run: folders are walked, files and lists taken, into the state. */
#ifndef ZL_INPUTS_H
#define ZL_INPUTS_H

#include "search.h"

/*
 * Whether inputs and OUT are apart, before anything is made: OUT may lie in an input, which is then
 * passed over, but be none, and have none in it.  Returns ZL_STATUS_COMPLETE, or the exit status
 * with the reason reported.
 */
int zl_inputs_check_apart(const struct zl_options *);

/*
 * Finds every source and notes it in the state.  Returns ZL_STATUS_COMPLETE, or the exit status
 * with the reason reported: two sources that would share a record, an input that is not there.  The
 * caller frees the inputs.
 */
int zl_inputs_find(struct zl_inputs *);

void zl_inputs_free(struct zl_inputs *);

#endif
