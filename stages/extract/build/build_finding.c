/* build_finding.c: findings and recommendations: problem, detail, response, measures, attributes.
 */
#include <stdlib.h>

#include "build.h"
#include "extract/outline/outline.h"
#include "wording.h"

enum {
	HABIT_LEAST = 3, /* findings answered in one way make a habit */
	HABIT_ALIKE = 2, /* the same where all are built alike */
	HABIT_MOST = 24	 /* findings that are asked what the habit is */
};

/* What stands behind the finding and is taken apart with it: parts from index first on. */
static enum zl_status
build_behind(struct zl_builder *builder, struct zl_node *outside, const struct zl_parts *parts,
	     size_t first)
{
	const struct zl_line *lines = builder->engine->lines.items;
	bool done = true;

	for (size_t i = first; done && i < parts->parts.count; i++) {
		const struct zl_part *part = &parts->parts.items[i];
		uint32_t end = 0;
		if (lines[part->line].kind != ZL_LINE_CELL)
			done = zl_build_line(builder, outside, part->line, part->stretch.from);
		else
			done = zl_build_table(builder, outside, part->line, &end);
		while (i + 1 < parts->parts.count && parts->parts.items[i + 1].line < end)
			i++;
	}
	return done;
}

static enum zl_status
build_parts(struct zl_builder *builder, struct zl_node *finding, struct zl_node *outside,
	    const struct zl_parts *parts)
{
	size_t behind;

	return zl_build_parts(builder, finding, outside, parts, &behind) &&
	       build_behind(builder, outside, parts, behind);
}

/* The problem's element: number, marks, statement; then its attributes. */
static enum zl_status
add_problem(struct zl_builder *builder, struct zl_node *finding, const struct zl_unit *unit,
	    const struct zl_wording *wording)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[unit->line];
	struct zl_node *problem = zl_build_node(builder, finding, ZL_NODE_PROBLEM, line->problem);
	uint32_t from = line->text;

	if (problem == NULL || !zl_build_words(builder, problem, ZL_NODE_NUMBER, unit->line,
					       line->start, line->text, NULL))
		return ZL_FAILED;
	for (uint32_t i = unit->line; i < wording->line; i++) {
		const struct zl_line *before = &engine->lines.items[i];
		if (i > unit->line)
			from = before->start;
		if (from < before->end
			? !zl_build_words(builder, problem, ZL_NODE_MARKER, i, from, before->end,
					  NULL)
			: i > unit->line && !zl_build_line(builder, problem, i, before->start))
			return ZL_FAILED;
		from = engine->lines.items[i + 1].start;
	}
	return zl_build_wording(builder, finding, problem, from, wording);
}

static enum zl_status
add_run(struct zl_builder *builder, uint32_t line, uint32_t from, uint32_t to)
{
	struct zl_run *run =
	    zl_vector_add(builder->engine->document, (void **)&builder->runs.items,
			  &builder->runs.count, &builder->runs.capacity, sizeof(*run));

	if (run != NULL)
		*run = (struct zl_run){line, {from, to}};
	return run != NULL;
}

static enum zl_status
add_lines(struct zl_builder *builder, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct zl_line *line = &builder->engine->lines.items[i];
		if (!add_run(builder, i, line->start, line->end))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/* The unit's text behind place on its line, and that of the units that are text of it. */
static enum zl_status
collect_runs(struct zl_builder *builder, int32_t index, uint32_t line, uint32_t place)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_unit *unit = &engine->units.items[index];
	uint32_t end = engine->lines.items[line].end;

	builder->runs.count = 0;
	if (place < end && !add_run(builder, line, place, end))
		return ZL_FAILED;
	if (!add_lines(builder, line + 1, unit->lines_end))
		return ZL_FAILED;
	for (size_t i = (size_t)index + 1; i < engine->units.count; i++) {
		struct zl_unit *text = &engine->units.items[i];
		if (text->reading != ZL_READ_BODY || !zl_stands_in(engine, (int32_t)i, index))
			break;
		text->taken = true;
		if (!add_lines(builder, text->line, text->lines_end))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/*
 * How a response is told in the sentence that goes on behind the problem: it begins there, unless
 * that tells of what was seen, or a label follows and of nothing that was done.
 */
static enum zl_answering
answering_behind(struct zl_engine *engine, const struct zl_wording *wording)
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
answering_of(struct zl_engine *engine, const struct zl_unit *unit, const struct zl_wording *wording)
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

/* A response that refers to the answer at index, which stands where the report has it. */
static enum zl_status
refer(struct zl_builder *builder, struct zl_node *finding, int32_t index)
{
	struct zl_unit *unit = &builder->engine->units.items[index];
	struct zl_node *node = zl_build_node(builder, finding, ZL_NODE_RESPONSE, NULL);

	if (node == NULL)
		return ZL_FAILED;
	if (unit->answer_id == 0)
		unit->answer_id = ++builder->answers;
	node->answer = unit->answer_id;
	return ZL_DONE;
}

/* Whether no other finding or answer follows in the same report; a document may hold several. */
static bool
is_last(const struct zl_engine *engine, int32_t index)
{
	for (size_t i = (size_t)index + 1; i < engine->units.count; i++) {
		if (engine->units.items[i].shape == ZL_SHAPE_PART)
			return true;
		if (engine->units.items[i].reading == ZL_READ_FINDING ||
		    engine->units.items[i].reading == ZL_READ_ANSWER)
			return false;
	}
	return true;
}

/* The text of the answer at index as what was done: under finding, or in the answer's own node. */
static enum zl_status
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
				      ZL_ANSWER_ALL, is_last(engine, index), &parts);
	if (done) {
		parts.announced = (struct zl_stretch){line->start, from};
		parts.announced_line = unit->line;
		done = build_parts(builder, finding, parent, &parts);
	}
	*answered = parts.answered;
	free(parts.parts.items);
	return done;
}

