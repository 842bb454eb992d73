/*
 * listing.c: problems in one enumeration and, behind it, what was done about each: in another,
 * under a label or not, a line or a number each, or in sentences that name their problems.  They
 * stand under a unit's name or behind the label of problems.
 */
#include <stdlib.h>

#include "items.h"

enum {
	NAME_CHARACTERS = 25,	 /* most of a heading that names whose problems follow */
	MOST_COMPARED = 1 << 18, /* names with problems; beyond, numbers alone decide */
	SENTENCES = 64		 /* most in a paragraph that are asked for names */
};

/* Problems enumerated behind a lead, and the response behind them: where they stand. */
struct listing {
	uint32_t line, from;	     /* behind the lead */
	uint32_t last_line, last_to; /* where the problems end */
	uint32_t label_line, label_from, label_end;
	uint32_t end;		     /* behind the last line of the response */
	const struct zl_rule *label; /* NULL: there is none */
};

/* Where the lead of such problems in view[from, to) ends; 0: there is none. */
static uint32_t
pairs_from(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_match match;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_LEAD, from, to, &match);

	return rule != NULL && rule->problem ? (uint32_t)match.whole.to : 0;
}

/* Whether the unit is the label of several problems, and no more: 存在问题：一是 */
static bool
is_label(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t from = line->start;
	struct zl_match match;

	if (unit->shape != ZL_SHAPE_LABEL && unit->shape != ZL_SHAPE_NAMELESS)
		return false;
	uint32_t lead = pairs_from(engine, from, line->end);
	/* Who says so may stand before: 检查组指出， */
	if (lead > 0 && zl_find(engine, ZL_RULE_PREFIX, from, lead, &match) != NULL &&
	    match.whole.to < lead)
		from = (uint32_t)match.whole.to;
	return unit->reading == ZL_READ_FINDING && lead > 0 &&
	       (unit->first_child == ZL_NO_UNIT || engine->units.items[unit->first_child].led) &&
	       zl_stop_end(engine, ZL_STOP_CLAUSE, from, line->end) >= lead &&
	       zl_characters(engine, from, lead) <= NAME_CHARACTERS;
}

/* Whether the unit is a heading that states no problem: it names whose they are. */
static bool
is_name(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];

	return unit->shape < ZL_SHAPE_PART && !unit->marked && !unit->deficient && !unit->tasked &&
	       zl_characters(engine, line->text, unit->heading_end) <= NAME_CHARACTERS &&
	       zl_stop_end(engine, ZL_STOP_CLAUSE, line->text, unit->heading_end) ==
		   unit->heading_end;
}

/* Whether the unit is nothing but the label of a response, alone on its line. */
static bool
is_bare_label(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];

	return unit->shape == ZL_SHAPE_BARE && line->label != NULL && line->label_end == line->end;
}

/*
 * Behind the last line of what may answer the problems of the unit at index: its own lines, a label
 * alone on its line, and numbered lines behind that, or sentences that name problems or give their
 * numbers.
 */
static uint32_t
reach(const struct zl_engine *engine, size_t index)
{
	const struct zl_unit *units = engine->units.items;
	size_t count = engine->units.count, next = index + 1;
	int32_t ordinal = 0;

	if (next < count && is_bare_label(engine, &units[next]))
		next++;
	uint8_t shape = next < count ? units[next].shape : ZL_SHAPE_COUNT;
	bool named = shape == ZL_SHAPE_TARGET || shape == ZL_SHAPE_ABOUT ||
		     (next < count && zl_refers(engine, &units[next]));
	bool numbered = !named && shape < ZL_SHAPE_PART && units[next].led;
	for (; next < count && (named || numbered) && units[next].shape == shape; next++)
		if (numbered && (units[next].ordinal != ++ordinal || units[next].marked))
			break;
	return units[next - 1].lines_end;
}

