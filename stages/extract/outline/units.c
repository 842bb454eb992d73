/*
 * units.c: the lines with which something begins, and what speaks for reading them one way or the
 * other.
 */
#include <stdlib.h>

#include "outline.h"
#include "response_attributes.h"
#include "unit_shape.h"

enum {
	LABEL_BYTES = 60,     /* most of a label at the end of a line */
	NAME_CHARACTERS = 25, /* most of a unit's name that stands alone */
	HEADING_BYTES = 270,  /* beyond which a heading is not looked at for its words */
	DEFICIENT_WORK = 7,   /* ZL_DEFICIENT for headings that name work */
	REPLIED = 2,
	REPLIED_AT_ONCE = 4 /* the same behind the heading on its line, where detail stands, too */
};

/*
 * The heading of a line is what stands before the first stop, behind the label of a problem, at
 * most HEADING_BYTES of it.
 */
static uint32_t
heading_end(const struct zl_engine *engine, const struct zl_line *line)
{
	bool labelled = line->problem != NULL && line->problem->marker == ZL_MARKER_LABEL;
	uint32_t from = labelled ? line->statement.from : line->text;

	return zl_reach(engine, from, zl_heading_before_label(engine, from, line->end),
			HEADING_BYTES);
}

/* Where the words of view[from, to) end: before the attributes in brackets behind them. */
static uint32_t
words_end(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_parts attributes = {0};
	uint32_t end = zl_trailing_attributes(engine, 0, from, to, &attributes);

	free(attributes.parts.items);
	return end > from ? end : to;
}

/* Whether clauses before the last one tell what is wrong: 无护栏，存在安全隐患 */
static bool
ends_with_verdict(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t last = from;

	for (uint32_t next; (next = zl_stop_end(engine, ZL_STOP_CLAUSE, last, to)) < to;)
		last = next;
	return last > from && zl_is_deficient(engine, from, last);
}

/* What the heading's words say. */
static void
weigh_heading(struct zl_engine *engine, struct zl_unit *unit, const struct zl_line *line)
{
	bool labelled =
	    unit->marked && line->problem != NULL && line->problem->marker == ZL_MARKER_LABEL;
	uint32_t from = labelled ? line->statement.from : line->text, to;

	/* What a marker says needs no other words. */
	unit->deficient = true;
	if (unit->marked && !labelled)
		return;
	to = words_end(engine, from, unit->heading_end);
	unit->attributed = to < unit->heading_end;
	int deficiency = zl_weigh(engine, ZL_CUE_DEFICIENCY, from, to);
	unit->tasked = zl_weigh(engine, ZL_CUE_TASK, from, to) >= ZL_TASKED;
	/* A heading that names work may name what the work is against; behind a problem's label
	   what sounds like work more likely is a noun. */
	unit->deficient = deficiency >= (unit->tasked && !labelled ? DEFICIENT_WORK : ZL_DEFICIENT);
	unit->category = zl_find(engine, ZL_RULE_CATEGORY, from, to, NULL);
	unit->area_rule = zl_find(engine, ZL_RULE_HEADING, from, to, NULL);
	unit->promised = line->leads != ZL_AREA_NONE ? line->leads
			 : unit->area_rule != NULL   ? (uint8_t)unit->area_rule->area
			 : unit->marked		     ? ZL_AREA_NONE
						     : zl_heading_area(engine, from, to);
	/* Behind what is wrong, that it is a danger says no more. */
	if (unit->promised == ZL_AREA_PROBLEMS && line->leads == ZL_AREA_NONE &&
	    ends_with_verdict(engine, from, to)) {
		unit->promised = ZL_AREA_NONE;
		unit->area_rule = NULL;
	}
	unit->area = unit->promised;
	/* What says that there are problems states none of them. */
	if (unit->promised == ZL_AREA_PROBLEMS && !unit->marked &&
	    (unit->area_rule == NULL || zl_leads_to(engine, from, to) == ZL_AREA_PROBLEMS))
		unit->deficient = false;
}

/* Whether the line ends with the label of a response. */
static bool
ends_with_label(struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_match match;

	if (line == NULL || line->kind != ZL_LINE_TEXT)
		return false;
	if (line->label != NULL && line->label_end == line->end)
		return true;
	uint32_t place =
	    line->end > line->text + LABEL_BYTES ? line->end - LABEL_BYTES : line->text;
	while ((place = zl_opening_next(engine, ZL_OPENS_LABEL, place, line->end)) < line->end) {
		if (zl_find(engine, ZL_RULE_LABEL, place, line->end, &match) != NULL &&
		    match.whole.to == line->end)
			return true;
		place++;
	}
	return false;
}

