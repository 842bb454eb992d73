/*
 * classify.c: what each enumeration is.  The words that lead up to it decide, then the heading it
 * stands under, then what its items say; and where it stands: in the response to a problem
 * everything is text of that.
 */
#include <string.h>

#include "enumerate.h"

enum {
	DEPTH = 12,	  /* headings open at once */
	LEAD_BYTES = 300, /* of a sentence that leads up to an enumeration, at most */
	HEADING_BYTES = 270,
	LEADS = 5,	  /* what the parts of such a sentence weigh together, at least */
	MOST_ASKED = 16,  /* items whose words are looked at */
	OUTER_RANK = 30,  /* of 一、 and （一） */
	MARKED_RANK = 53, /* of a problem's mark without a number */
	BARE_RANK = 18,
	BARE_CHARACTERS = 18,
	LOOK_AHEAD = 64 /* lines behind a heading in which its response is looked for */
};

/* A heading, or a problem, under which enumerations stand. */
struct heading {
	int16_t rank;
	uint8_t area;
	uint32_t id;
	bool finding;  /* it states a problem */
	bool marked;   /* by a mark */
	bool answered; /* the label of a response follows */
	bool labelled; /* and has come */
};

struct classifying {
	struct zl_engine *engine;
	struct zl_enumerations *enumerations;
	struct heading stack[DEPTH];
	int depth;
	uint32_t line; /* up to which headings were taken */
	uint32_t mark; /* the same, of those in mid-line */
	uint32_t ids;  /* given so far */
	int32_t list;  /* the last enumeration of problems behind a lead; or none */
	/* ids of the headings under which a list of problems stands that may be answered by
   another, under a heading of its own or behind a lead, and 1; 0: none does */
	uint32_t waiting, listed;
};

/* What an enumeration's items say, counted. */
struct items {
	uint32_t all, lacking, acted, marked, labelled, promising;
};

uint8_t
zl_leads_to(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	if (to - from > LEAD_BYTES) {
		from = to - LEAD_BYTES;
		while (((unsigned char)engine->text.data[from] & 0xC0) == 0x80)
			from++;
	}
	int problems = zl_weigh(engine, ZL_CUE_PROBLEMS, from, to);
	int measures = zl_weigh(engine, ZL_CUE_MEASURES, from, to);
	if (problems < LEADS && measures < LEADS)
		return ZL_AREA_NONE;
	return problems >= measures ? ZL_AREA_PROBLEMS : ZL_AREA_MEASURES;
}

/* The area that a heading's words promise. */
static uint8_t
area_of(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_HEADING, from, to, NULL);

	return rule != NULL ? (uint8_t)rule->area : zl_leads_to(engine, from, to);
}

static const struct heading *
innermost(const struct classifying *at)
{
	static const struct heading none;

	return at->depth == 0 ? &none : &at->stack[at->depth - 1];
}

/* Whether something begins with the line under which other lines stand. */
static bool
is_heading(struct zl_engine *engine, const struct zl_line *line, int16_t *rank)
{
	if (line->shape != 0) {
		*rank = (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->rank;
		return true;
	}
	struct zl_mark mark;
	*rank = MARKED_RANK;
	/* A label before the first of several problems leads up to them. */
	if (line->problem != NULL)
		return line->problem->marker != ZL_MARKER_LABEL ||
		       (zl_characters(engine, line->statement.from, line->statement.to) > 0 &&
			!zl_mark_at(engine, line->segment, line->statement.from, line->end, &mark));
	*rank = BARE_RANK;
	const struct zl_rule *rule;
	return !(line->flags & ZL_LINE_STOPPED) && line->label == NULL &&
	       zl_characters(engine, line->start, line->end) <= BARE_CHARACTERS &&
	       (rule = zl_find(engine, ZL_RULE_HEADING, line->start, line->end, NULL)) != NULL &&
	       rule->flag;
}

/* Whether the label of a response stands between the line and the next that begins something. */
static bool
is_answered(struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];

	if (zl_opening_next(engine, ZL_OPENS_LABEL, line->text, line->end) < line->end)
		return true;
	for (uint32_t i = index + 1; i < engine->lines.count && i < index + LOOK_AHEAD; i++) {
		line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		if (line->shape != 0 || line->problem != NULL || (line->flags & ZL_LINE_PART))
			return false;
		if (line->label != NULL ||
		    zl_opening_next(engine, ZL_OPENS_LABEL, line->start, line->end) < line->end)
			return true;
	}
	return false;
}

