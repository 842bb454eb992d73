/*
 * batch.h: the spool of a consumer: tmp/ new/ done/ failed/.  What stands in new/ is whole: it was
 * made in tmp/ and renamed, as in a maildir.
 */
#ifndef ZL_DELIVER_BATCH_H
#define ZL_DELIVER_BATCH_H

#include <stdbool.h>

#include "base/buffer.h"
#include "base/status.h"
#include "config.h"

struct zl_spool {
	const char *path;
	int folder, lock;
};

/*
 * Opens the spool, making its folders, and holds it; what dead deliveries left in tmp/ is gone
 * afterwards.  Gives an exit status, the reason said: ZL_STATUS_HELD when another delivery has it.
 */
int zl_spool_open(struct zl_spool *, const char *path);
void zl_spool_close(struct zl_spool *);

/* The batch in new/ that begins after token, at the end of name; false when there is none. */
bool zl_spool_find(const struct zl_spool *, const char *token, struct zl_buffer *name);

/*
 * Exports what changed since token ("0": all) into new/; its name, INSTANCE-FROM-TO, goes to the
 * end of name.  Gives the exit status of the export.
 */
int zl_spool_make(const struct zl_spool *, const struct zl_consumer *, const char *out,
		  const char *token, struct zl_buffer *name);

/* The token that the batch in new/ goes up to, at the end of token. */
enum zl_status zl_spool_token(const struct zl_spool *, const char *name,
			      struct zl_buffer *token) ZL_NODISCARD;

/* Moves a batch from new/ to done/ or failed/, words (NULL for none) into a file beside it. */
enum zl_status zl_spool_move(const struct zl_spool *, const char *name, const char *folder,
			     const struct zl_buffer *words) ZL_NODISCARD;

/* Moves all that still stands in new/ to done/: it was delivered. */
enum zl_status zl_spool_settle(const struct zl_spool *) ZL_NODISCARD;

/* Removes what has been in done/ for so many days. */
void zl_spool_clean(const struct zl_spool *, unsigned days);

#endif
