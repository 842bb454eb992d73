/* class_characters.c: classes that look at single characters. */
#include "characters.h"
#include "classes.h"

/* Puts what the table has for every character of the class. */
static void
map(struct zl_draft *draft, enum zl_character_class class)
{
	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		if (at.class == class)
			zl_draft_put(draft, at.from, at.to, zl_character_mapped(at.code));
		i = at.to;
	}
}

static void
drop(struct zl_draft *draft, enum zl_character_class class)
{
	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		if (at.class == class)
			zl_draft_remove(draft, at.from, at.to);
		i = at.to;
	}
}

void
zl_change_forbidden(struct zl_draft *draft)
{
	drop(draft, ZL_CHARACTER_FORBIDDEN);
}

void
zl_change_control(struct zl_draft *draft)
{
	drop(draft, ZL_CHARACTER_CONTROL);
}

static bool
runs_right_to_left(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		struct zl_character at = zl_character_at(text, length, i);
		if ((at.code >= 0x590 && at.code < 0x900) ||
		    (at.code >= 0xFB1D && at.code < 0xFE00) ||
		    (at.code >= 0xFE70 && at.code < 0xFEFF) ||
		    (at.code >= 0x10800 && at.code < 0x11000) ||
		    (at.code >= 0x1E800 && at.code < 0x1F000))
			return true;
		i = at.to;
	}
	return false;
}

/* Whether a joiner may have a meaning beside the character: Arabic, Indic scripts, emoji. */
static bool
may_join(const struct zl_character *character)
{
	return character->class == ZL_CHARACTER_OTHER || character->class == ZL_CHARACTER_LETTER ||
	       character->class == ZL_CHARACTER_SHARED;
}

/* Scripts of South East Asia, which have no spaces between words. */
static bool
breaks_at_zero_width(const struct zl_character *character)
{
	return character->code >= 0xE00 && character->code < 0x1A00;
}

/* Whether the invisible character means something between the two beside it. */
static bool
invisible_counts(const struct zl_character *before, uint32_t code, const struct zl_character *after)
{
	if (code == 0x200C || code == 0x200D)
		return may_join(before) && may_join(after);
	if (code == 0x200B)
		return breaks_at_zero_width(before) && breaks_at_zero_width(after);
	if (code >= 0xE0020)
		return before->code == 0x1F3F4 || before->code >= 0xE0020; /* tags make a flag */
	return false;
}

static bool
is_direction(uint32_t code)
{
	return code == 0x200E || code == 0x200F || (code >= 0x202A && code <= 0x202E) ||
	       (code >= 0x2066 && code <= 0x2069);
}

void
zl_change_invisible(struct zl_draft *draft)
{
	const bool directions_count = runs_right_to_left(draft->text, draft->length);
	struct zl_character kept = {0, 0, 0, ZL_CHARACTER_COUNT}; /* the last that stays */

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		struct zl_character after = zl_character_at(draft->text, draft->length, at.to);
		i = at.to;
		if (at.class == ZL_CHARACTER_INVISIBLE &&
		    !(is_direction(at.code) && directions_count) &&
		    !invisible_counts(&kept, at.code, &after))
			zl_draft_remove(draft, at.from, at.to);
		else
			kept = at;
	}
}

void
zl_change_private_use(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_GB_PRIVATE);
}

void
zl_change_symbol_font(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_SYMBOL);
}

void
zl_change_radical(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_RADICAL);
}

void
zl_change_compatibility(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_COMPATIBILITY);
}

void
zl_change_vertical(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_PRESENTATION);
}

void
zl_change_half_width(struct zl_draft *draft)
{
	map(draft, ZL_CHARACTER_HALF_WIDTH);
}

static bool
is_letter_or_digit(const struct zl_character *character)
{
	return character->class == ZL_CHARACTER_WORD || character->class == ZL_CHARACTER_WIDTH;
}

/* ． and ％ belong to the number or word before them, － and ／ to those on both sides. */
static bool
sign_is_narrow(const struct zl_character *before, uint32_t to, const struct zl_character *after)
{
	return is_letter_or_digit(before) && (to == '.' || to == '%' || is_letter_or_digit(after));
}

void
zl_change_width(struct zl_draft *draft)
{
	struct zl_character before = {0, 0, 0, ZL_CHARACTER_COUNT};

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		struct zl_character after = zl_character_at(draft->text, draft->length, at.to);
		uint32_t to = zl_character_mapped(at.code);
		if (at.class == ZL_CHARACTER_WIDTH ||
		    (at.class == ZL_CHARACTER_WIDTH_BESIDE && sign_is_narrow(&before, to, &after)))
			zl_draft_put(draft, at.from, at.to, to);
		before = at;
		i = at.to;
	}
}
