/* sources.h: what comes next, its source opened and looked at. */
#ifndef ZL_SOURCES_H
#define ZL_SOURCES_H

#include <stdbool.h>

#include "loop.h"

/*
 * The next job, its source open: one put back, or a new one.  Those whose source cannot be opened
 * have failed by then.  A job that needs a fresh worker is given only where fresh is set.  NULL
 * when there is none, or the run cannot go on.
 */
struct zl_job *zl_next_job(struct zl_loop *, bool fresh);

#endif
