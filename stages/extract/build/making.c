/* making.c: a finding made of cells, one after the other, in the order of the report. */
#include "making.h"

#include <stdlib.h>
#include <string.h>

#include "extract/outline/outline.h"
#include "wording.h"

bool
zl_making_lines(struct zl_builder *builder, struct zl_node *parent, const struct zl_cell *cell)
{
	for (uint32_t i = cell->from; i < cell->to; i++)
		if (!zl_build_line(builder, parent, i, builder->engine->lines.items[i].start))
			return false;
	return true;
}

/* A line of a cell without text to read: blank, or residue. */
static bool
is_silent(const struct zl_line *line)
{
	return line->kind == ZL_LINE_BLANK || line->kind == ZL_LINE_RESIDUE;
}

/* The cell's text in an element of the kind; lines without text beside it. */
bool
zl_making_cell(struct zl_builder *builder, struct zl_node *parent, enum zl_node_kind kind,
	       const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_engine *engine = builder->engine;
	struct zl_node *node = NULL;

	for (uint32_t i = cell->from; i < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (is_silent(line)) {
			if (!zl_build_line(builder, parent, i, line->start))
				return false;
			continue;
		}
		if (node == NULL)
			node = zl_build_node(builder, parent, kind, rule);
		if (node == NULL ||
		    !zl_view_pieces(engine, node, line, line->start, zl_grid_cell_end(line)) ||
		    !zl_build_words(builder, parent, ZL_NODE_MARKER, i, zl_grid_cell_end(line),
				    line->end, NULL))
			return false;
	}
	return true;
}

static bool
build_attribute(struct zl_builder *builder, struct zl_node *finding, const struct zl_cell *label,
		const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_engine *engine = builder->engine;
	struct zl_node *node;

	if (zl_cell_is_empty(cell))
		return (label == NULL || zl_making_lines(builder, finding, label)) &&
		       zl_making_lines(builder, finding, cell);
	node = zl_build_node(builder, finding, ZL_NODE_ATTRIBUTE, rule);
	if (node == NULL)
		return false;
	node->name = rule != NULL && rule->as != NULL ? zl_build_name(builder, rule->as) : "other";
	if (node->name == NULL)
		return false;
	if (label != NULL && !zl_making_cell(builder, node, ZL_NODE_LABEL, label, NULL))
		return false;
	for (uint32_t i = cell->from; i < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (!zl_view_pieces(engine, node, line, line->start, zl_grid_cell_end(line)) ||
		    !zl_build_words(builder, node, ZL_NODE_MARKER, i, zl_grid_cell_end(line),
				    line->end, NULL))
			return false;
	}
	return true;
}

/* Whether the cell's last line is a heading as others in it are, without the text that it heads. */
static bool
ends_with_heading(const struct zl_engine *engine, const struct zl_cell *cell)
{
	const struct zl_line *last = &engine->lines.items[cell->to - 1];

	if (last->shape == 0 || (last->flags & ZL_LINE_STOPPED))
		return false;
	for (uint32_t i = cell->from; i + 2 < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->shape == last->shape && !(line->flags & ZL_LINE_STOPPED))
			return true;
	}
	return false;
}

/* The cell's text as parts of a response, behind those that are there. */
static bool
take_response(struct zl_engine *engine, const struct zl_cell *label, const struct zl_cell *cell,
	      struct zl_parts *parts)
{
	bool done = zl_response_break(engine, parts);
	/* A reply to a letter ends with thanks. */
	bool reply =
	    label != NULL && (label->header->lines || label->header->kind == ZL_RULE_LABEL);

	if (label != NULL)
		for (uint32_t i = label->from; done && i < label->to; i++)
			done = zl_response_label(engine, i, parts);
	uint32_t to = cell->to - ends_with_heading(engine, cell);
	for (uint32_t i = cell->from; done && i < to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		struct zl_run run = {i, {line->start, zl_grid_cell_end(line)}};
		/* The number of an only item numbers nothing. */
		if ((line->flags & ZL_LINE_BLOCK) && cell->to == cell->from + 1 &&
		    line->text > line->start &&
		    zl_opening_next(engine, ZL_OPENS_NUMBER, line->text, line->end) == line->end) {
			done = zl_response_bar(engine, i, line->start, line->text, parts);
			run.stretch.from = line->text;
		}
		done = done && zl_response_parts(engine, &run, 1, ZL_ANSWER_CELL, reply, parts) &&
		       zl_response_bar(engine, i, zl_grid_cell_end(line), line->end, parts);
	}
	return done && (to == cell->to || zl_response_label(engine, to, parts));
}

