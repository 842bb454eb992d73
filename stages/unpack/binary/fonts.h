/* fonts.h: names of fonts by number: SttbfFfn, [MS-DOC] 2.9.286. */
#ifndef ZL_BINARY_FONTS_H
#define ZL_BINARY_FONTS_H

#include "base/arena.h"
#include "unpack/compound/bytes.h"

struct zl_font_table {
	struct zl_string *names;
	uint8_t *charsets; /* of Word 6 and 95, whose text is told by them; NULL of others */
	size_t count;
};

/* Reads the table; names live in the arena.  False when memory is out. */
bool zl_font_table_read(struct zl_font_table *, struct zl_bytes table, struct zl_arena *);

/* The same of Word 6 and 95. */
bool zl_font_table_read95(struct zl_font_table *, struct zl_bytes table, struct zl_arena *);

/* The font's name; empty for one that is not there. */
struct zl_string zl_font_table_name(const struct zl_font_table *, int32_t number);

#endif
