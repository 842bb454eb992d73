/* state_run.c: runs and what they convert with, the settings of OUT, and the roots of its inputs.
 */
#include "state_run.h"

#include <limits.h>
#include <sqlite3.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/language.h"
#include "state_sql.h"

/* The id of the row that a statement with one id column finds; 0, and the reason reported. */
static int64_t
find_id(struct zl_state *state, sqlite3_stmt *query, const char *doing)
{
	int64_t id = 0;

	if (sqlite3_step(query) == SQLITE_ROW)
		id = sqlite3_column_int64(query, 0);
	else
		zl_state_report_error(state, doing);
	return id;
}

static void
bind_key(sqlite3_stmt *statement, const struct zl_state_key *key)
{
	sqlite3_bind_text(statement, 1, key->rules, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 2, key->version, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 3, key->settings, -1, SQLITE_STATIC);
	sqlite3_bind_text(statement, 4, key->limits, -1, SQLITE_STATIC);
}

/* Two statements, as SQLite has RETURNING only since 3.35. */
static enum zl_status
note_key(struct zl_state *state, const struct zl_state_key *key)
{
	static const char doing[] = N_("cannot record the settings");
	sqlite3_stmt *note =
	    zl_state_prepare(state, "INSERT INTO keys(rules, version, settings, limits)"
				    " VALUES(?1, ?2, ?3, ?4) ON CONFLICT DO NOTHING");
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT id FROM keys WHERE rules = ?1 AND version = ?2"
				    " AND settings = ?3 AND limits = ?4");

	state->key = 0;
	if (note != NULL && query != NULL) {
		bind_key(note, key);
		bind_key(query, key);
		if (zl_state_finish(state, note, doing))
			state->key = find_id(state, query, doing);
	}
	sqlite3_finalize(note);
	sqlite3_finalize(query);
	return state->key != 0 ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_begin(struct zl_state *state, const struct zl_state_run *run,
	       const struct zl_state_key *key)
{
	char host[HOST_NAME_MAX + 1] = "";

	gethostname(host, sizeof(host) - 1);
	if (!note_key(state, key))
		return ZL_FAILED;
	sqlite3_stmt *note = zl_state_prepare(
	    state, "INSERT INTO runs(command, arguments, host, process, started, key, sandbox,"
		   " workers) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_text(note, 1, run->command, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, run->arguments, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 3, host, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 4, getpid());
	sqlite3_bind_int64(note, 5, zl_time_now());
	sqlite3_bind_int64(note, 6, state->key);
	sqlite3_bind_text(note, 7, run->sandbox, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 8, run->workers);
	enum zl_status done = zl_state_finish(state, note, "cannot record the run");
	sqlite3_finalize(note);
	state->run = sqlite3_last_insert_rowid(state->database);
	return done;
}

enum zl_status
zl_state_end(struct zl_state *state, const struct zl_state_counts *counts, int status)
{
	const uint64_t numbers[] = {counts->found,     counts->unchanged, counts->same,
				    counts->converted, counts->failed,	  counts->missing,
				    counts->remaining, counts->folders,	  counts->owner_files,
				    counts->others,    counts->links,	  counts->special,
				    counts->unreadable};
	enum { NUMBERS = sizeof(numbers) / sizeof(numbers[0]) };
	sqlite3_stmt *note = zl_state_prepare(
	    state, "UPDATE runs SET found = ?1, unchanged = ?2, same = ?3, converted = ?4,"
		   " failed = ?5, missing = ?6, remaining = ?7, folders = ?8, owner_files = ?9,"
		   " others = ?10, links = ?11, special = ?12, unreadable = ?13,"
		   " finished = ?14, status = ?15 WHERE id = ?16");

	if (note == NULL)
		return ZL_FAILED;
	for (int i = 0; i < NUMBERS; i++)
		sqlite3_bind_int64(note, i + 1, (int64_t)numbers[i]);
	sqlite3_bind_int64(note, NUMBERS + 1, zl_time_now());
	sqlite3_bind_int64(note, NUMBERS + 2, status);
	sqlite3_bind_int64(note, NUMBERS + 3, state->run);
	enum zl_status done = zl_state_finish(state, note, "cannot record the end of the run");
	sqlite3_finalize(note);
	return done;
}

enum zl_status
zl_state_meta(struct zl_state *state, const char *name, struct zl_buffer *value)
{
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT value FROM meta WHERE name = ?1");

	zl_buffer_clear(value);
	zl_buffer_text(value, "");
	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_text(query, 1, name, -1, SQLITE_STATIC);
	int got = sqlite3_step(query);
	if (got == SQLITE_ROW)
		zl_buffer_text(value, (const char *)sqlite3_column_text(query, 0));
	else if (got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read it");
	sqlite3_finalize(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_set_meta(struct zl_state *state, const char *name, const char *value)
{
	sqlite3_stmt *note =
	    zl_state_prepare(state, "INSERT OR REPLACE INTO meta(name, value) VALUES(?1, ?2)");

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_text(note, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, value, -1, SQLITE_STATIC);
	enum zl_status done = zl_state_finish(state, note, "cannot record a setting");
	sqlite3_finalize(note);
	return done;
}

static void
bind_root(sqlite3_stmt *statement, const char *path, bool follow)
{
	sqlite3_bind_blob64(statement, 1, path, strlen(path), SQLITE_STATIC);
	sqlite3_bind_int(statement, 2, follow);
}

int64_t
zl_state_root(struct zl_state *state, const char *path, bool follow)
{
	static const char doing[] = N_("cannot record an input");
	sqlite3_stmt *note =
	    zl_state_prepare(state, "INSERT INTO roots(path, follow) VALUES(?1, ?2)"
				    " ON CONFLICT DO NOTHING");
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT id FROM roots WHERE path = ?1 AND follow = ?2");
	int64_t root = 0;

	if (note != NULL && query != NULL) {
		bind_root(note, path, follow);
		bind_root(query, path, follow);
		if (zl_state_finish(state, note, doing))
			root = find_id(state, query, doing);
	}
	sqlite3_finalize(note);
	sqlite3_finalize(query);
	return root;
}

enum zl_status
zl_state_root_path(struct zl_state *state, int64_t root, struct zl_buffer *path, bool *follow)
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_ROOT);

	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_int64(query, 1, root);
	bool got = sqlite3_step(query) == SQLITE_ROW;
	if (got) {
		zl_state_blob(query, 0, path);
		*follow = sqlite3_column_int(query, 1) != 0;
	} else {
		zl_state_report_error(state, "cannot look up an input");
	}
	sqlite3_reset(query);
	return got ? ZL_DONE : ZL_FAILED;
}
