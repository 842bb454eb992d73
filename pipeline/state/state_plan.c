/* state_plan.c: what is to be done: what was found against what is known. */
#include "state_plan.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "state_sql.h"

/* Another source has the name: the same one, or not. */
static enum zl_found
found_before(struct zl_state *state, const struct zl_source_id *source, int64_t *other)
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_SAME_PLACE);
	enum zl_found result = ZL_FOUND_FAILED;

	if (query == NULL)
		return result;
	zl_source_bind(query, source);
	if (sqlite3_step(query) == SQLITE_ROW) {
		*other = sqlite3_column_int64(query, 0);
		result = sqlite3_column_int(query, 1) ? ZL_FOUND_TWICE : ZL_FOUND_COLLISION;
	} else {
		zl_state_report_error(state, "cannot look up a name");
	}
	sqlite3_reset(query);
	return result;
}

enum zl_found
zl_state_found(struct zl_state *state, const struct zl_source_id *source, int64_t *other)
{
	sqlite3_stmt *note = zl_state_statement(state, ZL_STATEMENT_FOUND);

	if (note == NULL)
		return ZL_FOUND_FAILED;
	zl_source_bind(note, source);
	if (!zl_state_finish(state, note, "cannot record what was found in tmp/found.db"))
		return ZL_FOUND_FAILED;
	if (sqlite3_changes(state->database) == 1)
		return ZL_FOUND_NEW;
	return found_before(state, source, other);
}

/* Whether the outcome in d was made with what the run works with: ?1 is the run's key. */
#define FRESH                                                                                      \
	"(d.key = ?1 OR (d.code = 'ok' AND d.key IN (SELECT k.id FROM keys k, keys r"              \
	" WHERE r.id = ?1 AND k.rules = r.rules AND k.version = r.version"                         \
	" AND k.settings = r.settings)))"

/* Whether it was made with the corrections that its source has now. */
#define CORRECTED                                                                                  \
	"d.corrections = coalesce((SELECT c.sha256 FROM found.corrections c"                       \
	" WHERE c.source = d.sha256), '')"

static const char plan_run[] =
    "INSERT INTO found.task(name, root, reason, known, record)"
    " SELECT f.name, f.root,"
    "  CASE WHEN d.name IS NULL THEN 0 WHEN d.code IN " ZL_SQL_UNREAD " THEN 3"
    "  WHEN NOT (" FRESH " AND " CORRECTED ") THEN 2 ELSE 1 END,"
    "  CASE WHEN d.name IS NOT NULL AND d.code NOT IN " ZL_SQL_UNREAD " AND " FRESH
    "  AND " CORRECTED " THEN d.sha256 ELSE '' END, coalesce(d.record, '')"
    " FROM found.found f LEFT JOIN documents d ON d.name = f.name"
    " WHERE ?2 OR d.name IS NULL OR d.size <> f.size OR d.modified <> f.modified"
    "  OR d.changed <> f.changed OR d.inode <> f.inode OR d.root <> f.root"
    "  OR d.code IN " ZL_SQL_UNREAD " OR NOT " FRESH " OR NOT " CORRECTED " ORDER BY f.name";

/* Notes the tasks.  From here on everything is asked in order of names: little cache will do. */
static enum zl_status
fill_tasks(struct zl_state *state, sqlite3_stmt *fill, uint64_t *planned)
{
	bool filled = fill != NULL && zl_state_finish(state, fill, "cannot plan the run");
	int64_t count = filled ? zl_state_number(state, "SELECT count(*) FROM found.task") : -1;

	*planned = count >= 0 ? (uint64_t)count : 0;
	sqlite3_finalize(fill);
	return count >= 0 &&
	       zl_state_execute(state,
				"PRAGMA main.cache_size = -4096;"
				"PRAGMA found.cache_size = -1024; PRAGMA shrink_memory",
				"cannot plan the run");
}

enum zl_status
zl_state_plan(struct zl_state *state, bool verify, uint64_t *planned, uint64_t *unchanged)
{
	sqlite3_stmt *fill = zl_state_prepare(state, plan_run);

	if (fill != NULL) {
		sqlite3_bind_int64(fill, 1, state->key);
		sqlite3_bind_int(fill, 2, verify);
	}
	if (!fill_tasks(state, fill, planned))
		return false;
	int64_t found = zl_state_number(state, "SELECT count(*) FROM found.found");
	*unchanged = (uint64_t)found - *planned;
	return found >= 0 &&
	       zl_state_execute(state,
				"UPDATE documents SET missing = NULL WHERE missing IS NOT NULL"
				" AND name IN (SELECT name FROM found.found)",
				"cannot record what came back");
}

