/* prefilter.c */
#include "prefilter.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* Numbers in a row of a table. */
enum { ROW_STEP = ZL_PREFIX_LENGTH * (int)(sizeof(struct zl_prefilter_cell) / sizeof(uint32_t)) };

/* The table of no rules.  It stays so. */
static struct zl_prefilter_table nothing;

struct zl_prefilter *
zl_prefilter_new(void)
{
	struct zl_prefilter *prefilter = calloc(1, sizeof(*prefilter));

	if (prefilter != NULL)
		prefilter->starts = prefilter->begins = prefilter->behind_gap = &nothing;
	return prefilter;
}

/* A table of its own, which rules can be added to. */
static enum zl_status
own(struct zl_prefilter_table **table)
{
	if (*table != &nothing)
		return ZL_DONE;
	struct zl_prefilter_table *made = calloc(1, sizeof(*made));
	if (made != NULL)
		*table = made;
	return made != NULL;
}

static void
free_table(struct zl_prefilter_table *table)
{
	if (table != &nothing)
		free(table);
}

void
zl_prefilter_free(struct zl_prefilter *prefilter)
{
	if (prefilter == NULL)
		return;
	if (prefilter->starts != prefilter->begins)
		free_table(prefilter->starts);
	free_table(prefilter->begins);
	free_table(prefilter->behind_gap);
	free(prefilter);
}

/* The row of a bit; the end has its own. */
static inline unsigned
row_of(unsigned bit)
{
	return bit % ZL_PREFILTER_ROWS |
	       (bit == ZL_PREFILTER_END ? (unsigned)ZL_PREFILTER_ROWS : 0u);
}

/* Adds the rule to the rows of the set's characters, of which each is so many numbers behind. */
static void
add_set(uint32_t *rows, size_t step, const struct zl_character_set *set, uint32_t rule)
{
	for (unsigned bit = 0; set->all && bit <= ZL_PREFILTER_ROWS; bit++)
		rows[bit * step] |= rule;
	for (unsigned i = 0; !set->all && i < ZL_CHARACTER_BITS / 64; i++)
		for (uint64_t bits = set->bits[i]; bits != 0; bits &= bits - 1)
			rows[row_of(i * 64 + (unsigned)__builtin_ctzll(bits)) * step] |= rule;
}

/* Adds the flags to those of the set's characters. */
static void
add_any(uint8_t any[ZL_CHARACTER_BITS], const struct zl_character_set *set, unsigned flags)
{
	for (unsigned bit = 0; set->all && bit < ZL_CHARACTER_BITS; bit++)
		any[bit] |= (uint8_t)flags;
	for (unsigned i = 0; !set->all && i < ZL_CHARACTER_BITS / 64; i++)
		for (uint64_t bits = set->bits[i]; bits != 0; bits &= bits - 1)
			any[i * 64 + (unsigned)__builtin_ctzll(bits)] |= (uint8_t)flags;
}

static void
add_way(struct zl_prefilter_table *table, const struct zl_prefix *prefix, enum zl_way way,
	uint32_t rule)
{
	for (int i = 0; i < ZL_PREFIX_LENGTH; i++) {
		const struct zl_character_set *set =
		    &prefix->characters[way * ZL_PREFIX_LENGTH + i];
		add_set(&table->rows[0][i].can, ROW_STEP, set, rule);
		add_any(table->any, set, ZL_PREFILTER_FIRST << i);
		if (set->all)
			table->any[ZL_PREFILTER_END] |= (uint8_t)(ZL_PREFILTER_FIRST << i);
	}
}

/* Which characters of the rule's matches follow which. */
static void
add_pairs(struct zl_prefilter_table *table, const struct zl_pair_set *pairs, uint32_t rule)
{
	for (int i = 0; i < ZL_PREFIX_LENGTH - 1; i++) {
		add_set(&table->rows[0][i].loose, ROW_STEP, &pairs[i].loose, rule);
		for (unsigned j = 0; j < ZL_PAIR_BITS / 64; j++)
			for (uint64_t bits = pairs[i].bits[j]; bits != 0; bits &= bits - 1)
				table->pairs[i][j * 64 + (unsigned)__builtin_ctzll(bits)] |= rule;
	}
}

