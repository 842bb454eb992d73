/* table.h: where a table's cells stand on its grid: ECMA-376 part 1, clause 17.4. */
#ifndef ZL_TABLE_H
#define ZL_TABLE_H

#include "builder.h"

/* A cell that reaches down over several rows, or right over several columns. */
struct zl_merge {
	uint32_t column, first, end; /* grid column; paragraphs first + 1 to end are in it */
	uint32_t cells;		     /* rows, or columns, it covers */
};

struct zl_table_state {
	struct zl_table_state *outer;
	uint32_t index; /* + 1 into the document's tables */
	uint32_t row;
	uint32_t column, span; /* of the cell, counted from 1 */
	uint32_t row_first;    /* paragraphs before the row */
	uint32_t cell_first;   /* and before the cell */
	bool in_cell, merged_down, merged_right, starts_merge;
	bool row_deleted, cell_deleted;	  /* tracked deletions */
	bool row_has_cell, row_lost_cell; /* that was not deleted; that was */
	struct zl_merge *merges, *next;	  /* reaching into this row, and into the one below */
	uint32_t merge_count, next_count, merge_capacity, next_capacity;
	uint32_t merge_at;     /* merges of this row that are left of the cell */
	struct zl_merge right; /* the last cell that others of its row may be merged with */
};

void zl_table_start(struct zl_builder *);
void zl_table_end(struct zl_builder *);
void zl_table_grid(struct zl_builder *); /* one w:gridCol */
void zl_row_start(struct zl_builder *);
void zl_row_end(struct zl_builder *);
void zl_row_before(struct zl_builder *, int32_t columns); /* w:gridBefore */
void zl_row_deleted(struct zl_builder *);		  /* by a tracked change */
bool zl_row_is_deleted(const struct zl_builder *);
void zl_cell_start(struct zl_builder *);
void zl_cell_deleted(struct zl_builder *);
void zl_cell_end(struct zl_builder *);
void zl_cell_span(struct zl_builder *, int32_t columns);
void zl_cell_merge_down(struct zl_builder *, bool restart);
void zl_cell_merge_right(struct zl_builder *, bool restart);

/* Frees the tables of a frame that were left open. */
void zl_tables_free(struct zl_table_state *);

#endif
