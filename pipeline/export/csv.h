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

/* The tables of records, each in a file of its own. */
struct zl_csv_tables {
	struct zl_sink *sinks[ZL_TABLE_COUNT];
};

struct zl_export;
struct zl_item;

/*
 * Opens the files below folder ("" or with a slash at its end): those of records, and of what is
 * gone since a token, or else of what failed.
 */
enum zl_status zl_csv_tables_open(struct zl_csv_tables *, struct zl_export *, const char *folder,
				  bool bom) ZL_NODISCARD;
enum zl_status zl_csv_tables_put(struct zl_csv_tables *,
				 const struct zl_record_rows *) ZL_NODISCARD;
enum zl_status zl_csv_tables_gone(struct zl_csv_tables *, struct zl_export *,
				  const struct zl_item *) ZL_NODISCARD;
enum zl_status zl_csv_tables_close(struct zl_csv_tables *) ZL_NODISCARD;
void zl_csv_tables_drop(struct zl_csv_tables *);

#endif
