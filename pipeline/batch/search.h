/* search.h: sources come up one after another, from folders and lists, and go into the state. */
#ifndef ZL_SEARCH_INPUTS_H
#define ZL_SEARCH_INPUTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <sys/stat.h>

#include "log.h"
#include "options.h"
#include "output.h"
#include "pipeline/state/state.h"
#include "unpack/look.h"
#include "walk.h"

struct zl_inputs {
	const struct zl_options *options;
	struct zl_output *output;
	struct zl_state *state;
	struct zl_log *log;
	struct zl_walk_counts counts;
	uint64_t found;
	uint64_t unsettled; /* touched so lately that they may not be whole; left for later */
	uint64_t passed_over[ZL_KIND_COUNT]; /* files of folders, by kind */
	bool skipped;			     /* OUT came up in an input, and that was reported */
	uint64_t unfound;		     /* names of a list at which there is nothing */
	int64_t *roots; /* of folders walked without errors: what is not found there is gone */
	size_t root_count;
};

/* One root while sources come up below it. */
struct zl_search {
	struct zl_inputs *inputs;
	const char *path; /* of the root */
	int64_t root;
	int status; /* ZL_STATUS_COMPLETE, or why the search ended */
	uint64_t unreadable;
};

/* Readies a search below the folder path; returns its descriptor, -1 when it cannot be opened:
 * search->status says whether the run can go on. */
int zl_search_begin(struct zl_search *, struct zl_inputs *, const char *path, bool follow);

/* A source comes up: into the state, if it is of our shard.  context is the search; false, and its
 * status set, when it ends. */
bool zl_search_found(void *context, const char *name, size_t length, const struct stat *);

/* Walks from start below the root, the descriptor of which is given. */
void zl_search_walk(struct zl_search *, int folder, const char *start);

/* Two sources would have one record: says so, and returns the exit status.  other is the root of
 * the second one. */
int zl_search_report_collision(const struct zl_search *, const char *name, size_t length,
			       int64_t other);

/* Path and name in one, printable; NULL when there is no memory.  The caller frees it. */
char *zl_search_shown(const char *path, const char *name, size_t length);

#endif
