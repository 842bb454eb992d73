/*
 * classify.c: what each enumeration is.  The words that lead up to it decide, then the heading it
 * stands under, then what its items say; and where it stands: in the response to a problem
 * everything is text of that.
 */
#include <string.h>

#include "answering.h"
#include "clauses.h"
#include "in_line.h"
#include "outline.h"

enum {
	HALF_LEADS = 4,	       /* what a lead weighs before items that tell of problems, at least */
	OBJECT_BYTES = 60,     /* of a heading that names an object, at most */
	LEAST_CLAUSES = 2,     /* without markers, that make an enumeration */
	LEAST_ANSWERED = 3,    /* the same before a response */
	MOST_BEFORE = 16,      /* marks before clauses among which their item is looked for */
	MOST_SENTENCES = 3,    /* of a problem behind its label, before that of its response */
	SENTENCE_BYTES = 3000, /* in which one of them ends */
	MIDDLE_RANK = 30       /* of （一） */
};

/*
 * Whether the sentences are all that stands behind the heading of a marked problem on its line;
 * one alone where others of the report did so.
 */
static bool
is_body(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_heading *above = zl_heading_innermost(at);
	const struct zl_mark *first = &at->enumerations->marks.marks.items[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[first->part];

	return above->marked && !above->answered && !above->labelled &&
	       (enumeration->count > 1 || at->bodies > 0) && first->stands == ZL_BEHIND_SENTENCE &&
	       above->from >= line->text && above->from < first->marker.from &&
	       zl_stop_end(at->engine, ZL_STOP_SENTENCE, above->from, line->end) ==
		   first->marker.from;
}

static const struct zl_line *
first_line(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	return &at->engine->lines
		    .items[at->enumerations->marks.marks.items[enumeration->first].part];
}

/*
 * Whether the label of a response follows the problem that the mark in mid-line names, behind its
 * sentence or, where its own label stands before it, behind a few; it may begin the next line.
 */
static bool
is_replied(const struct zl_classifying *at, const struct zl_mark *mark)
{
	struct zl_engine *engine = at->engine;
	const struct zl_line *line = &engine->lines.items[mark->part];
	uint32_t place = mark->marker.to, bytes = 0;

	for (int i = 0; i < (mark->style == ZL_SHAPE_LABEL ? MOST_SENTENCES : 1); i++) {
		place = zl_heading_end(engine, place,
				       zl_reach(engine, place, line->end, SENTENCE_BYTES));
		if (place < line->end && zl_stop_at(engine, place, line->end, &bytes))
			place += bytes;
		if (place < line->end &&
		    zl_opening_next(engine, ZL_OPENS_LABEL, place, place + 1) == place)
			return true;
	}
	if (place < line->end)
		return false;
	size_t next = zl_line_after(engine, mark->part);
	return next < engine->lines.count && engine->lines.items[next].label != NULL;
}

/*
 * Items that name problems by their marks are read by themselves where problems are answered, by a
 * heading or the sentence that leads to them.
 */
static uint8_t
kind_of_marked(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
	       struct zl_items *items)
{
	const struct zl_heading *above = zl_heading_innermost(at);
	const struct zl_mark *first = &at->enumerations->marks.marks.items[enumeration->first];

	if (first->stands == ZL_BEHIND_SENTENCE &&
	    (enumeration->style == ZL_SHAPE_LABEL || enumeration->style == ZL_SHAPE_TARGET) &&
	    is_replied(at, first))
		return ZL_ENUMERATES_HEADINGS;
	if (enumeration->style == ZL_SHAPE_LABEL)
		return enumeration->count > 1 || first_line(at, enumeration)->shape != 0
			   ? ZL_ENUMERATES_HEADINGS
			   : ZL_ENUMERATES_TEXT;
	if (enumeration->style == ZL_SHAPE_TARGET && is_body(at, enumeration))
		return zl_items_count(items, ZL_ITEMS_MARKED) == zl_items_count(items, ZL_ITEMS_ALL)
			   ? ZL_ENUMERATES_HEADINGS
			   : ZL_ENUMERATES_TEXT;
	if (above->finding || above->area == ZL_AREA_PLAN || above->area == ZL_AREA_ORGANISING)
		return ZL_ENUMERATES_TEXT;
	if (enumeration->style == ZL_SHAPE_TARGET)
		return enumeration->in_line &&
			       (above->area == ZL_AREA_ANSWERS ||
				enumeration->says == ZL_AREA_MEASURES) &&
			       enumeration->count > 1 &&
			       zl_items_count(items, ZL_ITEMS_MARKED) ==
				   zl_items_count(items, ZL_ITEMS_ALL)
			   ? ZL_ENUMERATES_HEADINGS
			   : ZL_ENUMERATES_TEXT;
	return zl_items_share(items, ZL_ITEMS_MARKED, 1, 2) ? ZL_ENUMERATES_HEADINGS
							    : ZL_ENUMERATES_TEXT;
}

/*
 * Whether items that begin lines with 一是 state problems, though nothing leads up to them: they do
 * in the main, and stand under nothing, or in a paragraph of their own under a problem of a list.
 */
static bool
are_problems_alone(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
		   struct zl_items *items)
{
	const struct zl_heading *above = zl_heading_innermost(at);

	if (enumeration->style < ZL_SHAPE_COUNT || enumeration->count < 2 ||
	    at->enumerations->marks.marks.items[enumeration->first].stands != ZL_AT_LINE)
		return false;
	if (at->depth == 0)
		return !enumeration->in_line && zl_items_share(items, ZL_ITEMS_LACKING, 2, 3);
	return above->finding && !above->marked && !above->answered && !above->labelled &&
	       ((above->area == ZL_AREA_PROBLEMS &&
		 zl_items_share(items, ZL_ITEMS_LACKING, 1, 2)) ||
		(above->area == ZL_AREA_NONE && zl_items_share(items, ZL_ITEMS_LACKING, 2, 3)));
}

/*
 * Whether numbers in mid-line right behind a short heading, which only names an object, state what
 * is wrong with that.
 */
static bool
is_of_object(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
	     struct zl_items *items)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	const struct zl_heading *above = zl_heading_innermost(at);

	return (mark->stands == ZL_AMID || mark->stands == ZL_BEHIND_COLON) && line->shape != 0 &&
	       enumeration->count > 1 && mark->marker.from > line->text &&
	       enumeration->lead.from == line->text && enumeration->lead.to == mark->marker.from &&
	       mark->marker.from - line->text <= OBJECT_BYTES && !above->finding &&
	       (above->area == ZL_AREA_NONE || above->area == ZL_AREA_PROBLEMS) &&
	       zl_items_count(items, ZL_ITEMS_LABELLED) == 0 &&
	       zl_items_share(items, ZL_ITEMS_LACKING, 2, 3);
}

