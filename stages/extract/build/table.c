/* table.c: tables: which are ledgers or forms of findings; others stay as they are. */
#include "table.h"

#include <stdlib.h>

enum {
	HEADER_ROWS = 4, /* among which the header is looked for */
	HEADER_BYTES = 90,
	LEAST_FORM_ROWS = 2
};

static struct zl_cell *
add_cell(struct zl_engine *engine, struct zl_grid *grid)
{
	return zl_vector_add(engine->document, (void **)&grid->cells.items, &grid->cells.count,
			     &grid->cells.capacity, sizeof(struct zl_cell));
}

/* One more line of the document's table. */
static bool
collect_line(struct zl_engine *engine, struct zl_grid *grid, uint32_t line)
{
	const struct zl_paragraph *paragraph =
	    &engine->document->paragraphs.items[engine->lines.items[line].n - 1];
	struct zl_table_place place = zl_place_of_line(engine, line);
	struct zl_cell *cell =
	    grid->cells.count > 0 ? &grid->cells.items[grid->cells.count - 1] : NULL;

	if (cell == NULL || cell->row != place.row || cell->column != place.column) {
		cell = add_cell(engine, grid);
		if (cell == NULL)
			return false;
		*cell = (struct zl_cell){.row = place.row,
					 .column = place.column,
					 .row_span = 1,
					 .column_span = 1,
					 .from = line};
		cell->text.from = engine->lines.items[line].start;
		/* Spans are told by paragraphs of the table itself. */
		if (place.table == paragraph->table) {
			cell->row_span = paragraph->row_span;
			cell->column_span = paragraph->column_span;
		}
	}
	cell->to = line + 1;
	cell->text.to = engine->lines.items[line].end;
	if (place.column > grid->columns)
		grid->columns = place.column;
	return true;
}

/* The column rule that the cell's text matches as a whole. */
static void
read_header(struct zl_engine *engine, struct zl_cell *cell)
{
	if (cell->text.to - cell->text.from > HEADER_BYTES)
		return;
	engine->n = engine->lines.items[cell->from].n;
	const struct zl_rule *rule =
	    zl_find(engine, ZL_RULE_COLUMN, cell->text.from, cell->text.to, NULL);
	cell->header = rule != NULL && rule->lines ? NULL : rule;
}

/* Finds the row that names the columns: a statement, and another of what a ledger holds. */
static bool
find_header(struct zl_grid *grid)
{
	uint32_t row = 0;

	for (uint32_t i = 0; i < grid->cells.count && row < HEADER_ROWS; row++) {
		uint32_t end = zl_grid_row_end(grid, i), known = 0, statements = 0, others = 0;
		for (uint32_t j = i; j < end; j++) {
			const struct zl_rule *header = grid->cells.items[j].header;
			known += header != NULL;
			statements += header != NULL && header->role == ZL_ROLE_STATEMENT;
			others += header != NULL && (header->role == ZL_ROLE_RESPONSE ||
						     header->role == ZL_ROLE_ATTRIBUTE ||
						     header->role == ZL_ROLE_NUMBER);
		}
		if (statements > 0 && others > 0 && known * 2 >= end - i) {
			grid->header = i;
			grid->header_end = end;
			return true;
		}
		i = end;
	}
	return false;
}

/* Whether the first cells of rows are labels: a form.  A letter that only asks is none. */
static bool
is_form(struct zl_engine *engine, const struct zl_grid *grid)
{
	uint32_t labels = 0, statements = 0, rows = 0;
	bool letter = false, complains = false;

	for (uint32_t i = 0, end; i < grid->cells.count; i = end) {
		end = zl_grid_row_end(grid, i);
		rows++;
		for (uint32_t j = i; j < end; j += 2) {
			const struct zl_cell *cell = &grid->cells.items[j];
			if (cell->header == NULL || j + 1 == end)
				continue;
			labels++;
			letter = letter || cell->header->refers;
			if (cell->header->role != ZL_ROLE_STATEMENT)
				continue;
			statements++;
			complains =
			    complains || zl_complains(engine, cell[1].text.from, cell[1].text.to);
		}
	}
	return statements > 0 && (complains || !letter) && labels >= LEAST_FORM_ROWS &&
	       labels * 2 >= rows;
}

/* Cells are read as other lines are, once it is known that they hold findings. */
static void
read_cells(struct zl_engine *engine, const struct zl_grid *grid)
{
	for (uint32_t i = 0; i < grid->cells.count; i++)
		for (uint32_t j = grid->cells.items[i].from; j < grid->cells.items[i].to; j++) {
			struct zl_line *line = &engine->lines.items[j];
			if (line->kind == ZL_LINE_RESIDUE)
				continue;
			uint16_t block = line->flags & ZL_LINE_BLOCK;
			line->kind = line->start == line->end ? ZL_LINE_BLANK : ZL_LINE_TEXT;
			/* The labels of a block have been read. */
			if (!grid->barred && !(block && (line->flags & ZL_LINE_ROW)))
				zl_line_read(engine, line);
			line->flags |= block;
		}
}

static bool
build_grid(struct zl_builder *builder, struct zl_node *parent, struct zl_grid *grid)
{
	struct zl_engine *engine = builder->engine;

	for (uint32_t i = 0; i < grid->cells.count; i++)
		read_header(engine, &grid->cells.items[i]);
	bool ledger = !engine->file->silent && find_header(grid);
	bool form = !engine->file->silent && !ledger && is_form(engine, grid);
	if (ledger || form)
		read_cells(engine, grid);
	if (ledger)
		return zl_build_ledger(builder, parent, grid);
	if (form)
		return zl_build_form(builder, parent, grid);
	return zl_build_rows(builder, parent, grid, 0, (uint32_t)grid->cells.count);
}

