/* table.h: a table's cells, by row and column, and what its columns are. */
#ifndef ZL_TABLE_H
#define ZL_TABLE_H

#include "base/status.h"
#include "build.h"

struct zl_cell {
	uint32_t row, column, row_span, column_span;
	uint32_t from, to; /* lines */
	struct zl_stretch text;
	const struct zl_rule *header; /* the column rule that its text matches; or NULL */
};

struct zl_grid {
	ZL_VECTOR(struct zl_cell) cells; /* by row, then column */
	uint32_t columns;
	uint32_t header; /* index of the first cell of the ledger's header row */
	uint32_t header_end;
	bool barred; /* flattened: lines that end with bars, no table of the document */
	bool block;  /* labels and values on lines; an attribute is one cell */
};

/* The columns of the ledger, by column from 1; NULL: unknown. */
struct zl_columns {
	const struct zl_rule **roles;
	uint32_t count;
};

/* Behind the last cell of the row that begins with cell index. */
uint32_t zl_grid_row_end(const struct zl_grid *, uint32_t index);

/* Where the line's text ends: before the bar that ends a flattened cell. */
uint32_t zl_grid_cell_end(const struct zl_line *line);

/* Whether the cell has no text. */
bool zl_cell_is_empty(const struct zl_cell *);

/* The cells of a ledger and of a form (label | value) as findings under parent.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_build_ledger(struct zl_builder *, struct zl_node *parent,
					    const struct zl_grid *grid);
ZL_NODISCARD enum zl_status zl_build_form(struct zl_builder *, struct zl_node *parent,
					  const struct zl_grid *grid);

/* Cells [from, to) as rows of a table as it stands. */
ZL_NODISCARD enum zl_status zl_build_rows(struct zl_builder *, struct zl_node *parent,
					  const struct zl_grid *grid, uint32_t from, uint32_t to);

/* Where the paragraph of a line stands in the outermost table around it; table 0: in none. */
struct zl_table_place {
	uint32_t table, row, column;
};
struct zl_table_place zl_place_of_line(const struct zl_engine *, uint32_t line);

#endif
