/*
 * cut.c: items in mid-line become lines of their own, and so do the sentences that lead up to them
 * and what stands behind the last of them.
 */
#include <stdlib.h>

#include "base/utf8.h"
#include "clauses.h"
#include "enumerate.h"
#include "outline.h"

enum {
	MOST_BYTES = 600,   /* of a sentence that closes an enumeration, at most */
	HEADING_BYTES = 60, /* of a heading that lost its line break, at most */
	LEAST_BEHIND = 8    /* characters behind it, at least */
};

enum cut_kind { CUT_ITEM, CUT_LEAD, CUT_END };

struct cut {
	uint32_t line, place;
	uint32_t mark;
	int32_t enumeration;
	uint8_t kind;
};

struct cutting {
	struct zl_engine *engine;
	const struct zl_enumerations *enumerations;
	ZL_VECTOR(struct cut) cuts;
	ZL_VECTOR(struct zl_line) out;
};

static enum zl_status
add_cut(struct cutting *cutting, struct cut cut)
{
	struct cut *added =
	    zl_vector_add(cutting->engine->document, (void **)&cutting->cuts.items,
			  &cutting->cuts.count, &cutting->cuts.capacity, sizeof(*added));

	if (added != NULL)
		*added = cut;
	return added != NULL;
}

static const struct zl_mark *
mark_of(const struct cutting *cutting, uint32_t index)
{
	return &cutting->enumerations->marks.marks.items[index];
}

/* Sentences in view[from, to). */
static uint32_t
sentences(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t count = 0;

	for (; from < to; from = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to))
		count++;
	return count;
}

/* Whether the sentence at from is said of all items, and ends the last. */
static bool
is_said_of_all(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	to = zl_reach(engine, from, to, MOST_BYTES);
	uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to);

	return zl_find(engine, ZL_RULE_CLOSING, from, to, NULL) != NULL ||
	       zl_find(engine, ZL_RULE_LABEL, from, to, NULL) != NULL ||
	       zl_find(engine, ZL_RULE_NEVER, from, end, NULL) != NULL ||
	       zl_leads_to(engine, from, end) != ZL_AREA_NONE;
}

/*
 * Where the last item ends on its line: it has no more sentences than the longest of the others.
 */
static uint32_t
last_end(const struct cutting *cutting, const struct zl_enumeration *enumeration)
{
	struct zl_engine *engine = cutting->engine;
	uint32_t most = 1;

	for (uint32_t i = enumeration->first; mark_of(cutting, i)->next != ZL_NO_MARK;
	     i = mark_of(cutting, i)->next) {
		const struct zl_mark *mark = mark_of(cutting, i),
				     *next = mark_of(cutting, mark->next);
		uint32_t to = next->part == mark->part ? next->marker.from
						       : engine->lines.items[mark->part].end;
		uint32_t count = sentences(engine, mark->marker.to, to);
		most = count > most ? count : most;
	}
	const struct zl_mark *last = mark_of(cutting, enumeration->last);
	uint32_t to = engine->lines.items[last->part].end;
	uint32_t place = zl_stop_end(engine, ZL_STOP_SENTENCE, last->marker.to, to);
	while (--most > 0 && place < to && !is_said_of_all(engine, place, to))
		place = zl_stop_end(engine, ZL_STOP_SENTENCE, place, to);
	return place;
}

/* Where the words begin that lead up to the enumeration: before the number of a heading. */
static uint32_t
lead_begin(const struct cutting *cutting, const struct zl_enumeration *enumeration)
{
	const struct zl_line *line = &cutting->engine->lines.items[enumeration->lead_line];

	if (enumeration->led)
		return enumeration->lead.from;
	if (enumeration->lead.from == line->text)
		return line->start;
	const struct zl_mark *before =
	    enumeration->first == 0 ? NULL : mark_of(cutting, enumeration->first - 1);
	return before != NULL && before->part == enumeration->lead_line &&
		       before->marker.to == enumeration->lead.from
		   ? before->marker.from
		   : enumeration->lead.from;
}

/* Whether text stands on a line between the two. */
static bool
has_text_between(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	for (uint32_t i = from + 1; i < to; i++)
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			return true;
	return false;
}

/*
 * The line behind an enumeration with a lead, whose items are a line each at most, that is no part
 * of the last; the number of lines when there is none.
 */
