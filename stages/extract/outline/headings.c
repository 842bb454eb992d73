/*
 * headings.c: what stands above an enumeration: the headings and problems open at its place, by
 * their ranks, and whether a response has begun under them.
 */
#include <string.h>

#include "headings.h"
#include "outline.h"

enum {
	BARE_RANK = 18, /* of a heading without a number */
	BARE_CHARACTERS = 18,
	LOOK_AHEAD = 64 /* lines behind a heading in which its response is looked for */
};

const struct zl_heading *
zl_heading_innermost(const struct zl_classifying *at)
{
	static const struct zl_heading none;

	return at->depth == 0 ? &none : &at->stack[at->depth - 1];
}

/* Whether something begins with the line under which other lines stand. */
static bool
is_heading(struct zl_engine *engine, const struct zl_line *line, int16_t *rank)
{
	if (line->shape != 0) {
		*rank = (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->rank;
		return true;
	}
	struct zl_mark mark;
	*rank = ZL_MARKED_RANK;
	/* A label before the first of several problems leads up to them. */
	if (line->problem != NULL)
		return line->problem->marker != ZL_MARKER_LABEL ||
		       (zl_characters(engine, line->statement.from, line->statement.to) > 0 &&
			!zl_mark_at(engine, line->segment, line->statement.from, line->end, &mark));
	*rank = BARE_RANK;
	const struct zl_rule *rule;
	return !(line->flags & ZL_LINE_STOPPED) && line->label == NULL && line->start < line->end &&
	       engine->text.data[line->end - 1] != ':' &&
	       zl_characters(engine, line->start, line->end) <= BARE_CHARACTERS &&
	       (rule = zl_find(engine, ZL_RULE_HEADING, line->start, line->end, NULL)) != NULL &&
	       rule->flag;
}

/* Whether the label of a response stands between the line and the next that begins something. */
static bool
is_answered(struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];

	if (zl_opening_next(engine, ZL_OPENS_LABEL, line->text, line->end) < line->end)
		return true;
	for (uint32_t i = index + 1; i < engine->lines.count && i < index + LOOK_AHEAD; i++) {
		line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		if (line->shape != 0 || line->problem != NULL || (line->flags & ZL_LINE_PART))
			return false;
		if (line->label != NULL ||
		    zl_opening_next(engine, ZL_OPENS_LABEL, line->start, line->end) < line->end)
			return true;
	}
	return false;
}

/* Takes a heading in view[from, to) of the line, whose first words marked says are a problem's. */
static void
push(struct zl_classifying *at, struct zl_stretch text, int16_t rank, const struct zl_rule *problem,
     bool answered)
{
	struct zl_engine *engine = at->engine;
	bool label = problem != NULL && problem->marker == ZL_MARKER_LABEL;

	while (at->depth > 0 && zl_heading_innermost(at)->rank >= rank)
		at->depth--;
	if (at->depth == ZL_HEADINGS_OPEN)
		at->depth--;
	struct zl_heading heading = {.rank = rank,
				     .area = zl_heading_innermost(at)->area,
				     .id = ++at->ids,
				     .from = text.from,
				     .marked = problem != NULL && !label};
	uint32_t end = zl_heading_before_label(engine, text.from, text.to);
	if (end > text.from + ZL_HEADING_BYTES)
		end = text.from;
	uint8_t area = problem != NULL ? ZL_AREA_NONE : zl_heading_area(engine, text.from, end);
	/* Measures that no list of problems waits for are answers to problems under it. */
	if (area == ZL_AREA_MEASURES && at->waiting != zl_heading_innermost(at)->id + 1)
		area = ZL_AREA_ANSWERS;
	if (area != ZL_AREA_NONE)
		heading.area = area;
	bool promises =
	    area == ZL_AREA_PROBLEMS || area == ZL_AREA_ANSWERS || area == ZL_AREA_MEASURES;
	heading.finding = heading.marked || label ||
			  (!promises && zl_is_deficient(engine, text.from, end) &&
			   zl_find(engine, ZL_RULE_CATEGORY, text.from, end, NULL) == NULL);
	heading.answered = heading.finding && answered;
	if (area == ZL_AREA_PROBLEMS)
		at->waiting = zl_heading_innermost(at)->id + 1;
	at->stack[at->depth++] = heading;
}

