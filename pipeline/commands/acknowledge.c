/* acknowledge.c: zhengli acknowledge: failures that the operator knows are no alarm any more. */
#include <getopt.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "base/failure.h"
#include "pipeline/batch/output.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"

static const char help[] = N_(
    "usage: zhengli acknowledge [options] OUT PATH...\n"
    "Marks the failures of the documents PATH, as zhengli status --failed names them, as known,\n"
    "until the source or the code changes: they make no run end with status 1.\n"
    "      --code CODE   all failures with this code, instead of PATH\n"
    "      --all         all failures there are\n"
    "      --undo        take the mark away\n"
    "  -h, --help        show this help\n"
    "example: zhengli acknowledge records 2021/a.doc\n");

struct choice {
	const char *code;
	bool all, undo;
};

/* Carries out the change on the failures that the condition takes; -1 when it cannot be. */
static int64_t
mark(struct zl_state *state, const struct choice *choice, const char *path)
{
	char *sql = sqlite3_mprintf(
	    "UPDATE documents SET acknowledged = %s WHERE code <> 'ok' AND missing IS NULL AND %s",
	    choice->undo ? "''" : "code || ' ' || sha256",
	    choice->all		   ? "true"
	    : choice->code != NULL ? "code = ?1"
				   : "name = ?1");
	sqlite3_stmt *change = sql == NULL ? NULL : zl_state_prepare(state, sql);
	int64_t count = -1;

	sqlite3_free(sql);
	if (change == NULL)
		return -1;
	if (choice->code != NULL)
		sqlite3_bind_text(change, 1, choice->code, -1, SQLITE_STATIC);
	else if (path != NULL)
		sqlite3_bind_blob64(change, 1, path, strlen(path), SQLITE_STATIC);
	if (zl_state_finish(state, change, "cannot mark a failure"))
		count = sqlite3_changes(state->database);
	sqlite3_finalize(change);
	return count;
}

/* Marks what is asked for; nothing when a PATH is none of a failure. */
static int
mark_all(struct zl_state *state, const struct choice *choice, char **paths)
{
	int status = ZL_STATUS_COMPLETE;
	int64_t sum = 0, count;

	if (!zl_state_transaction(state))
		return ZL_STATUS_BROKEN;
	if (choice->all || choice->code != NULL) {
		sum = mark(state, choice, NULL);
		status = sum < 0 ? ZL_STATUS_BROKEN : ZL_STATUS_COMPLETE;
	}
	for (; *paths != NULL && status != ZL_STATUS_BROKEN; paths++) {
		count = mark(state, choice, *paths);
		if (count == 0) {
			zl_message("%s: no document of that name failed", *paths);
			status = ZL_STATUS_USAGE;
		}
		if (count < 0)
			status = ZL_STATUS_BROKEN;
		sum += count;
	}
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (!zl_state_commit(state))
		return ZL_STATUS_BROKEN;
	zl_message(choice->undo ? N_("not acknowledged any more: %" PRId64)
				: N_("acknowledged: %" PRId64),
		   sum);
	return status;
}

static bool
read_options(struct choice *choice, int argc, char **argv, int *status)
{
	static const struct option options[] = {{"code", required_argument, NULL, 'c'},
						{"all", no_argument, NULL, 'a'},
						{"undo", no_argument, NULL, 'u'},
						{"help", no_argument, NULL, 'h'},
						{NULL, 0, NULL, 0}};
	int option;

	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "h", options, NULL)) != -1) {
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
		choice->all |= option == 'a';
		choice->undo |= option == 'u';
		if (option == 'c')
			choice->code = optarg;
	}
	bool general = choice->all || choice->code != NULL;
	if (optind < argc && (argc - optind == 1) == general && !(choice->all && choice->code))
		return true;
	zl_message(
	    "acknowledge takes OUT, and PATHs or --code or --all; zhengli acknowledge --help");
	return false;
}

int
zl_command_acknowledge(int argc, char **argv)
{
	struct choice choice = {0};
	struct zl_output output;
	struct zl_state state;
	int status;

	if (!read_options(&choice, argc, argv, &status))
		return status;
	status = zl_output_open(&output, argv[optind], false);
	if (status == ZL_STATUS_COMPLETE) {
		status = ZL_STATUS_BROKEN;
		if (zl_state_open(&state, argv[optind], ZL_STATE_WRITE)) {
			status = mark_all(&state, &choice, argv + optind + 1);
			zl_state_close(&state);
		}
	}
	zl_output_close(&output);
	return status;
}
