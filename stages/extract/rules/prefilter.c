/* prefilter.c: the tables of prefilters, and what they say of places in a text. */
#include "prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Numbers in a row of a table. */
enum { CHARACTER_BYTES = 4 }; /* of UTF-8, at most */
enum { ROW_STEP = ZL_PREFIX_LENGTH * (int)(sizeof(struct zl_prefilter_cell) / sizeof(uint32_t)) };

struct zl_prefilter *
zl_prefilter_new(void)
{
	return calloc(1, sizeof(struct zl_prefilter));
}

void
zl_prefilter_free(struct zl_prefilter *prefilter)
{
	if (prefilter != NULL)
		free(prefilter->behind_gap);
	free(prefilter);
}

/* Adds the rule to the set's characters in a column of a table's rows, which begins there. */
static void
add_set(uint32_t *column, const struct zl_character_set *set, uint32_t rule)
{
	for (unsigned bit = 0; set->all && bit <= ZL_PREFILTER_END; bit++)
		column[bit * ROW_STEP] |= rule;
	for (unsigned i = 0; !set->all && i < ZL_CHARACTER_BITS / 64; i++)
		for (uint64_t bits = set->bits[i]; bits != 0; bits &= bits - 1)
			column[(i * 64 + (unsigned)__builtin_ctzll(bits)) * ROW_STEP] |= rule;
}

/*
 * Adds what the rule's matches, or what stands behind its gap, begin with; and that this may be
 * behind the beginning of text.
 */
static void
add_beginning(struct zl_prefilter_table *table, const struct zl_beginning *beginning, bool floats,
	      uint32_t rule)
{
	for (unsigned bit = 0; floats && bit < ZL_CHARACTER_BITS; bit++)
		table->stops[bit] |= zl_character_set_has(&beginning->characters[0], bit);
	for (int i = 0; i < ZL_PREFIX_LENGTH; i++)
		add_set(&table->rows[0][i].can, &beginning->characters[i], rule);
	for (int i = 0; i < ZL_PREFIX_LENGTH - 1; i++) {
		const struct zl_pair_set *pairs = &beginning->pairs[i];
		add_set(&table->rows[0][i].loose, &pairs->loose, rule);
		for (unsigned j = 0; j < ZL_PAIR_BITS / 64; j++)
			for (uint64_t bits = pairs->bits[j]; bits != 0; bits &= bits - 1)
				table->pairs[i][j * 64 + (unsigned)__builtin_ctzll(bits)] |= rule;
	}
}

/* The rule may begin with a gap. */
static enum zl_status
add_gap(struct zl_prefilter *prefilter, const struct zl_prefix *prefix, uint32_t rule)
{
	if (prefilter->behind_gap == NULL)
		prefilter->behind_gap = calloc(1, sizeof(*prefilter->behind_gap));
	if (prefilter->behind_gap == NULL)
		return ZL_FAILED;
	if (prefilter->gap == 0)
		prefilter->gap_ends = prefix->gap_ends;
	prefilter->gap_ends &= prefix->gap_ends;
	if (prefilter->gap_most < prefix->gap_most)
		prefilter->gap_most = prefix->gap_most;
	prefilter->gap |= rule;
	for (int i = 0; i < ZL_GAP_ENDS; i++) {
		char sign[4];
		size_t length = zl_utf8_write(zl_gap_ends[i], sign);
		prefilter->behind_gap->stops[zl_character_bit_of(sign, length)] = true;
	}
	add_beginning(prefilter->behind_gap, &prefix->behind_gap, true, rule);
	return ZL_DONE;
}

enum zl_status
zl_prefilter_add(struct zl_prefilter *prefilter, const struct zl_pattern *pattern, bool floating)
{
	const struct zl_prefix *prefix = zl_pattern_prefix(pattern);
	uint32_t rule = prefilter->rules + 1; /* the lowest bit that is free */
	bool anywhere = floating && zl_pattern_is_anchored(pattern);
	bool floats = prefix->floats || anywhere;

	prefilter->rules |= rule;
	if (!floats)
		prefilter->start_only |= rule;
	if (zl_pattern_searches(pattern))
		prefilter->searching |= rule;
	/* In mid-line every place would be the beginning of a gap. */
	if (zl_prefix_is_open(prefix) || (prefix->has_gap && anywhere)) {
		prefilter->open |= rule;
		return ZL_DONE;
	}
	add_beginning(&prefilter->table, &prefix->match, floats, rule);
	return !prefix->has_gap || add_gap(prefilter, prefix, rule);
}

typedef const unsigned char bytes;

