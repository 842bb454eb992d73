/*
 * items.c: what text enumerates and reports on item by item.  Problems, or measures: 一是 and 二是
 * under 存在的问题, behind 主要问题是, or under 整改措施; and problems with what was done about
 * them, a sentence each, in the text of a section: 针对...的问题，我局...  Each becomes a line of
 * its own.
 */
#include <stdlib.h>
#include <string.h>

#include "items.h"

enum { LEAST_SENTENCES = 2 /* that report on problems; a single one is part of the text */ };

bool
zl_items_part(struct zl_itemising *itemising, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_part *part;

	if (from >= to)
		return true;
	part = zl_vector_add(itemising->engine->document, (void **)&itemising->parts.parts.items,
			     &itemising->parts.parts.count, &itemising->parts.parts.capacity,
			     sizeof(*part));
	if (part == NULL)
		return false;
	*part = (struct zl_part){.kind = ZL_PART_TEXT, .line = line, .stretch = {from, to}};
	return true;
}

bool
zl_items_mark(struct zl_itemising *itemising, const struct zl_mark *mark)
{
	struct zl_mark *added = zl_vector_add(
	    itemising->engine->document, (void **)&itemising->all.marks.items,
	    &itemising->all.marks.count, &itemising->all.marks.capacity, sizeof(*added));

	if (added != NULL)
		*added = *mark;
	return added != NULL;
}

/* The marks of the enumeration in the parts go to those found; their parts become lines. */
bool
zl_items_take(struct zl_itemising *itemising)
{
	struct zl_marks marks = {0};
	bool done = zl_measures(itemising->engine, &itemising->parts, &marks);

	for (size_t i = 0; done && i < marks.marks.count; i++) {
		struct zl_mark *mark = &marks.marks.items[i];
		mark->part = itemising->parts.parts.items[mark->part].line;
		done = zl_items_mark(itemising, mark);
	}
	free(marks.marks.items);
	return done;
}

static bool
has_findings(const struct zl_engine *engine, const struct zl_unit *unit)
{
	for (int32_t child = unit->first_child; child != ZL_NO_UNIT;
	     child = engine->units.items[child].next_sibling)
		if (engine->units.items[child].reading == ZL_READ_FINDING ||
		    engine->units.items[child].reading == ZL_READ_ANSWER)
			return true;
	return false;
}

/* Where the lead's words end in view[from, to); 0 when there is no lead. */
static uint32_t
lead_end(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_match match;

	return zl_find(engine, ZL_RULE_LEAD, from, to, &match) == NULL ? 0
								       : (uint32_t)match.whole.to;
}

/* All text of a section in which every enumeration counts. */
static bool
take_section(struct zl_itemising *itemising, const struct zl_unit *unit)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t bytes, from = unit->heading_end;

	if (from < line->end && zl_stop_at(engine, from, line->end, &bytes) != ZL_STOP_NONE)
		from += bytes;
	itemising->parts.parts.count = 0;
	if (!zl_items_part(itemising, unit->line, from, line->end))
		return false;
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++) {
		line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_TEXT &&
		    !zl_items_part(itemising, i, line->start, line->end))
			return false;
	}
	return zl_items_take(itemising);
}

/* Whether the marker of an item stands at from: 一是, or a number. */
static bool
begins_item(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return zl_find(engine, ZL_RULE_ITEM, from, to, NULL) != NULL ||
	       zl_find(engine, ZL_RULE_NUMBER, from, to, NULL) != NULL;
}

/*
 * Only what follows a lead: on its line, or, where it ends that, on the lines behind up to end, if
 * an item begins the first of them.
 */
static bool
take_lead(struct zl_itemising *itemising, uint32_t index, uint32_t from, uint32_t end)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_line *line = &engine->lines.items[index];
	uint32_t lead = lead_end(engine, from, line->end);

	if (lead == 0)
		return true;
	itemising->parts.parts.count = 0;
	if (lead < line->end)
		return !begins_item(engine, lead, line->end) ||
		       (zl_items_part(itemising, index, lead, line->end) &&
			zl_items_take(itemising));
	for (size_t i = zl_line_after(engine, index); i < end; i = zl_line_after(engine, i)) {
		line = &engine->lines.items[i];
		bool item = line->kind == ZL_LINE_TEXT &&
			    zl_find(engine, ZL_RULE_ITEM, line->start, line->end, NULL) != NULL;
		if (!item && itemising->parts.parts.count == 0)
			return true;
		if (line->kind == ZL_LINE_TEXT &&
		    !zl_items_part(itemising, (uint32_t)i, line->start, line->end))
			return false;
	}
	return zl_items_take(itemising);
}

