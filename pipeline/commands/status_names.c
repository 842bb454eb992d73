/* status_names.c: zhengli status --names; it reads the row of every document. */
#include "status_names.h"

#include <sqlite3.h>
#include <stdio.h>

#include "document/document.h"
#include "pipeline/state/state_sql.h"

static void
put_name(sqlite3_stmt *row, int column)
{
	struct zl_buffer shown = {0};

	zl_name_escape(&shown, sqlite3_column_blob(row, column),
		       (size_t)sqlite3_column_bytes(row, column));
	fputs(shown.data == NULL ? "" : shown.data, stdout);
	zl_buffer_free(&shown);
}

/*
 * Prints word, the first name and, where there is one, sign and the second, for each row of a
 * query.
 */
static enum zl_status
list(struct zl_state *state, const char *sql, const char *word, const char *sign)
{
	sqlite3_stmt *row = zl_state_prepare(state, sql);
	int got = SQLITE_ERROR;

	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		printf("  %-8s ", word);
		put_name(row, 0);
		if (sqlite3_column_count(row) > 1) {
			fputs(sign, stdout);
			put_name(row, 1);
		}
		putchar('\n');
	}
	if (row != NULL && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read its documents");
	sqlite3_finalize(row);
	return got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_status_names(struct zl_state *state)
{
	/* Where exactly one went and one is there with its bytes, it is the same one. */
	static const char gone[] =
	    "CREATE TEMP TABLE IF NOT EXISTS renamed AS SELECT g.name AS was, d.name AS is_now"
	    " FROM (SELECT name, sha256 FROM documents WHERE missing IS NOT NULL AND sha256 <> ''"
	    "  GROUP BY sha256 HAVING count(*) = 1) g"
	    " JOIN (SELECT name, sha256 FROM documents WHERE missing IS NULL"
	    "  GROUP BY sha256 HAVING count(*) = 1) d ON d.sha256 = g.sha256";

	return zl_state_execute(state, gone, "cannot compare its documents") &&
	       list(state,
		    "SELECT name FROM documents WHERE missing IS NOT NULL"
		    " AND name NOT IN (SELECT was FROM renamed) ORDER BY name",
		    "gone", "") &&
	       list(state, "SELECT was, is_now FROM renamed ORDER BY was", "renamed", " -> ") &&
	       list(state,
		    "SELECT d.name, f.name FROM documents d JOIN (SELECT min(name) AS name, sha256"
		    "  FROM documents WHERE missing IS NULL AND sha256 <> ''"
		    "  GROUP BY sha256 HAVING count(*) > 1) f ON f.sha256 = d.sha256"
		    " WHERE d.missing IS NULL AND d.name <> f.name ORDER BY d.name",
		    "double", " = ");
}
