/* tree.c: units above units, once the outline is found. */
#include "extract/lines/engine.h"
#include "outline.h"

int32_t
zl_heading_above(const struct zl_engine *engine, int32_t index, int32_t section)
{
	const struct zl_unit *units = engine->units.items;
	int32_t parent = units[index].parent, at = parent;

	while (at > section && units[at].reading == ZL_READ_SECTION)
		at = units[at].parent;
	return at == section ? parent : ZL_NO_UNIT;
}

bool
zl_stands_in(const struct zl_engine *engine, int32_t index, int32_t other)
{
	while (index != ZL_NO_UNIT && index != other)
		index = engine->units.items[index].parent;
	return index == other;
}

bool
zl_refers(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return unit->shape < ZL_SHAPE_PART &&
	       engine->file->kinds[ZL_RULE_NUMBER].items[unit->shape - 1]->refers;
}