static uint32_t
line_behind(const struct cutting *cutting, const struct zl_enumeration *enumeration)
{
	const struct zl_engine *engine = cutting->engine;
	uint32_t none = (uint32_t)engine->lines.count;
	uint32_t behind =
	    (uint32_t)zl_line_after(engine, mark_of(cutting, enumeration->last)->part);

	if (!enumeration->led || behind >= none || engine->lines.items[behind].shape != 0 ||
	    engine->lines.items[behind].kind != ZL_LINE_TEXT)
		return none;
	for (uint32_t i = enumeration->first; mark_of(cutting, i)->next != ZL_NO_MARK;
	     i = mark_of(cutting, i)->next)
		if (has_text_between(engine, mark_of(cutting, i)->part,
				     mark_of(cutting, mark_of(cutting, i)->next)->part))
			return none;
	return behind;
}

/* Where to cut at the mark: the stop behind the last of several clauses is that clause's. */
static uint32_t
place_of(const struct cutting *cutting, const struct zl_mark *mark)
{
	uint32_t place = mark->marker.from, bytes;
	uint32_t end = cutting->engine->lines.items[mark->part].end;

	return mark->ends && place < end &&
		       zl_stop_at(cutting->engine, place, end, &bytes) >= ZL_STOP_SENTENCE
		   ? place + bytes
		   : place;
}

/* Whether the mark stands behind all text of its line, where nothing is to be cut. */
static bool
ends_line(const struct cutting *cutting, const struct zl_mark *mark)
{
	return mark->ends &&
	       place_of(cutting, mark) >= cutting->engine->lines.items[mark->part].end;
}

/* Whether nothing but a stop, or words such as 等问题, stands on the line behind the last clause.
 */
static bool
ends_summed_up(const struct cutting *cutting, const struct zl_mark *last)
{
	const struct zl_engine *engine = cutting->engine;
	const struct zl_line *line = &engine->lines.items[last->part];

	uint32_t near = zl_reach(engine, last->marker.from, line->end, 8);

	return zl_characters(engine, last->marker.from, near) <= 1 ||
	       (zl_clauses_are_summed_up(engine, last->marker.from, line->end) &&
		zl_stop_end(engine, ZL_STOP_CLAUSE, last->marker.from, line->end) == line->end);
}

/* Whether the mark is the end of clauses, or all of its item says that nothing was found. */
static bool
says_nothing(const struct cutting *cutting, uint32_t index)
{
	const struct zl_mark *mark = mark_of(cutting, index), *next = mark + 1;
	uint32_t to = cutting->engine->lines.items[mark->part].end;
	struct zl_match match;

	if (mark->ends)
		return true;
	if (index + 1 < cutting->enumerations->marks.marks.count && next->part == mark->part)
		to = next->marker.from;
	return mark->style >= ZL_SHAPE_COUNT &&
	       zl_find(cutting->engine, ZL_RULE_NEVER, mark->marker.to, to, &match) != NULL &&
	       match.whole.from == mark->marker.to && match.whole.to == to;
}

/* The cuts of one enumeration. */
static enum zl_status
collect_one(struct cutting *cutting, int32_t index)
{
	const struct zl_enumeration *enumeration = &cutting->enumerations->all.items[index];
	bool read_alone = enumeration->kind == ZL_ENUMERATES_HEADINGS;

	if (enumeration->says != ZL_AREA_NONE && !read_alone &&
	    !add_cut(cutting, (struct cut){enumeration->lead_line, lead_begin(cutting, enumeration),
					   enumeration->first, index, CUT_LEAD}))
		return ZL_FAILED;
	for (uint32_t i = enumeration->first; i != ZL_NO_MARK; i = mark_of(cutting, i)->next)
		if (!ends_line(cutting, mark_of(cutting, i)) &&
		    !add_cut(cutting, (struct cut){mark_of(cutting, i)->part,
						   place_of(cutting, mark_of(cutting, i)), i, index,
						   says_nothing(cutting, i) ? CUT_END : CUT_ITEM}))
			return ZL_FAILED;
	const struct zl_mark *last = mark_of(cutting, enumeration->last);
	uint32_t end = cutting->engine->lines.items[last->part].end;
	if (read_alone || (last->ends && !ends_summed_up(cutting, last)))
		return ZL_DONE;
	uint32_t place = last->ends || (last->stands == ZL_AT_LINE && last->style < ZL_SHAPE_COUNT)
			     ? end
			     : last_end(cutting, enumeration);
	if (place < end)
		return add_cut(cutting,
			       (struct cut){last->part, place, enumeration->last, index, CUT_END});
	uint32_t behind = line_behind(cutting, enumeration);
	return behind == cutting->engine->lines.count ||
	       add_cut(cutting, (struct cut){behind, cutting->engine->lines.items[behind].start,
					     enumeration->last, index, CUT_END});
}