/* The cell to which the line belongs: a new one, but where it goes on with the column before. */
static struct zl_cell *
add_stacked(struct zl_engine *engine, struct zl_grid *grid, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];

	if (index > 0 && grid->cells.count > 0 && line->ordinal != 0 &&
	    !(line->flags & ZL_LINE_ROW) && line[-1].ordinal == line->ordinal)
		return &grid->cells.items[grid->cells.count - 1];
	struct zl_cell *cell = add_cell(engine, grid);
	if (cell != NULL)
		*cell = (struct zl_cell){.row_span = 1,
					 .column_span = 1,
					 .from = index,
					 .text = {line->start, line->start}};
	return cell;
}

/* The cells of a flattened table; rows are lines, or as long as the header. */
static bool
collect_barred(struct zl_engine *engine, struct zl_grid *grid, uint32_t index, uint32_t *end)
{
	uint32_t rows = 0, width = 0;

	grid->barred = true;
	for (*end = index; *end < engine->lines.count; ++*end) {
		const struct zl_line *line = &engine->lines.items[*end];
		if (line->kind != ZL_LINE_CELL || !(line->flags & ZL_LINE_BARRED))
			break;
		struct zl_cell *cell = add_stacked(engine, grid, *end);
		if (cell == NULL)
			return false;
		cell->to = *end + 1;
		if (line->end > line->start)
			cell->text.to = zl_grid_cell_end(line);
		read_header(engine, cell);
		rows += (line->flags & ZL_LINE_ROW) != 0;
	}
	/* The first column may have a name that no rule knows. */
	if (grid->cells.count > 1 && grid->cells.items[1].header != NULL)
		width = 1;
	while (width < grid->cells.count && grid->cells.items[width].header != NULL)
		width++;
	bool by_line = rows * 2 <= grid->cells.count;
	grid->columns = width;
	for (uint32_t i = 0, row = 0, column = 0; i < grid->cells.count; i++) {
		struct zl_cell *cell = &grid->cells.items[i];
		const struct zl_line *line = &engine->lines.items[cell->from];
		bool begins =
		    by_line ? (line->flags & ZL_LINE_ROW) != 0 : width > 0 && column == width;
		row += begins || row == 0;
		column = line->ordinal != 0	 ? (uint32_t)line->ordinal
			 : begins || column == 0 ? 1
						 : column + 1;
		cell->row = row;
		cell->column = column;
		grid->columns = column > grid->columns ? column : grid->columns;
	}
	return true;
}

/* The cells of the record of labelled lines that begins with line index; a label is a row. */
static bool
collect_record(struct zl_engine *engine, struct zl_grid *grid, uint32_t index, uint32_t *end)
{
	const struct zl_line *lines = engine->lines.items;

	grid->block = true;
	grid->columns = 2;
	for (*end = index; *end < engine->lines.count && (lines[*end].flags & ZL_LINE_BLOCK) &&
			   (*end == index || !(lines[*end].flags & ZL_LINE_PART));
	     ++*end) {
		const struct zl_line *line = &lines[*end];
		struct zl_cell *cell =
		    grid->cells.count > 0 ? &grid->cells.items[grid->cells.count - 1] : NULL;
		bool label = line->flags & ZL_LINE_ROW;
		if (label || cell == NULL || cell->column == 1) {
			uint32_t row = cell == NULL ? 1 : cell->row + label;
			if ((cell = add_cell(engine, grid)) == NULL)
				return false;
			*cell = (struct zl_cell){.row = row, .column = label ? 1 : 2, .from = *end};
			cell->text = (struct zl_stretch){line->start, line->start};
			if (label)
				cell->header = line->label;
		}
		cell->to = *end + 1;
		cell->text.to = line->end > cell->text.to ? line->end : cell->text.to;
	}
	return true;
}

static bool
build_record(struct zl_builder *builder, struct zl_node *parent, uint32_t index, uint32_t *end)
{
	struct zl_grid grid = {0};
	bool done = collect_record(builder->engine, &grid, index, end);

	if (done) {
		read_cells(builder->engine, &grid);
		done = zl_build_form(builder, parent, &grid);
	}
	free(grid.cells.items);
	return done;
}

static bool
build_barred(struct zl_builder *builder, struct zl_node *parent, uint32_t index, uint32_t *end)
{
	struct zl_grid grid = {0};
	bool done = collect_barred(builder->engine, &grid, index, end) &&
		    build_grid(builder, parent, &grid);

	free(grid.cells.items);
	return done;
}

enum zl_status
zl_build_table(struct zl_builder *builder, struct zl_node *parent, uint32_t index, uint32_t *end)
{
	struct zl_engine *engine = builder->engine;
	struct zl_grid grid = {0};

	if (engine->lines.items[index].flags & ZL_LINE_BARRED)
		return build_barred(builder, parent, index, end);
	if (engine->lines.items[index].flags & ZL_LINE_BLOCK)
		return build_record(builder, parent, index, end);
	uint32_t table = zl_place_of_line(engine, index).table;
	bool done = true;

	*end = index;
	while (done && *end < engine->lines.count &&
	       engine->lines.items[*end].kind == ZL_LINE_CELL &&
	       !(engine->lines.items[*end].flags & (ZL_LINE_BARRED | ZL_LINE_BLOCK)) &&
	       zl_place_of_line(engine, *end).table == table)
		done = collect_line(engine, &grid, (*end)++);
	done = done && build_grid(builder, parent, &grid);
	free(grid.cells.items);
	return done;
}
