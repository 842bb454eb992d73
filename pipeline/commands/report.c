/* report.c: report.json, and zhengli report. */
#include "report.h"

#include <getopt.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "base/failure.h"
#include "config.h"
#include "extract/doubt/doubt_codes.h"
#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"
#include "program.h"

bool
zl_report_tally(struct zl_state *state, struct zl_tally *tally)
{
	/* What is few is counted by its index, the many by what is left. */
	tally->documents = zl_state_number(state, "SELECT count(*) FROM documents");
	tally->missing =
	    zl_state_number(state, "SELECT count(*) FROM documents WHERE missing IS NOT NULL");
	tally->failed = zl_state_number(
	    state, "SELECT count(*) FROM documents WHERE code <> 'ok' AND missing IS NULL");
	tally->known =
	    zl_state_number(state, "SELECT count(*) FROM documents WHERE code <> 'ok' AND missing"
				   " IS NULL AND " ZL_SQL_KNOWN);
	tally->stale = zl_state_number(
	    state,
	    "SELECT count(*) FROM documents WHERE code = 'ok' AND missing IS NULL AND key NOT IN"
	    " (SELECT k.id FROM keys k, keys r WHERE k.rules = r.rules AND k.version = r.version"
	    " AND k.settings = r.settings AND r.id = (SELECT key FROM runs ORDER BY id DESC))");
	tally->current = tally->documents - tally->missing - tally->failed - tally->stale;
	return tally->documents >= 0 && tally->missing >= 0 && tally->failed >= 0 &&
	       tally->known >= 0 && tally->stale >= 0;
}

static void
string_column(struct zl_buffer *out, sqlite3_stmt *row, int column)
{
	zl_json_string(out, (const char *)sqlite3_column_text(row, column),
		       (size_t)sqlite3_column_bytes(row, column));
}

/* A row as members of an object, each named as its column is; NULL columns are left out. */
static void
write_row(struct zl_buffer *out, sqlite3_stmt *row)
{
	for (int i = 0; i < sqlite3_column_count(row); i++) {
		const char *name = sqlite3_column_name(row, i);
		int type = sqlite3_column_type(row, i);
		if (type == SQLITE_NULL)
			continue;
		zl_json_member(out, name);
		if (type == SQLITE_BLOB)
			zl_json_name(out, sqlite3_column_blob(row, i),
				     (size_t)sqlite3_column_bytes(row, i));
		else if (strcmp(name, "started") == 0 || strcmp(name, "finished") == 0)
			zl_json_time(out, sqlite3_column_int64(row, i));
		else if (type == SQLITE_INTEGER)
			zl_buffer_format(out, "%" PRId64, (int64_t)sqlite3_column_int64(row, i));
		else
			string_column(out, row, i);
	}
}

static bool
write_run(struct zl_state *state, struct zl_buffer *out)
{
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT r.id, command, arguments, started, finished, status, workers, sandbox,"
		   " rules AS \"rules-sha256\", version, settings, found, unchanged, same,"
		   " converted, failed, missing, remaining, folders,"
		   " owner_files AS \"owner-files\", others, links, special, unreadable"
		   " FROM runs r JOIN keys k ON k.id = r.key ORDER BY r.id DESC LIMIT 1");
	int got = row == NULL ? SQLITE_ERROR : sqlite3_step(row);

	zl_buffer_text(out, "{\n\"run\":{");
	if (got == SQLITE_ROW)
		write_row(out, row);
	zl_buffer_text(out, "},\n");
	sqlite3_finalize(row);
	return got == SQLITE_ROW || got == SQLITE_DONE;
}

/* How many records have each code among their flags. */
static void
write_flags(const unsigned *counts, struct zl_buffer *out)
{
	size_t count;
	const struct zl_doubt_code *codes = zl_doubt_codes(&count);

	zl_json_member(out, "flags");
	zl_buffer_byte(out, '{');
	for (size_t i = 0; i < count; i++) {
		if (counts[i] == 0)
			continue;
		zl_json_member(out, codes[i].code);
		zl_buffer_format(out, "%u", counts[i]);
	}
	zl_buffer_text(out, "}},\n");
}

/* Counts the codes of a row's flags, which stand in as many records as times says. */
static void
count_flags(const char *flags, unsigned times, unsigned *counts)
{
	size_t count;
	const struct zl_doubt_code *codes = zl_doubt_codes(&count);

	while (*flags != '\0') {
		size_t length = strcspn(flags, " ");
		const struct zl_doubt_code *code = zl_doubt_code(flags, length);
		if (code != NULL)
			counts[code - codes] += times;
		flags += length + (flags[length] == ' ');
	}
}

