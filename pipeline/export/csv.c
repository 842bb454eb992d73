/* csv.c: export --to csv: a file for each table. */
#include "csv.h"

#include <stdio.h>
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

struct csv {
	struct zl_sink *sinks[ZL_TABLE_COUNT];
};

static enum zl_status
begin(struct zl_export *export)
{
	struct csv *csv = export->data = calloc(1, sizeof(*csv));
	enum zl_table last = export->documents.since > 0 ? ZL_TABLE_DELETED : ZL_TABLE_FAILURES;
	char path[64];

	if (csv == NULL)
		return ZL_FAILED;
	for (size_t i = 0; i <= (size_t)last; i++) {
		if (i == ZL_TABLE_FAILURES && last == ZL_TABLE_DELETED)
			continue;
		snprintf(path, sizeof(path), "%s.csv", zl_tables[i].name);
		csv->sinks[i] =
		    zl_csv_open(&export->destination, path, !export->options.no_bom, &zl_tables[i]);
		if (csv->sinks[i] == NULL)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct csv *csv = export->data;

	for (size_t table = 0; table < ZL_RECORD_TABLES; table++) {
		const struct zl_rows *rows = &item->rows->tables[table];
		for (size_t i = 0; i < rows->count; i++)
			zl_csv_row(csv->sinks[table],
				   zl_rows_at(item->rows, (enum zl_table)table, i),
				   zl_tables[table].count);
		if (csv->sinks[table]->failed)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	struct csv *csv = export->data;
	struct zl_string cells[ZL_FAILURES_COLUMNS];
	enum zl_table table =
	    csv->sinks[ZL_TABLE_DELETED] != NULL ? ZL_TABLE_DELETED : ZL_TABLE_FAILURES;

	if (table == ZL_TABLE_FAILURES && item->kind != ZL_DOCUMENT_WITHDRAWN)
		return ZL_DONE;
	zl_gone_cells(item, table, cells);
	zl_csv_row(csv->sinks[table], cells, zl_tables[table].count);
	export->rows[table]++;
	return csv->sinks[table]->failed ? ZL_FAILED : ZL_DONE;
}

static enum zl_status
end(struct zl_export *export)
{
	struct csv *csv = export->data;
	bool done = true;

	for (size_t i = 0; i < ZL_TABLE_COUNT; i++) {
		if (csv->sinks[i] == NULL)
			continue;
		done = zl_sink_close(csv->sinks[i], NULL) && done;
		csv->sinks[i] = NULL;
	}
	return done ? ZL_DONE : ZL_FAILED;
}

static void
release(struct zl_export *export)
{
	struct csv *csv = export->data;

	for (size_t i = 0; csv != NULL && i < ZL_TABLE_COUNT; i++)
		zl_sink_drop(csv->sinks[i]);
	free(csv);
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
