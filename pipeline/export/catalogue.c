/*
 * catalogue.c: export --to catalogue: 归档文件目录 as .xlsx and .csv, what archive systems import;
 */
#include "source.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "csv.h"
#include "csv_read.h"
#include "export.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"
#include "program.h"
#include "spreadsheet.h"

enum { MOST_COLUMNS = 64 };

struct catalogue {
	struct zl_sheet_column titles[MOST_COLUMNS];
	enum zl_field fields[MOST_COLUMNS];
	size_t count;
	struct zl_arena arena;
	struct zl_workbook *workbook;
	struct zl_sheet *sheet;
	struct zl_sink *csv;
};

/* The columns of a class that a real system imports. */
static const struct {
	const char *title;
	enum zl_field field;
} usual[] = {
    {"档号", ZL_FIELD_CODE},
    {"全宗号", ZL_FIELD_FONDS},
    {"档案门类代码", ZL_FIELD_CATEGORY},
    {"归档年度", ZL_FIELD_YEAR},
    {"保管期限", ZL_FIELD_RETENTION},
    {"机构（问题）", ZL_FIELD_OFFICE},
    {"件号", ZL_FIELD_ITEM},
    {"责任者", ZL_FIELD_AUTHOR},
    {"题名", ZL_FIELD_TITLE},
    {"文号", ZL_FIELD_NUMBER},
    {"文件时间", ZL_FIELD_DATE},
    {"页数", ZL_FIELD_PAGES},
    {"密级", ZL_FIELD_SECRECY},
    {"备注", ZL_FIELD_NOTE},
};

static const char *
trim(const char *text, size_t *length)
{
	while (*length > 0 && strchr(" \t\r", text[*length - 1]) != NULL)
		--*length;
	while (*length > 0 && strchr(" \t", *text) != NULL) {
		text++;
		--*length;
	}
	return text;
}

/* A line NAME = FIELD of --columns; an empty one, or one that begins with #, says nothing. */
static enum zl_status
add_column(struct catalogue *catalogue, const char *path, unsigned number, const char *line,
	   size_t length)
{
	line = trim(line, &length);
	if (length == 0 || line[0] == '#')
		return ZL_DONE;
	const char *sign = memrchr(line, '=', length);
	size_t name = sign == NULL ? 0 : (size_t)(sign - line);
	size_t field = sign == NULL ? 0 : length - name - 1;
	const char *value = sign == NULL ? NULL : trim(sign + 1, &field);
	line = trim(line, &name);
	struct zl_string title;

	catalogue->fields[catalogue->count] =
	    value == NULL ? ZL_FIELD_COUNT : zl_field_of(value, field);
	if (name == 0 || catalogue->fields[catalogue->count] == ZL_FIELD_COUNT ||
	    catalogue->count == MOST_COLUMNS - 1 ||
	    !zl_arena_copy(&catalogue->arena, line, name, &title)) {
		zl_message("%s:%u: it is to be NAME = FIELD, at most %d times", path, number,
			   MOST_COLUMNS - 1);
		return ZL_FAILED;
	}
	catalogue->titles[catalogue->count++] = (struct zl_sheet_column){title.data, 16};
	return ZL_DONE;
}