static int
compare(const void *a, const void *b)
{
	const struct cut *one = a, *other = b;

	if (one->place != other->place)
		return one->place < other->place ? -1 : 1;
	return (int)one->kind - (int)other->kind;
}

static struct zl_line *
add_line(struct cutting *cutting, const struct zl_line *line)
{
	struct zl_line *added =
	    zl_vector_add(cutting->engine->document, (void **)&cutting->out.items,
			  &cutting->out.count, &cutting->out.capacity, sizeof(*added));

	if (added != NULL)
		*added = *line;
	return added;
}

/* The line begins with an item whose marker is no number; it may have a problem's mark behind. */
static void
read_item(struct cutting *cutting, struct zl_line *line, const struct zl_mark *mark)
{
	struct zl_line behind = *line;

	zl_line_cut(cutting->engine, &behind, mark->marker.to, line->end);
	line->flags |= ZL_LINE_ITEM;
	line->ordinal = mark->ordinal;
	line->shape = 0;
	line->text = behind.text;
	line->label = line->detail = line->attribute = NULL;
	line->problem = NULL;
	if (behind.shape != 0)
		line->text = mark->marker.to;
	if (behind.problem == NULL || behind.problem->marker > ZL_MARKER_TARGET)
		return;
	line->problem = behind.problem;
	line->statement = behind.statement;
	line->problem_end = behind.problem_end;
}

/* The label of a response behind a list of problems: it may be that of all. */
static void
read_shared(struct cutting *cutting, struct zl_line *line, int32_t enumeration)
{
	if (zl_find(cutting->engine, ZL_RULE_LABEL, line->start, line->end, NULL) == NULL)
		return;
	line->answers = (uint32_t)enumeration + 1;
	line->flags |= ZL_LINE_ITEM;
	line->flags &= (uint16_t)~ZL_LINE_CLOSING;
	line->shape = 0;
	line->ordinal = 0;
	line->problem = NULL;
	line->text = line->start;
}

/* Says of the line, which begins with the cut, what it is. */
static void
take_cut(struct cutting *cutting, struct zl_line *line, const struct cut *cut)
{
	const struct zl_enumeration *enumeration =
	    &cutting->enumerations->all.items[cut->enumeration];
	const struct zl_mark *mark = mark_of(cutting, cut->mark);

	if (enumeration->led && cut->kind != CUT_END)
		line->list = (uint32_t)cut->enumeration + 1;
	if (cut->kind == CUT_END) {
		line->flags |= ZL_LINE_CLOSING;
		if (enumeration->kind == ZL_ENUMERATES_PROBLEMS && enumeration->led)
			read_shared(cutting, line, cut->enumeration);
	} else if (cut->kind == CUT_LEAD) {
		line->leads = enumeration->says;
		if (enumeration->led) {
			line->shape = 0;
			line->text = line->start;
		}
		line->problem = NULL;
		line->label = line->detail = line->attribute = NULL;
	} else if (mark->style >= ZL_SHAPE_COUNT || mark->style == ZL_SHAPE_NAMELESS) {
		read_item(cutting, line, mark);
	}
	if (cut->kind == CUT_ITEM && enumeration->acted)
		line->flags |= ZL_LINE_ACTED;
	if (cut->kind == CUT_ITEM && enumeration->kind == ZL_ENUMERATES_ANSWERS &&
	    (enumeration->answers >= 0 || mark->style == ZL_SHAPE_TARGET)) {
		line->answers = (uint32_t)(enumeration->answers + 1);
		line->ordinal = mark->ordinal;
		line->flags |= ZL_LINE_ITEM;
		line->text = mark->style >= ZL_SHAPE_COUNT || enumeration->led ? mark->marker.to
									       : line->start;
		line->shape = 0;
		line->problem = NULL;
	}
}

