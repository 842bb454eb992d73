/*
 * ledger.c: tables that hold findings.  In a ledger a row is a finding, or, where the problem's
 * cell is merged over several, the rows it covers; a category's cell begins a section.  In a form
 * each row is a label and a value, and the table is a finding.
 */
#include <stdlib.h>

#include "extract/outline/outline.h"
#include "table.h"
#include "wording.h"

struct ledger {
	struct zl_builder *builder;
	const struct zl_grid *grid;
	struct zl_node *parent;	      /* of the table */
	struct zl_node *section;      /* the category that is open; or NULL */
	const struct zl_rule **roles; /* by column, from 1 */
};

static bool
build_lines(struct zl_builder *builder, struct zl_node *parent, const struct zl_cell *cell)
{
	for (uint32_t i = cell->from; i < cell->to; i++)
		if (!zl_build_line(builder, parent, i, builder->engine->lines.items[i].start))
			return false;
	return true;
}

/* The cell's text in an element of the kind; blank lines beside it. */
static bool
build_cell(struct zl_builder *builder, struct zl_node *parent, enum zl_node_kind kind,
	   const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_engine *engine = builder->engine;
	struct zl_node *node = NULL;

	for (uint32_t i = cell->from; i < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_BLANK) {
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
		return (label == NULL || build_lines(builder, finding, label)) &&
		       build_lines(builder, finding, cell);
	node = zl_build_node(builder, finding, ZL_NODE_ATTRIBUTE, rule);
	if (node == NULL)
		return false;
	node->name = rule != NULL && rule->as != NULL ? zl_build_name(builder, rule->as) : "other";
	if (node->name == NULL)
		return false;
	if (label != NULL && !build_cell(builder, node, ZL_NODE_LABEL, label, NULL))
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

/* The cell's text as parts of a response, behind those that are there. */
static bool
take_response(struct zl_engine *engine, const struct zl_cell *label, const struct zl_cell *cell,
	      struct zl_parts *parts)
{
	bool done = zl_response_break(engine, parts);

	if (label != NULL)
		for (uint32_t i = label->from; done && i < label->to; i++)
			done = zl_response_label(engine, i, parts);
	for (uint32_t i = cell->from; done && i < cell->to; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		struct zl_run run = {i, {line->start, zl_grid_cell_end(line)}};
		/* The number of an only item numbers nothing. */
		if ((line->flags & ZL_LINE_BLOCK) && cell->to == cell->from + 1 &&
		    line->text > line->start) {
			done = zl_response_bar(engine, i, line->start, line->text, parts);
			run.stretch.from = line->text;
		}
		done = done && zl_response_parts(engine, &run, 1, ZL_ANSWER_CELL, false, parts) &&
		       zl_response_bar(engine, i, zl_grid_cell_end(line), line->end, parts);
	}
	return done;
}

/* A finding being made of cells. */
struct making {
	struct zl_builder *builder;
	struct zl_node *node, *problem;
	struct zl_parts response;
	bool stated;
	bool block; /* of labelled lines, no table */
};

static bool
begin_finding(struct making *making, struct zl_node *parent)
{
	making->node = zl_build_node(making->builder, parent, ZL_NODE_FINDING, NULL);
	if (making->node == NULL)
		return false;
	making->node->finding_kind = ZL_FINDING_ISSUE;
	return true;
}

/* The finding's problem, which begins where the first cell of it stands.  NULL: no memory. */
static struct zl_node *
problem_of(struct making *making)
{
	if (making->problem == NULL)
		making->problem =
		    zl_build_node(making->builder, making->node, ZL_NODE_PROBLEM, NULL);
	return making->problem;
}

/* Whether all that the cell says is what never is a finding, nor an answer: 8个问题, / */
static bool
is_never(struct zl_engine *engine, const struct zl_cell *cell)
{
	struct zl_match match;

	return zl_find(engine, ZL_RULE_NEVER, cell->text.from, cell->text.to, &match) != NULL &&
	       match.whole.from == cell->text.from && match.whole.to == cell->text.to;
}

/* The value of a block's label: the first sentence states the problem, the others are detail. */
static bool
build_sentence(struct making *making, const struct zl_cell *cell)
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
	return done && build_cell(builder, making->problem, ZL_NODE_DETAIL, &rest, NULL);
}

/* The cell that states the problem: all of its text, or what a marker says is the problem. */
static bool
build_statement(struct making *making, const struct zl_cell *cell, const struct zl_rule *rule)
{
	struct zl_builder *builder = making->builder;
	const struct zl_line *line = &builder->engine->lines.items[cell->from];
	bool marked = cell->to == cell->from + 1 && !(line->flags & ZL_LINE_BARRED) &&
		      line->problem != NULL && line->problem->marker <= ZL_MARKER_TARGET;

	making->stated = !zl_cell_is_empty(cell);
	if (making->block && !marked && line->kind == ZL_LINE_TEXT)
		return build_sentence(making, cell);
	return marked ? zl_build_marked(builder, making->problem, cell->from, line->end)
		      : build_cell(builder, making->problem, ZL_NODE_STATEMENT, cell, rule);
}

/*
 * Whether the cell stands in the paragraph of a response that has begun, where pieces keep their
 * order: the row was flattened to a line.
 */
static bool
is_amid(const struct making *making, const struct zl_cell *cell)
{
	const struct zl_line *lines = making->builder->engine->lines.items;

	return making->response.parts.count > 0 && cell->from < cell->to &&
	       (lines[cell->from].flags & ZL_LINE_BARRED) != 0;
}

/* Such a cell: an attribute among the parts of the response, or aside. */
static bool
take_amid(struct making *making, const struct zl_cell *cell, const struct zl_rule *rule)
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
		done = named ? zl_response_attribute(engine, &part, &making->response)
			     : zl_response_label(engine, i, &making->response);
	}
	return done;
}

