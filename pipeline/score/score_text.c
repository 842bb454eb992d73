/* score_text.c: texts as they are compared, and how alike two of them are. */
#include <stdlib.h>
#include <string.h>
#include <utf8proc.h>

#include "score_parts.h"

/* Steps of the distance's loops after which two texts count as unlike: about a second. */
enum { STEPS_MOST = 1 << 28 };

static bool
is_space(int32_t code)
{
	return (code >= 0x09 && code <= 0x0D) || (code >= 0x1C && code <= 0x20) || code == 0x85 ||
	       code == 0xA0 || code == 0x1680 || (code >= 0x2000 && code <= 0x200F) ||
	       code == 0x2028 || code == 0x2029 || code == 0x202F || code == 0x205F ||
	       code == 0x3000 || code == 0xFEFF || code == 0xAD;
}

/* The quotes that remain after NFKC; white space and invisible characters become 0. */
static int32_t
fold_one(int32_t code)
{
	if ((code >= 0x201C && code <= 0x201F) || (code >= 0x300C && code <= 0x300F) ||
	    code == 0x301D || code == 0x301E)
		return '"';
	if (code >= 0x2018 && code <= 0x201B)
		return '\'';
	return is_space(code) ? 0 : code;
}

static bool
is_final_stop(int32_t code)
{
	return code == 0x3002 || code == '.' || code == ';' || code == ',';
}

enum zl_status
zl_score_fold(struct zl_arena *arena, const char *text, size_t length, struct zl_score_text *out)
{
	const utf8proc_option_t options = UTF8PROC_STABLE | UTF8PROC_COMPAT | UTF8PROC_COMPOSE;
	const utf8proc_uint8_t *bytes = (const utf8proc_uint8_t *)text;
	utf8proc_ssize_t room, count;
	int32_t *data;
	size_t kept = 0;

	*out = (struct zl_score_text){0};
	if (length == 0)
		return ZL_DONE;
	room = utf8proc_decompose(bytes, (utf8proc_ssize_t)length, NULL, 0, options);
	if (room < 0)
		return ZL_FAILED;
	/* utf8proc's calls for arrays of characters want one element to spare. */
	data = zl_arena_take(arena, ((size_t)room + 1) * sizeof(*data));
	if (data == NULL)
		return ZL_FAILED;
	utf8proc_decompose(bytes, (utf8proc_ssize_t)length, data, room, options);
	count = utf8proc_normalize_utf32(data, room, options);
	for (utf8proc_ssize_t i = 0; i < count; i++) {
		int32_t code = fold_one(data[i]);
		if (code != 0)
			data[kept++] = code;
	}
	while (kept > 0 && is_final_stop(data[kept - 1]))
		kept--;
	*out = (struct zl_score_text){data, kept};
	return ZL_DONE;
}

bool
zl_score_equal(struct zl_score_text a, struct zl_score_text b)
{
	return a.length == b.length &&
	       (a.length == 0 || memcmp(a.data, b.data, a.length * sizeof(*a.data)) == 0);
}

/* Takes off what both begin with and what both end with: it never adds to the distance. */
static void
strip_common(struct zl_score_text *a, struct zl_score_text *b)
{
	while (a->length > 0 && b->length > 0 && a->data[0] == b->data[0]) {
		a->data++, a->length--;
		b->data++, b->length--;
	}
	while (a->length > 0 && b->length > 0 && a->data[a->length - 1] == b->data[b->length - 1]) {
		a->length--;
		b->length--;
	}
}

/*
 * On diagonal d of the edit matrix (column - row = d), how many rows of a can be covered with one
 * error more than the rows in before[] have, then sliding over what is equal.
 */
static int64_t
reach(struct zl_score_text a, struct zl_score_text b, int64_t d, const int64_t *before,
      int64_t *steps)
{
	int64_t row = before[d] + 1;

	if (before[d + 1] + 1 > row)
		row = before[d + 1] + 1;
	if (before[d - 1] > row)
		row = before[d - 1];
	if (row > (int64_t)a.length)
		row = (int64_t)a.length;
	if (row + d > (int64_t)b.length)
		row = (int64_t)b.length - d;
	for (++*steps; row >= 0 && row < (int64_t)a.length && row + d < (int64_t)b.length &&
		       row + d >= 0 && a.data[row] == b.data[row + d];
	     ++*steps)
		row++;
	return row;
}

/*
 * Levenshtein's distance, at most most; most + 1 where it is more or takes too many steps.  By
 * furthest points on diagonals (Ukkonen 1985; Landau and Vishkin 1989): time grows with length
 * times distance, memory with the distance only.  rows: two of 2 * most + 5.
 */
static size_t
distance(struct zl_score_text a, struct zl_score_text b, size_t most, int64_t *rows)
{
	const int64_t width = 2 * (int64_t)most + 5, middle = (int64_t)most + 2;
	const int64_t goal = (int64_t)b.length - (int64_t)a.length;
	int64_t *before = rows + middle, *now = rows + width + middle, steps = 0;

	for (int64_t i = 0; i < 2 * width; i++)
		rows[i] = INT64_MIN / 2;
	before[0] = -1; /* no error so far: reach adds the one that makes it row 0 */
	for (int64_t errors = 0; errors <= (int64_t)most && steps < STEPS_MOST; errors++) {
		for (int64_t d = -errors; d <= errors; d++)
			now[d] = reach(a, b, d, before, &steps);
		if (goal >= -errors && goal <= errors && now[goal] >= (int64_t)a.length)
			return (size_t)errors;
		int64_t *swap = before;
		before = now;
		now = swap;
	}
	return most + 1;
}

double
zl_score_similarity(struct zl_score_text a, struct zl_score_text b, bool *failed)
{
	const size_t longer = a.length > b.length ? a.length : b.length;
	const size_t shorter = a.length > b.length ? b.length : a.length;
	const size_t most = longer / 2;
	size_t far;
	int64_t *rows;

	if (longer == 0)
		return 1;
	if (longer - shorter > most)
		return 0;
	strip_common(&a, &b);
	rows = calloc(2 * (2 * most + 5), sizeof(*rows));
	if (rows == NULL) {
		*failed = true;
		return 0;
	}
	far = distance(a, b, most, rows);
	free(rows);
	return far > most ? 0 : 1 - (double)far / (double)longer;
}
