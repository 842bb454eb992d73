/*
 * split.c: lines in which line breaks were lost.  Headings of the outer levels are told in mid-line
 * by the series they make; numbers of the inner levels only where a problem or an answered item
 * follows, since response text enumerates in the same shapes.
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"

enum {
	CLOSING_BYTES = 400, /* at the end of a line that may close the report */
	LONG_LINE = 360,     /* bytes from which a line is looked into */
	OUTER_RANK = 30,     /* of 一、 and （一） */
	LABEL_BYTES = 48,    /* most of a response's label */
	HEADING_BYTES = 120, /* most of a heading that stands right before an item */
	NEAR_BYTES = 1200,   /* within which an item must be answered */
	FEW_LINES = 10	     /* of a report that lost its line breaks */
};

/* A number in mid-line. */
struct candidate {
	uint32_t place, text, end;
	int32_t ordinal;
	uint8_t shape;
	bool stopped; /* something ends before it */
	bool taken;
};

struct splitting {
	struct zl_engine *engine;
	ZL_VECTOR(struct zl_line) out;
	ZL_VECTOR(struct candidate) candidates;
	int32_t last[ZL_SHAPE_PART]; /* ordinal last taken of each shape, in the whole document */
};

#define splitting_add(splitting, vector)                                                           \
	((__typeof__((splitting)->vector.items))zl_vector_add(                                     \
	    (splitting)->engine->document, (void **)&(splitting)->vector.items,                    \
	    &(splitting)->vector.count, &(splitting)->vector.capacity,                             \
	    sizeof(*(splitting)->vector.items)))

static int
rank_of(const struct zl_engine *engine, uint8_t shape)
{
	return engine->file->kinds[ZL_RULE_NUMBER].items[shape - 1]->rank;
}

/* Whether a stop or a closing mark stands right before place. */
static bool
stops_before(const struct zl_engine *engine, const struct zl_line *line, uint32_t place)
{
	uint32_t bytes, before = place;
	size_t pair;

	do
		before--;
	while (before > line->start && ((unsigned char)engine->text.data[before] & 0xC0) == 0x80);
	return engine->text.data[before] == ' ' ||
	       zl_stop_at(engine, before, place, &bytes) != ZL_STOP_NONE ||
	       zl_quote_at(engine, before, place, &bytes, &pair) >= ZL_QUOTE_CLOSE;
}

/* The next number in view[from, to) of a shape that may stand in mid-line. */
static bool
find_number(struct zl_engine *engine, uint32_t from, uint32_t to, struct zl_match *match)
{
	return zl_rule_next(engine->matcher, &engine->file->asked[ZL_ASKED_SPLIT],
			    engine->text.data, to, from, match) != NULL;
}

static bool
collect(struct splitting *splitting, const struct zl_line *line)
{
	struct zl_engine *engine = splitting->engine;
	uint32_t from = line->text;
	struct zl_match match;

	splitting->candidates.count = 0;
	while (find_number(engine, from, line->end, &match)) {
		struct zl_line number = {.kind = ZL_LINE_TEXT, .n = line->n};
		number.start = (uint32_t)match.whole.from;
		number.end = line->end;
		from = (uint32_t)match.whole.to;
		zl_line_number(engine, &number, NULL);
		bool stopped = stops_before(engine, line, number.start);
		bool figure = from < line->end && engine->text.data[from] >= '0' &&
			      engine->text.data[from] <= '9';
		/* Behind words, 5.4个 is a figure; behind a stop it may be the fifth item. */
		if (number.shape == 0 || number.start == line->text || (figure && !stopped))
			continue;
		struct candidate *candidate = splitting_add(splitting, candidates);
		if (candidate == NULL)
			return false;
		*candidate = (struct candidate){
		    .place = number.start,
		    .text = number.text,
		    .ordinal = number.ordinal,
		    .shape = number.shape,
		    .stopped = stopped,
		};
	}
	return !zl_engine_failed(engine);
}

/* Whether the number at place stands right behind the label of a response: it counts measures. */
static bool
follows_label(struct zl_engine *engine, const struct zl_line *line, uint32_t place)
{
	uint32_t least = place > line->start + LABEL_BYTES ? place - LABEL_BYTES : line->start;
	struct zl_match match;

	for (uint32_t from = place; from-- > least;)
		if (((unsigned char)engine->text.data[from] & 0xC0) != 0x80 &&
		    zl_find(engine, ZL_RULE_LABEL, from, line->end, &match) != NULL &&
		    match.whole.to == place)
			return true;
	return false;
}

