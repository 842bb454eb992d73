/* status.c: zhengli status: how things stand in OUT, for people. */
#include <getopt.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "base/failure.h"
#include "document/document.h"
#include "pipeline/batch/output.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
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
		printf(_("A run is at work: %s\n"), who.data == NULL ? "" : who.data);
	zl_buffer_free(&who);
}

static bool
tell_tally(struct zl_state *state, const char *out)
{
	struct zl_tally tally;

	if (!zl_report_tally(state, &tally))
		return false;
	printf(_("%s: %" PRId64 " documents\n"), out, tally.documents);
	printf(_("  %10" PRId64 " current\n"), tally.current);
	if (tally.stale > 0)
		printf(
		    _("  %10" PRId64
		      " of an earlier version, rules or settings; the next run makes them anew\n"),
		    tally.stale);
	printf(_("  %10" PRId64 " failed"), tally.failed);
	if (tally.known > 0)
		printf(_(", %" PRId64 " of them acknowledged"), tally.known);
	putchar('\n');
	printf(_("  %10" PRId64 " missing: the source is gone, the record is kept\n"),
	       tally.missing);
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
			printf(": %s; %s", zl_language_sentence(code), zl_language_advice(code));
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
		puts(_("did not come to its end"));
		return;
	}
	printf(_("%8.1f s, %" PRId64 " converted, %" PRId64 " failed, %" PRId64 " unchanged"),
	       (double)(sqlite3_column_int64(row, 3) - sqlite3_column_int64(row, 2)) / 1e9,
	       (int64_t)sqlite3_column_int64(row, 4), (int64_t)sqlite3_column_int64(row, 5),
	       (int64_t)sqlite3_column_int64(row, 6));
	if (sqlite3_column_int64(row, 7) > 0)
		printf(_(", %" PRId64 " left"), (int64_t)sqlite3_column_int64(row, 7));
	printf(_("; exit status %d\n"), sqlite3_column_int(row, 8));
}

static bool
tell_runs(struct zl_state *state)
{
	sqlite3_stmt *row = zl_state_prepare(
	    state, "SELECT id, command, started, finished, converted, failed, unchanged + same,"
		   " remaining, status FROM runs ORDER BY id DESC LIMIT 5");
	int got = SQLITE_ERROR;

	puts(_("Last runs:"));
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

static const char help[] = N_(
    "usage: zhengli status [options] OUT\n"
    "Says what is current in OUT, what failed and why, and what the last runs did; needs no write\n"
    "access.  With one of these, names the documents instead, a line each:\n"
    "      --failed        those that failed, with code and words\n"
    "      --new           of these, those that are not acknowledged\n"
    "      --acknowledged  of these, those that are\n"
    "      --gone          those whose source is gone\n"
    "      --renamed       of these, those that are there by another name: old, new\n"
    "      --double        those with the bytes of another one: name, the other's\n"
    "      --doubtful      the 20 records that people should look at first\n"
    "      --passed-over   the files of folders that are no documents: kind, path\n"
    "      --code CODE     only failures with this code\n"
    "  -0, --null          names alone, each ended by NUL\n"
    "  -h, --help          show this help\n"
    "example: zhengli status --failed --code legacy-doc records\n");

struct choice {
	enum zl_status_list list;
	const char *code;
	bool null;
};

static bool
read_options(struct choice *choice, int argc, char **argv, int *status)
{
	static const struct option options[] = {
	    {"failed", no_argument, NULL, 256 + ZL_LIST_FAILED},
	    {"new", no_argument, NULL, 256 + ZL_LIST_NEW},
	    {"acknowledged", no_argument, NULL, 256 + ZL_LIST_ACKNOWLEDGED},
	    {"gone", no_argument, NULL, 256 + ZL_LIST_GONE},
	    {"renamed", no_argument, NULL, 256 + ZL_LIST_RENAMED},
	    {"double", no_argument, NULL, 256 + ZL_LIST_DOUBLE},
	    {"doubtful", no_argument, NULL, 256 + ZL_LIST_DOUBTFUL},
	    {"passed-over", no_argument, NULL, 256 + ZL_LIST_PASSED},
	    {"code", required_argument, NULL, 'c'},
	    {"null", no_argument, NULL, '0'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0}};
	int option;

	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "0h", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(_(help), stdout);
			*status = ZL_STATUS_COMPLETE;
			return false;
		}
		if (option == '?' ||
		    (option == 'c' && zl_failure_of_code(optarg) == ZL_FAILURE_COUNT)) {
			zl_report_option(option, argv, options);
			return false;
		}
		choice->null |= option == '0';
		if (option == 'c')
			choice->code = optarg;
		else if (option > 256)
			choice->list = (enum zl_status_list)(option - 256);
	}
	if ((choice->null || choice->code != NULL) && choice->list == ZL_LIST_NONE)
		choice->list = ZL_LIST_FAILED;
	if (argc - optind == 1)
		return true;
	zl_message("status takes one OUT; zhengli status --help");
	return false;
}

int
zl_command_status(int argc, char **argv)
{
	struct choice choice = {.list = ZL_LIST_NONE};
	struct zl_state state;
	bool done;
	int status;

	if (!read_options(&choice, argc, argv, &status))
		return status;
	const char *out = argv[optind];
	if (!zl_state_open(&state, out, ZL_STATE_READ))
		return ZL_STATUS_BROKEN;
	if (choice.list == ZL_LIST_DOUBTFUL) {
		done = tell_doubtful(&state);
	} else if (choice.list == ZL_LIST_PASSED) {
		done = list_passed_over(&state);
	} else if (choice.list != ZL_LIST_NONE) {
		done = zl_status_list(&state, choice.list, choice.code, choice.null);
	} else {
		tell_holder(out);
		done = tell_tally(&state, out) && tell_codes(&state) && tell_runs(&state);
	}
	zl_state_close(&state);
	return done && fflush(stdout) == 0 ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}