/* Whether what leads up to problems says so only just: the items must say it, too. */
static bool
is_weak_lead(struct zl_engine *engine, const struct zl_enumeration *enumeration)
{
	return zl_lead_weight(engine, ZL_CUE_PROBLEMS, enumeration->lead.from,
			      enumeration->lead.to) <= ZL_LEADS_TO_PROBLEMS;
}

/* Whether words that only just lead up to problems do so before items that say what is wrong. */
static bool
are_told_by_items(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
		  struct zl_items *items)
{
	uint32_t to = enumeration->lead.to;

	while (to > enumeration->lead.from && at->engine->text.data[to - 1] == ' ')
		to--;
	return enumeration->count > 1 && zl_items_share(items, ZL_ITEMS_LACKING, 1, 2) &&
	       to > enumeration->lead.from && at->engine->text.data[to - 1] == ':' &&
	       enumeration->lead.from < enumeration->lead.to &&
	       zl_lead_weight(at->engine, ZL_CUE_PROBLEMS, enumeration->lead.from,
			      enumeration->lead.to) >= HALF_LEADS;
}

/* Where a lead that is a sentence of its own begins; a heading begins behind its number. */
static uint32_t
sentence_begin(const struct zl_engine *engine, const struct zl_enumeration *enumeration)
{
	const struct zl_line *line = &engine->lines.items[enumeration->lead_line];

	return enumeration->lead.from == line->text && line->text != line->start
		   ? line->end
		   : enumeration->lead.from;
}

