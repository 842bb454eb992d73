/* place.h: places in the view of what stands in the document. */
#ifndef ZL_PLACE_H
#define ZL_PLACE_H

#include "extract/lines/engine.h"

/* The place in the line of byte offset of paragraph n; the line's end: it is not in the line. */
uint32_t zl_place_in_line(const struct zl_engine *, const struct zl_line *line, uint32_t n,
			  size_t offset);

/* The index of the first line that begins in paragraph n or behind it; lines.count: none. */
size_t zl_line_of(const struct zl_engine *, uint32_t n);

#endif
