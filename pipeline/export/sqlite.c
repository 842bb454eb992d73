/*
 * sqlite.c: export --to sqlite: the tables in one database.  --into FILE brings one up to date, in
 * one transaction: the token that it keeps says since when.
 */
#include <errno.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "export.h"
#include "pipeline/common/message.h"
#include "sqlite_token.h"

enum { APPLICATION = 0x7a6c6578, VERSION = 1 }; /* PRAGMA application_id: "zlex" */
/* Rows that one statement takes: one by one they cost SQLite a third more. */
enum { MOST_ROWS = 16 };

struct sqlite {
	sqlite3 *database;
	const char *path;
	/* By table and number of rows, made when first wanted. */
	sqlite3_stmt *insert[ZL_TABLE_COUNT][MOST_ROWS];
	sqlite3_stmt *delete_report, *delete_failure;
};

static enum zl_status
report_error(const struct sqlite *sqlite)
{
	zl_message("%s: %s", sqlite->path, sqlite3_errmsg(sqlite->database));
	return ZL_FAILED;
}

static enum zl_status
execute(const struct sqlite *sqlite, const char *sql)
{
	return sqlite3_exec(sqlite->database, sql, NULL, NULL, NULL) == SQLITE_OK
		   ? ZL_DONE
		   : report_error(sqlite);
}

static const char views[] =
    /* What a register of open problems asks for. */
    "CREATE VIEW problems AS SELECT f.path, f.key,"
    " CAST(substr(coalesce(r.date, r.feedback_date, r.period_to), 1, 4) AS INTEGER) AS year,"
    " coalesce(f.unit, r.inspected) AS unit, r.inspected, f.number, f.statement, f.state,"
    " f.state_from, f.status, f.deadline, f.deadline_precision, f.response, f.measures"
    " FROM findings f JOIN reports r USING (path) WHERE f.status <> 'group';";

/* CREATE TABLE of a shape. */
static void
describe(struct zl_buffer *sql, const struct zl_table_shape *table)
{
	zl_buffer_format(sql, "CREATE TABLE \"%s\"(", table->name);
	for (size_t i = 0; i < table->count; i++)
		zl_buffer_format(sql, "\"%s\" %s%s, ", table->columns[i].name,
				 table->columns[i].integer ? "INTEGER" : "TEXT",
				 i < table->keys ? " NOT NULL" : "");
	zl_buffer_text(sql, "PRIMARY KEY(");
	for (size_t i = 0; i < table->keys; i++)
		zl_buffer_format(sql, "%s\"%s\"", i == 0 ? "" : ", ", table->columns[i].name);
	zl_buffer_text(sql, ")");
	if (table != &zl_tables[ZL_TABLE_REPORTS] && table != &zl_tables[ZL_TABLE_FAILURES])
		zl_buffer_text(sql, ", FOREIGN KEY(path) REFERENCES reports(path)"
				    " ON DELETE CASCADE");
	zl_buffer_text(sql, ") WITHOUT ROWID;");
}

static enum zl_status
make_tables(const struct sqlite *sqlite)
{
	struct zl_buffer sql = {0};

	zl_buffer_format(&sql, "PRAGMA application_id = %d; PRAGMA user_version = %d;", APPLICATION,
			 VERSION);
	zl_buffer_text(&sql, "CREATE TABLE export(name TEXT PRIMARY KEY, value) WITHOUT ROWID;");
	for (size_t i = 0; i <= ZL_TABLE_FAILURES; i++)
		describe(&sql, &zl_tables[i]);
	zl_buffer_text(&sql, views);
	enum zl_status done = sql.failed ? ZL_FAILED : execute(sqlite, sql.data);
	zl_buffer_free(&sql);
	return done;
}

static sqlite3_stmt *
prepare(const struct sqlite *sqlite, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(sqlite->database, sql, -1, &statement, NULL) != SQLITE_OK)
		report_error(sqlite);
	return statement;
}

/* INSERT of so many rows; NULL, and said, when it cannot be made. */
static sqlite3_stmt *
prepare_insert(const struct sqlite *sqlite, const struct zl_table_shape *table, size_t rows)
{
	struct zl_buffer sql = {0};

	zl_buffer_format(&sql, "INSERT INTO \"%s\" VALUES", table->name);
	for (size_t row = 0; row < rows; row++) {
		zl_buffer_text(&sql, row == 0 ? "(?" : ", (?");
		for (size_t column = 1; column < table->count; column++)
			zl_buffer_text(&sql, ", ?");
		zl_buffer_byte(&sql, ')');
	}
	sqlite3_stmt *statement = sql.failed ? NULL : prepare(sqlite, sql.data);
	zl_buffer_free(&sql);
	return statement;
}

