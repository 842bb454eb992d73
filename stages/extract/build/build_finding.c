/* build_finding.c: findings and recommendations: problem, detail, response, measures, attributes.
 */
#include <stdlib.h>
#include <string.h>

#include "build.h"

enum {
	FIRST_ACT = 4,	   /* least weight of a clause that begins with an act */
	MOST_HEADING = 30, /* characters of a problem before a colon */
	MOST_SUBJECT = 12, /* and of words there that only name a subject */
	HABIT_LEAST = 3,   /* findings answered in one way make a habit */
	HABIT_ALIKE = 2,   /* the same where all are built alike */
	HABIT_MOST = 24	   /* findings that are asked what the habit is */
};

/* view[from, to) without the stops with which it ends. */
static uint32_t
without_stops(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	while (to > from) {
		uint32_t bytes, place = to - 1;
		while (place > from && ((unsigned char)engine->text.data[place] & 0xC0) == 0x80)
			place--;
		/* A bracket ends a clause, too, but may belong to the words. */
		if (zl_stop_at(engine, place, to, &bytes) == ZL_STOP_NONE ||
		    engine->text.data[place] == ')')
			break;
		to = place;
	}
	return to;
}

/* The quotation marks of one pair in a statement. */
struct quoting {
	int first,
	    last; /* kinds of the marks at its beginning and its end; none if there is none */
	uint32_t first_bytes, last_bytes;
	int marks;
	int straight; /* marks without direction */
	int depth;    /* at the end */
	bool parted;  /* what the first mark opens is closed before the end */
};

static struct quoting
find_quoting(const struct zl_engine *engine, struct zl_stretch statement)
{
	struct quoting out = {0};
	uint32_t bytes, place = statement.from;
	size_t pair, outer = 0;
	int quote;

	for (;
	     (quote = zl_quote_next(engine, &place, statement.to, &bytes, &pair)) != ZL_QUOTE_NONE;
	     place += bytes) {
		bool at_end = place + bytes == statement.to;
		out.straight += quote == ZL_QUOTE_EITHER;
		if (out.marks == 0)
			outer = pair;
		if (pair != outer && at_end && quote == ZL_QUOTE_EITHER && out.depth > 0 &&
		    out.straight % 2 == 1) {
			/* Opened by “ and closed by ". */
			out.last = ZL_QUOTE_CLOSE;
			out.last_bytes = bytes;
			out.depth--;
		}
		if (pair != outer)
			continue;
		if (place == statement.from) {
			out.first = quote;
			out.first_bytes = bytes;
		}
		if (at_end) {
			out.last = quote;
			out.last_bytes = bytes;
		}
		out.marks++;
		out.depth += quote == ZL_QUOTE_OPEN ? 1 : quote == ZL_QUOTE_CLOSE ? -1 : 0;
		out.parted = out.parted || (out.depth == 0 && quote == ZL_QUOTE_CLOSE && !at_end);
	}
	return out;
}

/*
 * The statement without the quotation marks that enclose the whole of it, or that lost their
 * counterpart; marks around a term stay.
 */
static struct zl_stretch
unquote(const struct zl_engine *engine, struct zl_stretch statement)
{
	struct quoting quoting = find_quoting(engine, statement);
	bool first = false, last = false;

	if (quoting.first == ZL_QUOTE_OPEN && quoting.last == ZL_QUOTE_CLOSE) {
		first = last = !quoting.parted || quoting.depth < 0;
	} else if (quoting.first == ZL_QUOTE_CLOSE && quoting.last == ZL_QUOTE_OPEN) {
		first = last = true;
	} else if (quoting.first == ZL_QUOTE_EITHER) {
		first = quoting.marks % 2 == 1 || quoting.last == ZL_QUOTE_EITHER;
		last = quoting.last == ZL_QUOTE_EITHER && quoting.marks % 2 == 0;
	} else {
		first = quoting.first == ZL_QUOTE_OPEN && quoting.depth > 0;
		last = quoting.last == ZL_QUOTE_CLOSE && quoting.depth < 0;
	}
	if (first)
		statement.from += quoting.first_bytes;
	if (last && statement.to - quoting.last_bytes >= statement.from)
		statement.to -= quoting.last_bytes;
	return statement;
}

/* The words of a problem, and where on its line they end with all their marks. */
struct wording {
	uint32_t line; /* on which the statement stands */
	struct zl_stretch statement;
	uint32_t end; /* of the marks and attributes behind it */
	struct zl_parts attributes;
	bool runs_on; /* the sentence goes on behind the problem */
	bool paired;  /* the heading above promises problems with what was done about them */
};