bool
zl_making_begin(struct zl_making *making, struct zl_node *parent)
{
	making->node = zl_build_node(making->builder, parent, ZL_NODE_FINDING, NULL);
	if (making->node == NULL)
		return false;
	making->node->finding_kind = ZL_FINDING_ISSUE;
	return true;
}

/* The finding's problem, which begins where the first cell of it stands.  NULL: no memory. */
struct zl_node *
zl_making_problem(struct zl_making *making)
{
	if (making->problem == NULL)
		making->problem =
		    zl_build_node(making->builder, making->node, ZL_NODE_PROBLEM, NULL);
	return making->problem;
}

/* Whether all that the cell says is what never is a finding, nor an answer: 8个问题, / */
bool
zl_making_is_never(struct zl_engine *engine, const struct zl_cell *cell)
{
	struct zl_match match;

	return zl_find(engine, ZL_RULE_NEVER, cell->text.from, cell->text.to, &match) != NULL &&
	       match.whole.from == cell->text.from && match.whole.to == cell->text.to;
}

/* The value of a block's label: the first sentence states the problem, the others are detail. */
static bool
state_first(struct zl_making *making, const struct zl_cell *cell)
{
	struct zl_builder *builder = making->builder;
	const struct zl_line *line = &builder->engine->lines.items[cell->from];
	struct zl_wording wording = {.line = cell->from};

	zl_word_plain(builder->engine, line, line->text,
		      zl_heading_before_label(builder->engine, line->text, line->end), &wording);
	bool done =
	    zl_build_words(builder, making->problem, ZL_NODE_NUMBER, cell->from, line->start,
			   line->text, NULL) &&
	    zl_build_wording(builder, making->node, making->problem, line->text, &wording) &&
	    zl_build_words(builder, making->problem, ZL_NODE_DETAIL, cell->from, wording.end,
			   line->end, NULL);
	struct zl_cell rest = *cell;
	rest.from++;
	free(wording.attributes.parts.items);
	return done && zl_making_cell(builder, making->problem, ZL_NODE_DETAIL, &rest, NULL);
}

/*
 * Whether the letter's first sentence says who writes, and what happened, and others complain: all
 * of it states the problem.
 */
static bool
is_told_later(struct zl_engine *engine, const struct zl_line *line, const struct zl_rule *rule)
{
	static const char i[] = "我", self[] = "本人";
	const char *text = engine->text.data + line->text;
	uint32_t end = zl_stop_end(engine, ZL_STOP_HEADING, line->text, line->end);

	return (rule == NULL || rule->lines) && line->end - line->text > sizeof(self) &&
	       (memcmp(text, i, sizeof(i) - 1) == 0 || memcmp(text, self, sizeof(self) - 1) == 0) &&
	       zl_find(engine, ZL_RULE_PREFIX, line->text, line->end, NULL) == NULL &&
	       !zl_complains(engine, line->text, end) && zl_complains(engine, end, line->end);
}

/* Behind the last line of the cell that has text to read. */
static uint32_t
text_end(const struct zl_engine *engine, const struct zl_cell *cell)
{
	uint32_t end = cell->to;

	while (end > cell->from + 1 && is_silent(&engine->lines.items[end - 1]))
		end--;
	return end;
}

/*
 * The line of a letter's cell that complains in a sentence, where the first with text only says
 * what it is about: a block's.  cell->from when the first says all, or none does.
 */
