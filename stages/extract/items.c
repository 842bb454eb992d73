/*
 * items.c: what text enumerates and reports on item by item.  Problems, or measures: 一是 and 二是
 * under 存在的问题, behind 主要问题是, or under 整改措施; and problems with what was done about
 * them, a sentence each, in the text of a section: 针对...的问题，我局...  Under a
 * unit's name problems may stand in one enumeration, and what was done about each in another.  Each
 * becomes a line of its own.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/response.h"

enum {
	LEAST_SENTENCES = 2, /* that report on problems; a single one is part of the text */
	NAME_CHARACTERS = 25 /* most of a heading that names whose problems follow */
};

struct itemising {
	struct zl_engine *engine;
	struct zl_parts parts; /* the text that may enumerate, a part a line */
	struct zl_marks all;   /* the marks found, in the order of the lines */
	ZL_VECTOR(struct zl_line) out;
};

static bool
add_part(struct itemising *itemising, uint32_t line, uint32_t from, uint32_t to)
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

static bool
add_mark(struct itemising *itemising, const struct zl_mark *mark)
{
	struct zl_mark *added = zl_vector_add(
	    itemising->engine->document, (void **)&itemising->all.marks.items,
	    &itemising->all.marks.count, &itemising->all.marks.capacity, sizeof(*added));

	if (added != NULL)
		*added = *mark;
	return added != NULL;
}

/* The marks of the enumeration in the parts go to those found; their parts become lines. */
static bool
take_marks(struct itemising *itemising)
{
	struct zl_marks marks = {0};
	bool done = zl_measures(itemising->engine, &itemising->parts, &marks);

	for (size_t i = 0; done && i < marks.marks.count; i++) {
		struct zl_mark *mark = &marks.marks.items[i];
		mark->part = itemising->parts.parts.items[mark->part].line;
		done = add_mark(itemising, mark);
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
take_section(struct itemising *itemising, const struct zl_unit *unit)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t bytes, from = unit->heading_end;

	if (from < line->end && zl_stop_at(engine, from, line->end, &bytes) != ZL_STOP_NONE)
		from += bytes;
	itemising->parts.parts.count = 0;
	if (!add_part(itemising, unit->line, from, line->end))
		return false;
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++) {
		line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_TEXT && !add_part(itemising, i, line->start, line->end))
			return false;
	}
	return take_marks(itemising);
}

/*
 * Only what follows a lead: on its line, or, where it ends that, on the lines behind up to end, if
 * an item begins the first of them.
 */
static bool
take_lead(struct itemising *itemising, uint32_t index, uint32_t from, uint32_t end)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_line *line = &engine->lines.items[index];
	uint32_t lead = lead_end(engine, from, line->end);

	if (lead == 0)
		return true;
	itemising->parts.parts.count = 0;
	if (lead < line->end)
		return zl_find(engine, ZL_RULE_ITEM, lead, line->end, NULL) == NULL ||
		       (add_part(itemising, index, lead, line->end) && take_marks(itemising));
	for (size_t i = zl_line_after(engine, index); i < end; i = zl_line_after(engine, i)) {
		line = &engine->lines.items[i];
		bool item = line->kind == ZL_LINE_TEXT &&
			    zl_find(engine, ZL_RULE_ITEM, line->start, line->end, NULL) != NULL;
		if (!item && itemising->parts.parts.count == 0)
			return true;
		if (line->kind == ZL_LINE_TEXT &&
		    !add_part(itemising, (uint32_t)i, line->start, line->end))
			return false;
	}
	return take_marks(itemising);
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
add_sentence(struct itemising *itemising, uint32_t line, uint32_t place)
{
	struct zl_mark mark = {.part = line, .marker = {place, place}};

	return add_mark(itemising, &mark);
}

/* The sentences in the section's own text that report on a problem each. */
static bool
take_sentences(struct itemising *itemising, const struct zl_unit *unit)
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

/* Problems enumerated behind a lead, and the response behind them: where they stand. */
struct listing {
	uint32_t line, from; /* behind the lead */
	uint32_t label_line, label_from, label_end;
	uint32_t end; /* behind the last line of the response */
	const struct zl_rule *label;
};

