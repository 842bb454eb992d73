/*
 * nameless.c: problems that no mark tells.  Headings name objects, 二、教学楼, and the sentence
 * under each states its problem: where it does so in words that tell it at some, it does at the
 * others.  And paragraphs state one and go on with what was done.
 */
#include "extract/lines/engine.h"
#include "outline.h"

enum {
	MOST_CHARACTERS = 70, /* of such a sentence */
	LEAST_TOLD = 2,	      /* of them whose label tells it, to make a habit */
	LEAST_LACKING = 3,    /* the same of those whose words do */
	DEMANDED = -4,	      /* less than this weigh demands, which are no acts */
	LEAST_NAMED = 3	      /* items of a list that name their problems */
};

/* The line of text under a heading that only names an object; lines.count when there is none. */
static size_t
line_under(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *lines = engine->lines.items;
	size_t under = zl_line_after(engine, unit->line);

	if (unit->shape >= ZL_SHAPE_PART || unit->marked || unit->deficient || unit->tasked ||
	    unit->run_in || unit->attributed || unit->category != NULL ||
	    unit->promised != ZL_AREA_NONE || (lines[unit->line].flags & ZL_LINE_STOPPED) ||
	    under == engine->lines.count || lines[under].kind != ZL_LINE_TEXT)
		return engine->lines.count;
	return under;
}

/*
 * The one sentence there: the problem, where the report's habit is to state it so.  The line;
 * lines.count when there is none.
 */
static size_t
sentence_under(const struct zl_engine *engine, const struct zl_unit *unit)
{
	size_t under = line_under(engine, unit);

	return under < engine->lines.count && engine->lines.items[under].shape == 0
		   ? under
		   : engine->lines.count;
}

/* Whether the line may be a sentence about an object: short, no mark, label or act in it. */
static bool
is_plain(struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t end = zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end);

	return (line->flags & ZL_LINE_STOPPED) &&
	       !(line->flags & (ZL_LINE_CLOSING | ZL_LINE_LAST)) && line->problem == NULL &&
	       line->label == NULL && line->attribute == NULL && line->detail == NULL &&
	       zl_characters(engine, line->start, end) <= MOST_CHARACTERS &&
	       zl_weigh(engine, ZL_CUE_ACTION, line->start, end) <= 0;
}

/* Whether its first sentence tells what is wrong. */
static bool
is_lacking(struct zl_engine *engine, const struct zl_line *line)
{
	return zl_is_deficient(engine, line->start, zl_heading_end(engine, line->start, line->end));
}

/* Whether the line behind a heading of an object may state its problem: of the unit, before its
 * response, or alone and telling what is wrong, where problems are not promised. */
static bool
may_state(struct zl_engine *engine, const struct zl_unit *unit, size_t index, bool promised)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);

	if (index >= unit->lines_end || !is_plain(engine, line))
		return false;
	if (next < unit->lines_end)
		return engine->lines.items[next].label != NULL;
	return promised || is_lacking(engine, line);
}

/* What stands under the headings of one shape that only name objects. */
struct habit {
	uint32_t told;	  /* a problem that its label or number tells */
	uint32_t lacking; /* one sentence that tells what is wrong, and nothing else */
	uint32_t all;
	bool promised; /* what stands above the first of them leads up to problems */
};

static void
count_under(struct zl_engine *engine, const struct zl_unit *unit, size_t under, uint8_t promised,
	    struct habit *habit)
{
	const struct zl_line *line = &engine->lines.items[under];

	habit->promised = habit->all == 0 ? promised == ZL_AREA_PROBLEMS : habit->promised;
	habit->all++;
	/* Several are numbered. */
	if (line->shape != 0) {
		habit->told += zl_is_deficient(engine, line->text,
					       zl_heading_end(engine, line->text, line->end));
		return;
	}
	habit->told += (line->flags & ZL_LINE_NAMELESS) != 0;
	habit->lacking += zl_line_after(engine, under) >= unit->lines_end &&
			  is_plain(engine, line) && is_lacking(engine, line);
}

/* Where problems are promised fewer will do. */
static bool
is_habit(const struct habit *habit)
{
	bool promised = habit->promised;

	return (habit->told >= LEAST_TOLD && habit->told * 2 >= habit->all) ||
	       (habit->lacking >= (promised ? LEAST_TOLD : LEAST_LACKING) &&
		habit->lacking * (promised ? 2 : 3) >= habit->all * (promised ? 1 : 2));
}

/* Whether a line without a mark states a problem and goes on with what was done about it. */
static bool
is_solved(struct zl_engine *engine, const struct zl_line *line)
{
	if (line->kind != ZL_LINE_TEXT || !zl_line_is_plain(line) ||
	    (line->flags & (ZL_LINE_CLOSING | ZL_LINE_LAST | ZL_LINE_ITEM | ZL_LINE_PART)))
		return false;
	uint32_t end = zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end);
	return end < line->end && zl_characters(engine, line->start, end) <= MOST_CHARACTERS &&
	       is_lacking(engine, line) && zl_weigh(engine, ZL_CUE_ACTION, line->start, end) <= 0 &&
	       zl_tells_of_acts(engine, end, line->end);
}

