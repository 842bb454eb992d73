/* spreadsheet_absent.c: spreadsheet.h where the headers of libxlsxwriter were not there. */
#include "pipeline/common/message.h"
#include "spreadsheet.h"

struct zl_workbook *
zl_workbook_new(const char *path, const char *folder, int64_t time)
{
	(void)path, (void)folder, (void)time;
	zl_message("this zhengli was built without libxlsxwriter, which writes workbooks; csv has "
		   "the same rows");
	return NULL;
}

/* With no workbook nothing below has anything to do. */
enum zl_status
zl_workbook_close(struct zl_workbook *workbook)
{
	(void)workbook;
	return ZL_FAILED;
}

void
zl_workbook_drop(struct zl_workbook *workbook)
{
	(void)workbook;
}

struct zl_sheet *
zl_workbook_sheet(struct zl_workbook *workbook, const char *name,
		  const struct zl_sheet_column *columns, size_t count)
{
	(void)workbook, (void)name, (void)columns, (void)count;
	return NULL;
}

enum zl_status
zl_sheet_row(struct zl_sheet *sheet, const struct zl_string *cells, size_t count, bool *fits)
{
	(void)sheet, (void)cells, (void)count, (void)fits;
	return ZL_FAILED;
}

uint32_t
zl_sheet_rows(const struct zl_sheet *sheet)
{
	(void)sheet;
	return 0;
}
