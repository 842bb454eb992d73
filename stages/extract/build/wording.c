/*
 * wording.c: the words of a problem: which part of a heading or sentence is its statement, without
 * marks, quotation marks, attributes, and what is said behind it.
 */
#include "wording.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "extract/outline/response_attributes.h"

enum {
	MOST_HEADING = 30, /* characters of a problem before a colon */
	MOST_SUBJECT = 12  /* and of words there that only name a subject */
};

/* view[from, to) without the stops with which it ends. */
static uint32_t
without_stops(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	while (to > from) {
		uint32_t bytes, place = to - 1;
		while (place > from && zl_utf8_is_continuation(engine->text.data[place]))
			place--;
		/* A bracket ends a clause, too, but may belong to the words. */
		if (zl_stop_at(engine, place, to, &bytes) == ZL_STOP_NONE ||
		    engine->text.data[place] == ')')
			break;
		to = place;
	}
	return to;
}

/* The quotation marks of one pair in a statement. */
struct quoting {
	int first,
	    last; /* kinds of the marks at its beginning and its end; none if there is none */
	uint32_t first_bytes, last_bytes;
	int marks;
	int straight; /* marks without direction */
	int depth;    /* at the end */
	bool parted;  /* what the first mark opens is closed before the end */
};

static struct quoting
find_quoting(const struct zl_engine *engine, struct zl_stretch statement)
{
	struct quoting out = {0};
	uint32_t bytes, place = statement.from;
	size_t pair, outer = 0;
	int quote;

	for (;
	     (quote = zl_quote_next(engine, &place, statement.to, &bytes, &pair)) != ZL_QUOTE_NONE;
	     place += bytes) {
		bool at_end = place + bytes == statement.to;
		out.straight += quote == ZL_QUOTE_EITHER;
		if (out.marks == 0)
			outer = pair;
		if (pair != outer && at_end && quote == ZL_QUOTE_EITHER && out.depth > 0 &&
		    out.straight % 2 == 1) {
			/* Opened by “ and closed by ". */
			out.last = ZL_QUOTE_CLOSE;
			out.last_bytes = bytes;
			out.depth--;
		}
		if (pair != outer)
			continue;
		if (place == statement.from) {
			out.first = quote;
			out.first_bytes = bytes;
		}
		if (at_end) {
			out.last = quote;
			out.last_bytes = bytes;
		}
		out.marks++;
		out.depth += quote == ZL_QUOTE_OPEN ? 1 : quote == ZL_QUOTE_CLOSE ? -1 : 0;
		out.parted = out.parted || (out.depth == 0 && quote == ZL_QUOTE_CLOSE && !at_end);
	}
	return out;
}

/*
 * The statement without the quotation marks that enclose the whole of it, or that lost their
 * counterpart; marks around a term stay.
 */
static struct zl_stretch
unquote(const struct zl_engine *engine, struct zl_stretch statement)
{
	struct quoting quoting = find_quoting(engine, statement);
	bool first = false, last = false;

	if (quoting.first == ZL_QUOTE_OPEN && quoting.last == ZL_QUOTE_CLOSE) {
		first = last = !quoting.parted || quoting.depth < 0;
	} else if (quoting.first == ZL_QUOTE_CLOSE && quoting.last == ZL_QUOTE_OPEN) {
		first = last = true;
	} else if (quoting.first == ZL_QUOTE_EITHER) {
		first = quoting.marks % 2 == 1 || quoting.last == ZL_QUOTE_EITHER;
		last = quoting.last == ZL_QUOTE_EITHER && quoting.marks % 2 == 0;
	} else {
		first = quoting.first == ZL_QUOTE_OPEN && quoting.depth > 0;
		last = quoting.last == ZL_QUOTE_CLOSE && quoting.depth < 0;
	}
	if (first)
		statement.from += quoting.first_bytes;
	if (last && statement.to - quoting.last_bytes >= statement.from)
		statement.to -= quoting.last_bytes;
	return statement;
}

/* Behind the stop at place, if one stands there. */
static uint32_t
behind_stop(const struct zl_engine *engine, uint32_t place, uint32_t to, enum zl_stop *stop)
{
	uint32_t bytes = 0;

	*stop = place < to ? zl_stop_at(engine, place, to, &bytes) : ZL_STOP_NONE;
	return *stop == ZL_STOP_NONE ? place : place + bytes;
}

/* What the line's problem rule found, without 等 where 问题 and the like stand behind it. */
static struct zl_stretch
without_and_such(const struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_stretch out = line->statement;
	uint32_t begin;

	if (out.to < line->problem_end && zl_mark_before(engine, "等", out.from, out.to, &begin) &&
	    begin > out.from)
		out.to = begin;
	return out;
}

