/* prune.c: zhengli prune: takes away the records of sources that are gone. */
#include <errno.h>
#include <getopt.h>
#include <inttypes.h>
#include <sqlite3.h>
#include <stdio.h>
#include <string.h>

#include "document/document.h"
#include "pipeline/batch/places.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"

static const char help[] =
    N_("usage: zhengli prune [-n] OUT\n"
       "Removes the records whose sources are gone; what is there again is converted anew.\n"
       "  -n, --dry-run  say which, and remove nothing\n"
       "  -h, --help     show this help\n"
       "example: zhengli prune -n records\n");

/* Removes the record of a document that is gone, and with dry_run only names it. */
static enum zl_status
prune(struct zl_output *output, const struct zl_buffer *name, bool dry_run)
{
	struct zl_buffer shown = {0}, target = {0};

	zl_name_escape(&shown, name->data, name->length);
	zl_place_of(ZL_OUTPUT_RECORDS, name->data, name->length, &target);
	bool done = !shown.failed && !target.failed;
	if (done)
		puts(shown.data);
	if (done && !dry_run && !zl_place_remove(output, target.data)) {
		zl_message("%s/%s: %s", output->path, target.data, strerror(errno));
		done = false;
	}
	zl_buffer_free(&shown);
	zl_buffer_free(&target);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
prune_all(struct zl_state *state, struct zl_output *output, bool dry_run, uint64_t *count)
{
	sqlite3_stmt *row = zl_state_prepare(state, "SELECT name FROM documents"
						    " WHERE missing IS NOT NULL AND record <> ''"
						    " ORDER BY name");
	struct zl_buffer name = {0};
	int got = SQLITE_ERROR;
	bool done = row != NULL;

	while (done && (got = sqlite3_step(row)) == SQLITE_ROW) {
		zl_state_blob(row, 0, &name);
		done = !name.failed && prune(output, &name, dry_run);
		++*count;
	}
	if (done && got != SQLITE_DONE)
		done = zl_state_report_error(state, "cannot read its documents");
	sqlite3_finalize(row);
	zl_buffer_free(&name);
	return done ? ZL_DONE : ZL_FAILED;
}

/*
 * First the state forgets what the sources were, so that one that comes back is converted; then the
 * files go; then the state says that no record stands.  Between any two of these a kill leaves an
 * OUT that a run, and the next prune, take as they should.
 */
static enum zl_status
carry_out(struct zl_state *state, struct zl_output *output, bool dry_run, uint64_t *count)
{
	static const char forget[] =
	    "BEGIN IMMEDIATE; UPDATE documents SET sha256 = '', size = -1, modified = -1,"
	    " changed = -1, inode = -1 WHERE missing IS NOT NULL AND record <> ''; COMMIT";
	static const char note[] =
	    "BEGIN IMMEDIATE; UPDATE documents SET record = '', record_bytes = 0"
	    " WHERE missing IS NOT NULL AND record <> ''; COMMIT";

	if (dry_run)
		return prune_all(state, output, true, count);
	return zl_state_execute(state, forget, "cannot prune") &&
	       prune_all(state, output, false, count) &&
	       zl_state_execute(state, note, "cannot note what was pruned");
}

/* OUT, held, and its state. */
static int
open_and_carry_out(const char *path, bool dry_run)
{
	struct zl_output output;
	struct zl_state state;
	uint64_t count = 0;
	int status =
	    dry_run ? zl_output_share(&output, path, 0) : zl_output_open(&output, path, false);

	if (status == ZL_STATUS_COMPLETE &&
	    !zl_state_open(&state, path, dry_run ? ZL_STATE_READ : ZL_STATE_WRITE))
		status = ZL_STATUS_BROKEN;
	else if (status == ZL_STATUS_COMPLETE) {
		if (!carry_out(&state, &output, dry_run, &count) || fflush(stdout) == EOF)
			status = ZL_STATUS_BROKEN;
		zl_state_close(&state);
	}
	if (status == ZL_STATUS_COMPLETE)
		zl_message(dry_run ? "%" PRIu64 " records would be removed"
				   : N_("%" PRIu64 " records removed"),
			   count);
	zl_output_close(&output);
	return status;
}

int
zl_command_prune(int argc, char **argv)
{
	static const struct option options[] = {
	    {"dry-run", no_argument, NULL, 'n'}, {"help", no_argument, NULL, 'h'}, {0}};
	bool dry_run = false;
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "n", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(_(help), stdout);
			return ZL_STATUS_COMPLETE;
		}
		if (option != 'n')
			return zl_report_option(option, argv, options);
		dry_run = true;
	}
	if (optind + 1 != argc) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	return open_and_carry_out(argv[optind], dry_run);
}
