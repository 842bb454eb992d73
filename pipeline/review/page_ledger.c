/*
 * page_ledger.c: ledgers as tables again.  A record has the cells of a table of findings in the
 * findings, without the places of the cells: a row is what lies from one finding to the next, in
 * the order of n, and a cell a paragraph, or those of one response.
 */
#include "page_read.h"

/* Paragraphs from first to last; last 0: none. */
struct row {
	uint32_t first, last;
};

/* Where the pieces of each node stand, by owner; of the arena.  NULL: no memory. */
static struct row *
rows_of(struct zl_page *page)
{
	struct row *rows = zl_arena_zero(&page->arena, page->nodes.count + 1, sizeof(*rows));

	for (size_t i = 0; rows != NULL && i < page->pieces.count; i++) {
		uint32_t n = page->pieces.items[i].n;
		struct row *row = &rows[page->pieces.items[i].owner];
		row->first = row->last == 0 || n < row->first ? n : row->first;
		row->last = n > row->last ? n : row->last;
	}
	return rows;
}

/* The first piece of paragraph n that has text; NULL: it is empty. */
static struct zl_page_piece *
first_piece(const struct zl_page *page, uint32_t n)
{
	for (size_t i = page->begin[n]; i < page->begin[n + 1]; i++)
		if (page->pieces.items[page->order[i]].length > 0)
			return &page->pieces.items[page->order[i]];
	return NULL;
}

/* Whether between two rows, which do not touch, nothing stands but headings and empty cells. */
static bool
goes_on(const struct zl_page *page, uint32_t from, uint32_t to)
{
	for (uint32_t n = from; n < to; n++) {
		const struct zl_page_piece *piece = first_piece(page, n);
		if (piece != NULL && (piece->role != ZL_PAGE_ROLE_HEADING || piece->cell > 0))
			return false;
	}
	return true;
}

/* Whether paragraph n stands in the cell of the one before. */
static bool
is_same_cell(const struct zl_page *page, uint32_t n)
{
	const struct zl_page_piece *piece = first_piece(page, n),
				   *before = first_piece(page, n - 1);

	if (piece == NULL || before == NULL || piece->owner != before->owner)
		return false;
	bool response = piece->role == ZL_PAGE_ROLE_RESPONSE || piece->role == ZL_PAGE_ROLE_MEASURE;
	bool answered =
	    before->role == ZL_PAGE_ROLE_RESPONSE || before->role == ZL_PAGE_ROLE_MEASURE;
	return response && answered && piece->mark != ZL_MARK_LABEL;
}

/* A row that was made: how many cells it has, and which of the page's is a heading's; 0: none. */
struct made {
	uint32_t columns;
	size_t heading;
};

/* Makes cells of the paragraphs of a row. */
static enum zl_status
make_row(struct zl_page *page, struct row at, uint32_t table, uint32_t row, struct made *made)
{
	uint32_t column = 0;

	made->heading = 0;

	for (uint32_t n = at.first; n <= at.last; n++) {
		if (column == 0 || !is_same_cell(page, n)) {
			struct zl_page_cell *cell = zl_vector_push(&page->cells);
			if (cell == NULL)
				return ZL_FAILED;
			*cell =
			    (struct zl_page_cell){.table = table, .row = row, .column = ++column};
		}
		const struct zl_page_piece *piece = first_piece(page, n);
		if (piece != NULL && piece->role == ZL_PAGE_ROLE_HEADING && made->heading == 0)
			made->heading = page->cells.count;
		for (size_t i = page->begin[n]; i < page->begin[n + 1]; i++)
			page->pieces.items[page->order[i]].cell = (uint32_t)page->cells.count;
	}
	made->columns = column;
	return ZL_DONE;
}

/* A heading goes on beside rows that have none and lack a cell: it was merged with those below. */
static void
merge_heading(struct zl_page *page, const struct made *made, struct made *above)
{
	if (made->heading == 0 && above->heading > 0 && made->columns + 1 == above->columns) {
		struct zl_page_cell *cell = &page->cells.items[above->heading - 1];
		cell->row_span = cell->row_span == 0 ? 2 : cell->row_span + 1;
	} else {
		*above = *made;
	}
}

/* The table whose last paragraph is before n: the row of heads; 0: there is none. */
static const struct zl_page_cell *
heads_before(const struct zl_page *page, uint32_t n)
{
	if (n < 2 || page->begin[n - 1] == page->begin[n])
		return NULL;
	const struct zl_page_piece *piece = &page->pieces.items[page->order[page->begin[n - 1]]];
	return piece->cell == 0 ? NULL : &page->cells.items[piece->cell - 1];
}

enum zl_status
zl_page_find_ledgers(struct zl_page *page, uint32_t tables)
{
	uint32_t behind = 0, table = 0, row = 0; /* behind: the last row, 0 for none */
	const struct row *rows = rows_of(page);
	struct made above = {0};

	if (rows == NULL)
		return ZL_FAILED;
	for (size_t i = 0; i < page->nodes.count; i++) {
		if (!page->nodes.items[i].in_cells)
			continue;
		struct row at = rows[i + 1];
		if (at.last == 0 || at.first <= behind)
			continue;
		if (behind > 0 && goes_on(page, behind + 1, at.first)) {
			at.first = behind + 1;
			row++;
		} else {
			/* Empty cells and a heading may stand before the first finding, too. */
			while (at.first > 1 && goes_on(page, at.first - 1, at.first) &&
			       page->begin[at.first - 1] != page->begin[at.first] &&
			       heads_before(page, at.first) == NULL)
				at.first--;
			const struct zl_page_cell *heads = heads_before(page, at.first);
			table = heads != NULL ? heads->table : ++tables;
			row = heads != NULL ? heads->row + 1 : 1;
			above = (struct made){0};
		}
		struct made made;
		if (!make_row(page, at, table, row, &made))
			return ZL_FAILED;
		merge_heading(page, &made, &above);
		behind = at.last;
	}
	return ZL_DONE;
}