/* What is doubtful: how many records, much or some, and by which flags. */
static bool
write_doubt(struct zl_state *state, struct zl_buffer *out)
{
	enum { MUCH = 6, SOME = 2, MOST_CODES = 128 };
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT doubt, flags, count(*) FROM documents INDEXED BY documents_doubt"
		   " WHERE doubt > 0 AND missing IS NULL GROUP BY doubt, flags");
	unsigned counts[MOST_CODES] = {0}, much = 0, some = 0;
	int got = SQLITE_ERROR;

	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		unsigned times = (unsigned)sqlite3_column_int64(row, 2);
		much += sqlite3_column_int(row, 0) >= MUCH ? times : 0;
		some += sqlite3_column_int(row, 0) >= SOME && sqlite3_column_int(row, 0) < MUCH
			    ? times
			    : 0;
		count_flags((const char *)sqlite3_column_text(row, 1), times, counts);
	}
	sqlite3_finalize(row);
	zl_buffer_format(out, "\"doubt\":{\"much\":%u,\"some\":%u", much, some);
	write_flags(counts, out);
	return got == SQLITE_DONE;
}

/* How many there are of each, as an object of that name: rows of the query are a word and a count.
 */
static bool
write_counts(struct zl_state *state, struct zl_buffer *out, const char *name, const char *query)
{
	sqlite3_stmt *row = zl_state_prepare(state, query);
	int got = SQLITE_ERROR;

	zl_buffer_format(out, "\"%s\":{", name);
	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		zl_json_member(out, (const char *)sqlite3_column_text(row, 0));
		zl_buffer_format(out, "%" PRId64, (int64_t)sqlite3_column_int64(row, 1));
	}
	zl_buffer_text(out, "},\n");
	sqlite3_finalize(row);
	return got == SQLITE_DONE;
}

static bool
write_codes(struct zl_state *state, struct zl_buffer *out)
{
	return write_counts(state, out, "codes",
			    "SELECT code, count(*) FROM documents WHERE code <> 'ok' AND missing IS"
			    " NULL GROUP BY code ORDER BY code");
}

/* How many files were passed over, by kind. */
static bool
write_passed_over(struct zl_state *state, struct zl_buffer *out)
{
	return write_counts(state, out, "passed-over",
			    "SELECT kind, count(*) FROM passed_over GROUP BY kind ORDER BY kind");
}

static bool
write_failures(struct zl_state *state, struct zl_buffer *out)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT name AS path, code, stage, words, sha256,"
				    " " ZL_SQL_KNOWN " AS acknowledged FROM documents"
				    " WHERE code <> 'ok' AND missing IS NULL ORDER BY name");
	const char *between = "\n";
	int got = SQLITE_ERROR;

	zl_buffer_text(out, "\"failures\":[");
	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		enum zl_failure code =
		    zl_failure_of_code((const char *)sqlite3_column_text(row, 1));
		const char *advice = code < ZL_FAILURE_COUNT ? zl_failure_advice(code) : "";
		zl_buffer_format(out, "%s{", between);
		write_row(out, row);
		zl_json_member(out, "advice");
		zl_json_string(out, advice, strlen(advice));
		zl_buffer_text(out, "}");
		between = ",\n";
	}
	zl_buffer_text(out, "]\n}\n");
	sqlite3_finalize(row);
	return got == SQLITE_DONE;
}

bool
zl_report_write(struct zl_state *state, struct zl_buffer *out)
{
	struct zl_tally tally;

	if (!zl_report_tally(state, &tally) || !write_run(state, out))
		return false;
	zl_buffer_format(out,
			 "\"documents\":{\"current\":%" PRId64 ",\"stale\":%" PRId64
			 ",\"failed\":%" PRId64 ",\"acknowledged\":%" PRId64 ",\"missing\":%" PRId64
			 "},\n",
			 tally.current, tally.stale, tally.failed, tally.known, tally.missing);
	bool done = write_codes(state, out) && write_doubt(state, out) &&
		    write_passed_over(state, out) && write_failures(state, out) && !out->failed;
	if (!done)
		zl_message("the report cannot be made from %s", state->path);
	return done;
}

int
zl_command_report(int argc, char **argv)
{
	struct zl_buffer report = {0};
	struct zl_state state;

	int status,
	    first = zl_read_operands(
		argc, argv,
		N_("usage: zhengli report OUT\n"
		   "Writes the report on OUT, as in OUT/report.json, from its state as it is now.\n"
		   "  -h, --help   show this help\n"
		   "example: zhengli report records | jq .documents\n"),
		1, 1, &status);

	if (first == 0)
		return status;
	if (!zl_state_open(&state, argv[first], ZL_STATE_READ))
		return ZL_STATUS_BROKEN;
	bool done = zl_report_write(&state, &report);
	zl_state_close(&state);
	if (done && !zl_program_write(STDOUT_FILENO, report.data, report.length)) {
		zl_message("standard output cannot be written");
		done = false;
	}
	zl_buffer_free(&report);
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}