/* Behind the stop at place, if one stands there. */
static uint32_t
behind_stop(const struct zl_engine *engine, uint32_t place, uint32_t to, enum zl_stop *stop)
{
	uint32_t bytes = 0;

	*stop = place < to ? zl_stop_at(engine, place, to, &bytes) : ZL_STOP_NONE;
	return *stop == ZL_STOP_NONE ? place : place + bytes;
}

/* A problem that a rule announced. */
static void
word_marked(struct zl_engine *engine, const struct zl_line *line, struct wording *out)
{
	enum zl_stop stop;

	uint32_t tail = zl_trailing_attributes(engine, out->line, line->statement.to,
					       line->problem_end, &out->attributes);
	out->statement = unquote(engine, line->statement);
	out->end = behind_stop(engine, line->problem_end, line->end, &stop);
	out->runs_on = stop == ZL_STOP_CLAUSE && out->end < line->end;
	if (tail == line->problem_end)
		return;
	struct zl_part *last = &out->attributes.parts.items[out->attributes.parts.count - 1];
	last->stretch.to = out->end;
}

bool
zl_build_marked(struct zl_builder *builder, struct zl_node *problem, uint32_t line, uint32_t to)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *at = &engine->lines.items[line];
	struct zl_stretch statement = unquote(engine, at->statement);
	enum zl_stop stop;
	uint32_t end = behind_stop(engine, at->problem_end, to, &stop);

	return zl_build_words(builder, problem, ZL_NODE_MARKER, line, at->start, statement.from,
			      NULL) &&
	       zl_build_words(builder, problem, ZL_NODE_STATEMENT, line, statement.from,
			      statement.to, at->problem) &&
	       zl_build_words(builder, problem, ZL_NODE_MARKER, line, statement.to, end, NULL) &&
	       zl_build_words(builder, problem, ZL_NODE_DETAIL, line, end, to, NULL);
}

/*
 * Words before a colon that say what is wrong are the problem, which then ends at *end; where they
 * only name a subject the problem begins behind it.  Returns where it begins.
 */
static uint32_t
heading_before_colon(struct zl_engine *engine, uint32_t from, uint32_t *end)
{
	const char *text = engine->text.data;
	const char *found = from < *end ? memchr(text + from, ':', *end - from) : NULL;

	/* Not in a bracket, nor between figures. */
	if (found == NULL || memchr(text + from, '(', (size_t)(found - text) - from) != NULL ||
	    (found > text + from && found[-1] >= '0' && found[-1] <= '9'))
		return from;
	uint32_t colon = (uint32_t)(found - text), characters = zl_characters(engine, from, colon);
	if (characters <= MOST_HEADING && zl_is_deficient(engine, from, colon)) {
		*end = colon;
		return from;
	}
	return characters <= MOST_SUBJECT && !zl_tells_of_acts(engine, from, *end) ? colon + 1
										   : from;
}

/*
 * Where in a sentence that states a problem and goes on with what was done the problem ends: at the
 * comma before the first clause that acts.
 */
static uint32_t
before_act(struct zl_engine *engine, uint32_t from, uint32_t end)
{
	for (uint32_t at = zl_stop_end(engine, ZL_STOP_CLAUSE, from, end); at < end;
	     at = zl_stop_end(engine, ZL_STOP_CLAUSE, at, end))
		if (zl_is_deficient(engine, from, at - 1) &&
		    zl_weigh(engine, ZL_CUE_ACTION, at,
			     zl_stop_end(engine, ZL_STOP_CLAUSE, at, end)) >= FIRST_ACT)
			return at - 1;
	return end;
}

/* A problem in words of its own: the heading sentence from place on. */
static void
word_plain(struct zl_engine *engine, const struct zl_line *line, uint32_t from, uint32_t end,
	   struct wording *out)
{
	enum zl_stop stop;
	struct zl_match match;

