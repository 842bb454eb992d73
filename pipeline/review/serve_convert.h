/*
 * serve_convert.h: one source converted with the corrections that are kept, in a worker that is
 * shut in, made for it and gone behind it.  Nothing of it is published.
 */
#ifndef ZL_SERVE_CONVERT_H
#define ZL_SERVE_CONVERT_H

#include "pipeline/batch/convert.h"
#include "review.h"

struct zl_serve_converter {
	struct zl_converter converter;
	struct zl_pool *pool;
};

/*
 * Readies rules and all that a worker needs.  They have to be those that OUT was made with last: a
 * page that is converted would differ from the record of the next run.  ZL_FAILED with the reason
 * said; the caller frees in both cases.
 */
ZL_NODISCARD enum zl_status zl_serve_prepare(struct zl_serve_converter *,
					     const struct zl_review_options *, struct zl_state *);
void zl_serve_converter_free(struct zl_serve_converter *);

/*
 * Converts the source of that name, which must have that SHA-256 still, with corrections of the
 * store.  ZL_FAILED, and message (size bytes) one line that says why.
 */
ZL_NODISCARD enum zl_status zl_serve_convert(struct zl_serve_converter *, struct zl_state *,
					     const struct zl_row *, const struct zl_store *,
					     struct zl_buffer *record, char *message, size_t size);

#endif
