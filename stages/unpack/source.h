/* source.h: the formats that documents come in, each read by a reader of its own. */
#ifndef ZL_UNPACK_SOURCE_H
#define ZL_UNPACK_SOURCE_H

#include "unpack/word/context.h"

/*
 * Reads the file in data, told by its bytes, into the context's builder, which has its document
 * and limits.  ZL_FAILED when the document has failed.
 */
enum zl_status zl_unpack_source(struct zl_context *, const void *data, size_t size);

/* Reads a binary Word document into the builder; what fails it is told in the builder's fault. */
void zl_binary_read(struct zl_builder *, const void *data, size_t size);

#endif
