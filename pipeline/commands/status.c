/* status.c: zhengli status: how things stand in OUT, for people. */
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/failure.h"
#include "document/document.h"
#include "pipeline/batch/output.h"
#include "pipeline/common/command.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"
#include "report.h"
#include "status_names.h"

/* Says who works in OUT at the moment. */
static void
tell_holder(const char *out)
{
	struct zl_buffer who = {0};

	if (zl_output_is_held(out, &who))
		printf("A run is at work: %s\n", who.data == NULL ? "" : who.data);
	zl_buffer_free(&who);
}

static bool
tell_tally(struct zl_state *state, const char *out)
{
	struct zl_tally tally;

	if (!zl_report_tally(state, &tally))
		return false;
	printf("%s: %" PRId64 " documents\n", out, tally.documents);
	printf("  %10" PRId64 " current\n", tally.current);
	if (tally.stale > 0)
		printf("  %10" PRId64
		       " of an earlier version, rules or settings; the next run makes them anew\n",
		       tally.stale);
	printf("  %10" PRId64 " failed\n", tally.failed);
	printf("  %10" PRId64 " missing: the source is gone, the record is kept\n", tally.missing);
	return true;
}

static bool
tell_codes(struct zl_state *state)
{
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT code, count(*) FROM documents WHERE code <> 'ok' AND missing IS NULL"
		   " GROUP BY code ORDER BY count(*) DESC, code");
	int got = SQLITE_ERROR;

	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		const char *name = (const char *)sqlite3_column_text(row, 0);
		enum zl_failure code = zl_failure_of_code(name);
		printf("  %10" PRId64 " %s", (int64_t)sqlite3_column_int64(row, 1), name);
		if (code < ZL_FAILURE_COUNT)
			printf(": %s; %s", zl_failure_sentence(code), zl_failure_advice(code));
		putchar('\n');
	}
	sqlite3_finalize(row);
	return got == SQLITE_DONE;
}

static void
tell_run(sqlite3_stmt *row)
{
	time_t started = (time_t)(sqlite3_column_int64(row, 2) / 1000000000);
	char when[32];
	struct tm parts;

	localtime_r(&started, &parts);
	strftime(when, sizeof(when), "%Y-%m-%d %H:%M:%S", &parts);
	printf("  %6" PRId64 " %-6s %s ", (int64_t)sqlite3_column_int64(row, 0),
	       (const char *)sqlite3_column_text(row, 1), when);
	if (sqlite3_column_type(row, 3) == SQLITE_NULL) {
		puts("did not come to its end");
		return;
	}
	printf("%8.1f s, %" PRId64 " converted, %" PRId64 " failed, %" PRId64 " unchanged",
	       (double)(sqlite3_column_int64(row, 3) - sqlite3_column_int64(row, 2)) / 1e9,
	       (int64_t)sqlite3_column_int64(row, 4), (int64_t)sqlite3_column_int64(row, 5),
	       (int64_t)sqlite3_column_int64(row, 6));
	if (sqlite3_column_int64(row, 7) > 0)
		printf(", %" PRId64 " left", (int64_t)sqlite3_column_int64(row, 7));
	printf("; exit status %d\n", sqlite3_column_int(row, 8));
}

static bool
tell_runs(struct zl_state *state)
{
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT id, command, started, finished, converted, failed, unchanged + same,"
		   " remaining, status FROM runs ORDER BY id DESC LIMIT 5");
	int got = SQLITE_ERROR;

	puts("Last runs:");
	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW)
		tell_run(row);
	sqlite3_finalize(row);
	return got == SQLITE_DONE;
}

/* The most doubtful records, for those who look at them first. */
static bool
tell_doubtful(struct zl_state *state)
{
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT name, doubt, flags FROM documents WHERE doubt > 0 AND code = 'ok'"
		   " AND missing IS NULL ORDER BY doubt DESC, name LIMIT 20");
	struct zl_buffer name = {0}, shown = {0};
	int got = SQLITE_ERROR;

	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		zl_state_blob(row, 0, &name);
		zl_buffer_clear(&shown);
		zl_name_escape(&shown, name.data, name.length);
		printf("  %5.1f %s: %s\n", sqlite3_column_int(row, 1) / 2.0,
		       shown.data == NULL ? "" : shown.data,
		       (const char *)sqlite3_column_text(row, 2));
	}
	sqlite3_finalize(row);
	zl_buffer_free(&name);
	zl_buffer_free(&shown);
	return got == SQLITE_DONE;
}

/* The files that were passed over, a line each: kind, tab, path below its input. */
static bool
list_passed_over(struct zl_state *state)
{
	sqlite3_stmt *row =
	    zl_state_prepare(state, "SELECT kind, name FROM passed_over ORDER BY kind, name");
	struct zl_buffer line = {0};
	int got = SQLITE_ERROR;

	while (row != NULL && (got = sqlite3_step(row)) == SQLITE_ROW) {
		zl_buffer_clear(&line);
		zl_name_escape(&line, sqlite3_column_blob(row, 1),
			       (size_t)sqlite3_column_bytes(row, 1));
		printf("%s\t%s\n", (const char *)sqlite3_column_text(row, 0),
		       line.data == NULL ? "" : line.data);
	}
	zl_buffer_free(&line);
	sqlite3_finalize(row);
	return got == SQLITE_DONE;
}

static const char help[] =
    "usage: zhengli status [--names | --doubtful | --passed-over] OUT\n"
    "Says what is current in OUT, what failed and why, and what the last runs did.\n"
    "  --names        which documents are gone, went by another name, or are there twice, too\n"
    "  --doubtful     the records that people should look at first, instead\n"
    "  --passed-over  the files of folders that are no documents, instead: kind, tab, path\n";

int
zl_command_status(int argc, char **argv)
{
	bool names = argc == 3 && strcmp(argv[1], "--names") == 0;
	bool doubtful = argc == 3 && strcmp(argv[1], "--doubtful") == 0;
	bool passed_over = argc == 3 && strcmp(argv[1], "--passed-over") == 0;
	const char *out = argv[argc - 1];
	struct zl_state state;

	if (argc != 2 + (names || doubtful || passed_over) || out[0] == '-') {
		bool asked = argc == 2 && strcmp(argv[1], "--help") == 0;
		fputs(help, asked ? stdout : stderr);
		return asked ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
	}
	if (!zl_state_open(&state, out, ZL_STATE_READ))
		return ZL_STATUS_BROKEN;
	if (!doubtful && !passed_over)
		tell_holder(out);
	bool done = doubtful ? tell_doubtful(&state)
		    : passed_over
			? list_passed_over(&state)
			: tell_tally(&state, out) && (!names || zl_status_names(&state)) &&
			      tell_codes(&state) && tell_runs(&state);
	zl_state_close(&state);
	return done && fflush(stdout) == 0 ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}
