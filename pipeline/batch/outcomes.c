/* outcomes.c: what became of a document: from its worker's reply, or from its worker's end. */
#include "outcomes.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "check.h"
#include "extract/rules/family_set.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/common/plain_text.h"
#include "pipeline/common/system.h"
#include "sandbox.h"

/* Whether the failure says nothing of what is in the source. */
static bool
is_unread(enum zl_failure code)
{
	return code == ZL_UNREADABLE || code == ZL_CHANGED_WHILE_READING || code == ZL_VANISHED;
}

/*
 * Reports a failure to the operator, unless it is acknowledged, and stops the run when there are
 * too many now.
 */
static void
report_failure(struct zl_loop *loop, const struct zl_source_id *source,
	       const struct zl_outcome *outcome)
{
	struct zl_supervision *work = loop->work;
	enum zl_failure code = zl_failure_of_code(outcome->code);
	uint64_t most = work->options->max_failures;
	struct zl_buffer shown = {0};

	work->totals.failed++;
	if (zl_state_is_acknowledged(work->state, source, outcome)) {
		work->totals.known++;
		return;
	}
	zl_name_escape(&shown, source->name, source->length);
	zl_message("%s: %s: %s%s%s", shown.data == NULL ? "" : shown.data, outcome->code,
		   zl_language_sentence(code), outcome->message[0] == '\0' ? "" : ": ",
		   outcome->message);
	zl_buffer_free(&shown);
	if (most != 0 && work->totals.failed >= most && loop->stop == ZL_STOP_NONE) {
		zl_message("stopping after %llu failures", (unsigned long long)work->totals.failed);
		loop->stop = ZL_STOP_FAILURES;
	}
}

static void
log_document(struct zl_loop *loop, const struct zl_finished *finished, uint64_t memory, double cpu)
{
	static const char *const outcomes[] = {[ZL_PUBLISH_RECORD] = "record",
					       [ZL_PUBLISH_FAILURE] = "failure",
					       [ZL_PUBLISH_UNREAD] = "failure",
					       [ZL_PUBLISH_SAME] = "same"};
	struct zl_log_document line = {.name = finished->source.name,
				       .length = finished->source.length,
				       .outcome = outcomes[finished->kind],
				       .result = &finished->outcome,
				       .bytes = (uint64_t)finished->source.stamp.size,
				       .cpu = cpu,
				       .memory = memory};

	if (finished->kind == ZL_PUBLISH_FAILURE || finished->kind == ZL_PUBLISH_UNREAD)
		line.known = zl_state_is_acknowledged(loop->work->state, &finished->source,
						      &finished->outcome);

	zl_log_document(loop->work->log, &line);
}

/* Writes what goes under failed/ into text. */
static enum zl_status
write_failure(struct zl_buffer *text, const struct zl_source_id *source,
	      const struct zl_ending *ending)
{
	struct zl_document document = {0};
	size_t size = source->stamp.size > 0 ? (size_t)source->stamp.size : 0;

	zl_buffer_clear(text);
	bool done =
	    zl_document_source(&document, source->name, source->length, NULL, size, ending->sha256);
	if (done) {
		zl_document_fail(&document, ending->stage, ending->code,
				 ending->part[0] == '\0' ? NULL : ending->part, ending->line,
				 ending->n, "%s", ending->message);
		done = zl_emit_failure(&document, text) == ZL_OK;
	}
	zl_document_free(&document);
	if (!done)
		zl_message("out of memory");
	return done ? ZL_DONE : ZL_FAILED;
}

/*
 * A file changed so shortly before it was opened that a later change might carry the same time:
 * its stamp is spoilt, so that the next run reads it again.
 */
static void
spoil_if_fresh(struct zl_stamp *stamp)
{
	int64_t latest = stamp->modified > stamp->changed ? stamp->modified : stamp->changed;
	bool coarse = stamp->modified % 1000000000 == 0 && stamp->changed % 1000000000 == 0;

	if (latest > zl_time_now() - (coarse ? 2000000000 : 20000000))
		stamp->changed = -1;
}

enum zl_status
zl_fail_job(struct zl_loop *loop, const struct zl_job *job, const struct zl_ending *ending,
	    double seconds)
{
	struct zl_finished finished = {
	    .kind = is_unread(ending->code) ? ZL_PUBLISH_UNREAD : ZL_PUBLISH_FAILURE,
	    .source = job->source,
	    .outcome = {.code = zl_failure_code(ending->code),
			.stage = ending->stage,
			.message = ending->message,
			.sha256 = ending->passing ? "" : ending->sha256,
			.record = "",
			.seconds = seconds},
	};

	if (!write_failure(&loop->failure, &job->source, ending))
		return zl_loop_fatal(loop);
	spoil_if_fresh(&finished.source.stamp);
	if (ending->passing)
		finished.source.stamp.changed = -1; /* the next run plans it again */
	finished.bytes = loop->failure.data;
	finished.size = loop->failure.length;
	if (!zl_publisher_add(&loop->publisher, &finished))
		return zl_loop_fatal(loop);
	report_failure(loop, &job->source, &finished.outcome);
	log_document(loop, &finished, 0, 0);
	return ZL_DONE;
}

