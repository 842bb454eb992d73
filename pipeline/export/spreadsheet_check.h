/* spreadsheet_check.h: whether a workbook that was written holds what went into it. */
#ifndef ZL_SPREADSHEET_CHECK_H
#define ZL_SPREADSHEET_CHECK_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

/* What the sheets hold together; bytes are those of texts beyond ASCII. */
struct zl_sheet_sums {
	uint64_t rows, cells, bytes;
};

/* Adds a cell of that text. */
void zl_sheet_sums_add(struct zl_sheet_sums *, struct zl_string text);

/* Reads the workbook at path; ZL_FAILED, and said, when anything of it is missing. */
ZL_NODISCARD enum zl_status zl_spreadsheet_check(const char *path,
						 const struct zl_sheet_sums *expected);

#endif
