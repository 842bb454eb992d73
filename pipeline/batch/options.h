/* options.h: the command line of run and retry. */
#ifndef ZL_OPTIONS_H
#define ZL_OPTIONS_H

#include <stdbool.h>
#include <stdint.h>

#include "convert.h"
#include "rules_option.h"
#include "sandbox.h"
#include "walk.h"

struct zl_options {
	bool retry; /* the command is retry: OUT and codes instead of inputs */
	const char *output, *log, *files_from, *normalise, *corrections;
	char **inputs;				  /* NULL-terminated */
	const char **include, **exclude, **codes; /* owned, NULL-terminated */
	const char *metrics;
	struct zl_rules_option rules;
	bool null, follow, one_file_system, verify, dry_run, no_progress, quiet, anyway,
	    allow_empty;
	uint32_t kinds; /* a bit an enum zl_kind of files in folders; 0: all that are read */
	unsigned workers, shard, shards; /* shards 0: not sharded */
	unsigned wall_seconds, cpu_seconds, share;
	unsigned settle, wait; /* seconds */
	uint64_t memory;       /* bytes */
	uint64_t record_bytes; /* the ceiling on a record */
	unsigned umask;	       /* of what is made in OUT; ~0U: as it is */
	uint64_t max_failures; /* 0: no end */
	enum zl_sandbox_choice sandbox;
	struct zl_convert_options convert;
};

/*
 * Reads the command line; the strings stay those of argv.  False when the command is to end with
 * *status: the reason, or the help asked for, has been said.  The caller frees the options.
 */
bool zl_options_read(struct zl_options *, int argc, char **argv, int *status);
void zl_options_free(struct zl_options *);

#endif
