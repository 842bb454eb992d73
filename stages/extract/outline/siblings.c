/*
 * siblings.c: what the units of one shape under one parent say for one another: a layout repeats
 * itself.
 */
#include <string.h>

#include "extract/lines/engine.h"
#include "outline.h"

enum {
	AGAINST_KIND = 2, /* siblings are no findings */
	FEW_SIBLINGS = 4,
	MANY_COUSINS = 3,
	MANY_STATED = 6, /* siblings that state a problem, to speak for one that does not */
	LEAST_ALIKE = 2, /* of siblings built alike, to tell what the others are */
	MOST_UNLIKE = 3	 /* of whom there may be so many times these */
};

/* What the units of one shape under one parent are, by shape. */
struct family {
	uint32_t like[ZL_SHAPE_COUNT], stated[ZL_SHAPE_COUNT], all[ZL_SHAPE_COUNT];
	uint32_t leaves[ZL_SHAPE_COUNT];
	uint32_t run_in[ZL_SHAPE_COUNT], alone[ZL_SHAPE_COUNT]; /* see count_build */
};

/* Whether text stands under the unit's heading, which is alone on its line. */
static bool
has_text_under(const struct zl_engine *engine, const struct zl_unit *unit)
{
	size_t under = zl_line_after(engine, unit->line);

	return !unit->run_in && !(engine->lines.items[unit->line].flags & ZL_LINE_STOPPED) &&
	       under < unit->lines_end && engine->lines.items[under].kind == ZL_LINE_TEXT;
}

/* How those are built that head nothing and name no work: all on a line, or text under a heading.
 */
static void
count_build(const struct zl_engine *engine, const struct zl_unit *unit, struct family *family)
{
	if (unit->first_child != ZL_NO_UNIT || unit->tasked)
		return;
	family->run_in[unit->read_as] += unit->run_in;
	family->alone[unit->read_as] += unit->category == NULL && has_text_under(engine, unit);
}

static void
count_family(const struct zl_engine *engine, const bool *like, int32_t child, struct family *family)
{
	const struct zl_unit *unit = &engine->units.items[child];

	/* A number whose words were lost says nothing. */
	if (unit->heading_end == engine->lines.items[unit->line].text && !unit->marked)
		return;
	family->all[unit->read_as]++;
	family->like[unit->read_as] += like[child];
	family->stated[unit->read_as] += unit->marked || unit->deficient;
	family->leaves[unit->read_as] += unit->first_child == ZL_NO_UNIT;
	count_build(engine, unit, family);
}

static int8_t
support_of(uint32_t like, uint32_t all)
{
	return like * 2 >= all ? ZL_FOR_KIND : like == 0 ? -AGAINST_KIND : 0;
}

/*
 * Whether enough siblings tell what they are to speak for the others, which are built as they are
 * but use words that no rule knows.
 */
static bool
speak_for_all(uint32_t telling, uint32_t all)
{
	return telling >= LEAST_ALIKE && telling * MOST_UNLIKE >= all;
}

/* The same where headings promise answers; the report's others of the shape speak, too. */
static bool
are_stated_alike(const struct family *family, const struct family *cousins, uint8_t shape)
{
	bool run_in = family->run_in[shape] == family->all[shape];
	bool alone = family->alone[shape] == family->all[shape];

	return ((run_in || alone) && speak_for_all(family->stated[shape], family->all[shape])) ||
	       (run_in && cousins->run_in[shape] == cousins->all[shape] &&
		speak_for_all(cousins->stated[shape], cousins->all[shape]));
}

/* Whether all siblings state a problem, or half of them do and nearly all others of the shape. */
static bool
are_stated(const struct family *family, const struct family *cousins, uint8_t shape)
{
	if (family->stated[shape] == family->all[shape] && family->stated[shape] >= LEAST_ALIKE)
		return true;
	if (family->stated[shape] >= MANY_STATED &&
	    family->stated[shape] * 4 >= family->all[shape] * 3)
		return true;
	return family->stated[shape] * 2 >= family->all[shape] &&
	       cousins->stated[shape] >= MANY_COUSINS &&
	       cousins->stated[shape] * 4 >= cousins->all[shape] * 3;
}

/* Of few siblings that say nothing others of their shape, all over the report, tell. */
static void
set_support(const struct family *family, const struct family *cousins, struct zl_unit *unit)
{
	uint8_t shape = unit->read_as;

	unit->stated_alike = are_stated_alike(family, cousins, shape);
	unit->support = family->run_in[shape] == family->all[shape] &&
				speak_for_all(family->like[shape], family->all[shape])
			    ? ZL_FOR_KIND
			    : support_of(family->like[shape], family->all[shape]);
	unit->stated_all =
	    family->leaves[shape] == family->all[shape] && are_stated(family, cousins, shape);
	unit->support_listed = support_of(family->stated[shape], family->all[shape]);
	unit->among_leaves = family->leaves[shape] * 2 >= family->all[shape];
	if (family->like[shape] == 0 && family->all[shape] <= FEW_SIBLINGS &&
	    cousins->like[shape] >= MANY_COUSINS &&
	    cousins->like[shape] * 4 >= cousins->all[shape] * 3)
		unit->support = ZL_FOR_KIND;
}

void
zl_find_support(struct zl_engine *engine, const bool *like)
{
	struct zl_unit *units = engine->units.items;
	struct family family = {0}, cousins = {0};

	for (size_t i = 0; i < engine->units.count; i++)
		count_family(engine, like, (int32_t)i,
			     units[i].parent == ZL_NO_UNIT ? &family : &cousins);
	for (size_t i = 0; i < engine->units.count; i++)
		if (units[i].parent == ZL_NO_UNIT)
			set_support(&family, &cousins, &units[i]);
	for (size_t i = 0; i < engine->units.count; i++) {
		if (units[i].first_child == ZL_NO_UNIT)
			continue;
		memset(&family, 0, sizeof(family));
		for (int32_t at = units[i].first_child; at != ZL_NO_UNIT;
		     at = units[at].next_sibling)
			count_family(engine, like, at, &family);
		for (int32_t at = units[i].first_child; at != ZL_NO_UNIT;
		     at = units[at].next_sibling)
			set_support(&family, &cousins, &units[at]);
	}
}
