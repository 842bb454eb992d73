/* state.c: state.db: opening it, and the calls that note what a run does. */
#include "state.h"

#include <inttypes.h>
#include <limits.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/message.h"
#include "state_schema.h"
#include "state_sql.h"

static const char *const texts[ZL_STATEMENT_COUNT] = {
    [ZL_STATEMENT_FOUND] = "INSERT INTO found.found(name, root, size, modified, changed, inode)"
			   " VALUES(?1, ?2, ?3, ?4, ?5, ?6) ON CONFLICT DO NOTHING",
    [ZL_STATEMENT_SAME_PLACE] =
	"SELECT f.root, o.path = r.path FROM found.found f, roots o, roots r"
	" WHERE f.name = ?1 AND o.id = f.root AND r.id = ?2",
    [ZL_STATEMENT_NEXT] = "SELECT name, root, reason, known, record FROM found.task WHERE id = ?1",
    [ZL_STATEMENT_SAME] =
	"UPDATE documents SET root = ?2, size = ?3, modified = ?4, changed = ?5, inode = ?6,"
	" missing = NULL WHERE name = ?1",
    [ZL_STATEMENT_DONE] =
	"INSERT OR REPLACE INTO documents(name, root, size, modified, changed, inode, code, stage,"
	" words, sha256, record, record_bytes, seconds, key, run)"
	" VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15)",
    [ZL_STATEMENT_UNREAD] =
	"INSERT INTO documents(name, root, size, modified, changed, inode, code, stage, words,"
	" sha256, record, record_bytes, seconds, key, run)"
	" VALUES(?1, ?2, -1, -1, -1, -1, ?7, ?8, ?9, '', '', 0, ?13, ?14, ?15)"
	" ON CONFLICT(name) DO UPDATE SET root = ?2, code = ?7, stage = ?8, words = ?9,"
	" seconds = ?13, run = ?15, missing = NULL",
    [ZL_STATEMENT_ROOT] = "SELECT path, follow FROM roots WHERE id = ?1",
};

bool
zl_state_complain(struct zl_state *state, const char *doing)
{
	int code = sqlite3_errcode(state->database);

	zl_message("%s: %s: %s%s", state->path, doing, sqlite3_errmsg(state->database),
		   code == SQLITE_FULL ? "; make room on the disk and run again"
		   : code == SQLITE_CORRUPT || code == SQLITE_NOTADB
		       ? "; move the file away and run again: every document is converted anew"
		   : code == SQLITE_IOERR ? "; look after the disk, then run again"
					  : "");
	return false;
}

bool
zl_state_execute(struct zl_state *state, const char *sql, const char *doing)
{
	if (sqlite3_exec(state->database, sql, NULL, NULL, NULL) == SQLITE_OK)
		return true;
	return zl_state_complain(state, doing);
}

struct sqlite3_stmt *
zl_state_prepare(struct zl_state *state, const char *sql)
{
	sqlite3_stmt *statement = NULL;

	if (sqlite3_prepare_v2(state->database, sql, -1, &statement, NULL) != SQLITE_OK)
		zl_state_complain(state, "the state cannot be asked");
	return statement;
}

/* The statement, prepared once; NULL, and the reason said, when it cannot be. */
static sqlite3_stmt *
statement(struct zl_state *state, enum zl_statement which)
{
	if (state->statements[which] == NULL)
		state->statements[which] = zl_state_prepare(state, texts[which]);
	return state->statements[which];
}

bool
zl_state_finish(struct zl_state *state, struct sqlite3_stmt *prepared, const char *doing)
{
	bool done = sqlite3_step(prepared) == SQLITE_DONE;

	if (!done)
		zl_state_complain(state, doing);
	sqlite3_reset(prepared);
	return done;
}

int64_t
zl_state_number(struct zl_state *state, const char *sql)
{
	int64_t number = -1;
	sqlite3_stmt *asked = zl_state_prepare(state, sql);

	if (asked != NULL && sqlite3_step(asked) == SQLITE_ROW)
		number = sqlite3_column_int64(asked, 0);
	else if (asked != NULL)
		zl_state_complain(state, "the state cannot be read");
	sqlite3_finalize(asked);
	return number;
}