/* The first label of a response in view[from, to) of the line, at a sentence's beginning. */
static bool
find_label(struct zl_engine *engine, uint32_t index, uint32_t from, struct listing *listing)
{
	const struct zl_line *line = &engine->lines.items[index];
	struct zl_match match;
	uint32_t place = from == line->start && line->label != NULL
			     ? from
			     : zl_opening_next(engine, ZL_OPENS_LABEL, from, line->end);

	if (place >= line->end ||
	    (listing->label = zl_find(engine, ZL_RULE_LABEL, place, line->end, &match)) == NULL)
		return false;
	listing->label_line = listing->last_line = index;
	listing->label_from = listing->last_to = place;
	listing->label_end = (uint32_t)match.whole.to;
	return true;
}

/*
 * The lead and what stands behind it in the lines from listing->end on, up to end, or to the next
 * lead.  False: there is no lead.
 */
static bool
find_listing(struct zl_engine *engine, const struct zl_unit *unit, uint32_t end,
	     struct listing *listing)
{
	bool led = false, open = false;

	listing->label = NULL;
	for (uint32_t i = listing->end; i < end; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		uint32_t from = i == unit->line && unit->shape < ZL_SHAPE_PART ? unit->heading_end
									       : line->start;
		if (line->kind == ZL_LINE_BLANK)
			continue;
		if (line->kind != ZL_LINE_TEXT || (line->flags & ZL_LINE_CLOSING))
			return led;
		uint32_t lead = pairs_from(engine, from, line->end);
		if (led && lead > 0)
			return true;
		if (lead > 0) {
			led = true;
			open = lead == line->end;
			listing->line = i;
			listing->from = from = lead;
		} else {
			open = open && zl_find(engine, ZL_RULE_ITEM, from, line->end, NULL) != NULL;
		}
		if (listing->line == i || (open && listing->label == NULL)) {
			listing->last_line = i;
			listing->last_to = line->end;
		}
		if (led && listing->label == NULL)
			find_label(engine, i, from, listing);
		listing->end = i + 1;
	}
	return led;
}

/* The text of the lines from place on up to line last, to, as parts. */
static bool
add_parts(struct zl_itemising *itemising, uint32_t line, uint32_t from, uint32_t last, uint32_t to)
{
	itemising->parts.parts.count = 0;
	for (uint32_t i = line; i <= last; i++) {
		const struct zl_line *at = &itemising->engine->lines.items[i];
		if (at->kind == ZL_LINE_TEXT && !(at->flags & ZL_LINE_CLOSING) &&
		    !zl_items_part(itemising, i, i == line ? from : at->start,
				   i == last ? to : at->end))
			return false;
	}
	return true;
}

/* Whether a paragraph begins with the line. */
static bool
begins_paragraph(const struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *lines = engine->lines.items;

	return index == 0 ||
	       engine->segments.items[lines[index - 1].segment_end - 1].n < lines[index].n;
}

/* Marks of a listing among all: problems, then answers up to the last. */
struct found {
	struct zl_itemising *itemising;
	size_t problems, answers;
};

/* The ordinal of the problem that view[from, to) names at its beginning; 0: of none clearly. */
static int32_t
named_ordinal(const struct found *found, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = found->itemising->engine;
	const struct zl_mark *marks = found->itemising->all.marks.items;
	struct zl_stretch name = {0, 0};
	struct zl_choice choice = {0};

	if (found->itemising->compared < MOST_COMPARED)
		name = zl_name_at(engine, from, to);
	if (name.from < name.to)
		found->itemising->compared += found->answers - found->problems;
	for (size_t i = found->problems; name.from < name.to && i < found->answers; i++) {
		bool more = i + 1 < found->answers && marks[i + 1].part == marks[i].part;
		struct zl_stretch problem = {marks[i].marker.to,
					     more ? marks[i + 1].marker.from
						  : engine->lines.items[marks[i].part].end};
		zl_choose(&choice, zl_likeness(engine, name, problem), marks[i].ordinal);
	}
	return zl_is_chosen(&choice) ? choice.index : 0;
}

