/* table.c */
#include "table.h"

#include <stdlib.h>

#include "story.h"
#include "unpack/job.h"

/* Word has 63 columns; what is beyond this is nobody's table. */
enum { COLUMNS_MOST = 1000 };

static struct zl_table_state *
table_of(struct zl_job *job)
{
	return job->frame == NULL ? NULL : job->frame->table;
}

/* The table as it stands in the document. */
static struct zl_table *
record_of(struct zl_job *job)
{
	return &job->document->tables.items[job->frame->table->index - 1];
}

void
zl_table_start(struct zl_job *job)
{
	if (job->fault->code != ZL_OK || job->frame == NULL)
		return;
	zl_paragraph_settle(job);
	struct zl_table *record = zl_document_add(job->document, tables);
	struct zl_table_state *table = calloc(1, sizeof(*table));
	if (record == NULL || table == NULL) {
		free(table);
		zl_job_exhausted(job);
		return;
	}
	table->outer = job->frame->table;
	table->index = (uint32_t)job->document->tables.count;
	if (table->outer != NULL)
		*record = (struct zl_table){.parent = table->outer->index,
					    .parent_row = table->outer->row,
					    .parent_column = table->outer->column};
	job->frame->table = table;
}

void
zl_table_grid(struct zl_job *job)
{
	if (table_of(job) != NULL && record_of(job)->columns < COLUMNS_MOST)
		record_of(job)->columns++;
}

/* Tells the paragraphs of a merged cell how far it reaches. */
static void
settle(struct zl_job *job, const struct zl_merge *merge, bool down)
{
	uint32_t count = (uint32_t)job->document->paragraphs.count;

	for (uint32_t i = merge->first; merge->cells > 1 && i < merge->end && i < count; i++) {
		struct zl_paragraph *paragraph = &job->document->paragraphs.items[i];
		if (paragraph->table != job->frame->table->index)
			continue;
		if (down)
			paragraph->row_span = merge->cells;
		else
			paragraph->column_span = merge->cells;
	}
}

static bool
add_merge(struct zl_job *job, struct zl_merge merge)
{
	struct zl_table_state *table = job->frame->table;

	if (table->next_count == table->next_capacity) {
		uint32_t more = table->next_capacity == 0 ? 8 : table->next_capacity * 2;
		struct zl_merge *moved = reallocarray(table->next, more, sizeof(*moved));
		if (moved == NULL) {
			zl_job_exhausted(job);
			return false;
		}
		table->next = moved;
		table->next_capacity = more;
	}
	table->next[table->next_count++] = merge;
	return true;
}

void
zl_row_start(struct zl_job *job)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	zl_paragraph_settle(job);
	table->row++;
	table->column = 1;
	table->span = 0;
	table->merge_at = 0;
	table->row_deleted = false;
	table->row_first = (uint32_t)job->document->paragraphs.count;
	table->right = (struct zl_merge){0};
}

void
zl_row_before(struct zl_job *job, int32_t columns)
{
	struct zl_table_state *table = table_of(job);

	if (table != NULL && columns > 0 && !table->in_cell)
		table->column += columns < COLUMNS_MOST ? (uint32_t)columns : COLUMNS_MOST;
}

void
zl_row_deleted(struct zl_job *job)
{
	if (table_of(job) != NULL)
		table_of(job)->row_deleted = true;
}

/*
 * Merges that the row did not carry on end above it; those that it did are looked for in the row
 * below.  Both lists are in the order of columns.
 */
static void
carry_merges(struct zl_job *job)
{
	struct zl_table_state *table = job->frame->table;
	struct zl_merge *merges = table->merges;
	uint32_t capacity = table->merge_capacity;

	for (uint32_t i = 0; i < table->merge_count; i++)
		settle(job, &table->merges[i], true);
	table->merges = table->next;
	table->merge_count = table->next_count;
	table->merge_capacity = table->next_capacity;
	table->next = merges;
	table->next_count = 0;
	table->next_capacity = capacity;
}

void
zl_row_end(struct zl_job *job)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	zl_paragraph_settle(job);
	settle(job, &table->right, false);
	table->right = (struct zl_merge){0};
	if (table->row_deleted && table->row > 0 &&
	    table->row_first == job->document->paragraphs.count)
		table->row--;
	else
		carry_merges(job);
	struct zl_table *record = record_of(job);
	if (record->rows < table->row)
		record->rows = table->row;
	if (record->columns + 1 < table->column)
		record->columns = table->column - 1;
	table->in_cell = false;
}

void
zl_cell_start(struct zl_job *job)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	zl_paragraph_settle(job);
	table->span = 1;
	table->in_cell = true;
	table->merged_down = table->merged_right = table->starts_merge = false;
	table->cell_first = (uint32_t)job->document->paragraphs.count;
}

void
zl_cell_span(struct zl_job *job, int32_t columns)
{
	struct zl_table_state *table = table_of(job);

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
zl_cell_merge_down(struct zl_job *job, bool restart)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	table->merged_down = !restart && merge_above(table) != NULL;
	table->starts_merge = !table->merged_down;
}

void
zl_cell_merge_right(struct zl_job *job, bool restart)
{
	struct zl_table_state *table = table_of(job);

	if (table != NULL)
		table->merged_right = !restart && table->right.end > 0;
}

/* Notes how far the cell that ends reaches, or that it belongs to another one. */
static void
note_merges(struct zl_job *job)
{
	struct zl_table_state *table = job->frame->table;
	struct zl_merge cell = {table->column, table->cell_first,
				(uint32_t)job->document->paragraphs.count, 1};

	if (table->row_deleted)
		return;
	if (table->merged_down) {
		struct zl_merge *above = merge_above(table);
		above->cells++;
		add_merge(job, *above);
		above->cells = 1; /* carried on: the copy will be settled */
	} else if (table->starts_merge) {
		add_merge(job, cell);
	}
	if (table->merged_right) {
		table->right.cells += table->span;
	} else {
		settle(job, &table->right, false);
		cell.cells = table->span;
		table->right = cell;
	}
}

void
zl_cell_end(struct zl_job *job)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	zl_paragraph_settle(job);
	if (!table->in_cell)
		return;
	note_merges(job);
	if (table->column < COLUMNS_MOST * COLUMNS_MOST)
		table->column += table->span;
	table->in_cell = false;
}

bool
zl_cell_is_filling(const struct zl_table_state *table)
{
	return table != NULL && (table->row_deleted ||
				 (table->in_cell && (table->merged_down || table->merged_right)));
}

void
zl_table_end(struct zl_job *job)
{
	struct zl_table_state *table = table_of(job);

	if (table == NULL)
		return;
	zl_paragraph_settle(job);
	carry_merges(job);
	carry_merges(job);
	job->frame->table = table->outer;
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