/* What ends the gaps of all rules so far, and of this one. */
static void
add_gap_ends(struct zl_prefilter *prefilter, const struct zl_prefix *prefix)
{
	if (prefilter->gap == 0)
		prefilter->gap_ends = prefix->gap_ends;
	else
		zl_gap_ends_narrow(&prefilter->gap_ends, &prefix->gap_ends);
	for (unsigned bit = 0; bit < ZL_CHARACTER_BITS; bit++)
		prefilter->behind_gap->any[bit] &= (uint8_t)~ZL_PREFILTER_GAP_END;
	for (size_t i = 0; i < prefilter->gap_ends.count; i++) {
		char bytes[4];
		size_t length = zl_utf8_write(prefilter->gap_ends.codes[i], bytes);
		prefilter->behind_gap->any[zl_prefilter_first(bytes, length)] |=
		    ZL_PREFILTER_GAP_END;
	}
}

/* The rule may begin with a gap.  One that floats may be anywhere in the text. */
static void
add_gap(struct zl_prefilter *prefilter, const struct zl_prefix *prefix, uint32_t rule)
{
	bool starts = (prefilter->start_only & rule) || !prefix->gap_floats;
	bool bounded = starts && prefix->gap < SIZE_MAX / 4;

	add_gap_ends(prefilter, prefix);
	prefilter->gap |= rule;
	prefilter->gaps[__builtin_ctz(rule)] = bounded ? prefix->gap * 4 : SIZE_MAX;
	add_way(prefilter->behind_gap, prefix, ZL_WAY_GAP, rule);
	add_pairs(prefilter->behind_gap, prefix->behind_gap, rule);
}

/* The rule may begin behind the beginning of text, too. */
static void
add_begin(struct zl_prefilter *prefilter, const struct zl_prefix *prefix, uint32_t rule)
{
	add_pairs(prefilter->begins, prefix->pairs, rule);
	if (prefix->has[ZL_WAY_ANYWHERE])
		add_way(prefilter->begins, prefix, ZL_WAY_ANYWHERE, rule);
	if (!prefix->has[ZL_WAY_BEHIND])
		return;
	prefilter->behind |= rule;
	add_set(prefilter->before, 1, &prefix->before, rule);
	add_any(prefilter->begins->any, &prefix->before, ZL_PREFILTER_BEFORE);
}

/* Whether a rule with this prefix matches only where text begins. */
static bool
is_start_only(const struct zl_prefix *prefix, bool anchored)
{
	return anchored || !(prefix->has[ZL_WAY_ANYWHERE] || prefix->has[ZL_WAY_BEHIND] ||
			     (prefix->has[ZL_WAY_GAP] && prefix->gap_floats));
}

/* Readies the tables that a rule goes to.  As long as one does for both places, it is one. */
static enum zl_status
make_room(struct zl_prefilter *prefilter, const struct zl_prefix *prefix, bool start_only)
{
	struct zl_prefilter_table *shared = prefilter->begins;
	bool done = !prefix->has[ZL_WAY_GAP] || own(&prefilter->behind_gap);

	if ((start_only || prefix->has[ZL_WAY_START]) && prefilter->starts == shared) {
		prefilter->starts = &nothing;
		done = done && own(&prefilter->starts);
		if (done)
			*prefilter->starts = *shared;
	}
	if (!start_only && done) {
		bool alone = prefilter->starts == prefilter->begins;
		done = own(&prefilter->begins);
		if (alone)
			prefilter->starts = prefilter->begins;
	}
	return done;
}

