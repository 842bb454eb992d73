/*
 * marks.c: every marker that may begin an item, wherever it stands: at the beginning of a line,
 * behind a stop, or in mid-line.  Which of them make enumerations is for others to say.
 */
#include <string.h>

#include "clauses.h"
#include "mark.h"
#include "outline.h"

enum {
	DEMANDED = -6,	       /* what words weigh at most that demand */
	NUMERAL_BYTES = 3,     /* of 二 in 二是 */
	SENTENCE_RANK = 66,    /* of sentences that name their problem, or its label */
	SENTENCE_BYTES = 3000, /* of a sentence in mid-line that may name a problem */
	HEADING_BYTES = 120    /* most of a heading before the label of a problem on its line */
};

/* The place of the first character that is no space. */
static uint32_t
behind_space(const struct zl_engine *engine, uint32_t place, uint32_t to)
{
	while (place < to && engine->text.data[place] == ' ')
		place++;
	return place;
}

/* Whether quotation marks, which hold sentences together, begin the statement. */
static bool
is_quoted(const struct zl_engine *engine, const struct zl_match *match, uint32_t to)
{
	size_t statement = match->groups[ZL_GROUP_STATEMENT].from, pair;
	uint32_t bytes;

	return statement < to &&
	       zl_quote_at(engine, (uint32_t)statement, to, &bytes, &pair) != ZL_QUOTE_NONE;
}

/* Where the problem announced at place ends, which may hold markers of its own; place: none. */
static uint32_t
behind_problem(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	struct zl_match match;

	to = zl_reach(engine, place, to, SENTENCE_BYTES);
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_PROBLEM, place, to, &match);

	if (rule == NULL || rule->marker > ZL_MARKER_TARGET)
		return place;
	/* Words that no quotation marks hold together may be those of several items. */
	return is_quoted(engine, &match, to) && zl_heading_end(engine, place, to) >= match.whole.to
		   ? (uint32_t)match.whole.to
		   : place;
}

/* The next number anywhere in a line, found once: from is where to look for the one behind it. */
struct cursor {
	uint32_t place, behind; /* of the number; place is the line's end when there is none */
};

static void
go_on(struct zl_engine *engine, const struct zl_line *line, struct cursor *cursor, uint32_t from)
{
	struct zl_match match;

	*cursor = (struct cursor){line->end, line->end};
	if (from >= line->end || zl_rule_next(engine->matcher, &engine->file->asked[ZL_ASKED_SPLIT],
					      engine->text.data, line->end, from, &match) == NULL)
		return;
	*cursor = (struct cursor){(uint32_t)match.whole.from, (uint32_t)match.whole.to};
}

/* The numbers in view[from, to) that no stop parts from the words before them. */
static enum zl_status
find_amid(struct zl_engine *engine, uint32_t index, struct cursor *cursor, uint32_t from,
	  uint32_t to, struct zl_marks *out)
{
	const struct zl_line *line = &engine->lines.items[index];

	if (cursor->place < from)
		go_on(engine, line, cursor, from);
	while (cursor->place < to) {
		struct zl_mark mark = {.part = index, .stands = ZL_AMID};
		bool figure = cursor->behind < line->end &&
			      engine->text.data[cursor->behind] >= '0' &&
			      engine->text.data[cursor->behind] <= '9';
		/* Behind words, 5.4个 is a figure. */
		if (!figure && zl_mark_at(engine, line->segment, cursor->place, line->end, &mark) &&
		    !zl_mark_add(engine, out, &mark))
			return ZL_FAILED;
		go_on(engine, line, cursor, cursor->behind);
	}
	return !zl_engine_failed(engine);
}

/*
 * The next item in view[from, to) that lost the stop before it: 一是...不严二是...; it goes on with
 * the item last found in the line.
 */
static enum zl_status
find_glued(struct zl_engine *engine, uint32_t index, uint32_t from, uint32_t to,
	   struct zl_marks *out)
{
	static const char is[] = "是";
	const struct zl_line *line = &engine->lines.items[index];
	const char *text = engine->text.data, *found;