static enum zl_status
prepare_all(struct sqlite *sqlite)
{
	sqlite->delete_report = prepare(sqlite, "DELETE FROM reports WHERE path = ?1");
	sqlite->delete_failure = prepare(sqlite, "DELETE FROM failures WHERE path = ?1");
	return sqlite->delete_report == NULL || sqlite->delete_failure == NULL ? ZL_FAILED
									       : ZL_DONE;
}

/* The number that a query gives; -1 where it gives none. */
static int64_t
number(const struct sqlite *sqlite, const char *sql)
{
	sqlite3_stmt *asked = prepare(sqlite, sql);
	int64_t value = asked != NULL && sqlite3_step(asked) == SQLITE_ROW
			    ? sqlite3_column_int64(asked, 0)
			    : -1;

	sqlite3_finalize(asked);
	return value;
}

static enum zl_status
begin(struct zl_export *export)
{
	struct sqlite *sqlite = export->data = calloc(1, sizeof(*sqlite));
	const char *into = export->options.into;

	if (sqlite == NULL)
		return ZL_FAILED;
	sqlite->path = into != NULL ? into : export->destination.part;
	if (sqlite3_open_v2(sqlite->path, &sqlite->database,
			    SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE | SQLITE_OPEN_NOMUTEX,
			    NULL) != SQLITE_OK)
		return report_error(sqlite);
	sqlite3_busy_timeout(sqlite->database, 10000);
	/* A file that nobody sees needs no journal; it is brought to the disk as a whole.  With
	 * one, pages that the cache has no room for wait for the disk.  Large pages are cheaper
	 * where rows come in order, small ones where --into changes a few. */
	if (!execute(sqlite, into != NULL ? "PRAGMA foreign_keys = ON; PRAGMA cache_size = -16384"
					  : "PRAGMA page_size = 16384;"
					    "PRAGMA journal_mode = OFF;"
					    "PRAGMA synchronous = OFF;"
					    "PRAGMA cache_size = -4096") ||
	    !execute(sqlite, "BEGIN IMMEDIATE"))
		return ZL_FAILED;
	if (number(sqlite, "SELECT count(*) FROM sqlite_master") == 0 && !make_tables(sqlite))
		return ZL_FAILED;
	return prepare_all(sqlite);
}

static void
bind(sqlite3_stmt *statement, int column, struct zl_string cell, bool integer)
{
	if (cell.data == NULL)
		sqlite3_bind_null(statement, column);
	else if (integer)
		sqlite3_bind_int64(statement, column, strtoll(cell.data, NULL, 10));
	else
		sqlite3_bind_text64(statement, column, cell.data, cell.length, SQLITE_STATIC,
				    SQLITE_UTF8);
}

/* Puts so many rows, at most MOST_ROWS, into a table. */
static enum zl_status
insert(struct sqlite *sqlite, enum zl_record_table table, const struct zl_string *cells,
       size_t rows)
{
	const struct zl_table_shape *shape = &zl_tables[table];
	sqlite3_stmt **made = &sqlite->insert[table][rows - 1];
	int place = 1;

	if (*made == NULL && (*made = prepare_insert(sqlite, shape, rows)) == NULL)
		return ZL_FAILED;
	for (size_t row = 0; row < rows; row++)
		for (size_t column = 0; column < shape->count; column++)
			bind(*made, place++, *cells++, shape->columns[column].integer);
	bool done = sqlite3_step(*made) == SQLITE_DONE;
	if (!done)
		report_error(sqlite);
	sqlite3_reset(*made);
	return done ? ZL_DONE : ZL_FAILED;
}

/* Takes a document out of the database, whatever it has of it. */
static enum zl_status
take_out(const struct sqlite *sqlite, struct zl_string path)
{
	sqlite3_stmt *const deletes[] = {sqlite->delete_report, sqlite->delete_failure};
	bool done = true;

	for (size_t i = 0; done && i < 2; i++) {
		sqlite3_bind_text64(deletes[i], 1, path.data, path.length, SQLITE_STATIC,
				    SQLITE_UTF8);
		done = sqlite3_step(deletes[i]) == SQLITE_DONE;
		if (!done)
			report_error(sqlite);
		sqlite3_reset(deletes[i]);
	}
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	struct sqlite *sqlite = export->data;

	if (export->options.into != NULL &&
	    !take_out(sqlite, zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0)[ZL_REPORTS_PATH]))
		return ZL_FAILED;
	for (size_t table = 0; table < ZL_RECORD_TABLES; table++)
		for (size_t at = 0, rows; at < item->rows->tables[table].count; at += rows) {
			rows = item->rows->tables[table].count - at;
			rows = rows < MOST_ROWS ? rows : MOST_ROWS;
			if (!insert(sqlite, (enum zl_record_table)table,
				    zl_rows_at(item->rows, (enum zl_record_table)table, at), rows))
				return ZL_FAILED;
		}
	return ZL_DONE;
}

