/* word.h: Word documents: packages of ECMA-376, in a zip archive or in a Flat OPC file. */
#ifndef ZL_WORD_H
#define ZL_WORD_H

#include "context.h"

/*
 * Reads the package in data as a document into the context, whose builder has its document and
 * limits, and which has its bytes and read_chunk; what fails it fails the document, or, in a
 * package within another one, is warned of.  ZL_FAILED then.  The caller frees the context either
 * way.
 */
typedef enum zl_status zl_word_reader(struct zl_context *, const void *data, size_t size);

zl_word_reader zl_word_read;

/*
 * Reads a document that stands in a part of the context's, its paragraphs in place: a package, by
 * zl_word_read, or one of another format, by a reader that keeps the same rules.
 */
void zl_word_nested(struct zl_context *, const struct zl_part *, zl_word_reader *);

#endif
