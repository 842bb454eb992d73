/*
 * jsonl.c: export --to jsonl: a report a line, its other tables as lists in it.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export.h"
#include "pipeline/common/json.h"

struct jsonl {
	struct zl_sink *sink; /* NULL: standard output */
	struct zl_buffer line;
};

static enum zl_status
begin(struct zl_export *export)
{
	struct jsonl *jsonl = export->data = calloc(1, sizeof(*jsonl));

	if (jsonl == NULL)
		return ZL_FAILED;
	if (strcmp(export->options.destination, "-") != 0) {
		jsonl->sink = zl_sink_open(&export->destination, "records.jsonl");
		if (jsonl->sink == NULL)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

static enum zl_status
write_line(struct jsonl *jsonl)
{
	struct zl_buffer *line = &jsonl->line;

	zl_buffer_byte(line, '\n');
	if (line->failed)
		return ZL_FAILED;
	if (jsonl->sink == NULL)
		return fwrite(line->data, 1, line->length, stdout) == line->length ? ZL_DONE
										   : ZL_FAILED;
	zl_sink_write(jsonl->sink, line->data, line->length);
	return jsonl->sink->failed ? ZL_FAILED : ZL_DONE;
}

/* The members of a row, from a column on; absent cells have none. */
static void
add_members(struct zl_buffer *line, const struct zl_table_shape *table,
	    const struct zl_string *cells, size_t from)
{
	for (size_t i = from; i < table->count; i++) {
		if (cells[i].data == NULL)
			continue;
		zl_json_member(line, table->columns[i].name);
		if (table->columns[i].integer)
			zl_buffer_add(line, cells[i].data, cells[i].length);
		else
			zl_json_string(line, cells[i].data, cells[i].length);
	}
}

static void
add_list(struct zl_buffer *line, const struct zl_record_rows *rows, enum zl_record_table table)
{
	/* Reports have counts called findings, flags and losses. */
	static const char *const names[ZL_RECORD_TABLES] = {[ZL_TABLE_FINDINGS] = "finding_list",
							    [ZL_TABLE_FLAGS] = "flag_list",
							    [ZL_TABLE_LOSSES] = "loss_list"};
	const struct zl_table_shape *shape = &zl_tables[table];

	zl_json_member(line, names[table] == NULL ? shape->name : names[table]);
	zl_buffer_byte(line, '[');
	for (size_t i = 0; i < rows->tables[table].count; i++) {
		zl_buffer_text(line, i == 0 ? "{" : ",{");
		add_members(line, shape, zl_rows_at(rows, table, i), 1);
		zl_buffer_byte(line, '}');
	}
	zl_buffer_byte(line, ']');
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct jsonl *jsonl = export->data;
	struct zl_buffer *line = &jsonl->line;

	zl_buffer_clear(line);
	zl_buffer_byte(line, '{');
	if (export->documents.since > 0)
		zl_buffer_text(line, "\"op\":\"put\"");
	add_members(line, &zl_tables[ZL_TABLE_REPORTS], zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0),
		    0);
	for (size_t table = ZL_TABLE_REPORTS + 1; table < ZL_RECORD_TABLES; table++)
		add_list(line, item->rows, (enum zl_record_table)table);
	zl_buffer_byte(line, '}');
	return write_line(jsonl);
}

/* Since a token a deletion, in a full export what failed. */
static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	struct jsonl *jsonl = export->data;
	bool deletes = export->documents.since > 0;
	enum zl_record_table table = deletes ? ZL_TABLE_DELETED : ZL_TABLE_FAILURES;
	struct zl_string cells[ZL_FAILURES_COLUMNS];

	if (!deletes && item->kind != ZL_DOCUMENT_WITHDRAWN)
		return ZL_DONE;
	zl_gone_cells(item, table, cells);
	zl_buffer_clear(&jsonl->line);
	zl_buffer_text(&jsonl->line, deletes ? "{\"op\":\"delete\"" : "{\"op\":\"failed\"");
	add_members(&jsonl->line, &zl_tables[table], cells, 0);
	zl_buffer_byte(&jsonl->line, '}');
	export->rows[table]++;
	return write_line(jsonl);
}

static enum zl_status
end(struct zl_export *export)
{
	struct jsonl *jsonl = export->data;
	struct zl_sink *sink = jsonl->sink;

	jsonl->sink = NULL;
	if (sink == NULL)
		return fflush(stdout) == 0 ? ZL_DONE : ZL_FAILED;
	return zl_sink_close(sink, NULL);
}

static void
release(struct zl_export *export)
{
	struct jsonl *jsonl = export->data;

	if (jsonl != NULL) {
		zl_sink_drop(jsonl->sink);
		zl_buffer_free(&jsonl->line);
	}
	free(jsonl);
}

const struct zl_target zl_target_jsonl = {
    .name = "jsonl",
    .incremental = true,
    .begin = begin,
    .put = put,
    .gone = gone,
    .end = end,
    .free = release,
};