/* Whether code is among codes; no codes stand for all. */
static bool
is_chosen(const char *const *codes, const char *code)
{
	if (codes == NULL || codes[0] == NULL)
		return true;
	while (*codes != NULL && strcmp(*codes, code) != 0)
		codes++;
	return *codes != NULL;
}

/* The SQL function chosen(code) of a retry. */
static void
is_chosen_in_sql(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *code = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	sqlite3_result_int(context, code != NULL && is_chosen(sqlite3_user_data(context), code));
}

enum zl_status
zl_state_plan_retry(struct zl_state *state, const char *const *codes, uint64_t *planned)
{
	if (sqlite3_create_function(state->database, "chosen", 1, SQLITE_UTF8, (void *)codes,
				    is_chosen_in_sql, NULL, NULL) != SQLITE_OK)
		return zl_state_report_error(state, "cannot plan the run");
	return fill_tasks(
	    state,
	    zl_state_prepare(state, "INSERT INTO found.task(name, root, reason, known, record)"
				    " SELECT name, root, 3, '', record FROM documents"
				    " WHERE code <> 'ok' AND missing IS NULL AND chosen(code)"
				    " ORDER BY name"),
	    planned);
}

enum zl_status
zl_state_task(struct zl_state *state, int64_t id, struct zl_task *task, struct zl_buffer *name,
	      bool *there)
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_NEXT);
	int got = SQLITE_ERROR;

	if (query != NULL) {
		sqlite3_bind_int64(query, 1, id);
		got = sqlite3_step(query);
	}
	if (got == SQLITE_ROW) {
		zl_state_blob(query, 0, name);
		task->root = sqlite3_column_int64(query, 1);
		task->reason = (enum zl_reason)sqlite3_column_int(query, 2);
		snprintf(task->known, sizeof(task->known), "%s", sqlite3_column_text(query, 3));
		snprintf(task->record, sizeof(task->record), "%s", sqlite3_column_text(query, 4));
	} else if (query != NULL && got != SQLITE_DONE) {
		zl_state_report_error(state, "cannot read the next document from tmp/found.db");
	}
	sqlite3_reset(query);
	*there = got == SQLITE_ROW;
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_moved(struct zl_state *state,
	       bool (*is_held)(void *context, const char *name, int64_t was, int64_t is),
	       void *context, bool *clash)
{
	sqlite3_stmt *query = zl_state_prepare(
	    state, "SELECT f.name, d.root, f.root FROM found.found f JOIN documents d"
		   " ON d.name = f.name WHERE d.root <> f.root AND d.missing IS NULL");
	struct zl_buffer name = {0};
	int got = SQLITE_ERROR;

	*clash = false;
	while (query != NULL && !*clash && (got = sqlite3_step(query)) == SQLITE_ROW)
		*clash = is_held(context, zl_state_blob(query, 0, &name),
				 sqlite3_column_int64(query, 1), sqlite3_column_int64(query, 2));
	if (query != NULL && got != SQLITE_DONE && got != SQLITE_ROW)
		zl_state_report_error(state, "cannot compare it with what was found");
	sqlite3_finalize(query);
	zl_buffer_free(&name);
	return got == SQLITE_DONE || got == SQLITE_ROW ? ZL_DONE : ZL_FAILED;
}

/* Whether one of the folders that lead to name is where the record of another source goes. */
static bool
is_record_on_the_way(sqlite3_stmt *query, const char *name, struct zl_buffer *other)
{
	for (const char *at = name; (at = strstr(at, ".xml/")) != NULL; at++) {
		sqlite3_bind_blob64(query, 1, name, (size_t)(at - name), SQLITE_STATIC);
		bool there = sqlite3_step(query) == SQLITE_ROW;
		sqlite3_reset(query);
		if (there) {
			zl_buffer_clear(other);
			zl_buffer_add(other, name, (size_t)(at - name));
			return true;
		}
	}
	return false;
}