/* Where the lead of such problems in view[from, to) ends; 0: there is none. */
static uint32_t
pairs_from(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_match match;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_LEAD, from, to, &match);

	return rule != NULL && rule->problem ? (uint32_t)match.whole.to : 0;
}

/*
 * Whether the unit states no problem itself: the label of several, 存在问题：一是, or a heading
 * that names whose they are.
 */
static bool
is_name(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];

	if (unit->area != ZL_AREA_ANSWERS || !unit->answered)
		return false;
	if (unit->shape == ZL_SHAPE_LABEL || unit->shape == ZL_SHAPE_NAMELESS) {
		uint32_t lead = pairs_from(engine, line->start, line->end);
		return unit->reading == ZL_READ_FINDING && unit->first_child == ZL_NO_UNIT &&
		       lead > 0 &&
		       zl_stop_end(engine, ZL_STOP_CLAUSE, line->start, line->end) >= lead &&
		       zl_characters(engine, line->start, lead) <= NAME_CHARACTERS;
	}
	return unit->shape < ZL_SHAPE_PART && !unit->marked && !unit->deficient && !unit->tasked &&
	       zl_characters(engine, line->text, unit->heading_end) <= NAME_CHARACTERS &&
	       zl_stop_end(engine, ZL_STOP_CLAUSE, line->text, unit->heading_end) ==
		   unit->heading_end;
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
	listing->label_line = index;
	listing->label_from = place;
	listing->label_end = (uint32_t)match.whole.to;
	return true;
}

/* The lead and the label behind it in the lines from first on, and where the response ends. */
static bool
find_listing(struct zl_engine *engine, const struct zl_unit *unit, uint32_t first,
	     struct listing *listing)
{
	bool led = false, labelled = false;

	for (uint32_t i = first; i < unit->lines_end; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		uint32_t from = i == unit->line && unit->shape < ZL_SHAPE_PART ? unit->heading_end
									       : line->start;
		if (line->kind == ZL_LINE_BLANK)
			continue;
		if (line->kind != ZL_LINE_TEXT || (line->flags & ZL_LINE_CLOSING))
			return labelled;
		uint32_t lead = pairs_from(engine, from, line->end);
		if (labelled && lead > 0)
			return true;
		if (!led && lead > 0) {
			led = true;
			listing->line = i;
			listing->from = from = lead;
		}
		if (led && !labelled)
			labelled = find_label(engine, i, from, listing);
		listing->end = i + 1;
	}
	return labelled;
}

/* The text of the lines from place on up to line last, to, as parts. */
static bool
add_parts(struct itemising *itemising, uint32_t line, uint32_t from, uint32_t last, uint32_t to)
{
	itemising->parts.parts.count = 0;
	for (uint32_t i = line; i <= last; i++) {
		const struct zl_line *at = &itemising->engine->lines.items[i];
		if (at->kind == ZL_LINE_TEXT && !(at->flags & ZL_LINE_CLOSING) &&
		    !add_part(itemising, i, i == line ? from : at->start, i == last ? to : at->end))
			return false;
	}
	return true;
}

/* Whether the answers are as many as the problems and counted like them. */
static bool
are_alike(const struct zl_mark *problems, const struct zl_mark *answers, size_t count,
	  size_t answer_count)
{
	if (count != answer_count)
		return false;
	for (size_t i = 0; i < count; i++)
		if (problems[i].ordinal != answers[i].ordinal)
			return false;
	return true;
}

/* Whether no paragraph is both of what ends with one line and of what begins with the other. */
static bool
are_apart(const struct zl_engine *engine, uint32_t ends, uint32_t begins)
{
	const struct zl_line *line = &engine->lines.items[ends];

	return engine->segments.items[line->segment_end - 1].n < engine->lines.items[begins].n;
}

/*
 * Makes the marks from first on, of as many answers as there are problems before them, those of
 * responses, the label with the first; or takes them back, where all that follows the label answers
 * no problem by itself.  False: no memory.
 */