/* The ordinal of the problem whose number view[from, to) gives at its beginning; 0: none. */
static int32_t
referred_ordinal(const struct found *found, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = found->itemising->engine;
	const struct zl_mark *last = &found->itemising->all.marks.items[found->answers - 1];
	struct zl_match match;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_NUMBER, from, to, &match);
	struct zl_span value = {0, 0};

	if (rule != NULL && rule->refers && match.groups[ZL_GROUP_VALUE].from != SIZE_MAX)
		value = match.groups[ZL_GROUP_VALUE];
	int32_t ordinal = zl_ordinal(engine->text.data + value.from, value.to - value.from);
	return ordinal <= last->ordinal ? ordinal : 0;
}

/* Adds the sentences of the line behind from that name problems as answers.  False: a fault. */
static bool
add_naming(const struct found *found, uint32_t index, uint32_t from)
{
	struct zl_engine *engine = found->itemising->engine;
	uint32_t to = engine->lines.items[index].end;

	for (int i = 0, last = 0; from < to && i < SENTENCES; i++) {
		struct zl_mark mark = {.part = index, .marker = {from, from}};
		mark.answers = referred_ordinal(found, from, to);
		if (mark.answers == 0)
			mark.answers = named_ordinal(found, from, to);
		mark.ordinal = (int32_t)(found->itemising->all.marks.count - found->answers) + 1;
		mark.rule = found->itemising->all.marks.items[found->problems].rule;
		if (mark.answers > 0 && mark.answers != last) {
			if (!zl_items_mark(found->itemising, &mark))
				return false;
			last = mark.answers;
		}
		from = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to);
	}
	return !zl_engine_failed(engine);
}

/* The same of all lines behind the problems. */
static bool
add_all_naming(const struct found *found, const struct listing *listing)
{
	const struct zl_line *lines = found->itemising->engine->lines.items;

	for (uint32_t i = listing->last_line; i < listing->end; i++) {
		uint32_t from = i > listing->last_line	 ? lines[i].start
				: listing->label != NULL ? listing->label_end
							 : listing->last_to;
		if (lines[i].kind == ZL_LINE_TEXT && !add_naming(found, i, from))
			return false;
	}
	return true;
}

/*
 * Finds the problems that the enumerated answers name.  Where not all name one, they must be as
 * many as the problems and counted like them; else they answer no problem by themselves.
 */
static bool
find_ordinals(const struct found *found)
{
	struct zl_engine *engine = found->itemising->engine;
	struct zl_mark *marks = found->itemising->all.marks.items;
	size_t problems = found->answers - found->problems;
	size_t count = found->itemising->all.marks.count;
	bool alike = count - found->answers == problems, all = true;

	for (size_t i = found->answers; i < count; i++) {
		const struct zl_line *line = &engine->lines.items[marks[i].part];
		alike = alike && marks[i].ordinal == marks[i - problems].ordinal;
		if ((count - found->answers) * problems < MOST_COMPARED)
			marks[i].answers = named_ordinal(found, marks[i].marker.to, line->end);
		all = all && marks[i].answers > 0;
		if (marks[i].answers == 0)
			marks[i].answers = marks[i].ordinal;
		/* A number that names the problem belongs to the response. */
		if (marks[i].rule->refers)
			marks[i].marker.to = marks[i].marker.from;
	}
	return alike || all;
}

/* The first line of text behind the problems and before the answers: the label's, if any. */
static uint32_t
line_behind(const struct zl_engine *engine, const struct listing *listing)
{
	uint32_t line = listing->label != NULL ? listing->label_line : listing->last_line + 1;

	while (line < listing->end && engine->lines.items[line].kind != ZL_LINE_TEXT)
		line++;
	return line;
}

/*
 * Whether each answer can be put to its problem: the first begins a paragraph, and so do the label
 * and all that do not come in the order of the problems.
 */
static bool
can_join(const struct found *found, const struct listing *listing)
{
	const struct zl_engine *engine = found->itemising->engine;
	const struct zl_mark *marks = found->itemising->all.marks.items;
	size_t count = found->itemising->all.marks.count, first = found->answers;

	if (listing->label != NULL &&
	    !(listing->label_from == engine->lines.items[listing->label_line].start &&
	      begins_paragraph(engine, listing->label_line)))
		return false;
	for (size_t i = first; i < count; i++) {
		uint32_t start = engine->lines.items[marks[i].part].start;
		bool whole = marks[i].marker.from == start ||
			     (i == first && marks[i].part == line_behind(engine, listing));
		bool rises = i > first && marks[i].answers > marks[i - 1].answers;
		if (!rises && !(whole && begins_paragraph(engine, marks[i].part)))
			return false;
	}
	return true;
}