/* The statement of the last of several without 等, which sums them up and ends no word: 平等 */
static struct zl_stretch
without_such(const struct zl_engine *engine, struct zl_stretch statement)
{
	static const char *const words[] = {"等",   "平等", "高等", "中等", "初等", "同等",
					    "对等", "相等", "不等", "优等", "等等"};
	uint32_t begin, word;

	if (!zl_mark_before(engine, words[0], statement.from, statement.to, &begin))
		return statement;
	for (size_t i = 1; i < sizeof(words) / sizeof(words[0]); i++)
		if (zl_mark_before(engine, words[i], statement.from, statement.to, &word))
			return statement;
	if (begin > statement.from)
		statement.to = begin;
	return statement;
}

/* A problem that a rule announced. */
static void
word_marked(struct zl_engine *engine, const struct zl_line *line, struct zl_wording *out)
{
	enum zl_stop stop;

	uint32_t tail = zl_trailing_attributes(engine, out->line, line->statement.to,
					       line->problem_end, &out->attributes);
	out->statement = unquote(engine, without_and_such(engine, line));
	out->end = behind_stop(engine, line->problem_end, line->end, &stop);
	/* What stands before the label of the response belongs to it if it tells of acts. */
	uint32_t label = zl_opening_next(engine, ZL_OPENS_LABEL, out->end, line->end);
	out->runs_on = stop == ZL_STOP_CLAUSE && out->end < line->end &&
		       (label == line->end || zl_tells_of_acts(engine, out->end, label));
	if (tail == line->problem_end)
		return;
	struct zl_part *last = &out->attributes.parts.items[out->attributes.parts.count - 1];
	last->stretch.to = out->end;
}

enum zl_status
zl_build_marked(struct zl_builder *builder, struct zl_node *problem, uint32_t line, uint32_t from,
		uint32_t to)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *at = &engine->lines.items[line];
	struct zl_stretch statement = unquote(engine, without_and_such(engine, at));
	enum zl_stop stop;
	uint32_t end = behind_stop(engine, at->problem_end, to, &stop);

	return zl_build_words(builder, problem, ZL_NODE_MARKER, line, from, statement.from, NULL) &&
	       zl_build_words(builder, problem, ZL_NODE_STATEMENT, line, statement.from,
			      statement.to, at->problem) &&
	       zl_build_words(builder, problem, ZL_NODE_MARKER, line, statement.to, end, NULL) &&
	       zl_build_words(builder, problem, ZL_NODE_DETAIL, line, end, to, NULL);
}

/* Whether the words call what they name a problem: 沿途抛洒问题 */
static bool
ends_as_problem(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_stretch named;

	return zl_find_statement(engine, ZL_RULE_SUFFIX, from, to, &named);
}

/*
 * Words before a colon that say what is wrong are the problem, which then ends at *end; where they
 * only name a subject the problem begins behind it.  Returns where it begins.
 */
static uint32_t
heading_before_colon(struct zl_engine *engine, uint32_t from, uint32_t *end)
{
	const char *text = engine->text.data;
	const char *found = from < *end ? memchr(text + from, ':', *end - from) : NULL;

	uint32_t word;
	/* Not in a bracket, nor between figures; examples belong to what they are of. */
	if (found == NULL || zl_mark_before(engine, "如", from, (uint32_t)(found - text), &word) ||
	    memchr(text + from, '(', (size_t)(found - text) - from) != NULL ||
	    (found > text + from && found[-1] >= '0' && found[-1] <= '9'))
		return from;
	uint32_t colon = (uint32_t)(found - text), characters = zl_characters(engine, from, colon);
	if (characters <= MOST_HEADING &&
	    (zl_is_deficient(engine, from, colon) || ends_as_problem(engine, from, colon))) {
		*end = colon;
		return from;
	}
	bool acts =
	    zl_tells_of_acts(engine, from, *end) && !zl_is_deficient(engine, colon + 1, *end);
	return characters <= MOST_SUBJECT && !acts ? colon + 1 : from;
}

/* A problem in words of its own: the heading sentence from place on. */
void
zl_word_plain(struct zl_engine *engine, const struct zl_line *line, uint32_t from, uint32_t end,
	      struct zl_wording *out)
{
	enum zl_stop stop;
	struct zl_match match;

