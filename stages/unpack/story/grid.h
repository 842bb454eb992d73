/*
 * grid.h: tables of formats that tell what a row is like at its end, and that it is in a table at
 * the end of a paragraph: binary Word and RTF.  What each paragraph ends with is told first, of a
 * whole story; then the paragraphs are set down, and tables, rows and cells open and close by
 * themselves.
 */
#ifndef ZL_GRID_H
#define ZL_GRID_H

#include "builder.h"

enum {
	ZL_GRID_CELLS = 63, /* of a row: Word's own limit, [MS-DOC] 2.9.321 */
	ZL_GRID_DEPTH = 64  /* of tables within tables; deeper ones count as this deep */
};

/* Bits of a cell, as TC80 of [MS-DOC] 2.9.313 has them. */
enum {
	ZL_CELL_FIRST_MERGED = 0x01, /* others to its right are merged into it */
	ZL_CELL_MERGED = 0x02,	     /* merged into the one to its left */
	ZL_CELL_DOWN = 0x20,	     /* merged with the one above */
	ZL_CELL_DOWN_FIRST = 0x40    /* ... no: it begins such a merge itself */
};

/* A row's shape.  To be cleared with memset: shapes are compared as bytes. */
struct zl_row_shape {
	uint16_t count;			  /* of cells; 0 where nothing is said */
	bool floats;			  /* the table has a place of its own on the page */
	int16_t x, y;			  /* this one */
	int16_t edges[ZL_GRID_CELLS + 1]; /* twips */
	uint8_t cells[ZL_GRID_CELLS];	  /* bits */
};

/* What a paragraph ends with. */
enum zl_grid_kind { ZL_GRID_PARAGRAPH, ZL_GRID_CELL, ZL_GRID_ROW };

struct zl_grid_end {
	uint32_t row;	/* index + 1 of the row it is in, at its own depth; 0 for none */
	uint32_t shape; /* index + 1 of the shape of the row that it ends; 0 for none */
	uint8_t depth;	/* of tables; 0 outside of them */
	uint8_t kind;
};

struct zl_grid_row {
	uint32_t first, last; /* ends */
	uint32_t outer;	      /* index + 1 of the row of the table around it; 0 for none */
	uint32_t table;	      /* index into tables */
	uint32_t shape;	      /* index + 1; 0 for none */
	uint8_t depth;
};

/* The edges that a table's rows have between them. */
struct zl_grid_table {
	size_t first, count;
};

/* A row that is being set down. */
struct zl_grid_open {
	uint32_t row;  /* index + 1 */
	unsigned cell; /* counted from 0 */
	bool in_cell;
};

/* Zero-initialised, it is empty and ready. */
struct zl_grid {
	ZL_VECTOR(struct zl_grid_end) ends;
	ZL_VECTOR(struct zl_row_shape) shapes;
	ZL_VECTOR(struct zl_grid_row) rows;
	ZL_VECTOR(struct zl_grid_table) tables;
	ZL_VECTOR(int16_t) edges;  /* twips; of each table rising, and no two nearly the same */
	struct zl_grid_open *open; /* rows, by depth from 1; NULL before the first */
	unsigned depth;		   /* of them */
};

/*
 * Tells what the next paragraph ends with; shape is that of the row that ends, or NULL.  ZL_FAILED,
 * and the builder's fault set, when memory or the limit of paragraphs runs out.
 */
enum zl_status zl_grid_add(struct zl_grid *, struct zl_builder *, unsigned depth, enum zl_grid_kind,
			   const struct zl_row_shape *shape);

/* All have been told: finds rows and tables.  The builder's fault is set when memory is out. */
void zl_grid_settle(struct zl_grid *, struct zl_builder *);

/* Opens and closes tables, rows and cells so that paragraph i can stand where it does. */
void zl_grid_enter(struct zl_grid *, struct zl_builder *, size_t i);

/* Ends what paragraph i ends: a cell. */
void zl_grid_leave(struct zl_grid *, struct zl_builder *, size_t i);

/* Closes what is open. */
void zl_grid_close(struct zl_grid *, struct zl_builder *);

/* Where the edge stands on the grid of the table, counted from 0. */
uint32_t zl_grid_column(const struct zl_grid *, uint32_t table, int16_t edge);

void zl_grid_free(struct zl_grid *);

#endif