/*
 * Where a heading that lost its line break ends on the line, before a space: its words are those of
 * a heading of a list or part.  The line's end: nowhere.
 */
static uint32_t
heading_break(struct zl_engine *engine, const struct zl_line *line)
{
	if (line->kind != ZL_LINE_TEXT || line->shape == 0 || line->shape >= ZL_SHAPE_PART ||
	    (line->problem != NULL && line->problem->marker != ZL_MARKER_LABEL))
		return line->end;
	uint32_t to = zl_reach(engine, line->text, line->end, HEADING_BYTES);
	to = zl_stop_end(engine, ZL_STOP_CLAUSE, line->text, to);
	for (uint32_t at = line->text; at < to;
	     at += (uint32_t)zl_utf8_bytes(engine->text.data[at]))
		if (at > line->text && zl_view_spaced(engine, line, at) &&
		    zl_characters(engine, at, line->end) >= LEAST_BEHIND &&
		    zl_heading_area(engine, line->text, at) != ZL_AREA_NONE)
			return at;
	return line->end;
}

/* The heading with which the line begins is a line of its own. */
static enum zl_status
break_heading(struct cutting *cutting, struct zl_line *line)
{
	uint32_t end = heading_break(cutting->engine, line);

	if (end == line->end)
		return ZL_DONE;
	const struct zl_line whole = *line;
	zl_line_cut(cutting->engine, line, line->start, end);
	line->list = whole.list;
	line->leads = whole.leads;
	bool lists = zl_heading_area(cutting->engine, line->text, line->end) == ZL_AREA_PROBLEMS;
	struct zl_line *rest = add_line(cutting, &whole);
	if (rest == NULL)
		return ZL_FAILED;
	zl_line_cut(cutting->engine, rest, end, whole.end);
	if (lists && zl_clauses_state_first(cutting->engine, rest))
		rest->flags |= ZL_LINE_ITEM;
	return ZL_DONE;
}

/* The line, cut at cuts[*next] and those behind that stand in it. */
static enum zl_status
cut_line(struct cutting *cutting, const struct zl_line *line, size_t *next)
{
	const struct cut *cuts = cutting->cuts.items;
	size_t count = cutting->cuts.count;
	uint32_t from = line->start;

	for (size_t first = *next, end;; from = cuts[*next].place, first = *next, *next = end) {
		bool more = *next < count && cuts[*next].place < line->end;
		uint32_t to = more ? cuts[*next].place : line->end;
		if (from < to || !more) {
			struct zl_line *part = add_line(cutting, line);
			if (part == NULL)
				return ZL_FAILED;
			if (from != line->start || to != line->end)
				zl_line_cut(cutting->engine, part, from, to);
			/* An end gives way to what begins there. */
			for (size_t i = first; i < *next; i++)
				if (cuts[i].kind != CUT_END || i == first)
					take_cut(cutting, part, &cuts[i]);
			if (!break_heading(cutting, part))
				return ZL_FAILED;
		}
		if (!more)
			return !zl_engine_failed(cutting->engine);
		for (end = *next; end < count && cuts[end].place == to;)
			end++;
	}
}

enum zl_status
zl_enumerations_cut(struct zl_engine *engine, const struct zl_enumerations *enumerations)
{
	struct cutting cutting = {.engine = engine, .enumerations = enumerations};
	bool done = true;
	size_t next = 0;

	for (size_t i = 0; done && i < enumerations->all.count; i++)
		if (enumerations->all.items[i].kind != ZL_ENUMERATES_TEXT)
			done = collect_one(&cutting, (int32_t)i);
	if (cutting.cuts.count > 0)
		qsort(cutting.cuts.items, cutting.cuts.count, sizeof(struct cut), compare);
	for (size_t i = 0; done && i < engine->lines.count; i++)
		done = cut_line(&cutting, &engine->lines.items[i], &next);
	free(cutting.cuts.items);
	if (!done) {
		free(cutting.out.items);
		return ZL_FAILED;
	}
	free(engine->lines.items);
	engine->lines.items = cutting.out.items;
	engine->lines.count = cutting.out.count;
	engine->lines.capacity = cutting.out.capacity;
	return ZL_DONE;
}
