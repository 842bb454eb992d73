/* symbols.h: glyphs of symbol fonts as Unicode. */
#ifndef ZL_SYMBOLS_H
#define ZL_SYMBOLS_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum zl_symbol_font {
	ZL_FONT_UNSET = -1, /* nothing is said of the font */
	ZL_FONT_PLAIN,	    /* no symbol font */
	ZL_FONT_SYMBOL,
	ZL_FONT_WINGDINGS,
	ZL_FONT_WINGDINGS2,
	ZL_FONT_WINGDINGS3,
	ZL_FONT_WEBDINGS
};

/* Which symbol font the name of a font means. */
enum zl_symbol_font zl_symbol_font(struct zl_string name);

/*
 * The Unicode character of the font's glyph: code is 0x20 to 0xFF, the same above 0xF000 as Word
 * stores it, or what windows-1252 has at 0x80 to 0x9F.  0 when it is not known.
 */
uint32_t zl_symbol(enum zl_symbol_font, uint32_t code);

/*
 * The fonts of a run, by what Word writes in each (ECMA-376 part 1, 17.3.2.26): enum
 * zl_symbol_font. hint_east is 1 where characters that Chinese shares with others go by the East
 * Asian font, 0 where they do not, -1 where nothing is said.
 */
struct zl_fonts {
	int8_t ascii, high, east, hint_east;
};

extern const struct zl_fonts zl_fonts_unset;

/* One font writes all that is not East Asian. */
void zl_fonts_set(struct zl_fonts *, enum zl_symbol_font);

/* Whether any of the fonts may be a symbol font. */
bool zl_fonts_have_symbols(const struct zl_fonts *);

/* What the fonts leave open is taken from the others. */
void zl_fonts_inherit(struct zl_fonts *, const struct zl_fonts *from);

/* The font that writes the character. */
enum zl_symbol_font zl_fonts_of(const struct zl_fonts *, uint32_t code);

#endif
