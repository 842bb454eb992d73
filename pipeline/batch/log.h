/* log.h: --log: a JSON line an event, at the end of a file. */
#ifndef ZL_LOG_H
#define ZL_LOG_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "pipeline/state/state_documents.h"

struct zl_log {
	const char *path;
	int file; /* -1: no log */
	int64_t run;
	struct zl_buffer lines; /* not written yet */
};

/* Opens the log; path may be NULL for none.  ZL_FAILED, and the reason reported, when it
 * cannot be. */
ZL_NODISCARD enum zl_status zl_log_open(struct zl_log *, const char *path);

/* What became of one document. */
struct zl_log_document {
	const char *name;
	size_t length;
	const char *outcome; /* "record", "failure", "same" */
	const struct zl_outcome *result;
	uint64_t bytes;	 /* of the source */
	double cpu;	 /* seconds */
	uint64_t memory; /* KiB: the worker's peak */
	bool known;	 /* a failure that is acknowledged */
};

void zl_log_document(struct zl_log *, const struct zl_log_document *);

/* The run began or ended; members is what to say of it, JSON without the braces. */
void zl_log_event(struct zl_log *, const char *event, const char *members);

/* A folder that could not be read. */
void zl_log_unreadable(struct zl_log *, const char *name, const char *message);

/* Writes what is pending; an error is reported. */
void zl_log_close(struct zl_log *);

#endif
