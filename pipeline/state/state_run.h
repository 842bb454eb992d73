/* state_run.h: runs and what they convert with, the settings of OUT, and the roots of its inputs.
 */
#ifndef ZL_STATE_RUN_H
#define ZL_STATE_RUN_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "state.h"

/* What a document is converted with.  A change in the first three concerns every document; a
 * change in limits only those that failed. */
struct zl_state_key {
	const char *rules; /* SHA-256 of the rules, hexadecimal */
	const char *version, *settings, *limits;
};

struct zl_state_run {
	const char *command;   /* "run", "retry", "merge" */
	const char *arguments; /* as given, for people */
	const char *sandbox;   /* "on", "off" */
	unsigned workers;
};

/* Begins a run: notes it, and its key.  Everything noted from now on belongs to it. */
ZL_NODISCARD enum zl_status zl_state_begin(struct zl_state *, const struct zl_state_run *,
					   const struct zl_state_key *);

/* What a run came to; the rest of a row of runs. */
struct zl_state_counts {
	uint64_t found, unchanged, same, converted, failed, missing, remaining;
	uint64_t folders, owner_files, others, links, special, unreadable; /* of the walk */
};

ZL_NODISCARD enum zl_status zl_state_end(struct zl_state *, const struct zl_state_counts *,
					 int status);

/* Settings of OUT: "K/N" or "all"; the shards whose merge into it is not complete. */
#define ZL_META_SHARD "shard"
#define ZL_META_MERGE "merge"

/* The value of a setting of OUT as a whole, such as its shard; "" when there is none. */
ZL_NODISCARD enum zl_status zl_state_meta(struct zl_state *, const char *name,
					  struct zl_buffer *value);
ZL_NODISCARD enum zl_status zl_state_set_meta(struct zl_state *, const char *name,
					      const char *value);

/* The number of a root: the folder that names are below.  0 on failure. */
ZL_NODISCARD int64_t zl_state_root(struct zl_state *, const char *path, bool follow);

/* The path of a root, replacing what path held, and whether links in it are followed. */
ZL_NODISCARD enum zl_status zl_state_root_path(struct zl_state *, int64_t root,
					       struct zl_buffer *path, bool *follow);

#endif
