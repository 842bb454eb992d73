/* metrics.c: figures in the text format of Prometheus, version 0.0.4. */
#include "metrics.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/message.h"
#include "program.h"

/* OUT as the value of a label. */
static void
add_label(struct zl_buffer *text, const char *out)
{
	zl_buffer_text(text, "out=\"");
	for (const char *byte = out; *byte != '\0'; byte++) {
		if (*byte == '"' || *byte == '\\')
			zl_buffer_byte(text, '\\');
		zl_buffer_byte(text, *byte == '\n' ? ' ' : *byte);
	}
	zl_buffer_byte(text, '"');
}

static void
add_gauge(struct zl_buffer *text, const char *name, const char *help, const char *out, double value)
{
	zl_buffer_format(text, "# HELP zhengli_%s %s\n# TYPE zhengli_%s gauge\nzhengli_%s{", name,
			 help, name, name);
	add_label(text, out);
	zl_buffer_format(text, "} %.17g\n", value);
}

static void
add_documents(struct zl_buffer *text, const struct zl_run *run, const struct zl_tally *tally)
{
	const struct {
		const char *state;
		int64_t count;
	} rows[] = {{"current", tally->current},
		    {"stale", tally->stale},
		    {"failed", tally->failed - tally->known},
		    {"acknowledged", tally->known},
		    {"missing", tally->missing}};

	zl_buffer_text(text, "# HELP zhengli_documents Documents by how they stand.\n"
			     "# TYPE zhengli_documents gauge\n");
	for (size_t i = 0; i < sizeof(rows) / sizeof(rows[0]); i++) {
		zl_buffer_text(text, "zhengli_documents{");
		add_label(text, run->options.output);
		zl_buffer_format(text, ",state=\"%s\"} %" PRId64 "\n", rows[i].state,
				 rows[i].count);
	}
}

static void
describe(struct zl_buffer *text, const struct zl_run *run, const struct zl_tally *tally, int status)
{
	const struct zl_run_totals *totals = &run->work.totals;
	const char *out = run->options.output;
	double seconds = zl_clock() - run->begun, now = (double)zl_time_now() / 1e9;

	add_gauge(text, "last_run_start_time_seconds", "When the last run began.", out,
		  now - seconds);
	add_gauge(text, "last_run_end_time_seconds", "When the last run ended.", out, now);
	add_gauge(text, "last_run_exit_status", "Exit status of the last run.", out, status);
	add_gauge(text, "last_run_converted", "Documents that the last run converted.", out,
		  (double)totals->converted);
	add_gauge(text, "last_run_failed", "Documents that failed in the last run.", out,
		  (double)totals->failed);
	add_gauge(text, "last_run_new_failures", "Of these, those not acknowledged.", out,
		  (double)(totals->failed - totals->known));
	add_documents(text, run, tally);
}

/* The file beside the one named, then renamed: a collector never reads half of it. */
static enum zl_status
replace(const char *path, const struct zl_buffer *text)
{
	struct zl_buffer beside = {0};

	zl_buffer_format(&beside, "%s.XXXXXX", path);
	int file = beside.failed ? -1 : mkstemp(beside.data);
	bool done = file != -1 && zl_program_write(file, text->data, text->length) &&
		    fchmod(file, 0644) == 0;
	int number = errno;

	if (file != -1 && close(file) == -1 && done) {
		number = errno;
		done = false;
	}
	if (done && rename(beside.data, path) == -1) {
		number = errno;
		done = false;
	}
	if (!done)
		zl_message("%s: cannot write the metrics: %s", path, strerror(number));
	if (!done && file != -1)
		unlink(beside.data);
	zl_buffer_free(&beside);
	return done ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_metrics_write(struct zl_run *run, const struct zl_tally *tally, int status)
{
	struct zl_buffer text = {0};

	if (run->options.metrics == NULL)
		return ZL_DONE;
	describe(&text, run, tally, status);
	enum zl_status done = text.failed ? ZL_FAILED : replace(run->options.metrics, &text);
	zl_buffer_free(&text);
	return done;
}
