/* run_parts.h: a run of zhengli run or retry, shared by its beginning (run.c) and end (run_end.c).
 */
#ifndef ZL_RUN_PARTS_H
#define ZL_RUN_PARTS_H

#include <stdint.h>

#include "pipeline/batch/inputs.h"
#include "pipeline/batch/log.h"
#include "pipeline/batch/options.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/supervisor.h"
#include "pipeline/state/state.h"

struct zl_run {
	struct zl_options options;
	struct zl_output output;
	struct zl_state state;
	struct zl_log log;
	struct zl_converter converter;
	struct zl_store corrections;
	struct zl_inputs inputs;
	struct zl_supervision work;
	char *arguments; /* the command line, for the state */
	double begun;
	uint64_t unchanged, missing;
};

/* Notes the end in the state, the report, the metrics and the log, and says what was done.  Returns
 * the exit status. */
int zl_run_finish(struct zl_run *, enum zl_stop);

/* Adds the last line of a run to its log. */
void zl_run_log_end(struct zl_run *, int status);

#endif
