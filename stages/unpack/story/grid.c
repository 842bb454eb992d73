/*
 * grid.c: what a row is like stands at its end, so the paragraphs are looked at from the last to
 * the first.  Rows that follow each other at one depth are a table.
 */
#include "grid.h"

#include <stdlib.h>
#include <string.h>

#include "base/search.h"

enum {
	NEARLY = 10, /* edges that differ by no more twips are one, as Word takes them */
	RECENT = 4   /* shapes that a row's is compared with: nested rows alternate */
};

/* Keeps the shape, once where rows nearby have the same; gives its index + 1, 0: no memory. */
static uint32_t
keep_shape(struct zl_grid *grid, struct zl_builder *builder, const struct zl_row_shape *shape)
{
	size_t count = grid->shapes.count;

	for (size_t i = count; i > 0 && count - i < RECENT; i--)
		if (memcmp(&grid->shapes.items[i - 1], shape, sizeof(*shape)) == 0)
			return (uint32_t)i;
	struct zl_row_shape *kept = zl_builder_add(builder, &grid->shapes);
	if (kept == NULL)
		return 0;
	memcpy(kept, shape, sizeof(*kept));
	return (uint32_t)count + 1;
}

enum zl_status
zl_grid_add(struct zl_grid *grid, struct zl_builder *builder, unsigned depth,
	    enum zl_grid_kind kind, const struct zl_row_shape *shape)
{
	if (grid->ends.count >= builder->limits->paragraphs) {
		zl_fault_set(builder->fault, ZL_TOO_MANY, "more than %llu paragraphs",
			     (unsigned long long)builder->limits->paragraphs);
		return ZL_FAILED;
	}
	struct zl_grid_end *end = zl_builder_add(builder, &grid->ends);
	if (end == NULL)
		return ZL_FAILED;
	end->depth = (uint8_t)(depth < ZL_GRID_DEPTH ? depth : ZL_GRID_DEPTH);
	end->kind = (uint8_t)kind;
	if (kind == ZL_GRID_ROW && shape != NULL) {
		end->shape = keep_shape(grid, builder, shape);
		return end->shape == 0 ? ZL_FAILED : ZL_DONE;
	}
	return ZL_DONE;
}

/* What has been met of the tables at each depth, going backwards. */
struct walk {
	struct zl_grid *grid;
	struct zl_builder *builder;
	uint32_t current[ZL_GRID_DEPTH + 1]; /* index + 1 of the row; 0 outside of one */
	unsigned deepest;
};

/* Ends the rows that are deeper than depth: they begin behind the end. */
static void
leave(struct walk *walk, unsigned depth, uint32_t end)
{
	for (; walk->deepest > depth; walk->deepest--) {
		uint32_t row = walk->current[walk->deepest];
		walk->grid->rows.items[row - 1].first = end + 1;
		walk->current[walk->deepest] = 0;
	}
}

static bool
enter(struct walk *walk, unsigned depth, uint32_t end)
{
	struct zl_grid_row *row = zl_builder_add(walk->builder, &walk->grid->rows);

	if (row == NULL)
		return false;
	*row = (struct zl_grid_row){.last = end,
				    .depth = (uint8_t)depth,
				    .outer = depth == 1 ? 0 : walk->current[depth - 1],
				    .shape = walk->grid->ends.items[end].shape};
	walk->current[depth] = (uint32_t)walk->grid->rows.count;
	walk->deepest = depth;
	return true;
}

static void
find_rows(struct walk *walk)
{
	for (size_t i = walk->grid->ends.count; i-- > 0;) {
		struct zl_grid_end *end = &walk->grid->ends.items[i];
		if (end->depth > walk->deepest + 1)
			end->depth = (uint8_t)(walk->deepest + 1);
		leave(walk,
		      end->kind == ZL_GRID_ROW && end->depth > 0 ? end->depth - 1U : end->depth,
		      (uint32_t)i);
		if (end->depth > walk->deepest && !enter(walk, end->depth, (uint32_t)i))
			return;
		end->row = end->depth == 0 ? 0 : walk->current[end->depth];
	}
	leave(walk, 0, UINT32_MAX);
}

static const struct zl_row_shape *
shape_of(const struct zl_grid *grid, const struct zl_grid_row *row)
{
	return row->shape == 0 ? NULL : &grid->shapes.items[row->shape - 1];
}