/* Whether each item may name the problem that it answers. */
static bool
may_name(const struct zl_enumeration *enumeration, const struct zl_mark *mark)
{
	return enumeration->style == ZL_SHAPE_TARGET ||
	       (mark->rule != NULL && mark->rule->refers) ||
	       (enumeration->style >= ZL_SHAPE_COUNT && enumeration->count > 1);
}

/* How many clauses make an enumeration: one will do under a heading, or where 等问题 sums it up;
 * those with a response are several only where they are many. */
static uint32_t
least_clauses(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_mark *last = &at->enumerations->marks.marks.items[enumeration->last];
	const struct zl_mark *first = &at->enumerations->marks.marks.items[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[last->part];
	uint32_t colon;

	if (first->stands == ZL_AT_LINE ||
	    (enumeration->count < 3 &&
	     zl_mark_before(at->engine, ":", line->start, first->marker.from, &colon)) ||
	    zl_clauses_are_summed_up(at->engine, last->marker.from, line->end))
		return 1;
	return zl_clauses_are_answered(at->engine, line, last->marker.from) ? LEAST_ANSWERED
									    : LEAST_CLAUSES;
}

/* Whether the items state a problem each and go on with what was done. */
static bool
are_solved(struct zl_items *items)
{
	return zl_items_share(items, ZL_ITEMS_SOLVED, 2, 3);
}

/* Behind words that only name an object the next sentence states its problem where others do. */
static uint8_t
kind_of_object(const struct zl_classifying *at, const struct zl_mark *mark)
{
	uint8_t area = zl_heading_innermost(at)->area;

	return (area == ZL_AREA_NONE || area == ZL_AREA_PROBLEMS || area == ZL_AREA_ANSWERS) &&
		       zl_clauses_are_of_objects(at, at->engine->lines.items[mark->part].shape)
		   ? ZL_ENUMERATES_PROBLEMS
		   : ZL_ENUMERATES_TEXT;
}

/* Whether problems may be told under the heading: where others things are only by a clear lead. */
static bool
may_tell_clauses(const struct zl_classifying *at, const struct zl_enumeration *enumeration,
		 const struct zl_heading *above)
{
	if (above->area == ZL_AREA_ORGANISING || above->area == ZL_AREA_RESULTS)
		return enumeration->says == ZL_AREA_PROBLEMS &&
		       !is_weak_lead(at->engine, enumeration);
	return above->area != ZL_AREA_PLAN && above->area != ZL_AREA_RECOMMENDATIONS;
}

/* Whether the mark stands behind the sentence of an item, on its line, that states a problem. */
static bool
is_detail_of_item(const struct zl_classifying *at, const struct zl_mark *mark)
{
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	uint32_t index = (uint32_t)(mark - marks);

	for (int left = MOST_BEFORE; left > 0 && index-- > 0 && marks[index].part == mark->part;
	     left--) {
		int32_t own = marks[index].enumeration;
		if (own < 0 || at->enumerations->all.items[own].kind != ZL_ENUMERATES_PROBLEMS ||
		    marks[index].style == ZL_SHAPE_NAMELESS)
			continue;
		uint32_t end = zl_heading_end(at->engine, marks[index].marker.to, line->end);
		return end < mark->marker.from &&
		       zl_is_deficient(at->engine, marks[index].marker.to, end);
	}
	return false;
}

/* Clauses that no marker parts are problems where most of them say so, and no response began. */
static uint8_t
kind_of_clauses(const struct zl_classifying *at, struct zl_enumeration *enumeration,
		struct zl_items *items)
{
	const struct zl_heading *above = zl_heading_innermost(at);
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];

	if (mark->stands == ZL_BEHIND_SENTENCE)
		return kind_of_object(at, mark);
	bool under = mark->stands == ZL_AT_LINE;
	bool promised = under ? above->area == ZL_AREA_PROBLEMS
			      : !is_weak_lead(at->engine, enumeration) && !zl_items_act(items);
	if (above->finding || zl_in_response(at, mark) || is_detail_of_item(at, mark) ||
	    !may_tell_clauses(at, enumeration, above) ||
	    zl_items_count(items, ZL_ITEMS_ALL) < least_clauses(at, enumeration) ||
	    (!promised && !zl_items_share(items, ZL_ITEMS_LACKING, 1 + under, 2 + under)))
		return ZL_ENUMERATES_TEXT;
	enumeration->acted = enumeration->count > 2 && are_solved(items);
	if (enumeration->acted) {
		enumeration->says = ZL_AREA_NONE;
		enumeration->led = false;
		return above->area == ZL_AREA_ANSWERS || above->area == ZL_AREA_NONE
			   ? ZL_ENUMERATES_PROBLEMS
			   : ZL_ENUMERATES_TEXT;
	}
	/* Where answers are promised what follows a summing-up may be that. */
	if (enumeration->count == 2 && above->area == ZL_AREA_ANSWERS) {
		struct zl_mark *last = &at->enumerations->marks.marks.items[enumeration->last];
		last->marker.from = last->marker.to = at->engine->lines.items[last->part].end;
		enumeration->says = ZL_AREA_NONE;
		return ZL_ENUMERATES_PROBLEMS;
	}
	/* Under a heading they stand in its section. */
	enumeration->led = mark->stands != ZL_AT_LINE;
	enumeration->says = enumeration->led ? ZL_AREA_PROBLEMS : ZL_AREA_NONE;
	return ZL_ENUMERATES_PROBLEMS;
}