/* Takes a heading in view[from, to) of the line, whose first words marked says are a problem's. */
static void
push(struct classifying *at, struct zl_stretch text, int16_t rank, const struct zl_rule *problem,
     bool answered)
{
	struct zl_engine *engine = at->engine;
	bool label = problem != NULL && problem->marker == ZL_MARKER_LABEL;

	while (at->depth > 0 && innermost(at)->rank >= rank)
		at->depth--;
	if (at->depth == DEPTH)
		at->depth--;
	struct heading heading = {.rank = rank,
				  .area = innermost(at)->area,
				  .id = ++at->ids,
				  .marked = problem != NULL && !label};
	uint32_t end = zl_heading_before_label(engine, text.from, text.to);
	if (end > text.from + HEADING_BYTES)
		end = text.from;
	uint8_t area = heading.marked ? ZL_AREA_NONE : area_of(engine, text.from, end);
	/* Measures that no list of problems waits for are answers to problems under it. */
	if (area == ZL_AREA_MEASURES && at->waiting != innermost(at)->id + 1)
		area = ZL_AREA_ANSWERS;
	if (area != ZL_AREA_NONE)
		heading.area = area;
	heading.finding = heading.marked || label ||
			  (area != ZL_AREA_PROBLEMS && zl_is_deficient(engine, text.from, end) &&
			   zl_find(engine, ZL_RULE_CATEGORY, text.from, end, NULL) == NULL);
	heading.answered = heading.finding && answered;
	if (area == ZL_AREA_PROBLEMS)
		at->waiting = innermost(at)->id + 1;
	at->stack[at->depth++] = heading;
}

/* Whether an item of an enumeration behind a lead begins the line: it is no heading. */
static bool
is_listed(const struct classifying *at, uint32_t index)
{
	const struct zl_marks *marks = &at->enumerations->marks;

	if (at->mark >= marks->marks.count || marks->marks.items[at->mark].part != index ||
	    marks->marks.items[at->mark].stands != ZL_AT_LINE)
		return false;
	int32_t own = marks->marks.items[at->mark].enumeration;
	return own >= 0 && (at->enumerations->all.items[own].led ||
			    at->enumerations->all.items[own].answers >= 0);
}

static void
take_line(struct classifying *at, uint32_t index)
{
	struct zl_engine *engine = at->engine;
	const struct zl_line *line = &engine->lines.items[index];
	int16_t rank;

	if (line->kind != ZL_LINE_TEXT)
		return;
	engine->n = line->n;
	if (line->flags & ZL_LINE_PART) {
		at->depth = 0;
		at->waiting = at->listed = 0;
	} else if (!is_listed(at, index) && is_heading(engine, line, &rank)) {
		push(at, (struct zl_stretch){line->text, line->end}, rank, line->problem,
		     is_answered(engine, index));
	}
	if (at->depth > 0 &&
	    (line->label != NULL ||
	     zl_opening_next(engine, ZL_OPENS_LABEL, line->text, line->end) < line->end))
		at->stack[at->depth - 1].labelled = true;
}

/* A number in mid-line where a line break was lost is a heading, too. */
static void
take_mark(struct classifying *at, const struct zl_mark *mark)
{
	const struct zl_enumeration *own =
	    mark->enumeration < 0 ? NULL : &at->enumerations->all.items[mark->enumeration];
	const struct zl_line *line = &at->engine->lines.items[mark->part];
	struct zl_match match;

	if (own == NULL || own->kind != ZL_ENUMERATES_HEADINGS || mark->stands == ZL_AT_LINE ||
	    mark->style >= ZL_SHAPE_COUNT)
		return;
	bool last = at->mark == at->enumerations->marks.marks.count || mark[1].part != mark->part;
	uint32_t end = last ? line->end : mark[1].marker.from;
	const struct zl_rule *problem =
	    zl_find(at->engine, ZL_RULE_PROBLEM, mark->marker.to, end, &match);
	push(at, (struct zl_stretch){mark->marker.to, end},
	     mark->style < ZL_SHAPE_PART ? mark->rank : MARKED_RANK, problem, false);
}

/* Takes the headings and labels of the lines up to end, and of those in mid-line before mark. */
static void
go_on(struct classifying *at, uint32_t end, uint32_t first)
{
	const struct zl_marks *marks = &at->enumerations->marks;

	while (at->line < end || at->mark < first) {
		bool by_line = at->line < end && (at->mark >= marks->marks.count ||
						  at->line <= marks->marks.items[at->mark].part);
		if (by_line)
			take_line(at, at->line++);
		else if (at->mark < first)
			take_mark(at, &marks->marks.items[at->mark++]);
		else
			break;
	}
}

