/*
 * prefix.c: what the matches of a pattern begin with, read off its syntax tree: first sets of
 * length three.
 *
 * On its way through the tree the walk knows which characters of a match the next node may be: at
 * first the first; behind "a?" the first or the second.  A node adds its characters there.
 * Assertions are empty: what they ask for only narrows what matches; but \A, ^ and (?<=...) tell
 * where a match begins.
 */
#include "prefix.h"

#include <string.h>

#include "syntax.h"

enum {
	MOST_VISITS = 100000, /* to nodes; a repeated one is visited up to three times */
	LENGTH = ZL_PREFIX_LENGTH,
	SETS = ZL_WAY_COUNT * LENGTH,
	/* Sets of sets: bit way * LENGTH + i for the ith character of a match that begins so. */
	FIRST_ANYWHERE = 1 << (ZL_WAY_ANYWHERE * LENGTH),
	FIRST_AT_START = 1 << (ZL_WAY_START * LENGTH),
	FIRST_BEHIND = 1 << (ZL_WAY_BEHIND * LENGTH),
	FIRST_IN_GAP = 1 << (ZL_WAY_GAP * LENGTH),
	FIRSTS = FIRST_ANYWHERE | FIRST_AT_START | FIRST_BEHIND | FIRST_IN_GAP,
	ALL_SETS = (1 << SETS) - 1,
	/* Those whose pairs are told together. */
	FIRSTS_BUT_GAP = FIRST_ANYWHERE | FIRST_AT_START | FIRST_BEHIND
};

/* Where the walk is in a match; on several ways at once. */
struct place {
	unsigned next; /* the sets that the next character goes to */
	/* What may stand before it, by which of a match that is; and the same behind a gap. */
	struct zl_character_set last[LENGTH - 1], in_gap[LENGTH - 1];
};

struct walk {
	struct zl_prefix *out;
	struct place place;
	unsigned visits;
	bool lost; /* met what is not followed */
};

/* Behind what may be last there may be the set, which is then last; firsts: of which ways. */
static void
pair(unsigned next, unsigned firsts, struct zl_character_set *last,
     const struct zl_character_set *set, struct zl_pair_set *pairs)
{
	for (int i = LENGTH - 1; i >= 0; i--) {
		if (!(next & firsts << i))
			continue;
		if (i > 0)
			zl_pair_set_add(&pairs[i - 1], &last[i - 1], set);
		if (i < LENGTH - 1)
			last[i] = *set;
	}
}

/* The next character is one of the set. */
static void
take_set(struct walk *walk, const struct zl_character_set *set)
{
	struct place *place = &walk->place;

	for (unsigned sets = place->next; sets != 0; sets &= sets - 1)
		zl_character_set_join(&walk->out->characters[__builtin_ctz(sets)], set);
	pair(place->next, FIRSTS_BUT_GAP, place->last, set, walk->out->pairs);
	pair(place->next, FIRST_IN_GAP, place->in_gap, set, walk->out->behind_gap);
	place->next = place->next << 1 & ALL_SETS & ~FIRSTS;
}

static void
take_code(struct walk *walk, uint32_t code)
{
	struct zl_character_set set = {0};

	if (walk->place.next == 0)
		return;
	zl_character_set_add(&set, code);
	take_set(walk, &set);
}

/* From here on a match may be anything. */
static void
take_rest(struct walk *walk)
{
	while (walk->place.next != 0)
		take_set(walk, &(struct zl_character_set){.all = true});
}

/* Where the text begins; what was read before it must have been empty. */
static void
take_start(struct walk *walk)
{
	walk->place.next = walk->place.next & FIRSTS ? FIRST_AT_START : 0;
}

/* What may be last at either of two places, of which next tells as well. */
static void
add_last(struct zl_character_set *last, unsigned next, const struct zl_character_set *other,
	 unsigned other_next, unsigned firsts)
{
	for (int i = 0; i < LENGTH - 1; i++) {
		if (!(other_next & firsts << (i + 1)))
			continue;
		if (next & firsts << (i + 1))
			zl_character_set_join(&last[i], &other[i]);
		else
			last[i] = other[i];
	}
}

/* The walk may be at either place. */
static void
add_place(struct place *place, const struct place *other)
{
	add_last(place->last, place->next, other->last, other->next, FIRSTS_BUT_GAP);
	add_last(place->in_gap, place->next, other->in_gap, other->next, FIRST_IN_GAP);
	place->next |= other->next;
}

bool
zl_gap_ends_have(const struct zl_gap_ends *ends, uint32_t code)
{
	size_t count = ends->count;

	while (count > 0 && ends->codes[count - 1] != code)
		count--;
	return count > 0;
}