/* Whether it stands in an item of the last list of answers: it is what was done, item by item. */
static bool
is_inside(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	return at->answers >= 0 && at->under == zl_heading_innermost(at)->id &&
	       at->enumerations->all.items[at->answers].rank < enumeration->rank;
}

/* What the words that lead up to it and the heading above make of it. */
static uint8_t
kind_of(struct zl_classifying *at, struct zl_enumeration *enumeration)
{
	const struct zl_heading *above = zl_heading_innermost(at);
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];
	bool cuts = enumeration->in_line || enumeration->style >= ZL_SHAPE_COUNT;
	struct zl_items items = zl_items_of(at, enumeration);

	if (enumeration->says == ZL_AREA_NONE && are_told_by_items(at, enumeration, &items)) {
		enumeration->says = ZL_AREA_PROBLEMS;
		enumeration->led =
		    enumeration->lead.from == sentence_begin(at->engine, enumeration);
	}
	if (enumeration->style == ZL_SHAPE_NAMELESS)
		return kind_of_clauses(at, enumeration, &items);
	if (enumeration->says == ZL_AREA_MEASURES && zl_answers_before(at, enumeration))
		return ZL_ENUMERATES_ANSWERS;
	if (enumeration->says == ZL_AREA_MEASURES && enumeration->count > 1 &&
	    !zl_items_share(&items, ZL_ITEMS_PROMISING, 1, 2) && zl_is_waited_for(at))
		return ZL_ENUMERATES_ANSWERS;
	if (may_name(enumeration, mark) && zl_names_listed(at, enumeration)) {
		enumeration->led = enumeration->says == ZL_AREA_MEASURES;
		enumeration->answers = enumeration->led ? -1 : at->list;
		return ZL_ENUMERATES_ANSWERS;
	}
	bool within =
	    above->finding && (zl_in_response(at, mark) || above->marked || above->answered);
	if (enumeration->says == ZL_AREA_RECOMMENDATIONS && enumeration->count > 1 &&
	    (cuts || enumeration->rank > MIDDLE_RANK) && !within &&
	    !zl_items_share(&items, ZL_ITEMS_LACKING, 1, 2))
		return ZL_ENUMERATES_ADVICE;
	if (enumeration->says == ZL_AREA_PROBLEMS && enumeration->count > 1 && !within &&
	    !zl_items_act(&items) && !zl_items_share(&items, ZL_ITEMS_PROMISING, 1, 2) &&
	    (zl_items_count(&items, ZL_ITEMS_LACKING) > 0 ||
	     !is_weak_lead(at->engine, enumeration)) &&
	    ((above->area != ZL_AREA_PLAN && above->area != ZL_AREA_RECOMMENDATIONS) ||
	     (!is_weak_lead(at->engine, enumeration) &&
	      zl_items_share(&items, ZL_ITEMS_LACKING, 2, 3))))
		return ZL_ENUMERATES_PROBLEMS;
	enumeration->led = false;
	if (are_problems_alone(at, enumeration, &items))
		return ZL_ENUMERATES_PROBLEMS;
	if (is_of_object(at, enumeration, &items)) {
		enumeration->says = ZL_AREA_PROBLEMS;
		return ZL_ENUMERATES_PROBLEMS;
	}
	uint8_t kind = zl_kind_in_line(at, enumeration, &items);
	if (kind == ZL_ENUMERATES_TEXT && enumeration->style >= ZL_SHAPE_PART)
		kind = kind_of_marked(at, enumeration, &items);
	if (above->area == ZL_AREA_ANSWERS && !above->finding && cuts &&
	    kind == ZL_ENUMERATES_TEXT && enumeration->count > 1 && are_solved(&items)) {
		enumeration->acted = true;
		return ZL_ENUMERATES_PROBLEMS;
	}
	/* The second item may have been cut off, with the report. */
	bool alone = mark->stands == ZL_AT_LINE && above->area == ZL_AREA_PROBLEMS &&
		     zl_items_count(&items, ZL_ITEMS_LACKING) > 0;
	if (kind != ZL_ENUMERATES_TEXT || !cuts || (enumeration->count < 2 && !alone) ||
	    above->finding)
		return kind;
	if (is_inside(at, enumeration))
		return ZL_ENUMERATES_TEXT;
	if (above->area == ZL_AREA_PROBLEMS ||
	    (at->within_aspect && zl_items_share(&items, ZL_ITEMS_LACKING, 1, 2)))
		return zl_items_act(&items) ? ZL_ENUMERATES_TEXT : ZL_ENUMERATES_PROBLEMS;
	if (above->area == ZL_AREA_RECOMMENDATIONS)
		return ZL_ENUMERATES_ADVICE;
	if (above->area == ZL_AREA_MEASURES && zl_is_waited_for(at))
		return ZL_ENUMERATES_ANSWERS;
	return ZL_ENUMERATES_TEXT;
}

