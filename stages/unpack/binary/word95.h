/* word95.h: what documents of Word 6 and 95 have otherwise than those of Word 97. */
#ifndef ZL_WORD95_H
#define ZL_WORD95_H

#include "binary.h"

/*
 * Reads what the text refers to, out of the WordDocument stream itself: its pieces, pages, fonts,
 * styles and code page.  False, and the builder's fault set, when it cannot be read.
 */
bool zl_word95_structures(struct zl_binary *);

/* What the texts of the part of headers are, in their order. */
enum zl_word95_header { ZL_WORD95_SEPARATOR, ZL_WORD95_HEADER, ZL_WORD95_FOOTER };

typedef ZL_VECTOR(uint8_t) zl_word95_headers;

/* Tells it for as many as there can be; the caller frees the items. */
void zl_word95_headers_read(struct zl_binary *, zl_word95_headers *);

/* The code page of text of the font, or where that is -1 of the paragraph style's. */
unsigned zl_word95_code_page(const struct zl_binary *, int32_t font, uint16_t style);

#endif
