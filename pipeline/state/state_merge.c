/* state_merge.c: the documents of another OUT, a shard, are taken in. */
#include "state_merge.h"

#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "pipeline/common/message.h"
#include "pipeline/common/plain_text.h"
#include "state_passed.h"
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
	int64_t intents = zl_state_number(state, "SELECT count(*) FROM shard.intents");
	shard->complete = complete > 0 && intents == 0;
	return shard->key >= 0 && complete >= 0 && intents >= 0 ? ZL_DONE : ZL_FAILED;
}

/* Reads what the last run of the shard that looked at its inputs saw of them. */
static enum zl_status
read_walk(struct zl_state *state, struct zl_shard *shard)
{
	struct zl_state_counts *walk = &shard->walk;
	uint64_t *const numbers[] = {&walk->folders, &walk->owner_files, &walk->others,
				     &walk->links,   &walk->special,	 &walk->unreadable};
	sqlite3_stmt *query = zl_state_prepare(
	    state, "SELECT folders, owner_files, others, links, special, unreadable, sandbox = 'on'"
		   " FROM shard.runs WHERE command = 'run' AND finished IS NOT NULL"
		   " ORDER BY id DESC LIMIT 1");
	int got = query == NULL ? SQLITE_ERROR : sqlite3_step(query);

	*walk = (struct zl_state_counts){0};
	shard->sandboxed = got == SQLITE_ROW && sqlite3_column_int(query, 6) != 0;
	for (int i = 0; got == SQLITE_ROW && i < 6; i++)
		*numbers[i] = (uint64_t)sqlite3_column_int64(query, i);
	sqlite3_finalize(query);
	return got == SQLITE_ROW || got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
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
	if (zl_state_number(state, "PRAGMA shard.application_id") != ZL_STATE_APPLICATION) {
		zl_message("%s: it is not the OUT of a zhengli run", out);
		return ZL_FAILED;
	}
	int64_t version = zl_state_number(state, "PRAGMA shard.user_version");
	if (version != ZL_STATE_VERSION) {
		zl_message("%s: its state is of another version; run this zhengli on it first",
			   out);
		return ZL_FAILED;
	}
	return read_shard(state, out, shard) && take_keys(state, shard) && read_walk(state, shard);
}

enum zl_status
zl_state_detach_shard(struct zl_state *state)
{
	return zl_state_execute(state, "DETACH shard", "cannot detach a shard");
}

/* Whether the name is a path of plain components: none empty, "." or "..". */
static bool
is_path_below(const struct zl_buffer *name)
{
	const char *at = name->data;

	if (name->length == 0 || strlen(at) != name->length)
		return false;
	for (;;) {
		size_t length = strcspn(at, "/");
		if (length == 0 || (at[0] == '.' && (length == 1 || (length == 2 && at[1] == '.'))))
			return false;
		if (at[length] == '\0')
			return true;
		at += length + 1;
	}
}

/* The text of a column, "" for NULL; NULL where it is no plain text. */
static const char *
plain_column(sqlite3_stmt *row, int column)
{
	const char *text = (const char *)sqlite3_column_text(row, column);
	char plain[1024];

	if (text == NULL)
		return "";
	if (strlen(text) >= sizeof(plain))
		return NULL;
	strcpy(plain, text);
	zl_plain_text(plain, sizeof(plain));
	return strcmp(plain, text) == 0 ? text : NULL;
}

static bool
is_hash(const char *text)
{
	size_t length = text == NULL ? 1 : strlen(text);

	return length == 0 || (length == 64 && strspn(text, "0123456789abcdef") == 64);
}

/* Reads name, record, code, stage, words, sha256 and missing; false for what no zhengli writes. */
static bool
read_document(sqlite3_stmt *row, struct zl_buffer *name, struct zl_shard_document *document)
{
	const char *record = plain_column(row, 1), *code = plain_column(row, 2);
	bool ok = code != NULL && strcmp(code, zl_failure_code(ZL_OK)) == 0;

	document->name = zl_state_blob(row, 0, name);
	document->length = name->length;
	if (name->failed || !is_path_below(name) || !is_hash(record) ||
	    !is_hash(plain_column(row, 5)) || plain_column(row, 3) == NULL ||
	    plain_column(row, 4) == NULL || code == NULL ||
	    (!ok && zl_failure_of_code(code) == ZL_FAILURE_COUNT))
		return false;
	document->record = record[0] != '\0';
	document->failure = !ok && (sqlite3_column_type(row, 6) == SQLITE_NULL || document->record);
	return true;
}