enum zl_status
zl_build_answer(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_unit *unit = &builder->engine->units.items[index];
	bool answered;

	unit->node = zl_build_node(builder, parent, ZL_NODE_ANSWER, NULL);
	if (unit->node == NULL)
		return ZL_FAILED;
	unit->node->answer = unit->answer_id;
	return add_answer(builder, unit->node, parent, index, &answered);
}

/* The response that stands in another list. */
static enum zl_status
add_other_answer(struct zl_builder *builder, struct zl_node *finding, struct zl_node *parent,
		 int32_t index, bool *answered)
{
	*answered = true;
	return builder->engine->units.items[index].in_place
		   ? refer(builder, finding, index)
		   : add_answer(builder, finding, parent, index, answered);
}

/* The finding's text behind its problem, taken apart. */
static enum zl_status
take_apart(struct zl_builder *builder, int32_t index, const struct zl_wording *wording,
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
	struct zl_wording wording = {0};
	struct zl_parts parts = {0};

	*answered = false;
	if (unit->reading != ZL_READ_FINDING)
		return false;
	zl_word_problem(builder->engine, unit, &wording);
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
static enum zl_status
find_response(struct zl_builder *builder, int32_t index, const struct zl_wording *wording,
	      struct zl_parts *parts)
{
	const struct zl_unit *unit = &builder->engine->units.items[index];
	enum zl_answering answering = answering_of(builder->engine, unit, wording);

	if (!take_apart(builder, index, wording, answering, parts))
		return ZL_FAILED;
	/* Behind the last finding the report's closing words may stand, but not on its line. */
	bool run_in = wording->end < builder->engine->lines.items[wording->line].end;
	if (answering != ZL_ANSWER_BY_WORDS || parts->answered || parts->parts.count == 0 ||
	    (is_last(builder->engine, index) && !run_in) || !is_habit(builder, unit))
		return !zl_engine_failed(builder->engine);
	free(parts->parts.items);
	*parts = (struct zl_parts){0};
	return take_apart(builder, index, wording, ZL_ANSWER_HABITUAL, parts);
}

enum zl_status
zl_build_finding(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_engine *engine = builder->engine;
	struct zl_unit *unit = &engine->units.items[index];
	struct zl_wording wording = {0};
	struct zl_parts parts = {0};

	engine->n = engine->lines.items[unit->line].n;
	unit->node = zl_build_node(builder, parent, ZL_NODE_FINDING, NULL);
	if (unit->node == NULL)
		return ZL_FAILED;
	unit->node->finding_kind = (enum zl_finding_kind)unit->kind;
	zl_word_problem(engine, unit, &wording);
	bool done = add_problem(builder, unit->node, unit, &wording) &&
		    find_response(builder, index, &wording, &parts) &&
		    build_parts(builder, unit->node, parent, &parts);
	bool answered = parts.answered;
	unit->ended = goes_behind(&parts);
	if (done && unit->answer != ZL_NO_UNIT)
		done = add_other_answer(builder, unit->node, parent, unit->answer, &answered);
	free(parts.parts.items);
	free(wording.attributes.parts.items);
	return done && zl_build_note(builder, unit->node, list_of(engine, unit), answered);
}

enum zl_status
zl_build_recommendation(struct zl_builder *builder, struct zl_node *parent, int32_t index)
{
	struct zl_engine *engine = builder->engine;
	struct zl_unit *unit = &engine->units.items[index];
	const struct zl_line *line = &engine->lines.items[unit->line];
	struct zl_wording wording = {.line = unit->line};
	struct zl_parts parts = {0};

	unit->node = zl_build_node(builder, parent, ZL_NODE_RECOMMENDATION, NULL);
	if (unit->node == NULL)
		return ZL_FAILED;
	zl_word_plain(engine, line, line->text, unit->heading_end, &wording);
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
		    build_parts(builder, unit->node, parent, &parts);
	free(parts.parts.items);
	free(wording.attributes.parts.items);
	return done;
}
