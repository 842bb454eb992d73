/* table.c: cells find their place on the grid when their row, or the merge they begin, ends. */
#include "table.h"

#include <assert.h>
#include <stdlib.h>

#include "paragraph.h"

/* Word has 63 columns; what is beyond this is nobody's table. */
enum { COLUMNS_MOST = 1000 };

static struct zl_table_state *
table_of(struct zl_builder *builder)
{
	return builder->frame == NULL ? NULL : builder->frame->table;
}

/* The table as it stands in the document. */
static struct zl_table *
record_of(struct zl_builder *builder)
{
	uint32_t index = builder->frame->table->index;

	assert(index > 0 && index <= builder->document->tables.count);
	return &builder->document->tables.items[index - 1];
}

void
zl_table_start(struct zl_builder *builder)
{
	if (builder->fault->code != ZL_OK || builder->frame == NULL)
		return;
	zl_paragraph_settle(builder);
	struct zl_table *record = zl_document_add(builder->document, tables);
	struct zl_table_state *table = calloc(1, sizeof(*table));
	if (record == NULL || table == NULL) {
		free(table);
		zl_builder_exhausted(builder);
		return;
	}
	table->outer = builder->frame->table;
	table->index = (uint32_t)builder->document->tables.count;
	if (table->outer != NULL)
		*record = (struct zl_table){.parent = table->outer->index,
					    .parent_row = table->outer->row,
					    .parent_column = table->outer->column};
	builder->frame->table = table;
}

void
zl_table_grid(struct zl_builder *builder)
{
	if (table_of(builder) != NULL && record_of(builder)->columns < COLUMNS_MOST)
		record_of(builder)->columns++;
}

/* Tells the paragraphs of a merged cell how far it reaches. */
static void
settle(struct zl_builder *builder, const struct zl_merge *merge, bool down)
{
	uint32_t count = (uint32_t)builder->document->paragraphs.count;

	for (uint32_t i = merge->first; merge->cells > 1 && i < merge->end && i < count; i++) {
		struct zl_paragraph *paragraph = &builder->document->paragraphs.items[i];
		if (paragraph->table != builder->frame->table->index)
			continue;
		if (down)
			paragraph->row_span = merge->cells;
		else
			paragraph->column_span = merge->cells;
	}
}

static bool
add_merge(struct zl_builder *builder, struct zl_merge merge)
{
	struct zl_table_state *table = builder->frame->table;

	if (table->next_count == table->next_capacity) {
		uint32_t more = table->next_capacity == 0 ? 8 : table->next_capacity * 2;
		struct zl_merge *moved = reallocarray(table->next, more, sizeof(*moved));
		if (moved == NULL) {
			zl_builder_exhausted(builder);
			return false;
		}
		table->next = moved;
		table->next_capacity = more;
	}
	table->next[table->next_count++] = merge;
	return true;
}

void
zl_row_start(struct zl_builder *builder)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	zl_paragraph_settle(builder);
	table->row++;
	table->column = 1;
	table->span = 0;
	table->merge_at = 0;
	table->row_deleted = table->row_has_cell = table->row_lost_cell = false;
	table->row_first = (uint32_t)builder->document->paragraphs.count;
	table->right = (struct zl_merge){0};
}

void
zl_row_before(struct zl_builder *builder, int32_t columns)
{
	struct zl_table_state *table = table_of(builder);

	if (table != NULL && columns > 0 && !table->in_cell)
		table->column += columns < COLUMNS_MOST ? (uint32_t)columns : COLUMNS_MOST;
}

void
zl_row_deleted(struct zl_builder *builder)
{
	if (table_of(builder) != NULL)
		table_of(builder)->row_deleted = true;
}

bool
zl_row_is_deleted(const struct zl_builder *builder)
{
	return builder->frame != NULL && builder->frame->table != NULL &&
	       builder->frame->table->row_deleted;
}

/*
 * Merges that the row did not carry on end above it; those that it did are looked for in the row
 * below.  Both lists are in the order of columns.
 */
static void
carry_merges(struct zl_builder *builder)
{
	struct zl_table_state *table = builder->frame->table;
	struct zl_merge *merges = table->merges;
	uint32_t capacity = table->merge_capacity;

	for (uint32_t i = 0; i < table->merge_count; i++)
		settle(builder, &table->merges[i], true);
	table->merges = table->next;
	table->merge_count = table->next_count;
	table->merge_capacity = table->next_capacity;
	table->next = merges;
	table->next_count = 0;
	table->next_capacity = capacity;
}