enum zl_status
zl_state_nested(struct zl_state *state, struct zl_buffer *one, struct zl_buffer *two, bool *nested)
{
	sqlite3_stmt *all = zl_state_prepare(
	    state, "SELECT name FROM found.found WHERE instr(name, x'2e786d6c2f') > 0");
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT 1 FROM found.found WHERE name = ?1");
	int got = SQLITE_ERROR;

	*nested = false;
	while (all != NULL && query != NULL && !*nested && (got = sqlite3_step(all)) == SQLITE_ROW)
		*nested = is_record_on_the_way(query, zl_state_blob(all, 0, two), one);
	if (all != NULL && query != NULL && got != SQLITE_DONE && got != SQLITE_ROW)
		zl_state_report_error(state, "cannot compare what was found");
	sqlite3_finalize(all);
	sqlite3_finalize(query);
	return got == SQLITE_DONE || got == SQLITE_ROW ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_mark_missing(struct zl_state *state, int64_t root,
		      bool (*is_gone)(void *context, const char *name, bool record), void *context,
		      uint64_t *missing)
{
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT name, record <> '' FROM documents d WHERE d.root = ?1"
				    " AND d.missing IS NULL AND NOT EXISTS"
				    " (SELECT 1 FROM found.found f WHERE f.name = d.name)");
	sqlite3_stmt *mark =
	    zl_state_prepare(state, "UPDATE documents SET missing = ?2 WHERE name = ?1");
	struct zl_buffer name = {0};
	enum zl_status done = query != NULL && mark != NULL ? ZL_DONE : ZL_FAILED;
	int got = SQLITE_DONE;

	if (done)
		sqlite3_bind_int64(query, 1, root);
	while (done && (got = sqlite3_step(query)) == SQLITE_ROW) {
		if (!is_gone(context, zl_state_blob(query, 0, &name),
			     sqlite3_column_int(query, 1) != 0))
			continue;
		sqlite3_bind_blob64(mark, 1, name.data, name.length, SQLITE_STATIC);
		sqlite3_bind_int64(mark, 2, state->run);
		done = zl_state_finish(state, mark, "cannot record what is missing");
		++*missing;
	}
	if (done && got != SQLITE_DONE)
		done = zl_state_report_error(state, "cannot find out what is missing");
	sqlite3_finalize(query);
	sqlite3_finalize(mark);
	zl_buffer_free(&name);
	return done;
}

int64_t
zl_state_known_below(struct zl_state *state, const int64_t *roots, size_t count)
{
	sqlite3_stmt *query = zl_state_prepare(
	    state, "SELECT count(*) FROM documents WHERE root = ?1 AND missing IS NULL");
	int64_t known = query == NULL ? -1 : 0;

	for (size_t i = 0; known >= 0 && i < count; i++) {
		sqlite3_bind_int64(query, 1, roots[i]);
		if (sqlite3_step(query) == SQLITE_ROW) {
			known += sqlite3_column_int64(query, 0);
		} else {
			zl_state_report_error(state, "cannot read the state");
			known = -1;
		}
		sqlite3_reset(query);
	}
	sqlite3_finalize(query);
	return known;
}

enum zl_status
zl_state_twice(struct zl_state *state,
	       bool (*is_there)(void *context, const char *known, int64_t known_root,
				const char *found, int64_t root),
	       void *context, bool *twice)
{
	/* A folder that moved as a whole is answered by its first few files. */
	sqlite3_stmt *row = zl_state_prepare(
	    state,
	    "SELECT d.name, d.root, f.name, f.root FROM documents d JOIN found.found f"
	    " ON f.inode = d.inode AND f.size = d.size AND f.modified = d.modified"
	    " WHERE d.missing IS NULL AND d.root NOT IN (SELECT DISTINCT root FROM found.found)"
	    " AND NOT EXISTS (SELECT 1 FROM documents k WHERE k.name = f.name) LIMIT 16");
	struct zl_buffer known = {0}, found = {0};
	int got = SQLITE_ERROR;

	*twice = false;
	while (row != NULL && !*twice && (got = sqlite3_step(row)) == SQLITE_ROW)
		*twice =
		    is_there(context, zl_state_blob(row, 0, &known), sqlite3_column_int64(row, 1),
			     zl_state_blob(row, 2, &found), sqlite3_column_int64(row, 3));
	if (row != NULL && got != SQLITE_ROW && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read the state");
	sqlite3_finalize(row);
	zl_buffer_free(&known);
	zl_buffer_free(&found);
	return *twice || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}
