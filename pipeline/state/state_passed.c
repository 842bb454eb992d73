/* state_passed.c: the table passed_over. */
#include "state_passed.h"

#include <sqlite3.h>
#include <stdio.h>

#include "state_sql.h"

enum zl_status
zl_state_pass(struct zl_state *state, const struct zl_source_id *source, const char *kind)
{
	sqlite3_stmt *note = zl_state_statement(state, ZL_STATEMENT_PASS);

	if (note == NULL)
		return ZL_FAILED;
	zl_source_bind(note, source);
	sqlite3_bind_text(note, 7, kind, -1, SQLITE_STATIC);
	sqlite3_bind_int64(note, 8, state->run);
	return zl_state_finish(state, note, "cannot record what was passed over");
}

enum zl_status
zl_state_passed(struct zl_state *state, const struct zl_source_id *source, char kind[ZL_STATE_KIND])
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_PASSED);

	if (query == NULL)
		return ZL_FAILED;
	kind[0] = '\0';
	zl_source_bind(query, source);
	int got = sqlite3_step(query);
	if (got == SQLITE_ROW)
		snprintf(kind, ZL_STATE_KIND, "%s", (const char *)sqlite3_column_text(query, 0));
	else if (got != SQLITE_DONE)
		zl_state_report_error(state, "cannot look up what was passed over");
	sqlite3_reset(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_is_known(struct zl_state *state, const struct zl_source_id *source, bool *known)
{
	sqlite3_stmt *query = zl_state_statement(state, ZL_STATEMENT_KNOWN);

	if (query == NULL)
		return ZL_FAILED;
	zl_source_bind(query, source);
	int got = sqlite3_step(query);
	*known = got == SQLITE_ROW;
	if (got != SQLITE_ROW && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot look up a document");
	sqlite3_reset(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_forget_passed(struct zl_state *state, int64_t root)
{
	sqlite3_stmt *forget =
	    zl_state_prepare(state, "DELETE FROM passed_over WHERE root = ?1 AND run <> ?2");

	if (forget == NULL)
		return ZL_FAILED;
	sqlite3_bind_int64(forget, 1, root);
	sqlite3_bind_int64(forget, 2, state->run);
	enum zl_status done = zl_state_finish(state, forget, "cannot forget what was passed over");
	sqlite3_finalize(forget);
	return done;
}
