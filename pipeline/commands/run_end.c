/* run_end.c: the end of a run: its exit status, its report, and the line that says what was done.
 */
#include <inttypes.h>
#include <stdio.h>

#include "metrics.h"
#include "pipeline/batch/places.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_run.h"
#include "report.h"
#include "run_parts.h"

/* The exit status that the work deserves. */
static int
judge(const struct zl_run *run, enum zl_stop stop, const struct zl_tally *tally)
{
	if (stop != ZL_STOP_NONE)
		return ZL_STATUS_BROKEN;
	if (tally->failed > tally->known || run->inputs.counts.unreadable > 0 ||
	    run->inputs.unfound > 0)
		return ZL_STATUS_FAILURES;
	return ZL_STATUS_COMPLETE;
}

static uint64_t
remaining(const struct zl_run *run)
{
	const struct zl_supervision *work = &run->work;

	return work->planned - work->totals.converted - work->totals.same - work->totals.failed;
}

/* What the folders hold that is no source, by kind. */
static void
add_passed_over(const struct zl_run *run, struct zl_buffer *line)
{
	const char *between = _("; passed over: ");

	for (enum zl_kind kind = 0; kind < ZL_KIND_COUNT; kind++) {
		if (run->inputs.passed_over[kind] == 0)
			continue;
		zl_buffer_format(line, "%s%" PRIu64 " %s", between, run->inputs.passed_over[kind],
				 zl_kind_name(kind));
		between = ", ";
	}
}

/* One line of what was done. */
static void
summarise(const struct zl_run *run, enum zl_stop stop, const struct zl_tally *tally)
{
	const struct zl_supervision *work = &run->work;
	struct zl_buffer line = {0};

	zl_buffer_format(&line, _("%" PRIu64 " converted, %" PRIu64 " failed"),
			 work->totals.converted, work->totals.failed);
	if (work->totals.failed > 0)
		zl_buffer_format(&line, _(" (%" PRIu64 " new)"),
				 work->totals.failed - work->totals.known);
	zl_buffer_format(&line, _(", %" PRIu64 " unchanged"), run->unchanged + work->totals.same);
	if (run->missing > 0)
		zl_buffer_format(&line, _(", %" PRIu64 " gone"), run->missing);
	if (run->inputs.counts.unreadable + run->inputs.unfound > 0)
		zl_buffer_format(&line, _(", %" PRIu64 " inputs unreadable"),
				 run->inputs.counts.unreadable + run->inputs.unfound);
	if (run->inputs.unsettled > 0)
		zl_buffer_format(&line, _(", %" PRIu64 " unsettled"), run->inputs.unsettled);
	if (remaining(run) > 0)
		zl_buffer_format(&line, _(", %" PRIu64 " left for the next run"), remaining(run));
	zl_buffer_format(&line, _(" in %.1f s; %s holds %" PRId64 " current, %" PRId64 " failed"),
			 zl_clock() - run->begun, run->options.output, tally->current,
			 tally->failed);
	if (tally->known > 0)
		zl_buffer_format(&line, _(" (%" PRId64 " acknowledged)"), tally->known);
	add_passed_over(run, &line);
	zl_buffer_format(&line, _("; sandbox %s"), work->sandbox ? _("on") : _("off"));
	zl_message("%s%s", stop == ZL_STOP_SIGNAL ? _("stopped: ") : "",
		   line.data == NULL ? "" : line.data);
	zl_buffer_free(&line);
}

int
zl_run_finish(struct zl_run *run, enum zl_stop stop)
{
	const struct zl_walk_counts *walk = &run->inputs.counts;
	struct zl_supervision *work = &run->work;
	struct zl_buffer report = {0};
	struct zl_tally tally;
	struct zl_state_counts counts = {
	    .found = run->inputs.found,
	    .unchanged = run->unchanged,
	    .same = work->totals.same,
	    .converted = work->totals.converted,
	    .failed = work->totals.failed,
	    .missing = run->missing,
	    .remaining = remaining(run),
	    .folders = walk->folders,
	    .owner_files = walk->owner_files,
	    .others = walk->others,
	    .links = walk->links,
	    .special = walk->special,
	    .unreadable = walk->unreadable + run->inputs.unfound,
	};

	if (!zl_report_tally(&run->state, &tally))
		return ZL_STATUS_BROKEN;
	int status = judge(run, stop, &tally);
	if (!zl_state_end(&run->state, &counts, status) || !zl_report_write(&run->state, &report) ||
	    !zl_place_write(&run->output, "report.json", report.data, report.length))
		status = ZL_STATUS_BROKEN;
	zl_buffer_free(&report);
	if (!zl_metrics_write(run, &tally, status))
		status = ZL_STATUS_BROKEN;
	if (!run->options.quiet)
		summarise(run, stop, &tally);
	return status;
}

void
zl_run_log_end(struct zl_run *run, int status)
{
	const struct zl_supervision *work = &run->work;
	struct zl_buffer members = {0};

	zl_buffer_format(
	    &members,
	    "\"status\":%d,\"converted\":%" PRIu64 ",\"same\":%" PRIu64 ",\"failed\":%" PRIu64
	    ",\"new\":%" PRIu64 ",\"unchanged\":%" PRIu64 ",\"unsettled\":%" PRIu64
	    ",\"seconds\":%.3f,"
	    "\"cpu-seconds\":%.3f,\"worker-peak-kib\":%" PRIu64 ",\"workers-replaced\":%" PRIu64,
	    status, work->totals.converted, work->totals.same, work->totals.failed,
	    work->totals.failed - work->totals.known, run->unchanged, run->inputs.unsettled,
	    zl_clock() - run->begun, work->totals.cpu, work->totals.memory, work->totals.replaced);
	zl_log_event(&run->log, "end", members.data == NULL ? "" : members.data);
	zl_buffer_free(&members);
}