enum zl_status
zl_enumerations_classify(struct zl_engine *engine, struct zl_enumerations *enumerations)
{
	struct zl_classifying at = {
	    .engine = engine, .enumerations = enumerations, .list = -1, .answers = -1};
	const struct zl_mark *marks = enumerations->marks.marks.items;

	zl_clauses_count_of_objects(&at);
	for (size_t i = 0; i < enumerations->all.count && !zl_engine_failed(engine); i++) {
		struct zl_enumeration *enumeration = &enumerations->all.items[i];
		const struct zl_mark *mark = &marks[enumeration->first];
		zl_headings_go_on(&at, mark->part + (mark->stands != ZL_AT_LINE),
				  enumeration->first);
		zl_lead_find(&at, enumeration);
		enumeration->kind = kind_of(&at, enumeration);
		if (enumeration->kind == ZL_ENUMERATES_PROBLEMS && enumeration->led) {
			at.listed = zl_heading_innermost(&at)->id + 1;
			at.list = (int32_t)i;
		}
		at.bodies += enumeration->style == ZL_SHAPE_TARGET &&
			     enumeration->kind == ZL_ENUMERATES_HEADINGS;
		if (enumeration->kind == ZL_ENUMERATES_ANSWERS) {
			at.answers = (int32_t)i;
			at.under = zl_heading_innermost(&at)->id;
		}
	}
	zl_summaries_drop(&at);
	return !zl_engine_failed(engine);
}