	if (zl_find(engine, ZL_RULE_PREFIX, from, end, &match) != NULL && match.whole.to < end)
		from = (uint32_t)match.whole.to;
	from = heading_before_colon(engine, from, &end);
	if (out->paired)
		end = before_act(engine, from, end);
	uint32_t words = zl_trailing_attributes(engine, out->line, from, end, &out->attributes);
	out->statement = (struct zl_stretch){from, without_stops(engine, from, words)};
	zl_find_statement(engine, ZL_RULE_SUFFIX, from, out->statement.to, &out->statement);
	out->statement = unquote(engine, out->statement);
	out->end = behind_stop(engine, end, line->end, &stop);
	out->runs_on = out->paired && stop == ZL_STOP_CLAUSE && out->end < line->end;
	if (words < end)
		out->attributes.parts.items[out->attributes.parts.count - 1].stretch.to = out->end;
}

/* The next line of the unit with text; its own when there is none. */
static uint32_t
next_text(const struct zl_engine *engine, const struct zl_unit *unit)
{
	for (uint32_t i = unit->line + 1; i < unit->lines_end; i++)
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			return i;
	return unit->line;
}

/* A category that is a problem: its words are what the rule says, without 在 and 方面. */
static void
word_category(struct zl_engine *engine, uint32_t from, struct wording *out)
{
	struct zl_stretch statement;

	if (zl_find_statement(engine, ZL_RULE_CATEGORY, from, out->statement.to, &statement))
		out->statement = unquote(engine, statement);
}

static void
word_problem(struct zl_engine *engine, const struct zl_unit *unit, struct wording *out)
{
	const struct zl_line *line = &engine->lines.items[unit->line];
	uint32_t from = line->text;

	out->paired = unit->parent != ZL_NO_UNIT &&
		      engine->units.items[unit->parent].area_rule != NULL &&
		      engine->units.items[unit->parent].area_rule->problem;
	out->line = unit->line;
	/* A number alone on its line: the problem is on the next, with its marks. */
	if (line->problem == NULL && from == line->end) {
		out->line = next_text(engine, unit);
		line = &engine->lines.items[out->line];
		from = out->line == unit->line ? line->end : line->text;
	}
	bool labelled = line->problem != NULL && line->problem->marker == ZL_MARKER_LABEL;
	if (line->problem != NULL && !labelled) {
		word_marked(engine, line, out);
		return;
	}
	if (labelled)
		from = line->statement.from;
	/* The same of a label. */
	if (out->line == unit->line && without_stops(engine, from, line->end) <= from) {
		out->line = next_text(engine, unit);
		line = &engine->lines.items[out->line];
		from = out->line == unit->line ? line->end : line->start;
	}
	word_plain(engine, line, from, zl_heading_before_label(engine, from, line->end), out);
	if (unit->category != NULL && out->line == unit->line)
		word_category(engine, from, out);
}

bool
zl_build_attribute(struct zl_builder *builder, struct zl_node *parent, const struct zl_part *part)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[part->line];

	struct zl_node *node = zl_build_node(builder, parent, ZL_NODE_ATTRIBUTE, part->rule);
	if (node == NULL)
		return false;
	node->name = zl_build_name(builder, part->rule->as);
	if (node->name == NULL)
		return false;
	return zl_build_words(builder, node, ZL_NODE_LABEL, part->line, part->stretch.from,
			      part->value.from, NULL) &&
	       zl_view_pieces(engine, node, line, part->value.from, part->value.to) &&
	       zl_build_words(builder, node, ZL_NODE_MARKER, part->line, part->value.to,
			      part->stretch.to, NULL);
}

/* The problem's element: number, marks, statement; then its attributes. */
static bool
add_problem(struct zl_builder *builder, struct zl_node *finding, const struct zl_unit *unit,
	    const struct wording *wording)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	const struct zl_parts *attributes = &wording->attributes;
	struct zl_node *problem = zl_build_node(builder, finding, ZL_NODE_PROBLEM, line->problem);
	uint32_t from = line->text, marks_end = wording->end;

	if (problem == NULL || !zl_build_words(builder, problem, ZL_NODE_NUMBER, unit->line,
					       line->start, line->text, NULL))
		return false;
	for (uint32_t i = unit->line; i < wording->line; i++) {
		const struct zl_line *before = &engine->lines.items[i];
		if (i > unit->line)
			from = before->start;
		if (from < before->end
			? !zl_build_words(builder, problem, ZL_NODE_MARKER, i, from, before->end,
					  NULL)
			: i > unit->line && !zl_build_line(builder, problem, i, before->start))
			return false;
		from = engine->lines.items[i + 1].start;
	}
	if (attributes->parts.count > 0)
		marks_end = attributes->parts.items[0].stretch.from;
	bool done = zl_build_words(builder, problem, ZL_NODE_MARKER, wording->line, from,
				   wording->statement.from, NULL) &&
		    zl_build_words(builder, problem, ZL_NODE_STATEMENT, wording->line,
				   wording->statement.from, wording->statement.to, NULL) &&
		    zl_build_words(builder, problem, ZL_NODE_MARKER, wording->line,
				   wording->statement.to, marks_end, NULL);
	for (size_t i = 0; done && i < attributes->parts.count; i++)
		done = zl_build_attribute(builder, finding, &attributes->parts.items[i]);
	return done;
}

