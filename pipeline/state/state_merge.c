/* state_merge.c: the documents of another OUT, a shard, are taken in. */
#include "state_merge.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/common/message.h"
#include "state_schema.h"
#include "state_sql.h"

/* Which shard it is, from "K/N" in its meta table. */
static enum zl_status
read_shard(struct zl_state *state, const char *out, struct zl_shard *shard)
{
	sqlite3_stmt *query =
	    zl_state_prepare(state, "SELECT value FROM shard.meta WHERE name = 'shard'");
	const char *value = "";
	char rest;

	if (query != NULL && sqlite3_step(query) == SQLITE_ROW)
		value = (const char *)sqlite3_column_text(query, 0);
	bool known = sscanf(value, "%u/%u%c", &shard->shard, &shard->of, &rest) == 2 &&
		     shard->shard >= 1 && shard->shard <= shard->of;
	if (!known)
		zl_message("%s: it is not the OUT of a run with --shard", out);
	sqlite3_finalize(query);
	return known ? ZL_DONE : ZL_FAILED;
}

/* Takes over keys and roots, and finds out which key is that of the shard's last run. */
static enum zl_status
take_keys(struct zl_state *state, struct zl_shard *shard)
{
	if (!zl_state_execute(state,
			      "INSERT INTO main.keys(rules, version, settings, limits)"
			      " SELECT rules, version, settings, limits FROM shard.keys WHERE true"
			      " ON CONFLICT DO NOTHING;"
			      "INSERT INTO main.roots(path, follow)"
			      " SELECT path, follow FROM shard.roots WHERE true"
			      " ON CONFLICT DO NOTHING;",
			      "cannot merge a shard"))
		return ZL_FAILED;
	shard->key = zl_state_number(
	    state, "SELECT coalesce((SELECT k.id FROM main.keys k JOIN shard.keys g"
		   " ON k.rules = g.rules AND k.version = g.version AND k.settings = g.settings"
		   " AND k.limits = g.limits"
		   " WHERE g.id = (SELECT key FROM shard.runs ORDER BY id DESC LIMIT 1)), 0)");
	int64_t complete =
	    zl_state_number(state, "SELECT coalesce((SELECT finished IS NOT NULL AND remaining = 0"
				   " FROM shard.runs ORDER BY id DESC LIMIT 1), 0)");
	shard->complete = complete > 0;
	return shard->key >= 0 && complete >= 0 ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_state_attach_shard(struct zl_state *state, const char *out, struct zl_shard *shard)
{
	sqlite3_stmt *attach = zl_state_prepare(state, "ATTACH ?1 AS shard");
	char *path = sqlite3_mprintf("%s/state.db", out);
	bool done = attach != NULL && path != NULL &&
		    sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
		    zl_state_finish(state, attach, out);

	sqlite3_finalize(attach);
	sqlite3_free(path);
	if (!done)
		return ZL_FAILED;
	int64_t version = zl_state_number(state, "PRAGMA shard.user_version");
	if (version != ZL_STATE_VERSION) {
		zl_message("%s: its state is of another version; run this zhengli on it first",
			   out);
		return ZL_FAILED;
	}
	return read_shard(state, out, shard) && take_keys(state, shard);
}

enum zl_status
zl_state_detach_shard(struct zl_state *state)
{
	return zl_state_execute(state, "DETACH shard", "cannot detach a shard");
}

enum zl_status
zl_state_each_of_shard(struct zl_state *state,
		       enum zl_status (*each)(void *context, const char *name, size_t length,
					      bool record, bool failure),
		       void *context)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name, record <> '', code <> 'ok' AND"
				    " (missing IS NULL OR record <> '') FROM shard.documents");
	int got = SQLITE_ERROR;
	enum zl_status done = ZL_DONE;

	while (row != NULL && done && (got = sqlite3_step(row)) == SQLITE_ROW)
		done =
		    each(context, sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0),
			 sqlite3_column_int(row, 1) != 0, sqlite3_column_int(row, 2) != 0);
	sqlite3_finalize(row);
	if (done && got != SQLITE_DONE)
		return zl_state_report_error(state, "cannot read a shard");
	return done;
}

enum zl_status
zl_state_merge_shard(struct zl_state *state)
{
	char *sql = sqlite3_mprintf(
	    "INSERT INTO main.documents(name, root, size, modified, changed, inode, sha256, key,"
	    " code, stage, words, record, record_bytes, run, seconds, missing) SELECT g.name, "
	    "r.id, g.size, g.modified, g.changed,"
	    " g.inode, g.sha256, k.id, g.code, g.stage, g.words, g.record, g.record_bytes, %lld,"
	    " g.seconds, CASE WHEN g.missing IS NULL THEN NULL ELSE %lld END"
	    " FROM shard.documents g"
	    " JOIN shard.roots gr ON gr.id = g.root"
	    " JOIN main.roots r ON r.path = gr.path AND r.follow = gr.follow"
	    " JOIN shard.keys gk ON gk.id = g.key"
	    " JOIN main.keys k ON k.rules = gk.rules AND k.version = gk.version"
	    " AND k.settings = gk.settings AND k.limits = gk.limits",
	    (long long)state->run, (long long)state->run);
	enum zl_status done = sql != NULL && zl_state_execute(state, sql, "cannot merge a shard");

	sqlite3_free(sql);
	return done;
}
