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
 * Whether there is still something of what was found before: a folder that is empty all at once is
 * rather one that is not mounted.  Returns an exit status, the reason reported.
 */
int zl_inputs_check_presence(const struct zl_inputs *);

#endif