static bool
add_run(struct zl_builder *builder, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_run *run =
	    zl_vector_add(builder->engine->document, (void **)&builder->runs.items,
			  &builder->runs.count, &builder->runs.capacity, sizeof(*run));

	if (run != NULL)
		*run = (struct zl_run){line, {from, to}};
	return run != NULL;
}

static bool
add_lines(struct zl_builder *builder, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct zl_line *line = &builder->engine->lines.items[i];
		if (!add_run(builder, i, line->start, line->end))
			return false;
	}
	return true;
}

/* The unit's text behind place on its line, and that of the units that are text of it. */
static bool
collect_runs(struct zl_builder *builder, int32_t index, uint32_t line, uint32_t place)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_unit *unit = &engine->units.items[index];
	uint32_t end = engine->lines.items[line].end;

	builder->runs.count = 0;
	if (place < end && !add_run(builder, line, place, end))
		return false;
	if (!add_lines(builder, line + 1, unit->lines_end))
		return false;
	for (size_t i = (size_t)index + 1; i < engine->units.count; i++) {
		struct zl_unit *text = &engine->units.items[i];
		if (text->reading != ZL_READ_BODY || !zl_stands_in(engine, (int32_t)i, index))
			break;
		text->taken = true;
		if (!add_lines(builder, text->line, text->lines_end))
			return false;
	}
	return true;
}

/*
 * How a response is told in the sentence that goes on behind the problem: it begins there, unless
 * that tells of what was seen, or a label follows and of nothing that was done.
 */
static enum zl_answering
answering_behind(struct zl_engine *engine, const struct wording *wording)
{
	uint32_t to = engine->lines.items[wording->line].end;
	uint32_t clause = zl_stop_end(engine, ZL_STOP_CLAUSE, wording->end, to);
	uint32_t label = zl_opening_next(engine, ZL_OPENS_LABEL, wording->end, to);

	if (zl_weigh(engine, ZL_CUE_ACTION, wording->end, clause) < 0)
		return ZL_ANSWER_BY_WORDS;
	return label < to && !zl_tells_of_acts(engine, wording->end, label) ? ZL_ANSWER_BY_LABEL
									    : ZL_ANSWER_ALL;
}

static enum zl_answering
answering_of(struct zl_engine *engine, const struct zl_unit *unit, const struct wording *wording)
{
	if (unit->answer != ZL_NO_UNIT)
		return ZL_ANSWER_NONE;
	for (int32_t child = unit->first_child; child != ZL_NO_UNIT;
	     child = engine->units.items[child].next_sibling)
		if (engine->units.items[child].reading == ZL_READ_FINDING)
			return ZL_ANSWER_BY_LABEL;
	if (wording->runs_on)
		return answering_behind(engine, wording);
	if (unit->kind == ZL_FINDING_TASK && !unit->marked && !unit->answered)
		return ZL_ANSWER_ALL;
	if (unit->area == ZL_AREA_PROBLEMS)
		return ZL_ANSWER_BY_LABEL;
	return engine->lines.items[unit->line].flags & ZL_LINE_ANNOUNCED ? ZL_ANSWER_ANNOUNCED
									 : ZL_ANSWER_BY_WORDS;
}

/* The list of problems that the unit stands in; none. */
static int32_t
list_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	int32_t list = ZL_NO_UNIT;

	for (int32_t at = unit->parent; at != ZL_NO_UNIT; at = engine->units.items[at].parent)
		if (engine->units.items[at].area == ZL_AREA_PROBLEMS)
			list = at;
	return list;
}

bool
zl_build_note(struct zl_builder *builder, struct zl_node *node, int32_t list, bool answered)
{
	struct zl_built *built =
	    zl_vector_add(builder->engine->document, (void **)&builder->built.items,
			  &builder->built.count, &builder->built.capacity, sizeof(*built));

	if (built != NULL)
		*built = (struct zl_built){.node = node, .list = list, .answered = answered};
	return built != NULL;
}

