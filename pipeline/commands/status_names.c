/* status_names.c: the documents that zhengli status names. */
#include "status_names.h"

#include <sqlite3.h>
#include <stdio.h>

#include "document/document.h"
#include "pipeline/state/state_sql.h"

static const char *const queries[] = {
    [ZL_LIST_FAILED] =
	"SELECT name, code, words FROM documents WHERE code <> 'ok' AND missing IS NULL"
	" AND (?1 IS NULL OR code = ?1) ORDER BY name",
    [ZL_LIST_NEW] = "SELECT name, code, words FROM documents WHERE code <> 'ok' AND missing IS NULL"
		    " AND (?1 IS NULL OR code = ?1) AND NOT (" ZL_SQL_KNOWN ") ORDER BY name",
    [ZL_LIST_ACKNOWLEDGED] =
	"SELECT name, code, words FROM documents WHERE code <> 'ok' AND missing IS NULL"
	" AND (?1 IS NULL OR code = ?1) AND " ZL_SQL_KNOWN " ORDER BY name",
    [ZL_LIST_GONE] = "SELECT name FROM documents WHERE missing IS NOT NULL"
		     " AND (?1 IS NULL OR code = ?1) ORDER BY name",
    /* Where exactly one went and one is there with its bytes, it is the same one. */
    [ZL_LIST_RENAMED] =
	"SELECT g.name, d.name FROM (SELECT name, code, sha256 FROM documents"
	"  WHERE missing IS NOT NULL AND sha256 <> '' GROUP BY sha256 HAVING count(*) = 1) g"
	" JOIN (SELECT name, sha256 FROM documents WHERE missing IS NULL"
	"  GROUP BY sha256 HAVING count(*) = 1) d ON d.sha256 = g.sha256"
	" WHERE ?1 IS NULL OR g.code = ?1 ORDER BY g.name",
    [ZL_LIST_DOUBLE] =
	"SELECT d.name, f.name FROM documents d JOIN (SELECT min(name) AS name, sha256"
	"  FROM documents WHERE missing IS NULL AND sha256 <> ''"
	"  GROUP BY sha256 HAVING count(*) > 1) f ON f.sha256 = d.sha256"
	" WHERE d.missing IS NULL AND d.name <> f.name AND (?1 IS NULL OR d.code = ?1)"
	" ORDER BY d.name",
};

/* A text, or another name; names are BLOBs. */
static void
add_column(sqlite3_stmt *row, int column, struct zl_buffer *line)
{
	if (sqlite3_column_bytes(row, column) == 0)
		return;
	zl_buffer_byte(line, '\t');
	if (sqlite3_column_type(row, column) == SQLITE_BLOB)
		zl_name_escape(line, sqlite3_column_blob(row, column),
			       (size_t)sqlite3_column_bytes(row, column));
	else
		zl_buffer_text(line, (const char *)sqlite3_column_text(row, column));
}

static void
print_row(sqlite3_stmt *row, bool null, struct zl_buffer *line)
{
	const char *name = sqlite3_column_blob(row, 0);
	size_t length = (size_t)sqlite3_column_bytes(row, 0);

	zl_buffer_clear(line);
	if (null) {
		fwrite(name, 1, length, stdout);
		putchar('\0');
		return;
	}
	zl_name_escape(line, name, length);
	for (int i = 1; i < sqlite3_column_count(row); i++)
		add_column(row, i, line);
	puts(line->data == NULL ? "" : line->data);
}

enum zl_status
zl_status_list(struct zl_state *state, enum zl_status_list list, const char *code, bool null)
{
	sqlite3_stmt *row = zl_state_prepare(state, queries[list]);
	struct zl_buffer line = {0};
	int got = SQLITE_ERROR;

	if (row != NULL && code != NULL)
		sqlite3_bind_text(row, 1, code, -1, SQLITE_STATIC);
	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW)
		print_row(row, null, &line);
	if (row != NULL && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read the state");
	sqlite3_finalize(row);
	zl_buffer_free(&line);
	return got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}
