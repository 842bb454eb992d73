/* spreadsheet.c: see spreadsheet.h. */
#include "spreadsheet.h"

#include <stdlib.h>
#include <string.h>
#include <xlsxwriter.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "pipeline/common/loading.h"
#include "pipeline/common/message.h"
#include "spreadsheet_check.h"

/* What is called of the library, which no worker needs to have, in the version of the headers. */
#define ZL_XLSXWRITER "libxlsxwriter.so." LXW_SOVERSION
#define FUNCTIONS(X)                                                                               \
	X(workbook_new_opt)                                                                        \
	X(workbook_add_worksheet)                                                                  \
	X(workbook_add_format)                                                                     \
	X(workbook_set_properties)                                                                 \
	X(workbook_close)                                                                          \
	X(worksheet_write_string)                                                                  \
	X(worksheet_set_column)                                                                    \
	X(worksheet_freeze_panes)                                                                  \
	X(worksheet_autofilter)                                                                    \
	X(worksheet_set_landscape)                                                                 \
	X(worksheet_fit_to_pages)                                                                  \
	X(worksheet_repeat_rows)                                                                   \
	X(format_set_text_wrap)                                                                    \
	X(format_set_align)                                                                        \
	X(format_set_bold)                                                                         \
	X(lxw_strerror)

#define POINTER(name) __typeof__(name) *name;
#define LOADING(name) ZL_LOADING(xlsx, name)
static struct {
	FUNCTIONS(POINTER)
} xlsx;

struct zl_sheet {
	struct zl_workbook *workbook;
	lxw_worksheet *sheet;
	uint32_t rows;
	size_t columns;
	struct zl_sheet *next;
};

struct zl_workbook {
	lxw_workbook *workbook;
	lxw_format *header, *cell;
	struct zl_sheet *sheets;
	struct zl_sheet_sums sums; /* what went in */
	struct zl_buffer text;
	char *path, *folder;
};

static bool
load(void)
{
	static const struct zl_loading functions[] = {FUNCTIONS(LOADING)};

	return xlsx.workbook_new_opt != NULL ||
	       zl_load(ZL_XLSXWRITER, "libxlsxwriter" LXW_SOVERSION, functions,
		       sizeof(functions) / sizeof(functions[0]));
}

struct zl_workbook *
zl_workbook_new(const char *path, const char *folder, int64_t time)
{
	struct zl_workbook *workbook = load() ? calloc(1, sizeof(*workbook)) : NULL;

	if (workbook == NULL)
		return NULL;
	workbook->path = strdup(path);
	workbook->folder = strdup(folder);
	lxw_workbook_options options = {.constant_memory = LXW_TRUE, .tmpdir = workbook->folder};
	lxw_doc_properties properties = {.created = (time_t)(time / 1000000000)};
	if (workbook->path != NULL && workbook->folder != NULL)
		workbook->workbook = xlsx.workbook_new_opt(workbook->path, &options);
	if (workbook->workbook == NULL) {
		zl_message("%s: it cannot be made", path);
		zl_workbook_drop(workbook);
		return NULL;
	}
	xlsx.workbook_set_properties(workbook->workbook, &properties);
	workbook->header = xlsx.workbook_add_format(workbook->workbook);
	workbook->cell = xlsx.workbook_add_format(workbook->workbook);
	xlsx.format_set_bold(workbook->header);
	xlsx.format_set_text_wrap(workbook->header);
	xlsx.format_set_text_wrap(workbook->cell);
	xlsx.format_set_align(workbook->cell, LXW_ALIGN_VERTICAL_TOP);
	return workbook;
}

static void
release(struct zl_workbook *workbook)
{
	for (struct zl_sheet *sheet = workbook->sheets, *next; sheet != NULL; sheet = next) {
		next = sheet->next;
		free(sheet);
	}
	zl_buffer_free(&workbook->text);
	free(workbook->path);
	free(workbook->folder);
	free(workbook);
}

enum zl_status
zl_workbook_close(struct zl_workbook *workbook)
{
	for (struct zl_sheet *sheet = workbook->sheets; sheet != NULL; sheet = sheet->next)
		xlsx.worksheet_autofilter(sheet->sheet, 0, 0, sheet->rows > 1 ? sheet->rows - 1 : 1,
					  (lxw_col_t)(sheet->columns - 1));
	lxw_error error = xlsx.workbook_close(workbook->workbook);
	if (error != LXW_NO_ERROR)
		zl_message("%s: %s", workbook->path, xlsx.lxw_strerror(error));
	bool done = error == LXW_NO_ERROR && zl_spreadsheet_check(workbook->path, &workbook->sums);
	release(workbook);
	return done ? ZL_DONE : ZL_FAILED;
}

