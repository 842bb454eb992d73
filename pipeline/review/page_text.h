/* page_text.h: what the two files that write the report's text share. */
#ifndef ZL_PAGE_TEXT_H
#define ZL_PAGE_TEXT_H

#include "page_write.h"

/* Where the writing is. */
struct zl_page_writing {
	const struct zl_page *page;
	enum zl_language language;
	struct zl_buffer *out, scratch;
	size_t change, loss, flag, ruby; /* of the sorted ones: the first that is not behind */
	uint32_t *changes, *losses, *flags, *readings;
	uint32_t table, row, cell, note;
};

/* A paragraph with its number, letter and what is said of it. */
void zl_page_write_paragraph(struct zl_page_writing *, uint32_t n);

#endif