	while (from < to && out->marks.count > 0) {
		const struct zl_mark *last = &out->marks.items[out->marks.count - 1];
		struct zl_mark mark = {.part = index, .stands = ZL_AMID};
		if (last->part != index || last->rule == NULL || last->rule->kind != ZL_RULE_ITEM ||
		    last->ordinal == 0)
			return ZL_DONE;
		found = memmem(text + from, to - from, is, sizeof(is) - 1);
		if (found == NULL)
			return ZL_DONE;
		uint32_t place = (uint32_t)(found - text) - NUMERAL_BYTES;
		from = (uint32_t)(found - text) + sizeof(is) - 1;
		if (place > last->marker.to && ((unsigned char)text[place] & 0xC0) != 0x80 &&
		    zl_mark_at(engine, line->segment, place, line->end, &mark) &&
		    mark.style == last->style && mark.ordinal == last->ordinal + 1 &&
		    !zl_mark_add(engine, out, &mark))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/*
 * Where behind a short heading that states no problem the label of one stands on the line, and the
 * problem behind it: （三）X镇。存在问题：...; the line's end when none does.
 */
static uint32_t
labelled_problem(struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_match match;

	if (line->shape == 0 || line->problem != NULL || line->label != NULL)
		return line->end;
	uint32_t bytes, heading = zl_heading_end(engine, line->text, line->end);
	if (heading == line->end || heading - line->text > HEADING_BYTES ||
	    zl_stop_at(engine, heading, line->end, &bytes) == ZL_STOP_NONE)
		return line->end;
	uint32_t place = heading + bytes;
	const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, place, line->end, &match);
	if (problem == NULL || problem->marker != ZL_MARKER_LABEL)
		return line->end;
	struct zl_span statement = match.groups[ZL_GROUP_STATEMENT];
	struct zl_mark mark;
	bool stated =
	    statement.from < statement.to &&
	    !zl_mark_at(engine, line->segment, (uint32_t)statement.from, line->end, &mark) &&
	    zl_weigh(engine, ZL_CUE_DEFICIENCY, line->text, heading) <= 0;
	return stated ? place : line->end;
}

/* Whether the sentence at place names a problem by its mark and goes on: 针对...的问题，我局... */
static bool
reports_on(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	struct zl_match match;
	uint32_t bytes, end;

	const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, place, to, &match);
	if (problem == NULL || problem->marker > ZL_MARKER_TARGET)
		return false;
	end = (uint32_t)match.whole.to;
	if (zl_heading_end(engine, place, to) < end && !is_quoted(engine, &match, to))
		return false;
	if (zl_find(engine, ZL_RULE_NEVER, place, end, NULL) != NULL || end >= to ||
	    zl_stop_at(engine, end, to, &bytes) == ZL_STOP_NONE || end + bytes >= to)
		return false;
	/* What is demanded is not done. */
	place = end + bytes;
	return zl_weigh(engine, ZL_CUE_ACTION, place,
			zl_stop_end(engine, ZL_STOP_SENTENCE, place, to)) > DEMANDED;
}

/*
 * Whether the label of a problem stands behind a sentence in mid-line, with its words: X卫生院存在
 * 问题：...。现已整改。Y卫生院存在问题：...
 */
static bool
states_behind_label(struct zl_engine *engine, const struct zl_line *line, uint32_t place,
		    const struct zl_mark *mark)
{
	struct zl_match match;
	bool begun = line->shape != 0 || line->problem != NULL;

	if (mark->stands != ZL_BEHIND_SENTENCE)
		return false;
	uint32_t to = zl_reach(engine, place, line->end, SENTENCE_BYTES);
	const struct zl_rule *problem = zl_find(engine, ZL_RULE_PROBLEM, place, to, &match);
	struct zl_span statement = match.groups[ZL_GROUP_STATEMENT];
	if (problem == NULL || problem->marker != ZL_MARKER_LABEL || statement.from == SIZE_MAX ||
	    statement.from >= statement.to)
		return false;
	if (!begun && zl_is_deficient(engine, (uint32_t)statement.from, (uint32_t)statement.to))
		return true;
	uint32_t end = zl_stop_end(engine, ZL_STOP_SENTENCE, (uint32_t)statement.to, line->end);
	if (end < line->end)
		return zl_opening_next(engine, ZL_OPENS_LABEL, end, end + 1) == end;
	size_t next = zl_line_after(engine, mark->part);
	return next < engine->lines.count && engine->lines.items[next].label != NULL;
}

