/* characters.h: what kind a character is to the classes, and what the classes make of it. */
#ifndef ZL_CHARACTERS_H
#define ZL_CHARACTERS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/utf8.h"

/* character_table.py reads the names here, one a line. */
enum zl_kind {
	ZL_KIND_OTHER,	 /* all that is named nowhere below */
	ZL_KIND_WORD,	 /* ASCII letters and digits */
	ZL_KIND_BLANK,	 /* space, TAB and line ends of ASCII */
	ZL_KIND_MARK,	 /* , ; : ? ! ( ) */
	ZL_KIND_BRACKET, /* [ */
	ZL_KIND_BACKSLASH,
	ZL_KIND_DOT,
	ZL_KIND_HYPHEN,
	ZL_KIND_HAN,	   /* ideographs and what is written among them: 〇 々 ㄅ */
	ZL_KIND_SIGN,	   /* signs of Chinese only: 。 、 《 （ */
	ZL_KIND_WIDE_MARK, /* the full-width forms of , ; : ? ! ( ) */
	ZL_KIND_SHARED, /* signs that Chinese has in common with others: “ ” — … · × ① */
	ZL_KIND_KANA,
	ZL_KIND_LATIN,	   /* U+00A1 to 00FF, and what windows-1252 has beside, but SHARED ones */
	ZL_KIND_LETTER,	   /* U+0100 to 07FF: Latin, Greek, Cyrillic, Hebrew, Arabic, ... */
	ZL_KIND_SPACE,	   /* white space that is not BLANK */
	ZL_KIND_FORBIDDEN, /* by XML 1.0 */
	ZL_KIND_CONTROL,   /* other controls */
	ZL_KIND_INVISIBLE, /* zero-width, joiners, directions, byte order mark */
	ZL_KIND_SOFT_HYPHEN,
	ZL_KIND_LOST,	 /* U+FFFD */
	ZL_KIND_PRIME,	 /* ʺ and ″, which stand for quotes at times */
	ZL_KIND_PRIVATE, /* private use, of unknown meaning */
	/* Those that zl_character_mapped knows, by class: */
	ZL_KIND_GB_PRIVATE,
	ZL_KIND_SYMBOL,
	ZL_KIND_RADICAL,
	ZL_KIND_COMPATIBILITY,
	ZL_KIND_PRESENTATION,
	ZL_KIND_HALF_WIDTH,
	ZL_KIND_WIDTH,
	ZL_KIND_WIDTH_BESIDE, /* only beside a digit or letter: ． ％ － ／ */
	ZL_KIND_LOOK_ALIKE,
	ZL_KIND_LOOK_ALIKE_BESIDE, /* only beside a Chinese character */
	ZL_KIND_COUNT
};

extern const uint8_t zl_kind_pages[256], zl_kind_rows[][256];

/* The kind of a character beyond the basic plane. */
enum zl_kind zl_kind_beyond(uint32_t code);

static inline enum zl_kind
zl_kind(uint32_t code)
{
	return code < 0x10000 ? (enum zl_kind)zl_kind_rows[zl_kind_pages[code >> 8]][code & 0xFF]
			      : zl_kind_beyond(code);
}

/* What its class makes of a character of a kind that is mapped; code itself for all others. */
uint32_t zl_character_mapped(uint32_t code);

/* A character of a text and where it stands; from == to where there is none. */
struct zl_character {
	size_t from, to;
	uint32_t code;
	enum zl_kind kind; /* ZL_KIND_COUNT where there is none */
};

/* The character that begins at offset i, and the one that ends there. */
static inline struct zl_character
zl_character_at(const char *text, size_t length, size_t i)
{
	struct zl_character character = {i, i, 0, ZL_KIND_COUNT};

	if (i < length) {
		character.to = i + zl_utf8_read(text + i, length - i, &character.code);
		character.kind = zl_kind(character.code);
	}
	return character;
}

struct zl_character zl_character_before(const char *text, size_t i);

/* Whether a text is Chinese rather than words of another script with Chinese among them. */
bool zl_text_is_chinese(const char *text, size_t length);

/* Whether the character belongs to Chinese writing; text_is_chinese decides for SHARED signs. */
bool zl_is_chinese(const struct zl_character *, bool text_is_chinese);

#endif
