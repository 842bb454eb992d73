/*
 * loop.h: the state of the supervisor's loop, which the files share that open sources (sources.c),
 * judge what became of them (outcomes.c) and turn the loop (supervisor.c).
 */
#ifndef ZL_LOOP_H
#define ZL_LOOP_H

#include <signal.h>
#include <stdbool.h>
#include <stdint.h>

#include "log.h"
#include "options.h"
#include "pool.h"
#include "publish.h"

/* Why the supervisor stopped. */
enum zl_stop {
	ZL_STOP_NONE,	  /* everything planned is done */
	ZL_STOP_SIGNAL,	  /* SIGINT, SIGTERM or SIGHUP; what was in hand is published */
	ZL_STOP_FAILURES, /* as many failures as --max-failures allows */
	ZL_STOP_FATAL	  /* the reason has been reported */
};

/* What a run came to. */
struct zl_run_totals {
	uint64_t converted, same, failed;
	uint64_t known;	   /* of those that failed, acknowledged */
	uint64_t bytes;	   /* of sources converted */
	double cpu;	   /* seconds that workers used */
	uint64_t memory;   /* KiB: the highest peak of a worker */
	uint64_t replaced; /* workers that died or were ended */
};

struct zl_supervision {
	const struct zl_options *options;
	struct zl_output *output;
	struct zl_state *state;
	struct zl_log *log;
	struct zl_converter *converter;
	bool sandbox, sandbox_required;
	sigset_t signals; /* the mask before zl_signals_hold */
	uint64_t planned; /* tasks 1 to planned are in the state */
	struct zl_run_totals totals;
};

struct zl_loop {
	struct zl_supervision *work;
	struct zl_pool pool;
	struct zl_publisher publisher;
	struct zl_worker *workers;
	struct zl_job **put_back; /* jobs of dead workers: not begun, or to be tried again */
	size_t put_back_count;
	int64_t next;	/* task */
	uint64_t bytes; /* of sources given to workers */
	int signals;
	int root_folder; /* descriptor of the root used last */
	int64_t root;
	bool root_follow;
	struct zl_buffer name, failure;
	enum zl_stop stop;
	unsigned unreadable; /* workers given up because their sockets could not be read */
	bool at_once;	     /* do not finish what is in hand */
};

/* The run cannot go on; the reason has been reported.  Returns ZL_FAILED. */
enum zl_status zl_loop_fatal(struct zl_loop *);

#endif
