/* sieve.c */
#include "extract/sieve.h"

#include <stdlib.h>

#include "utf8.h"

struct zl_sieve *
zl_sieve_new(void)
{
	return calloc(1, sizeof(struct zl_sieve));
}

void
zl_sieve_free(struct zl_sieve *sieve)
{
	free(sieve);
}

/* Adds the rule to the rows of the set's characters. */
static void
add_set(uint32_t *rows, size_t count, const struct zl_character_set *set, uint32_t rule)
{
	for (size_t i = 0; set->all && i < count; i++)
		rows[i] |= rule;
	for (size_t i = 0; !set->all && i < sizeof(set->bits) / sizeof(set->bits[0]); i++)
		for (uint64_t bits = set->bits[i]; bits != 0; bits &= bits - 1)
			rows[i * 64 + (size_t)__builtin_ctzll(bits)] |= rule;
}

static void
add_way(uint32_t rows[ZL_BEGINNING_LENGTH][ZL_CHARACTER_BITS + 1],
	const struct zl_beginning *beginning, enum zl_way way, uint32_t rule)
{
	for (int i = 0; i < ZL_BEGINNING_LENGTH; i++)
		add_set(rows[i], ZL_CHARACTER_BITS + 1,
			&beginning->characters[way * ZL_BEGINNING_LENGTH + i], rule);
}

/* The rule may begin with a gap.  Where text is searched, the gap may be anywhere. */
static void
add_gap(struct zl_sieve *sieve, const struct zl_beginning *beginning, uint32_t rule)
{
	bool bounded = (sieve->start_only & rule) && beginning->gap < UINT32_MAX;

	sieve->gap |= rule;
	sieve->gaps[__builtin_ctz(rule)] = bounded ? (uint32_t)beginning->gap : UINT32_MAX;
	add_way(sieve->behind_gap, beginning, ZL_WAY_GAP, rule);
}

void
zl_sieve_add(struct zl_sieve *sieve, const struct zl_pattern *pattern, bool floating)
{
	struct zl_beginning beginning;
	uint32_t rule = sieve->rules + 1; /* the lowest bit that is free */
	bool anchored = zl_pattern_is_anchored(pattern);

	zl_beginning_of(zl_pattern_text(pattern), &beginning);
	/* In mid-line every place would be the beginning of a gap. */
	if (beginning.has[ZL_WAY_GAP] && anchored && floating)
		zl_beginning_open(&beginning);
	sieve->rules |= rule;
	if ((anchored && !floating) || !(beginning.has[ZL_WAY_ANYWHERE] ||
					 beginning.has[ZL_WAY_BEHIND] || beginning.has[ZL_WAY_GAP]))
		sieve->start_only |= rule;
	if (zl_pattern_searches(pattern))
		sieve->searching |= rule;
	if (beginning.has[ZL_WAY_ANYWHERE])
		add_way(sieve->characters, &beginning, ZL_WAY_ANYWHERE, rule);
	if (beginning.has[ZL_WAY_START] && (sieve->start_only & rule))
		add_way(sieve->characters, &beginning, ZL_WAY_START, rule);
	else if (beginning.has[ZL_WAY_START])
		sieve->start |= rule;
	if (beginning.has[ZL_WAY_GAP])
		add_gap(sieve, &beginning, rule);
	if (!beginning.has[ZL_WAY_BEHIND])
		return;
	sieve->behind |= rule;
	add_set(sieve->before, ZL_CHARACTER_BITS, &beginning.before, rule);
}

/* The bit of the character at *place, which goes on to the next. */
static inline unsigned
next_bit(const char *text, size_t *place)
{
	const unsigned char *character = (const unsigned char *)text + *place;

	if (character[0] < 0x80) {
		*place += 1;
		return character[0];
	}
	if (character[0] >= 0xE0 && character[0] < 0xF0) {
		*place += 3;
		return (character[1] & 0x0Fu) << 6 | (character[2] & 0x3Fu);
	}
	size_t bytes = zl_utf8_bytes(text[*place]);
	*place += bytes;
	return (character[bytes - 2] & 0x0Fu) << 6 | (character[bytes - 1] & 0x3Fu);
}

