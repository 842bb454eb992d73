/* plan.c: state.h's questions about what is to be done: what was found against what is known. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/common/message.h"
#include "state.h"
#include "state_sql.h"

/* Whether the outcome in d was made with what the run works with: ?1 is the run's key. */
#define FRESH                                                                                      \
	"(d.key = ?1 OR (d.code = 'ok' AND d.key IN (SELECT k.id FROM keys k, keys r"              \
	" WHERE r.id = ?1 AND k.rules = r.rules AND k.version = r.version"                         \
	" AND k.settings = r.settings)))"

static const char plan_run[] =
    "INSERT INTO found.task(name, root, reason, known, record)"
    " SELECT f.name, f.root,"
    "  CASE WHEN d.name IS NULL THEN 0 WHEN d.code IN " ZL_SQL_UNREAD " THEN 3"
    "  WHEN NOT " FRESH " THEN 2 ELSE 1 END,"
    "  CASE WHEN d.name IS NOT NULL AND d.code NOT IN " ZL_SQL_UNREAD " AND " FRESH
    "  THEN d.sha256 ELSE '' END, coalesce(d.record, '')"
    " FROM found.found f LEFT JOIN documents d ON d.name = f.name"
    " WHERE ?2 OR d.name IS NULL OR d.size <> f.size OR d.modified <> f.modified"
    "  OR d.changed <> f.changed OR d.inode <> f.inode OR d.root <> f.root"
    "  OR d.code IN " ZL_SQL_UNREAD " OR NOT " FRESH " ORDER BY f.name";

/* Notes the tasks.  From here on everything is asked in order of names: little cache will do. */
static bool
fill_tasks(struct zl_state *state, sqlite3_stmt *fill, uint64_t *planned)
{
	bool done = fill != NULL && zl_state_finish(state, fill, "the run cannot be planned");

	*planned = done ? (uint64_t)sqlite3_changes64(state->database) : 0;
	sqlite3_finalize(fill);
	return done && zl_state_execute(state,
					"PRAGMA main.cache_size = -4096;"
					"PRAGMA found.cache_size = -1024; PRAGMA shrink_memory",
					"the run cannot be planned");
}

bool
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
				"what came back cannot be noted in it");
}

/* Whether code is among codes; no codes stand for all. */
static bool
chosen(const char *const *codes, const char *code)
{
	if (codes == NULL || codes[0] == NULL)
		return true;
	while (*codes != NULL && strcmp(*codes, code) != 0)
		codes++;
	return *codes != NULL;
}

static void
chosen_in_sql(sqlite3_context *context, int count, sqlite3_value **values)
{
	const char *code = (const char *)sqlite3_value_text(values[0]);

	(void)count;
	sqlite3_result_int(context, code != NULL && chosen(sqlite3_user_data(context), code));
}

bool
zl_state_plan_retry(struct zl_state *state, const char *const *codes, uint64_t *planned)
{
	if (sqlite3_create_function(state->database, "chosen", 1, SQLITE_UTF8, (void *)codes,
				    chosen_in_sql, NULL, NULL) != SQLITE_OK)
		return zl_state_complain(state, "the run cannot be planned");
	return fill_tasks(
	    state,
	    zl_state_prepare(state, "INSERT INTO found.task(name, root, reason, known, record)"
				    " SELECT name, root, 3, '', record FROM documents"
				    " WHERE code <> 'ok' AND missing IS NULL AND chosen(code)"
				    " ORDER BY name"),
	    planned);
}

/* Column 0 of the row at hand as a C string in name. */
static const char *
take_name(sqlite3_stmt *row, struct zl_buffer *name)
{
	zl_buffer_clear(name);
	zl_buffer_add(name, sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0));
	return name->data;
}

bool
zl_state_moved(struct zl_state *state,
	       bool (*taken)(void *context, const char *name, int64_t was, int64_t is),
	       void *context, bool *clash)
{
	sqlite3_stmt *ask = zl_state_prepare(
	    state, "SELECT f.name, d.root, f.root FROM found.found f JOIN documents d"
		   " ON d.name = f.name WHERE d.root <> f.root AND d.missing IS NULL");
	struct zl_buffer name = {0};
	int got = SQLITE_ERROR;

	*clash = false;
	while (ask != NULL && !*clash && (got = sqlite3_step(ask)) == SQLITE_ROW)
		*clash = taken(context, take_name(ask, &name), sqlite3_column_int64(ask, 1),
			       sqlite3_column_int64(ask, 2));
	if (ask != NULL && got != SQLITE_DONE && got != SQLITE_ROW)
		zl_state_complain(state, "it cannot be compared with what was found");
	sqlite3_finalize(ask);
	zl_buffer_free(&name);
	return got == SQLITE_DONE || got == SQLITE_ROW;
}

/* Whether one of the folders that lead to name is where the record of another source goes. */
static bool
record_on_the_way(sqlite3_stmt *ask, const char *name, struct zl_buffer *other)
{
	for (const char *at = name; (at = strstr(at, ".xml/")) != NULL; at++) {
		sqlite3_bind_blob64(ask, 1, name, (size_t)(at - name), SQLITE_STATIC);
		bool there = sqlite3_step(ask) == SQLITE_ROW;
		sqlite3_reset(ask);
		if (there) {
			zl_buffer_clear(other);
			zl_buffer_add(other, name, (size_t)(at - name));
			return true;
		}
	}
	return false;
}

bool
zl_state_nested(struct zl_state *state, struct zl_buffer *one, struct zl_buffer *two)
{
	sqlite3_stmt *all = zl_state_prepare(
	    state, "SELECT name FROM found.found WHERE instr(name, x'2e786d6c2f') > 0");
	sqlite3_stmt *ask = zl_state_prepare(state, "SELECT 1 FROM found.found WHERE name = ?1");
	bool nested = false;

	while (all != NULL && ask != NULL && !nested && sqlite3_step(all) == SQLITE_ROW)
		nested = record_on_the_way(ask, take_name(all, two), one);
	sqlite3_finalize(all);
	sqlite3_finalize(ask);
	return nested;
}

bool
zl_state_mark_missing(struct zl_state *state, int64_t root,
		      bool (*gone)(void *context, const char *name, bool record), void *context,
		      uint64_t *missing)
{
	sqlite3_stmt *ask =
	    zl_state_prepare(state, "SELECT name, record <> '' FROM documents d WHERE d.root = ?1"
				    " AND d.missing IS NULL AND NOT EXISTS"
				    " (SELECT 1 FROM found.found f WHERE f.name = d.name)");
	sqlite3_stmt *mark =
	    zl_state_prepare(state, "UPDATE documents SET missing = ?2 WHERE name = ?1");
	struct zl_buffer name = {0};
	bool done = ask != NULL && mark != NULL;
	int got = SQLITE_DONE;

	if (done)
		sqlite3_bind_int64(ask, 1, root);
	while (done && (got = sqlite3_step(ask)) == SQLITE_ROW) {
		if (!gone(context, take_name(ask, &name), sqlite3_column_int(ask, 1) != 0))
			continue;
		sqlite3_bind_blob64(mark, 1, name.data, name.length, SQLITE_STATIC);
		sqlite3_bind_int64(mark, 2, state->run);
		done = zl_state_finish(state, mark, "what is missing cannot be noted in it");
		++*missing;
	}
	if (done && got != SQLITE_DONE)
		done = zl_state_complain(state, "what is missing cannot be told");
	sqlite3_finalize(ask);
	sqlite3_finalize(mark);
	zl_buffer_free(&name);
	return done;
}
