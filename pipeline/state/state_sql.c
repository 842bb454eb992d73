/* state_sql.c: statements of state.db: preparing them, carrying them out, reporting their errors.
 */
#include "state_sql.h"

#include <assert.h>
#include <sqlite3.h>

#include "pipeline/common/language.h"
#include "pipeline/common/message.h"

static const char *const texts[ZL_STATEMENT_COUNT] = {
    [ZL_STATEMENT_PASS] =
	"INSERT INTO passed_over(name, root, size, modified, changed, inode, kind, run)"
	" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8) ON CONFLICT(root, name) DO UPDATE SET"
	" size = ?3, modified = ?4, changed = ?5, inode = ?6, kind = ?7, run = ?8",
    [ZL_STATEMENT_PASSED] =
	"SELECT kind FROM passed_over WHERE root = ?2 AND name = ?1 AND size = ?3"
	" AND modified = ?4 AND changed = ?5 AND inode = ?6",
    [ZL_STATEMENT_KNOWN] =
	"SELECT 1 FROM documents WHERE name = ?1 AND root = ?2 AND size = ?3 AND modified = ?4"
	" AND changed = ?5 AND inode = ?6",
    [ZL_STATEMENT_FOUND] = "INSERT INTO found.found(name, root, size, modified, changed, inode)"
			   " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
    [ZL_STATEMENT_SAME_PLACE] =
	"SELECT f.root, o.path = r.path FROM found.found f, roots o, roots r"
	" WHERE f.name = ?1 AND o.id = f.root AND r.id = ?2",
    [ZL_STATEMENT_NEXT] = "SELECT name, root, reason, known, record FROM found.task WHERE id = ?1",
    [ZL_STATEMENT_SAME] =
	"UPDATE documents SET root = ?2, size = ?3, modified = ?4, changed = ?5, inode = ?6,"
	" missing = NULL WHERE name = ?1",
    [ZL_STATEMENT_OUTCOME] =
	"INSERT INTO documents(name, root, size, modified, changed, inode, code, stage,"
	" words, sha256, record, record_bytes, seconds, key, run, doubt, flags, corrections)"
	" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15,"
	" ?16, ?17, coalesce((SELECT sha256 FROM found.corrections WHERE source = ?10), ''))"
	" ON CONFLICT(name) DO UPDATE SET root = ?2, size = ?3, modified = ?4, changed = ?5,"
	" inode = ?6, code = ?7, stage = ?8, words = ?9, sha256 = ?10,"
	" corrections = excluded.corrections, doubt = ?16, flags = ?17, record = ?11,"
	" record_bytes = ?12, seconds = ?13, key = ?14, run = ?15, missing = NULL",
    [ZL_STATEMENT_UNREAD] =
	"INSERT INTO documents(name, root, size, modified, changed, inode, code, stage, words,"
	" sha256, record, record_bytes, seconds, key, run)"
	" VALUES(?1, ?2, -1, -1, -1, -1, ?7, ?8, ?9, '', '', 0, ?13, ?14, ?15)"
	" ON CONFLICT(name) DO UPDATE SET root = ?2, code = ?7, stage = ?8, words = ?9,"
	" seconds = ?13, run = ?15, missing = NULL",
    [ZL_STATEMENT_INTEND] =
	"INSERT INTO intents(name, root, key, run, batch) VALUES(?1, ?2, ?3, ?4, ?5)",
    [ZL_STATEMENT_FULFIL] = "DELETE FROM intents WHERE batch = ?1",
    [ZL_STATEMENT_ACKNOWLEDGED] = "SELECT 1 FROM documents WHERE name = ?1 AND acknowledged = ?2",
    [ZL_STATEMENT_CORRECTED] = "INSERT OR REPLACE INTO found.corrections VALUES(?1, ?2)",
    [ZL_STATEMENT_ROOT] = "SELECT path, follow FROM roots WHERE id = ?1",
};

enum zl_status
zl_state_report_error(struct zl_state *state, const char *doing)
{
	int code = sqlite3_errcode(state->database);

	zl_message(
	    "%s: %s: %s%s", state->path, _(doing), sqlite3_errmsg(state->database),
	    code == SQLITE_FULL ? _("; make room on the disk and rerun")
	    : code == SQLITE_CORRUPT || code == SQLITE_NOTADB
		? _("; it is damaged: move OUT away and rerun, every document is converted anew")
	    : code == SQLITE_IOERR ? _("; I/O error: check the disk, then rerun")
				   : "");
	return ZL_FAILED;
}

enum zl_status
zl_state_execute(struct zl_state *state, const char *sql, const char *doing)
{
	if (sqlite3_exec(state->database, sql, NULL, NULL, NULL) == SQLITE_OK)
		return ZL_DONE;
	return zl_state_report_error(state, doing);
}

struct sqlite3_stmt *
zl_state_prepare(struct zl_state *state, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(state->database, sql, -1, &statement, NULL) != SQLITE_OK)
		zl_state_report_error(state, "cannot prepare query");
	return statement;
}

struct sqlite3_stmt *
zl_state_statement(struct zl_state *state, enum zl_statement which)
{
	assert(which < ZL_STATEMENT_COUNT && texts[which] != NULL);
	if (state->statements[which] == NULL)
		state->statements[which] = zl_state_prepare(state, texts[which]);
	return state->statements[which];
}

enum zl_status
zl_state_finish(struct zl_state *state, struct sqlite3_stmt *prepared, const char *doing)
{
	enum zl_status done = sqlite3_step(prepared) == SQLITE_DONE ? ZL_DONE : ZL_FAILED;

	if (!done)
		zl_state_report_error(state, doing);
	sqlite3_reset(prepared);
	return done;
}

int64_t
zl_state_number(struct zl_state *state, const char *sql)
{
	int64_t number = -1;
	sqlite3_stmt *query = zl_state_prepare(state, sql);

	if (query != NULL && sqlite3_step(query) == SQLITE_ROW)
		number = sqlite3_column_int64(query, 0);
	else if (query != NULL)
		zl_state_report_error(state, "cannot read the state");
	sqlite3_finalize(query);
	return number;
}

const char *
zl_state_blob(struct sqlite3_stmt *row, int column, struct zl_buffer *value)
{
	zl_buffer_clear(value);
	zl_buffer_add(value, sqlite3_column_blob(row, column),
		      (size_t)sqlite3_column_bytes(row, column));
	return value->data;
}
