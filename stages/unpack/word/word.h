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
enum zl_status zl_word_read(struct zl_context *, const void *data, size_t size);

/* Reads a package that stands in a part of the context's, its paragraphs in place. */
void zl_word_nested(struct zl_context *, const struct zl_part *);

#endif
