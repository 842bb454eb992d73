/* recover.h: after a run that was killed, the state is made to say what is on the disk. */
#ifndef ZL_RECOVER_H
#define ZL_RECOVER_H

#include "base/status.h"
#include "output.h"
#include "pipeline/state/state.h"

/*
 * Sees to the intents that a dead run left: of each document, the record on the disk is the one
 * that the state knows, or the state is told of the one that is there, and that it is to be made
 * again.  In a transaction of its own, unless one is open (of a dry run).  The reason of a failure
 * is reported.
 */
ZL_NODISCARD enum zl_status zl_recover(struct zl_output *, struct zl_state *);

#endif