static bool
migrate(struct zl_state *state, enum zl_state_mode mode)
{
	int64_t version = zl_state_number(state, "PRAGMA user_version");
	char pragma[96];

	if (version < 0)
		return false;
	if (version > ZL_STATE_VERSION) {
		zl_message("%s: made by a later zhengli (version %" PRId64
			   " of the state, this one "
			   "knows %d); use that zhengli, or another OUT",
			   state->path, version, ZL_STATE_VERSION);
		return false;
	}
	if (mode == ZL_STATE_READ && version < ZL_STATE_VERSION) {
		zl_message("%s: made by an earlier zhengli; zhengli run brings it up to date",
			   state->path);
		return false;
	}
	for (; version < ZL_STATE_VERSION; version++) {
		snprintf(pragma, sizeof(pragma),
			 "PRAGMA application_id = %d; PRAGMA user_version = %" PRId64 "; COMMIT",
			 ZL_STATE_APPLICATION, version + 1);
		if (!zl_state_execute(state, "BEGIN IMMEDIATE", "its tables cannot be made") ||
		    !zl_state_execute(state, zl_state_steps[version],
				      "its tables cannot be made") ||
		    !zl_state_execute(state, pragma, "its tables cannot be made"))
			return false;
	}
	return true;
}

/*
 * What only this run needs is in a file of its own, without journal, as OUT/tmp is cleared anyway,
 * and locked once, as nobody else can open it: eight system calls a document less.
 */
static bool
attach_scratch(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	sqlite3_stmt *attach = zl_state_prepare(state, "ATTACH ?1 AS found");
	char *path = mode == ZL_STATE_DRY ? sqlite3_mprintf(":memory:")
					  : sqlite3_mprintf("%s/tmp/found.db", out);
	bool done = attach != NULL && path != NULL &&
		    sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
		    zl_state_finish(state, attach, "tmp/found.db cannot be made");

	if (done && mode != ZL_STATE_DRY)
		unlink(path); /* it goes when it is closed, however that comes about */
	sqlite3_finalize(attach);
	sqlite3_free(path);
	return done &&
	       zl_state_execute(state,
				"PRAGMA found.locking_mode = EXCLUSIVE;"
				"PRAGMA found.journal_mode = OFF; PRAGMA found.synchronous = OFF;"
				"PRAGMA found.cache_size = -65536;"
				"CREATE TABLE found.found(name BLOB PRIMARY KEY, root INTEGER,"
				" size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER)"
				" WITHOUT ROWID;"
				"CREATE TABLE found.task(id INTEGER PRIMARY KEY, name BLOB,"
				" root INTEGER, reason INTEGER, known TEXT, record TEXT);",
				"tmp/found.db cannot be made");
}

static bool
set_up(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	sqlite3_busy_timeout(state->database, 10000);
	if (!zl_state_execute(state, "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY",
			      "it cannot be read"))
		return false;
	if (mode == ZL_STATE_WRITE &&
	    !zl_state_execute(state, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
			      "it cannot be opened for writing"))
		return false;
	if (!migrate(state, mode))
		return false;
	if (mode == ZL_STATE_READ)
		return true;
	return attach_scratch(state, out, mode) &&
	       (mode != ZL_STATE_DRY || zl_state_execute(state, "BEGIN", "it cannot be read"));
}

bool
zl_state_open(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	char *path = sqlite3_mprintf("%s/state.db", out);
	int flags = SQLITE_OPEN_READWRITE | (mode == ZL_STATE_WRITE ? SQLITE_OPEN_CREATE : 0);

	*state = (struct zl_state){.path = path};
	if (path == NULL)
		return false;
	bool absent = mode == ZL_STATE_DRY && access(path, F_OK) == -1;
	if (sqlite3_open_v2(absent ? ":memory:" : path, &state->database, flags, NULL) !=
	    SQLITE_OK) {
		zl_message("%s: %s%s", path, sqlite3_errmsg(state->database),
			   mode == ZL_STATE_READ ? "; is this the OUT of a zhengli run?" : "");
		zl_state_close(state);
		return false;
	}
	bool done = set_up(state, out, mode);
	if (!done)
		zl_state_close(state);
	return done;
}

