/* clauses.c: see clauses.h.  What clauses and sentences say is weighed by who classifies them. */
#include "clauses.h"

#include <string.h>

#include "outline.h"

enum {
	CLEAR_LACK = 6,	   /* words on problems as such may stand beside such a weight */
	CLAUSES_RANK = 66, /* that of sentences which name their problem */
	LEAST_ACTED = 2,   /* sentences that go on with what was done, to be an enumeration */
	OBJECT_BYTES = 90, /* of a sentence that names an object, at most */
	LEAST_OF_OBJECTS = 3,
	LEAST_NAMED = 2,
	MOST_LISTED = 24,    /* lines of a list without markers */
	NAMED_BYTES = 37,    /* the same of a name before a colon, and the colon */
	NAME_BYTES = 120,    /* of a problem that is no sentence, at most */
	CLAUSES_BYTES = 1200 /* of a paragraph under a heading, at most */
};

bool
zl_clauses_are_summed_up(const struct zl_engine *engine, uint32_t place, uint32_t to)
{
	static const char and_such[] = "等";

	return to - place >= sizeof(and_such) - 1 &&
	       memcmp(engine->text.data + place, and_such, sizeof(and_such) - 1) == 0;
}

/* Where the clause at from ends: with its sentence, or where 存在“A”“B” quotes another. */
static uint32_t
clause_end(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to), bytes = 0, place;
	size_t pair;
	int quote = zl_quote_at(engine, from, end, &bytes, &pair);

	for (place = from + bytes; quote == ZL_QUOTE_OPEN && place < end; place += bytes)
		quote = zl_quote_next(engine, &place, end, &bytes, &pair);
	if (quote != ZL_QUOTE_CLOSE || place >= end)
		return end;
	if (zl_stop_at(engine, place, end, &bytes) == ZL_STOP_CLAUSE)
		place += bytes;
	bool another =
	    place < end && zl_quote_at(engine, place, end, &bytes, &pair) == ZL_QUOTE_OPEN;
	return another ? place : end;
}

/* Whether the sentence in view[from, to) may be one of several that tell what is wrong. */
static bool
states_lack(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	int lack = zl_weigh(engine, ZL_CUE_DEFICIENCY, from, to);

	return lack >= ZL_DEFICIENT && lack > zl_weigh(engine, ZL_CUE_ACTION, from, to) &&
	       zl_find(engine, ZL_RULE_CLOSING, from, to, NULL) == NULL &&
	       (lack >= CLEAR_LACK || zl_find(engine, ZL_RULE_NEVER, from, to, NULL) == NULL);
}

/* To where, from from on, sentence after sentence tells what is wrong. */
static uint32_t
lacking_end(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	for (uint32_t end; from < to; from = end) {
		end = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to);
		if (!states_lack(engine, from, end))
			break;
	}
	return from;
}

/*
 * Whether view[from, to) may be a list of clauses that tell what is wrong: one of them does, and
 * none tells what was done.
 */
static bool
may_be_lacks(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t count = 0, lacks = 0;

	for (uint32_t end; from < to; from = end, count++) {
		end = zl_stop_end(engine, ZL_STOP_SENTENCE, from, to);
		if (states_lack(engine, from, end))
			lacks++;
		else if (zl_tells_of_acts(engine, from, end) ||
			 zl_find(engine, ZL_RULE_CLOSING, from, end, NULL) != NULL)
			return false;
	}
	return lacks > 0;
}

bool
zl_clauses_are_answered(const struct zl_engine *engine, const struct zl_line *line, uint32_t from)
{
	size_t next = zl_line_after(engine, (size_t)(line - engine->lines.items));

	return zl_opening_next(engine, ZL_OPENS_LABEL, from, line->end) < line->end ||
	       (next < engine->lines.count && engine->lines.items[next].label != NULL);
}

bool
zl_clauses_at(struct zl_engine *engine, const struct zl_line *line, uint32_t place,
	      struct zl_clauses *clauses)
{
	struct zl_stretch *out = &clauses->all;
	struct zl_mark mark;
	uint32_t from;

