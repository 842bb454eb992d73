/* making.h: a finding made of cells: of a row of a ledger, of a form, of labelled lines. */
#ifndef ZL_MAKING_H
#define ZL_MAKING_H

#include "table.h"

/* A finding being made of cells. */
struct zl_making {
	struct zl_builder *builder;
	struct zl_node *node, *problem;
	struct zl_parts response;
	bool stated;
	bool block; /* of labelled lines, no table */
};

/* Begins the finding under parent.  All that return bool: false, no memory. */
bool zl_making_begin(struct zl_making *, struct zl_node *parent);

/* The finding's problem, which begins where the first cell of it stands.  NULL: no memory. */
struct zl_node *zl_making_problem(struct zl_making *);

/* States the problem, whose element has begun, with the cell. */
bool zl_making_state(struct zl_making *, const struct zl_cell *cell, const struct zl_rule *rule);

/* What the cell, behind its label or NULL, is to the finding by the rule of its column or label. */
bool zl_making_take(struct zl_making *, const struct zl_cell *label, const struct zl_cell *cell,
		    const struct zl_rule *rule);

/* Adds the response; outside gets what stands behind the finding. */
bool zl_making_end(struct zl_making *, struct zl_node *outside);

/* Whether all that the cell says is what never is a finding, nor an answer: 8个问题, / */
bool zl_making_is_never(struct zl_engine *, const struct zl_cell *cell);

/* The cell's lines as they stand; the cell in an element of the kind. */
bool zl_making_lines(struct zl_builder *, struct zl_node *parent, const struct zl_cell *cell);
bool zl_making_cell(struct zl_builder *, struct zl_node *parent, enum zl_node_kind kind,
		    const struct zl_cell *cell, const struct zl_rule *rule);

/* Whether sections may stand in what a table stands in: not in a finding. */
bool zl_making_may_hold_sections(const struct zl_node *parent);

/* A section under parent whose heading is the cell.  NULL: no memory. */
struct zl_node *zl_making_section(struct zl_builder *, struct zl_node *parent,
				  const struct zl_cell *cell, const struct zl_rule *rule);

#endif
