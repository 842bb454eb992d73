/* page_read.h: what the two files that read a record for its page share. */
#ifndef ZL_PAGE_READ_H
#define ZL_PAGE_READ_H

#include <libxml/parser.h>

#include "page.h"

/* Deeper than record.xsd lets elements nest. */
enum { ZL_PAGE_DEPTH = 256 };

/* What an element is to the reader. */
enum zl_page_element {
	ZL_IN_FLOW, /* text, or marks in it */
	ZL_IN_RECORD,
	ZL_IN_SOURCE,
	ZL_IN_PROPERTY,
	ZL_IN_GENERATOR,
	ZL_IN_DESCRIPTION,
	ZL_IN_NODE, /* section, finding, recommendation */
	ZL_IN_NAME, /* heading, problem */
	ZL_IN_TABLE,
	ZL_IN_ROW,
	ZL_IN_CELL,
	ZL_IN_NOTES,
	ZL_IN_NOTE,
	ZL_IN_RUBY,
	ZL_IN_NORMALISATION,
	ZL_IN_CHANGE,
	ZL_IN_LOSS,
	ZL_IN_QUALITY,
	ZL_IN_WARNING,
	ZL_IN_FLAG
};

/* An element that is open; what is not its own is that of the one around it. */
struct zl_page_frame {
	enum zl_page_element element, above;
	uint32_t n, owner, cell, note, nodes, tables;
	uint8_t role, mark;
	bool computed;
	bool gathers; /* its text is a value, not the report's */
};

struct zl_page_reader {
	struct zl_page *page;
	struct zl_page_frame frames[ZL_PAGE_DEPTH];
	size_t depth;
	struct zl_buffer gathered;
	uint32_t tables, rows;
	const xmlChar **attributes; /* of the element that begins */
	int attribute_count;
	xmlParserCtxt *parser;
	bool failed;
};

/* Puts findings that stood in tables into cells again; tables: how many there are already. */
ZL_NODISCARD enum zl_status zl_page_find_ledgers(struct zl_page *, uint32_t tables);

/* Memory is out, or it is no record: reads no further. */
void zl_page_stop(struct zl_page_reader *);

/* Of the element that begins: a copy of an attribute, absent where there is none; a number, or 0.
 */
struct zl_string zl_page_attribute(struct zl_page_reader *, const char *name);
uint32_t zl_page_number(struct zl_page_reader *, const char *name);

/* Whether the element is one of those beside the text, which it reads. */
bool zl_page_beside_enter(struct zl_page_reader *, struct zl_page_frame *, const char *name);
void zl_page_beside_leave(struct zl_page_reader *, const struct zl_page_frame *);

#endif