void
zl_row_end(struct zl_builder *builder)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	zl_paragraph_settle(builder);
	settle(builder, &table->right, false);
	table->right = (struct zl_merge){0};
	if ((table->row_deleted || (table->row_lost_cell && !table->row_has_cell)) &&
	    table->row > 0 && table->row_first == builder->document->paragraphs.count)
		table->row--;
	else
		carry_merges(builder);
	struct zl_table *record = record_of(builder);
	if (record->rows < table->row)
		record->rows = table->row;
	if (record->columns + 1 < table->column)
		record->columns = table->column - 1;
	table->in_cell = false;
}

void
zl_cell_start(struct zl_builder *builder)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	zl_paragraph_settle(builder);
	table->span = 1;
	table->in_cell = true;
	table->merged_down = table->merged_right = table->starts_merge = false;
	table->cell_deleted = false;
	table->cell_first = (uint32_t)builder->document->paragraphs.count;
}

void
zl_cell_deleted(struct zl_builder *builder)
{
	if (table_of(builder) != NULL)
		table_of(builder)->cell_deleted = true;
}

void
zl_cell_span(struct zl_builder *builder, int32_t columns)
{
	struct zl_table_state *table = table_of(builder);

	if (table != NULL && columns > 0)
		table->span = columns < COLUMNS_MOST ? (uint32_t)columns : COLUMNS_MOST;
}

/* The cell above that reaches down to the cell's column; NULL for none. */
static struct zl_merge *
merge_above(struct zl_table_state *table)
{
	while (table->merge_at < table->merge_count &&
	       table->merges[table->merge_at].column < table->column)
		table->merge_at++;
	if (table->merge_at < table->merge_count &&
	    table->merges[table->merge_at].column == table->column)
		return &table->merges[table->merge_at];
	return NULL;
}

void
zl_cell_merge_down(struct zl_builder *builder, bool restart)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	table->merged_down = !restart && merge_above(table) != NULL;
	table->starts_merge = !table->merged_down;
}

void
zl_cell_merge_right(struct zl_builder *builder, bool restart)
{
	struct zl_table_state *table = table_of(builder);

	if (table != NULL)
		table->merged_right = !restart && table->right.end > 0;
}

/* Notes how far the cell that ends reaches, or that it belongs to another one. */
static void
note_merges(struct zl_builder *builder)
{
	struct zl_table_state *table = builder->frame->table;
	struct zl_merge cell = {table->column, table->cell_first,
				(uint32_t)builder->document->paragraphs.count, 1};

	if (table->row_deleted)
		return;
	if (table->merged_down) {
		struct zl_merge *above = merge_above(table);
		above->cells++;
		add_merge(builder, *above);
		above->cells = 1; /* carried on: the copy will be settled */
	} else if (table->starts_merge) {
		add_merge(builder, cell);
	}
	if (table->merged_right) {
		table->right.cells += table->span;
	} else {
		settle(builder, &table->right, false);
		cell.cells = table->span;
		table->right = cell;
	}
}

void
zl_cell_end(struct zl_builder *builder)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	zl_paragraph_settle(builder);
	if (!table->in_cell)
		return;
	table->in_cell = false;
	table->row_lost_cell = table->row_lost_cell || table->cell_deleted;
	if (table->cell_deleted)
		return; /* those behind it move up */
	table->row_has_cell = true;
	note_merges(builder);
	if (table->column < COLUMNS_MOST * COLUMNS_MOST)
		table->column += table->span;
}

void
zl_table_end(struct zl_builder *builder)
{
	struct zl_table_state *table = table_of(builder);

	if (table == NULL)
		return;
	zl_paragraph_settle(builder);
	carry_merges(builder);
	carry_merges(builder);
	builder->frame->table = table->outer;
	table->outer = NULL;
	zl_tables_free(table);
}

void
zl_tables_free(struct zl_table_state *table)
{
	while (table != NULL) {
		struct zl_table_state *outer = table->outer;
		free(table->merges);
		free(table->next);
		free(table);
		table = outer;
	}
}