void
zl_state_close(struct zl_state *state)
{
	for (size_t i = 0; i < ZL_STATEMENT_COUNT; i++)
		sqlite3_finalize(state->statements[i]);
	sqlite3_close(state->database);
	sqlite3_free((char *)state->path);
	*state = (struct zl_state){0};
}

bool
zl_state_transaction(struct zl_state *state)
{
	if (!sqlite3_get_autocommit(state->database)) /* a dry run is one long transaction */
		return true;
	return zl_state_execute(state, "BEGIN IMMEDIATE", "nothing can be noted in it");
}

bool
zl_state_commit(struct zl_state *state)
{
	return zl_state_execute(state, "COMMIT", "what was done cannot be noted in it");
}

int64_t
zl_time_now(void)
{
	struct timespec now;

	clock_gettime(CLOCK_REALTIME, &now);
	return (int64_t)now.tv_sec * 1000000000 + now.tv_nsec;
}

static bool
note_key(struct zl_state *state, const struct zl_state_key *key)
{
	sqlite3_stmt *note = zl_state_prepare(
	    state, "INSERT INTO keys(rules, version, settings, limits) VALUES(?1, ?2, ?3, ?4)"
		   " ON CONFLICT DO UPDATE SET rules = rules RETURNING id");
	bool done = false;

	if (note == NULL)
		return false;
	sqlite3_bind_text(note, 1, key->rules, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, key->version, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 3, key->settings, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 4, key->limits, -1, SQLITE_STATIC);
	if (sqlite3_step(note) == SQLITE_ROW) {
		state->key = sqlite3_column_int64(note, 0);
		done = zl_state_finish(state, note, "the key cannot be noted in it");
	} else {
		zl_state_complain(state, "the key cannot be noted in it");
	}
	sqlite3_finalize(note);
	return done;
}

bool
zl_state_begin(struct zl_state *state, const struct zl_state_run *run,
	       const struct zl_state_key *key)
{
	char host[HOST_NAME_MAX + 1] = "";

	gethostname(host, sizeof(host) - 1);
	if (!note_key(state, key))
		return false;
	sqlite3_stmt *note = zl_state_prepare(
	    state, "INSERT INTO runs(command, arguments, host, process, started, key, sandbox,"
		   " workers) VALUES(?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)");
	if (note == NULL)
		return false;
	sqlite3_bind_text(note, 1, run->command, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, run->arguments, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 3, host, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 4, getpid());
	sqlite3_bind_int64(note, 5, zl_time_now());
	sqlite3_bind_int64(note, 6, state->key);
	sqlite3_bind_text(note, 7, run->sandbox, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 8, run->workers);
	bool done = zl_state_finish(state, note, "the run cannot be noted in it");
	sqlite3_finalize(note);
	state->run = sqlite3_last_insert_rowid(state->database);
	return done;
}

bool
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
		return false;
	for (int i = 0; i < NUMBERS; i++)
		sqlite3_bind_int64(note, i + 1, (int64_t)numbers[i]);
	sqlite3_bind_int64(note, NUMBERS + 1, zl_time_now());
	sqlite3_bind_int64(note, NUMBERS + 2, status);
	sqlite3_bind_int64(note, NUMBERS + 3, state->run);
	bool done = zl_state_finish(state, note, "the run's end cannot be noted in it");
	sqlite3_finalize(note);
	return done;
}

bool
zl_state_meta(struct zl_state *state, const char *name, struct zl_buffer *value)
{
	sqlite3_stmt *ask = zl_state_prepare(state, "SELECT value FROM meta WHERE name = ?1");

	zl_buffer_clear(value);
	zl_buffer_text(value, "");
	if (ask == NULL)
		return false;
	sqlite3_bind_text(ask, 1, name, -1, SQLITE_STATIC);
	int got = sqlite3_step(ask);
	if (got == SQLITE_ROW)
		zl_buffer_text(value, (const char *)sqlite3_column_text(ask, 0));
	else if (got != SQLITE_DONE)
		zl_state_complain(state, "it cannot be read");
	sqlite3_finalize(ask);
	return got == SQLITE_ROW || got == SQLITE_DONE;
}

