/* summaries.c: clauses that only sum up what the report tells one by one. */
#include "headings.h"
#include "outline.h"

/* Whether it is one clause that 等问题 sums up. */
static bool
is_summary(const struct zl_enumeration *enumeration)
{
	return enumeration->style == ZL_SHAPE_NAMELESS && enumeration->count == 2 &&
	       enumeration->led;
}

/* Whether problems are marked, or enumerated otherwise than in such clauses. */
static bool
has_problems(const struct zl_classifying *at)
{
	const struct zl_engine *engine = at->engine;

	for (size_t i = 0; i < at->enumerations->all.count; i++) {
		const struct zl_enumeration *enumeration = &at->enumerations->all.items[i];
		if (enumeration->kind != ZL_ENUMERATES_TEXT &&
		    enumeration->kind != ZL_ENUMERATES_ADVICE && !is_summary(enumeration))
			return true;
	}
	for (size_t i = 0; i < engine->lines.count; i++)
		if (engine->lines.items[i].problem != NULL ||
		    engine->lines.items[i].kind == ZL_LINE_CELL)
			return true;
	return false;
}

void
zl_summaries_drop(struct zl_classifying *at)
{
	bool asked = false, drop = false;

	for (size_t i = 0; i < at->enumerations->all.count; i++) {
		struct zl_enumeration *enumeration = &at->enumerations->all.items[i];
		if (enumeration->kind != ZL_ENUMERATES_PROBLEMS || !is_summary(enumeration))
			continue;
		drop = asked ? drop : has_problems(at);
		asked = true;
		if (drop)
			enumeration->kind = ZL_ENUMERATES_TEXT;
	}
}