/* Where the last sentence of view[from, to) begins. */
static uint32_t
last_sentence(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	/* A longer one leads up to nothing. */
	if (to - from > 2 * LEAD_BYTES) {
		from = to - 2 * LEAD_BYTES;
		while (((unsigned char)engine->text.data[from] & 0xC0) == 0x80)
			from++;
	}

	for (uint32_t next; (next = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to)) < to;)
		from = next;
	return from;
}

/* Whether the mark stands in mid-line behind a heading that lost its line break. */
static bool
is_in_line_heading(const struct classifying *at, uint32_t index)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[index];

	return index > 0 && mark->stands != ZL_AT_LINE && mark[-1].part == mark->part &&
	       mark[-1].stands != ZL_AT_LINE && mark[-1].enumeration >= 0 &&
	       mark[-1].style < ZL_SHAPE_PART &&
	       at->enumerations->all.items[mark[-1].enumeration].kind == ZL_ENUMERATES_HEADINGS;
}

/* The sentence that leads up to the enumeration, and what it says. */
static void
find_lead(struct classifying *at, struct zl_enumeration *enumeration)
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
	from = line->text;
	if (is_in_line_heading(at, enumeration->first))
		from = mark[-1].marker.to;
	bool numbered = from != line->start;
	uint32_t sentence = last_sentence(engine, from, to);
	enumeration->lead_line = index;
	enumeration->lead = (struct zl_stretch){sentence, to};
	if (sentence == from && numbered) {
		enumeration->says = area_of(engine, from, to);
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

static void
count_items(struct classifying *at, const struct zl_enumeration *enumeration, struct items *out)
{
	struct zl_engine *engine = at->engine;
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	struct zl_match match;

	*out = (struct items){0};
	for (uint32_t i = enumeration->first; i != ZL_NO_MARK && out->all < MOST_ASKED;
	     i = marks[i].next) {
		const struct zl_line *line = &engine->lines.items[marks[i].part];
		uint32_t from = marks[i].marker.to, next = marks[i].next;
		uint32_t to = next != ZL_NO_MARK && marks[next].part == marks[i].part
				  ? marks[next].marker.from
				  : line->end;
		if (marks[i].ends)
			break;
		uint32_t end = zl_heading_end(engine, from, to);
		const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, from, to, &match);
		bool lacks = zl_is_deficient(engine, from, end);
		out->all++;
		out->promising += problem == NULL && end - from < HEADING_BYTES &&
				  area_of(engine, from, end) != ZL_AREA_NONE;
		out->lacking += lacks;
		out->acted += !lacks && (zl_tells_of_acts(engine, from, end) ||
					 zl_weigh(engine, ZL_CUE_TASK, from, end) >= ZL_TASKED);
		out->marked +=
		    problem != NULL && problem->marker <= ZL_MARKER_TARGET &&
		    zl_find(engine, ZL_RULE_NEVER, from, (uint32_t)match.whole.to, NULL) == NULL;
		out->labelled += zl_opening_next(engine, ZL_OPENS_LABEL, from, to) < to ||
				 (problem != NULL && problem->marker == ZL_MARKER_LABEL);
	}
}

/* Whether the enumeration stands in a response: a label stands between the heading and it. */
static bool
in_response(const struct classifying *at, const struct zl_mark *mark)
{
	const struct zl_line *line = &at->engine->lines.items[mark->part];

	return innermost(at)->labelled ||
	       (mark->stands != ZL_AT_LINE &&
		(line->label != NULL || zl_opening_next(at->engine, ZL_OPENS_LABEL, line->text,
							mark->marker.from) < mark->marker.from));
}

/* Whether nothing but the words of a heading in mid-line stands before the mark. */
static bool
follows_heading(const struct classifying *at, uint32_t index)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[index];

	return is_in_line_heading(at, index) &&
	       zl_stop_end(at->engine, ZL_STOP_SENTENCE, mark[-1].marker.to, mark->marker.from) ==
		   mark->marker.from;
}

/* What an enumeration of numbers in mid-line is without a lead: where line breaks were lost. */
static uint8_t
kind_in_line(const struct classifying *at, const struct zl_enumeration *enumeration,
	     const struct items *items)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];

	if (!enumeration->in_line || enumeration->style >= ZL_SHAPE_PART)
		return ZL_ENUMERATES_TEXT;
	/* Right behind a heading that lost its line break. */
	if (enumeration->count > 1 && follows_heading(at, enumeration->first))
		return ZL_ENUMERATES_HEADINGS;
	if (items->marked * 2 >= items->all || items->labelled * 2 >= items->all)
		return ZL_ENUMERATES_HEADINGS;
	return enumeration->rank <= OUTER_RANK && enumeration->count > 1 && !in_response(at, mark)
		   ? ZL_ENUMERATES_HEADINGS
		   : ZL_ENUMERATES_TEXT;
}