	*clauses = (struct zl_clauses){0};
	if (!zl_find_statement(engine, ZL_RULE_CLAUSES, place, line->end, out))
		return false;
	for (from = out->from; from < out->to && engine->text.data[from] == ' ';)
		from++;
	if (zl_mark_at(engine, line->segment, from, line->end, &mark))
		return false;
	uint32_t end = clause_end(engine, out->from, line->end);
	bool several =
	    end < out->to && zl_stop_end(engine, ZL_STOP_HEADING, out->from, line->end) > end;
	if (!several && zl_clauses_are_summed_up(engine, out->to, line->end)) {
		if (!zl_is_deficient(engine, out->from, out->to))
			return false;
		/* Others may follow in the sentence. */
		uint32_t whole = zl_stop_end(engine, ZL_STOP_HEADING, out->from, line->end);
		uint32_t more = lacking_end(engine, end, whole);
		if (more > end)
			out->to = more;
		return true;
	}
	if (out->from > place && engine->text.data[out->from - 1] == ':' &&
	    zl_leads_to(engine, place, out->from) != ZL_AREA_PROBLEMS)
		return false;
	if (several) {
		/* Others may follow words that sum up one of them. */
		uint32_t whole = zl_stop_end(engine, ZL_STOP_HEADING, out->to,
					     zl_reach(engine, out->to, line->end, CLAUSES_BYTES));
		uint32_t next = zl_stop_end(engine, ZL_STOP_SENTENCE, out->to, whole);
		uint32_t more = lacking_end(engine, next, whole);
		if (next < whole && more > next)
			out->to = more;
		return true;
	}
	bool led =
	    out->from > place && engine->text.data[out->from - 1] == ':' && line->problem == NULL;
	out->to = lacking_end(engine, out->from, out->to);
	clauses->single = led && out->to > out->from && out->to <= end;
	return (out->to > end || clauses->single) &&
	       !zl_clauses_are_answered(engine, line, out->from);
}

/* Whether the clause at place tells, with its first word, that something is done. */
static bool
begins_with_done(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	static const char already[] = "已";

	return to - place > sizeof(already) - 1 &&
	       memcmp(engine->text.data + place, already, sizeof(already) - 1) == 0 &&
	       zl_tells_of_acts(engine, place, zl_stop_end(engine, ZL_STOP_CLAUSE, place, to));
}

bool
zl_clauses_acted(struct zl_engine *engine, const struct zl_line *line, uint32_t place,
		 struct zl_clauses *out)
{
	uint32_t count = 0, end;

	*out = (struct zl_clauses){.all = {place, place}};
	for (; out->all.to < line->end; out->all.to = end) {
		end = zl_stop_end(engine, ZL_STOP_SENTENCE, out->all.to, line->end);
		uint32_t act = zl_before_act(engine, out->all.to, end, false);
		if (act < end && zl_weigh(engine, ZL_CUE_ACTION, out->all.to, act) <= 0) {
			count++;
			continue;
		}
		/* Beside such a sentence one may name its problem in words that tell it not. */
		act = zl_stop_end(engine, ZL_STOP_CLAUSE, out->all.to, end);
		if (act == end || !begins_with_done(engine, act, end))
			break;
	}
	return count >= LEAST_ACTED;
}

/* The line before that is not blank; NULL: none. */
static const struct zl_line *
line_before(const struct zl_engine *engine, uint32_t index)
{
	while (index-- > 0)
		if (engine->lines.items[index].kind != ZL_LINE_BLANK)
			return &engine->lines.items[index];
	return NULL;
}

/* The rank of the line's number; 0: it has none. */
static int
rank_of(const struct zl_engine *engine, const struct zl_line *line)
{
	return line->shape == 0 ? 0
				: engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->rank;
}

/*
 * Whether the line heads what stands under it as problems: by its number, or a colon or question
 * mark at its end.
 */
static bool
heads_problems(struct zl_engine *engine, const struct zl_line *line)
{
	if (line == NULL || line->kind != ZL_LINE_TEXT || line->problem != NULL ||
	    line->text >= line->end || line->end - line->text > ZL_HEADING_BYTES)
		return false;
	char last = engine->text.data[line->end - 1];
	if (((line->flags & ZL_LINE_STOPPED) && last != '?') ||
	    (line->shape == 0 && last != ':' && last != '?'))
		return false;
	return zl_heading_area(engine, line->text, line->end) == ZL_AREA_PROBLEMS;
}

/* Whether the line is one sentence, or clause, of a list of such: *told: it says what is wrong. */
static bool
is_listed(struct zl_engine *engine, const struct zl_line *line, bool *told)
{
	if (line->kind != ZL_LINE_TEXT || !zl_line_is_plain(line) || line->end == line->start)
		return false;
	*told = line->end - line->start <= NAME_BYTES && (line->flags & ZL_LINE_STOPPED) &&
		zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end) == line->end &&
		states_lack(engine, line->start, line->end);
	return engine->text.data[line->end - 1] == ';' || *told;
}

