/* state_corrections.h: which files of corrections there are, for the plan of a run. */
#ifndef ZL_STATE_CORRECTIONS_H
#define ZL_STATE_CORRECTIONS_H

#include "base/status.h"
#include "state.h"

/*
 * Notes that the source of that SHA-256 has a file of corrections of the other.  Outcomes of the
 * run are then noted with it, and those that were made with another, or none, are planned anew.
 */
ZL_NODISCARD enum zl_status zl_state_corrected(struct zl_state *, const char *source,
					       const char *sha256);

#endif