enum zl_status
zl_fail_refused(void *context, const struct zl_source_id *source, int number,
		struct zl_outcome *outcome, struct zl_buffer *text)
{
	struct zl_loop *loop = context;
	struct zl_ending ending = {
	    .code = ZL_NAME_REFUSED,
	    .stage = "publish",
	    .part = "",
	    .message = zl_error_words(number),
	    .sha256 = outcome->sha256,
	};

	outcome->code = zl_failure_code(ending.code);
	outcome->stage = ending.stage;
	outcome->message = ending.message;
	outcome->record = "";
	outcome->record_bytes = 0;
	loop->work->totals.converted--;
	report_failure(loop, source, outcome);
	return write_failure(text, source, &ending);
}

/* Whether the source, still open, is as it was when it was opened. */
static bool
is_unchanged(const struct zl_job *job)
{
	struct stat status;
	struct zl_stamp now;

	if (fstat(job->descriptor, &status) == -1)
		return false;
	zl_stamp_of(&status, &now);
	/* A link made or removed moves ctime; the bytes are what counts, but who could tell. */
	return now.size == job->source.stamp.size && now.modified == job->source.stamp.modified &&
	       now.changed == job->source.stamp.changed;
}

static enum zl_verdict
fail(struct zl_loop *loop, const struct zl_job *job, const struct zl_ending *ending, double seconds)
{
	return zl_fail_job(loop, job, ending, seconds) ? ZL_VERDICT_DONE : ZL_VERDICT_FATAL;
}

/* The source could not be read, or not as it was. */
static enum zl_verdict
fail_unread(struct zl_loop *loop, const struct zl_worker *worker, double seconds)
{
	struct zl_ending ending = {
	    .code = ZL_CHANGED_WHILE_READING,
	    .stage = zl_stage_name(ZL_STAGE_NONE),
	    .part = "",
	    .message = "",
	    .sha256 = "",
	};

	if (worker->reply.kind == ZL_REPLY_UNREAD) {
		ending.code = ZL_UNREADABLE;
		ending.message = zl_error_words(worker->reply.number);
	}
	return fail(loop, worker->jobs[0], &ending, seconds);
}

/*
 * The worker says that the document fails.  Of memory only a fresh worker is believed: in another
 * one, less of it may have been left.
 */
static enum zl_verdict
take_failure(struct zl_loop *loop, struct zl_worker *worker, const char *sha256, double seconds)
{
	const struct zl_reply *reply = &worker->reply;
	struct zl_ending ending = {
	    .code = (enum zl_failure)reply->code,
	    .stage = reply->stage,
	    .part = worker->finished.data,
	    .line = reply->line,
	    .n = reply->n,
	    .message = reply->message,
	    .sha256 = sha256,
	};

	if (ending.code == ZL_OUT_OF_MEMORY && worker->served > 1)
		return ZL_VERDICT_AGAIN;
	if (ending.code == ZL_RULE_LIMIT && !worker->ready) {
		zl_rules_ready(loop->work->converter->rules);
		return ZL_VERDICT_AGAIN;
	}
	zl_plain_text(worker->finished.data, worker->finished.length + 1);
	return fail(loop, worker->jobs[0], &ending, seconds);
}

/* Publishes the record, or that nothing is new. */
static enum zl_verdict
take_success(struct zl_loop *loop, struct zl_worker *worker, const char *sha256,
	     const char *record_sha256, double seconds, double cpu)
{
	struct zl_supervision *work = loop->work;
	bool same = worker->reply.kind == ZL_REPLY_SAME;
	struct zl_finished finished = {
	    .kind = same ? ZL_PUBLISH_SAME : ZL_PUBLISH_RECORD,
	    .source = worker->jobs[0]->source,
	    .outcome = {.code = zl_failure_code(ZL_OK),
			.stage = "",
			.message = "",
			.sha256 = sha256,
			.record = record_sha256,
			.record_bytes = worker->finished.length,
			.seconds = seconds},
	    .bytes = worker->finished.data,
	    .size = worker->finished.length,
	};
	char flags[ZL_OUTCOME_FLAGS];

	if (!same) {
		finished.outcome.doubt = zl_check_doubt(&worker->finished, flags);
		finished.outcome.flags = flags;
	}
	spoil_if_fresh(&finished.source.stamp);
	if (!zl_publisher_add(&loop->publisher, &finished)) {
		zl_loop_fatal(loop);
		return ZL_VERDICT_FATAL;
	}
	work->totals.converted += !same;
	work->totals.same += same;
	work->totals.bytes += (uint64_t)finished.source.stamp.size;
	log_document(loop, &finished, worker->reply.memory, cpu);
	return ZL_VERDICT_DONE;
}

