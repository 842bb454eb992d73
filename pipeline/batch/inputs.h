/* inputs.h: the inputs of a run: folders are walked, files and lists taken, into the state. */
#ifndef ZL_INPUTS_H
#define ZL_INPUTS_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "options.h"
#include "output.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "walk.h"

struct zl_inputs {
	const struct zl_options *options;
	const struct zl_output *output;
	struct zl_state *state;
	struct zl_log *log;
	struct zl_walk_counts counts;
	uint64_t found;
	uint64_t unfound; /* names of a list at which there is nothing */
	int64_t *roots;	  /* of folders walked without trouble: what is not found there is gone */
	size_t root_count;
};

/*
 * Finds every source and notes it in the state.  Gives ZL_STATUS_COMPLETE, or the exit status with
 * the reason said: two sources that would share a record, an input that is not there.  The caller
 * frees the inputs.
 */
int zl_inputs_find(struct zl_inputs *);

/* Marks what is gone since earlier runs, and takes away the failures of what is gone. */
bool zl_inputs_mark_missing(struct zl_inputs *, uint64_t *missing);

void zl_inputs_free(struct zl_inputs *);

#endif