/*
 * The line that heads the one at index: the one before it, or before lines that are a list with it:
 * that end with semicolons, or behind a colon say each in a sentence what is wrong.
 */
static const struct zl_line *
line_above(struct zl_engine *engine, uint32_t index, bool *listed)
{
	const struct zl_line *above = line_before(engine, index);
	bool told = false, all_told = is_listed(engine, &engine->lines.items[index], &told) && told;
	bool parted = true;

	*listed = false;
	for (int left = MOST_LISTED; left > 0 && above != NULL && is_listed(engine, above, &told);
	     left--) {
		parted = parted && engine->text.data[above->end - 1] == ';';
		all_told = all_told && told;
		*listed = true;
		above = line_before(engine, (uint32_t)(above - engine->lines.items));
	}
	if (*listed && !parted &&
	    (!all_told || above == NULL || engine->text.data[above->end - 1] != ':')) {
		*listed = false;
		return line_before(engine, index);
	}
	return above;
}

/*
 * Whether the line tells in several clauses, of which each says so, what is wrong with the object
 * that the heading before it names: 二、市场秩序
 */
static bool
tells_of_object(struct zl_engine *engine, const struct zl_line *above, const struct zl_line *line)
{
	return above != NULL && above->kind == ZL_LINE_TEXT && above->shape != 0 &&
	       above->problem == NULL && !(above->flags & ZL_LINE_STOPPED) &&
	       above->end - above->text <= OBJECT_BYTES &&
	       zl_heading_area(engine, above->text, above->end) == ZL_AREA_NONE &&
	       zl_stop_end(engine, ZL_STOP_SENTENCE, line->start, line->end) <
		   zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end) &&
	       (zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end) == line->end
		    ? may_be_lacks(engine, line->start, line->end)
		    : lacking_end(engine, line->start, line->end) == line->end);
}

/* Whether the first sentence of the line, up to end, states a problem, the others its detail. */
static bool
states_first(struct zl_engine *engine, const struct zl_line *line, uint32_t end)
{
	if (!(line->flags & ZL_LINE_STOPPED) && line->end - line->start > NAME_BYTES)
		return false;
	return states_lack(engine, line->start, end) ||
	       (zl_find(engine, ZL_RULE_PREFIX, line->start, end, NULL) != NULL &&
		zl_leads_to(engine, line->start, end) == ZL_AREA_NONE);
}

bool
zl_clauses_state_first(struct zl_engine *engine, const struct zl_line *line)
{
	return zl_line_is_plain(line) &&
	       states_first(engine, line,
			    zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end));
}

bool
zl_clauses_under(struct zl_engine *engine, uint32_t index, struct zl_clauses *out)
{
	const struct zl_line *line = &engine->lines.items[index];
	bool listed = false;
	const struct zl_line *above = line_above(engine, index, &listed);
	size_t next = zl_line_after(engine, index);

	if (!zl_line_is_plain(line) || line->end - line->start > CLAUSES_BYTES ||
	    (!heads_problems(engine, above) && !tells_of_object(engine, above, line)) ||
	    (next < engine->lines.count &&
	     rank_of(engine, &engine->lines.items[next]) > rank_of(engine, above)) ||
	    (!listed && zl_clauses_are_answered(engine, line, line->start)))
		return false;
	*out = (struct zl_clauses){.all = {line->start, line->end}};
	/* The first sentence states the problem, or several, parted by semicolons. */
	uint32_t first = zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end);
	uint32_t clause = zl_stop_end(engine, ZL_STOP_SENTENCE, line->start, line->end);
	out->one =
	    clause >= first || first < line->end || !may_be_lacks(engine, line->start, first);
	if (out->one && listed)
		return !zl_tells_of_acts(engine, line->start, line->end) &&
		       zl_find(engine, ZL_RULE_CLOSING, line->start, line->end, NULL) == NULL;
	return !out->one ||
	       states_first(engine, line,
			    zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end));
}

/* Whether the sentence calls what it names a problem: 门前货台问题。 */
static bool
names_problem(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	static const char problem[] = "问题";

	return memmem(engine->text.data + from, to - from, problem, sizeof(problem) - 1) != NULL;
}

