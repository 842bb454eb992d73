/* run.c: zhengli run and zhengli retry: one run from its lock to its report. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "config.h"
#include "extract/rules/family_set.h"
#include "pipeline/batch/input_names.h"
#include "pipeline/batch/inputs.h"
#include "pipeline/batch/options.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/places.h"
#include "pipeline/batch/recover.h"
#include "pipeline/batch/supervisor.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_corrections.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "program.h"
#include "report.h"
#include "sandbox.h"

struct run {
	struct zl_options options;
	struct zl_output output;
	struct zl_state state;
	struct zl_log log;
	struct zl_converter converter;
	struct zl_store corrections;
	struct zl_inputs inputs;
	struct zl_supervision work;
	char *arguments; /* the command line, for the state */
	double begun;
	uint64_t unchanged, missing;
};

static bool
read_rules(const char *path, struct zl_buffer *rules)
{
	int file = open(path, O_RDONLY | O_CLOEXEC);
	bool done = file != -1 && zl_program_read(file, rules);

	if (!done)
		zl_message("%s: %s", path, strerror(errno));
	if (file != -1)
		close(file);
	return done;
}

/* Readies rules and converters. */
static int
prepare(struct run *run)
{
	struct zl_buffer rules = {0};
	const char *path = run->options.rules;
	char message[640];

	/* libzip asks for the time zone; nothing in a record may depend on it. */
	setenv("TZ", "UTC0", 1);
	tzset();
	if (path != NULL && !read_rules(path, &rules))
		return ZL_STATUS_BROKEN;
	bool done = zl_converter_prepare(&run->converter, &run->options.convert,
					 path == NULL ? NULL : &rules, message, sizeof(message));
	if (!done)
		zl_message("%s: %s", path == NULL ? "the rules compiled in" : path, message);
	zl_buffer_free(&rules);
	if (done && run->options.corrections != NULL) {
		done = zl_store_read(&run->corrections, run->options.corrections);
		run->converter.corrections = &run->corrections;
	}
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

/* Notes which sources have corrections, for the plan. */
static bool
note_corrections(struct run *run)
{
	for (size_t i = 0; i < run->corrections.sources.count; i++) {
		const struct zl_corrections *source = &run->corrections.sources.items[i];
		if (!zl_state_corrected(&run->state, source->source, source->sha256))
			return false;
	}
	return true;
}

/* Decides whether workers are shut in. */
static int
choose_sandbox(struct run *run)
{
	enum zl_sandbox_choice choice = run->options.sandbox;
	bool available = choice != ZL_SANDBOX_OFF && zl_sandbox_is_available();

	if (choice == ZL_SANDBOX_REQUIRE && !available) {
		zl_message("this kernel has no seccomp filters; use --sandbox=off to run without "
			   "the sandbox (unsafe)");
		return ZL_STATUS_BROKEN;
	}
	run->work.sandbox = available;
	run->work.sandbox_required = available && choice != ZL_SANDBOX_AUTO;
	return ZL_STATUS_COMPLETE;
}

/* An OUT is of one shard for good: documents of others would look as if they were gone. */
static int
check_shard(struct run *run)
{
	const struct zl_options *options = &run->options;
	struct zl_buffer before = {0};
	char shard[32] = "all";
	int status = ZL_STATUS_BROKEN;

	if (options->shards != 0)
		snprintf(shard, sizeof(shard), "%u/%u", options->shard, options->shards);
	if (zl_state_meta(&run->state, ZL_META_SHARD, &before)) {
		if (before.length > 0 && strcmp(before.data, shard) != 0) {
			zl_message("%s: it was made with shard %s of its inputs, this run is for "
				   "shard %s; give each an OUT of its own",
				   options->output, before.data, shard);
			status = ZL_STATUS_USAGE;
		} else if (zl_state_set_meta(&run->state, ZL_META_SHARD, shard)) {
			status = ZL_STATUS_COMPLETE;
		}
	}
	zl_buffer_free(&before);
	return status;
}

/* An OUT into which a merge was begun has records that its state does not know. */
static int
check_merge(struct run *run)
{
	struct zl_buffer merge = {0};
	int status = ZL_STATUS_BROKEN;

	if (zl_state_meta(&run->state, ZL_META_MERGE, &merge)) {
		status = merge.length == 0 ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
		if (merge.length > 0)
			zl_message("%s: a merge into it is not complete; merge the same shards "
				   "again to complete it",
				   run->options.output);
	}
	zl_buffer_free(&merge);
	return status;
}

/* Notes the run and its key in the state. */
static int
begin(struct run *run)
{
	const struct zl_options *options = &run->options;
	struct zl_buffer settings = {0}, limits = {0};

	zl_convert_describe(&options->convert, &settings, &limits);
	zl_buffer_format(&limits, " record=%" PRIu64 " memory=%" PRIu64 " timeout=%u cpu-time=%u",
			 options->record_bytes, options->memory, options->wall_seconds,
			 options->cpu_seconds);
	struct zl_state_key key = {.rules = zl_rules_sha256(run->converter.rules),
				   .version = ZL_VERSION,
				   .settings = settings.data,
				   .limits = limits.data};
	struct zl_state_run noted = {.command = options->retry ? "retry" : "run",
				     .arguments = run->arguments,
				     .sandbox = run->work.sandbox ? "on" : "off",
				     .workers = options->workers};
	bool done = !settings.failed && !limits.failed && zl_state_begin(&run->state, &noted, &key);
	zl_buffer_free(&settings);
	zl_buffer_free(&limits);
	run->log.run = run->state.run;
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

/* Finds what there is and plans what to do, in one transaction. */
static int
plan(struct run *run)
{
	const struct zl_options *options = &run->options;
	int status = ZL_STATUS_COMPLETE;

	if (!zl_recover(&run->output, &run->state) || !zl_state_transaction(&run->state))
		return ZL_STATUS_BROKEN;
	status = check_merge(run);
	if (status == ZL_STATUS_COMPLETE && !options->retry)
		status = check_shard(run);
	if (status == ZL_STATUS_COMPLETE && !note_corrections(run))
		status = ZL_STATUS_BROKEN;
	if (status == ZL_STATUS_COMPLETE)
		status = begin(run);
	if (status == ZL_STATUS_COMPLETE && !options->retry)
		status = zl_inputs_find(&run->inputs);
	if (status == ZL_STATUS_COMPLETE && !options->retry)
		status = zl_inputs_check_presence(&run->inputs);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	bool done =
	    options->retry
		? zl_state_plan_retry(&run->state, options->codes, &run->work.planned)
		: zl_state_plan(&run->state, options->verify, &run->work.planned, &run->unchanged);
	if (done && !options->dry_run)
		done = zl_state_commit(&run->state);
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

/* What --dry-run says: a line a document. */
static int
list_plan(struct run *run)
{
	static const char *const reasons[] = {[ZL_REASON_NEW] = "new",
					      [ZL_REASON_CHANGED] = "changed",
					      [ZL_REASON_KEY] = "outdated",
					      [ZL_REASON_AGAIN] = "again"};
	struct zl_buffer name = {0}, line = {0};
	struct zl_task task;
	bool there = true, done = true;

	for (int64_t i = 1; done && there; i++) {
		done = zl_state_task(&run->state, i, &task, &name, &there);
		if (!done || !there)
			break;
		zl_buffer_clear(&line);
		zl_name_escape(&line, name.data, name.length);
		printf("%-8s %s\n", reasons[task.reason], line.data);
	}
	printf("%" PRIu64 " documents would be converted, %" PRIu64 " are as they were\n",
	       run->work.planned, run->unchanged);
	zl_buffer_free(&name);
	zl_buffer_free(&line);
	return done && fflush(stdout) == 0 ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

/* The exit status that the work deserves. */
static int
judge(const struct run *run, enum zl_stop stop, int64_t failed)
{
	if (stop == ZL_STOP_SIGNAL || stop == ZL_STOP_FATAL)
		return ZL_STATUS_BROKEN;
	if (failed > 0 || run->inputs.counts.unreadable > 0 || run->inputs.unfound > 0)
		return ZL_STATUS_FAILURES;
	return ZL_STATUS_COMPLETE;
}

static uint64_t
remaining(const struct run *run)
{
	const struct zl_supervision *work = &run->work;

	return work->planned - work->totals.converted - work->totals.same - work->totals.failed;
}

/* What the folders hold that is no source, by kind. */
static void
add_passed_over(const struct run *run, struct zl_buffer *line)
{
	const char *between = "; passed over: ";

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
summarise(const struct run *run, enum zl_stop stop, const struct zl_tally *tally)
{
	const struct zl_supervision *work = &run->work;
	struct zl_buffer line = {0};

	zl_buffer_format(&line, "%" PRIu64 " converted, %" PRIu64 " failed, %" PRIu64 " unchanged",
			 work->totals.converted, work->totals.failed,
			 run->unchanged + work->totals.same);
	if (run->missing > 0)
		zl_buffer_format(&line, ", %" PRIu64 " gone", run->missing);
	if (run->inputs.counts.unreadable + run->inputs.unfound > 0)
		zl_buffer_format(&line, ", %" PRIu64 " inputs unreadable",
				 run->inputs.counts.unreadable + run->inputs.unfound);
	if (run->inputs.unsettled > 0)
		zl_buffer_format(&line, ", %" PRIu64 " unsettled", run->inputs.unsettled);
	if (remaining(run) > 0)
		zl_buffer_format(&line, ", %" PRIu64 " left for the next run", remaining(run));
	zl_buffer_format(&line, " in %.1f s; %s holds %" PRId64 " current, %" PRId64 " failed",
			 zl_clock() - run->begun, run->options.output, tally->current,
			 tally->failed);
	add_passed_over(run, &line);
	zl_buffer_format(&line, "; sandbox %s", work->sandbox ? "on" : "off");
	zl_message("%s%s", stop == ZL_STOP_SIGNAL ? "stopped: " : "",
		   line.data == NULL ? "" : line.data);
	zl_buffer_free(&line);
}

/* Notes the end in the state, the report and the log. */
static int
finish(struct run *run, enum zl_stop stop)
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
	int status = judge(run, stop, tally.failed);
	if (!zl_state_end(&run->state, &counts, status) || !zl_report_write(&run->state, &report) ||
	    !zl_place_write(&run->output, "report.json", report.data, report.length))
		status = ZL_STATUS_BROKEN;
	zl_buffer_free(&report);
	summarise(run, stop, &tally);
	return status;
}

static void
log_end(struct run *run, int status)
{
	const struct zl_supervision *work = &run->work;
	struct zl_buffer members = {0};

	zl_buffer_format(
	    &members,
	    "\"status\":%d,\"converted\":%" PRIu64 ",\"same\":%" PRIu64 ",\"failed\":%" PRIu64
	    ",\"unchanged\":%" PRIu64 ",\"unsettled\":%" PRIu64 ",\"seconds\":%.3f,"
	    "\"cpu-seconds\":%.3f,\"worker-peak-kib\":%" PRIu64 ",\"workers-replaced\":%" PRIu64,
	    status, work->totals.converted, work->totals.same, work->totals.failed, run->unchanged,
	    run->inputs.unsettled, zl_clock() - run->begun, work->totals.cpu, work->totals.memory,
	    work->totals.replaced);
	zl_log_event(&run->log, "end", members.data == NULL ? "" : members.data);
	zl_buffer_free(&members);
}

/* Plans and does the work, OUT and its state being open. */
static int
carry_out(struct run *run)
{
	struct zl_options *options = &run->options;
	enum zl_stop stop = ZL_STOP_NONE;

	run->inputs = (struct zl_inputs){
	    .options = options, .output = &run->output, .state = &run->state, .log = &run->log};
	int status = plan(run);
	if (status != ZL_STATUS_COMPLETE || options->dry_run)
		return status == ZL_STATUS_COMPLETE ? list_plan(run) : status;
	zl_log_event(&run->log, "begin", "");
	run->work.options = options;
	run->work.output = &run->output;
	run->work.state = &run->state;
	run->work.log = &run->log;
	run->work.converter = &run->converter;
	if (run->work.planned > 0) {
		zl_rules_ready(run->converter.rules); /* for all workers at once */
		stop = zl_supervise(&run->work);
	}
	status = ZL_STATUS_BROKEN;
	if (stop != ZL_STOP_FATAL && zl_state_transaction(&run->state) &&
	    zl_inputs_mark_missing(&run->inputs, &run->missing) && zl_state_commit(&run->state))
		status = finish(run, stop);
	log_end(run, status);
	return status;
}

/* A dry run only looks at OUT, if there is one. */
static int
open_output(struct run *run)
{
	const struct zl_options *options = &run->options;

	int status = zl_inputs_check_apart(options);

	run->output = zl_output_none;
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (options->umask != ~0U)
		umask((mode_t)options->umask);
	if (options->dry_run)
		return zl_output_look(&run->output, options->output);
	if (options->wait > 0)
		zl_output_await(options->output, options->wait);
	return zl_output_open(&run->output, options->output, !options->retry);
}

static int
open_and_carry_out(struct run *run)
{
	enum zl_state_mode mode = run->options.dry_run ? ZL_STATE_DRY : ZL_STATE_WRITE;

	zl_progress_enable(!run->options.no_progress && isatty(STDERR_FILENO) == 1);
	int status = choose_sandbox(run);
	if (status == ZL_STATUS_COMPLETE)
		status = prepare(run);
	if (status == ZL_STATUS_COMPLETE)
		status = open_output(run);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (!zl_log_open(&run->log, run->options.log) ||
	    !zl_state_open(&run->state, run->options.output, mode))
		return ZL_STATUS_BROKEN;
	status = carry_out(run);
	zl_state_close(&run->state);
	return status;
}

/* The command line in one string, as the state keeps it for people. */
static char *
join(int argc, char **argv)
{
	struct zl_buffer line = {0};

	for (int i = 1; i < argc; i++) {
		if (i > 1)
			zl_buffer_byte(&line, ' ');
		zl_name_escape(&line, argv[i], strlen(argv[i]));
	}
	return line.data == NULL ? strdup("") : zl_buffer_detach(&line, NULL);
}

int
zl_command_run(int argc, char **argv)
{
	struct run run = {.begun = zl_clock(), .log = {.file = -1}};
	int status = ZL_STATUS_BROKEN;

	signal(SIGPIPE, SIG_IGN);
	run.arguments = join(argc, argv);
	if (run.arguments != NULL && zl_options_read(&run.options, argc, argv, &status)) {
		status = open_and_carry_out(&run);
		zl_log_close(&run.log);
		zl_output_close(&run.output);
	}
	zl_inputs_free(&run.inputs);
	zl_converter_free(&run.converter);
	zl_store_free(&run.corrections);
	zl_options_free(&run.options);
	free(run.arguments);
	return status;
}

int
zl_command_retry(int argc, char **argv)
{
	return zl_command_run(argc, argv);
}
