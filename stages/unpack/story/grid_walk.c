/* grid_walk.c: tables as they are entered and left. */
#include "grid.h"

#include <stdlib.h>

#include "table.h"

static const struct zl_grid_row *
row_of(const struct zl_grid *grid, uint32_t row)
{
	return &grid->rows.items[row - 1];
}

static const struct zl_row_shape *
shape_of(const struct zl_grid *grid, unsigned depth)
{
	uint32_t shape = row_of(grid, grid->open[depth].row)->shape;

	return shape == 0 ? NULL : &grid->shapes.items[shape - 1];
}

static void
end_cell(struct zl_grid *grid, struct zl_builder *builder, unsigned depth)
{
	if (!grid->open[depth].in_cell)
		return;
	zl_cell_end(builder);
	grid->open[depth].in_cell = false;
	grid->open[depth].cell++;
}

/* Starts the cell that is next in the row: where it stands, and what it is merged with. */
static void
start_cell(struct zl_grid *grid, struct zl_builder *builder, unsigned depth)
{
	const struct zl_row_shape *shape = shape_of(grid, depth);
	unsigned cell = grid->open[depth].cell;

	if (grid->open[depth].in_cell)
		return;
	grid->open[depth].in_cell = true;
	zl_cell_start(builder);
	if (shape == NULL || cell >= shape->count)
		return;
	uint32_t table = row_of(grid, grid->open[depth].row)->table;
	uint32_t left = zl_grid_column(grid, table, shape->edges[cell]);
	uint32_t right = zl_grid_column(grid, table, shape->edges[cell + 1]);
	zl_cell_span(builder, right > left ? (int32_t)(right - left) : 1);
	if (shape->cells[cell] & (ZL_CELL_FIRST_MERGED | ZL_CELL_MERGED))
		zl_cell_merge_right(builder, !(shape->cells[cell] & ZL_CELL_MERGED));
	if (shape->cells[cell] & (ZL_CELL_DOWN | ZL_CELL_DOWN_FIRST))
		zl_cell_merge_down(builder, shape->cells[cell] & ZL_CELL_DOWN_FIRST);
}

static void
start_table(struct zl_grid *grid, struct zl_builder *builder, uint32_t table)
{
	const struct zl_grid_table *edges = &grid->tables.items[table];

	zl_table_start(builder);
	for (size_t i = 1; i < edges->count; i++)
		zl_table_grid(builder);
}

static void
start_row(struct zl_grid *grid, struct zl_builder *builder, unsigned depth, uint32_t index,
	  bool same_table)
{
	const struct zl_grid_row *row = row_of(grid, index);

	if (depth > 1)
		start_cell(grid, builder, depth - 1);
	if (!same_table)
		start_table(grid, builder, row->table);
	zl_row_start(builder);
	grid->open[depth].row = index;
	grid->open[depth].cell = 0;
	grid->open[depth].in_cell = false;
	grid->depth = depth;
	const struct zl_row_shape *shape = shape_of(grid, depth);
	if (shape != NULL && shape->count > 0)
		zl_row_before(builder, (int32_t)zl_grid_column(grid, row->table, shape->edges[0]));
}

/* Ends the innermost row; its table as well, unless the row that comes next goes on with it. */
static bool
end_row(struct zl_grid *grid, struct zl_builder *builder, uint32_t next)
{
	unsigned depth = grid->depth--;
	bool same =
	    next != 0 && row_of(grid, next)->table == row_of(grid, grid->open[depth].row)->table;

	end_cell(grid, builder, depth);
	zl_row_end(builder);
	if (!same)
		zl_table_end(builder);
	return same;
}

void
zl_grid_enter(struct zl_grid *grid, struct zl_builder *builder, size_t i)
{
	uint32_t rows[ZL_GRID_DEPTH + 1] = {0}; /* that the paragraph stands in, by depth */
	const struct zl_grid_end *end = &grid->ends.items[i];
	unsigned depth = 0;
	bool same = false;

	if (end->depth > 0 && grid->open == NULL)
		grid->open = calloc(ZL_GRID_DEPTH + 1, sizeof(*grid->open));
	if (end->depth > 0 && grid->open == NULL) {
		zl_builder_exhausted(builder);
		return;
	}
	for (uint32_t row = end->row; row != 0; row = row_of(grid, row)->outer)
		rows[row_of(grid, row)->depth] = row;
	while (depth < grid->depth && depth < end->depth &&
	       grid->open[depth + 1].row == rows[depth + 1])
		depth++;
	while (grid->depth > depth)
		same = end_row(grid, builder, grid->depth == depth + 1 ? rows[depth + 1] : 0);
	while (grid->depth < end->depth) {
		start_row(grid, builder, grid->depth + 1, rows[grid->depth + 1], same);
		same = false;
	}
	if (grid->depth > 0)
		start_cell(grid, builder, grid->depth);
}

void
zl_grid_leave(struct zl_grid *grid, struct zl_builder *builder, size_t i)
{
	if (grid->ends.items[i].kind == ZL_GRID_CELL && grid->depth > 0)
		end_cell(grid, builder, grid->depth);
}

void
zl_grid_close(struct zl_grid *grid, struct zl_builder *builder)
{
	while (grid->depth > 0)
		end_row(grid, builder, 0);
	free(grid->open);
	grid->open = NULL;
}