	if (zl_find(engine, ZL_RULE_PREFIX, from, line->end, &match) != NULL &&
	    match.whole.to < line->end) {
		from = (uint32_t)match.whole.to;
		/* A whole sentence may say no more than who tells it. */
		if (from >= end)
			end = zl_heading_before_label(engine, from, line->end);
	}
	uint32_t named = heading_before_colon(engine, from, &end);
	if (named > from && zl_find(engine, ZL_RULE_PREFIX, named, end, &match) != NULL &&
	    match.whole.to < end)
		named = (uint32_t)match.whole.to;
	from = named;
	uint32_t whole = end;
	if (out->paired || out->unlabelled)
		end = zl_before_act(engine, from, end, (line->flags & ZL_LINE_ACTED) != 0);
	uint32_t words = zl_trailing_attributes(engine, out->line, from, end, &out->attributes);
	out->statement = (struct zl_stretch){from, without_stops(engine, from, words)};
	zl_find_statement(engine, ZL_RULE_SUFFIX, from, out->statement.to, &out->statement);
	out->statement = unquote(engine, out->statement);
	if (out->last)
		out->statement = without_such(engine, out->statement);
	out->end = behind_stop(engine, end, line->end, &stop);
	out->runs_on =
	    (out->paired || end < whole) && stop == ZL_STOP_CLAUSE && out->end < line->end;
	if (words < end)
		out->attributes.parts.items[out->attributes.parts.count - 1].stretch.to = out->end;
}

/* The next line of the unit with text; its own when there is none. */
static uint32_t
next_text(const struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++)
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			return i;
	return unit->line;
}

/* A category that is a problem: its words are what the rule says, without 在 and 方面. */
static void
word_category(struct zl_engine *engine, uint32_t from, struct zl_wording *out)
{
	struct zl_stretch statement;

	if (zl_find_statement(engine, ZL_RULE_CATEGORY, from, out->statement.to, &statement))
		out->statement = unquote(engine, statement);
}

/* Whether the heading above, that of the list's lead aside, promises problems with answers. */
static bool
is_under_pairs(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *units = engine->units.items;
	int32_t above = unit->parent;

	if (above != ZL_NO_UNIT && units[above].shape == ZL_SHAPE_LIST)
		above = units[above].parent;
	return above != ZL_NO_UNIT && units[above].area_rule != NULL &&
	       units[above].area_rule->problem;
}

void
zl_word_problem(struct zl_engine *engine, const struct zl_unit *unit, struct zl_wording *out)
{
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t from = line->text;

	out->paired = is_under_pairs(engine, unit);
	out->unlabelled = !unit->answered && !unit->tasked &&
			  ((unit->deficient && unit->shape < ZL_SHAPE_PART) ||
			   (line->flags & ZL_LINE_ACTED) != 0);
	out->last = unit->list != 0 && unit->next_sibling == ZL_NO_UNIT &&
		    unit->parent != ZL_NO_UNIT &&
		    &engine->units.items[engine->units.items[unit->parent].first_child] != unit;
	out->line = unit->line;
	/* A number alone on its line: the problem is on the next, with its marks. */
	if (line->problem == NULL && from == line->end) {
		out->line = next_text(engine, unit);
		line = &engine->lines.items[out->line];
		from = out->line == unit->line ? line->end : line->text;
	}
	bool labelled = line->problem != NULL && line->problem->marker == ZL_MARKER_LABEL;
	if (line->problem != NULL && !labelled) {
		word_marked(engine, line, out);
		return;
	}
	if (labelled)
		from = line->statement.from;
	/* The same of a label. */
	if (out->line == unit->line && without_stops(engine, from, line->end) <= from) {
		out->line = next_text(engine, unit);
		line = &engine->lines.items[out->line];
		from = out->line == unit->line ? line->end : line->start;
	}
	zl_word_plain(engine, line, from, zl_heading_before_label(engine, from, line->end), out);
	if (unit->category != NULL && out->line == unit->line)
		word_category(engine, from, out);
}

enum zl_status
zl_build_wording(struct zl_builder *builder, struct zl_node *finding, struct zl_node *problem,
		 uint32_t from, const struct zl_wording *wording)
{
	const struct zl_parts *attributes = &wording->attributes;
	uint32_t marks_end =
	    attributes->parts.count > 0 ? attributes->parts.items[0].stretch.from : wording->end;
	bool done = zl_build_words(builder, problem, ZL_NODE_MARKER, wording->line, from,
				   wording->statement.from, NULL) &&
		    zl_build_words(builder, problem, ZL_NODE_STATEMENT, wording->line,
				   wording->statement.from, wording->statement.to, NULL) &&
		    zl_build_words(builder, problem, ZL_NODE_MARKER, wording->line,
				   wording->statement.to, marks_end, NULL);

	for (size_t i = 0; done && i < attributes->parts.count; i++)
		done = zl_build_attribute(builder, finding, &attributes->parts.items[i]);
	return done;
}