void
zl_workbook_drop(struct zl_workbook *workbook)
{
	if (workbook == NULL)
		return;
	/* The library frees a workbook only by writing it. */
	if (workbook->workbook != NULL)
		xlsx.workbook_close(workbook->workbook);
	release(workbook);
}

struct zl_sheet *
zl_workbook_sheet(struct zl_workbook *workbook, const char *name,
		  const struct zl_sheet_column *columns, size_t count)
{
	struct zl_sheet *sheet = calloc(1, sizeof(*sheet));

	if (sheet == NULL)
		return NULL;
	sheet->workbook = workbook;
	sheet->next = workbook->sheets;
	workbook->sheets = sheet;
	sheet->columns = count;
	sheet->sheet = xlsx.workbook_add_worksheet(workbook->workbook, name);
	if (sheet->sheet == NULL)
		return NULL;
	for (size_t i = 0; i < count; i++) {
		lxw_col_t column = (lxw_col_t)i;
		xlsx.worksheet_set_column(sheet->sheet, column, column, columns[i].width, NULL);
		xlsx.worksheet_write_string(sheet->sheet, 0, column, columns[i].title,
					    workbook->header);
		zl_sheet_sums_add(&workbook->sums, zl_string(columns[i].title));
	}
	xlsx.worksheet_freeze_panes(sheet->sheet, 1, 0);
	xlsx.worksheet_set_landscape(sheet->sheet);
	xlsx.worksheet_fit_to_pages(sheet->sheet, 1, 0);
	xlsx.worksheet_repeat_rows(sheet->sheet, 0, 0);
	sheet->rows = 1;
	workbook->sums.rows++;
	return sheet;
}

/* UTF-16 units of valid UTF-8. */
static size_t
units_of(struct zl_string text)
{
	size_t units = 0;

	for (size_t i = 0; i < text.length; i++) {
		unsigned char byte = (unsigned char)text.data[i];
		units += (byte & 0xC0) != 0x80;
		units += byte >= 0xF0;
	}
	return units;
}

static bool
is_escape(const char *text)
{
	return text[0] == '_' && text[1] == 'x' &&
	       strspn(text + 2, "0123456789ABCDEFabcdef") >= 4 && text[6] == '_';
}

/* The text as a C string; what Excel would take for an escape (_x000D_) is escaped itself. */
static const char *
cell_text(struct zl_workbook *workbook, struct zl_string cell)
{
	struct zl_buffer *text = &workbook->text;

	zl_buffer_clear(text);
	zl_buffer_add(text, cell.data, cell.length);
	for (char *at = text->data; !text->failed && (at = strstr(at, "_x")) != NULL; at++) {
		if (!is_escape(at))
			continue;
		char *rest = strdup(at);
		text->length = (size_t)(at - text->data);
		zl_buffer_text(text, "_x005F");
		at = text->data + text->length;
		zl_buffer_text(text, rest == NULL ? "" : rest);
		at = text->data + text->length - (rest == NULL ? 0 : strlen(rest));
		free(rest);
	}
	return text->failed ? NULL : text->data;
}

enum zl_status
zl_sheet_row(struct zl_sheet *sheet, const struct zl_string *cells, size_t count, bool *fits)
{
	static const char too_long[] = "〔超过32767字，见 findings.csv〕";

	bool any = false; /* a row without cells is not written */

	*fits = true;
	for (size_t i = 0; i < count; i++) {
		if (cells[i].length == 0)
			continue;
		const char *text = cell_text(sheet->workbook, cells[i]);
		if (text != NULL && units_of(zl_string(text)) > ZL_CELL_UNITS) {
			text = too_long;
			*fits = false;
		}
		lxw_error error =
		    text == NULL
			? LXW_ERROR_MEMORY_MALLOC_FAILED
			: xlsx.worksheet_write_string(sheet->sheet, sheet->rows, (lxw_col_t)i, text,
						      sheet->workbook->cell);
		if (error != LXW_NO_ERROR) {
			zl_message("%s: %s", sheet->workbook->path, xlsx.lxw_strerror(error));
			return ZL_FAILED;
		}
		zl_sheet_sums_add(&sheet->workbook->sums, zl_string(text));
		any = true;
	}
	sheet->rows++;
	sheet->workbook->sums.rows += any;
	return ZL_DONE;
}

uint32_t
zl_sheet_rows(const struct zl_sheet *sheet)
{
	return sheet->rows;
}