/* Whether the cell stands before the problem's in a row that was flattened to a line. */
static bool
is_before(const struct making *making, const struct zl_cell *cell)
{
	const struct zl_line *lines = making->builder->engine->lines.items;

	return !making->stated && cell->from < cell->to &&
	       (lines[cell->from].flags & ZL_LINE_BARRED) != 0;
}

/* Such a cell, which is no number: within the problem, where pieces keep their order. */
static bool
take_before(struct making *making, const struct zl_cell *cell, const struct zl_rule *rule)
{
	if (problem_of(making) == NULL)
		return false;
	return rule != NULL && rule->as != NULL && !zl_cell_is_empty(cell)
		   ? build_attribute(making->builder, making->problem, NULL, cell, rule)
		   : build_cell(making->builder, making->problem, ZL_NODE_MARKER, cell, rule);
}

/* What the cell is to the finding, by its column or label. */
static bool
take_cell(struct making *making, const struct zl_cell *label, const struct zl_cell *cell,
	  const struct zl_rule *rule)
{
	struct zl_builder *builder = making->builder;
	enum zl_role role = rule == NULL ? ZL_ROLE_NONE : rule->role;
	bool answers =
	    role == ZL_ROLE_RESPONSE && !zl_cell_is_empty(cell) && !is_never(builder->engine, cell);

	if (!answers && is_amid(making, cell))
		return take_amid(making, cell, rule);
	if (role != ZL_ROLE_NUMBER && role != ZL_ROLE_STATEMENT && is_before(making, cell))
		return take_before(making, cell, rule);
	if ((role == ZL_ROLE_NUMBER || role == ZL_ROLE_STATEMENT) && problem_of(making) == NULL)
		return false;
	switch (role) {
	case ZL_ROLE_NUMBER:
		return (label == NULL || build_lines(builder, making->problem, label)) &&
		       build_cell(builder, making->problem, ZL_NODE_NUMBER, cell, rule);
	case ZL_ROLE_STATEMENT:
		if (label != NULL &&
		    !build_cell(builder, making->problem, ZL_NODE_MARKER, label, rule))
			return false;
		if (making->stated)
			return build_cell(builder, making->problem, ZL_NODE_DETAIL, cell, rule);
		return build_statement(making, cell, rule);
	case ZL_ROLE_RESPONSE:
		if (!answers)
			return (label == NULL || build_lines(builder, making->node, label)) &&
			       build_lines(builder, making->node, cell);
		return take_response(builder->engine, label, cell, &making->response);
	case ZL_ROLE_SECTION:
		if (label != NULL)
			return build_attribute(builder, making->node, label, cell, rule);
		return build_lines(builder, making->node, cell);
	default:
		return build_attribute(builder, making->node, label, cell, rule);
	}
}

static bool
end_finding(struct making *making, struct zl_node *outside)
{
	const struct zl_parts *parts = &making->response;
	bool answered = parts->answered;
	size_t behind = parts->parts.count;
	bool done = problem_of(making) != NULL &&
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

/* Which rule rules the cell: that of its column. */
static const struct zl_rule *
role_of(const struct ledger *ledger, const struct zl_cell *cell)
{
	return cell->column <= ledger->grid->columns ? ledger->roles[cell->column] : NULL;
}

/* The row's cell of that role with text; NULL when there is none. */
static const struct zl_cell *
cell_of(const struct ledger *ledger, uint32_t from, uint32_t to, enum zl_role role)
{
	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		const struct zl_rule *rule = role_of(ledger, cell);
		if (rule != NULL && rule->role == role && !zl_cell_is_empty(cell))
			return cell;
	}
	return NULL;
}

