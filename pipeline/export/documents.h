/*
 * documents.h: the documents of an OUT as its state has them, one after the other, and their
 * records, each proved to be what was published.
 */
#ifndef ZL_DOCUMENTS_H
#define ZL_DOCUMENTS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/buffer.h"
#include "base/status.h"
#include "pipeline/state/state.h"

enum zl_document_kind {
	ZL_DOCUMENT_PUT,       /* its record stands */
	ZL_DOCUMENT_MISSING,   /* its source is gone */
	ZL_DOCUMENT_WITHDRAWN, /* it failed, and no record stands */
};

struct zl_item {
	enum zl_document_kind kind;
	bool stale;			 /* put, but the source could not be read now */
	struct zl_buffer name;		 /* path below its input, any bytes */
	struct zl_buffer path;		 /* the same as source/@file has it */
	struct zl_buffer file;		 /* of its record, below OUT */
	struct zl_buffer stage, message; /* of a failure */
	char code[32], source[65], record[65];
	uint64_t record_bytes;
	int64_t change;
	int64_t root;
	int64_t time; /* when the run began that made the record; nanoseconds since 1970 */
};

void zl_item_free(struct zl_item *);

enum zl_order {
	ZL_ORDER_PATH,	 /* by name */
	ZL_ORDER_CHANGE, /* by what changed last */
};

struct zl_documents {
	const char *out;
	int folder; /* descriptor of OUT */
	struct zl_state state;
	struct sqlite3_stmt *rows;
	char instance[17];
	int64_t since, last; /* the change from which on, and the last there is */
	bool failed;	     /* reading came to no end; said */
};

/*
 * Opens the state of OUT as it is now: what runs write from here on is not seen.  Gives an exit
 * status; the reason has been said.
 */
int zl_documents_open(struct zl_documents *, const char *out);
void zl_documents_close(struct zl_documents *);

/*
 * Reads a token: "0", NULL or INSTANCE:CHANGE of this OUT.  Another one is ZL_STATUS_USAGE, and
 * said.
 */
int zl_documents_since(struct zl_documents *, const char *token);

/*
 * The token of the state as it was opened, at the end of out.  What it stands for is brought to the
 * disk first: a commit that a power cut takes back must not have been told of.
 */
enum zl_status zl_documents_token(struct zl_documents *, struct zl_buffer *out) ZL_NODISCARD;

/* Begins to go through what changed since, in the order wanted; ZL_FAILED, and said. */
enum zl_status zl_documents_begin(struct zl_documents *, enum zl_order, int64_t limit) ZL_NODISCARD;

/* The next one; false at the end, and on failure, when failed is set. */
bool zl_documents_next(struct zl_documents *, struct zl_item *);

/*
 * The record of a document that was put, in place of what bytes held; ZL_FAILED, and said, when it
 * is not what was published.
 */
enum zl_status zl_documents_record(const struct zl_documents *, const struct zl_item *,
				   struct zl_buffer *bytes) ZL_NODISCARD;

/*
 * Opens the source of a document; -1, and said, when it cannot be opened.  Whether its bytes are
 * those of source/@sha256 is for the caller to see.
 */
int zl_documents_source(struct zl_documents *, const struct zl_item *);

#endif