void
zl_gap_ends_narrow(struct zl_gap_ends *ends, const struct zl_gap_ends *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < ends->count; i++)
		if (zl_gap_ends_have(other, ends->codes[i]))
			ends->codes[kept++] = ends->codes[i];
	ends->count = kept;
}

/* The characters that a SET may be. */
static void
characters_of(const struct zl_syntax *node, struct zl_character_set *set)
{
	set->all = node->open || node->negated;
	for (const struct zl_syntax_range *range = node->members; range != NULL;
	     range = range->next)
		zl_character_set_range(set, range->from, range->to);
}

static void
take_one_of(struct walk *walk, const struct zl_syntax *node)
{
	struct zl_character_set set = {0};

	if (walk->place.next == 0)
		return;
	characters_of(node, &set);
	take_set(walk, &set);
}

/* Some of the characters that a negated SET does without. */
static void
excluded_by(const struct zl_syntax *node, struct zl_gap_ends *out)
{
	out->count = 0;
	for (const struct zl_syntax_range *range = node->negated ? node->members : NULL;
	     range != NULL; range = range->next)
		for (int i = 0; i < 2; i++) {
			uint32_t code = i == 0 ? range->from : range->to;
			if (out->count < ZL_GAP_ENDS && !zl_gap_ends_have(out, code))
				out->codes[out->count++] = code;
		}
}

/* Adds to last what one alternative of a lookbehind ends with, if it is characters and sets. */
static bool
has_last(const struct zl_syntax *sequence, struct zl_character_set *last)
{
	struct zl_character_set one = {0};

	if (sequence->kind != ZL_SYNTAX_SEQUENCE || sequence->first == NULL)
		return false;
	for (const struct zl_syntax *node = sequence->first; node != NULL; node = node->next) {
		one = (struct zl_character_set){0};
		if (node->kind == ZL_SYNTAX_SET)
			characters_of(node, &one);
		else if (node->kind == ZL_SYNTAX_CHARACTER)
			zl_character_set_add(&one, node->code);
		else
			return false;
	}
	zl_character_set_join(last, &one);
	return true;
}

/* (?<=...): a way of its own to begin, where what stands before can be told. */
static void
look_behind(struct walk *walk, const struct zl_syntax *node)
{
	struct zl_character_set last = {0};
	const struct zl_syntax *content = node->first;
	bool told = walk->place.next & FIRST_ANYWHERE;

	if (content->kind != ZL_SYNTAX_ALTERNATIVE)
		told = told && has_last(content, &last);
	else
		for (const struct zl_syntax *each = content->first; told && each != NULL;
		     each = each->next)
			told = has_last(each, &last);
	if (!told || last.all)
		return;
	zl_character_set_join(&walk->out->before, &last);
	walk->place.next = (walk->place.next & ~(unsigned)FIRST_ANYWHERE) | FIRST_BEHIND;
}

static void visit(struct walk *walk, const struct zl_syntax *node);

/*
 * Any characters, more than one: what comes behind them tells more than they do.  Whether that is
 * what node is and what a match may begin with, or has begun with so far.
 */
static bool
is_gap(struct walk *walk, const struct zl_syntax *node)
{
	const struct zl_syntax *any = node->first;
	unsigned first = walk->place.next & (FIRST_ANYWHERE | FIRST_AT_START | FIRST_IN_GAP);

	return first != 0 && node->most >= 2 && any->kind == ZL_SYNTAX_SET &&
	       (any->open || any->negated);
}

static void
take_gap(struct walk *walk, const struct zl_syntax *node)
{
	struct zl_prefix *out = walk->out;
	unsigned first = walk->place.next & (FIRST_ANYWHERE | FIRST_AT_START | FIRST_IN_GAP);
	size_t most = node->most == ZL_SYNTAX_ENDLESS ? SIZE_MAX : node->most;
	struct zl_gap_ends excluded = {0};

	/* What ends a gap of several parts ends each of them. */
	excluded_by(node->first, &excluded);
	if (out->gap == 0)
		out->gap_ends = excluded;
	else
		zl_gap_ends_narrow(&out->gap_ends, &excluded);
	out->gap = out->gap > SIZE_MAX - most ? SIZE_MAX : out->gap + most;
	out->gap_floats |= (first & FIRST_ANYWHERE) != 0;
	walk->place.next &= ~first;
	take_rest(walk); /* after an optional word, too: not followed */
	walk->place.next = FIRST_IN_GAP;
}

