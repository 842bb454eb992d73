/* state.c: opening state.db: its tables, and the scratch database beside it. */
#include "state.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "state_schema.h"
#include "state_sql.h"

enum zl_state_identity
zl_state_identify(int folder)
{
	/* The database file format: 16 bytes of magic, and at 68 the application's id. */
	static const unsigned char ours[4] = {
	    ZL_STATE_APPLICATION >> 24 & 0xFF, ZL_STATE_APPLICATION >> 16 & 0xFF,
	    ZL_STATE_APPLICATION >> 8 & 0xFF, ZL_STATE_APPLICATION & 0xFF};
	unsigned char head[72];
	struct stat status;
	int file = openat(folder, "state.db", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);

	if (file == -1)
		return errno == ENOENT	? ZL_STATE_IS_ABSENT
		       : errno == ELOOP ? ZL_STATE_IS_FOREIGN
					: ZL_STATE_IS_UNREADABLE;
	int known = fstat(file, &status);
	bool regular = known == 0 && S_ISREG(status.st_mode);
	ssize_t got = regular ? pread(file, head, sizeof(head), 0) : -1;
	int number = errno;
	close(file);
	errno = number;
	if (known == -1 || (regular && got == -1))
		return ZL_STATE_IS_UNREADABLE;
	if (got == 0)
		return ZL_STATE_IS_ABSENT;
	return got == sizeof(head) && memcmp(head, "SQLite format 3", 16) == 0 &&
		       memcmp(head + 68, ours, sizeof(ours)) == 0
		   ? ZL_STATE_IS_OURS
		   : ZL_STATE_IS_FOREIGN;
}