static uint32_t
complaint_of(struct zl_engine *engine, const struct zl_cell *cell)
{
	const struct zl_line *lines = engine->lines.items;

	for (uint32_t i = cell->from; i < cell->to && !(lines[cell->from].flags & ZL_LINE_STOPPED);
	     i++)
		if (lines[i].kind == ZL_LINE_TEXT && (lines[i].flags & ZL_LINE_STOPPED) &&
		    zl_complains(engine, lines[i].start, lines[i].end))
			return i;
	return cell->from;
}

/* All of the cell's text, or what a marker says is the problem. */
bool
zl_making_state(struct zl_making *making, const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_builder *builder = making->builder;
	const struct zl_line *line = &builder->engine->lines.items[cell->from];
	struct zl_cell rest = *cell;

	/* Behind a label that stands alone its value may begin some lines further down. */
	for (; making->block && is_silent(line) && rest.from + 1 < rest.to; line++)
		if (!zl_build_line(builder, making->problem, rest.from++, line->start))
			return false;
	if (making->block && rule != NULL && rule->lines) {
		struct zl_cell subject = rest;
		rest.from = subject.to = complaint_of(builder->engine, &rest);
		line = &builder->engine->lines.items[rest.from];
		if (!zl_making_cell(builder, making->problem, ZL_NODE_MARKER, &subject, NULL))
			return false;
	}
	cell = &rest;
	uint32_t end = text_end(builder->engine, cell);
	bool marked = end == cell->from + 1 && !(line->flags & ZL_LINE_BARRED) &&
		      line->problem != NULL && line->problem->marker <= ZL_MARKER_TARGET;

	making->stated = !zl_cell_is_empty(cell);
	if (making->block && !marked && line->kind == ZL_LINE_TEXT &&
	    !(line->flags & ZL_LINE_VALUE) && !is_told_later(builder->engine, line, rule))
		return state_first(making, cell);
	if (!marked)
		return zl_making_cell(builder, making->problem, ZL_NODE_STATEMENT, cell, rule);
	uint32_t from = making->block ? line->text : line->start;
	bool done = zl_build_words(builder, making->problem, ZL_NODE_NUMBER, cell->from,
				   line->start, from, NULL) &&
		    zl_build_marked(builder, making->problem, cell->from, from, line->end);
	rest.from = end;
	return done && zl_making_lines(builder, making->problem, &rest);
}

/*
 * Whether the cell stands in the paragraph of a response that has begun, where pieces keep their
 * order: the row was flattened to a line.
 */
static bool
is_amid(const struct zl_making *making, const struct zl_cell *cell)
{
	const struct zl_line *lines = making->builder->engine->lines.items;

	return making->response.parts.count > 0 && cell->from < cell->to &&
	       (lines[cell->from].flags & ZL_LINE_BARRED) != 0;
}

/* Such a cell: an attribute among the parts of the response, or aside. */
static bool
take_amid(struct zl_making *making, const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_engine *engine = making->builder->engine;
	bool named = rule != NULL && rule->as != NULL && !zl_cell_is_empty(cell);
	bool done = true;

	for (uint32_t i = cell->from; done && i < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		struct zl_part part = {.line = i,
				       .stretch = {line->start, line->end},
				       .rule = rule,
				       .value = {line->start, zl_grid_cell_end(line)}};
		done = named && line->start < line->end
			   ? zl_response_attribute(engine, &part, &making->response)
			   : zl_response_label(engine, i, &making->response);
	}
	return done;
}

/* Whether the cell stands before the problem's in a row that was flattened to a line. */
static bool
is_before(const struct zl_making *making, const struct zl_cell *cell)
{
	const struct zl_line *lines = making->builder->engine->lines.items;

	return !making->stated && cell->from < cell->to &&
	       (lines[cell->from].flags & ZL_LINE_BARRED) != 0;
}

/* Such a cell, which is no number: within the problem, where pieces keep their order. */
static bool
take_before(struct zl_making *making, const struct zl_cell *cell, const struct zl_rule *rule)
{
	if (zl_making_problem(making) == NULL)
		return false;
	return rule != NULL && rule->as != NULL && !zl_cell_is_empty(cell)
		   ? build_attribute(making->builder, making->problem, NULL, cell, rule)
		   : zl_making_cell(making->builder, making->problem, ZL_NODE_MARKER, cell, rule);
}