/* Whether the sentence at place names a problem by its mark, or by one behind 一是, and goes on. */
static bool
reports_on(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	struct zl_match match;
	uint32_t bytes, end;

	if (zl_find(engine, ZL_RULE_ITEM, place, to, &match) != NULL)
		place = (uint32_t)match.whole.to;
	const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, place, to, &match);
	if (problem == NULL || problem->marker > ZL_MARKER_TARGET)
		return false;
	end = (uint32_t)match.whole.to;
	return zl_find(engine, ZL_RULE_NEVER, place, end, NULL) == NULL && end < to &&
	       zl_stop_at(engine, end, to, &bytes) != ZL_STOP_NONE && end + bytes < to;
}

/* A mark without rule: a sentence begins there, which is read as any line is. */
static bool
add_sentence(struct zl_itemising *itemising, uint32_t line, uint32_t place)
{
	struct zl_mark mark = {.part = line, .marker = {place, place}};

	return zl_items_mark(itemising, &mark);
}

/* The sentences in the section's own text that report on a problem each. */
static bool
take_sentences(struct zl_itemising *itemising, const struct zl_unit *unit)
{
	struct zl_engine *engine = itemising->engine;
	size_t before = itemising->all.marks.count;

	for (uint32_t i = unit->line; i < unit->lines_end; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT || (line->flags & ZL_LINE_CLOSING))
			continue;
		uint32_t place = i == unit->line ? unit->heading_end : line->start;
		if (i == unit->line)
			place = zl_stop_end(engine, ZL_STOP_SENTENCE, place, line->end);
		for (; place < line->end;
		     place = zl_stop_end(engine, ZL_STOP_SENTENCE, place, line->end))
			if (reports_on(engine, place, line->end) &&
			    !add_sentence(itemising, i, place))
				return false;
	}
	if (itemising->all.marks.count < before + LEAST_SENTENCES)
		itemising->all.marks.count = before;
	return true;
}

/* Whether a response may stand in the unit, which then goes with the unit, not with its items. */
static bool
may_answer(struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->flags & ZL_LINE_CLOSING)
			break;
		if (line->kind == ZL_LINE_TEXT && (line->flags & ZL_LINE_STOPPED))
			return true;
	}
	return unit->answered;
}

static bool
take_unit(struct zl_itemising *itemising, size_t index)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_unit *unit = &engine->units.items[index];
	const struct zl_line *line = &engine->lines.items[unit->line];
	bool listed = unit->area == ZL_AREA_PROBLEMS ||
		      (unit->area == ZL_AREA_RECOMMENDATIONS && unit->first_child == ZL_NO_UNIT) ||
		      (unit->area == ZL_AREA_MEASURES && unit->answer != ZL_NO_UNIT);

	engine->n = line->n;
	if (unit->reading == ZL_READ_SECTION && listed && !has_findings(engine, unit))
		return take_section(itemising, unit);
	size_t before = itemising->all.marks.count;
	if (!zl_items_listings(itemising, index))
		return false;
	if (itemising->all.marks.count > before)
		return true;
	/* Beside problems of a list the text of its section may enumerate others. */
	bool leads = unit->area == ZL_AREA_PROBLEMS &&
		     (unit->reading == ZL_READ_SECTION || !has_findings(engine, unit));
	if (unit->answered || (has_findings(engine, unit) && !leads))
		return true;
	if (unit->reading == ZL_READ_SECTION && unit->area == ZL_AREA_ANSWERS &&
	    !take_sentences(itemising, unit))
		return false;
	if (itemising->all.marks.count > before)
		return true;
	if (leads) {
		for (uint32_t i = unit->line; i < unit->lines_end; i++) {
			line = &engine->lines.items[i];
			if (line->kind == ZL_LINE_TEXT &&
			    !take_lead(itemising, i, line->text, unit->lines_end))
				return false;
		}
		return true;
	}
	if (unit->area == ZL_AREA_ANSWERS && unit->shape < ZL_SHAPE_PART &&
	    !may_answer(engine, unit))
		return take_lead(itemising, unit->line, line->text, unit->lines_end);
	return true;
}

