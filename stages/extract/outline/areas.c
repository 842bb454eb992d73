/*
 * areas.c: what headings promise, and which list of measures answers which list of problems.
 */
#include "extract/lines/engine.h"
#include "roles.h"

enum {
	MOST_ASKED = 64,  /* sections asked in vain whether they name problems, in a report */
	MOST_LOOKED = 64, /* units among which the first problem of a list is looked for */
	LEAST_GROUPS = 2  /* of problems, to make groups of measures likely */
};

static const struct zl_line *
line_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return &engine->lines.items[unit->line];
}

uint8_t
zl_area_around(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *above =
	    unit->parent == ZL_NO_UNIT ? NULL : &engine->units.items[unit->parent];

	/* A list that nothing leads up to is of the problems that another list answers. */
	if (unit->list != 0 && unit->shape != ZL_SHAPE_LIST &&
	    (above == NULL || above->shape != ZL_SHAPE_LIST))
		return ZL_AREA_PROBLEMS;
	return above == NULL ? engine->root_area : above->area;
}

bool
zl_has_area(const struct zl_engine *engine, const struct zl_unit *unit)
{
	if (unit->promised == ZL_AREA_NONE || unit->marked)
		return false;
	enum zl_area area = unit->promised;
	uint8_t around = unit->parent == ZL_NO_UNIT ? ZL_AREA_NONE : zl_area_around(engine, unit);
	if (area == ZL_AREA_PROBLEMS && unit->category != NULL && around == ZL_AREA_ANSWERS)
		return false;
	if (area == ZL_AREA_PROBLEMS && ((unit->deficient && around == ZL_AREA_PROBLEMS) ||
					 (unit->tasked && around == ZL_AREA_ANSWERS)))
		return false;
	if (area == ZL_AREA_ANSWERS || area == ZL_AREA_PROBLEMS || area == ZL_AREA_MEASURES ||
	    area == ZL_AREA_RECOMMENDATIONS || area == ZL_AREA_PLAN)
		return true;
	if (unit->deficient || area == ZL_AREA_TASKS)
		return !unit->deficient;
	/* What caused the problems is none of them. */
	if ((area == ZL_AREA_BACKGROUND || area == ZL_AREA_CAUSES) && around == ZL_AREA_PROBLEMS &&
	    !unit->tasked)
		return true;
	return around != ZL_AREA_ANSWERS && around != ZL_AREA_TASKS && around != ZL_AREA_PROBLEMS;
}

/* The last list of problems beside the unit that waits for a list of measures. */
static int32_t *
waiting_list(struct zl_deciding *deciding, const struct zl_unit *unit)
{
	return unit->parent == ZL_NO_UNIT
		   ? &deciding->problem_lists
		   : &deciding->engine->units.items[unit->parent].problem_list;
}

void
zl_parts_wait(struct zl_deciding *deciding, int32_t part)
{
	const struct zl_unit *units = deciding->engine->units.items;

	for (; part != ZL_NO_UNIT &&
	       (units[part].area == ZL_AREA_BACKGROUND || units[part].area == ZL_AREA_NONE);
	     part = units[part].parent)
		*waiting_list(deciding, &units[part]) = part;
}

/* Whether a finding without response stands under the section, between it and the unit end. */
static bool
has_unanswered(const struct zl_engine *engine, int32_t section, int32_t end)
{
	for (int32_t i = section + 1; i < end; i++)
		if (engine->units.items[i].reading == ZL_READ_FINDING &&
		    !engine->units.items[i].answered &&
		    zl_heading_above(engine, i, section) != ZL_NO_UNIT)
			return true;
	return false;
}

/* Whether a finding stands right under the section. */
static bool
holds_finding(const struct zl_engine *engine, int32_t section)
{
	const struct zl_unit *units = engine->units.items;

	for (int32_t i = units[section].first_child; i != ZL_NO_UNIT; i = units[i].next_sibling)
		if (units[i].reading == ZL_READ_FINDING)
			return true;
	return false;
}

/* Whether the unit leads up to units that are numbered as the first problem of the list is. */
static bool
leads_to_measures(const struct zl_engine *engine, const struct zl_unit *unit, int32_t list)
{
	const struct zl_unit *units = engine->units.items;
	const struct zl_line *line = line_of(engine, unit);
	uint32_t colon;
	int32_t problem = list + 1;

	if (!zl_mark_before(engine, ":", line->text, line->end, &colon))
		return false;
	for (int left = MOST_LOOKED;
	     left > 0 && units + problem < unit && units[problem].reading != ZL_READ_FINDING;
	     left--)
		problem++;
	return units[unit->first_child].shape == units[problem].shape;
}

bool
zl_groups_measures(struct zl_engine *engine, const struct zl_unit *unit, const struct zl_unit *list)
{
	if (unit->first_child == ZL_NO_UNIT || unit->marked)
		return false;
	if (engine->units.items[unit->first_child].shape == ZL_SHAPE_LIST)
		return true;
	if (unit->run_in)
		return false;
	if (unit->category != NULL || unit->promised == ZL_AREA_MEASURES ||
	    leads_to_measures(engine, unit, list->answer))
		return true;
	/* The list has such groups, too. */
	uint32_t groups = 0;
	for (int32_t i = engine->units.items[list->answer].first_child;
	     i != ZL_NO_UNIT && groups < LEAST_GROUPS; i = engine->units.items[i].next_sibling)
		groups += engine->units.items[i].reading == ZL_READ_SECTION &&
			  engine->units.items[i].shape == unit->shape && holds_finding(engine, i);
	return groups == LEAST_GROUPS;
}

/*
 * Whether what stands under the section are measures and no problems: units that look like none, or
 * that name those of the list and have no response of their own.
 */
static bool
holds_measures(struct zl_deciding *deciding, int32_t index, int32_t list)
{
	struct zl_engine *engine = deciding->engine;
	uint32_t like = 0, answered = 0, all = 0;
	bool named = false;

	for (int32_t child = engine->units.items[index].first_child; child != ZL_NO_UNIT;
	     child = engine->units.items[child].next_sibling) {
		like += deciding->like[child];
		answered += engine->units.items[child].answered;
		all++;
	}
	if (all == 0 || like * 2 < all)
		return all > 0;
	if (answered * 2 >= all || deciding->asked > MOST_ASKED)
		return false;
	named = zl_names_problems(engine, list, index, &named) && named;
	deciding->asked += !named;
	return named;
}

void
zl_lists_find(struct zl_deciding *deciding, int32_t index)
{
	struct zl_engine *engine = deciding->engine;
	struct zl_unit *unit = &engine->units.items[index];
	int32_t *list = waiting_list(deciding, unit);

	if (unit->shape == ZL_SHAPE_PART)
		*list = ZL_NO_UNIT;
	if (!zl_has_area(engine, unit))
		return;
	if (unit->area == ZL_AREA_PROBLEMS) {
		*list = index;
		zl_parts_wait(deciding, unit->parent);
	}
	bool behind = *list != ZL_NO_UNIT && *list != index;
	bool waits =
	    behind && (unit->area == ZL_AREA_MEASURES ||
		       (unit->area == ZL_AREA_ANSWERS && holds_measures(deciding, index, *list)));
	bool answers = waits && has_unanswered(engine, *list, index);
	if (answers) {
		unit->answer = *list;
		unit->area = ZL_AREA_MEASURES;
	}
	/* A list that waits for nothing is not asked again. */
	if (waits)
		*list = ZL_NO_UNIT;
	if (!answers && unit->area == ZL_AREA_MEASURES)
		unit->area = ZL_AREA_ANSWERS;
}
