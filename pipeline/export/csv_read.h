/* csv_read.h: a CSV file read row by row: what spreadsheets in China save. */
#ifndef ZL_CSV_READ_H
#define ZL_CSV_READ_H

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"
#include "base/vector.h"

struct zl_csv_file {
	struct zl_buffer text; /* UTF-8 */
	size_t at;
	unsigned line, row_line;	   /* of what comes next; where the row at hand begins */
	ZL_VECTOR(struct zl_string) cells; /* of the row at hand; unquoted in place */
	const char *wrong;		   /* why the file is none; NULL */
};

/*
 * Reads the file at path.  Bytes that are not UTF-8 are taken for GB18030, which is what Excel
 * saves in China, unless encoding (a name of iconv; NULL for none) says otherwise.  ZL_FAILED, with
 * the reason behind words.
 */
enum zl_status zl_csv_load(struct zl_csv_file *, const char *path, const char *encoding,
			   struct zl_buffer *words) ZL_NODISCARD;

/* The next row that is not empty; false at the end, and where wrong is set. */
bool zl_csv_next(struct zl_csv_file *);
void zl_csv_free(struct zl_csv_file *);

#endif