static void
add_rule(struct zl_prefilter *prefilter, const struct zl_pattern *pattern,
	 const struct zl_prefix *prefix, bool floating)
{
	struct zl_prefix open;
	uint32_t rule = prefilter->rules + 1; /* the lowest bit that is free */
	bool anchored = zl_pattern_is_anchored(pattern);

	/* In mid-line every place would be the beginning of a gap. */
	if (prefix->has[ZL_WAY_GAP] && anchored && floating) {
		open = *prefix;
		zl_prefix_open(&open);
		prefix = &open;
	}
	prefilter->rules |= rule;
	if (is_start_only(prefix, anchored && !floating))
		prefilter->start_only |= rule;
	if (zl_pattern_searches(pattern))
		prefilter->searching |= rule;
	if (zl_prefix_is_open(prefix)) {
		prefilter->open |= rule;
		return;
	}
	add_pairs(prefilter->starts, prefix->pairs, rule);
	if (prefix->has[ZL_WAY_ANYWHERE])
		add_way(prefilter->starts, prefix, ZL_WAY_ANYWHERE, rule);
	if (prefix->has[ZL_WAY_START])
		add_way(prefilter->starts, prefix, ZL_WAY_START, rule);
	if (prefix->has[ZL_WAY_GAP])
		add_gap(prefilter, prefix, rule);
	if (!(prefilter->start_only & rule))
		add_begin(prefilter, prefix, rule);
}

