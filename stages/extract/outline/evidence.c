/*
 * evidence.c: what speaks for a unit beyond its own words: what stands under it, and what follows.
 */
#include "extract/lines/engine.h"
#include "roles.h"

enum { MIDDLE_RANK = 30 /* of （一） */ };

static const struct zl_line *
line_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return &engine->lines.items[unit->line];
}

/*
 * A marker before words that only name a field, such as X方面的问题, marks no problem where what
 * stands under it is marked.
 */
static void
find_categories(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (!unit->marked || unit->answered || unit->run_in ||
		    unit->first_child == ZL_NO_UNIT ||
		    !(engine->units.items[unit->first_child].marked ||
		      engine->units.items[unit->first_child].answered))
			continue;
		const struct zl_line *line = line_of(engine, unit);
		unit->category =
		    zl_find(engine, ZL_RULE_CATEGORY, line->text, unit->heading_end, NULL);
		if (unit->category != NULL)
			unit->marked = unit->deficient = false;
	}
}

static bool
tells_of_acts(struct zl_engine *engine, const struct zl_unit *unit)
{
	return zl_tells_of_acts(engine, line_of(engine, unit)->text, unit->heading_end);
}

/*
 * Whether the items under a problem tell what was done: sentences, nearly none of which tells what
 * is wrong, and some of which tell of acts.
 */
static bool
is_replied_below(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *units = engine->units.items;
	uint32_t all = 0, lacking = 0, acted = 0;

	for (int32_t i = unit->first_child; i != ZL_NO_UNIT; i = units[i].next_sibling) {
		if (units[i].first_child != ZL_NO_UNIT || units[i].marked || units[i].answered ||
		    units[i].attributed || units[i].category != NULL ||
		    !(line_of(engine, &units[i])->flags & ZL_LINE_STOPPED))
			return false;
		all++;
		bool acts = tells_of_acts(engine, &units[i]);
		lacking += units[i].deficient && !acts;
		acted += acts;
	}
	return acted > 0 && lacking * 4 <= all;
}

/* A problem whose measures are numbered under it, without a label. */
static void
find_replied_below(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (unit->deficient && !unit->marked && !unit->answered && !unit->replied &&
		    !unit->run_in && unit->category == NULL && unit->promised == ZL_AREA_NONE)
			unit->replied = is_replied_below(engine, unit);
	}
}

/* Units that look like findings of themselves; children stand behind their parents. */
static void
find_like(struct zl_deciding *deciding)
{
	struct zl_engine *engine = deciding->engine;

	for (size_t i = engine->units.count; i-- > 0;) {
		const struct zl_unit *unit = &engine->units.items[i];
		bool below = false;
		for (int32_t child = unit->first_child; child != ZL_NO_UNIT && !below;
		     child = engine->units.items[child].next_sibling)
			below = deciding->like[child];
		deciding->like[i] =
		    unit->marked || unit->replied || (unit->deficient && below) ||
		    ((unit->answered || unit->attributed) && (unit->deficient || !below));
	}
}

/* The one label of a problem under words that state it, 存在问题：, begins detail of that. */
static void
find_labelled_detail(struct zl_engine *engine)
{
	for (size_t i = 0; i + 1 < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i], *child = unit + 1;
		if (unit->first_child != (int32_t)i + 1 || unit->last_child != unit->first_child ||
		    child->shape != ZL_SHAPE_LABEL || !unit->deficient || unit->answered ||
		    unit->shape >= ZL_SHAPE_PART || unit->rank <= MIDDLE_RANK)
			continue;
		unit->answered = child->answered;
		child->answered = false;
	}
}

/*
 * Whether the items under a problem share one response, which stands behind the last of them: none
 * of the others has one, and none goes on behind its heading.
 */
static bool
share_answer(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_unit *units = engine->units.items;
	const struct zl_unit *last =
	    unit->last_child == ZL_NO_UNIT ? NULL : &units[unit->last_child];

	if (last == NULL || unit->first_child == unit->last_child || unit->answered ||
	    !(unit->marked || unit->deficient) || unit->category != NULL || !last->answered)
		return false;
	for (int32_t i = unit->first_child; i != ZL_NO_UNIT; i = units[i].next_sibling)
		if (units[i].marked || units[i].run_in || units[i].replied ||
		    units[i].read_as != last->read_as || units[i].first_child != ZL_NO_UNIT ||
		    (units[i].answered && i != unit->last_child))
			return false;
	return true;
}

/* A response shared by all items of a problem is the problem's, and they are its detail. */
static void
find_shared(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (!share_answer(engine, unit))
			continue;
		unit->answered = true;
		engine->units.items[unit->last_child].answered = false;
	}
}

/* Whether the heading calls what it names a problem: （2）小区绿化问题 */
static bool
is_named(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = line_of(engine, unit);
	uint32_t begin;

	return unit->shape < ZL_SHAPE_PART && !unit->marked && !unit->tasked &&
	       unit->promised == ZL_AREA_NONE && unit->category == NULL &&
	       zl_mark_before(engine, "问题", line->text, unit->heading_end, &begin);
}

/* The unit behind the sibling; those without a parent are not linked. */
static int32_t
sibling_behind(const struct zl_engine *engine, int32_t index)
{
	const struct zl_unit *units = engine->units.items;

	if (units[index].parent != ZL_NO_UNIT)
		return units[index].next_sibling;
	while (++index < (int32_t)engine->units.count)
		if (units[index].parent == ZL_NO_UNIT)
			return index;
	return ZL_NO_UNIT;
}

/* Where the unit and its siblings behind it all do so, but for a few, they state problems. */
static void
find_named(struct zl_engine *engine, int32_t first)
{
	struct zl_unit *units = engine->units.items;
	uint32_t all = 0, named = 0;

	for (int32_t i = first; i != ZL_NO_UNIT; i = sibling_behind(engine, i), all++)
		named += is_named(engine, &units[i]) &&
			 zl_find(engine, ZL_RULE_SUFFIX, line_of(engine, &units[i])->text,
				 units[i].heading_end, NULL) != NULL;
	if (named < 2 || named * 3 < all * 2)
		return;
	for (int32_t i = first; i != ZL_NO_UNIT; i = sibling_behind(engine, i))
		units[i].deficient = units[i].deficient || is_named(engine, &units[i]);
}

static void
find_all_named(struct zl_engine *engine)
{
	if (engine->units.count > 0)
		find_named(engine, 0);
	for (size_t i = 0; i < engine->units.count; i++)
		if (engine->units.items[i].first_child != ZL_NO_UNIT)
			find_named(engine, engine->units.items[i].first_child);
}

void
zl_evidence_find(struct zl_deciding *deciding)
{
	struct zl_engine *engine = deciding->engine;

	find_categories(engine);
	find_all_named(engine);
	find_labelled_detail(engine);
	find_shared(engine);
	find_replied_below(engine);
	find_like(deciding);
}
