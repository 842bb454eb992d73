/*
 * ledger.c: tables that hold findings.  In a ledger a row is a finding, or, where the problem's
 * cell is merged over several, the rows it covers; a category's cell begins a section.
 */
#include "making.h"

struct ledger {
	struct zl_builder *builder;
	const struct zl_grid *grid;
	struct zl_node *parent;	      /* of the table */
	struct zl_node *section;      /* the category that is open; or NULL */
	const struct zl_rule **roles; /* by column, from 1 */
};

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

static bool
begin_section(struct ledger *ledger, const struct zl_cell *cell)
{
	struct zl_node *section =
	    zl_making_section(ledger->builder, ledger->parent, cell, role_of(ledger, cell));

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

/* Whether a column of the rows tells what was done, and not only what was looked into. */
static bool
is_answered(const struct ledger *ledger, uint32_t from, uint32_t to)
{
	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		const struct zl_rule *rule = role_of(ledger, cell);
		if (rule != NULL && rule->role == ZL_ROLE_RESPONSE && !rule->flag &&
		    !zl_cell_is_empty(cell))
			return true;
	}
	return false;
}

/* The rows that the statement's cell covers, as one finding. */
static bool
build_finding(struct ledger *ledger, uint32_t from, uint32_t to)
{
	struct zl_node *parent = ledger->section != NULL ? ledger->section : ledger->parent;
	struct zl_making making = {.builder = ledger->builder};
	bool answered = is_answered(ledger, from, to);
	bool done = zl_making_begin(&making, parent);

	for (uint32_t i = from; done && i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		const struct zl_rule *rule = role_of(ledger, cell);
		if (answered && rule != NULL && rule->role == ZL_ROLE_RESPONSE && rule->flag)
			rule = NULL; /* what was looked into is detail */
		if (rule != NULL && rule->role == ZL_ROLE_SECTION && !ledger->grid->barred &&
		    cell->row == ledger->grid->cells.items[from].row && !zl_cell_is_empty(cell))
			continue; /* the section's heading */
		done = zl_making_take(&making, NULL, cell, rule);
	}
	return zl_making_end(&making, parent) && done;
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

	if (only == NULL || !zl_making_may_hold_sections(ledger->parent) ||
	    !heads_rows(ledger, only, to - from))
		return zl_build_rows(ledger->builder, ledger->parent, ledger->grid, from, to);
	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &ledger->grid->cells.items[i];
		struct zl_node *into = cell > only ? ledger->section : ledger->parent;
		if (!(cell == only ? begin_section(ledger, cell)
				   : zl_making_lines(ledger->builder, into, cell)))
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
	    zl_making_is_never(ledger->builder->engine, statement))
		return build_other(ledger, from, *to);
	/* A flattened row keeps its cells together. */
	category = grid->barred ? NULL : cell_of(ledger, from, *to, ZL_ROLE_SECTION);
	if (category != NULL && zl_making_may_hold_sections(ledger->parent) &&
	    !begin_section(ledger, category))
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
