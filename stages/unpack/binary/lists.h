/* lists.h: lists of a binary document become those that the builder counts: [MS-DOC] 2.4.6.3. */
#ifndef ZL_BINARY_LISTS_H
#define ZL_BINARY_LISTS_H

#include "fonts.h"
#include "unpack/story/builder.h"

/*
 * Reads the definitions (PlfLst, with the levels that stand behind it: definitions.size goes to
 * the end of the table stream, length is PlfLst's own) and the lists that use them (PlfLfo) into
 * the builder's numbering.  What makes no sense in them is left out; the builder's fault is set
 * when memory is out.
 */
void zl_lists_read(struct zl_builder *, struct zl_bytes definitions, size_t length,
		   struct zl_bytes overrides, const struct zl_font_table *);

#endif