/* Whether the line says nothing by itself: short, no sentence, no number, label or mark. */
static bool
is_name_only(struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t bytes;

	if (line == NULL || line->kind != ZL_LINE_TEXT || !zl_line_is_plain(line) ||
	    (line->flags & (ZL_LINE_STOPPED | ZL_LINE_CLOSING | ZL_LINE_ITEM)) ||
	    zl_characters(engine, line->start, line->end) > NAME_CHARACTERS)
		return false;
	for (uint32_t place = line->start; place < line->end; place += bytes)
		if (zl_stop_at(engine, place, line->end, &bytes) != ZL_STOP_NONE)
			return false;
	return zl_find(engine, ZL_RULE_VALUE, line->start, line->end, NULL) == NULL &&
	       zl_weigh(engine, ZL_CUE_ACTION, line->start, line->end) < REPLIED;
}

static struct zl_unit *
add_unit(struct zl_engine *engine, const struct zl_collecting *at, size_t index, uint8_t shape)
{
	const struct zl_line *line = &engine->lines.items[index];
	struct zl_unit *unit = zl_engine_add(engine, units);

	if (unit == NULL)
		return NULL;
	unit->line = (uint32_t)index;
	unit->shape = unit->read_as = shape;
	unit->ordinal = line->ordinal;
	unit->within = line->within;
	unit->figured = shape < ZL_SHAPE_PART && engine->text.data[line->start] >= '0' &&
			engine->text.data[line->start] <= '9';
	unit->rank = zl_unit_rank(engine, shape);
	unit->parent = unit->first_child = unit->last_child = unit->next_sibling = ZL_NO_UNIT;
	unit->answer = unit->problem_list = ZL_NO_UNIT;
	unit->heading_end = heading_end(engine, line);
	unit->marked = (line->problem != NULL && shape != ZL_SHAPE_LIST) ||
		       zl_is_number_only(engine, line) || shape == ZL_SHAPE_NAMELESS ||
		       shape == ZL_SHAPE_ITEM ||
		       (line->shape != 0 &&
			engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->problem);
	weigh_heading(engine, unit, line);
	unit->led = (unit->ordinal == 1 && ends_with_label(engine, at->last)) ||
		    (shape == at->measures && unit->ordinal == at->measure + 1);
	unit->apart = unit->ordinal == 1 && is_name_only(engine, at->last);
	unit->list = line->list;
	uint32_t said = line->problem != NULL ? line->problem_end : unit->heading_end;
	unit->run_in = zl_characters(engine, said, line->end) > 1;
	return unit;
}

/* Whether a response label stands in the line behind from, at the beginning of a sentence. */
static bool
has_label(const struct zl_engine *engine, const struct zl_line *line, uint32_t from)
{
	return zl_opening_next(engine, ZL_OPENS_LABEL, from + 1, line->end) < line->end;
}

/* Whether what goes on behind the heading, or a line behind the unit's own, tells what was done. */
static bool
tells_of_acts(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *own = &engine->lines.items[unit->line];
	uint32_t from = zl_stop_end(engine, ZL_STOP_SENTENCE, unit->heading_end, own->end);

	for (uint32_t end; unit->run_in && from < own->end; from = end) {
		end = zl_stop_end(engine, ZL_STOP_SENTENCE, from, own->end);
		if (zl_weigh(engine, ZL_CUE_ACTION, from, end) >= REPLIED_AT_ONCE)
			return true;
	}
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, line->start, line->end);
		if (line->kind == ZL_LINE_TEXT && !(line->flags & ZL_LINE_CLOSING) &&
		    zl_weigh(engine, ZL_CUE_ACTION, line->start, end) >= REPLIED)
			return true;
	}
	return false;
}

/* Fills in where each unit's lines end and whether they hold a response. */
static void
find_bodies(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		const struct zl_line *line = &engine->lines.items[unit->line];
		unit->lines_end = i + 1 < engine->units.count ? engine->units.items[i + 1].line
							      : (uint32_t)engine->lines.count;
		engine->n = line->n;
		unit->answered = has_label(engine, line, line->text);
		for (uint32_t j = unit->line + 1; j < unit->lines_end && !unit->answered; j++) {
			line = &engine->lines.items[j];
			unit->answered =
			    line->kind == ZL_LINE_TEXT &&
			    (line->label != NULL || has_label(engine, line, line->start));
		}
		unit->replied = unit->deficient && !unit->marked && !unit->answered &&
				tells_of_acts(engine, unit);
	}
}

