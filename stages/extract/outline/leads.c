/*
 * leads.c: the sentence that leads up to an enumeration, and what the words of a lead or of a
 * heading promise, weighed part by part.
 */
#include <string.h>

#include "headings.h"
#include "outline.h"
#include "unit_shape.h"

enum {
	SENTENCE_BYTES = 600, /* of a sentence that may lead up to an enumeration, at most */
	OUTER_RANK = 30,      /* of 一、 and （一） */
	LEAD_BYTES = 300      /* of a sentence that leads up to an enumeration, at most */
};

/* What the parts of a sentence that leads up to an enumeration weigh, spaces around it left out. */
int
zl_lead_weight(struct zl_engine *engine, enum zl_cue cue, uint32_t from, uint32_t to)
{
	from = zl_reach_back(engine, from, to, LEAD_BYTES);
	while (from < to && engine->text.data[from] == ' ')
		from++;
	while (from < to && engine->text.data[to - 1] == ' ')
		to--;
	return zl_weigh(engine, cue, from, to);
}

uint8_t
zl_leads_to(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	if (zl_lead_weight(engine, ZL_CUE_ADVICE, from, to) >= ZL_LEADS_TO_ADVICE)
		return ZL_AREA_RECOMMENDATIONS;
	int problems = zl_lead_weight(engine, ZL_CUE_PROBLEMS, from, to);
	int measures = zl_lead_weight(engine, ZL_CUE_MEASURES, from, to);
	if (problems < ZL_LEADS_TO_PROBLEMS && measures < ZL_LEADS_TO_MEASURES)
		return ZL_AREA_NONE;
	return problems - ZL_LEADS_TO_PROBLEMS >= measures - ZL_LEADS_TO_MEASURES
		   ? ZL_AREA_PROBLEMS
		   : ZL_AREA_MEASURES;
}

uint8_t
zl_heading_area(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_HEADING, from, to, NULL);
	uint8_t area = rule != NULL ? (uint8_t)rule->area : zl_leads_to(engine, from, to);
	const char *found =
	    area == ZL_AREA_NONE ? memchr(engine->text.data + from, ':', to - from) : NULL;
	uint32_t colon = found == NULL ? to : (uint32_t)(found - engine->text.data);

	/* 存在问题：校园内 lost a line break; behind 环境问题：灭火器过期 it would say what is
	 * wrong. */
	return colon + 1 >= to || zl_is_deficient(engine, colon, to)
		   ? area
		   : zl_heading_area(engine, from, colon);
}

/* Where the last sentence of view[from, to) begins. */
static uint32_t
last_sentence(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	/* A longer one leads up to nothing. */
	from = zl_reach_back(engine, from, to, SENTENCE_BYTES);
	for (uint32_t next; (next = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to)) < to;)
		from = next;
	return from;
}

/* Whether the mark before that begins a heading in mid-line on the line. */
static bool
stands_behind_heading(const struct zl_classifying *at, uint32_t index, uint32_t line)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[index];

	return index > 0 && mark[-1].part == line && mark[-1].stands != ZL_AT_LINE &&
	       mark[-1].enumeration >= 0 && mark[-1].style < ZL_SHAPE_PART &&
	       at->enumerations->all.items[mark[-1].enumeration].kind == ZL_ENUMERATES_HEADINGS;
}

bool
zl_is_in_line_heading(const struct zl_classifying *at, uint32_t index)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[index];

	return mark->stands != ZL_AT_LINE && stands_behind_heading(at, index, mark->part);
}

/*
 * Whether the heading in view[from, to), of the rank, is none but leads up to the enumeration,
 * though it has an inner number: 1.存在问题：
 */
static bool
is_numbered_lead(struct zl_engine *engine, const struct zl_enumeration *enumeration, int16_t rank,
		 uint32_t from, uint32_t to)
{
	while (to > from && engine->text.data[to - 1] == ' ')
		to--;
	return enumeration->says == ZL_AREA_PROBLEMS && to > from &&
	       engine->text.data[to - 1] == ':' && rank > OUTER_RANK && rank < enumeration->rank &&
	       zl_leads_to(engine, from, to) == ZL_AREA_PROBLEMS;
}

void
zl_lead_find(struct zl_classifying *at, struct zl_enumeration *enumeration)
{
	struct zl_engine *engine = at->engine;
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_mark *mark = &marks[enumeration->first];
	uint32_t index = mark->part, to = mark->marker.from, from;
	const struct zl_line *line = &engine->lines.items[index];

	if (mark->stands == ZL_AT_LINE) {
		do {
			if (index-- == 0)
				return;
			line = &engine->lines.items[index];
		} while (line->kind == ZL_LINE_BLANK);
		if (line->kind != ZL_LINE_TEXT)
			return;
		to = line->end;
	}
	/* The mark may stand within the line's number: 1.1.一、 */
	from = line->text < to ? line->text : line->start;
	uint32_t begin = line->start;
	int16_t rank = to == line->end && line->shape != 0 ? zl_unit_rank(engine, line->shape) : 0;
	if (stands_behind_heading(at, enumeration->first, index)) {
		from = mark[-1].marker.to;
		begin = mark[-1].marker.from;
		rank = mark[-1].rank;
	}
	bool numbered = from != line->start;
	uint32_t sentence = last_sentence(engine, from, to);
	enumeration->lead_line = index;
	enumeration->lead = (struct zl_stretch){sentence, to};
	if (sentence == from && numbered) {
		enumeration->says = zl_heading_area(engine, from, to);
		enumeration->led = is_numbered_lead(engine, enumeration, rank, from, to);
		if (enumeration->led)
			enumeration->lead.from = begin;
		return;
	}
	struct zl_match match;
	enumeration->says = zl_leads_to(engine, sentence, to);
	if (enumeration->says == ZL_AREA_NONE &&
	    zl_find(engine, ZL_RULE_LABEL, sentence, line->end, &match) != NULL &&
	    match.whole.to <= to)
		enumeration->says = ZL_AREA_MEASURES;
	enumeration->led = enumeration->says != ZL_AREA_NONE;
}
