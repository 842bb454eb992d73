/* absorb.c: state.h's calls that take in the documents of another OUT. */
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "pipeline/common/message.h"
#include "state.h"
#include "state_schema.h"
#include "state_sql.h"

/* The guest's shard, from "K/N" in its meta table. */
static bool
read_shard(struct zl_state *state, const char *out, struct zl_shard *shard)
{
	sqlite3_stmt *ask =
	    zl_state_prepare(state, "SELECT value FROM guest.meta WHERE name = 'shard'");
	const char *value = "";
	char rest;

	if (ask != NULL && sqlite3_step(ask) == SQLITE_ROW)
		value = (const char *)sqlite3_column_text(ask, 0);
	bool told = sscanf(value, "%u/%u%c", &shard->shard, &shard->of, &rest) == 2 &&
		    shard->shard >= 1 && shard->shard <= shard->of;
	if (!told)
		zl_message("%s: it is not the OUT of a run with --shard", out);
	sqlite3_finalize(ask);
	return told;
}

/* Takes over keys, and tells which one is that of the guest's last run. */
static bool
take_keys(struct zl_state *state, struct zl_shard *shard)
{
	if (!zl_state_execute(state,
			      "INSERT INTO main.keys(rules, version, settings, limits)"
			      " SELECT rules, version, settings, limits FROM guest.keys WHERE true"
			      " ON CONFLICT DO NOTHING;"
			      "INSERT INTO main.roots(path, follow)"
			      " SELECT path, follow FROM guest.roots WHERE true"
			      " ON CONFLICT DO NOTHING;",
			      "a shard cannot be taken in"))
		return false;
	shard->key = zl_state_number(
	    state, "SELECT coalesce((SELECT k.id FROM main.keys k JOIN guest.keys g"
		   " ON k.rules = g.rules AND k.version = g.version AND k.settings = g.settings"
		   " AND k.limits = g.limits"
		   " WHERE g.id = (SELECT key FROM guest.runs ORDER BY id DESC LIMIT 1)), 0)");
	int64_t complete =
	    zl_state_number(state, "SELECT coalesce((SELECT finished IS NOT NULL AND remaining = 0"
				   " FROM guest.runs ORDER BY id DESC LIMIT 1), 0)");
	shard->complete = complete > 0;
	return shard->key >= 0 && complete >= 0;
}

bool
zl_state_invite(struct zl_state *state, const char *out, struct zl_shard *shard)
{
	sqlite3_stmt *attach = zl_state_prepare(state, "ATTACH ?1 AS guest");
	char *path = sqlite3_mprintf("%s/state.db", out);
	bool done = attach != NULL && path != NULL &&
		    sqlite3_bind_text(attach, 1, path, -1, SQLITE_STATIC) == SQLITE_OK &&
		    zl_state_finish(state, attach, out);

	sqlite3_finalize(attach);
	sqlite3_free(path);
	if (!done)
		return false;
	int64_t version = zl_state_number(state, "PRAGMA guest.user_version");
	if (version != ZL_STATE_VERSION) {
		zl_message("%s: its state is of another version; run this zhengli on it first",
			   out);
		return false;
	}
	return read_shard(state, out, shard) && take_keys(state, shard);
}

bool
zl_state_dismiss(struct zl_state *state)
{
	return zl_state_execute(state, "DETACH guest", "a shard cannot be let go");
}

bool
zl_state_guests(struct zl_state *state,
		bool (*each)(void *context, const char *name, size_t length, bool record,
			     bool failure),
		void *context)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name, record <> '', code <> 'ok' AND"
				    " (missing IS NULL OR record <> '') FROM guest.documents");
	int got = SQLITE_ERROR;
	bool done = true;

	while (row != NULL && done && (got = sqlite3_step(row)) == SQLITE_ROW)
		done =
		    each(context, sqlite3_column_blob(row, 0), (size_t)sqlite3_column_bytes(row, 0),
			 sqlite3_column_int(row, 1) != 0, sqlite3_column_int(row, 2) != 0);
	sqlite3_finalize(row);
	if (done && got != SQLITE_DONE)
		return zl_state_complain(state, "a shard cannot be read");
	return done;
}

bool
zl_state_absorb(struct zl_state *state)
{
	char *sql = sqlite3_mprintf(
	    "INSERT INTO main.documents SELECT g.name, r.id, g.size, g.modified, g.changed,"
	    " g.inode, g.sha256, k.id, g.code, g.stage, g.words, g.record, g.record_bytes, %lld,"
	    " g.seconds, CASE WHEN g.missing IS NULL THEN NULL ELSE %lld END"
	    " FROM guest.documents g"
	    " JOIN guest.roots gr ON gr.id = g.root"
	    " JOIN main.roots r ON r.path = gr.path AND r.follow = gr.follow"
	    " JOIN guest.keys gk ON gk.id = g.key"
	    " JOIN main.keys k ON k.rules = gk.rules AND k.version = gk.version"
	    " AND k.settings = gk.settings AND k.limits = gk.limits",
	    (long long)state->run, (long long)state->run);
	bool done = sql != NULL && zl_state_execute(state, sql, "a shard cannot be taken in");

	sqlite3_free(sql);
	return done;
}