/* Measures for a list of problems that were themselves items. */
static bool
take_measures(struct zl_itemising *itemising, size_t index)
{
	const struct zl_unit *unit = &itemising->engine->units.items[index];

	return unit->reading != ZL_READ_SECTION || unit->area != ZL_AREA_MEASURES ||
	       unit->answer == ZL_NO_UNIT || unit->first_child != ZL_NO_UNIT ||
	       take_section(itemising, unit);
}

static struct zl_line *
add_line(struct zl_itemising *itemising, const struct zl_line *line)
{
	struct zl_line *added =
	    zl_vector_add(itemising->engine->document, (void **)&itemising->out.items,
			  &itemising->out.count, &itemising->out.capacity, sizeof(*added));

	if (added != NULL)
		*added = *line;
	return added;
}

/* Whether the words before the first item are a number and a lead, and state nothing. */
static bool
is_lead_only(struct zl_engine *engine, const struct zl_line *line, uint32_t item)
{
	return line->shape != 0 && lead_end(engine, line->text, line->end) == item &&
	       zl_heading_end(engine, line->text, item) == item;
}

/* The line that begins with the mark becomes an item, or the text behind the items. */
static void
make_item(struct zl_line *item, const struct zl_mark *mark)
{
	item->shape = 0;
	item->problem = NULL;
	item->label = item->detail = item->attribute = NULL;
	if (mark->closes) {
		item->flags |= ZL_LINE_CLOSING;
		return;
	}
	item->flags |= ZL_LINE_ITEM | (mark->answers > 0 ? ZL_LINE_ANSWER : 0);
	item->answers = mark->answers;
	item->ordinal = mark->ordinal;
	item->text = mark->marker.to;
}

/* The line cut before each of its marks, from mark first on; gives the next mark. */
static bool
cut_line(struct zl_itemising *itemising, const struct zl_line *line, size_t *first)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_mark *marks = itemising->all.marks.items;
	size_t count = itemising->all.marks.count;
	uint32_t index = marks[*first].part;

	if (marks[*first].marker.from > line->start) {
		struct zl_line *head = add_line(itemising, line);
		if (head == NULL)
			return false;
		zl_line_cut(engine, head, line->start, marks[*first].marker.from);
		/* What heads the items states none of them. */
		if (line->shape == 0 && marks[*first].rule != NULL)
			head->problem = NULL;
		if (marks[*first].rule != NULL &&
		    is_lead_only(engine, line, marks[*first].marker.from))
			head->flags |= ZL_LINE_LEAD;
	}
	for (; *first < count && marks[*first].part == index; ++*first) {
		const struct zl_mark *mark = &marks[*first];
		bool more = *first + 1 < count && mark[1].part == index;
		struct zl_line *item = add_line(itemising, line);
		if (item == NULL)
			return false;
		zl_line_cut(engine, item, mark->marker.from,
			    more ? mark[1].marker.from : line->end);
		if (mark->rule != NULL || mark->closes)
			make_item(item, mark);
	}
	return true;
}

static bool
cut_lines(struct zl_itemising *itemising)
{
	struct zl_engine *engine = itemising->engine;
	size_t next = 0;

	for (uint32_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		bool cut =
		    next < itemising->all.marks.count && itemising->all.marks.items[next].part == i;
		if (cut ? !cut_line(itemising, line, &next) : add_line(itemising, line) == NULL)
			return false;
	}
	free(engine->lines.items);
	engine->lines.items = itemising->out.items;
	engine->lines.count = itemising->out.count;
	engine->lines.capacity = itemising->out.capacity;
	itemising->out.items = NULL;
	return !zl_engine_failed(engine);
}

bool
zl_items(struct zl_engine *engine, bool again, bool *found)
{
	struct zl_itemising itemising = {.engine = engine};
	bool done = true;

	*found = false;
	for (size_t i = 0; done && i < engine->units.count && !engine->file->silent; i++)
		done = again ? take_measures(&itemising, i) : take_unit(&itemising, i);
	if (done && itemising.all.marks.count > 0) {
		*found = true;
		done = cut_lines(&itemising);
	}
	free(itemising.parts.parts.items);
	free(itemising.all.marks.items);
	free(itemising.out.items);
	return done && !zl_engine_failed(engine);
}
