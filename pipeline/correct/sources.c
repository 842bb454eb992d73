/* sources.c: the state asked for sources. */
#include "sources.h"

#include <sqlite3.h>

#include "pipeline/state/state_sql.h"

enum zl_status
zl_source_find(struct zl_state *state, const char *sha256, struct zl_buffer *name,
	       struct zl_buffer *path, bool *found)
{
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT d.name, r.path FROM documents d JOIN roots r ON r.id ="
				    " d.root WHERE d.sha256 = ?1 AND d.missing IS NULL"
				    " ORDER BY d.name LIMIT 1");
	int got = SQLITE_ERROR;

	*found = false;
	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_text(query, 1, sha256, -1, SQLITE_STATIC);
	if ((got = sqlite3_step(query)) == SQLITE_ROW) {
		*found = true;
		zl_state_blob(query, 0, name);
		zl_state_blob(query, 1, path);
		zl_buffer_byte(path, '/');
		zl_buffer_text(path, name->data == NULL ? "" : name->data);
	}
	sqlite3_finalize(query);
	if (got == SQLITE_ROW || got == SQLITE_DONE)
		return ZL_DONE;
	return zl_state_report_error(state, "cannot look up a source");
}

enum zl_status
zl_source_named(struct zl_state *state, struct zl_string name, bool *found)
{
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT 1 FROM documents WHERE name = ?1");
	int got = SQLITE_ERROR;

	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_blob64(query, 1, name.length > 0 ? name.data : "", name.length, SQLITE_STATIC);
	got = sqlite3_step(query);
	*found = got == SQLITE_ROW;
	sqlite3_finalize(query);
	if (got == SQLITE_ROW || got == SQLITE_DONE)
		return ZL_DONE;
	return zl_state_report_error(state, "cannot look up a source");
}

enum zl_status
zl_source_path(struct zl_state *state, struct zl_string name, struct zl_buffer *path, bool *found)
{
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT r.path FROM documents d JOIN roots r ON r.id = d.root"
				    " WHERE d.name = ?1 AND d.missing IS NULL");
	int got = SQLITE_ERROR;

	*found = false;
	if (query == NULL)
		return ZL_FAILED;
	sqlite3_bind_blob64(query, 1, name.length > 0 ? name.data : "", name.length, SQLITE_STATIC);
	if ((got = sqlite3_step(query)) == SQLITE_ROW) {
		*found = true;
		zl_state_blob(query, 0, path);
		zl_buffer_byte(path, '/');
		zl_buffer_add(path, name.data, name.length);
	}
	sqlite3_finalize(query);
	if (got == SQLITE_ROW || got == SQLITE_DONE)
		return ZL_DONE;
	return zl_state_report_error(state, "cannot look up a source");
}