/* What stands between the problems and the first answer goes with that, or with none of them. */
static void
lead_in(const struct found *found, const struct listing *listing)
{
	struct zl_engine *engine = found->itemising->engine;
	struct zl_mark *answer = &found->itemising->all.marks.items[found->answers];
	uint32_t line = line_behind(engine, listing);

	if (answer->part == line)
		answer->marker.from = engine->lines.items[line].start;
	else
		engine->lines.items[line].flags |= ZL_LINE_CLOSING;
}

/* The answers are no items, and what follows the problems is said of all of them. */
static bool
take_back(const struct found *found, const struct listing *listing)
{
	struct zl_itemising *itemising = found->itemising;
	struct zl_line *lines = itemising->engine->lines.items;
	uint32_t line = line_behind(itemising->engine, listing);
	struct zl_mark mark = {.part = listing->label_line,
			       .closes = true,
			       .marker = {listing->label_from, listing->label_end}};

	itemising->all.marks.count = found->answers;
	/* Numbered measures are text then, too. */
	for (uint32_t i = line; i < listing->end; i++)
		lines[i].shape = 0;
	if (listing->label != NULL && listing->label_from > lines[line].start)
		return zl_items_mark(itemising, &mark);
	if (line < listing->end)
		lines[line].flags |= ZL_LINE_CLOSING;
	return true;
}

/*
 * Problems in an enumeration and the response to them behind it: each measure that names its
 * problem, or that has its number, answers that one.  What is said of all problems together answers
 * none.  Without a label names alone tell, and under a heading nothing else does.
 */
static bool
take_listing(struct zl_itemising *itemising, const struct listing *listing, bool label)
{
	struct zl_engine *engine = itemising->engine;
	struct found found = {itemising, itemising->all.marks.count, 0};
	bool told = false;

	if (!add_parts(itemising, listing->line, listing->from, listing->last_line,
		       listing->last_to) ||
	    !zl_items_take(itemising))
		return false;
	found.answers = itemising->all.marks.count;
	if (found.answers == found.problems)
		return true;
	/* The lead alone on its line states none of them. */
	if (listing->from == engine->lines.items[listing->line].end)
		engine->lines.items[listing->line].problem = NULL;
	if (listing->label != NULL) {
		if (!add_parts(itemising, listing->label_line, listing->label_end, listing->end - 1,
			       engine->lines.items[listing->end - 1].end) ||
		    !zl_items_take(itemising))
			return false;
		told = itemising->all.marks.count > found.answers && find_ordinals(&found);
	}
	if (!told) {
		itemising->all.marks.count = found.answers;
		if (!add_all_naming(&found, listing))
			return false;
		told = itemising->all.marks.count > found.answers;
	}
	if (!told && listing->label == NULL && !label)
		itemising->all.marks.count = found.problems;
	if (!told)
		return itemising->all.marks.count == found.problems || take_back(&found, listing);
	if (can_join(&found, listing)) {
		lead_in(&found, listing);
		return true;
	}
	return take_back(&found, listing) &&
	       zl_document_flag(engine->document, "lists-in-one-paragraph",
				engine->lines.items[listing->line].n,
				"problems and measures stand in one paragraph and cannot be put "
				"together");
}

bool
zl_items_listings(struct zl_itemising *itemising, size_t index)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_unit *unit = &engine->units.items[index];
	struct listing listing = {.end = unit->line};
	bool label = is_label(engine, unit);

	if ((unit->area != ZL_AREA_ANSWERS && unit->area != ZL_AREA_NONE) ||
	    !(label || is_name(engine, unit)))
		return true;
	uint32_t end = reach(engine, index);
	while (find_listing(engine, unit, end, &listing))
		if (!take_listing(itemising, &listing, label))
			return false;
	return true;
}