/* Two tables may touch where at least one floats: then they have different places. */
static bool
same_place(const struct zl_row_shape *a, const struct zl_row_shape *b)
{
	if (a == NULL || b == NULL || (!a->floats && !b->floats))
		return true;
	return a->floats == b->floats && a->x == b->x && a->y == b->y;
}

/* Whether the row goes on with the table of the one before it at its depth. */
static bool
goes_on(const struct zl_grid *grid, const struct zl_grid_row *before, const struct zl_grid_row *row)
{
	return before->last + 1 == row->first &&
	       same_place(shape_of(grid, before), shape_of(grid, row));
}

/* Gives each row its table. */
static bool
find_tables(struct zl_grid *grid, struct zl_builder *builder)
{
	const struct zl_grid_row *before[ZL_GRID_DEPTH + 1] = {0};

	for (size_t i = grid->rows.count; i-- > 0;) {
		struct zl_grid_row *row = &grid->rows.items[i];
		const struct zl_grid_row *last = before[row->depth];
		if (last != NULL && goes_on(grid, last, row)) {
			row->table = last->table;
		} else {
			if (zl_builder_add(builder, &grid->tables) == NULL)
				return false;
			row->table = (uint32_t)grid->tables.count - 1;
		}
		before[row->depth] = row;
	}
	return true;
}

/* An edge of a table. */
struct edge {
	uint32_t table;
	int16_t at;
};

static int
by_place(const void *a, const void *b)
{
	const struct edge *x = a, *y = b;

	if (x->table != y->table)
		return x->table < y->table ? -1 : 1;
	return x->at < y->at ? -1 : x->at > y->at;
}

typedef ZL_VECTOR(struct edge) edge_list;

/* Collects the edges of all rows; of rows that are shaped alike, once in a table. */
static bool
collect(const struct zl_grid *grid, struct zl_builder *builder, edge_list *out)
{
	uint32_t table = UINT32_MAX, shape = 0;

	for (size_t i = grid->rows.count; i-- > 0;) {
		const struct zl_grid_row *row = &grid->rows.items[i];
		const struct zl_row_shape *like = shape_of(grid, row);
		if (like == NULL || like->count == 0 ||
		    (row->table == table && row->shape == shape))
			continue;
		table = row->table;
		shape = row->shape;
		for (unsigned j = 0; j <= like->count; j++) {
			struct edge *edge = zl_builder_add(builder, out);
			if (edge == NULL)
				return false;
			*edge = (struct edge){row->table, like->edges[j]};
		}
	}
	return true;
}

static void
make_grids(struct zl_grid *grid, struct zl_builder *builder, const edge_list *all)
{
	for (size_t i = 0; i < all->count; i++) {
		const struct edge *edge = &all->items[i];
		struct zl_grid_table *table = &grid->tables.items[edge->table];
		if (table->count > 0 &&
		    edge->at - grid->edges.items[grid->edges.count - 1] <= NEARLY)
			continue;
		int16_t *kept = zl_builder_add(builder, &grid->edges);
		if (kept == NULL)
			return;
		*kept = edge->at;
		if (table->count++ == 0)
			table->first = grid->edges.count - 1;
	}
}

void
zl_grid_settle(struct zl_grid *grid, struct zl_builder *builder)
{
	struct walk walk = {.grid = grid, .builder = builder};
	edge_list all = {0};

	find_rows(&walk);
	if (builder->fault->code == ZL_OK && find_tables(grid, builder) &&
	    collect(grid, builder, &all)) {
		if (all.count > 0)
			qsort(all.items, all.count, sizeof(*all.items), by_place);
		make_grids(grid, builder, &all);
	}
	free(all.items);
}

static int
by_edge(const void *key, const void *item)
{
	int16_t a = *(const int16_t *)key, b = *(const int16_t *)item;

	return a < b ? -1 : a > b;
}

uint32_t
zl_grid_column(const struct zl_grid *grid, uint32_t table, int16_t edge)
{
	const struct zl_grid_table *edges = &grid->tables.items[table];
	size_t behind = edges->count == 0
			    ? 0
			    : zl_search_behind(&edge, grid->edges.items + edges->first,
					       edges->count, sizeof(edge), by_edge);

	return behind == 0 ? 0 : (uint32_t)behind - 1;
}

void
zl_grid_free(struct zl_grid *grid)
{
	free(grid->ends.items);
	free(grid->shapes.items);
	free(grid->rows.items);
	free(grid->tables.items);
	free(grid->edges.items);
	free(grid->open);
	*grid = (struct zl_grid){0};
}