/* Whether the row is the header again: all its texts are headers of their columns. */
static bool
is_header(const struct ledger *ledger, uint32_t from, uint32_t to)
{
	uint32_t same = 0;

	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		same += cell->header != NULL && cell->header == role_of(ledger, cell);
	}
	return same * 2 > to - from;
}

/* A section under parent whose heading is the cell; NULL: no memory. */
static struct zl_node *
build_section(struct zl_builder *builder, struct zl_node *parent, const struct zl_cell *cell,
	      const struct zl_rule *rule)
{
	struct zl_node *section = zl_build_node(builder, parent, ZL_NODE_SECTION, rule);

	if (section == NULL)
		return NULL;
	section->level = 1;
	for (const struct zl_node *at = parent; at != NULL; at = at->parent)
		section->level += at->kind == ZL_NODE_SECTION;
	return build_cell(builder, section, ZL_NODE_HEADING, cell, NULL) ? section : NULL;
}

static bool
begin_section(struct ledger *ledger, const struct zl_cell *cell)
{
	struct zl_node *section =
	    build_section(ledger->builder, ledger->parent, cell, role_of(ledger, cell));

	ledger->section = section;
	return section != NULL;
}

/* The columns' roles; of two for statements the first is a category. */
static bool
find_roles(struct ledger *ledger)
{
	const struct zl_grid *grid = ledger->grid;
	uint32_t statement = 0;

	ledger->roles = zl_arena_zero(&ledger->builder->engine->arena, (size_t)grid->columns + 2,
				      sizeof(*ledger->roles));
	if (ledger->roles == NULL)
		return false;
	for (uint32_t i = grid->header; i < grid->header_end; i++) {
		const struct zl_cell *cell = &grid->cells.items[i];
		for (uint32_t j = 0; j < cell->column_span && cell->column + j <= grid->columns;
		     j++)
			ledger->roles[cell->column + j] = cell->header;
		if (cell->header == NULL || cell->header->role != ZL_ROLE_STATEMENT)
			continue;
		if (statement != 0)
			ledger->roles[statement] = NULL;
		statement = cell->column;
	}
	return true;
}

/* The rows that the statement's cell covers, as one finding. */
static bool
build_finding(struct ledger *ledger, uint32_t from, uint32_t to)
{
	struct zl_node *parent = ledger->section != NULL ? ledger->section : ledger->parent;
	struct making making = {.builder = ledger->builder};
	bool done = begin_finding(&making, parent);

	for (uint32_t i = from; done && i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		const struct zl_rule *rule = role_of(ledger, cell);
		if (rule != NULL && rule->role == ZL_ROLE_SECTION && !ledger->grid->barred &&
		    cell->row == ledger->grid->cells.items[from].row && !zl_cell_is_empty(cell))
			continue; /* the section's heading */
		done = take_cell(&making, NULL, cell, rule);
	}
	return end_finding(&making, parent) && done;
}

/* Behind the rows that the cell covers. */
static uint32_t
covered_end(const struct zl_grid *grid, const struct zl_cell *cell, uint32_t end)
{
	while (end < grid->cells.count && grid->cells.items[end].row < cell->row + cell->row_span)
		end++;
	return end;
}

/*
 * Whether the only cell of a row that has text heads the rows below: it covers most columns, or
 * stands alone in its row, or its words are a category's.
 */
static bool
heads_rows(struct ledger *ledger, const struct zl_cell *only, uint32_t cells)
{
	struct zl_engine *engine = ledger->builder->engine;
	struct zl_line line = {.start = only->text.from, .end = only->text.to};

	if (zl_is_stopped(engine, line.start, line.end) ||
	    zl_find(engine, ZL_RULE_CLOSING, line.start, line.end, NULL) != NULL)
		return false;
	zl_line_number(engine, &line, NULL);
	if (line.text == line.end)
		return false;
	return cells == 1 || only->column_span * 2 > ledger->grid->columns ||
	       zl_find(engine, ZL_RULE_CATEGORY, line.text, line.end, NULL) != NULL;
}

/* The row's only cell with text; NULL when it has none, or more. */
static const struct zl_cell *
only_text(const struct ledger *ledger, uint32_t from, uint32_t to)
{
	const struct zl_cell *only = NULL;

	for (uint32_t i = from; i < to; i++) {
		if (zl_cell_is_empty(&ledger->grid->cells.items[i]))
			continue;
		if (only != NULL)
			return NULL;
		only = &ledger->grid->cells.items[i];
	}
	return only;
}

/* A row that is no finding: a category over all columns, or a row as it stands. */
static bool
build_other(struct ledger *ledger, uint32_t from, uint32_t to)
{
	const struct zl_cell *only = only_text(ledger, from, to);

	if (only == NULL || !heads_rows(ledger, only, to - from))
		return zl_build_rows(ledger->builder, ledger->parent, ledger->grid, from, to);
	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		struct zl_node *into = cell > only ? ledger->section : ledger->parent;
		if (!(cell == only ? begin_section(ledger, cell)
				   : build_lines(ledger->builder, into, cell)))
			return false;
	}
	return true;
}

