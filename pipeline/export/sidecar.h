/*
 * sidecar.h: what no report tells, from CSV files: a row a pattern of paths, a column a field.
 *
 * All rows that match a document apply, from the first file to the last and from top to bottom; a
 * cell that is not empty wins over earlier ones, "-" takes away what they said.
 */
#ifndef ZL_SIDECAR_H
#define ZL_SIDECAR_H

#include <stdbool.h>

#include "base/buffer.h"
#include "fields.h"

struct zl_sidecar;

/* Empty, ready to be loaded; NULL when memory is out. */
struct zl_sidecar *zl_sidecar_new(void);
void zl_sidecar_free(struct zl_sidecar *);

/*
 * Adds the rows of a file.  ZL_FAILED when anything is wrong with it: every fault has been said as
 * FILE:LINE: COLUMN: what.
 */
enum zl_status zl_sidecar_load(struct zl_sidecar *, const char *path,
			       const char *encoding) ZL_NODISCARD;

/* Puts the values for the document at path into fields, and notes that its rows matched. */
void zl_sidecar_apply(struct zl_sidecar *, const char *path, size_t length, struct zl_fields *);

/* The rows that were applied last, for messages: "row 1 "**" and row 7 "2021"". */
void zl_sidecar_describe(const struct zl_sidecar *, struct zl_buffer *out);

/* Says which rows matched no document; gives how many. */
size_t zl_sidecar_unmatched(const struct zl_sidecar *);

/* A bit for each field that has a column in one of the files. */
uint64_t zl_sidecar_columns(const struct zl_sidecar *);

/* SHA-256 of the files' bytes, one after the other; "" when there are none. */
const char *zl_sidecar_sha256(const struct zl_sidecar *);

#endif
