/*
 * tasks.c: reports that never state a problem: their headings name the work, and what stands under
 * the innermost of them is what was done.  Read so only where the whole report does it, and where
 * the headings do not speak of how the work was organised.
 */
#include "extract/corrections/apply.h"
#include "extract/lines/engine.h"
#include "outline.h"

enum { LEAST_TASKS = 2 };

/*
 * Whether the unit is a finding for its words alone: it is not marked, has no label behind it and
 * stands in no list of problems.
 */
static bool
is_weak(const struct zl_unit *unit)
{
	return unit->reading == ZL_READ_FINDING && !unit->marked && !unit->answered &&
	       unit->area != ZL_AREA_PROBLEMS && unit->shape < ZL_SHAPE_PART;
}

/* Whether any finding was found in the document that is more than weak, or may be in a table. */
static bool
has_findings(const struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++)
		if (engine->units.items[i].reading == ZL_READ_FINDING &&
		    !zl_is_corrected(&engine->units.items[i]) && !is_weak(&engine->units.items[i]))
			return true;
	for (size_t i = 0; i < engine->lines.count; i++)
		if (engine->lines.items[i].kind == ZL_LINE_CELL)
			return true;
	return false;
}

/* Whether a unit may name a task: innermost, numbered, with text of its own behind it. */
static bool
may_name_task(const struct zl_engine *engine, const struct zl_unit *unit)
{
	if (unit->parent == ZL_NO_UNIT || zl_is_corrected(unit) ||
	    unit->first_child != ZL_NO_UNIT || unit->shape >= ZL_SHAPE_PART ||
	    (unit->category != NULL && !unit->tasked) ||
	    !(is_weak(unit) || (unit->reading == ZL_READ_SECTION && !unit->deficient)))
		return false;
	if (unit->run_in)
		return true;
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++)
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			return true;
	return false;
}

/*
 * Whether the unit names a task: what is above it promises some, or its number goes on with that of
 * the last that does, NULL for none, under another heading.
 */
static bool
names_task(const struct zl_engine *engine, const struct zl_unit *unit, const struct zl_unit *last)
{
	if (!may_name_task(engine, unit))
		return false;
	uint8_t area = engine->units.items[unit->parent].area;
	return area == ZL_AREA_ANSWERS || area == ZL_AREA_TASKS ||
	       (last != NULL && unit->ordinal == last->ordinal + 1 &&
		unit->read_as == last->read_as && area != ZL_AREA_PLAN);
}

/* The outermost section around the unit. */
static int32_t
outermost(const struct zl_engine *engine, int32_t index)
{
	while (engine->units.items[index].parent != ZL_NO_UNIT)
		index = engine->units.items[index].parent;
	return index;
}

/*
 * Counts, by outermost section, headings that name work and those that speak of organising; gives
 * how many name work without any lack, less two for each that was read as a problem.  None where
 * the words of most headings tell of no work: they may be the parts of any text.
 */
static int64_t
count_tasks(struct zl_engine *engine)
{
	const struct zl_unit *last = NULL;
	int64_t tasks = 0, told = 0;

	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (!names_task(engine, unit, last))
			continue;
		last = unit;
		told += unit->tasked ? 1 : -1;
		tasks += is_weak(unit) ? -2 : 1;
		struct zl_unit *top = &engine->units.items[outermost(engine, (int32_t)i)];
		top->tasks++;
		top->organised += unit->promised == ZL_AREA_ORGANISING;
	}
	return told < 0 ? -1 : tasks;
}

void
zl_find_tasks(struct zl_engine *engine)
{
	bool findings = has_findings(engine);

	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		const struct zl_rule *problem = engine->lines.items[unit->line].problem;
		bool labelled = problem != NULL && problem->marker == ZL_MARKER_LABEL;
		bool names = unit->tasked && !unit->deficient && (!unit->marked || labelled);
		unit->kind = names ? ZL_FINDING_TASK : ZL_FINDING_ISSUE;
	}
	if (findings || engine->file->silent)
		return;
	const struct zl_unit *last = NULL;
	int64_t tasks = count_tasks(engine);

	if (tasks < 0)
		return;
	for (size_t i = 0; i < engine->units.count; i++) {
		struct zl_unit *unit = &engine->units.items[i];
		if (zl_is_corrected(unit) && unit->reading == ZL_READ_FINDING)
			unit->kind = ZL_FINDING_TASK;
		if (!names_task(engine, unit, last))
			continue;
		last = unit;
		const struct zl_unit *top = &engine->units.items[outermost(engine, (int32_t)i)];
		if (top->organised * 2 > top->tasks ||
		    (tasks < LEAST_TASKS && top->area != ZL_AREA_TASKS))
			continue;
		unit->reading = ZL_READ_FINDING;
		unit->runner_up = ZL_READ_SECTION;
		unit->kind = ZL_FINDING_TASK;
	}
}
