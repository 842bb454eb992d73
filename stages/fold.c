/* fold.c */
#include "fold.h"

#include <string.h>

#include "fold_table.h"
#include "utf8.h"

/* What a folded character is to the white space beside it. */
enum side {
	SIDE_END,  /* of the text */
	SIDE_WORD, /* a letter or digit of a script that has spaces between words */
	SIDE_MARK, /* an ASCII or Latin-1 sign */
	SIDE_HAN,  /* an ideograph, kana or private character */
	SIDE_WIDE  /* a sign of Chinese and the like: no space of its own beside it */
};

struct folding {
	char *text;
	uint32_t *map;
	size_t length;
	enum side last;
	bool space;	     /* white space stands between last and what comes */
	uint32_t space_from; /* where in the source */
};

static uint32_t
fold_character(uint32_t code)
{
	if (code < 0x10000) {
		uint32_t to = fold_rows[fold_pages[code >> 8]][code & 0xFF];
		return to == 0 ? code : to;
	}
	size_t low = 0, high = sizeof(fold_beyond) / sizeof(fold_beyond[0]);
	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (fold_beyond[middle].code == code)
			return fold_beyond[middle].to;
		if (fold_beyond[middle].code < code)
			low = middle + 1;
		else
			high = middle;
	}
	/* Variation selectors of ideographs and language tags. */
	return code >= 0xE0000 && code < 0xE1000 ? (uint32_t)FOLD_DROP : code;
}

static enum side
side_of(uint32_t code)
{
	if (code < 0x80) {
		bool letter = (code | 0x20) >= 'a' && (code | 0x20) <= 'z';
		return letter || (code >= '0' && code <= '9') ? SIDE_WORD : SIDE_MARK;
	}
	if (code < 0x2010)
		return code == 0xB7 ? SIDE_WIDE : code < 0xC0 ? SIDE_MARK : SIDE_WORD;
	if ((code >= 0x2E80 && code < 0x3000) || (code >= 0x3005 && code <= 0x3007) ||
	    (code >= 0x3040 && code <= 0x312F) || (code >= 0x3400 && code < 0xA000) ||
	    (code >= 0xE000 && code < 0xFB00) || code >= 0x20000)
		return SIDE_HAN;
	bool hangul = (code >= 0x3130 && code <= 0x318F) || (code >= 0xAC00 && code <= 0xD7FF);
	bool other = code >= 0xA000 && code <= 0xABFF; /* Yi to Meetei Mayek */
	return hangul || other ? SIDE_WORD : SIDE_WIDE;
}

/* Whether white space between the two is one space, or nothing. */
static bool
space_counts(enum side left, enum side right)
{
	if (left == SIDE_END || left == SIDE_WIDE || right == SIDE_WIDE)
		return false;
	if (left == SIDE_HAN || right == SIDE_HAN)
		return left == SIDE_WORD || right == SIDE_WORD;
	return true;
}

static void
put(struct folding *folding, uint32_t code, uint32_t from)
{
	size_t bytes = zl_utf8_write(code, folding->text + folding->length);

	for (size_t i = 0; i < bytes; i++)
		folding->map[folding->length + i] = from;
	folding->length += bytes;
}

static void
fold_one(struct folding *folding, uint32_t code, uint32_t from)
{
	if (code == FOLD_SPACE) {
		if (!folding->space)
			folding->space_from = from;
		folding->space = true;
		return;
	}
	enum side side = side_of(code);
	if (folding->space && space_counts(folding->last, side))
		put(folding, ' ', folding->space_from);
	folding->space = false;
	folding->last = side;
	put(folding, code, from);
}

/* Copies the ideographs at offset i that fold to themselves; gives where they end. */
static size_t
copy_ideographs(struct folding *folding, const char *text, size_t length, size_t i)
{
	const size_t from = i;

	for (; length - i >= 3; i += 3) {
		const unsigned char *s = (const unsigned char *)text + i;
		uint32_t code =
		    (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
		if ((s[0] & 0xF0) != 0xE0 || code - 0x4E00 >= 0x5200 ||
		    fold_rows[fold_pages[code >> 8]][code & 0xFF] != 0)
			break;
		memcpy(folding->text + folding->length, s, 3);
		for (size_t j = 0; j < 3; j++)
			folding->map[folding->length + j] = (uint32_t)i;
		folding->length += 3;
	}
	if (i > from)
		folding->last = SIDE_HAN;
	return i;
}

bool
zl_fold(struct zl_arena *arena, const char *text, size_t length, struct zl_fold *out)
{
	struct folding folding = {.last = SIDE_END};

	if (length >= UINT32_MAX / sizeof(*folding.map))
		return false;
	folding.text = zl_arena_take(arena, length + 4);
	folding.map = zl_arena_take(arena, (length + 4) * sizeof(*folding.map));
	if (folding.text == NULL || folding.map == NULL)
		return false;
	for (size_t i = 0; i < length;) {
		uint32_t code;
		if (!folding.space && (i = copy_ideographs(&folding, text, length, i)) == length)
			break;
		size_t step = zl_utf8_read(text + i, length - i, &code);
		code = step == 1 && code == 0xFFFD ? '?' : fold_character(code);
		if (code != FOLD_DROP)
			fold_one(&folding, code, (uint32_t)i);
		i += step;
	}
	folding.text[folding.length] = '\0';
	folding.map[folding.length] = (uint32_t)length;
	*out = (struct zl_fold){folding.text, folding.length, folding.map};
	return true;
}
