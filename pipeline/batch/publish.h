/*
 * publish.h: what is finished becomes visible, in groups, so that durability does not cost a wait
 * a file.
 *
 * A group is written to OUT/tmp and its intents are noted in the state; both are made durable; its
 * files are renamed to their places; that is made durable; and then its outcomes are noted in the
 * state, and its intents forgotten.  One syncfs(2) does for two groups: for what the younger wrote
 * and what the older renamed.  It is made by a process of its own, so that workers are fed
 * meanwhile.  Killed between any two of these steps, the run leaves files in tmp, which the next
 * one removes, or intents, by which the next one finds out what is on the disk (recover.h).
 */
#ifndef ZL_PUBLISH_H
#define ZL_PUBLISH_H

#include <stdbool.h>
#include <stdint.h>
#include <sys/types.h>

#include "base/status.h"
#include "output.h"
#include "pipeline/state/state_documents.h"

enum zl_publish_kind {
	ZL_PUBLISH_RECORD,  /* the record, in place of an older one or a failure */
	ZL_PUBLISH_FAILURE, /* the failure, in place of an older one or a record */
	ZL_PUBLISH_UNREAD,  /* the failure; an older record stays: nothing is known of the source */
	ZL_PUBLISH_SAME	    /* nothing but the stamp is new */
};

/* One finished document; everything is copied. */
struct zl_finished {
	enum zl_publish_kind kind;
	struct zl_source_id source;
	struct zl_outcome outcome;
	const char *bytes; /* of the record or the failure */
	uint64_t size;
};

struct zl_group;

struct zl_publisher {
	struct zl_output *output;
	struct zl_state *state;
	struct zl_group *filling, *written, *renamed;
	uint64_t sequence; /* of names in tmp */
	int64_t batch;	   /* of the group that is filling */
	pid_t syncer;
	int socket;   /* to it; readable when a sync is done */
	double asked; /* when the sync under way was asked for; 0: none is */
	/* A record has no place, as the file system refuses its name: writes the failure that is
	   published instead into outcome and text, both valid until the next call. */
	enum zl_status (*refused)(void *context, const struct zl_source_id *, int number,
				  struct zl_outcome *outcome, struct zl_buffer *text);
	void *context;
};

/*
 * The publisher has output, state, refused and context set.  ZL_FAILED, with the reason reported,
 * when the run cannot go on; so with the calls below.
 */
ZL_NODISCARD enum zl_status zl_publisher_start(struct zl_publisher *);

/* Writes the document's bytes to OUT/tmp and takes it into the group that is filling. */
ZL_NODISCARD enum zl_status zl_publisher_add(struct zl_publisher *, const struct zl_finished *);

/*
 * Moves groups on as far as it goes without waiting.  With all set, however small they are.  A disk
 * that does not finish in ten minutes has failed.
 */
ZL_NODISCARD enum zl_status zl_publisher_turn(struct zl_publisher *, bool all);

/* Whether anything is not yet published and noted. */
bool zl_publisher_is_pending(const struct zl_publisher *);

/* Whether more is filling than can be published, so that no more should be begun. */
bool zl_publisher_is_full(const struct zl_publisher *);

/* Ends the process; what was not published is given up. */
void zl_publisher_stop(struct zl_publisher *);

#endif
