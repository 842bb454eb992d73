/*
 * measures.c: the enumeration of a response.  All markers are collected; the outermost enumeration
 * is the first that begins with its first item and goes on: what other series stand between its
 * items is inside them.
 */
#include <stdlib.h>
#include <string.h>

#include "response.h"

enum { GAP = 2 /* from one item's number to the next, at most */ };

/* A sign that does not count is a marker behind a sentence, and counts those of its style. */
static bool
count_mark(const struct zl_marks *out, struct zl_mark *mark, enum zl_stands stands)
{
	if (mark->ordinal > 0)
		return true;
	if (mark->rule->kind != ZL_RULE_ITEM || stands > ZL_BEHIND_COLON)
		return false;
	mark->ordinal = 1;
	for (size_t i = out->marks.count; i-- > 0;)
		if (out->marks.items[i].style == mark->style) {
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
	uint32_t segment = engine->lines.items[parts->parts.items[index].line].segment;
	uint32_t place = text.from, behind = text.from;
	bool begun = false;

	while (place < text.to) {
		struct zl_mark mark = {.part = index}, first = {.part = index};
		if (zl_mark_at(engine, segment, place, text.to, &mark) &&
		    count_mark(out, &mark, zl_stands_at(engine, text.from, place))) {
			bool second =
			    !begun && mark.rule->kind == ZL_RULE_ITEM && mark.ordinal == 2;
			if (second && zl_mark_within(engine, mark.style, behind, place, &first) &&
			    !zl_mark_add(engine, out, &first))
				return false;
			begun = begun || mark.rule->kind == ZL_RULE_ITEM;
			behind = mark.marker.to;
			if (!zl_mark_add(engine, out, &mark))
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
		uint8_t style = items[i].style;
		if (items[i].ordinal == 1 && last[style] <= 1) {
			begins[style] = i;
			last[style] = 1;
		} else if (last[style] > 0 && items[i].ordinal > last[style] &&
			   items[i].ordinal <= last[style] + GAP) {
			last[style] = items[i].ordinal;
			if (best == SIZE_MAX || begins[style] < begins[items[best].style])
				best = i;
		}
	}
	size_t kept = from;
	if (best != SIZE_MAX) {
		uint8_t style = items[best].style;
		int32_t ordinal = 0;
		for (size_t i = begins[style]; i < count; i++) {
			if (items[i].style != style || items[i].ordinal <= ordinal ||
			    items[i].ordinal > ordinal + GAP)
				continue;
			ordinal = items[i].ordinal;
			items[kept++] = items[i];
		}
	}
	marks->marks.count = kept;
}

enum zl_status
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
			return ZL_FAILED;
	}
	keep_outermost(out, from);
	return !zl_engine_failed(engine);
}