bool
zl_state_set_meta(struct zl_state *state, const char *name, const char *value)
{
	sqlite3_stmt *note =
	    zl_state_prepare(state, "INSERT OR REPLACE INTO meta(name, value) VALUES(?1, ?2)");

	if (note == NULL)
		return false;
	sqlite3_bind_text(note, 1, name, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 2, value, -1, SQLITE_STATIC);
	bool done = zl_state_finish(state, note, "a setting cannot be noted in it");
	sqlite3_finalize(note);
	return done;
}

int64_t
zl_state_root(struct zl_state *state, const char *path, bool follow)
{
	int64_t root = 0;
	sqlite3_stmt *note =
	    zl_state_prepare(state, "INSERT INTO roots(path, follow) VALUES(?1, ?2)"
				    " ON CONFLICT DO UPDATE SET path = path RETURNING id");

	if (note == NULL)
		return 0;
	sqlite3_bind_blob64(note, 1, path, strlen(path), SQLITE_STATIC);
	sqlite3_bind_int(note, 2, follow);
	if (sqlite3_step(note) == SQLITE_ROW) {
		root = sqlite3_column_int64(note, 0);
		if (!zl_state_finish(state, note, "an input cannot be noted in it"))
			root = 0;
	} else {
		zl_state_complain(state, "an input cannot be noted in it");
	}
	sqlite3_finalize(note);
	return root;
}

bool
zl_state_root_path(struct zl_state *state, int64_t root, struct zl_buffer *path, bool *follow)
{
	sqlite3_stmt *ask = statement(state, ZL_STATEMENT_ROOT);

	if (ask == NULL)
		return false;
	sqlite3_bind_int64(ask, 1, root);
	bool got = sqlite3_step(ask) == SQLITE_ROW;
	if (got) {
		zl_buffer_clear(path);
		zl_buffer_add(path, sqlite3_column_blob(ask, 0),
			      (size_t)sqlite3_column_bytes(ask, 0));
		*follow = sqlite3_column_int(ask, 1) != 0;
	} else {
		zl_state_complain(state, "an input cannot be looked up in it");
	}
	sqlite3_reset(ask);
	return got;
}

