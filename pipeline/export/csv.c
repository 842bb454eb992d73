/* csv.c: export --to csv: a file for each table. */
#include "csv.h"

#include <stdlib.h>
#include <string.h>

#include "export.h"

void
zl_csv_row(struct zl_sink *sink, const struct zl_string *cells, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		const char *from = cells[i].data, *end = from + cells[i].length;
		bool quoted = false;

		if (i > 0)
			zl_sink_text(sink, ",");
		for (const char *at = from; at != end && !quoted; at++)
			quoted = *at == '"' || *at == ',' || *at == '\n' || *at == '\r';
		if (!quoted) {
			zl_sink_write(sink, from == NULL ? "" : from, cells[i].length);
			continue;
		}
		zl_sink_text(sink, "\"");
		for (const char *quote; (quote = memchr(from, '"', (size_t)(end - from))) != NULL;
		     from = quote + 1) {
			zl_sink_write(sink, from, (size_t)(quote - from) + 1);
			zl_sink_text(sink, "\"");
		}
		zl_sink_write(sink, from, (size_t)(end - from));
		zl_sink_text(sink, "\"");
	}
	zl_sink_text(sink, "\r\n");
}

struct zl_sink *
zl_csv_open(struct zl_destination *destination, const char *path, bool bom,
	    const struct zl_table_shape *table)
{
	struct zl_sink *sink = zl_sink_open(destination, path);

	if (sink == NULL)
		return NULL;
	if (bom)
		zl_sink_text(sink, "\357\273\277");
	for (size_t i = 0; i < table->count; i++) {
		zl_sink_text(sink, i == 0 ? "" : ",");
		zl_sink_text(sink, table->columns[i].name);
	}
	zl_sink_text(sink, "\r\n");
	return sink;
}

enum zl_status
zl_csv_tables_open(struct zl_csv_tables *csv, struct zl_export *export, const char *folder,
		   bool bom)
{
	enum zl_record_table last =
	    export->documents.since > 0 ? ZL_TABLE_DELETED : ZL_TABLE_FAILURES;

	for (size_t i = 0; i <= (size_t)last; i++) {
		struct zl_buffer path = {0};
		if (i == ZL_TABLE_FAILURES && last == ZL_TABLE_DELETED)
			continue;
		zl_buffer_format(&path, "%s%s.csv", folder, zl_tables[i].name);
		csv->sinks[i] =
		    path.failed ? NULL
				: zl_csv_open(&export->destination, path.data, bom, &zl_tables[i]);
		zl_buffer_free(&path);
		if (csv->sinks[i] == NULL)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_csv_tables_put(struct zl_csv_tables *csv, const struct zl_record_rows *rows)
{
	for (size_t table = 0; table < ZL_RECORD_TABLES; table++) {
		for (size_t i = 0; i < rows->tables[table].count; i++)
			zl_csv_row(csv->sinks[table],
				   zl_rows_at(rows, (enum zl_record_table)table, i),
				   zl_tables[table].count);
		if (csv->sinks[table]->failed)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_csv_tables_gone(struct zl_csv_tables *csv, struct zl_export *export, const struct zl_item *item)
{
	struct zl_string cells[ZL_FAILURES_COLUMNS];
	enum zl_record_table table =
	    csv->sinks[ZL_TABLE_DELETED] != NULL ? ZL_TABLE_DELETED : ZL_TABLE_FAILURES;

	if (table == ZL_TABLE_FAILURES && item->kind != ZL_DOCUMENT_WITHDRAWN)
		return ZL_DONE;
	zl_gone_cells(item, table, cells);
	zl_csv_row(csv->sinks[table], cells, zl_tables[table].count);
	export->rows[table]++;
	return csv->sinks[table]->failed ? ZL_FAILED : ZL_DONE;
}

enum zl_status
zl_csv_tables_close(struct zl_csv_tables *csv)
{
	bool done = true;

	for (size_t i = 0; i < ZL_TABLE_COUNT; i++) {
		if (csv->sinks[i] == NULL)
			continue;
		done = zl_sink_close(csv->sinks[i], NULL) && done;
		csv->sinks[i] = NULL;
	}
	return done ? ZL_DONE : ZL_FAILED;
}

void
zl_csv_tables_drop(struct zl_csv_tables *csv)
{
	for (size_t i = 0; i < ZL_TABLE_COUNT; i++)
		zl_sink_drop(csv->sinks[i]);
}

static enum zl_status
begin(struct zl_export *export)
{
	export->data = calloc(1, sizeof(struct zl_csv_tables));
	return export->data == NULL
		   ? ZL_FAILED
		   : zl_csv_tables_open(export->data, export, "", !export->options.no_bom);
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	return zl_csv_tables_put(export->data, item->rows);
}

static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	return zl_csv_tables_gone(export->data, export, item);
}

static enum zl_status
end(struct zl_export *export)
{
	return zl_csv_tables_close(export->data);
}

static void
release(struct zl_export *export)
{
	if (export->data != NULL)
		zl_csv_tables_drop(export->data);
	free(export->data);
}

const struct zl_target zl_target_csv = {
    .name = "csv",
    .incremental = true,
    .begin = begin,
    .put = put,
    .gone = gone,
    .end = end,
    .free = release,
};
