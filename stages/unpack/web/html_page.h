/* html_page.h: a web page being read, and what its elements do. */
#ifndef ZL_HTML_PAGE_H
#define ZL_HTML_PAGE_H

#include <libxml/HTMLparser.h>

#include "unpack/story/builder.h"

/* Pages whose tags are never closed are deep; deeper than this is an attack. */
enum { ZL_HTML_LISTS = 16, ZL_HTML_TABLES = 64, ZL_HTML_COLUMNS = 64, ZL_HTML_DEEPEST = 4096 };

/* A list being read: HTML numbers its items itself. */
struct zl_html_list {
	bool ordered;
	int32_t item;
};

/* A table being read, whose cells may reach down into rows below. */
struct zl_html_table {
	uint32_t column;		/* of the next cell, from 0 */
	uint16_t rows[ZL_HTML_COLUMNS]; /* below that the cell at the column reaches into */
	uint16_t span[ZL_HTML_COLUMNS]; /* and its columns */
};

struct zl_html_page {
	struct zl_builder *builder;
	htmlParserCtxtPtr parser;
	unsigned skipped;    /* open elements whose text is not shown */
	unsigned kept_space; /* open pre elements */
	unsigned bold;
	int hidden; /* depth of the open element that is not displayed; 0 for none */
	unsigned tables, lists;
	struct zl_html_list list[ZL_HTML_LISTS];
	struct zl_html_table table[ZL_HTML_TABLES];
	bool less;	  /* < was met, which may begin <![if !supportLists]> */
	bool in_text;	  /* a paragraph is open */
	bool wants_space; /* white space was met within it */
};

struct zl_html_tag;
typedef void zl_html_handler(struct zl_html_page *, const struct zl_html_tag *,
			     const xmlChar **attributes);

/* An element: what its start and its end do. */
struct zl_html_tag {
	const char *name;
	zl_html_handler *start, *end;
	int level; /* of a heading, as outline levels count */
};

/* The value of the attribute, "" where it has none; NULL where it is not there. */
const char *zl_html_attribute(const xmlChar **attributes, const char *name);

/* Opens the paragraph that text goes to, and the run. */
void zl_html_need_text(struct zl_html_page *);

/* What an element of that name does; NULL for nothing. */
const struct zl_html_tag *zl_html_tag_find(const xmlChar *name);

/* Whether the element's text is not shown, as that of a script. */
bool zl_html_tag_skips(const struct zl_html_tag *);

#endif
