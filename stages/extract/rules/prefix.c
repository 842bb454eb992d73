/*
 * prefix.c: what the matches of a pattern begin with, read off its syntax tree: first sets of
 * length three.
 *
 * On its way through the tree the walk knows which characters of a match the next node may be: at
 * first the first; behind "a?" the first or the second.  A node adds its characters there.
 * Assertions are empty: what they ask for only narrows what matches; but \A and ^ tell where a
 * match begins.
 */
#include "prefix.h"

#include <string.h>

#include "syntax.h"

enum {
	MOST_VISITS = 100000, /* to nodes; a repeated one is visited up to three times */
	LENGTH = ZL_PREFIX_LENGTH,
	/* Sets of what the next character may be: bit i for the ith of a match. */
	FIRST = 1 << 0,
	AT_START = 1 << LENGTH, /* the first, of a match that begins where text does */
	NEXT_MOST = AT_START - 1
};

const uint32_t zl_gap_ends[] = {'\n', ',', ':', ';', 0x3002};

/* Where the walk is in what is told by one beginning; in several places of it at once. */
struct track {
	unsigned next;
	struct zl_character_set last[LENGTH - 1]; /* what stands before, if it is the ith + 1 */
};

struct place {
	struct track match, gap; /* gap: behind one */
};

struct walk {
	struct zl_prefix *out;
	struct place place;
	unsigned visits;
	bool lost; /* met what is not followed */
};

static bool
is_over(const struct place *place)
{
	return (place->match.next | place->gap.next) == 0;
}

/* The next character of the track is one of the set. */
static void
go_on(struct track *track, const struct zl_character_set *set, struct zl_beginning *out)
{
	for (int i = LENGTH - 1; i >= 0; i--) {
		if (!(track->next & 1u << i))
			continue;
		zl_character_set_join(&out->characters[i], set);
		if (i > 0)
			zl_pair_set_add(&out->pairs[i - 1], &track->last[i - 1], set);
		if (i < LENGTH - 1)
			track->last[i] = *set;
	}
	track->next = track->next << 1 & NEXT_MOST;
}

/* The next character is one of the set. */
static void
take_set(struct walk *walk, const struct zl_character_set *set)
{
	struct track *match = &walk->place.match;

	if (match->next & FIRST)
		walk->out->floats = true;
	if (match->next & AT_START)
		match->next |= FIRST;
	go_on(match, set, &walk->out->match);
	go_on(&walk->place.gap, set, &walk->out->behind_gap);
}

static void
take_code(struct walk *walk, uint32_t code)
{
	struct zl_character_set set = {0};

	if (is_over(&walk->place))
		return;
	zl_character_set_add(&set, code);
	take_set(walk, &set);
}

/* From here on a match may be anything. */
static void
take_rest(struct walk *walk)
{
	while (!is_over(&walk->place))
		take_set(walk, &(struct zl_character_set){.all = true});
}

/* Where the text begins; what was read before it must have been empty. */
static void
take_start(struct walk *walk)
{
	bool empty = (walk->place.match.next & (FIRST | AT_START)) != 0 ||
		     (walk->place.gap.next & FIRST) != 0;

	walk->place.match.next = empty ? AT_START : 0;
	walk->place.gap.next = 0;
}

/* The track may be at either place. */
static void
add_track(struct track *track, const struct track *other)
{
	for (int i = 0; i < LENGTH - 1; i++) {
		if (!(other->next & 1u << (i + 1)))
			continue;
		if (track->next & 1u << (i + 1))
			zl_character_set_join(&track->last[i], &other->last[i]);
		else
			track->last[i] = other->last[i];
	}
	track->next |= other->next;
}

static void
add_place(struct place *place, const struct place *other)
{
	add_track(&place->match, &other->match);
	add_track(&place->gap, &other->gap);
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

	if (is_over(&walk->place))
		return;
	characters_of(node, &set);
	take_set(walk, &set);
}

/* Which of zl_gap_ends the SET is without, a bit each. */
static uint8_t
excluded_by(const struct zl_syntax *node)
{
	uint8_t out = 0;

	for (const struct zl_syntax_range *range = node->negated ? node->members : NULL;
	     range != NULL; range = range->next)
		for (int i = 0; i < ZL_GAP_ENDS; i++)
			if (range->from <= zl_gap_ends[i] && zl_gap_ends[i] <= range->to)
				out |= (uint8_t)(1 << i);
	return out;
}

static void visit(struct walk *walk, const struct zl_syntax *node);

/*
 * Any characters, more than one: what comes behind them tells more than they do.  Whether that is
 * what node is and what a match that begins where text does may begin with, or has so far.
 */
static bool
is_gap(const struct walk *walk, const struct zl_syntax *node)
{
	const struct zl_syntax *any = node->first;

	return ((walk->place.match.next & AT_START) || (walk->place.gap.next & FIRST)) &&
	       node->most >= 2 && any->kind == ZL_SYNTAX_SET && (any->open || any->negated);
}

static void
take_gap(struct walk *walk, const struct zl_syntax *node)
{
	struct zl_prefix *out = walk->out;
	uint8_t excluded = excluded_by(node->first);

	/* What ends a gap of several parts ends each of them. */
	out->gap_ends = out->has_gap ? out->gap_ends & excluded : excluded;
	out->gap_most = out->has_gap ? UINT32_MAX : node->most; /* of several: not told */
	out->has_gap = true;
	walk->place.match.next &= ~(unsigned)AT_START;
	walk->place.gap.next &= ~(unsigned)FIRST;
	take_rest(walk); /* after an optional word, too: not followed */
	walk->place.gap.next = FIRST;
}

/* What comes behind a few repetitions comes behind all. */
static void
repeat(struct walk *walk, const struct zl_syntax *node)
{
	struct place out = {0};

	if (is_gap(walk, node)) {
		take_gap(walk, node);
		return;
	}
	if (node->least == 0)
		out = walk->place;
	for (uint32_t i = 1; i == 1 || (i <= LENGTH && i <= node->most && !is_over(&walk->place));
	     i++) {
		visit(walk, node->first);
		if (i >= node->least || i == LENGTH)
			add_place(&out, &walk->place);
	}
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
	case ZL_SYNTAX_BEHIND:
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
	case ZL_SYNTAX_UNKNOWN:
		take_rest(walk);
		break;
	case ZL_SYNTAX_EXOTIC:
		walk->lost = true;
	}
}

void
zl_prefix_of(const char *pattern, bool anchored, struct zl_prefix *out)
{
	const unsigned start = anchored ? AT_START : FIRST;
	struct walk walk = {.out = out, .place = {.match = {.next = start}}};
	struct zl_arena arena = {0};
	const struct zl_syntax *tree = zl_syntax_read(&arena, pattern);

	memset(out, 0, sizeof(*out));
	if (tree != NULL)
		visit(&walk, tree);
	if (tree == NULL || walk.lost)
		walk.place.match.next = start;
	take_rest(&walk);
	zl_arena_free(&arena);
	if (out->has_gap && out->behind_gap.characters[0].all) {
		/* A gap with anything behind it tells nothing. */
		for (int i = 0; i < LENGTH; i++)
			out->match.characters[i].all = true;
		out->has_gap = false;
	}
}

bool
zl_prefix_is_open(const struct zl_prefix *prefix)
{
	const struct zl_character_set *characters = prefix->match.characters;

	return characters[0].all && characters[1].all && characters[2].all;
}