/* Whether an item of an enumeration behind a lead begins the line: it is no heading. */
static bool
is_listed(const struct zl_classifying *at, uint32_t index)
{
	const struct zl_marks *marks = &at->enumerations->marks;

	if (at->mark >= marks->marks.count || marks->marks.items[at->mark].part != index ||
	    marks->marks.items[at->mark].stands != ZL_AT_LINE)
		return false;
	int32_t own = marks->marks.items[at->mark].enumeration;
	return own >= 0 && (at->enumerations->all.items[own].led ||
			    at->enumerations->all.items[own].answers >= 0);
}

/* Whether the label of problems begins the line, and they follow without markers. */
static bool
leads_clauses(const struct zl_classifying *at, uint32_t index)
{
	const struct zl_marks *marks = &at->enumerations->marks;

	return at->mark < marks->marks.count && marks->marks.items[at->mark].part == index &&
	       marks->marks.items[at->mark].style == ZL_SHAPE_NAMELESS &&
	       at->engine->lines.items[index].shape == 0;
}

/* To where the words of the heading may reach: to a number in mid-line that begins a list. */
static uint32_t
heading_reach(const struct zl_classifying *at, uint32_t index)
{
	const struct zl_marks *marks = &at->enumerations->marks;
	const struct zl_mark *next = &marks->marks.items[at->mark + 1];

	return at->mark + 1 < marks->marks.count && next->part == index &&
		       next->marker.from > at->engine->lines.items[index].text &&
		       (next->stands == ZL_AMID || next->stands == ZL_BEHIND_COLON) &&
		       next->ordinal == 1
		   ? next->marker.from
		   : at->engine->lines.items[index].end;
}

/* The problem that the line announces; NULL where only its label stands there. */
static const struct zl_rule *
announced(const struct zl_engine *engine, const struct zl_line *line)
{
	return line->problem != NULL && line->problem->marker == ZL_MARKER_LABEL &&
		       zl_characters(engine, line->statement.from, line->statement.to) == 0
		   ? NULL
		   : line->problem;
}

static void
take_line(struct zl_classifying *at, uint32_t index)
{
	struct zl_engine *engine = at->engine;
	const struct zl_line *line = &engine->lines.items[index];
	int16_t rank;

	if (line->kind != ZL_LINE_TEXT)
		return;
	engine->n = line->n;
	if (line->flags & ZL_LINE_CLOSING) {
		at->list = -1;
		at->listed = 0;
	}
	if (line->flags & ZL_LINE_PART) {
		at->depth = 0;
		at->waiting = at->listed = 0;
		at->within_aspect = false;
	} else if (is_listed(at, index)) {
		at->within_aspect = !zl_is_deficient(engine, line->text, line->end);
	} else if (!leads_clauses(at, index) && is_heading(engine, line, &rank)) {
		at->within_aspect = false;
		push(at, (struct zl_stretch){line->text, heading_reach(at, index)}, rank,
		     announced(engine, line), is_answered(engine, index));
	}
	if (at->depth > 0 && at->stack[at->depth - 1].labelled == 0 &&
	    (line->label != NULL ||
	     zl_opening_next(engine, ZL_OPENS_LABEL, line->text, line->end) < line->end))
		at->stack[at->depth - 1].labelled = index + 1;
}

/* A number in mid-line where a line break was lost is a heading, too. */
static void
take_mark(struct zl_classifying *at, const struct zl_mark *mark)
{
	const struct zl_enumeration *own =
	    mark->enumeration < 0 ? NULL : &at->enumerations->all.items[mark->enumeration];
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	struct zl_match match;

	if (own == NULL || own->kind != ZL_ENUMERATES_HEADINGS || mark->stands == ZL_AT_LINE ||
	    mark->style >= ZL_SHAPE_COUNT)
		return;
	bool last = at->mark == at->enumerations->marks.marks.count || mark[1].part != mark->part;
	uint32_t end = last ? line->end : mark[1].marker.from;
	const struct zl_rule *problem =
	    zl_find(at->engine, ZL_RULE_PROBLEM, mark->marker.to, end, &match);
	push(at, (struct zl_stretch){mark->marker.to, end},
	     mark->style < ZL_SHAPE_PART ? mark->rank : ZL_MARKED_RANK, problem, false);
}

/* Takes the headings and labels of the lines up to end, and of those in mid-line before mark. */
void
zl_headings_go_on(struct zl_classifying *at, uint32_t end, uint32_t first)
{
	const struct zl_marks *marks = &at->enumerations->marks;

	while (at->line < end || at->mark < first) {
		bool by_line = at->line < end && (at->mark >= marks->marks.count ||
						  at->line <= marks->marks.items[at->mark].part);
		if (by_line)
			take_line(at, at->line++);
		else if (at->mark < first)
			take_mark(at, &marks->marks.items[at->mark++]);
		else
			break;
	}
}
