/* grid.c: the cells of a table, and a table that stays as it is. */
#include "table.h"

struct zl_table_place
zl_place_of_line(const struct zl_engine *engine, uint32_t line)
{
	const struct zl_document *document = engine->document;
	const struct zl_paragraph *paragraph =
	    &document->paragraphs.items[engine->lines.items[line].n - 1];
	struct zl_table_place place = {paragraph->table, paragraph->row, paragraph->column};

	/* Tables are numbered from the outside, so that this comes to an end. */
	while (place.table > 0 && place.table <= document->tables.count) {
		const struct zl_table *table = &document->tables.items[place.table - 1];
		if (table->parent == 0 || table->parent >= place.table)
			break;
		place =
		    (struct zl_table_place){table->parent, table->parent_row, table->parent_column};
	}
	return place;
}

enum zl_status
zl_build_rows(struct zl_builder *builder, struct zl_node *parent, const struct zl_grid *grid,
	      uint32_t from, uint32_t to)
{
	struct zl_engine *engine = builder->engine;
	struct zl_node *table = NULL, *row = NULL, *into = parent;

	for (uint32_t i = from; i < to; i++) {
		const struct zl_cell *cell = &grid->cells.items[i];
		if (!grid->barred && table == NULL) {
			table = zl_build_node(builder, parent, ZL_NODE_TABLE, NULL);
			if (table == NULL)
				return ZL_FAILED;
			table->table = zl_place_of_line(engine, cell->from).table;
		}
		if (!grid->barred && (row == NULL || row->ordinal != cell->row)) {
			row = zl_build_node(builder, table, ZL_NODE_ROW, NULL);
			if (row == NULL)
				return ZL_FAILED;
			row->ordinal = cell->row;
		}
		if (!grid->barred) {
			into = zl_build_node(builder, row, ZL_NODE_CELL, NULL);
			if (into == NULL)
				return ZL_FAILED;
			into->ordinal = cell->column;
		}
		for (uint32_t line = cell->from; line < cell->to; line++)
			if (!zl_build_line(builder, into, line, engine->lines.items[line].start))
				return ZL_FAILED;
	}
	return ZL_DONE;
}

bool
zl_cell_is_empty(const struct zl_cell *cell)
{
	return cell->text.from == cell->text.to;
}

uint32_t
zl_grid_cell_end(const struct zl_line *line)
{
	return line->flags & ZL_LINE_BARRED ? line->problem_end : line->end;
}

uint32_t
zl_grid_row_end(const struct zl_grid *grid, uint32_t index)
{
	uint32_t end = index;

	while (end < grid->cells.count &&
	       grid->cells.items[end].row == grid->cells.items[index].row)
		end++;
	return end;
}
