/* characters.h: the class of a character, and what the classes of change make of it. */
#ifndef ZL_CHARACTERS_H
#define ZL_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

/* character_table.py reads the names here, one a line. */
enum zl_character_class {
	ZL_CHARACTER_OTHER,   /* all that is named nowhere below */
	ZL_CHARACTER_WORD,    /* ASCII letters and digits */
	ZL_CHARACTER_BLANK,   /* space, TAB and line ends of ASCII */
	ZL_CHARACTER_MARK,    /* , ; : ? ! ( ) */
	ZL_CHARACTER_BRACKET, /* [ */
	ZL_CHARACTER_BACKSLASH,
	ZL_CHARACTER_DOT,
	ZL_CHARACTER_HYPHEN,
	ZL_CHARACTER_HAN,	/* ideographs and what is written among them: 〇 々 ㄅ */
	ZL_CHARACTER_SIGN,	/* signs of Chinese only: 。 、 《 （ */
	ZL_CHARACTER_WIDE_MARK, /* the full-width forms of , ; : ? ! ( ) */
	ZL_CHARACTER_SHARED, /* signs that Chinese has in common with others: “ ” — … · × ① */
	ZL_CHARACTER_KANA,
	ZL_CHARACTER_LATIN,  /* U+00A1 to 00FF, and what windows-1252 has beside, but SHARED ones */
	ZL_CHARACTER_LETTER, /* U+0100 to 07FF: Latin, Greek, Cyrillic, Hebrew, Arabic, ... */
	ZL_CHARACTER_SPACE,  /* white space that is not BLANK */
	ZL_CHARACTER_FORBIDDEN, /* by XML 1.0 */
	ZL_CHARACTER_CONTROL,	/* other controls */
	ZL_CHARACTER_INVISIBLE, /* zero-width, joiners, directions, byte order mark */
	ZL_CHARACTER_SOFT_HYPHEN,
	ZL_CHARACTER_LOST,    /* U+FFFD */
	ZL_CHARACTER_PRIME,   /* ʺ and ″, which stand for quotes at times */
	ZL_CHARACTER_PRIVATE, /* private use, of unknown meaning */
	/* Those that zl_character_mapped knows, by class: */
	ZL_CHARACTER_GB_PRIVATE,
	ZL_CHARACTER_SYMBOL,
	ZL_CHARACTER_RADICAL,
	ZL_CHARACTER_COMPATIBILITY,
	ZL_CHARACTER_PRESENTATION,
	ZL_CHARACTER_HALF_WIDTH,
	ZL_CHARACTER_WIDTH,
	ZL_CHARACTER_WIDTH_BESIDE, /* only beside a digit or letter: ． ％ － ／ */
	ZL_CHARACTER_LOOK_ALIKE,
	ZL_CHARACTER_LOOK_ALIKE_BESIDE, /* only beside a Chinese character */
	ZL_CHARACTER_COUNT
};

extern const uint8_t zl_class_pages[256], zl_class_rows[][256];

/* The class of a character beyond the basic plane. */
enum zl_character_class zl_character_class_beyond(uint32_t code);

static inline enum zl_character_class
zl_character_class(uint32_t code)
{
	return code < 0x10000
		   ? (enum zl_character_class)zl_class_rows[zl_class_pages[code >> 8]][code & 0xFF]
		   : zl_character_class_beyond(code);
}

/* What its class makes of a character of a class that is mapped; code itself for all others. */
uint32_t zl_character_mapped(uint32_t code);

/* A character of a text and where it stands; from == to where there is none. */
struct zl_character {
	size_t from, to;
	uint32_t code;
	enum zl_character_class class; /* ZL_CHARACTER_COUNT where there is none */
};

/* The character that begins at offset i, and the one that ends there. */
static inline struct zl_character
zl_character_at(const char *text, size_t length, size_t i)
{
	struct zl_character character = {i, i, 0, ZL_CHARACTER_COUNT};

	if (i < length) {
		character.to = i + zl_utf8_read(text + i, length - i, &character.code);
		character.class = zl_character_class(character.code);
	}
	return character;
}

struct zl_character zl_character_before(const char *text, size_t i);

/* Whether a text is Chinese rather than words of another script with Chinese among them. */
bool zl_text_is_chinese(const char *text, size_t length);

/* Whether the character belongs to Chinese writing; text_is_chinese decides for SHARED signs. */
bool zl_is_chinese(const struct zl_character *, bool text_is_chinese);

#endif
