/*
 * form.c: tables of rows that are a label and a value each, and records of labelled lines: each is
 * a finding, or several where the label of the problem comes again.
 */
#include "making.h"

/* What is no label with a value: the number of a block, an attribute on its line, other text. */
static bool
take_alone(struct zl_making *making, const struct zl_cell *cell)
{
	struct zl_builder *builder = making->builder;
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[cell->from];

	if (making->block && cell->column == 1 && cell->header == NULL)
		return zl_making_problem(making) != NULL &&
		       (line->label_end < line->end
			    ? zl_making_state(making, cell, NULL)
			    : zl_making_cell(builder, making->problem, ZL_NODE_NUMBER, cell, NULL));
	if (!making->block || cell->header == NULL || cell->header->role != ZL_ROLE_ATTRIBUTE)
		return zl_making_lines(builder, making->node, cell);
	struct zl_part part = {.kind = ZL_PART_ATTRIBUTE,
			       .line = cell->from,
			       .stretch = {line->start, line->end},
			       .rule = cell->header,
			       .value = {line->label_end, line->end}};
	/* Behind a response it may stand amid it. */
	return making->response.parts.count == 0
		   ? zl_build_attribute(builder, making->node, &part)
		   : zl_response_attribute(engine, &part, &making->response);
}

/* A numbered label alone before a problem is the heading of a section with the finding. */
static bool
begin_block(struct zl_builder *builder, struct zl_node **parent, const struct zl_grid *grid,
	    uint32_t *first)
{
	const struct zl_cell *label = grid->cells.items;
	const struct zl_line *line = &builder->engine->lines.items[label->from];

	if (!grid->block || !zl_making_may_hold_sections(*parent) || line->shape == 0 ||
	    label->header == NULL || label->header->role != ZL_ROLE_STATEMENT ||
	    zl_grid_row_end(grid, 0) < 2 || line[1].n == line->n)
		return true;
	*first = 1;
	*parent = zl_making_section(builder, *parent, label, label->header);
	if (*parent != NULL)
		(*parent)->ordinal = line->ordinal;
	return *parent != NULL;
}

enum zl_status
zl_build_form(struct zl_builder *builder, struct zl_node *parent, const struct zl_grid *grid)
{
	struct zl_making making = {.builder = builder, .block = grid->block};
	uint32_t first = 0;
	bool done = begin_block(builder, &parent, grid, &first);

	for (uint32_t i = first; done && i < grid->cells.count;) {
		const struct zl_cell *cell = &grid->cells.items[i];
		uint32_t end = zl_grid_row_end(grid, i);
		bool labelled = cell->header != NULL && i + 1 < end;
		const struct zl_rule *rule = labelled ? cell->header : NULL;
		/* The value whose label is the section's heading. */
		if (first == 1 && i == 1)
			rule = grid->cells.items[0].header;
		/* A second problem in the same table is another finding. */
		if (making.node != NULL && rule != NULL && rule->role == ZL_ROLE_STATEMENT &&
		    making.stated && !grid->block) {
			done = zl_making_end(&making, parent);
			making = (struct zl_making){.builder = builder};
		}
		if (making.node == NULL && done)
			done = zl_making_begin(&making, parent);
		if (done && rule != NULL)
			done =
			    zl_making_take(&making, labelled ? cell : NULL, cell + labelled, rule);
		else if (done)
			done = take_alone(&making, cell);
		i += labelled ? 2 : 1;
	}
	return making.node == NULL ? done : zl_making_end(&making, parent) && done;
}