/* How many such lines stand under the heading, which states no problem itself; marks them. */
static uint32_t
solved_under(struct zl_engine *engine, const struct zl_unit *unit, bool marks)
{
	uint32_t count = 0;

	if (unit->marked || unit->run_in || unit->answered ||
	    (unit->category == NULL && unit->deficient))
		return 0;
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++) {
		if (!is_solved(engine, &engine->lines.items[i]))
			continue;
		count++;
		if (marks)
			engine->lines.items[i].flags |= ZL_LINE_NAMELESS;
	}
	return count;
}

/* Finds such lines where the report promises answers and has more than one. */
static void
find_solved(struct zl_engine *engine, bool *found)
{
	uint32_t count = 0;

	if (engine->root_area != ZL_AREA_ANSWERS)
		return;
	for (size_t i = 0; i < engine->units.count; i++)
		count += solved_under(engine, &engine->units.items[i], false);
	if (count < LEAST_TOLD)
		return;
	for (size_t i = 0; i < engine->units.count; i++)
		solved_under(engine, &engine->units.items[i], true);
	*found = true;
}

void
zl_find_nameless(struct zl_engine *engine, bool *found)
{
	struct habit habits[ZL_SHAPE_PART] = {0};

	uint8_t promised = engine->root_area;
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		size_t under = line_under(engine, unit);
		if (unit->promised != ZL_AREA_NONE)
			promised = unit->promised;
		if (under < engine->lines.count)
			count_under(engine, unit, under, promised, &habits[unit->shape]);
	}
	*found = false;
	find_solved(engine, found);
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (unit->shape >= ZL_SHAPE_PART || !is_habit(&habits[unit->shape]))
			continue;
		size_t under = sentence_under(engine, unit);
		if (under == engine->lines.count ||
		    !may_state(engine, unit, under, habits[unit->shape].promised))
			continue;
		engine->lines.items[under].flags |= ZL_LINE_NAMELESS;
		*found = true;
	}
}

/* The problem that the item names before it tells what was done: 针对走访不实，约谈4人。 */
static const struct zl_rule *
name_of(struct zl_engine *engine, const struct zl_unit *unit, struct zl_match *match)
{
	const struct zl_line *line = &engine->lines.items[unit->line];

	if (unit->shape >= ZL_SHAPE_PART || unit->marked || unit->led || unit->answered ||
	    (line->flags & ZL_LINE_ITEM))
		return NULL;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_NAMING, line->text, line->end, match);
	if (rule == NULL || match->groups[ZL_GROUP_STATEMENT].from == SIZE_MAX ||
	    match->whole.to >= line->end ||
	    zl_weigh(engine, ZL_CUE_ACTION, (uint32_t)match->whole.to, line->end) < DEMANDED)
		return NULL;
	return rule;
}

/* How many units from the first on go on with its list and name their problems; 0: no list. */
static size_t
count_named(struct zl_engine *engine, size_t first)
{
	const struct zl_unit *units = engine->units.items;
	size_t count = 0, lacking = 0;
	struct zl_match match;

	for (size_t i = first; i < engine->units.count && units[i].shape == units[first].shape &&
			       units[i].ordinal == (int32_t)(i - first) + 1 &&
			       name_of(engine, &units[i], &match) != NULL;
	     i++, count++) {
		struct zl_span name = match.groups[ZL_GROUP_STATEMENT];
		lacking += zl_is_deficient(engine, (uint32_t)name.from, (uint32_t)name.to);
	}
	return count >= LEAST_NAMED && lacking * 2 >= count ? count : 0;
}

/* Whether a list behind the unit, ZL_NO_UNIT for none, may be of problems with answers. */
static bool
may_hold_named(const struct zl_engine *engine, int32_t index)
{
	const struct zl_unit *above;

	if (index == ZL_NO_UNIT)
		return engine->root_area == ZL_AREA_ANSWERS;
	above = &engine->units.items[index];
	if (above->marked || above->deficient || above->answered || above->run_in)
		return false;
	return above->promised == ZL_AREA_NONE ? engine->root_area == ZL_AREA_ANSWERS
					       : above->area == ZL_AREA_ANSWERS;
}

/* The line states the problem that it names. */
static void
state_name(struct zl_engine *engine, const struct zl_unit *unit)
{
	struct zl_line *line = &engine->lines.items[unit->line];
	struct zl_match match;

	line->problem = name_of(engine, unit, &match);
	if (line->problem == NULL)
		return;
	line->statement = (struct zl_stretch){(uint32_t)match.groups[ZL_GROUP_STATEMENT].from,
					      (uint32_t)match.groups[ZL_GROUP_STATEMENT].to};
	line->problem_end = line->statement.to;
	/* 的问题 and the like behind it are marks; the stop is not. */
	for (uint32_t bytes;
	     line->problem_end < match.whole.to &&
	     zl_stop_at(engine, line->problem_end, line->end, &bytes) == ZL_STOP_NONE;)
		line->problem_end += bytes;
}

void
zl_find_named(struct zl_engine *engine, bool *found)
{
	const struct zl_unit *units = engine->units.items;

	for (size_t i = 0, count; i<engine->units.count; i += count> 0 ? count : 1) {
		/* Behind a list of problems it may be that of its measures. */
		if (units[i].area == ZL_AREA_PROBLEMS)
			return;
		count = units[i].ordinal == 1 && may_hold_named(engine, (int32_t)i - 1)
			    ? count_named(engine, i)
			    : 0;
		for (size_t j = 0; j < count; j++)
			state_name(engine, &units[i + j]);
		*found = *found || count > 0;
	}
}
