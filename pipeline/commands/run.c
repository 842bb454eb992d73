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
#include "pipeline/batch/recover.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/common/signals.h"
#include "pipeline/state/state_corrections.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "run_parts.h"
#include "sandbox.h"

/* Readies rules and converters. */
static int
prepare(struct zl_run *run)
{
	char message[640];

	/* libzip asks for the time zone; nothing in a record may depend on it. */
	setenv("TZ", "UTC0", 1);
	tzset();
	struct zl_rules *rules = zl_rules_option_read(&run->options.rules);
	if (rules == NULL)
		return ZL_STATUS_BROKEN;
	if (!zl_converter_prepare(&run->converter, &run->options.convert, rules, message,
				  sizeof(message))) {
		zl_message("%s", message);
		return ZL_STATUS_BROKEN;
	}
	if (run->options.corrections == NULL)
		return ZL_STATUS_COMPLETE;
	run->converter.corrections = &run->corrections;
	return zl_store_read(&run->corrections, run->options.corrections) ? ZL_STATUS_COMPLETE
									  : ZL_STATUS_BROKEN;
}

/* Notes which sources have corrections, for the plan. */
static bool
note_corrections(struct zl_run *run)
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
choose_sandbox(struct zl_run *run)
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
check_shard(struct zl_run *run)
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
check_merge(struct zl_run *run)
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
begin(struct zl_run *run)
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
plan(struct zl_run *run)
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
list_plan(struct zl_run *run)
{
	static const char *const reasons[] = {[ZL_REASON_NEW] = N_("new"),
					      [ZL_REASON_CHANGED] = N_("changed"),
					      [ZL_REASON_KEY] = N_("outdated"),
					      [ZL_REASON_AGAIN] = N_("again")};
	struct zl_buffer name = {0}, line = {0};
	struct zl_task task;
	bool there = true, done = true;

	for (int64_t i = 1; done && there; i++) {
		done = zl_state_task(&run->state, i, &task, &name, &there);
		if (!done || !there)
			break;
		zl_buffer_clear(&line);
		zl_name_escape(&line, name.data, name.length);
		printf("%-8s %s\n", _(reasons[task.reason]), line.data);
	}
	printf(_("%" PRIu64 " documents would be converted, %" PRIu64 " are as they were\n"),
	       run->work.planned, run->unchanged);
	zl_buffer_free(&name);
	zl_buffer_free(&line);
	return done && fflush(stdout) == 0 ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

/* Plans and does the work, OUT and its state being open. */
static int
carry_out(struct zl_run *run)
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
	if (run->work.planned == 0 && zl_signals_pending())
		stop = ZL_STOP_SIGNAL;
	if (run->work.planned > 0) {
		zl_rules_spare(run->converter.rules);
		stop = zl_supervise(&run->work);
	}
	status = ZL_STATUS_BROKEN;
	if (stop != ZL_STOP_FATAL && zl_state_transaction(&run->state) &&
	    zl_inputs_mark_missing(&run->inputs, &run->missing) && zl_state_commit(&run->state))
		status = zl_run_finish(run, stop);
	zl_run_log_end(run, status);
	return status;
}

/* A dry run only looks at OUT, if there is one. */
static int
open_output(struct zl_run *run)
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
open_and_carry_out(struct zl_run *run)
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
	struct zl_run run = {.begun = zl_clock(), .log = {.file = -1}};
	int status = ZL_STATUS_BROKEN;

	signal(SIGPIPE, SIG_IGN);
	zl_signals_hold(&run.work.signals);
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