static enum zl_status
gone(struct zl_export *export, const struct zl_item *item)
{
	struct sqlite *sqlite = export->data;
	struct zl_string cells[ZL_FAILURES_COLUMNS];

	zl_gone_cells(item, ZL_TABLE_FAILURES, cells);
	if (export->options.into != NULL && !take_out(sqlite, cells[0]))
		return ZL_FAILED;
	if (item->kind != ZL_DOCUMENT_WITHDRAWN)
		return ZL_DONE;
	export->rows[ZL_TABLE_FAILURES]++;
	return insert(sqlite, ZL_TABLE_FAILURES, cells, 1);
}

/* What stands in manifest.json of other formats. */
static enum zl_status
note_export(struct zl_export *export)
{
	const struct sqlite *sqlite = export->data;
	sqlite3_stmt *note =
	    prepare(sqlite, "INSERT OR REPLACE INTO export(name, value) VALUES(?1, ?2)");
	const char *const names[] = {"instance", "token", "zhengli", "complete"};
	const char *const values[] = {export->documents.instance, export->token.data, ZL_VERSION,
				      export->incomplete == 0 ? "1" : "0"};
	bool done = note != NULL;

	for (size_t i = 0; done && i < sizeof(names) / sizeof(names[0]); i++) {
		sqlite3_bind_text(note, 1, names[i], -1, SQLITE_STATIC);
		sqlite3_bind_text(note, 2, values[i], -1, SQLITE_STATIC);
		done = sqlite3_step(note) == SQLITE_DONE;
		sqlite3_reset(note);
	}
	sqlite3_finalize(note);
	return done ? ZL_DONE : report_error(sqlite);
}

static void
release(struct zl_export *export)
{
	struct sqlite *sqlite = export->data;

	if (sqlite == NULL)
		return;
	for (size_t i = 0; i < ZL_TABLE_COUNT; i++)
		for (size_t rows = 0; rows < MOST_ROWS; rows++)
			sqlite3_finalize(sqlite->insert[i][rows]);
	sqlite3_finalize(sqlite->delete_report);
	sqlite3_finalize(sqlite->delete_failure);
	sqlite3_close(sqlite->database); /* rolls back what was not committed */
	free(sqlite);
	export->data = NULL;
}

static enum zl_status
end(struct zl_export *export)
{
	const struct sqlite *sqlite = export->data;

	/* The index is made of what is there at once: cheaper than row by row. */
	if (!execute(sqlite,
		     "CREATE UNIQUE INDEX IF NOT EXISTS findings_key ON findings(path, key)") ||
	    !note_export(export) || !execute(sqlite, "COMMIT"))
		return ZL_FAILED;
	release(export);
	return ZL_DONE;
}

int
zl_sqlite_token(const char *path, struct zl_buffer *token)
{
	struct sqlite sqlite = {.path = path};
	sqlite3_stmt *ask = NULL;
	int result = -1;

	if (access(path, F_OK) == -1 && errno == ENOENT)
		return 0;
	if (sqlite3_open_v2(path, &sqlite.database, SQLITE_OPEN_READWRITE, NULL) != SQLITE_OK) {
		report_error(&sqlite);
	} else if (number(&sqlite, "SELECT count(*) FROM sqlite_master") == 0) {
		result = 0;
	} else if (number(&sqlite, "PRAGMA application_id") != APPLICATION ||
		   number(&sqlite, "PRAGMA user_version") != VERSION) {
		zl_message("%s: this database is none that zhengli export made", path);
	} else {
		ask = prepare(&sqlite, "SELECT value FROM export WHERE name = 'token'");
		if (ask != NULL && sqlite3_step(ask) == SQLITE_ROW) {
			zl_buffer_text(token, (const char *)sqlite3_column_text(ask, 0));
			result = 1;
		}
	}
	sqlite3_finalize(ask);
	sqlite3_close(sqlite.database);
	return result;
}

const struct zl_target zl_target_sqlite = {
    .name = "sqlite",
    .single = true,
    .incremental = true,
    .begin = begin,
    .put = put,
    .gone = gone,
    .end = end,
    .free = release,
};
