/* mark.c: a marker at a place: a number or an item's words. */
#include "mark.h"

#include <string.h>

#include "base/utf8.h"

enum { ITEM_RANK = 65 /* of 一是 and signs: inside all numbers */ };

/* The style of items of the rule. */
static uint8_t
item_style(const struct zl_engine *engine, const struct zl_rule *rule)
{
	const struct zl_rule_list *items = &engine->file->kinds[ZL_RULE_ITEM];
	size_t i = 0;

	while (i < items->count && strcmp(items->items[i]->series, rule->series) != 0)
		i++;
	return (uint8_t)(ZL_SHAPE_COUNT + i % (UINT8_MAX - ZL_SHAPE_COUNT));
}

/* Whether a numeral and 、 stand right before place: 每周一、三、五 enumerates nothing. */
static bool
follows_numeral(const struct zl_engine *engine, uint32_t place)
{
	static const char comma[] = "、";
	const uint32_t bytes = sizeof(comma) - 1; /* a numeral takes as many */

	return place >= 2 * bytes && memcmp(engine->text.data + place - bytes, comma, bytes) == 0 &&
	       zl_ordinal(engine->text.data + place - 2 * bytes, bytes) > 0;
}

bool
zl_mark_at(struct zl_engine *engine, uint32_t segment, uint32_t place, uint32_t to,
	   struct zl_mark *out)
{
	struct zl_match match;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_ITEM, place, to, &match);

	if (rule != NULL) {
		struct zl_span value = match.groups[ZL_GROUP_VALUE];
		out->style = item_style(engine, rule);
		out->rank = ITEM_RANK;
		out->ordinal = value.from == SIZE_MAX ? rule->ordinal
						      : zl_ordinal(engine->text.data + value.from,
								   value.to - value.from);
	} else {
		struct zl_line line = {.segment = segment, .start = place, .end = to};
		rule = zl_line_number(engine, &line, &match);
		if (rule == NULL || follows_numeral(engine, place))
			return false;
		out->style = line.shape;
		out->rank = (int16_t)rule->rank;
		out->ordinal = line.ordinal;
	}
	out->rule = rule;
	out->enumeration = ZL_NO_ENUMERATION;
	out->next = ZL_NO_MARK;
	out->marker = (struct zl_stretch){place, (uint32_t)match.whole.to};
	return true;
}

enum zl_status
zl_mark_add(struct zl_engine *engine, struct zl_marks *marks, const struct zl_mark *mark)
{
	size_t count = marks->marks.count;
	const struct zl_mark *last = count > 0 ? &marks->marks.items[count - 1] : NULL;

	/* What stands within another marker is none: 1.1. */
	if (last != NULL && last->part == mark->part && mark->marker.from < last->marker.to)
		return ZL_DONE;
	struct zl_mark *added =
	    zl_vector_add(engine->document, (void **)&marks->marks.items, &marks->marks.count,
			  &marks->marks.capacity, sizeof(*added));

	if (added != NULL)
		*added = *mark;
	return added != NULL;
}

bool
zl_mark_within(struct zl_engine *engine, uint8_t style, uint32_t from, uint32_t to,
	       struct zl_mark *out)
{
	const struct zl_rule_list *items = &engine->file->asked[ZL_ASKED_WITHIN];
	struct zl_match match;

	for (size_t i = 0; i < items->count; i++) {
		if (item_style(engine, items->items[i]) != style)
			continue;
		for (uint32_t place = to; place-- > from;) {
			if (zl_utf8_is_continuation(engine->text.data[place]) ||
			    !zl_pattern_match_at(engine->matcher, items->items[i]->pattern,
						 engine->text.data, to, place, &match))
				continue;
			*out = (struct zl_mark){.style = style,
						.stands = ZL_AMID,
						.rank = ITEM_RANK,
						.ordinal = 1,
						.enumeration = ZL_NO_ENUMERATION,
						.next = ZL_NO_MARK,
						.marker = {place, (uint32_t)match.whole.to},
						.rule = items->items[i]};
			return true;
		}
	}
	return false;
}

uint32_t
zl_place_before(const struct zl_engine *engine, uint32_t start, uint32_t place)
{
	do
		place--;
	while (place > start && (engine->text.data[place] == ' ' ||
				 zl_utf8_is_continuation(engine->text.data[place])));
	return place;
}

enum zl_stands
zl_stands_at(const struct zl_engine *engine, uint32_t start, uint32_t place)
{
	uint32_t bytes;

	if (place == start)
		return ZL_AT_LINE;
	uint32_t before = zl_place_before(engine, start, place);
	if (engine->text.data[before] == ':')
		return ZL_BEHIND_COLON;
	return zl_stop_at(engine, before, place, &bytes) >= ZL_STOP_SENTENCE ? ZL_BEHIND_SENTENCE
									     : ZL_BEHIND_CLAUSE;
}
