/* symbols.h: glyphs of symbol fonts as Unicode. */
#ifndef ZL_SYMBOLS_H
#define ZL_SYMBOLS_H

#include <stdint.h>

#include "base/arena.h"

enum zl_symbol_font {
	ZL_FONT_PLAIN, /* no symbol font */
	ZL_FONT_SYMBOL,
	ZL_FONT_WINGDINGS,
	ZL_FONT_WINGDINGS2,
	ZL_FONT_WINGDINGS3,
	ZL_FONT_WEBDINGS
};

/* Which symbol font the name of a font means. */
enum zl_symbol_font zl_symbol_font(struct zl_string name);

/*
 * The Unicode character of the font's glyph: code is 0x20 to 0xFF, or the same above 0xF000 as Word
 * stores it.  0 when it is not known.
 */
uint32_t zl_symbol(enum zl_symbol_font, uint32_t code);

#endif
