/* state_intents.c: the table of intents, empty but while a run is at work, or after it was killed.
 */
#include "state_intents.h"

#include <sqlite3.h>
#include <stdio.h>

#include "state_sql.h"

enum zl_status
zl_state_intend(struct zl_state *state, int64_t batch, const struct zl_source_id *source)
{
	sqlite3_stmt *note = zl_state_statement(state, ZL_STATEMENT_INTEND);

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_blob64(note, 1, source->name, source->length, SQLITE_STATIC);
	sqlite3_bind_int64(note, 2, source->root);
	sqlite3_bind_int64(note, 3, state->key);
	sqlite3_bind_int64(note, 4, state->run);
	sqlite3_bind_int64(note, 5, batch);
	return zl_state_finish(state, note, "cannot record what is to be published");
}

enum zl_status
zl_state_fulfil(struct zl_state *state, int64_t batch)
{
	sqlite3_stmt *note = zl_state_statement(state, ZL_STATEMENT_FULFIL);

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_int64(note, 1, batch);
	return zl_state_finish(state, note, "cannot record what was published");
}

enum zl_status
zl_state_intent(struct zl_state *state, int64_t i, struct zl_intent *intent, struct zl_buffer *name,
		bool *there)
{
	sqlite3_stmt *query = zl_state_prepare(
	    state, "SELECT i.name, i.root, i.key, i.run, d.name IS NOT NULL, d.code = 'ok',"
		   " coalesce(d.record, '') FROM intents i LEFT JOIN documents d ON d.name = i.name"
		   " ORDER BY i.rowid LIMIT 1 OFFSET ?1");
	int got = SQLITE_ERROR;

	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_int64(query, 1, i);
	got = sqlite3_step(query);
	if (got == SQLITE_ROW) {
		zl_state_blob(query, 0, name);
		intent->root = sqlite3_column_int64(query, 1);
		intent->key = sqlite3_column_int64(query, 2);
		intent->run = sqlite3_column_int64(query, 3);
		intent->known = sqlite3_column_int(query, 4) != 0;
		intent->ok = sqlite3_column_int(query, 5) != 0;
		snprintf(intent->record, sizeof(intent->record), "%s",
			 sqlite3_column_text(query, 6));
	} else if (got != SQLITE_DONE) {
		zl_state_report_error(state, "cannot read what was to be published");
	}
	sqlite3_finalize(query);
	*there = got == SQLITE_ROW;
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_restate(struct zl_state *state, const struct zl_buffer *name,
		 const struct zl_intent *intent, const char *code, const char *record,
		 uint64_t record_bytes)
{
	sqlite3_stmt *note = zl_state_prepare(
	    state, "INSERT INTO documents(name, root, size, modified, changed, inode, code, stage,"
		   " words, sha256, record, record_bytes, seconds, key, run)"
		   " VALUES(?1, ?2, -1, -1, -1, -1, ?3, '', '', '', ?4, ?5, 0, ?6, ?7)"
		   " ON CONFLICT(name) DO UPDATE SET size = -1, modified = -1, changed = -1,"
		   " inode = -1, code = ?3, stage = '', words = '', sha256 = '', record = ?4,"
		   " record_bytes = ?5, key = ?6, run = ?7");

	if (note == NULL)
		return ZL_FAILED;
	sqlite3_bind_blob64(note, 1, name->data, name->length, SQLITE_STATIC);
	sqlite3_bind_int64(note, 2, intent->root);
	sqlite3_bind_text(note, 3, code, -1, SQLITE_STATIC);
	sqlite3_bind_text(note, 4, record, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 5, (int64_t)record_bytes);
	sqlite3_bind_int64(note, 6, intent->key);
	sqlite3_bind_int64(note, 7, intent->run);
	enum zl_status done = zl_state_finish(state, note, "cannot record what was published");
	sqlite3_finalize(note);
	return done;
}

enum zl_status
zl_state_forget_intents(struct zl_state *state)
{
	return zl_state_execute(state, "DELETE FROM intents", "cannot record what was published");
}
