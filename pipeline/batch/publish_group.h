/* publish_group.h: documents that are published together. */
#ifndef ZL_PUBLISH_GROUP_H
#define ZL_PUBLISH_GROUP_H

#include "publish.h"

struct zl_group_entry {
	struct zl_finished finished; /* its texts are below */
	uint64_t sequence;
	bool stands; /* its place has these bytes already */
	char code[32], stage[16], sha256[65], record[65], flags[ZL_OUTCOME_FLAGS];
	char *name, *message; /* owned */
};

struct zl_group {
	struct zl_group_entry *entries;
	size_t count, capacity, files;
	uint64_t bytes;
	int64_t batch; /* of its intents; 0: none are noted */
	double since;  /* when the first came in */
};

/* Frees what the entries own; the group is empty and ready. */
void zl_group_clear(struct zl_group *);

/* Room for one more entry, not counted yet; earlier ones may move.  NULL: no memory. */
struct zl_group_entry *zl_group_new(struct zl_group *);

/* Copies what the outcome borrows, and what finished borrows.  ZL_FAILED: no memory. */
ZL_NODISCARD enum zl_status zl_entry_keep(struct zl_group_entry *, const struct zl_outcome *);
ZL_NODISCARD enum zl_status zl_entry_fill(struct zl_group_entry *, const struct zl_finished *);

#endif