/* What comes behind a few repetitions comes behind all. */
static void
repeat(struct walk *walk, const struct zl_syntax *node)
{
	struct place out = {0};
	size_t gap = walk->out->gap;

	if (is_gap(walk, node)) {
		take_gap(walk, node);
		return;
	}
	if (node->least == 0)
		out = walk->place;
	for (uint32_t i = 1; i == 1 || (i <= LENGTH && i <= node->most && walk->place.next != 0);
	     i++) {
		visit(walk, node->first);
		if (i >= node->least || i == LENGTH)
			add_place(&out, &walk->place);
	}
	if (walk->out->gap != gap && node->most > LENGTH)
		walk->out->gap = SIZE_MAX; /* one a repetition */
	walk->place = out;
}

static void
choose(struct walk *walk, const struct zl_syntax *node)
{
	const struct place in = walk->place;
	struct place out = {0};

	for (const struct zl_syntax *each = node->first; each != NULL; each = each->next) {
		walk->place = in;
		visit(walk, each);
		add_place(&out, &walk->place);
	}
	walk->place = out;
}

static void
visit(struct walk *walk, const struct zl_syntax *node)
{
	walk->lost = walk->lost || walk->visits++ == MOST_VISITS;
	if (walk->lost)
		return;
	switch (node->kind) {
	case ZL_SYNTAX_NOTHING:
	case ZL_SYNTAX_AHEAD:
		break;
	case ZL_SYNTAX_START:
		take_start(walk);
		break;
	case ZL_SYNTAX_CHARACTER:
		take_code(walk, node->code);
		break;
	case ZL_SYNTAX_SET:
		take_one_of(walk, node);
		break;
	case ZL_SYNTAX_SEQUENCE:
		for (const struct zl_syntax *each = node->first; each != NULL; each = each->next)
			visit(walk, each);
		break;
	case ZL_SYNTAX_ALTERNATIVE:
		choose(walk, node);
		break;
	case ZL_SYNTAX_REPEAT:
		repeat(walk, node);
		break;
	case ZL_SYNTAX_BEHIND:
		look_behind(walk, node);
		break;
	case ZL_SYNTAX_UNKNOWN:
		take_rest(walk);
		break;
	case ZL_SYNTAX_EXOTIC:
		walk->lost = true;
	}
}

/* Whether the way's first character was told. */
static bool
is_told(const struct zl_character_set *first)
{
	for (size_t i = 0; i < sizeof(first->bits) / sizeof(first->bits[0]); i++)
		if (first->bits[i] != 0)
			return true;
	return first->all;
}

/* What comes behind certain characters says more than they do, unless it may be anything. */
static void
settle_behind(struct zl_prefix *out)
{
	struct zl_character_set *behind = &out->characters[ZL_WAY_BEHIND * LENGTH];

	if (!out->has[ZL_WAY_BEHIND] || behind->all)
		return;
	for (int i = 0; i < LENGTH; i++)
		zl_character_set_join(&out->characters[ZL_WAY_ANYWHERE * LENGTH + i], &behind[i]);
	out->has[ZL_WAY_ANYWHERE] = true;
	out->has[ZL_WAY_BEHIND] = false;
}

/* A match that begins so may begin with any characters. */
static void
open_way(struct zl_prefix *prefix, enum zl_way way)
{
	for (int i = 0; i < LENGTH; i++)
		prefix->characters[way * LENGTH + i].all = true;
	for (int i = 0; i < LENGTH - 1; i++)
		prefix->pairs[i].loose.all = true;
	prefix->has[way] = true;
	prefix->has[ZL_WAY_GAP] = false;
}

void
zl_prefix_open(struct zl_prefix *prefix)
{
	open_way(prefix, ZL_WAY_ANYWHERE);
}

void
zl_prefix_of(const char *pattern, struct zl_prefix *out)
{
	struct walk walk = {.out = out, .place = {.next = FIRST_ANYWHERE}};
	struct zl_arena arena = {0};
	const struct zl_syntax *tree = zl_syntax_read(&arena, pattern);

	memset(out, 0, sizeof(*out));
	if (tree != NULL)
		visit(&walk, tree);
	if (tree == NULL || walk.lost)
		walk.place.next = FIRST_ANYWHERE;
	take_rest(&walk);
	zl_arena_free(&arena);
	for (int way = 0; way < ZL_WAY_COUNT; way++)
		out->has[way] = is_told(&out->characters[way * LENGTH]);
	settle_behind(out);
	/* A gap with anything behind it tells nothing. */
	if (out->has[ZL_WAY_GAP] && out->characters[ZL_WAY_GAP * LENGTH].all)
		open_way(out, out->gap_floats ? ZL_WAY_ANYWHERE : ZL_WAY_START);
}

bool
zl_prefix_is_open(const struct zl_prefix *prefix)
{
	const struct zl_character_set *first = &prefix->characters[ZL_WAY_ANYWHERE * LENGTH];

	return prefix->has[ZL_WAY_ANYWHERE] && first[0].all && first[1].all && first[2].all;
}