/* The bit of the character before place; the end's where text begins. */
static unsigned
bit_before(const char *text, size_t place)
{
	size_t begin = place;

	while (begin > 0 && (text[--begin] & 0xC0) == 0x80)
		continue;
	return begin < place ? next_bit(text, &begin) : ZL_SIEVE_END;
}

/* Which of the rules, that may begin with the character before place, may go on there. */
static uint32_t
going_on(const uint32_t rows[ZL_BEGINNING_LENGTH][ZL_CHARACTER_BITS + 1], uint32_t rules,
	 const char *text, size_t length, size_t place)
{
	for (int i = 1; i < ZL_BEGINNING_LENGTH && rules != 0; i++)
		rules &= rows[i][place < length ? next_bit(text, &place) : ZL_SIEVE_END];
	return rules;
}

/* Those out of the rules that were told so far behind the gap. */
static uint32_t
within_gaps(const struct zl_sieve *sieve, uint32_t rules, size_t gap)
{
	uint32_t within = 0;

	for (; rules != 0; rules &= rules - 1)
		if (gap <= sieve->gaps[__builtin_ctz(rules)])
			within |= rules & -rules;
	return within;
}

/* The rules out of wanted that may begin where text does with a gap. */
static uint32_t
gapped(const struct zl_sieve *sieve, uint32_t wanted, const char *text, size_t length)
{
	uint32_t found = 0;
	size_t most = 0, gap = 0;

	for (uint32_t rules = wanted; rules != 0; rules &= rules - 1)
		if (most < sieve->gaps[__builtin_ctz(rules)])
			most = sieve->gaps[__builtin_ctz(rules)];
	for (size_t at = 0; at < length && gap <= most && wanted != 0; gap++) {
		uint32_t rules = wanted & sieve->behind_gap[0][next_bit(text, &at)];
		if (rules != 0)
			rules = going_on(sieve->behind_gap, rules, text, length, at);
		if (rules != 0)
			rules = within_gaps(sieve, rules, gap);
		found |= rules;
		wanted &= ~rules;
	}
	return found;
}

/* The rules out of wanted that may match at place, by all ways. */
static uint32_t
rules_at(const struct zl_sieve *sieve, uint32_t wanted, const char *text, size_t length,
	 size_t place)
{
	size_t next = place;
	unsigned bit = place < length ? next_bit(text, &next) : ZL_SIEVE_END;
	uint32_t rules =
	    going_on(sieve->characters, wanted & sieve->characters[0][bit], text, length, next);

	return rules |
	       (wanted & (place == 0 ? sieve->start : sieve->before[bit_before(text, place)]));
}

/* The same for places behind the first; *place goes on to the next one with any, or to last. */
static uint32_t
rules_behind(const struct zl_sieve *sieve, uint32_t wanted, const char *text, size_t length,
	     size_t last, size_t *place)
{
	const bool behind = (wanted & sieve->behind) != 0;
	uint32_t rules = 0;
	size_t at = *place, next = at;

	for (; at < last; at = next) {
		rules = wanted & sieve->characters[0][next_bit(text, &next)];
		if (rules != 0)
			rules = going_on(sieve->characters, rules, text, length, next);
		if (behind)
			rules |= wanted & sieve->before[bit_before(text, at)];
		if (rules != 0)
			break;
	}
	*place = at;
	return rules;
}

uint32_t
zl_sieve_next(const struct zl_sieve *sieve, uint32_t wanted, const char *text, size_t length,
	      size_t last, size_t *place)
{
	uint32_t rules = 0;

	if (*place == 0 && last > 0) {
		rules = rules_at(sieve, wanted, text, length, 0);
		rules |= gapped(sieve, wanted & sieve->gap & ~rules, text, length);
		if (rules != 0 || length == 0)
			return rules;
		*place = zl_utf8_bytes(text[0]);
	}
	wanted &= ~sieve->start_only;
	if (wanted != 0 && *place < length)
		rules =
		    rules_behind(sieve, wanted, text, length, last < length ? last : length, place);
	return rules != 0 || *place != length || last <= length
		   ? rules
		   : rules_at(sieve, wanted, text, length, length);
}
