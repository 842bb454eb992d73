/* state_folded.c: names in the state of which a file system that ignores case makes one. */
#include <sqlite3.h>

#include "pipeline/common/fold_name.h"
#include "state_plan.h"
#include "state_sql.h"

/* The SQL function fold(name). */
static void
fold_in_sql(sqlite3_context *context, int count, sqlite3_value **values)
{
	struct zl_buffer folded = {0};

	(void)count;
	zl_fold_name(sqlite3_value_blob(values[0]), (size_t)sqlite3_value_bytes(values[0]),
		     &folded);
	if (folded.failed)
		sqlite3_result_error_nomem(context);
	else
		sqlite3_result_blob64(context, folded.data, folded.length, SQLITE_TRANSIENT);
	zl_buffer_free(&folded);
}

/* Looks for two names found that are one. */
static enum zl_status
find_pair(struct zl_state *state, struct zl_buffer *one, struct zl_buffer *two, bool *clash)
{
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT min(name), max(name) FROM found.folded GROUP BY folded"
				    " HAVING count(*) > 1 LIMIT 1");
	int got = query == NULL ? SQLITE_ERROR : sqlite3_step(query);

	*clash = got == SQLITE_ROW;
	if (*clash) {
		zl_state_blob(query, 0, one);
		zl_state_blob(query, 1, two);
	} else if (query != NULL && got != SQLITE_DONE) {
		zl_state_report_error(state, "cannot compare what was found");
	}
	sqlite3_finalize(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

/* The record of the document called name is about to be another's. */
static enum zl_status
note_replaced(struct zl_state *state, const struct zl_buffer *name)
{
	sqlite3_stmt *note = zl_state_prepare(
	    state, "UPDATE documents SET record = '', record_bytes = 0 WHERE name = ?1");

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_blob64(note, 1, name->data, name->length, SQLITE_STATIC);
	enum zl_status done = zl_state_finish(state, note, "cannot record what is replaced");
	sqlite3_finalize(note);
	return done;
}

/* Looks for names found that stand in the state in another form. */
static enum zl_status
find_known(struct zl_state *state, struct zl_buffer *one, struct zl_buffer *two,
	   bool (*is_same)(void *context, const char *found, int64_t root, const char *known,
			   int64_t known_root),
	   void *context, bool *clash)
{
	sqlite3_stmt *query = zl_state_prepare(
	    state, "SELECT f.name, g.root, d.name, d.root FROM documents d"
		   " JOIN found.folded f ON f.folded = fold(d.name) AND f.name <> d.name"
		   " JOIN found.found g ON g.name = f.name WHERE d.record <> ''");
	int got = SQLITE_ERROR;
	enum zl_status done = query == NULL ? ZL_FAILED : ZL_DONE;

	while (done && !*clash && (got = sqlite3_step(query)) == SQLITE_ROW) {
		zl_state_blob(query, 0, one);
		zl_state_blob(query, 2, two);
		*clash = !is_same(context, one->data, sqlite3_column_int64(query, 1), two->data,
				  sqlite3_column_int64(query, 3));
		if (!*clash)
			done = note_replaced(state, two);
	}
	if (query != NULL && got != SQLITE_DONE && got != SQLITE_ROW)
		done = zl_state_report_error(state, "cannot compare what was found");
	sqlite3_finalize(query);
	return done;
}

enum zl_status
zl_state_folded(struct zl_state *state, struct zl_buffer *one, struct zl_buffer *two,
		bool (*is_same)(void *context, const char *found, int64_t root, const char *known,
				int64_t known_root),
		void *context, bool *clash)
{
	if (sqlite3_create_function(state->database, "fold", 1, SQLITE_UTF8, NULL, fold_in_sql,
				    NULL, NULL) != SQLITE_OK)
		return zl_state_report_error(state, "cannot compare what was found");
	if (!zl_state_execute(state,
			      "CREATE TABLE found.folded(folded BLOB, name BLOB);"
			      "INSERT INTO found.folded SELECT fold(name), name FROM found.found;"
			      "CREATE INDEX found.folded_index ON folded(folded)",
			      "cannot compare what was found") ||
	    !find_pair(state, one, two, clash))
		return ZL_FAILED;
	return *clash ? ZL_DONE : find_known(state, one, two, is_same, context, clash);
}