enum zl_status
zl_state_each_of_shard(struct zl_state *state, const char *out,
		       enum zl_status (*each)(void *context, const struct zl_shard_document *),
		       void *context)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name, record, code, stage, words, sha256, missing"
				    " FROM shard.documents");
	struct zl_shard_document document;
	struct zl_buffer name = {0};
	int got = SQLITE_ERROR;
	enum zl_status done = ZL_DONE;

	while (row != NULL && done && (got = sqlite3_step(row)) == SQLITE_ROW) {
		if (read_document(row, &name, &document)) {
			done = each(context, &document);
		} else {
			zl_message("%s: its state has what no run writes; it is not merged", out);
			done = ZL_FAILED;
		}
	}
	if (row != NULL && done && got != SQLITE_DONE)
		zl_state_report_error(state, "cannot read a shard");
	sqlite3_finalize(row);
	zl_buffer_free(&name);
	return done && got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

/* Whether every kind of file that the shard passed over may be one: a word. */
static enum zl_status
check_kinds(struct zl_state *state, const char *out)
{
	sqlite3_stmt *row = zl_state_prepare(state, "SELECT DISTINCT kind FROM shard.passed_over");
	int got = SQLITE_ERROR;
	bool known = true;

	while (row != NULL && known && (got = sqlite3_step(row)) == SQLITE_ROW) {
		const char *kind = (const char *)sqlite3_column_text(row, 0);
		size_t length = kind == NULL ? 0 : strlen(kind);
		known = length > 0 && length < ZL_STATE_KIND &&
			strspn(kind, "abcdefghijklmnopqrstuvwxyz0123456789-") == length;
	}
	if (!known)
		zl_message("%s: its state has what no run writes; it is not merged", out);
	sqlite3_finalize(row);
	return known && got == SQLITE_DONE ? ZL_DONE : ZL_FAILED;
}

/* What was passed over; a file that was moved between two shards' runs may be in both. */
static enum zl_status
merge_passed_over(struct zl_state *state, const char *out)
{
	char *sql = sqlite3_mprintf(
	    "INSERT OR IGNORE INTO main.passed_over(root, name, size, modified, changed, inode,"
	    " kind, run) SELECT r.id, g.name, g.size, g.modified, g.changed, g.inode, g.kind, %lld"
	    " FROM shard.passed_over g JOIN shard.roots gr ON gr.id = g.root"
	    " JOIN main.roots r ON r.path = gr.path AND r.follow = gr.follow",
	    (long long)state->run);
	enum zl_status done = sql != NULL && check_kinds(state, out) &&
			      zl_state_execute(state, sql, "cannot merge a shard");

	sqlite3_free(sql);
	return done;
}

enum zl_status
zl_state_merge_begin(struct zl_state *state)
{
	return zl_state_execute(
	    state, "CREATE TABLE found.merged AS SELECT * FROM main.documents WHERE false",
	    "cannot start the merge");
}

enum zl_status
zl_state_merge_shard(struct zl_state *state, const char *out)
{
	char *sql = sqlite3_mprintf(
	    "INSERT INTO found.merged(name, root, size, modified, changed, inode, sha256, key,"
	    " code, stage, words, record, record_bytes, run, seconds, missing, corrections, doubt,"
	    " flags, acknowledged, change) SELECT g.name, "
	    "r.id, g.size, g.modified, g.changed,"
	    " g.inode, g.sha256, k.id, g.code, g.stage, g.words, g.record, g.record_bytes, %lld,"
	    " g.seconds, CASE WHEN g.missing IS NULL THEN NULL ELSE %lld END, g.corrections,"
	    " g.doubt, g.flags, g.acknowledged, 0"
	    " FROM shard.documents g"
	    " JOIN shard.roots gr ON gr.id = g.root"
	    " JOIN main.roots r ON r.path = gr.path AND r.follow = gr.follow"
	    " JOIN shard.keys gk ON gk.id = g.key"
	    " JOIN main.keys k ON k.rules = gk.rules AND k.version = gk.version"
	    " AND k.settings = gk.settings AND k.limits = gk.limits",
	    (long long)state->run, (long long)state->run);
	enum zl_status done = sql != NULL && zl_state_execute(state, sql, "cannot merge a shard");

	sqlite3_free(sql);
	return done ? merge_passed_over(state, out) : ZL_FAILED;
}

/*
 * The shards lie across each other in the order of names, so that a transaction for each would
 * write every page of the table over again: one for all, and a cache in which the table of a
 * million documents has its place.
 */
enum zl_status
zl_state_merge_end(struct zl_state *state)
{
	return zl_state_execute(
	    state,
	    "PRAGMA main.cache_size = -524288;"
	    "INSERT INTO main.documents SELECT * FROM found.merged ORDER BY rowid;"
	    "DROP TABLE found.merged",
	    "cannot merge a shard");
}