/* A mark of words: of the label of a problem, or of a sentence that reports on one. */
static bool
mark_words(struct zl_engine *engine, const struct zl_line *line, uint32_t labelled, uint32_t place,
	   struct zl_mark *out)
{
	struct zl_match match;
	uint32_t to = zl_reach(engine, place, line->end, SENTENCE_BYTES);
	bool labels = place == labelled || states_behind_label(engine, line, place, out);

	if (!labels && out->stands > ZL_BEHIND_COLON)
		return false;
	bool named = !labels && zl_find(engine, ZL_RULE_NAMING, place, to, &match) != NULL &&
		     zl_find(engine, ZL_RULE_NEVER, place, (uint32_t)match.whole.to, NULL) == NULL;
	if (!labels && !named && (place == line->start || !reports_on(engine, place, to)))
		return false;
	*out = (struct zl_mark){.part = out->part,
				.stands = out->stands,
				.style = labels ? ZL_SHAPE_LABEL : ZL_SHAPE_TARGET,
				.rank = SENTENCE_RANK,
				.enumeration = ZL_NO_ENUMERATION,
				.next = ZL_NO_MARK,
				.marker = {place, place}};
	return true;
}

/* Acts in a line: where the next word that tells of them stands, and to where none are several. */
struct acts {
	uint32_t next, none;
};

/* Whether sentences begin at place each of which goes on with what was done. */
static bool
acted_at(struct zl_engine *engine, const struct zl_line *line, uint32_t place, struct acts *acts,
	 struct zl_clauses *clauses)
{
	static const char already[] = "已";
	const char *text = engine->text.data;

	if (acts->next <= place) {
		const char *found =
		    memmem(text + place, line->end - place, already, sizeof(already) - 1);
		acts->next = found == NULL ? line->end : (uint32_t)(found - text);
	}
	if (acts->next == line->end || place < acts->none)
		return false;
	if (zl_clauses_acted(engine, line, place, clauses))
		return true;
	acts->none = clauses->all.to;
	return false;
}

static enum zl_status
find_in_line(struct zl_engine *engine, uint32_t index, struct zl_marks *out)
{
	const struct zl_line *line = &engine->lines.items[index];
	struct cursor cursor = {line->start, line->start};
	uint32_t place = line->start, labelled = labelled_problem(engine, line);
	struct acts acts = {place, place};

	engine->n = line->n;
	go_on(engine, line, &cursor, line->start);
	size_t count = out->marks.count;
	while (place < line->end) {
		struct zl_mark mark = {.part = index,
				       .stands = (uint8_t)zl_stands_at(engine, line->start, place)};
		struct zl_clauses clauses;
		bool marked = zl_mark_at(engine, line->segment, place, line->end, &mark);
		bool told = !marked && mark.stands <= ZL_BEHIND_SENTENCE &&
			    zl_clauses_at(engine, line, place, &clauses);
		if (!marked && (!told || clauses.single))
			marked = mark_words(engine, line, labelled, place, &mark);
		told = told && !marked;
		if (told || (!marked && mark.stands <= ZL_BEHIND_SENTENCE &&
			     acted_at(engine, line, place, &acts, &clauses))) {
			if (!zl_clauses_mark(engine, index, &clauses, out))
				return ZL_FAILED;
			place = clauses.all.to;
			continue;
		}
		if (marked && !zl_mark_add(engine, out, &mark))
			return ZL_FAILED;
		if (marked || place == line->start)
			place = behind_problem(engine, marked ? mark.marker.to : place, line->end);
		uint32_t stop = zl_stop_end(engine, ZL_STOP_CLAUSE, place, line->end);
		if (!find_amid(engine, index, &cursor, place, stop, out) ||
		    !find_glued(engine, index, place, stop, out))
			return ZL_FAILED;
		place = behind_space(engine, stop, line->end);
	}
	struct zl_clauses clauses;
	bool follow = out->marks.count == count && zl_clauses_under(engine, index, &clauses);
	if (!follow && out->marks.count == count + (line->shape != 0))
		follow = zl_clauses_of_object(engine, line, &clauses);
	return (!follow || zl_clauses_mark(engine, index, &clauses, out)) &&
	       !zl_engine_failed(engine);
}

enum zl_status
zl_marks_find(struct zl_engine *engine, struct zl_marks *out)
{
	for (uint32_t i = 0; i < engine->lines.count; i++)
		if (engine->lines.items[i].kind == ZL_LINE_TEXT && !find_in_line(engine, i, out))
			return ZL_FAILED;
	return !zl_engine_failed(engine);
}