/* Takes the numbers of the outer levels that go on with their series; gives how many. */
static size_t
take_outer(struct splitting *splitting, const struct zl_line *line)
{
	struct zl_engine *engine = splitting->engine;
	int32_t last[ZL_SHAPE_PART], measure = 0;
	uint8_t measures = 0; /* shape of those that count the measures of a response */
	size_t taken = 0;

	memcpy(last, splitting->last, sizeof(last));
	if (line->shape != 0)
		last[line->shape - 1] = line->ordinal;
	for (size_t i = 0; i < splitting->candidates.count; i++) {
		struct candidate *candidate = &splitting->candidates.items[i];
		int32_t *before = &last[candidate->shape - 1];
		if (rank_of(engine, candidate->shape) > OUTER_RANK || candidate->ordinal == 0)
			continue;
		if (candidate->ordinal == 1 && candidate->stopped &&
		    follows_label(engine, line, candidate->place))
			measures = candidate->shape;
		if (candidate->shape == measures &&
		    candidate->ordinal == (candidate->ordinal == 1 ? 1 : measure + 1)) {
			measure = candidate->ordinal;
			continue;
		}
		bool next = candidate->ordinal == *before + 1;
		bool again = candidate->ordinal == 1 &&
			     rank_of(engine, candidate->shape) == OUTER_RANK && taken > 0;
		if (!next && !again)
			continue;
		candidate->taken = true;
		*before = candidate->ordinal;
		taken++;
	}
	return taken;
}

/* Fills in where each candidate's text ends: at the next of its shape, or one that was taken. */
static void
find_ends(struct splitting *splitting, const struct zl_line *line)
{
	uint32_t next[ZL_SHAPE_PART], outer = line->end;

	for (size_t i = 0; i < ZL_SHAPE_PART; i++)
		next[i] = line->end;
	for (size_t i = splitting->candidates.count; i-- > 0;) {
		struct candidate *candidate = &splitting->candidates.items[i];
		uint32_t *same = &next[candidate->shape - 1], far = candidate->text + NEAR_BYTES;
		candidate->end = *same < outer ? *same : outer;
		candidate->end = candidate->end < far ? candidate->end : far;
		*same = candidate->place;
		outer = candidate->taken ? candidate->place : outer;
	}
}

/* An inner list that goes on through a line. */
struct listing {
	uint8_t shape; /* of its last number; 0: there was none */
	int32_t last;
	bool open; /* no heading came behind it */
};

/*
 * Whether the number stands right behind a heading that was taken, and begins a list or goes on
 * with the last: 二、存在的问题1、...
 */
static bool
follows_heading(const struct splitting *splitting, const struct listing *list, size_t i)
{
	const struct candidate *candidate = &splitting->candidates.items[i];
	bool next = candidate->shape == list->shape && candidate->ordinal == list->last + 1;

	if (i == 0 || !splitting->candidates.items[i - 1].taken ||
	    (candidate->ordinal != 1 && !next))
		return false;
	uint32_t heading = splitting->candidates.items[i - 1].text;
	return candidate->place - heading < HEADING_BYTES &&
	       zl_stop_end(splitting->engine, ZL_STOP_SENTENCE, heading, candidate->place) ==
		   candidate->place;
}

/* Takes numbers of the inner levels behind which a problem or an answered item follows. */
static void
take_inner(struct splitting *splitting, const struct zl_line *line, bool outer)
{
	struct zl_engine *engine = splitting->engine;
	struct listing list = {0};

	find_ends(splitting, line);
	for (size_t i = 0; i < splitting->candidates.count; i++) {
		struct candidate *candidate = &splitting->candidates.items[i];
		if (candidate->taken) {
			list.open = false;
			continue;
		}
		if (rank_of(engine, candidate->shape) <= OUTER_RANK)
			continue;
		bool goes_on = list.open && list.shape == candidate->shape &&
			       candidate->ordinal == list.last + 1;
		bool begins = outer && follows_heading(splitting, &list, i);
		struct zl_match match;
		const struct zl_rule *problem =
		    candidate->stopped || begins || goes_on
			? zl_find(engine, ZL_RULE_PROBLEM, candidate->text, candidate->end, &match)
			: NULL;
		bool marked = problem != NULL && problem->marker <= ZL_MARKER_TARGET &&
			      zl_find(engine, ZL_RULE_NEVER, candidate->text,
				      (uint32_t)match.whole.to, NULL) == NULL;
		candidate->taken = begins || goes_on || marked ||
				   (outer && candidate->stopped &&
				    zl_opening_next(engine, ZL_OPENS_LABEL, candidate->text,
						    candidate->end) < candidate->end);
		if (!candidate->taken)
			continue;
		list = (struct listing){candidate->shape, candidate->ordinal, true};
	}
}

/* A copy of line that holds only view[from, to). */
static bool
add_part(struct splitting *splitting, const struct zl_line *line, uint32_t from, uint32_t to)
{
	struct zl_line *part = splitting_add(splitting, out);

	if (part == NULL)
		return false;
	*part = *line;
	zl_line_cut(splitting->engine, part, from, to);
	return !zl_engine_failed(splitting->engine);
}

