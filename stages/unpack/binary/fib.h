/* fib.h: the file information block that a WordDocument stream begins with: [MS-DOC] 2.5.1. */
#ifndef ZL_FIB_H
#define ZL_FIB_H

#include <stdbool.h>
#include <stdint.h>

#include "unpack/compound/bytes.h"

/* wIdent: which Word wrote it. */
enum { ZL_FIB_WORD97 = 0xA5EC, ZL_FIB_WORD95 = 0xA5DC, ZL_FIB_WORD2 = 0xA5DB };

/* The parts of the text, one behind the other: [MS-DOC] 2.5.4, ccpText and the next. */
enum zl_fib_part {
	ZL_FIB_TEXT,
	ZL_FIB_FOOTNOTES,
	ZL_FIB_HEADERS,
	ZL_FIB_MACROS,
	ZL_FIB_COMMENTS,
	ZL_FIB_ENDNOTES,
	ZL_FIB_BOXES,
	ZL_FIB_HEADER_BOXES,
	ZL_FIB_PARTS
};

/* Pairs of FibRgFcLcb: where a structure stands in the table stream: [MS-DOC] 2.5.6 and the next.
 */
enum zl_fib_pair {
	ZL_FIB_STYLES = 1,
	ZL_FIB_FOOTNOTE_REFERENCES = 2,
	ZL_FIB_FOOTNOTE_TEXTS = 3,
	ZL_FIB_COMMENT_REFERENCES = 4,
	ZL_FIB_COMMENT_TEXTS = 5,
	ZL_FIB_SECTIONS = 6,
	ZL_FIB_HEADER_TEXTS = 11,
	ZL_FIB_CHARACTER_PAGES = 12,
	ZL_FIB_PARAGRAPH_PAGES = 13,
	ZL_FIB_FONTS = 15,
	ZL_FIB_SETTINGS = 31,
	ZL_FIB_PIECES = 33,
	ZL_FIB_COMMENT_AUTHORS = 36,
	ZL_FIB_SHAPES = 40,
	ZL_FIB_HEADER_SHAPES = 41,
	ZL_FIB_ENDNOTE_REFERENCES = 46,
	ZL_FIB_ENDNOTE_TEXTS = 47,
	ZL_FIB_DRAWINGS = 50,
	ZL_FIB_BOX_TEXTS = 56,
	ZL_FIB_HEADER_BOX_TEXTS = 58,
	ZL_FIB_LISTS = 73,
	ZL_FIB_LIST_OVERRIDES = 74,
	ZL_FIB_COMMENT_EXTRAS = 112
};

struct zl_fib {
	struct zl_bytes stream; /* WordDocument */
	uint16_t ident;
	bool is_word95; /* or Word 6: structures stand in the WordDocument stream */
	bool is_template, is_encrypted;
	bool is_complex;  /* fast saved: of Word 6 and 95 only these have a piece table */
	bool is_wide;	  /* text of Word 95 in two bytes a character */
	bool uses_table1; /* 1Table holds the structures, else 0Table */
	uint32_t start[ZL_FIB_PARTS + 1]; /* character positions of the parts, and their end */
};

/* Reads it from the stream; false when the stream is too short to have one. */
bool zl_fib_read(struct zl_fib *, struct zl_bytes stream);

/* Where the structure of a pair begins in the table stream, and its bytes; empty for none. */
struct zl_bytes zl_fib_structure(const struct zl_fib *, struct zl_bytes table, enum zl_fib_pair);

/* The same with all that stands behind it as well. */
struct zl_bytes zl_fib_onward(const struct zl_fib *, struct zl_bytes table, enum zl_fib_pair);

#endif
