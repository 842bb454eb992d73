/*
 * state_intents.h: what is about to be published is noted before it is, so that after a kill or a
 * loss of power everything on the disk can be accounted for.
 */
#ifndef ZL_STATE_INTENTS_H
#define ZL_STATE_INTENTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "state_documents.h"

/* Notes that something is about to be published, or taken away, of the source; under a number that
 * the batch of all that is published together has. */
ZL_NODISCARD enum zl_status zl_state_intend(struct zl_state *, int64_t batch,
					    const struct zl_source_id *);

/* The batch is published, and its outcomes are noted in this transaction. */
ZL_NODISCARD enum zl_status zl_state_fulfil(struct zl_state *, int64_t batch);

/* An intent that a dead run left, and what the state says of its document. */
struct zl_intent {
	int64_t root, key, run;
	bool known;	 /* the state has the document: */
	bool ok;	 /* its outcome was a record */
	char record[65]; /* its SHA-256; "" for none */
};

/* Intent number i, counted from 0, its name replacing what name held; *there unset: there is none.
 */
ZL_NODISCARD enum zl_status zl_state_intent(struct zl_state *, int64_t i, struct zl_intent *,
					    struct zl_buffer *name, bool *there);

/*
 * The document is as the disk has it: with this code ("ok", or a failure's) and record (SHA-256 and
 * length; "" for none), made by the run of the intent.  From what source it was made is not known:
 * the next run that finds it converts it again.
 */
ZL_NODISCARD enum zl_status zl_state_restate(struct zl_state *, const struct zl_buffer *name,
					     const struct zl_intent *, const char *code,
					     const char *record, uint64_t record_bytes);

/* All intents are seen to. */
ZL_NODISCARD enum zl_status zl_state_forget_intents(struct zl_state *);

#endif