/* The line up to the last number taken, cut before each; *from is what is left. */
static bool
add_parts(struct splitting *splitting, const struct zl_line *line, uint32_t *from)
{
	for (size_t i = 0; i < splitting->candidates.count; i++) {
		const struct candidate *candidate = &splitting->candidates.items[i];
		if (!candidate->taken)
			continue;
		splitting->last[candidate->shape - 1] = candidate->ordinal;
		if (!add_part(splitting, line, *from, candidate->place))
			return false;
		*from = candidate->place;
	}
	return true;
}

/* Whether headings may stand in mid-line: numbers begin sentences, or there are hardly any lines.
 */
static bool
may_hold_headings(const struct splitting *splitting, const struct zl_line *line)
{
	const struct zl_engine *engine = splitting->engine;

	return line->kind == ZL_LINE_TEXT && line->end - line->start >= LONG_LINE &&
	       (engine->lines.count <= FEW_LINES ||
		zl_opening_next(engine, ZL_OPENS_NUMBER, line->start, line->end) < line->end);
}

/* The last part of a line that was split: what closes the report ran on behind it. */
static bool
add_last_part(struct splitting *splitting, const struct zl_line *line, uint32_t from)
{
	struct zl_engine *engine = splitting->engine;
	uint32_t least = line->end > CLOSING_BYTES ? line->end - CLOSING_BYTES : 0, at = from;

	while ((at = zl_stop_end(engine, ZL_STOP_SENTENCE, at, line->end)) < line->end)
		if (at >= least && zl_find(engine, ZL_RULE_CLOSING, at, line->end, NULL) != NULL)
			return add_part(splitting, line, from, at) &&
			       add_part(splitting, line, at, line->end);
	return add_part(splitting, line, from, line->end);
}

/*
 * Where behind a short heading that states no problem the label of one stands on the line, and the
 * problem behind it: （三）X镇。存在问题：...; the line's end when none does.
 */
static uint32_t
labelled_problem(struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_match match;

	if (line->kind != ZL_LINE_TEXT || line->shape == 0 || line->problem != NULL ||
	    line->label != NULL)
		return line->end;
	uint32_t bytes, heading = zl_heading_end(engine, line->text, line->end);
	if (heading == line->end || heading - line->text > HEADING_BYTES ||
	    zl_stop_at(engine, heading, line->end, &bytes) == ZL_STOP_NONE)
		return line->end;
	uint32_t place = heading + bytes;
	const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, place, line->end, &match);
	if (problem == NULL || problem->marker != ZL_MARKER_LABEL)
		return line->end;
	struct zl_span statement = match.groups[ZL_GROUP_STATEMENT];
	bool stated =
	    statement.from < statement.to &&
	    zl_find(engine, ZL_RULE_ITEM, (uint32_t)statement.from, line->end, NULL) == NULL &&
	    zl_weigh(engine, ZL_CUE_DEFICIENCY, line->text, heading) <= 0;
	return stated ? place : line->end;
}

static bool
split_one(struct splitting *splitting, const struct zl_line *line)
{
	uint32_t from = line->start, labelled;

	if (may_hold_headings(splitting, line)) {
		if (!collect(splitting, line))
			return false;
		size_t outer = take_outer(splitting, line);
		/* A single number in mid-line is more likely to be part of the text. */
		for (size_t i = 0; outer == 1 && i < splitting->candidates.count; i++)
			splitting->candidates.items[i].taken = false;
		take_inner(splitting, line, outer > 1);
		if (!add_parts(splitting, line, &from))
			return false;
	}
	if (line->shape != 0)
		splitting->last[line->shape - 1] = line->ordinal;
	if (from > line->start)
		return add_last_part(splitting, line, from);
	labelled = labelled_problem(splitting->engine, line);
	if (labelled < line->end)
		return add_part(splitting, line, line->start, labelled) &&
		       add_part(splitting, line, labelled, line->end);
	struct zl_line *same = splitting_add(splitting, out);
	if (same != NULL)
		*same = *line;
	return same != NULL;
}

bool
zl_split(struct zl_engine *engine)
{
	struct splitting splitting = {.engine = engine};
	bool done = true;

	for (size_t i = 0; done && i < engine->lines.count; i++)
		done = split_one(&splitting, &engine->lines.items[i]);
	free(splitting.candidates.items);
	if (!done) {
		free(splitting.out.items);
		return false;
	}
	free(engine->lines.items);
	engine->lines.items = splitting.out.items;
	engine->lines.count = splitting.out.count;
	engine->lines.capacity = splitting.out.capacity;
	return true;
}
