/* characters.c: the class of a character, and the characters beside a place. */
#include "characters.h"

#include "character_table.h"

enum zl_kind
zl_kind_beyond(uint32_t code)
{
	if (code >= 0x2F800 && code < 0x2FA20)
		return zl_character_mapped(code) == code ? ZL_KIND_HAN : ZL_KIND_COMPATIBILITY;
	if (code >= 0x20000 && code < 0x40000)
		return ZL_KIND_HAN;
	if (code == 0xE0001 || (code >= 0xE0020 && code <= 0xE007F))
		return ZL_KIND_INVISIBLE; /* tags */
	return code >= 0xF0000 ? ZL_KIND_PRIVATE : ZL_KIND_OTHER;
}

uint32_t
zl_character_mapped(uint32_t code)
{
	size_t low = 0, high = sizeof(mapped) / sizeof(mapped[0]);

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (mapped[middle].code == code)
			return mapped[middle].to;
		if (mapped[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	return code;
}

struct zl_character
zl_character_before(const char *text, size_t i)
{
	size_t from = i;

	while (from > 0 && i - from < 4 && ((unsigned char)text[--from] & 0xC0) == 0x80)
		;
	return zl_character_at(text, i, from);
}

bool
zl_text_is_chinese(const char *text, size_t length)
{
	size_t ideographs = 0, letters = 0;

	for (size_t i = 0; i < length;) {
		struct zl_character character = zl_character_at(text, length, i);
		ideographs += character.kind == ZL_KIND_HAN;
		letters += character.kind == ZL_KIND_LATIN || character.kind == ZL_KIND_LETTER ||
			   (character.kind == ZL_KIND_WORD && character.code >= 'A');
		i = character.to;
	}
	/* An ideograph weighs as much as a short word. */
	return ideographs > 0 && ideographs * 3 >= letters;
}

bool
zl_is_chinese(const struct zl_character *character, bool text_is_chinese)
{
	switch (character->kind) {
	case ZL_KIND_HAN:
	case ZL_KIND_SIGN:
	case ZL_KIND_WIDE_MARK:
	case ZL_KIND_GB_PRIVATE:
	case ZL_KIND_RADICAL:
	case ZL_KIND_COMPATIBILITY:
	case ZL_KIND_PRESENTATION:
	case ZL_KIND_HALF_WIDTH:
	case ZL_KIND_LOOK_ALIKE:
		return true;
	case ZL_KIND_SHARED:
	case ZL_KIND_PRIVATE:
		return text_is_chinese;
	default:
		return false;
	}
}