static bool
join_answers(struct itemising *itemising, const struct listing *listing, size_t first,
	     size_t answers)
{
	struct zl_engine *engine = itemising->engine;
	struct zl_mark *marks = itemising->all.marks.items;
	size_t count = itemising->all.marks.count;
	bool alike = are_alike(&marks[first], &marks[answers], answers - first, count - answers);
	bool apart = alike && are_apart(engine, marks[answers - 1].part, listing->label_line) &&
		     (marks[answers].part == listing->label_line ||
		      are_apart(engine, listing->label_line, marks[answers].part));

	if (apart) {
		for (size_t i = answers; i < count; i++)
			marks[i].answers = true;
		if (marks[answers].part == listing->label_line)
			marks[answers].marker.from = listing->label_from;
		return true;
	}
	struct zl_mark label = {.part = listing->label_line,
				.rule = listing->label,
				.marker = {listing->label_from, listing->label_end}};
	itemising->all.marks.count = answers;
	return add_mark(itemising, &label) &&
	       (!alike ||
		zl_document_flag(engine->document, "lists-in-one-paragraph",
				 engine->lines.items[listing->line].n,
				 "problems and measures stand in one paragraph and cannot be put "
				 "together"));
}

/*
 * Under a unit's name, problems in an enumeration and the response to them in another: measures of
 * paragraphs of their own answer the problems of their numbers.  What is said of all problems
 * together answers none.
 */
static bool
take_listing(struct itemising *itemising, const struct listing *listing)
{
	size_t first = itemising->all.marks.count;

	if (!add_parts(itemising, listing->line, listing->from, listing->label_line,
		       listing->label_from) ||
	    !take_marks(itemising))
		return false;
	size_t answers = itemising->all.marks.count;
	if (answers == first)
		return true;
	return add_parts(itemising, listing->label_line, listing->label_end, listing->end - 1,
			 itemising->engine->lines.items[listing->end - 1].end) &&
	       take_marks(itemising) && join_answers(itemising, listing, first, answers);
}

static bool
take_listings(struct itemising *itemising, const struct zl_unit *unit)
{
	struct listing listing = {.end = unit->line};

	if (!is_name(itemising->engine, unit))
		return true;
	while (find_listing(itemising->engine, unit, listing.end, &listing))
		if (!take_listing(itemising, &listing))
			return false;
	return true;
}

static bool
take_unit(struct itemising *itemising, const struct zl_unit *unit)
{
	struct zl_engine *engine = itemising->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	bool listed = unit->area == ZL_AREA_PROBLEMS ||
		      (unit->area == ZL_AREA_RECOMMENDATIONS && unit->first_child == ZL_NO_UNIT) ||
		      (unit->area == ZL_AREA_MEASURES && unit->answer != ZL_NO_UNIT);

	engine->n = line->n;
	if (unit->reading == ZL_READ_SECTION && listed && !has_findings(engine, unit))
		return take_section(itemising, unit);
	size_t before = itemising->all.marks.count;
	if (!take_listings(itemising, unit))
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

static struct zl_line *
add_line(struct itemising *itemising, const struct zl_line *line)
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
	if (mark->rule->kind == ZL_RULE_LABEL) {
		item->flags |= ZL_LINE_CLOSING;
		return;
	}
	item->flags |= ZL_LINE_ITEM | (mark->answers ? ZL_LINE_ANSWER : 0);
	item->ordinal = mark->ordinal;
	item->text = mark->marker.to;
}

/* The line cut before each of its marks, from mark first on; gives the next mark. */
static bool
cut_line(struct itemising *itemising, const struct zl_line *line, size_t *first)
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
		if (mark->rule != NULL)
			make_item(item, mark);
	}
	return true;
}

static bool
cut_lines(struct itemising *itemising)
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
zl_items(struct zl_engine *engine, bool *found)
{
	struct itemising itemising = {.engine = engine};
	bool done = true;

	*found = false;
	for (size_t i = 0; done && i < engine->units.count && !engine->file->silent; i++)
		done = take_unit(&itemising, &engine->units.items[i]);
	if (done && itemising.all.marks.count > 0) {
		*found = true;
		done = cut_lines(&itemising);
	}
	free(itemising.parts.parts.items);
	free(itemising.all.marks.items);
	free(itemising.out.items);
	return done && !zl_engine_failed(engine);
}