/* Whether a list of problems stands beside what comes, under a heading of its own or none. */
static bool
is_waited_for(const struct classifying *at)
{
	const struct heading *above = innermost(at);
	uint32_t around = at->depth > 1 ? at->stack[at->depth - 2].id : 0;

	return at->waiting == above->id + 1 || at->listed == above->id + 1 ||
	       ((at->waiting == around + 1 || at->listed == around + 1) &&
		(above->area == ZL_AREA_MEASURES || above->area == ZL_AREA_ANSWERS));
}

/* Whether the first item names one of the problems enumerated last. */
static bool
names_problem(const struct classifying *at, const struct zl_enumeration *enumeration)
{
	struct zl_engine *engine = at->engine;
	const struct zl_mark *marks = at->enumerations->marks.marks.items;
	const struct zl_mark *first = &marks[enumeration->first];
	uint32_t to = engine->lines.items[first->part].end, asked = 0;
	struct zl_stretch name = zl_name_at(engine, first->marker.to, to);
	struct zl_choice choice = {0};

	if (at->list < 0 || !is_waited_for(at))
		return false;
	if (first->rule != NULL)
		return first->rule->refers;
	for (uint32_t i = at->enumerations->all.items[at->list].first;
	     name.from < name.to && i != ZL_NO_MARK && asked++ < MOST_ASKED; i = marks[i].next) {
		uint32_t next = marks[i].next;
		uint32_t end = next != ZL_NO_MARK && marks[next].part == marks[i].part
				   ? marks[next].marker.from
				   : engine->lines.items[marks[i].part].end;
		zl_choose(&choice,
			  zl_likeness(engine, name, (struct zl_stretch){marks[i].marker.to, end}),
			  (int32_t)i);
	}
	return zl_is_chosen(&choice);
}

/* Whether the sentences are all that stands behind the heading of a marked problem on its line. */
static bool
is_body(const struct classifying *at, const struct zl_enumeration *enumeration)
{
	const struct heading *above = innermost(at);
	const struct zl_mark *first = &at->enumerations->marks.marks.items[enumeration->first];
	const struct zl_line *line = &at->engine->lines.items[first->part];

	return above->marked && !above->answered && !above->labelled && enumeration->count > 1 &&
	       first->stands == ZL_BEHIND_SENTENCE &&
	       zl_stop_end(at->engine, ZL_STOP_SENTENCE, line->text, line->end) ==
		   first->marker.from;
}

/* Items that name problems by their marks are read by themselves where problems are answered. */
static uint8_t
kind_of_marked(const struct classifying *at, const struct zl_enumeration *enumeration,
	       const struct items *items)
{
	const struct heading *above = innermost(at);

	if (enumeration->style == ZL_SHAPE_LABEL)
		return ZL_ENUMERATES_HEADINGS;
	if (enumeration->style == ZL_SHAPE_TARGET && is_body(at, enumeration))
		return items->marked == items->all ? ZL_ENUMERATES_HEADINGS : ZL_ENUMERATES_TEXT;
	if (above->finding || above->area == ZL_AREA_PLAN || above->area == ZL_AREA_ORGANISING)
		return ZL_ENUMERATES_TEXT;
	if (enumeration->style == ZL_SHAPE_TARGET && !enumeration->in_line)
		return ZL_ENUMERATES_TEXT;
	if (enumeration->style == ZL_SHAPE_TARGET)
		return above->area == ZL_AREA_ANSWERS && enumeration->count > 1 &&
			       items->marked == items->all
			   ? ZL_ENUMERATES_HEADINGS
			   : ZL_ENUMERATES_TEXT;
	return items->marked * 2 >= items->all ? ZL_ENUMERATES_HEADINGS : ZL_ENUMERATES_TEXT;
}

/*
 * Whether items that begin lines with 一是 state problems, though nothing leads up to them: they do
 * in the main, and stand under nothing, or in a paragraph of their own under a problem of a list.
 */
static bool
are_problems_alone(const struct classifying *at, const struct zl_enumeration *enumeration,
		   const struct items *items)
{
	const struct heading *above = innermost(at);

	if (enumeration->style < ZL_SHAPE_COUNT || enumeration->count < 2 ||
	    at->enumerations->marks.marks.items[enumeration->first].stands != ZL_AT_LINE)
		return false;
	if (at->depth == 0)
		return !enumeration->in_line && items->lacking * 3 >= items->all * 2;
	return above->finding && !above->marked && !above->answered && !above->labelled &&
	       above->area == ZL_AREA_PROBLEMS && items->lacking * 2 > items->all;
}

