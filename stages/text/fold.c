/* fold.c: the folded view of a text, and the way back from it. */
#include "fold.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "base/utf8.h"
#include "fold_table.h"

/* What a folded character is to the white space beside it. */
enum side {
	SIDE_MARK, /* an ASCII or Latin-1 sign */
	SIDE_WORD, /* a letter or digit of a script that has spaces between words */
	SIDE_END,  /* of the text */
	SIDE_HAN,  /* an ideograph, kana or private character */
	SIDE_WIDE  /* a sign of Chinese and the like: no space of its own beside it */
};

struct folding {
	struct zl_fold *out;
	char *text; /* room for all of it */
	size_t length;
	uint32_t shift; /* from folded to source offsets, since the last step */
	bool failed;
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
	size_t behind =
	    zl_search_behind(&code, fold_beyond, sizeof(fold_beyond) / sizeof(fold_beyond[0]),
			     sizeof(fold_beyond[0]), zl_compare_uint32);
	if (behind > 0 && fold_beyond[behind - 1].code == code)
		return fold_beyond[behind - 1].to;
	/* Variation selectors of ideographs and language tags. */
	return code >= 0xE0000 && code < 0xE1000 ? (uint32_t)FOLD_DROP : code;
}

static enum side
side_of(uint32_t code)
{
	static const uint8_t narrow[0x80] = {
	    ['0' ... '9'] = SIDE_WORD, ['A' ... 'Z'] = SIDE_WORD, ['a' ... 'z'] = SIDE_WORD};

	if (code < 0x80)
		return narrow[code];
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
add_step(struct folding *folding, uint32_t from)
{
	struct zl_fold *out = folding->out;

	if (out->step_count == out->step_capacity) {
		size_t more = out->step_capacity * 2 + 64;
		void *moved = reallocarray(out->steps, more, sizeof(*out->steps));
		folding->failed = folding->failed || moved == NULL;
		if (moved == NULL)
			return;
		out->steps = moved;
		out->step_capacity = more;
	}
	out->steps[out->step_count++] = (struct zl_fold_step){(uint32_t)folding->length, from};
	folding->shift = from - (uint32_t)folding->length;
}

/* Notes that what is put next comes from there, unless that goes without saying. */
static inline void
note_source(struct folding *folding, uint32_t from)
{
	if (from - (uint32_t)folding->length != folding->shift || folding->out->step_count == 0)
		add_step(folding, from);
}

static void
put(struct folding *folding, uint32_t code, uint32_t from)
{
	note_source(folding, from);
	if (code < 0x80)
		folding->text[folding->length++] = (char)code;
	else
		folding->length += zl_utf8_write(code, folding->text + folding->length);
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

/*
 * Whether an ideograph that folds to itself begins with the three bytes: the first two tell its
 * word in fold_changes, the third its bit.
 */
static inline bool
is_plain(const unsigned char *bytes)
{
	const uint32_t first = (0xE0 | FOLD_HAN >> 12) << 6 | 0x80 | (FOLD_HAN >> 6 & 0x3F);
	uint32_t word = ((uint32_t)bytes[0] << 6) + bytes[1] - first;

	return word < FOLD_HAN_COUNT / 64 && !(fold_changes[word] >> (bytes[2] & 0x3F) & 1);
}

/* Copies the ideographs at offset from that fold to themselves; returns where they end. */
static size_t
copy_ideographs(struct folding *folding, const char *text, size_t length, size_t from)
{
	size_t to = from;

	while (length - to >= 3 && is_plain((const unsigned char *)text + to))
		to += 3;
	if (to == from)
		return to;
	note_source(folding, (uint32_t)from);
	memcpy(folding->text + folding->length, text + from, to - from);
	folding->length += to - from;
	folding->last = SIDE_HAN;
	return to;
}

/* The character at text, of which there are length bytes; returns the bytes it takes. */
static inline size_t
read_character(const char *text, size_t length, uint32_t *code)
{
	const unsigned char *bytes = (const unsigned char *)text;

	if (bytes[0] < 0x80) {
		*code = bytes[0];
		return 1;
	}
	/* Chinese signs and full-width ones, which most that is no ideograph is. */
	if ((bytes[0] == 0xE3 || bytes[0] == 0xEF) && length >= 3 && (bytes[1] & 0xC0) == 0x80 &&
	    (bytes[2] & 0xC0) == 0x80) {
		*code = (uint32_t)(bytes[0] & 0x0F) << 12 | (uint32_t)(bytes[1] & 0x3F) << 6 |
			(bytes[2] & 0x3F);
		return 3;
	}
	size_t taken = zl_utf8_read(text, length, code);
	if (taken == 1)
		*code = '?';
	return taken;
}

enum zl_status
zl_fold(struct zl_fold *out, const char *text, size_t length)
{
	struct folding folding = {.out = out, .last = SIDE_END};

	zl_buffer_clear(&out->text);
	out->step_count = 0;
	if (length >= UINT32_MAX - 4 || !zl_buffer_reserve(&out->text, length + 4))
		return ZL_FAILED;
	folding.text = out->text.data;
	for (size_t i = 0; i < length && !folding.failed;) {
		uint32_t code;
		if (!folding.space && (i = copy_ideographs(&folding, text, length, i)) == length)
			break;
		size_t step = read_character(text + i, length - i, &code);
		code = fold_character(code);
		if (code != FOLD_DROP)
			fold_one(&folding, code, (uint32_t)i);
		i += step;
	}
	note_source(&folding, (uint32_t)length);
	folding.text[folding.length] = '\0';
	out->text.length = folding.length;
	return !folding.failed;
}

void
zl_fold_free(struct zl_fold *fold)
{
	zl_buffer_free(&fold->text);
	free(fold->steps);
	*fold = (struct zl_fold){0};
}

size_t
zl_fold_step_behind(const struct zl_fold_step *steps, size_t count, uint32_t offset)
{
	return zl_search_behind(&offset, steps, count, sizeof(*steps), zl_compare_uint32);
}

uint32_t
zl_fold_source(const struct zl_fold_step *steps, size_t count, const char *text, uint32_t offset)
{
	while (offset > 0 && zl_utf8_is_continuation(text[offset]))
		offset--;
	size_t behind = zl_fold_step_behind(steps, count, offset);
	return behind == 0 ? 0 : steps[behind - 1].source + (offset - steps[behind - 1].folded);
}