void
zl_stamp_of(const struct stat *status, struct zl_stamp *stamp)
{
	stamp->size = status->st_size;
	stamp->modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
	stamp->changed = (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec;
	stamp->inode = (int64_t)status->st_ino;
}

/* Binds what most statements begin with: ?1 name, ?2 root, ?3 to ?6 the stamp. */
static void
bind_source(sqlite3_stmt *prepared, int64_t root, const char *name, size_t length,
	    const struct zl_stamp *stamp)
{
	sqlite3_bind_blob64(prepared, 1, name, length, SQLITE_STATIC);
	sqlite3_bind_int64(prepared, 2, root);
	if (stamp == NULL)
		return;
	sqlite3_bind_int64(prepared, 3, stamp->size);
	sqlite3_bind_int64(prepared, 4, stamp->modified);
	sqlite3_bind_int64(prepared, 5, stamp->changed);
	sqlite3_bind_int64(prepared, 6, stamp->inode);
}

/* Another source has the name: the same one, or not. */
static enum zl_found
found_before(struct zl_state *state, int64_t root, const char *name, size_t length, int64_t *other)
{
	sqlite3_stmt *ask = statement(state, ZL_STATEMENT_SAME_PLACE);
	enum zl_found result = ZL_FOUND_BROKEN;

	if (ask == NULL)
		return result;
	bind_source(ask, root, name, length, NULL);
	if (sqlite3_step(ask) == SQLITE_ROW) {
		*other = sqlite3_column_int64(ask, 0);
		result = sqlite3_column_int(ask, 1) ? ZL_FOUND_TWICE : ZL_FOUND_COLLISION;
	} else {
		zl_state_complain(state, "a name cannot be looked up in it");
	}
	sqlite3_reset(ask);
	return result;
}

enum zl_found
zl_state_found(struct zl_state *state, int64_t root, const char *name, size_t length,
	       const struct zl_stamp *stamp, int64_t *other)
{
	sqlite3_stmt *note = statement(state, ZL_STATEMENT_FOUND);

	if (note == NULL)
		return ZL_FOUND_BROKEN;
	bind_source(note, root, name, length, stamp);
	if (!zl_state_finish(state, note, "what was found cannot be noted in tmp/found.db"))
		return ZL_FOUND_BROKEN;
	if (sqlite3_changes(state->database) == 1)
		return ZL_FOUND_NEW;
	return found_before(state, root, name, length, other);
}

bool
zl_state_task(struct zl_state *state, int64_t id, struct zl_task *task, struct zl_buffer *name,
	      bool *broken)
{
	sqlite3_stmt *ask = statement(state, ZL_STATEMENT_NEXT);
	int got = SQLITE_ERROR;

	if (ask != NULL) {
		sqlite3_bind_int64(ask, 1, id);
		got = sqlite3_step(ask);
	}
	if (got == SQLITE_ROW) {
		zl_buffer_clear(name);
		zl_buffer_add(name, sqlite3_column_blob(ask, 0),
			      (size_t)sqlite3_column_bytes(ask, 0));
		task->root = sqlite3_column_int64(ask, 1);
		task->reason = (enum zl_reason)sqlite3_column_int(ask, 2);
		snprintf(task->known, sizeof(task->known), "%s", sqlite3_column_text(ask, 3));
		snprintf(task->record, sizeof(task->record), "%s", sqlite3_column_text(ask, 4));
	} else if (ask != NULL && got != SQLITE_DONE) {
		zl_state_complain(state, "the next document cannot be read from tmp/found.db");
	}
	sqlite3_reset(ask);
	*broken = got != SQLITE_ROW && got != SQLITE_DONE;
	return got == SQLITE_ROW;
}

/* Binds ?7 to ?15: the outcome, under the run and its key. */
static void
bind_outcome(struct zl_state *state, sqlite3_stmt *prepared, const struct zl_outcome *outcome)
{
	const char *const message[] = {outcome->code, outcome->stage, outcome->message,
				       outcome->sha256, outcome->record};

	for (int i = 0; i < 5; i++)
		sqlite3_bind_text(prepared, 7 + i, message[i], -1, SQLITE_STATIC);
	sqlite3_bind_int64(prepared, 12, (int64_t)outcome->record_bytes);
	sqlite3_bind_double(prepared, 13, outcome->seconds);
	sqlite3_bind_int64(prepared, 14, state->key);
	sqlite3_bind_int64(prepared, 15, state->run);
}

bool
zl_state_done(struct zl_state *state, int64_t root, const char *name, size_t length,
	      const struct zl_stamp *stamp, const struct zl_outcome *outcome)
{
	sqlite3_stmt *note = statement(state, ZL_STATEMENT_DONE);

	if (note == NULL)
		return false;
	bind_source(note, root, name, length, stamp);
	bind_outcome(state, note, outcome);
	return zl_state_finish(state, note, "an outcome cannot be noted in it");
}

bool
zl_state_unread(struct zl_state *state, int64_t root, const char *name, size_t length,
		const struct zl_outcome *outcome)
{
	sqlite3_stmt *note = statement(state, ZL_STATEMENT_UNREAD);

	if (note == NULL)
		return false;
	bind_source(note, root, name, length, NULL);
	bind_outcome(state, note, outcome);
	return zl_state_finish(state, note, "an outcome cannot be noted in it");
}

bool
zl_state_same(struct zl_state *state, int64_t root, const char *name, size_t length,
	      const struct zl_stamp *stamp)
{
	sqlite3_stmt *note = statement(state, ZL_STATEMENT_SAME);

	if (note == NULL)
		return false;
	bind_source(note, root, name, length, stamp);
	return zl_state_finish(state, note, "a new time of change cannot be noted in it");
}