/* Behind the words that may name an object: a numbered sentence, or what stands before a colon. */
static uint32_t
object_end(const struct zl_engine *engine, const struct zl_line *line)
{
	const char *text = engine->text.data + line->text;
	const char *colon;

	if (line->shape != 0)
		return zl_stop_end(engine, ZL_STOP_HEADING, line->text, line->end);
	colon = memchr(text, ':', line->end - line->text);
	return colon == NULL ? line->end : line->text + (uint32_t)(colon - text) + 1;
}

bool
zl_clauses_of_object(struct zl_engine *engine, const struct zl_line *line, struct zl_clauses *out)
{
	if (line->problem != NULL || line->label != NULL || line->attribute != NULL ||
	    line->detail != NULL)
		return false;
	uint32_t place = object_end(engine, line);
	/* A name before a colon is a mark of the problem, a sentence heads it. */
	*out = (struct zl_clauses){.all = {line->shape != 0 ? place : line->start, line->end},
				   .one = true,
				   .of_object = true};
	return place < line->end &&
	       place - line->text <= (line->shape != 0 ? OBJECT_BYTES : NAMED_BYTES) &&
	       zl_stop_end(engine, ZL_STOP_CLAUSE, line->text, place) == place &&
	       zl_heading_area(engine, line->text, place) == ZL_AREA_NONE &&
	       !names_problem(engine, line->text, place) &&
	       !zl_is_deficient(engine, line->text, place) &&
	       zl_weigh(engine, ZL_CUE_ACTION, line->text, place) <= 0;
}

/* The line in which clauses behind an object stand; NULL: the enumeration is no such. */
static const struct zl_line *
line_of_object(const struct zl_classifying *at, const struct zl_enumeration *enumeration)
{
	const struct zl_mark *mark = &at->enumerations->marks.marks.items[enumeration->first];

	return mark->style == ZL_SHAPE_NAMELESS && mark->stands == ZL_BEHIND_SENTENCE
		   ? &at->engine->lines.items[mark->part]
		   : NULL;
}

void
zl_clauses_count_of_objects(struct zl_classifying *at)
{
	for (size_t i = 0; i < at->enumerations->all.count; i++) {
		const struct zl_enumeration *enumeration = &at->enumerations->all.items[i];
		const struct zl_line *line = line_of_object(at, enumeration);
		if (line == NULL)
			continue;
		uint32_t from = object_end(at->engine, line);
		uint32_t end = zl_stop_end(at->engine, ZL_STOP_HEADING, from, line->end);
		at->objects[line->shape]++;
		at->lacking[line->shape] += states_lack(at->engine, from, end);
	}
}

bool
zl_clauses_are_of_objects(const struct zl_classifying *at, uint8_t shape)
{
	/* Without a number a heading must promise problems, and then fewer will do. */
	if (shape == 0)
		return zl_heading_innermost(at)->area == ZL_AREA_PROBLEMS
			   ? at->lacking[0] >= LEAST_NAMED && at->lacking[0] * 2 >= at->objects[0]
			   : at->lacking[0] >= LEAST_OF_OBJECTS && at->lacking[0] == at->objects[0];
	return at->lacking[shape] >= LEAST_OF_OBJECTS &&
	       at->lacking[shape] * 2 >= at->objects[shape];
}

enum zl_status
zl_clauses_mark(struct zl_engine *engine, uint32_t line, const struct zl_clauses *clauses,
		struct zl_marks *out)
{
	struct zl_mark mark = {.part = line,
			       .stands = clauses->of_object ? ZL_BEHIND_SENTENCE
					 : clauses->all.from == engine->lines.items[line].start
					     ? ZL_AT_LINE
					     : ZL_AMID,
			       .style = ZL_SHAPE_NAMELESS,
			       .rank = CLAUSES_RANK,
			       .enumeration = ZL_NO_ENUMERATION,
			       .next = ZL_NO_MARK};

	for (uint32_t from = clauses->all.from; !mark.ends;
	     from = clauses->one ? clauses->all.to : clause_end(engine, from, clauses->all.to)) {
		mark.ordinal++;
		mark.marker = (struct zl_stretch){from, from};
		mark.ends = from >= clauses->all.to;
		if (!zl_mark_add(engine, out, &mark))
			return ZL_FAILED;
		mark.stands = ZL_AMID;
	}
	return ZL_DONE;
}