/* A response that refers to the answer at index, which stands where the report has it. */
static bool
refer(struct zl_builder *builder, struct zl_node *finding, int32_t index)
{
	struct zl_unit *unit = &builder->engine->units.items[index];
	struct zl_node *node = zl_build_node(builder, finding, ZL_NODE_RESPONSE, NULL);

	if (node == NULL)
		return false;
	if (unit->answer_id == 0)
		unit->answer_id = ++builder->answers;
	node->answer = unit->answer_id;
	return true;
}

/* The text of the answer at index as what was done: under finding, or in the answer's own node. */
static bool
add_answer(struct zl_builder *builder, struct zl_node *finding, struct zl_node *parent,
	   int32_t index, bool *answered)
{
	struct zl_engine *engine = builder->engine;
	struct zl_unit *unit = &engine->units.items[index];
	const struct zl_line *line = &engine->lines.items[unit->line];
	struct zl_parts parts = {0};

	/* The number is what announces the response here, unless it names the problem. */
	uint32_t from = zl_refers(engine, unit) ? line->start : line->text;

	unit->taken = true;
	bool done = collect_runs(builder, index, unit->line, from) &&
		    zl_response_parts(engine, builder->runs.items, builder->runs.count,
				      ZL_ANSWER_ALL, true, &parts);
	if (done) {
		parts.announced = (struct zl_stretch){line->start, from};
		parts.announced_line = unit->line;
		done = zl_build_parts(builder, finding, parent, &parts);
	}
	*answered = parts.answered;
	free(parts.parts.items);
	return done;
}

bool
zl_build_answer(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_unit *unit = &builder->engine->units.items[index];
	bool answered;

	unit->node = zl_build_node(builder, parent, ZL_NODE_ANSWER, NULL);
	if (unit->node == NULL)
		return false;
	unit->node->answer = unit->answer_id;
	return add_answer(builder, unit->node, parent, index, &answered);
}

/* The response that stands in another list. */
static bool
add_other_answer(struct zl_builder *builder, struct zl_node *finding, struct zl_node *parent,
		 int32_t index, bool *answered)
{
	*answered = true;
	return builder->engine->units.items[index].in_place
		   ? refer(builder, finding, index)
		   : add_answer(builder, finding, parent, index, answered);
}

/* Whether no other finding follows in the same report; a document may hold several. */
static bool
is_last(const struct zl_engine *engine, int32_t index)
{
	for (size_t i = (size_t)index + 1; i < engine->units.count; i++) {
		if (engine->units.items[i].shape == ZL_SHAPE_PART)
			return true;
		if (engine->units.items[i].reading == ZL_READ_FINDING)
			return false;
	}
	return true;
}

/* The finding's text behind its problem, taken apart. */
static bool
take_apart(struct zl_builder *builder, int32_t index, const struct wording *wording,
	   enum zl_answering answering, struct zl_parts *parts)
{
	return collect_runs(builder, index, wording->line, wording->end) &&
	       zl_response_parts(builder->engine, builder->runs.items, builder->runs.count,
				 answering, is_last(builder->engine, index), parts);
}

/* Whether the unit is a finding with text in which only words can tell a response; and do. */
static bool
answers_in_words(struct zl_builder *builder, int32_t index, bool *answered)
{
	const struct zl_unit *unit = &builder->engine->units.items[index];
	struct wording wording = {0};
	struct zl_parts parts = {0};

	*answered = false;
	if (unit->reading != ZL_READ_FINDING)
		return false;
	word_problem(builder->engine, unit, &wording);
	bool asked = answering_of(builder->engine, unit, &wording) == ZL_ANSWER_BY_WORDS &&
		     take_apart(builder, index, &wording, ZL_ANSWER_BY_WORDS, &parts) &&
		     parts.parts.count > 0;
	*answered = asked && parts.answered && !parts.labelled;
	free(parts.parts.items);
	free(wording.attributes.parts.items);
	return asked;
}

/*
 * Counts, of the first findings in which only words can tell, those that answer without a label
 * behind the problem.  Done once, when a finding seems to have no response.
 */
static void
count_habit(struct zl_builder *builder)
{
	bool answers;

	if (builder->habit_known)
		return;
	for (size_t i = 0; i < builder->engine->units.count && builder->asked < HABIT_MOST; i++)
		if (answers_in_words(builder, (int32_t)i, &answers)) {
			builder->asked++;
			builder->habitual += answers;
		}
	builder->habit_known = true;
}