static bool
build_row(struct ledger *ledger, uint32_t from, uint32_t *to)
{
	const struct zl_grid *grid = ledger->grid;
	const struct zl_cell *category, *statement;

	if (is_header(ledger, from, *to))
		return zl_build_rows(ledger->builder, ledger->parent, grid, from, *to);
	statement = cell_of(ledger, from, *to, ZL_ROLE_STATEMENT);
	bool alone = statement != NULL && statement == only_text(ledger, from, *to) &&
		     heads_rows(ledger, statement, *to - from);
	if (statement == NULL || alone || statement->column_span * 2 > grid->columns ||
	    is_never(ledger->builder->engine, statement))
		return build_other(ledger, from, *to);
	/* A flattened row keeps its cells together. */
	category = grid->barred ? NULL : cell_of(ledger, from, *to, ZL_ROLE_SECTION);
	if (category != NULL && !begin_section(ledger, category))
		return false;
	*to = covered_end(grid, statement, *to);
	return build_finding(ledger, from, *to);
}

enum zl_status
zl_build_ledger(struct zl_builder *builder, struct zl_node *parent, const struct zl_grid *grid)
{
	struct ledger ledger = {.builder = builder, .grid = grid, .parent = parent};
	bool done =
	    find_roles(&ledger) && zl_build_rows(builder, parent, grid, 0, grid->header_end);

	for (uint32_t i = grid->header_end, end; done && i < grid->cells.count; i = end) {
		end = zl_grid_row_end(grid, i);
		done = build_row(&ledger, i, &end);
	}
	return done;
}

/* What is no label with a value: the number of a block, an attribute on its line, other text. */
static bool
take_alone(struct making *making, const struct zl_cell *cell)
{
	struct zl_builder *builder = making->builder;
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[cell->from];

	if (making->block && cell->column == 1 && cell->header == NULL)
		return problem_of(making) != NULL &&
		       build_cell(builder, making->problem, ZL_NODE_NUMBER, cell, NULL);
	if (!making->block || cell->header == NULL || cell->header->role != ZL_ROLE_ATTRIBUTE)
		return build_lines(builder, making->node, cell);
	struct zl_part part = {.kind = ZL_PART_ATTRIBUTE,
			       .line = cell->from,
			       .stretch = {line->start, line->end},
			       .rule = cell->header,
			       .value = {line->start, line->end}};
	zl_block_label(engine, line, &part.value.from);
	/* Behind a response it may stand amid it. */
	return making->response.parts.count == 0
		   ? zl_build_attribute(builder, making->node, &part)
		   : zl_response_attribute(engine, &part, &making->response);
}

/* A numbered label before a problem is the heading of a section with the finding. */
static bool
begin_block(struct zl_builder *builder, struct zl_node **parent, const struct zl_grid *grid,
	    uint32_t *first)
{
	const struct zl_cell *label = grid->cells.items;
	const struct zl_line *line = &builder->engine->lines.items[label->from];

	if (!grid->block || line->shape == 0 || label->header == NULL ||
	    label->header->role != ZL_ROLE_STATEMENT)
		return true;
	*first = 1;
	*parent = build_section(builder, *parent, label, label->header);
	if (*parent != NULL)
		(*parent)->ordinal = line->ordinal;
	return *parent != NULL;
}

enum zl_status
zl_build_form(struct zl_builder *builder, struct zl_node *parent, const struct zl_grid *grid)
{
	struct making making = {.builder = builder, .block = grid->block};
	uint32_t first = 0;
	bool done = begin_block(builder, &parent, grid, &first);

	for (uint32_t i = first; done && i < grid->cells.count;) {
		const struct zl_cell *cell = &grid->cells.items[i];
		uint32_t end = zl_grid_row_end(grid, i);
		bool labelled = cell->header != NULL && i + 1 < end;
		const struct zl_rule *rule = labelled ? cell->header : NULL;
		/* The value whose label is the section's heading. */
		if (first == 1 && i == 1)
			rule = grid->cells.items[0].header;
		/* A second problem in the same table is another finding. */
		if (making.node != NULL && rule != NULL && rule->role == ZL_ROLE_STATEMENT &&
		    making.stated) {
			done = end_finding(&making, parent);
			making = (struct making){.builder = builder, .block = grid->block};
		}
		if (making.node == NULL && done)
			done = begin_finding(&making, parent);
		if (done && rule != NULL)
			done = take_cell(&making, labelled ? cell : NULL, cell + labelled, rule);
		else if (done)
			done = take_alone(&making, cell);
		i += labelled ? 2 : 1;
	}
	return making.node == NULL ? done : end_finding(&making, parent) && done;
}
