/* state_merge.h: the documents of another OUT, a shard, are taken in. */
#ifndef ZL_STATE_MERGE_H
#define ZL_STATE_MERGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "state.h"
#include "state_run.h"

/* What a shard to be merged is. */
struct zl_shard {
	unsigned shard, of;
	int64_t key;	/* this state's number of what its documents were last converted with */
	bool complete;	/* its last run came to its end and left nothing over */
	bool sandboxed; /* its last run was */
	struct zl_state_counts walk; /* what its last run saw of the folders; the rest is 0 */
};

/*
 * Attaches another OUT's state to this one, and says which shard it is; ZL_FAILED, and the reason
 * reported, when it is none.  One shard at a time: zl_state_detach_shard lets go of it.
 */
ZL_NODISCARD enum zl_status zl_state_attach_shard(struct zl_state *, const char *out,
						  struct zl_shard *);
ZL_NODISCARD enum zl_status zl_state_detach_shard(struct zl_state *);

/* What a shard's state says of a document; from somebody else's file: checked, as its name is. */
struct zl_shard_document {
	const char *name; /* a path that stays below where it is put; ends with a NUL */
	size_t length;
	bool record, failure; /* what is published of it */
};

/* Calls each for the attached shard's documents until it returns ZL_FAILED.  ZL_FAILED then, and
 * when the state fails or has what no zhengli writes. */
ZL_NODISCARD enum zl_status
zl_state_each_of_shard(struct zl_state *, const char *out,
		       enum zl_status (*each)(void *context, const struct zl_shard_document *),
		       void *context);

/* Around the calls of the next for all shards; zl_state_merge_end stands in a transaction, and
 * documents are in this state only when that is committed. */
ZL_NODISCARD enum zl_status zl_state_merge_begin(struct zl_state *);
ZL_NODISCARD enum zl_status zl_state_merge_end(struct zl_state *);

/* Takes the attached shard's documents, and what it passed over, into this state. */
ZL_NODISCARD enum zl_status zl_state_merge_shard(struct zl_state *, const char *out);

#endif
