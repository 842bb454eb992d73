/* reader.h: a record's XML read as rows, in one pass; the only reader of records. */
#ifndef ZL_READER_H
#define ZL_READER_H

#include <stdbool.h>

#include "base/buffer.h"
#include "tables.h"

/*
 * Zero-initialised, a reader is ready; it is for one record after the other.  What it holds is of
 * the last one that was read.
 */
struct zl_record_reader;
struct _xmlDoc; /* libxml2's */

/* NULL when memory is out. */
struct zl_record_reader *zl_record_reader_new(void);
void zl_record_reader_free(struct zl_record_reader *);

/*
 * Reads a record of size bytes, NUL behind them.  ZL_FAILED, with the reason behind words, when it
 * is no record as zhengli writes it or memory is out.
 */
enum zl_status zl_record_reader_read(struct zl_record_reader *, const char *data, size_t size,
				     struct zl_buffer *words) ZL_NODISCARD;

/*
 * The rows of the record that was read last, for the reader's next call to replace.  path stands as
 * source/@file has it; record_sha256 is absent: the caller knows it.
 */
struct zl_record_rows *zl_record_reader_rows(struct zl_record_reader *);

/*
 * From now on each record that is read is made a tree, too, for style sheets; without its body
 * where that is not wanted, which is most of what there is.
 */
void zl_record_reader_make_tree(struct zl_record_reader *, bool with_body);

/* The tree of the record that was read last, for the reader's next call to free; NULL where none
 * was to be made. */
struct _xmlDoc *zl_record_reader_tree(const struct zl_record_reader *);

/* A property of the source ("pages"); absent when it has none. */
struct zl_string zl_record_reader_property(const struct zl_record_reader *, const char *name);

#endif
