/* supervisor.h: takes planned documents through the workers and on to the publisher. */
#ifndef ZL_SUPERVISOR_H
#define ZL_SUPERVISOR_H

#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "options.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "pool.h"
#include "publish.h"

/* Why the supervisor stopped. */
enum zl_stop {
	ZL_STOP_NONE,	  /* everything planned is done */
	ZL_STOP_SIGNAL,	  /* SIGINT or SIGTERM; what was in hand is published */
	ZL_STOP_FAILURES, /* as many failures as --max-failures allows */
	ZL_STOP_BROKEN	  /* the reason has been said */
};

struct zl_supervision {
	const struct zl_options *options;
	const struct zl_output *output;
	struct zl_state *state;
	struct zl_log *log;
	struct zl_converter *converter;
	bool sandbox, sandbox_required;
	uint64_t planned; /* tasks 1 to planned are in the state */
	/* What came of them. */
	uint64_t converted, same, failed;
	uint64_t bytes;	   /* of sources converted */
	double cpu;	   /* seconds that workers used */
	uint64_t memory;   /* KiB: the highest peak of a worker */
	uint64_t replaced; /* workers that died or were ended */
};

enum zl_stop zl_supervise(struct zl_supervision *);

#endif
