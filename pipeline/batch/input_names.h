/* input_names.h: whether every source has a place of its own in OUT, and which are gone. */
#ifndef ZL_INPUT_NAMES_H
#define ZL_INPUT_NAMES_H

#include "base/status.h"
#include "search.h"

/* No two sources may share a place in OUT, nor may one's record be another's folder.  Returns
 * ZL_STATUS_COMPLETE, or the exit status with the reason reported. */
int zl_inputs_check_names(struct zl_inputs *);

/* Marks what is gone since earlier runs, and takes away the failures of what is gone. */
ZL_NODISCARD enum zl_status zl_inputs_mark_missing(struct zl_inputs *, uint64_t *missing);

/*
 * Whether this is the run that was meant: not one that finds none of the sources that are known, as
 * below a mount that is not there, nor one that takes them a second time below another root.
 * Returns ZL_STATUS_COMPLETE, or ZL_STATUS_BROKEN with the reason reported.
 */
int zl_inputs_check_meant(struct zl_inputs *);

#endif
