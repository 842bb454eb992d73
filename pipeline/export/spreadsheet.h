/*
 * spreadsheet.h: workbooks of text cells, by libxlsxwriter, which is loaded when the first is made.
 * Every cell is a string: what looks like a formula stays text.
 */
#ifndef ZL_SPREADSHEET_H
#define ZL_SPREADSHEET_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

struct zl_workbook;
struct zl_sheet;

struct zl_sheet_column {
	const char *title;
	double width; /* in characters */
};

/* Rows of a sheet, the header among them, and UTF-16 units of a cell that Excel takes. */
enum { ZL_SHEET_ROWS = 1048576, ZL_CELL_UNITS = 32767 };

/*
 * A workbook at path, whose parts lie in folder meanwhile; it says that it was created at time
 * (nanoseconds since 1970).  NULL, and said, when it cannot be made.
 */
struct zl_workbook *zl_workbook_new(const char *path, const char *folder, int64_t time);

/* Writes the file and frees the workbook; ZL_FAILED, and said. */
enum zl_status zl_workbook_close(struct zl_workbook *) ZL_NODISCARD;
void zl_workbook_drop(struct zl_workbook *);

/* A sheet with a header that stays in view and filters, printed landscape and one page wide. */
struct zl_sheet *zl_workbook_sheet(struct zl_workbook *, const char *name,
				   const struct zl_sheet_column *columns, size_t count);

/* A row behind those that are there; false in *fits where a cell was too long and says so. */
enum zl_status zl_sheet_row(struct zl_sheet *, const struct zl_string *cells, size_t count,
			    bool *fits) ZL_NODISCARD;
uint32_t zl_sheet_rows(const struct zl_sheet *);

#endif
