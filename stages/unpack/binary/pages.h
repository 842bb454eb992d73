/* pages.h: formatted disk pages, which hold what was said of stretches of bytes: [MS-DOC] 2.9.33.
 */
#ifndef ZL_PAGES_H
#define ZL_PAGES_H

#include "plc.h"

struct zl_pages {
	struct zl_bytes stream; /* WordDocument */
	struct zl_plc bins;	/* PlcBteChpx or PlcBtePapx: from where on which page counts */
	bool of_paragraphs, is_word95;
};

/* What is said of a stretch. */
struct zl_page_entry {
	uint32_t end;		/* the offset that it ends before, beyond the one asked for */
	struct zl_bytes grpprl; /* may be empty */
	uint16_t style;		/* of paragraphs: istd */
};

/* Finds what is said of the byte at the offset of the stream. */
struct zl_page_entry zl_pages_find(const struct zl_pages *, uint32_t offset);

#endif
