/*
 * in_line.c: what an enumeration of numbers in mid-line is that no words lead up to: headings and
 * items that lost their line breaks, or text.
 */
#include "in_line.h"
#include "outline.h"

enum {
	OBJECT_BYTES = 60,   /* of a heading that names an object, at most */
	HEADING_BYTES = 120, /* of a heading at the end of its line, at most */
	OUTER_RANK = 30,     /* of 一、 and （一） */
	FEW = 4		     /* of so many items one may stand elsewhere */
};

bool
zl_in_response(const struct zl_classifying *at, const struct zl_mark *mark)
{
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	const struct zl_heading *above = zl_heading_innermost(at);
	uint32_t from = above->from > line->text ? above->from : line->text;

	return (above->labelled > 0 && above->labelled <= mark->part) ||
	       (mark->stands != ZL_AT_LINE && from < mark->marker.from &&
		(line->label != NULL || zl_opening_next(at->engine, ZL_OPENS_LABEL, from,
							mark->marker.from) < mark->marker.from));
}

/* Whether nothing but the words of a heading in mid-line stands before the mark. */
static bool
follows_heading(const struct zl_classifying *at, uint32_t index)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[index];

	return zl_is_in_line_heading(at, index) &&
	       zl_stop_end(at->engine, ZL_STOP_SENTENCE, mark[-1].marker.to, mark->marker.from) ==
		   mark->marker.from;
}

/* Whether a full stop stands right before the mark in mid-line. */
static bool
follows_full_stop(const struct zl_engine *engine, const struct zl_mark *mark)
{
	const uint32_t start = engine->lines.items[mark->part].start, to = mark->marker.from;
	uint32_t bytes;

	return zl_stop_at(engine, zl_place_before(engine, start, to), to, &bytes) ==
	       ZL_STOP_HEADING;
}

/*
 * Whether a number that stands alone in mid-line, the first of its kind or behind a full stop,
 * begins a heading that lost its line breaks: short words up to the next number promise what stands
 * there, or nothing stands behind them on the line.
 */
static bool
heads_alone(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_marks *marks = &at->enumerations->marks;
	const struct zl_mark *mark = &marks->marks.items[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	bool stopped = mark->stands != ZL_AT_LINE && follows_full_stop(at->engine, mark);

	if (enumeration->count > 1 || enumeration->rank > OUTER_RANK || mark->stands == ZL_AMID ||
	    (mark->ordinal != 1 && !stopped))
		return false;
	bool last = enumeration->first + 1 == marks->marks.count || mark[1].part != mark->part;
	uint32_t end = last ? line->end : mark[1].marker.from;
	if (last)
		return stopped && !(line->flags & ZL_LINE_STOPPED) &&
		       end - mark->marker.to <= HEADING_BYTES;
	return mark[1].style < ZL_SHAPE_PART && end - mark->marker.to <= OBJECT_BYTES &&
	       zl_heading_area(at->engine, mark->marker.to, end) != ZL_AREA_NONE;
}

/*
 * Whether items begin lines or stand behind full stops, the first behind the colon of a heading on
 * its line, all but few: line breaks were lost.
 */
static bool
follow_full_stops(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_mark *first = &marks[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[first->part];
	bool headed = first->stands == ZL_BEHIND_COLON && line->shape != 0 &&
		      enumeration->lead.from == line->text;
	uint32_t others = 0;

	for (uint32_t i = headed ? first->next : enumeration->first; i != ZL_NO_MARK;
	     i = marks[i].next)
		others +=
		    marks[i].stands != ZL_AT_LINE && !follows_full_stop(at->engine, &marks[i]);
	return others * FEW <= enumeration->count;
}

uint8_t
zl_kind_in_line(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
		struct zl_items *items)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];

	/* Behind a number that ends its line nothing begins. */
	if (!enumeration->in_line || enumeration->style >= ZL_SHAPE_PART ||
	    mark->marker.to >= at->engine->lines.items[mark->part].end)
		return ZL_ENUMERATES_TEXT;
	if (heads_alone(at, enumeration) ||
	    (enumeration->count == 1 && follows_heading(at, enumeration->first) &&
	     zl_items_count(items, ZL_ITEMS_LACKING) == 1))
		return ZL_ENUMERATES_HEADINGS;
	/* Right behind a heading that lost its line break. */
	if (enumeration->count > 1 && follows_heading(at, enumeration->first))
		return zl_heading_innermost(at)->area == ZL_AREA_PROBLEMS &&
			       zl_items_count(items, ZL_ITEMS_LABELLED) == 0 &&
			       zl_items_count(items, ZL_ITEMS_MARKED) == 0 &&
			       zl_items_share(items, ZL_ITEMS_LACKING, 2, 3)
			   ? ZL_ENUMERATES_PROBLEMS
			   : ZL_ENUMERATES_HEADINGS;
	if (zl_items_share(items, ZL_ITEMS_MARKED, 1, 2) ||
	    zl_items_share(items, ZL_ITEMS_LABELLED, 1, 2))
		return ZL_ENUMERATES_HEADINGS;
	if (enumeration->count < 2 || zl_in_response(at, mark))
		return ZL_ENUMERATES_TEXT;
	return enumeration->rank <= OUTER_RANK || follow_full_stops(at, enumeration)
		   ? ZL_ENUMERATES_HEADINGS
		   : ZL_ENUMERATES_TEXT;
}
