/* supervisor.h: takes planned documents through the workers and on to the publisher. */
#ifndef ZL_SUPERVISOR_H
#define ZL_SUPERVISOR_H

#include "loop.h"

enum zl_stop zl_supervise(struct zl_supervision *);

#endif
