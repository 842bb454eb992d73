/*
 * nameless.c: problems that no word tells.  Headings name objects, 二、教学楼, and the sentence
 * under each states its problem: where it does so in words that tell it at some, it does at the
 * others.
 */
#include "extract/engine.h"

enum {
	MOST_CHARACTERS = 70, /* of such a sentence */
	LEAST_TOLD = 2	      /* of them in telling words, to make a habit */
};

/*
 * The one sentence under a heading that only names an object: the problem, where the report's
 * habit is to state it so.  The line; lines.count when there is none.
 */
static size_t
sentence_under(const struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *lines = engine->lines.items;
	size_t under = zl_line_after(engine, unit->line);

	if (unit->shape >= ZL_SHAPE_PART || unit->marked || unit->deficient || unit->tasked ||
	    unit->run_in || unit->attributed || unit->category != NULL || unit->area_rule != NULL ||
	    (lines[unit->line].flags & ZL_LINE_STOPPED) || under == engine->lines.count ||
	    lines[under].kind != ZL_LINE_TEXT || lines[under].shape != 0)
		return engine->lines.count;
	return under;
}

/* Whether the line behind a heading of an object may state its problem: of the unit, before its
 * response, or alone and telling what is wrong. */
static bool
may_state(struct zl_engine *engine, const struct zl_unit *unit, size_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);

	if (index >= unit->lines_end || !(line->flags & ZL_LINE_STOPPED) ||
	    (line->flags & (ZL_LINE_CLOSING | ZL_LINE_LAST)) || line->problem != NULL ||
	    line->label != NULL || line->attribute != NULL || line->detail != NULL ||
	    zl_characters(engine, line->start, line->end) > MOST_CHARACTERS ||
	    zl_weigh(engine, ZL_CUE_ACTION, line->start, line->end) > 0)
		return false;
	if (next < unit->lines_end)
		return engine->lines.items[next].label != NULL;
	return zl_is_deficient(engine, line->start, zl_heading_end(engine, line->start, line->end));
}

void
zl_find_nameless(struct zl_engine *engine, bool *found)
{
	uint32_t told[ZL_SHAPE_PART] = {0}, open[ZL_SHAPE_PART] = {0};

	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		size_t under = sentence_under(engine, unit);
		if (under == engine->lines.count)
			continue;
		if (engine->lines.items[under].flags & ZL_LINE_NAMELESS)
			told[unit->shape]++;
		else
			open[unit->shape]++;
	}
	*found = false;
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (unit->shape >= ZL_SHAPE_PART || told[unit->shape] < LEAST_TOLD ||
		    told[unit->shape] < open[unit->shape])
			continue;
		size_t under = sentence_under(engine, unit);
		if (under == engine->lines.count || !may_state(engine, unit, under))
			continue;
		engine->lines.items[under].flags |= ZL_LINE_NAMELESS;
		*found = true;
	}
}