/* Whether each item may name the problem that it answers. */
static bool
may_name(const struct zl_enumeration *enumeration, const struct zl_mark *mark)
{
	return enumeration->style == ZL_SHAPE_TARGET || (mark->rule != NULL && mark->rule->refers);
}

/* Clauses that no marker parts are problems where most of them say so, and no response began. */
static uint8_t
kind_of_clauses(const struct classifying *at, struct zl_enumeration *enumeration,
		const struct items *items)
{
	const struct heading *above = innermost(at);
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];

	enumeration->says = ZL_AREA_PROBLEMS;
	enumeration->led = !above->finding && !in_response(at, mark) &&
			   above->area != ZL_AREA_PLAN && above->area != ZL_AREA_RECOMMENDATIONS &&
			   above->area != ZL_AREA_ORGANISING && above->area != ZL_AREA_RESULTS &&
			   items->all > 1 && items->lacking * 2 >= items->all;
	return enumeration->led ? ZL_ENUMERATES_PROBLEMS : ZL_ENUMERATES_TEXT;
}

/* What the words that lead up to it and the heading above make of it. */
static uint8_t
kind_of(struct classifying *at, struct zl_enumeration *enumeration)
{
	const struct heading *above = innermost(at);
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];
	bool cuts = enumeration->in_line || enumeration->style >= ZL_SHAPE_COUNT;
	struct items items;

	count_items(at, enumeration, &items);
	if (enumeration->style == ZL_SHAPE_NAMELESS)
		return kind_of_clauses(at, enumeration, &items);
	if (enumeration->says == ZL_AREA_MEASURES && enumeration->count > 1 && is_waited_for(at))
		return ZL_ENUMERATES_ANSWERS;

	if (may_name(enumeration, mark) && names_problem(at, enumeration)) {
		enumeration->led = enumeration->says == ZL_AREA_MEASURES;
		enumeration->answers = enumeration->led ? -1 : at->list;
		return ZL_ENUMERATES_ANSWERS;
	}
	bool within = above->finding && (in_response(at, mark) || above->marked || above->answered);
	bool acts = items.acted * 2 > items.all;
	if (enumeration->says == ZL_AREA_PROBLEMS && enumeration->count > 1 && !within && !acts &&
	    items.promising * 2 < items.all && above->area != ZL_AREA_PLAN &&
	    above->area != ZL_AREA_RECOMMENDATIONS)
		return ZL_ENUMERATES_PROBLEMS;
	enumeration->led = false;
	if (are_problems_alone(at, enumeration, &items))
		return ZL_ENUMERATES_PROBLEMS;
	uint8_t kind = kind_in_line(at, enumeration, &items);
	if (kind == ZL_ENUMERATES_TEXT && enumeration->style >= ZL_SHAPE_PART)
		kind = kind_of_marked(at, enumeration, &items);
	if (kind != ZL_ENUMERATES_TEXT || !cuts || enumeration->count < 2 || above->finding)
		return kind;
	if (above->area == ZL_AREA_PROBLEMS)
		return acts ? ZL_ENUMERATES_TEXT : ZL_ENUMERATES_PROBLEMS;
	if (above->area == ZL_AREA_RECOMMENDATIONS)
		return ZL_ENUMERATES_ADVICE;
	if (above->area == ZL_AREA_MEASURES && is_waited_for(at))
		return ZL_ENUMERATES_ANSWERS;
	return ZL_ENUMERATES_TEXT;
}

bool
zl_enumerations_classify(struct zl_engine *engine, struct zl_enumerations *enumerations)
{
	struct classifying at = {.engine = engine, .enumerations = enumerations, .list = -1};
	const struct zl_mark *marks = enumerations->marks.marks.items;

	for (size_t i = 0; i < enumerations->all.count && !zl_engine_failed(engine); i++) {
		struct zl_enumeration *enumeration = &enumerations->all.items[i];
		const struct zl_mark *mark = &marks[enumeration->first];
		go_on(&at, mark->part + (mark->stands != ZL_AT_LINE), enumeration->first);
		find_lead(&at, enumeration);
		enumeration->kind = kind_of(&at, enumeration);
		if (enumeration->kind == ZL_ENUMERATES_PROBLEMS && enumeration->led) {
			at.listed = innermost(&at)->id + 1;
			at.list = (int32_t)i;
		}
	}
	return !zl_engine_failed(engine);
}
