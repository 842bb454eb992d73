/*
 * measures.c: the enumeration of a response.  All markers are collected; the outermost enumeration
 * is the first that begins with its first item and goes on: what other series stand between its
 * items is inside them.
 */
#include <stdlib.h>
#include <string.h>

#include "response.h"

enum { GAP = 2 /* from one item's number to the next, at most */ };

/* The series of an item rule: the index of the first rule of its series. */
static uint8_t
item_series(const struct zl_engine *engine, const struct zl_rule *rule)
{
	const struct zl_rule_list *items = &engine->file->kinds[ZL_RULE_ITEM];
	size_t i = 0;

	while (i < items->count && strcmp(items->items[i]->series, rule->series) != 0)
		i++;
	return (uint8_t)(ZL_SHAPE_COUNT + i % (UINT8_MAX - ZL_SHAPE_COUNT));
}

/* The marker at place, if one stands there that counts. */
static bool
read_mark(struct zl_engine *engine, const struct zl_part *part, uint32_t place,
	  struct zl_mark *mark)
{
	uint32_t to = part->stretch.to;
	struct zl_match match;

	const struct zl_rule *rule = zl_find(engine, ZL_RULE_ITEM, place, to, &match);

	if (rule != NULL) {
		mark->series = item_series(engine, rule);
		struct zl_span value = match.groups[ZL_GROUP_VALUE];
		mark->ordinal = value.from == SIZE_MAX ? rule->ordinal
						       : zl_ordinal(engine->text.data + value.from,
								    value.to - value.from);
	} else {
		struct zl_line line = {.start = place, .end = to};
		line.segment = engine->lines.items[part->line].segment;
		rule = zl_line_number(engine, &line, &match);
		if (rule == NULL)
			return false;
		mark->series = line.shape;
		mark->ordinal = line.ordinal;
	}
	mark->rule = rule;
	mark->marker = (struct zl_stretch){place, (uint32_t)match.whole.to};
	return true;
}

static bool
add_mark(struct zl_engine *engine, struct zl_marks *out, const struct zl_mark *mark)
{
	struct zl_mark *added =
	    zl_vector_add(engine->document, (void **)&out->marks.items, &out->marks.count,
			  &out->marks.capacity, sizeof(*added));

	if (added != NULL)
		*added = *mark;
	return added != NULL;
}

/*
 * The first item of the series in view[from, to), where no stop stands before it: 县水利局一是...
 * The rule for it says that it may; of several places the last counts.
 */
static bool
find_first_within(struct zl_engine *engine, uint8_t series, uint32_t from, uint32_t to,
		  struct zl_mark *mark)
{
	const struct zl_rule_list *items = &engine->file->asked[ZL_ASKED_WITHIN];
	struct zl_match match;

	mark->series = series;
	mark->ordinal = 1;
	for (size_t i = 0; i < items->count; i++) {
		if (item_series(engine, items->items[i]) != series)
			continue;
		for (uint32_t place = to; place-- > from;) {
			if (((unsigned char)engine->text.data[place] & 0xC0) == 0x80 ||
			    !zl_rule_match_at(engine->matcher, items, i, engine->text.data, to,
					      place, &match))
				continue;
			mark->marker = (struct zl_stretch){place, (uint32_t)match.whole.to};
			mark->rule = items->items[i];
			return true;
		}
	}
	return false;
}

/* A sign that does not count is a marker where a part begins, and counts those of its series. */
static bool
count_mark(const struct zl_marks *out, struct zl_mark *mark, bool begins)
{
	if (mark->ordinal > 0)
		return true;
	if (mark->rule->kind != ZL_RULE_ITEM || !begins)
		return false;
	mark->ordinal = 1;
	for (size_t i = out->marks.count; i-- > 0;)
		if (out->marks.items[i].series == mark->series) {
			mark->ordinal = out->marks.items[i].ordinal + 1;
			break;
		}
	return true;
}

/* The markers of one part: at its beginning, and behind stops. */
static bool
collect(struct zl_engine *engine, const struct zl_parts *parts, uint32_t index,
	struct zl_marks *out)
{
	struct zl_stretch text = parts->parts.items[index].stretch;
	uint32_t place = text.from, behind = text.from;
	bool begun = false;

	while (place < text.to) {
		struct zl_mark mark = {.part = index}, first = {.part = index};
		if (read_mark(engine, &parts->parts.items[index], place, &mark) &&
		    count_mark(out, &mark, place == text.from)) {
			bool second =
			    !begun && mark.rule->kind == ZL_RULE_ITEM && mark.ordinal == 2;
			if (second &&
			    find_first_within(engine, mark.series, behind, place, &first) &&
			    !add_mark(engine, out, &first))
				return false;
			begun = begun || mark.rule->kind == ZL_RULE_ITEM;
			behind = mark.marker.to;
			if (!add_mark(engine, out, &mark))
				return false;
			place = mark.marker.to;
			continue;
		}
		place = zl_stop_end(engine, ZL_STOP_CLAUSE, place, text.to);
	}
	return true;
}

/*
 * Keeps of marks[from, count) the items of the outermost enumeration.  An enumeration needs two
 * items.  One pass: a series that does not go on gives way to the next that begins.
 */
static void
keep_outermost(struct zl_marks *marks, size_t from)
{
	size_t count = marks->marks.count;
	struct zl_mark *items = marks->marks.items;
	/* Where each series that has begun began, and its last ordinal; the earliest that goes on
	   is the outermost. */
	size_t begins[UINT8_MAX + 1];
	int32_t last[UINT8_MAX + 1] = {0};
	size_t best = SIZE_MAX;

	for (size_t i = from; i < count; i++) {
		uint8_t series = items[i].series;
		if (items[i].ordinal == 1 && last[series] <= 1) {
			begins[series] = i;
			last[series] = 1;
		} else if (last[series] > 0 && items[i].ordinal > last[series] &&
			   items[i].ordinal <= last[series] + GAP) {
			last[series] = items[i].ordinal;
			if (best == SIZE_MAX || begins[series] < begins[items[best].series])
				best = i;
		}
	}
	size_t kept = from;
	if (best != SIZE_MAX) {
		uint8_t series = items[best].series;
		int32_t ordinal = 0;
		for (size_t i = begins[series]; i < count; i++) {
			if (items[i].series != series || items[i].ordinal <= ordinal ||
			    items[i].ordinal > ordinal + GAP)
				continue;
			ordinal = items[i].ordinal;
			items[kept++] = items[i];
		}
	}
	marks->marks.count = kept;
}

bool
zl_measures(struct zl_engine *engine, const struct zl_parts *parts, struct zl_marks *out)
{
	size_t from = 0;

	for (uint32_t i = 0; i < parts->parts.count; i++) {
		enum zl_part_kind kind = parts->parts.items[i].kind;
		if (kind == ZL_PART_LABEL) {
			keep_outermost(out, from);
			from = out->marks.count;
		}
		if (kind == ZL_PART_TEXT && !collect(engine, parts, i, out))
			return false;
	}
	keep_outermost(out, from);
	return !zl_engine_failed(engine);
}
