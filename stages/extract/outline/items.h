/* items.h: what the finding of enumerated problems and of the answers to them shares. */
#ifndef ZL_ITEMS_H
#define ZL_ITEMS_H

#include "response.h"

struct zl_itemising {
	struct zl_engine *engine;
	struct zl_parts parts; /* the text that may enumerate, a part a line */
	struct zl_marks all;   /* the marks found, in the order of the lines */
	size_t compared;       /* how often a name was held against a problem */
	ZL_VECTOR(struct zl_line) out;
};

/* ---- items.c ---- */

/* Adds view[from, to) of the line to the parts, unless it is empty.  False: no memory. */
bool zl_items_part(struct zl_itemising *, uint32_t line, uint32_t from, uint32_t to);

/* Adds a mark; its part is the line.  False: no memory. */
bool zl_items_mark(struct zl_itemising *, const struct zl_mark *mark);

/* Adds the marks of the enumeration in the parts.  False: a fault. */
bool zl_items_take(struct zl_itemising *);

/* ---- listing.c ---- */

/*
 * Adds the marks of problems that the unit enumerates behind a lead, and of the answers to them
 * that stand behind the problems.  False: a fault.
 */
bool zl_items_listings(struct zl_itemising *, size_t unit);

#endif
