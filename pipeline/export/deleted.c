/* deleted.c: DEST/deleted.csv, for targets that have no place for what is gone since a token. */
#include "csv.h"
#include "export.h"

enum zl_status
zl_gone_list(struct zl_export *export, const struct zl_item *item)
{
	const struct zl_table_shape *table = &zl_tables[ZL_TABLE_DELETED];
	struct zl_string cells[ZL_FAILURES_COLUMNS];

	if (export->gone == NULL)
		export->gone = zl_csv_open(&export->destination, "deleted.csv",
					   !export->options.no_bom, table);
	if (export->gone == NULL)
		return ZL_FAILED;
	zl_gone_cells(item, ZL_TABLE_DELETED, cells);
	zl_csv_row(export->gone, cells, table->count);
	export->rows[ZL_TABLE_DELETED]++;
	return export->gone->failed ? ZL_FAILED : ZL_DONE;
}

enum zl_status
zl_gone_end(struct zl_export *export)
{
	struct zl_sink *gone = export->gone;

	export->gone = NULL;
	return gone == NULL ? ZL_DONE : zl_sink_close(gone, NULL);
}
