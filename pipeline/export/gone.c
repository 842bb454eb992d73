/* gone.c: rows of documents that have no record: those that failed, and those that are gone. */
#include <inttypes.h>
#include <stdio.h>
#include <string.h>

#include "export.h"

void
zl_gone_cells(const struct zl_item *item, enum zl_record_table table, struct zl_string *cells)
{
	static char change[24];

	memset(cells, 0, ZL_FAILURES_COLUMNS * sizeof(*cells));
	cells[0] = (struct zl_string){item->path.data, item->path.length};
	if (table == ZL_TABLE_DELETED) {
		snprintf(change, sizeof(change), "%" PRId64, item->change);
		cells[ZL_DELETED_WHY] = zl_string(zl_gone_reason(item));
		cells[ZL_DELETED_CHANGE] = zl_string(change);
		return;
	}
	cells[ZL_FAILURES_CODE] = zl_string(item->code);
	cells[ZL_FAILURES_STAGE] = (struct zl_string){item->stage.data, item->stage.length};
	cells[ZL_FAILURES_WORDS] = (struct zl_string){item->message.data, item->message.length};
	cells[ZL_FAILURES_SOURCE_SHA256] = (struct zl_string){item->source, strlen(item->source)};
}