/* The bit of the character at *at, which goes on to the next; the end's at the end. */
static inline unsigned
next_bit(bytes **at, bytes *end)
{
	bytes *character = *at;

	if (character == end)
		return ZL_PREFILTER_END;
	size_t length = zl_utf8_bytes((char)character[0]);
	*at += length;
	return zl_character_bit_of(character, length);
}

/*
 * The next character that some rule begins with, or that ends a gap, or last.  This is where time
 * goes: most characters are ideographs, of three bytes.
 */
static inline bytes *
skip(const struct zl_prefilter_table *table, bytes *at, bytes *last)
{
	while (at < last) {
		if ((*at & 0xF0) == 0xE0) {
			if (table->stops[zl_character_bit(at[1], at[2])])
				break;
			at += 3;
		} else if (*at < 0x80) {
			if (table->stops[*at])
				break;
			at++;
		} else {
			bytes *next = at;
			if (table->stops[next_bit(&next, last)])
				break;
			at = next;
		}
	}
	return at;
}

/* Those out of the rules that may begin with the character at *at, which goes on to the next. */
static inline uint32_t
rules_at(const struct zl_prefilter_table *table, uint32_t rules, bytes **at, bytes *end)
{
	unsigned first = next_bit(at, end);
	bytes *next = *at;
	const struct zl_prefilter_cell one = table->rows[first][0];

	if ((rules & one.can) == 0)
		return 0;
	unsigned second = next_bit(&next, end);
	const struct zl_prefilter_cell two = table->rows[second][1];
	unsigned third = next_bit(&next, end);
	rules &= one.can & two.can & table->rows[third][2].can;
	if (rules == 0)
		return 0;
	rules &= table->pairs[0][zl_pair_bit(first, second)] | one.loose;
	return rules & (table->pairs[1][zl_pair_bit(second, third)] | two.loose);
}

/* Whether no gap has the character at at. */
static bool
ends_gaps(const struct zl_prefilter *prefilter, bytes *at, bytes *end)
{
	uint32_t code;

	zl_utf8_read((const char *)at, (size_t)(end - at), &code);
	for (int i = 0; i < ZL_GAP_ENDS; i++)
		if (code == zl_gap_ends[i])
			return prefilter->gap_ends >> i & 1;
	return false;
}

/* The rules out of wanted that may begin where text does with a gap. */
static uint32_t
behind_gap(const struct zl_prefilter *prefilter, uint32_t wanted, bytes *text, bytes *end)
{
	uint32_t found = 0;
	bool ended = false;
	bytes *last = end;

	/* The character behind the longest gap is the last that is looked at. */
	if (prefilter->gap_most < (size_t)(end - text) / CHARACTER_BYTES)
		last = text + ((size_t)prefilter->gap_most + 1) * CHARACTER_BYTES;
	for (bytes *at = text; !ended && (at = skip(prefilter->behind_gap, at, last)) < last;) {
		ended = ends_gaps(prefilter, at, end);
		found |= rules_at(prefilter->behind_gap, wanted & ~found, &at, end);
	}
	return found;
}

/* The rules out of wanted that may begin where text does. */
static uint32_t
at_start(const struct zl_prefilter *prefilter, uint32_t wanted, bytes *text, bytes *end)
{
	bytes *at = text;
	uint32_t rules = rules_at(&prefilter->table, wanted, &at, end) | (wanted & prefilter->open);

	wanted &= prefilter->gap & ~rules;
	return wanted == 0 ? rules : rules | behind_gap(prefilter, wanted, text, end);
}

uint32_t
zl_prefilter_next(const struct zl_prefilter *prefilter, uint32_t wanted, const char *text,
		  size_t length, size_t last, size_t *place)
{
	bytes *begin = (bytes *)text, *end = begin + length, *at = begin + *place;
	bytes *stop = last < length ? begin + last : end;

	if (*place == 0 && last > 0) {
		uint32_t rules = at_start(prefilter, wanted, begin, end);
		if (rules != 0 || length == 0)
			return rules;
		at += zl_utf8_bytes(text[0]);
	}
	wanted &= ~prefilter->start_only;
	if (wanted == 0)
		return 0;
	const uint32_t open = wanted & prefilter->open;
	for (bytes *next; at < stop; at = next) {
		if (open == 0 && (at = skip(&prefilter->table, at, stop)) >= stop)
			break;
		next = at;
		uint32_t rules = open | rules_at(&prefilter->table, wanted, &next, end);
		*place = (size_t)(at - begin);
		if (rules != 0)
			return rules;
	}
	if (at != end || last <= length)
		return 0;
	*place = length;
	return open | rules_at(&prefilter->table, wanted, &at, end);
}
