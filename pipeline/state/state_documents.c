/* state_documents.c: what became of each source. */
#include "state_documents.h"

#include <sqlite3.h>

#include "pipeline/common/clock.h"
#include "state_sql.h"

void
zl_stamp_of(const struct stat *status, struct zl_stamp *stamp)
{
	stamp->size = status->st_size;
	stamp->modified = (int64_t)status->st_mtim.tv_sec * 1000000000 + status->st_mtim.tv_nsec;
	stamp->changed = (int64_t)status->st_ctim.tv_sec * 1000000000 + status->st_ctim.tv_nsec;
	stamp->inode = (int64_t)status->st_ino;
}

bool
zl_stamp_is_settled(const struct zl_stamp *stamp, unsigned seconds)
{
	int64_t before = zl_time_now() - (int64_t)seconds * 1000000000;

	return stamp->modified <= before && stamp->changed <= before;
}

void
zl_source_bind(struct sqlite3_stmt *prepared, const struct zl_source_id *source)
{
	sqlite3_bind_blob64(prepared, 1, source->name, source->length, SQLITE_STATIC);
	sqlite3_bind_int64(prepared, 2, source->root);
	sqlite3_bind_int64(prepared, 3, source->stamp.size);
	sqlite3_bind_int64(prepared, 4, source->stamp.modified);
	sqlite3_bind_int64(prepared, 5, source->stamp.changed);
	sqlite3_bind_int64(prepared, 6, source->stamp.inode);
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
	sqlite3_bind_int64(prepared, 16, outcome->doubt);
	sqlite3_bind_text(prepared, 17, outcome->flags == NULL ? "" : outcome->flags, -1,
			  SQLITE_STATIC);
}

enum zl_status
zl_state_note(struct zl_state *state, enum zl_note_kind kind, const struct zl_source_id *source,
	      const struct zl_outcome *outcome)
{
	static const enum zl_statement statements[] = {[ZL_NOTE_OUTCOME] = ZL_STATEMENT_OUTCOME,
						       [ZL_NOTE_UNREAD] = ZL_STATEMENT_UNREAD,
						       [ZL_NOTE_SAME] = ZL_STATEMENT_SAME};
	sqlite3_stmt *note = zl_state_statement(state, statements[kind]);

	if (note == NULL)
		return ZL_FAILED;
	zl_source_bind(note, source);
	if (kind != ZL_NOTE_SAME)
		bind_outcome(state, note, outcome);
	return zl_state_finish(state, note, "cannot record an outcome");
}

/* The mark of a failure that the operator acknowledged, "code sha256", at the end of mark. */
static void
known_mark(struct zl_buffer *mark, const char *code, const char *sha256)
{
	zl_buffer_format(mark, "%s %s", code, sha256);
}

bool
zl_state_is_acknowledged(struct zl_state *state, const struct zl_source_id *source,
			 const struct zl_outcome *outcome)
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_ACKNOWLEDGED);
	struct zl_buffer mark = {0};

	if (query == NULL)
		return false;
	known_mark(&mark, outcome->code, outcome->sha256);
	sqlite3_bind_blob64(query, 1, source->name, source->length, SQLITE_STATIC);
	sqlite3_bind_text(query, 2, mark.data, -1, SQLITE_STATIC);
	bool known = !mark.failed && sqlite3_step(query) == SQLITE_ROW;
	sqlite3_reset(query);
	zl_buffer_free(&mark);
	return known;
}