/* Whether a block's cell behind a label that says something else names the problem. */
static bool
names_problem(const struct zl_making *making, const struct zl_cell *cell)
{
	const struct zl_line *line = &making->builder->engine->lines.items[cell->from];

	return making->block && !making->stated && line->problem != NULL &&
	       line->problem->marker <= ZL_MARKER_TARGET;
}

/* What the cell is to the finding, by its column or label. */
bool
zl_making_take(struct zl_making *making, const struct zl_cell *label, const struct zl_cell *cell,
	       const struct zl_rule *rule)
{
	struct zl_builder *builder = making->builder;
	enum zl_role role = rule == NULL ? ZL_ROLE_NONE : rule->role;
	if (role == ZL_ROLE_ATTRIBUTE && names_problem(making, cell))
		role = ZL_ROLE_STATEMENT;
	bool answers = role == ZL_ROLE_RESPONSE && !zl_cell_is_empty(cell) &&
		       !zl_making_is_never(builder->engine, cell);

	if (!answers && is_amid(making, cell))
		return take_amid(making, cell, rule);
	if (role != ZL_ROLE_NUMBER && role != ZL_ROLE_STATEMENT && is_before(making, cell))
		return take_before(making, cell, rule);
	if ((role == ZL_ROLE_NUMBER || role == ZL_ROLE_STATEMENT) &&
	    zl_making_problem(making) == NULL)
		return false;
	switch (role) {
	case ZL_ROLE_NUMBER:
		return (label == NULL || zl_making_lines(builder, making->problem, label)) &&
		       zl_making_cell(builder, making->problem, ZL_NODE_NUMBER, cell, rule);
	case ZL_ROLE_STATEMENT:
		if (label != NULL &&
		    !zl_making_cell(builder, making->problem, ZL_NODE_MARKER, label, rule))
			return false;
		if (making->stated)
			return zl_making_cell(builder, making->problem, ZL_NODE_DETAIL, cell, rule);
		return zl_making_state(making, cell, rule);
	case ZL_ROLE_RESPONSE:
		if (!answers)
			return (label == NULL || zl_making_lines(builder, making->node, label)) &&
			       zl_making_lines(builder, making->node, cell);
		return take_response(builder->engine, label, cell, &making->response);
	case ZL_ROLE_SECTION:
		if (label != NULL)
			return build_attribute(builder, making->node, label, cell, rule);
		return zl_making_lines(builder, making->node, cell);
	default:
		return build_attribute(builder, making->node, label, cell, rule);
	}
}

bool
zl_making_end(struct zl_making *making, struct zl_node *outside)
{
	const struct zl_parts *parts = &making->response;
	bool answered = parts->answered;
	size_t behind = parts->parts.count;
	bool done = zl_making_problem(making) != NULL &&
		    ((!answered && parts->parts.count == 0) ||
		     zl_build_parts(making->builder, making->node, outside, parts, &behind));

	for (size_t i = behind; done && i < parts->parts.count; i++)
		done = zl_build_line(making->builder, outside, parts->parts.items[i].line,
				     parts->parts.items[i].stretch.from);

	done = done && zl_build_note(making->builder, making->node, ZL_NO_UNIT, answered);
	free(making->response.parts.items);
	making->response = (struct zl_parts){0};
	return done;
}

bool
zl_making_may_hold_sections(const struct zl_node *parent)
{
	return parent->kind == ZL_NODE_BODY || parent->kind == ZL_NODE_SECTION;
}

/* A section under parent whose heading is the cell; NULL: no memory. */
struct zl_node *
zl_making_section(struct zl_builder *builder, struct zl_node *parent, const struct zl_cell *cell,
		  const struct zl_rule *rule)
{
	struct zl_node *section = zl_build_node(builder, parent, ZL_NODE_SECTION, rule);

	if (section == NULL)
		return NULL;
	section->level = 1;
	for (const struct zl_node *at = parent; at != NULL; at = at->parent)
		section->level += at->kind == ZL_NODE_SECTION;
	return zl_making_cell(builder, section, ZL_NODE_HEADING, cell, NULL) ? section : NULL;
}