static enum zl_status
migrate(struct zl_state *state, enum zl_state_mode mode)
{
	int64_t version = zl_state_number(state, "PRAGMA user_version");
	const char *doing = N_("cannot create its tables");
	char pragma[96];

	if (version < 0)
		return ZL_FAILED;
	if (version > ZL_STATE_VERSION) {
		zl_message("%s: made by a later zhengli (version %" PRId64
			   " of the state, this one "
			   "knows %d); use that zhengli, or another OUT",
			   state->path, version, ZL_STATE_VERSION);
		return ZL_FAILED;
	}
	if (mode == ZL_STATE_READ && version < ZL_STATE_VERSION) {
		zl_message("%s: made by an earlier zhengli; zhengli run brings it up to date",
			   state->path);
		return ZL_FAILED;
	}
	for (; version < ZL_STATE_VERSION; version++) {
		snprintf(pragma, sizeof(pragma), "PRAGMA user_version = %" PRId64 "; COMMIT",
			 version + 1);
		if (!zl_state_execute(state, "BEGIN IMMEDIATE", doing) ||
		    !zl_state_execute(state, zl_state_steps[version], doing) ||
		    !zl_state_execute(state, pragma, doing))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/*
 * What only this run needs is in a file of its own, without journal, as OUT/tmp is cleared anyway,
 * and locked once, as nobody else can open it: eight system calls a document less.
 */
static enum zl_status
attach_scratch(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	sqlite3_stmt *attach = zl_state_prepare(state, "ATTACH ?1 AS found");
	char *path = mode == ZL_STATE_DRY ? sqlite3_mprintf(":memory:")
					  : sqlite3_mprintf("%s/tmp/found.db", out);
	bool attached = attach != NULL && path != NULL &&
			sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
			zl_state_finish(state, attach, "cannot create tmp/found.db");

	if (attached && mode != ZL_STATE_DRY)
		unlink(path); /* it goes when it is closed, however that comes about */
	sqlite3_finalize(attach);
	sqlite3_free(path);
	return attached &&
	       zl_state_execute(state,
				"PRAGMA found.locking_mode = EXCLUSIVE;"
				"PRAGMA found.journal_mode = OFF; PRAGMA found.synchronous = OFF;"
				"PRAGMA found.cache_size = -65536;"
				"CREATE TABLE found.found(name BLOB PRIMARY KEY, root INTEGER,"
				" size INTEGER, modified INTEGER, changed INTEGER, inode INTEGER)"
				" WITHOUT ROWID;"
				"CREATE TABLE found.task(id INTEGER PRIMARY KEY, name BLOB,"
				" root INTEGER, reason INTEGER, known TEXT, record TEXT);"
				"CREATE TABLE found.corrections(source TEXT PRIMARY KEY,"
				" sha256 TEXT NOT NULL) WITHOUT ROWID;",
				"cannot create tmp/found.db");
}

/* Whether the database is a zhengli's, or has nothing in it. */
static enum zl_status
check_application(struct zl_state *state)
{
	int64_t application = zl_state_number(state, "PRAGMA application_id");

	if (application == ZL_STATE_APPLICATION)
		return ZL_DONE;
	int64_t tables =
	    application < 0 ? -1 : zl_state_number(state, "SELECT count(*) FROM sqlite_master");
	if (tables > 0)
		zl_message("%s: it is not the state of a zhengli run", state->path);
	return tables == 0 ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
set_up(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	sqlite3_busy_timeout(state->database, 10000);
	if (!zl_state_execute(state,
			      "PRAGMA cache_size = -16384; PRAGMA temp_store = MEMORY;"
			      "PRAGMA trusted_schema = OFF",
			      "cannot read it"))
		return ZL_FAILED;
	if (!check_application(state))
		return ZL_FAILED;
	/* The mark that makes OUT ours is in the file itself before anything is in a log beside it.
	 */
	if (mode == ZL_STATE_WRITE &&
	    zl_state_number(state, "PRAGMA application_id") != ZL_STATE_APPLICATION &&
	    !zl_state_execute(state, "PRAGMA application_id = " ZL_STATE_APPLICATION_TEXT,
			      "cannot open it for writing"))
		return ZL_FAILED;
	if (mode == ZL_STATE_WRITE &&
	    !zl_state_execute(state, "PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL",
			      "cannot open it for writing"))
		return ZL_FAILED;
	if (!migrate(state, mode))
		return ZL_FAILED;
	if (mode == ZL_STATE_READ)
		return ZL_DONE;
	return attach_scratch(state, out, mode) &&
	       (mode != ZL_STATE_DRY || zl_state_execute(state, "BEGIN", "cannot read it"));
}

/*
 * Opens the database at path without writing anything beside it: immutable, or where there is a log
 * beside it that has to be read, with locks and the log's index in memory.
 */
static int
open_unwritten(const char *path, sqlite3 **database)
{
	char *log = sqlite3_mprintf("%s-wal", path);
	char *name = sqlite3_mprintf("file:%s?immutable=1", path);
	struct stat status;
	bool logged = log != NULL && stat(log, &status) == 0 && status.st_size > 0;
	int code = SQLITE_NOMEM;

	if (log != NULL && name != NULL && logged) {
		code = sqlite3_open_v2(path, database, SQLITE_OPEN_READWRITE, NULL);
		if (code == SQLITE_OK)
			code =
			    sqlite3_db_config(*database, SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, NULL);
		if (code == SQLITE_OK)
			code = sqlite3_exec(*database, "PRAGMA locking_mode = EXCLUSIVE", NULL,
					    NULL, NULL);
	} else if (log != NULL && name != NULL) {
		code = sqlite3_open_v2(strpbrk(path, "?#%") == NULL ? name : path, database,
				       SQLITE_OPEN_READONLY | SQLITE_OPEN_URI, NULL);
	}
	sqlite3_free(log);
	sqlite3_free(name);
	return code;
}

/* A copy in memory of the database at path, which is only read. */
static enum zl_status
copy_to_memory(struct zl_state *state, const char *path)
{
	sqlite3 *from = NULL;
	sqlite3_backup *backup = NULL;
	int code = sqlite3_open_v2(":memory:", &state->database,
				   SQLITE_OPEN_READWRITE | SQLITE_OPEN_CREATE, NULL);

	if (code == SQLITE_OK)
		code = open_unwritten(path, &from);
	if (code == SQLITE_OK) {
		backup = sqlite3_backup_init(state->database, "main", from, "main");
		if (backup != NULL)
			sqlite3_backup_step(backup, -1);
		code = backup == NULL ? sqlite3_errcode(state->database)
				      : sqlite3_backup_finish(backup);
	}
	sqlite3_close(from);
	if (code != SQLITE_OK)
		zl_message("%s: %s", path, sqlite3_errstr(code));
	return code == SQLITE_OK ? ZL_DONE : ZL_FAILED;
}

/* Whether the state, and the log that may be made beside it, can be written. */
static bool
may_be_written(const char *path, const char *out)
{
	return access(path, W_OK) == 0 && access(out, W_OK) == 0;
}

static enum zl_status
open_database(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	const char *path = state->path;
	int flags = SQLITE_OPEN_READWRITE | (mode == ZL_STATE_WRITE ? SQLITE_OPEN_CREATE : 0);
	bool there = access(path, F_OK) == 0;

	if (there &&
	    (mode == ZL_STATE_DRY || (mode == ZL_STATE_READ && !may_be_written(path, out))))
		return copy_to_memory(state, path);
	if (sqlite3_open_v2(mode == ZL_STATE_DRY ? ":memory:" : path, &state->database, flags,
			    NULL) == SQLITE_OK)
		return ZL_DONE;
	zl_message("%s: %s%s", path, sqlite3_errmsg(state->database),
		   mode == ZL_STATE_READ ? _("; is this the OUT of a zhengli run?") : "");
	return ZL_FAILED;
}

enum zl_status
zl_state_open(struct zl_state *state, const char *out, enum zl_state_mode mode)
{
	char *path = sqlite3_mprintf("%s/state.db", out);

	*state = (struct zl_state){.path = path};
	if (path == NULL) {
		zl_message("%s: out of memory", out);
		return ZL_FAILED;
	}
	if (open_database(state, out, mode) && set_up(state, out, mode))
		return ZL_DONE;
	zl_state_close(state);
	return ZL_FAILED;
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

enum zl_status
zl_state_transaction(struct zl_state *state)
{
	if (!sqlite3_get_autocommit(state->database)) /* a dry run is one long transaction */
		return ZL_DONE;
	return zl_state_execute(state, "BEGIN IMMEDIATE", "cannot write to it");
}

enum zl_status
zl_state_commit(struct zl_state *state)
{
	return zl_state_execute(state, "COMMIT", "cannot record what was done");
}
