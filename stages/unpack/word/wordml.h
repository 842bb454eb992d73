/* wordml.h: Word 2003 XML, one file whose root is w:wordDocument. */
#ifndef ZL_WORDML_H
#define ZL_WORDML_H

#include "context.h"

/*
 * Reads the document in data (NUL behind size) into the context, whose builder has its document,
 * limits and fault, in which a failure is told.
 */
void zl_wordml_read(struct zl_context *, const char *data, size_t size);

#endif
