/* symbols.c: which symbol font writes a character, and what its glyph looks like. */
#include "symbols.h"

#include <stddef.h>
#include <string.h>
#include <strings.h>

#include "symbol_table.h"

/* Where Word stores codes of symbol fonts. */
enum { PRIVATE = 0xF000 };

enum zl_symbol_font
zl_symbol_font(struct zl_string name)
{
	static const struct {
		const char *name;
		enum zl_symbol_font font;
	} fonts[] = {
	    {"Symbol", ZL_FONT_SYMBOL},		 {"Wingdings", ZL_FONT_WINGDINGS},
	    {"Wingdings 2", ZL_FONT_WINGDINGS2}, {"Wingdings 3", ZL_FONT_WINGDINGS3},
	    {"Webdings", ZL_FONT_WEBDINGS},
	};

	if (name.length == 0 || (name.data[0] | 0x20) < 's')
		return ZL_FONT_PLAIN;
	for (size_t i = 0; i < sizeof(fonts) / sizeof(*fonts); i++)
		if (strlen(fonts[i].name) == name.length &&
		    strncasecmp(fonts[i].name, name.data, name.length) == 0)
			return fonts[i].font;
	return ZL_FONT_PLAIN;
}

const struct zl_fonts zl_fonts_unset = {ZL_FONT_UNSET, ZL_FONT_UNSET, ZL_FONT_UNSET, -1};

bool
zl_fonts_have_symbols(const struct zl_fonts *fonts)
{
	return fonts->ascii > ZL_FONT_PLAIN || fonts->high > ZL_FONT_PLAIN ||
	       fonts->east > ZL_FONT_PLAIN;
}

void
zl_fonts_inherit(struct zl_fonts *fonts, const struct zl_fonts *from)
{
	if (fonts->ascii == ZL_FONT_UNSET)
		fonts->ascii = from->ascii;
	if (fonts->high == ZL_FONT_UNSET)
		fonts->high = from->high;
	if (fonts->east == ZL_FONT_UNSET)
		fonts->east = from->east;
	if (fonts->hint_east == -1)
		fonts->hint_east = from->hint_east;
}

/* Whether Chinese has the character in common with others, so that the hint decides. */
static bool
is_shared(uint32_t code)
{
	static const uint32_t latin[] = {0xA1, 0xA4, 0xA7, 0xA8, 0xAA, 0xAD, 0xAF, 0xB0,
					 0xB1, 0xB2, 0xB3, 0xB4, 0xB6, 0xB7, 0xB8, 0xB9,
					 0xBA, 0xBC, 0xBD, 0xBE, 0xBF, 0xD7, 0xF7};

	for (size_t i = 0; i < sizeof(latin) / sizeof(*latin); i++)
		if (code == latin[i])
			return true;
	return code > 0xFF;
}

/* The byte that windows-1252 has for a character of its own, 0 for another character. */
static uint32_t
windows_byte(uint32_t code)
{
	static const uint16_t windows[] = {
	    0x20AC, 0,	    0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	    0x2039, 0x0152, 0,	    0x017D, 0,	    0,	    0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0,	    0x017E, 0x0178};

	for (size_t i = 0; i < sizeof(windows) / sizeof(*windows); i++)
		if (windows[i] == code && code != 0)
			return 0x80 + (uint32_t)i;
	return 0;
}

enum zl_symbol_font
zl_fonts_of(const struct zl_fonts *fonts, uint32_t code)
{
	int font = fonts->ascii;

	/* Controls, and space and hyphen of Latin-1, are Word's own in every font. */
	if (code < FIRST || code == 0xA0 || code == 0xAD)
		return ZL_FONT_PLAIN;

	if (code >= PRIVATE + FIRST && code <= PRIVATE + LAST) {
		/* Word stores a glyph's code there whatever slot its font stands in. */
		font = fonts->hint_east == 1 && fonts->east > ZL_FONT_PLAIN ? fonts->east
		       : fonts->high > ZL_FONT_PLAIN			    ? fonts->high
		       : fonts->ascii > ZL_FONT_PLAIN			    ? fonts->ascii
									    : fonts->east;
	} else if (code > LAST && windows_byte(code) == 0) {
		return ZL_FONT_PLAIN;
	} else if (code >= 0x80) {
		font = fonts->hint_east == 1 && is_shared(code) ? fonts->east : fonts->high;
	}
	return font <= ZL_FONT_PLAIN ? ZL_FONT_PLAIN : (enum zl_symbol_font)font;
}

uint32_t
zl_symbol(enum zl_symbol_font font, uint32_t code)
{
	if (code >= PRIVATE + FIRST && code <= PRIVATE + LAST)
		code -= PRIVATE;
	else if (code > LAST)
		code = windows_byte(code);
	if (code < FIRST || code > LAST)
		return 0;
	switch (font) {
	case ZL_FONT_SYMBOL:
		return symbol[code - FIRST];
	case ZL_FONT_WINGDINGS:
		return wingdings[code - FIRST];
	case ZL_FONT_WINGDINGS2:
		return wingdings2[code - FIRST];
	case ZL_FONT_WINGDINGS3:
		return wingdings3[code - FIRST];
	case ZL_FONT_WEBDINGS:
		return webdings[code - FIRST];
	default:
		return 0;
	}
}

void
zl_fonts_set(struct zl_fonts *fonts, enum zl_symbol_font font)
{
	fonts->ascii = fonts->high = (int8_t)font;
}
