/* properties.h: what grpprls say of paragraphs and characters. */
#ifndef ZL_BINARY_PROPERTIES_H
#define ZL_BINARY_PROPERTIES_H

#include "row.h"
#include "sprm.h"

/* Of a paragraph; -1 (ZL_UNSET) where nothing is said. */
struct zl_binary_paragraph {
	uint16_t style; /* istd */
	int32_t list;	/* 0 for none, else an index from 1: ilfo */
	int8_t level, outline, centred, page_break;
	bool in_table, is_row_end, is_inner_cell, is_inner_row_end;
	bool is_numbered95; /* by Word 6, in its own way */
	uint32_t depth;	    /* of tables; 0 where only in_table is said */
};

/* Of characters.  Toggles are 0, 1, 0x80 (as the style says), 0x81 (the opposite), or ZL_UNSET. */
struct zl_binary_run {
	int16_t bold, hidden;
	bool deleted, inserted;
	bool special, data, ole, object;
	bool has_picture, has_symbol;
	uint32_t picture; /* offset in the Data stream */
	uint16_t style;	  /* istd of a character style; 10 is the default one */
	int32_t font;	  /* number in the table of fonts */
	uint16_t symbol_font, symbol;
};

enum { ZL_BINARY_STYLE_PLAIN = 10 }; /* istd of Default Paragraph Font: [MS-DOC] 2.9.135 */

/* Nothing is said. */
extern const struct zl_binary_paragraph zl_binary_paragraph_nothing;
extern const struct zl_binary_run zl_binary_run_nothing;

/* Adds what the sprm says; others than those of paragraphs are passed over. */
void zl_binary_paragraph_apply(struct zl_binary_paragraph *, const struct zl_sprm *);

/* Adds what the sprm says; others than those of characters are passed over. */
void zl_binary_run_apply(struct zl_binary_run *, const struct zl_sprm *);

#endif