enum zl_status
zl_prefilter_add(struct zl_prefilter *prefilter, const struct zl_pattern *pattern, bool floating)
{
	const struct zl_prefix *prefix = zl_pattern_prefix(pattern);
	bool anchored = zl_pattern_is_anchored(pattern) && !floating;

	if (!make_room(prefilter, prefix, is_start_only(prefix, anchored)))
		return ZL_FAILED;
	add_rule(prefilter, pattern, prefix, floating);
	prefilter->closed =
	    prefilter->start_only == prefilter->rules && (prefilter->open | prefilter->gap) == 0;
	return ZL_DONE;
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

/* The bit of the character before at; the end's where text begins. */
static unsigned
bit_before(bytes *text, bytes *at)
{
	bytes *begin = at;

	while (begin > text && (*--begin & 0xC0) == 0x80)
		continue;
	return next_bit(&begin, at);
}

/*
 * The next character that some rule begins with or behind, or that ends a gap, or last.  This is
 * where time goes: most characters are ideographs, of three bytes.
 */
static inline bytes *
skip_one(const struct zl_prefilter_table *table, bytes *at, bytes *last)
{
	const unsigned stops = ZL_PREFILTER_FIRST | ZL_PREFILTER_GAP_END | ZL_PREFILTER_BEFORE;

	while (at < last) {
		if ((*at & 0xF0) == 0xE0) {
			if (table->any[zl_character_bit(at[1], at[2])] & stops)
				break;
			at += 3;
		} else if (*at < 0x80) {
			if (table->any[*at] & stops)
				break;
			at++;
		} else {
			bytes *next = at;
			if (table->any[next_bit(&next, last)] & stops)
				break;
			at = next;
		}
	}
	return at;
}

/* The same, but that where rules only begin with it one may have what follows, too. */
static bytes *
skip(const struct zl_prefilter_table *table, bytes *at, bytes *last, bytes *end)
{
	const unsigned others = ZL_PREFILTER_GAP_END | ZL_PREFILTER_BEFORE;

	while ((at = skip_one(table, at, last)) < last) {
		bytes *next = at, *behind;
		if (table->any[next_bit(&next, end)] & others)
			break;
		behind = next;
		if (table->any[next_bit(&behind, end)] & ZL_PREFILTER_FIRST << 1)
			break;
		at = next;
	}
	return at;
}

/* Those out of the rules that may begin with the character at *at, which goes on to the next. */
static inline uint32_t
rules_at(const struct zl_prefilter_table *table, uint32_t rules, bytes **at, bytes *end)
{
	unsigned first = next_bit(at, end);
	bytes *next = *at;

	if (!(table->any[first] & ZL_PREFILTER_FIRST))
		return 0;
	unsigned second = next_bit(&next, end);
	if (!(table->any[second] & ZL_PREFILTER_FIRST << 1))
		return 0;
	unsigned third = next_bit(&next, end);
	if (!(table->any[third] & ZL_PREFILTER_FIRST << 2))
		return 0;
	const struct zl_prefilter_cell one = table->rows[row_of(first)][0];
	const struct zl_prefilter_cell two = table->rows[row_of(second)][1];
	rules &= one.can & two.can & table->rows[row_of(third)][2].can;
	if (rules == 0)
		return 0;
	rules &= table->pairs[0][zl_pair_bit(first, second)] | one.loose;
	return rules & (table->pairs[1][zl_pair_bit(second, third)] | two.loose);
}

/* Whether no gap has the character at at. */
static bool
ends_gaps(const struct zl_prefilter *prefilter, bytes *at, bytes *end)
{
	bytes *next = at;
	uint32_t code;

	if (!(prefilter->behind_gap->any[next_bit(&next, end)] & ZL_PREFILTER_GAP_END))
		return false;
	zl_utf8_read((const char *)at, (size_t)(end - at), &code);
	return zl_gap_ends_have(&prefilter->gap_ends, code);
}

/* The rules out of wanted that may begin where text does with a gap. */
static uint32_t
behind_gap(const struct zl_prefilter *prefilter, uint32_t wanted, bytes *text, bytes *end)
{
	uint32_t found = 0;
	size_t most = 0;

	for (uint32_t rules = wanted; rules != 0; rules &= rules - 1)
		if (most < prefilter->gaps[__builtin_ctz(rules)])
			most = prefilter->gaps[__builtin_ctz(rules)];
	bytes *last = most < (size_t)(end - text) ? text + most + 1 : end;
	bool ended = false;
	for (bytes *at = text;
	     !ended && (at = skip(prefilter->behind_gap, at, last, end)) < last;) {
		size_t gap = (size_t)(at - text);
		ended = ends_gaps(prefilter, at, end);
		uint32_t rules = rules_at(prefilter->behind_gap, wanted, &at, end);
		for (; rules != 0; rules &= rules - 1)
			if (gap <= prefilter->gaps[__builtin_ctz(rules)])
				found |= rules & -rules;
		wanted &= ~found;
	}
	return found;
}

/* The rules out of wanted that may begin where text does. */
static uint32_t
at_start(const struct zl_prefilter *prefilter, uint32_t wanted, bytes *text, bytes *end)
{
	bytes *at = text;
	uint32_t rules = rules_at(prefilter->starts, wanted, &at, end) | (wanted & prefilter->open);

	wanted &= prefilter->gap & ~rules;
	return wanted == 0 ? rules : rules | behind_gap(prefilter, wanted, text, end);
}

/* The same for the first place behind it and before last at which there are any, at *place. */
static uint32_t
behind_start(const struct zl_prefilter *prefilter, uint32_t wanted, bytes *text, bytes *end,
	     bytes *last, bytes **place)
{
	const uint32_t open = wanted & prefilter->open, behind = wanted & prefilter->behind;
	uint32_t rules = 0;
	bytes *at = *place;

	for (bytes *next; at < last && rules == 0; at = next) {
		uint32_t here = open;
		if (behind != 0)
			here |= behind & prefilter->before[row_of(bit_before(text, at))];
		if (here == 0)
			at = skip(prefilter->begins, at, last, end);
		*place = next = at;
		if (at < last)
			rules = here | rules_at(prefilter->begins, wanted, &next, end);
	}
	return rules;
}

uint32_t
zl_prefilter_start(const struct zl_prefilter *prefilter, const char *text, size_t length)
{
	return at_start(prefilter, prefilter->rules, (bytes *)text, (bytes *)text + length);
}

uint32_t
zl_prefilter_next(const struct zl_prefilter *prefilter, uint32_t wanted, const char *text,
		  size_t length, size_t last, size_t *place)
{
	bytes *begin = (bytes *)text, *end = begin + length, *at = begin + *place;
	uint32_t rules = 0;

	if (*place == 0 && last > 0) {
		rules = at_start(prefilter, wanted, begin, end);
		if (rules != 0 || length == 0)
			return rules;
		at += zl_utf8_bytes(text[0]);
	}
	if ((wanted &= ~prefilter->start_only) == 0)
		return 0;
	if (at < end)
		rules = behind_start(prefilter, wanted, begin, end,
				     last < length ? begin + last : end, &at);
	if (rules == 0 && last > length && *place <= length) {
		rules = rules_at(prefilter->begins, wanted, &end, end) |
			(wanted &
			 (prefilter->open | prefilter->before[row_of(bit_before(begin, end))]));
		at = end;
	}
	*place = (size_t)(at - begin);
	return rules;
}
