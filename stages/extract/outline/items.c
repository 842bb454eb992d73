/* items.c: what the items of an enumeration say.  Asking is dear, so each count is made when
 * needed. */
#include "items.h"
#include "outline.h"

enum {
	MOST_ASKED = 16,      /* items whose words are looked at */
	SENTENCE_BYTES = 1200 /* of an item's first sentence, at most */
};

struct zl_items
zl_items_of(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	struct zl_items items = {.at = at, .enumeration = enumeration};

	for (int i = 0; i < ZL_ITEMS_WHAT_COUNT; i++)
		items.counts[i] = -1;
	return items;
}

/* Whether the words promise something: those on organising and the like do so only without a lack.
 */
static bool
promises(struct zl_engine *engine, uint32_t from, uint32_t end)
{
	uint8_t area = zl_heading_area(engine, from, end);

	return area == ZL_AREA_PROBLEMS || area == ZL_AREA_MEASURES || area == ZL_AREA_ANSWERS ||
	       (area != ZL_AREA_NONE && !zl_is_deficient(engine, from, end));
}

/* Whether the item in view[from, to) does what is asked. */
static bool
is_so(struct zl_engine *engine, enum zl_items_what what, uint32_t from, uint32_t to)
{
	struct zl_match match;
	const struct zl_rule *problem = NULL;
	uint32_t end =
	    what == ZL_ITEMS_MARKED || what == ZL_ITEMS_LABELLED || what == ZL_ITEMS_ALL
		? to
		: zl_heading_end(engine, from, zl_reach(engine, from, to, SENTENCE_BYTES));

	if (what == ZL_ITEMS_MARKED || what == ZL_ITEMS_LABELLED || what == ZL_ITEMS_PROMISING)
		problem = zl_find(engine, ZL_RULE_PROBLEM, from,
				  zl_reach(engine, from, to, SENTENCE_BYTES), &match);
	switch (what) {
	case ZL_ITEMS_LACKING:
		return zl_is_deficient(engine, from, end);
	case ZL_ITEMS_ACTED:
		return !zl_is_deficient(engine, from, end) &&
		       (zl_tells_of_acts(engine, from, end) ||
			zl_weigh(engine, ZL_CUE_TASK, from, end) >= ZL_TASKED);
	case ZL_ITEMS_MARKED:
		return problem != NULL && problem->marker <= ZL_MARKER_TARGET &&
		       zl_find(engine, ZL_RULE_NEVER, from, (uint32_t)match.whole.to, NULL) == NULL;
	case ZL_ITEMS_LABELLED:
		return zl_opening_next(engine, ZL_OPENS_LABEL, from, to) < to ||
		       (problem != NULL && problem->marker == ZL_MARKER_LABEL);
	case ZL_ITEMS_PROMISING:
		return problem == NULL && end - from < ZL_HEADING_BYTES &&
		       promises(engine, from, end);
	case ZL_ITEMS_SOLVED:
		return zl_before_act(engine, from, end, false) < end;
	default:
		return true;
	}
}

uint32_t
zl_items_count(struct zl_items *items, enum zl_items_what what)
{
	struct zl_engine *engine = items->at->engine;
	const struct zl_mark *marks = items->at->enumerations->marks.marks.items;
	uint32_t asked = 0, count = 0;

	if (items->counts[what] >= 0)
		return (uint32_t)items->counts[what];
	for (uint32_t i = items->enumeration->first;
	     i != ZL_NO_MARK && asked < MOST_ASKED && !marks[i].ends; i = marks[i].next, asked++) {
		uint32_t from = marks[i].marker.to, next = marks[i].next;
		uint32_t to = next != ZL_NO_MARK && marks[next].part == marks[i].part
				  ? marks[next].marker.from
				  : engine->lines.items[marks[i].part].end;
		count += is_so(engine, what, from, to);
	}
	items->counts[what] = (int32_t)count;
	return count;
}

bool
zl_items_share(struct zl_items *items, enum zl_items_what what, uint32_t least, uint32_t of)
{
	return zl_items_count(items, what) * of >= zl_items_count(items, ZL_ITEMS_ALL) * least;
}

bool
zl_items_act(struct zl_items *items)
{
	return zl_items_count(items, ZL_ITEMS_ACTED) * 2 > zl_items_count(items, ZL_ITEMS_ALL);
}