/*
 * Whether it is the report's habit to answer so: nearly all do; or half of them, where the unit is
 * built as its siblings are.
 */
static bool
is_habit(struct zl_builder *builder, const struct zl_unit *unit)
{
	count_habit(builder);
	if (unit->stated_alike && builder->habitual >= HABIT_ALIKE &&
	    builder->habitual * 2 >= builder->asked)
		return true;
	return builder->habitual >= HABIT_LEAST && builder->habitual * 3 >= builder->asked * 2;
}

/* Whether text of the parts, more than blank lines, is no longer of the finding. */
static bool
goes_behind(const struct zl_parts *parts)
{
	for (size_t i = parts->parts.count; i-- > 0;)
		if (parts->parts.items[i].kind == ZL_PART_BEHIND)
			return true;
	return false;
}

/* The same as take_apart; where words tell of no response the report's habit may. */
static bool
find_response(struct zl_builder *builder, int32_t index, const struct wording *wording,
	      struct zl_parts *parts)
{
	const struct zl_unit *unit = &builder->engine->units.items[index];
	enum zl_answering answering = answering_of(builder->engine, unit, wording);

	if (!take_apart(builder, index, wording, answering, parts))
		return false;
	/* Behind the last finding the report's closing words may stand, but not on its line. */
	bool run_in = wording->end < builder->engine->lines.items[wording->line].end;
	if (answering != ZL_ANSWER_BY_WORDS || parts->answered || parts->parts.count == 0 ||
	    (is_last(builder->engine, index) && !run_in) || !is_habit(builder, unit))
		return !zl_engine_failed(builder->engine);
	free(parts->parts.items);
	*parts = (struct zl_parts){0};
	return take_apart(builder, index, wording, ZL_ANSWER_HABITUAL, parts);
}

bool
zl_build_finding(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_engine *engine = builder->engine;
	struct zl_unit *unit = &engine->units.items[index];
	struct wording wording = {0};
	struct zl_parts parts = {0};

	engine->n = engine->lines.items[unit->line].n;
	unit->node = zl_build_node(builder, parent, ZL_NODE_FINDING, NULL);
	if (unit->node == NULL)
		return false;
	unit->node->finding_kind = (enum zl_finding_kind)unit->kind;
	word_problem(engine, unit, &wording);
	bool done = add_problem(builder, unit->node, unit, &wording) &&
		    find_response(builder, index, &wording, &parts) &&
		    zl_build_parts(builder, unit->node, parent, &parts);
	bool answered = parts.answered;
	unit->ended = goes_behind(&parts);
	if (done && unit->answer != ZL_NO_UNIT)
		done = add_other_answer(builder, unit->node, parent, unit->answer, &answered);
	free(parts.parts.items);
	free(wording.attributes.parts.items);
	return done && zl_build_note(builder, unit->node, list_of(engine, unit), answered);
}

bool
zl_build_recommendation(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_engine *engine = builder->engine;
	struct zl_unit *unit = &engine->units.items[index];
	const struct zl_line *line = &engine->lines.items[unit->line];
	struct wording wording = {.line = unit->line};
	struct zl_parts parts = {0};

	unit->node = zl_build_node(builder, parent, ZL_NODE_RECOMMENDATION, NULL);
	if (unit->node == NULL)
		return false;
	word_plain(engine, line, line->text, unit->heading_end, &wording);
	bool done = zl_build_words(builder, unit->node, ZL_NODE_NUMBER, unit->line, line->start,
				   line->text, NULL) &&
		    zl_build_words(builder, unit->node, ZL_NODE_MARKER, unit->line, line->text,
				   wording.statement.from, NULL) &&
		    zl_build_words(builder, unit->node, ZL_NODE_STATEMENT, unit->line,
				   wording.statement.from, wording.statement.to, NULL) &&
		    zl_build_words(builder, unit->node, ZL_NODE_MARKER, unit->line,
				   wording.statement.to, wording.end, NULL) &&
		    collect_runs(builder, index, unit->line, wording.end) &&
		    zl_response_parts(engine, builder->runs.items, builder->runs.count,
				      ZL_ANSWER_NONE, true, &parts) &&
		    zl_build_parts(builder, unit->node, parent, &parts);
	free(parts.parts.items);
	free(wording.attributes.parts.items);
	return done;
}
