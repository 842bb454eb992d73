/* table.c: tables: ledgers, forms, and others. */
#include "extract/build.h"

/* A table as it stands. */
static bool
build_plain(struct zl_builder *builder, struct zl_node *parent, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_paragraph *paragraphs = engine->document->paragraphs.items;
	struct zl_node *table = zl_build_node(builder, parent, ZL_NODE_TABLE, NULL);
	struct zl_node *row = NULL, *cell = NULL;

	if (table == NULL)
		return false;
	table->table = paragraphs[engine->lines.items[from].n - 1].table;
	for (uint32_t i = from; i < to; i++) {
		const struct zl_paragraph *paragraph = &paragraphs[engine->lines.items[i].n - 1];
		if (row == NULL || row->ordinal != paragraph->row) {
			row = zl_build_node(builder, table, ZL_NODE_ROW, NULL);
			cell = NULL;
			if (row == NULL)
				return false;
			row->ordinal = paragraph->row;
		}
		if (cell == NULL || cell->ordinal != paragraph->column) {
			cell = zl_build_node(builder, row, ZL_NODE_CELL, NULL);
			if (cell == NULL)
				return false;
			cell->ordinal = paragraph->column;
		}
		if (!zl_build_line(builder, cell, i, engine->lines.items[i].start))
			return false;
	}
	return true;
}

bool
zl_build_table(struct zl_builder *builder, struct zl_node *parent, uint32_t index, uint32_t *end)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_paragraph *paragraphs = engine->document->paragraphs.items;
	uint32_t table = paragraphs[engine->lines.items[index].n - 1].table;

	*end = index;
	while (*end < engine->lines.count && engine->lines.items[*end].kind == ZL_LINE_CELL &&
	       paragraphs[engine->lines.items[*end].n - 1].table == table)
		++*end;
	return build_plain(builder, parent, index, *end);
}
