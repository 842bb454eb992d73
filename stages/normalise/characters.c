/* characters.c: the class of a character, and the characters beside a place. */
#include "characters.h"

#include "base/search.h"
#include "character_table.h"

enum zl_character_class
zl_character_class_beyond(uint32_t code)
{
	if (code >= 0x2F800 && code < 0x2FA20)
		return zl_character_mapped(code) == code ? ZL_CHARACTER_HAN
							 : ZL_CHARACTER_COMPATIBILITY;
	if (code >= 0x20000 && code < 0x40000)
		return ZL_CHARACTER_HAN;
	if (code == 0xE0001 || (code >= 0xE0020 && code <= 0xE007F))
		return ZL_CHARACTER_INVISIBLE; /* tags */
	return code >= 0xF0000 ? ZL_CHARACTER_PRIVATE : ZL_CHARACTER_OTHER;
}

uint32_t
zl_character_mapped(uint32_t code)
{
	size_t behind = zl_search_behind(&code, mapped, sizeof(mapped) / sizeof(mapped[0]),
					 sizeof(mapped[0]), zl_compare_uint32);

	return behind > 0 && mapped[behind - 1].code == code ? mapped[behind - 1].to : code;
}

struct zl_character
zl_character_before(const char *text, size_t i)
{
	size_t from = i;

	while (from > 0 && i - from < 4 && zl_utf8_is_continuation(text[--from]))
		;
	return zl_character_at(text, i, from);
}

bool
zl_text_is_chinese(const char *text, size_t length)
{
	size_t ideographs = 0, letters = 0;

	for (size_t i = 0; i < length;) {
		struct zl_character character = zl_character_at(text, length, i);
		ideographs += character.class == ZL_CHARACTER_HAN;
		letters += character.class == ZL_CHARACTER_LATIN ||
			   character.class == ZL_CHARACTER_LETTER ||
			   (character.class == ZL_CHARACTER_WORD && character.code >= 'A');
		i = character.to;
	}
	/* An ideograph weighs as much as a short word. */
	return ideographs > 0 && ideographs * 3 >= letters;
}

bool
zl_is_chinese(const struct zl_character *character, bool text_is_chinese)
{
	switch (character->class) {
	case ZL_CHARACTER_HAN:
	case ZL_CHARACTER_SIGN:
	case ZL_CHARACTER_WIDE_MARK:
	case ZL_CHARACTER_GB_PRIVATE:
	case ZL_CHARACTER_RADICAL:
	case ZL_CHARACTER_COMPATIBILITY:
	case ZL_CHARACTER_PRESENTATION:
	case ZL_CHARACTER_HALF_WIDTH:
	case ZL_CHARACTER_LOOK_ALIKE:
		return true;
	case ZL_CHARACTER_SHARED:
	case ZL_CHARACTER_PRIVATE:
		return text_is_chinese;
	default:
		return false;
	}
}