/* The record is of this source, but not valid. */
static enum zl_verdict
fail_invalid(struct zl_loop *loop, const struct zl_job *job, const char *sha256,
	     const char *message, double seconds)
{
	struct zl_ending ending = {
	    .code = ZL_INVALID_RECORD,
	    .stage = zl_stage_name(ZL_STAGE_VALIDATE),
	    .part = "",
	    .message = message,
	    .sha256 = sha256,
	};

	/* The worker is ended: it has a defect, or has been taken over. */
	return zl_fail_job(loop, job, &ending, seconds) ? ZL_VERDICT_END : ZL_VERDICT_FATAL;
}

enum zl_verdict
zl_take_reply(struct zl_loop *loop, struct zl_worker *worker, double seconds, double cpu)
{
	const struct zl_job *job = worker->jobs[0];
	const struct zl_reply *reply = &worker->reply;
	char sha256[65], record_sha256[65] = "", message[256];

	if (!zl_check_hash(job->descriptor, (uint64_t)job->source.stamp.size, sha256) ||
	    !is_unchanged(job))
		return fail_unread(loop, worker, seconds);
	if (reply->kind == ZL_REPLY_CHANGED || reply->kind == ZL_REPLY_UNREAD)
		return ZL_VERDICT_LIE; /* it can be read, and is as it was */
	if (reply->kind == ZL_REPLY_FAILURE)
		return take_failure(loop, worker, sha256, seconds);
	if (reply->kind == ZL_REPLY_SAME) {
		if (strcmp(sha256, job->known) != 0)
			return ZL_VERDICT_LIE;
	} else {
		enum zl_check check = zl_check_record(&worker->finished, &job->source, sha256,
						      message, sizeof(message));
		if (check == ZL_CHECK_FOREIGN)
			return ZL_VERDICT_LIE;
		if (check == ZL_CHECK_INVALID)
			return fail_invalid(loop, job, sha256, message, seconds);
		zl_digest(worker->finished.data, worker->finished.length, record_sha256);
	}
	return take_success(loop, worker, sha256, record_sha256, seconds, cpu);
}

/* Says how a worker died, from its status; call is the system call that was refused. */
static void
describe_death(const struct zl_loop *loop, int status, enum zl_death death, int call,
	       struct zl_ending *ending, char *message, size_t size)
{
	const struct zl_options *options = loop->work->options;
	int number = status != -1 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	ending->code = ZL_CRASH;
	if (death == ZL_DEATH_TIMED || number == SIGXCPU) {
		ending->code = ZL_TIMEOUT;
		snprintf(message, size, "more than %u seconds%s",
			 death == ZL_DEATH_TIMED ? options->wall_seconds : options->cpu_seconds,
			 death == ZL_DEATH_TIMED ? "" : " of a processor");
	} else if (death == ZL_DEATH_REFUSED) {
		char *name = zl_sandbox_call_name(call);
		snprintf(message, size, "the sandbox refused %s", name == NULL ? "a call" : name);
		free(name);
	} else if (death == ZL_DEATH_LIED) {
		snprintf(message, size, "the worker's answer is not true");
	} else if (number == SIGKILL) {
		ending->code = ZL_OUT_OF_MEMORY;
		ending->passing = true;
		snprintf(message, size, "the system killed the worker, twice");
	} else if (number != 0) {
		snprintf(message, size, "signal %s", zl_signal_name(number));
	} else {
		snprintf(message, size, "the worker ended");
	}
}

enum zl_status
zl_fail_dead(struct zl_loop *loop, const struct zl_job *job, int stage, int status,
	     enum zl_death death, int call, double seconds)
{
	char message[128], sha256[65] = "";
	bool known = stage > ZL_STAGE_NONE && stage < ZL_STAGE_COUNT;
	struct zl_ending ending = {
	    .stage = zl_stage_name(known ? (enum zl_stage)stage : ZL_STAGE_NONE),
	    .part = "",
	    .sha256 = sha256,
	};

	describe_death(loop, status, death, call, &ending, message, sizeof(message));
	ending.message = message;
	if (!zl_check_hash(job->descriptor, (uint64_t)job->source.stamp.size, sha256) ||
	    !is_unchanged(job)) {
		sha256[0] = '\0';
		ending.code = ZL_CHANGED_WHILE_READING;
		ending.message = "";
	}
	return zl_fail_job(loop, job, &ending, seconds);
}
