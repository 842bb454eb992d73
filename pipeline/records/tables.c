/* tables.c: the shapes of tables.h as data, and rows that grow. */
#include "tables.h"

#include <stdlib.h>
#include <string.h>

#include "base/vector.h"

enum { TYPE_TEXT, TYPE_INTEGER };

#define COLUMN(table, identifier, name, type) {name, TYPE_##type == TYPE_INTEGER},
#define COLUMNS(table, name, keys)                                                                 \
	static const struct zl_column name##_columns[] = {ZL_COLUMNS_##table(COLUMN)};
ZL_TABLES(COLUMNS)
#undef COLUMNS
#undef COLUMN

#define SHAPE(table, name, keys)                                                                   \
	[ZL_TABLE_##table] = {#name, keys, name##_columns, ZL_##table##_COLUMNS},
const struct zl_table_shape zl_tables[ZL_TABLE_COUNT] = {ZL_TABLES(SHAPE)};
#undef SHAPE

struct zl_string *
zl_rows_add(struct zl_record_rows *rows, enum zl_record_table table)
{
	struct zl_rows *grown = &rows->tables[table];

	return zl_vector_grow((void **)&grown->cells, &grown->count, &grown->capacity,
			      zl_tables[table].count * sizeof(*grown->cells));
}

void
zl_rows_clear(struct zl_record_rows *rows)
{
	zl_arena_free(&rows->arena);
	for (size_t i = 0; i < ZL_TABLE_COUNT; i++)
		rows->tables[i].count = 0;
}

void
zl_rows_free(struct zl_record_rows *rows)
{
	zl_arena_free(&rows->arena);
	for (size_t i = 0; i < ZL_TABLE_COUNT; i++)
		free(rows->tables[i].cells);
	*rows = (struct zl_record_rows){0};
}
