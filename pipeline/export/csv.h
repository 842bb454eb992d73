/* csv.h: rows as RFC 4180 has them, into a file of an export. */
#ifndef ZL_CSV_H
#define ZL_CSV_H

#include "destination.h"
#include "pipeline/records/tables.h"

/*
 * Writes count cells as one line that ends with CR LF.  A cell with a comma, quote or line end is
 * quoted; an absent one is empty.  Text is written as it is: no formula guard.
 */
void zl_csv_row(struct zl_sink *, const struct zl_string *cells, size_t count);

/* Opens path and writes the header of a table, behind a byte order mark when bom is set. */
struct zl_sink *zl_csv_open(struct zl_destination *, const char *path, bool bom,
			    const struct zl_table_shape *);

#endif