static enum zl_status
read_columns(struct catalogue *catalogue, const char *path)
{
	struct zl_csv_file file;
	struct zl_buffer words = {0};
	bool sound = zl_csv_load(&file, path, NULL, &words);
	unsigned number = 1;

	if (!sound)
		zl_message("%s: %s", path, words.data == NULL ? "out of memory" : words.data);
	for (size_t at = file.at, size; sound && at < file.text.length; at += size + 1) {
		const char *line = file.text.data + at;
		size = strcspn(line, "\n");
		sound = add_column(catalogue, path, number++, line, size);
	}
	if (sound && catalogue->count == 0) {
		zl_message("%s: there is no column in it", path);
		sound = false;
	}
	zl_csv_free(&file);
	zl_buffer_free(&words);
	return sound ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
choose_columns(struct catalogue *catalogue, const char *path)
{
	if (path != NULL)
		return read_columns(catalogue, path);
	for (size_t i = 0; i < sizeof(usual) / sizeof(usual[0]); i++) {
		catalogue->titles[i] = (struct zl_sheet_column){usual[i].title, 16};
		catalogue->fields[i] = usual[i].field;
	}
	catalogue->count = sizeof(usual) / sizeof(usual[0]);
	return ZL_DONE;
}

static const char xlsx_name[] = "归档文件目录.xlsx";

static enum zl_status
begin(struct zl_export *export)
{
	struct catalogue *catalogue = export->data = calloc(1, sizeof(*catalogue));
	struct zl_string titles[MOST_COLUMNS];
	struct zl_buffer path = {0};

	if (catalogue == NULL || !choose_columns(catalogue, export->options.columns))
		return ZL_FAILED;
	int64_t time =
	    zl_state_number(&export->documents.state, "SELECT coalesce(max(started), 0) FROM runs");
	zl_buffer_format(&path, "%s/%s", export->destination.part, xlsx_name);
	if (time >= 0 && !path.failed)
		catalogue->workbook = zl_workbook_new(path.data, export->destination.part, time);
	zl_buffer_free(&path);
	if (catalogue->workbook == NULL)
		return ZL_FAILED;
	catalogue->sheet = zl_workbook_sheet(catalogue->workbook, "归档文件目录", catalogue->titles,
					     catalogue->count);
	catalogue->csv = zl_sink_open(&export->destination, "归档文件目录.csv");
	if (catalogue->sheet == NULL || catalogue->csv == NULL)
		return ZL_FAILED;
	if (!export->options.no_bom)
		zl_sink_text(catalogue->csv, "\357\273\277");
	for (size_t i = 0; i < catalogue->count; i++)
		titles[i] = zl_string(catalogue->titles[i].title);
	zl_csv_row(catalogue->csv, titles, catalogue->count);
	return ZL_DONE;
}

/* The source beside the list, called by its 档号, so that a system can hang it up by name. */
static enum zl_status
lay_source(struct zl_export *export, const struct zl_export_item *item)
{
	struct zl_buffer path = {0};
	struct zl_string code = item->fields->values[ZL_FIELD_CODE];
	const char *name = item->document->path.data;
	const char *dot = strrchr(name, '.');

	zl_buffer_text(&path, "原文/");
	zl_component(&path, code.data, code.length, "");
	if (dot != NULL && strchr(dot, '/') == NULL && strlen(dot) <= 8)
		zl_buffer_text(&path, dot);
	enum zl_status done =
	    path.failed ? ZL_FAILED : zl_source_copy(export, item->document, path.data);
	zl_buffer_free(&path);
	return done;
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct catalogue *catalogue = export->data;
	struct zl_string cells[MOST_COLUMNS];
	bool fits;

	for (size_t i = 0; i < catalogue->count; i++)
		cells[i] = item->fields->values[catalogue->fields[i]];
	if (zl_sheet_rows(catalogue->sheet) == ZL_SHEET_ROWS) {
		zl_message("more documents than a sheet has rows; export them by --select");
		return ZL_FAILED;
	}
	if (!zl_sheet_row(catalogue->sheet, cells, catalogue->count, &fits))
		return ZL_FAILED;
	zl_csv_row(catalogue->csv, cells, catalogue->count);
	if (catalogue->csv->failed)
		return ZL_FAILED;
	return export->options.files ? lay_source(export, item) : ZL_DONE;
}

static enum zl_status
end(struct zl_export *export)
{
	struct catalogue *catalogue = export->data;
	struct zl_workbook *workbook = catalogue->workbook;
	struct zl_sink *csv = catalogue->csv;

	catalogue->workbook = NULL;
	catalogue->csv = NULL;
	bool done = zl_workbook_close(workbook);
	done = zl_sink_close(csv, NULL) && done;
	return done && zl_destination_adopt(&export->destination, xlsx_name) ? ZL_DONE : ZL_FAILED;
}

static void
release(struct zl_export *export)
{
	struct catalogue *catalogue = export->data;

	if (catalogue != NULL) {
		zl_workbook_drop(catalogue->workbook);
		zl_sink_drop(catalogue->csv);
		zl_arena_free(&catalogue->arena);
	}
	free(catalogue);
}

const struct zl_target zl_target_catalogue = {
    .name = "catalogue",
    .wants = "档号 全宗号 档案门类代码 年度 保管期限 件号 题名 责任者 日期 密级",
    .incremental = true,
    .begin = begin,
    .put = put,
    .end = end,
    .free = release,
};