/* The number at place, if one stands there, counts the measures of the line. */
static void
count_measure(struct zl_engine *engine, struct zl_collecting *at, const struct zl_line *line,
	      uint32_t place)
{
	struct zl_line number = {.kind = ZL_LINE_TEXT, .start = place, .end = line->end};

	zl_line_number(engine, &number, NULL);
	if (number.shape == 0)
		return;
	if (at->measures == 0 && number.ordinal == 1)
		at->measures = number.shape;
	else if (number.shape != at->measures || number.ordinal != at->measure + 1)
		return;
	at->measure = number.ordinal;
}

/*
 * The measures that begin on the line of their label, in the first sentence behind it, to go on on
 * lines of their own: 整改情况：1.
 */
static void
find_measures(struct zl_engine *engine, struct zl_collecting *at, const struct zl_line *line)
{
	uint32_t place = line->text;
	struct zl_match match;

	at->measures = 0;
	if (line->label == NULL)
		place = zl_opening_next(engine, ZL_OPENS_LABEL, line->text + 1, line->end);
	if (place >= line->end || zl_find(engine, ZL_RULE_LABEL, place, line->end, &match) == NULL)
		return;
	place = (uint32_t)match.whole.to;
	uint32_t sentence = zl_stop_end(engine, ZL_STOP_SENTENCE, place, line->end);
	for (; place < sentence && at->measures == 0;
	     place = zl_stop_end(engine, ZL_STOP_CLAUSE, place, sentence))
		count_measure(engine, at, line, place);
	while (at->measures != 0 &&
	       (place = zl_opening_next(engine, ZL_OPENS_NUMBER, place, line->end)) < line->end)
		count_measure(engine, at, line, place++);
}

/* Where the collection stands behind the line. */
static void
go_past(struct zl_engine *engine, struct zl_collecting *at, const struct zl_line *line,
	const struct zl_unit *unit)
{
	if (line->kind == ZL_LINE_BLANK)
		return;
	at->last = line;
	if (unit != NULL || line->label != NULL)
		find_measures(engine, at, line);
	if (line->flags & ZL_LINE_STOPPED)
		at->titled = false;
	at->sentences += unit != NULL && zl_is_sentence(engine, line);
	if (unit != NULL) {
		at->titled = false;
		at->ordinal = unit->ordinal;
		at->pending = unit->marked || unit->deficient;
		at->listing =
		    !unit->marked && (unit->category != NULL || unit->area == ZL_AREA_PROBLEMS ||
				      unit->area == ZL_AREA_ANSWERS);
	}
	if (unit != NULL && (unit->shape == ZL_SHAPE_LIST || unit->shape == ZL_SHAPE_BARE)) {
		at->listed = unit->area == ZL_AREA_PROBLEMS ? INT16_MAX : 0;
		at->pending = false;
		return;
	}
	/* The list is left with the first heading that is outside of it. */
	if (unit != NULL && at->listed != 0)
		at->listed = at->listed == INT16_MAX   ? unit->rank
			     : unit->rank < at->listed ? 0
						       : at->listed;
	if (line->label != NULL || (unit != NULL && has_label(engine, line, line->text))) {
		at->labels++;
		at->pending = false;
	}
}

static bool
collect_units(struct zl_engine *engine)
{
	struct zl_collecting at = {.titled = true};

	engine->units.count = 0;
	for (size_t i = 0; i < engine->lines.count && !zl_engine_failed(engine); i++) {
		engine->n = engine->lines.items[i].n;
		uint8_t shape = zl_unit_shape(engine, &at, i);
		const struct zl_unit *unit = NULL;
		if (shape != 0 && (unit = add_unit(engine, &at, i, shape)) == NULL)
			return false;
		go_past(engine, &at, &engine->lines.items[i], unit);
	}
	find_bodies(engine);
	return !zl_engine_failed(engine);
}

enum zl_status
zl_units_collect(struct zl_engine *engine)
{
	bool found = false;

	if (!collect_units(engine))
		return ZL_FAILED;
	zl_find_root_area(engine);
	zl_find_nameless(engine, &found);
	zl_find_named(engine, &found);
	return !found || collect_units(engine);
}
