/* state_corrections.c: the files of corrections of this run. */
#include "state_corrections.h"

#include <sqlite3.h>

#include "state_sql.h"

enum zl_status
zl_state_corrected(struct zl_state *state, const char *source, const char *sha256)
{
	sqlite3_stmt *note = zl_state_statement(state, ZL_STATEMENT_CORRECTED);

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_text(note, 1, source, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, sha256, -1, SQLITE_STATIC);
	return zl_state_finish(state, note, "cannot record what is corrected");
}
