/* outcomes.c: what became of a document: from a worker's reply, or from its end. */
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/message.h"
#include "sandbox.h"
#include "supervision.h"

/* Whether the failure says nothing of what is in the source. */
static bool
unread(enum zl_failure code)
{
	return code == ZL_UNREADABLE || code == ZL_CHANGED_WHILE_READING || code == ZL_VANISHED;
}

/* Tells the operator and the log of a failure; true unless there are too many now. */
static void
tell_failure(struct zl_loop *loop, const struct zl_errand *job, const struct zl_outcome *outcome)
{
	struct zl_supervision *work = loop->work;
	enum zl_failure code = zl_failure_of_code(outcome->code);
	struct zl_buffer shown = {0};

	zl_name_escape(&shown, job->source.name, job->source.length);
	zl_message("%s: %s: %s%s%s", shown.data == NULL ? "" : shown.data, outcome->code,
		   zl_failure_sentence(code), outcome->message[0] == '\0' ? "" : ": ",
		   outcome->message);
	zl_buffer_free(&shown);
	work->failed++;
	if (work->options->max_failures != 0 && work->failed >= work->options->max_failures &&
	    loop->stop == ZL_STOP_NONE) {
		zl_message("stopping after %llu failures", (unsigned long long)work->failed);
		loop->stop = ZL_STOP_FAILURES;
	}
}

static void
log_document(struct zl_loop *loop, const struct zl_finished *finished, const struct zl_reply *reply,
	     double cpu)
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
				       .memory = reply == NULL ? 0 : reply->memory};

	zl_log_document(loop->work->log, &line);
}

/* Writes what goes under failed/ where no worker could. */
static bool
write_failure(struct zl_loop *loop, const struct zl_errand *job, const struct zl_ending *ending)
{
	struct zl_document document = {0};

	zl_buffer_clear(&loop->failure);
	bool done = zl_document_source(
	    &document, job->source.name, job->source.length, NULL,
	    job->source.stamp.size > 0 ? (size_t)job->source.stamp.size : 0, ending->sha256);
	if (done) {
		zl_document_fail(&document, ending->stage, ending->code, NULL, 0, 0, "%s",
				 ending->message);
		done = zl_emit_failure(&document, &loop->failure) == ZL_OK;
	}
	zl_document_free(&document);
	if (!done)
		zl_message("no memory to describe a failure");
	return done;
}

bool
zl_fail_job(struct zl_loop *loop, const struct zl_errand *job, const struct zl_ending *ending,
	    double seconds)
{
	struct zl_finished finished = {
	    .kind = unread(ending->code) ? ZL_PUBLISH_UNREAD : ZL_PUBLISH_FAILURE,
	    .source = job->source,
	    .outcome = {.code = zl_failure_code(ending->code),
			.stage = ending->stage,
			.message = ending->message,
			.sha256 = ending->sha256,
			.record = "",
			.seconds = seconds},
	    .file = -1,
	};
	bool done = write_failure(loop, job, ending);

	finished.bytes = loop->failure.data;
	finished.size = loop->failure.length;
	done = done && zl_publisher_add(&loop->publisher, &finished);
	tell_failure(loop, job, &finished.outcome);
	log_document(loop, &finished, NULL, 0);
	return done || zl_loop_broken(loop);
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

/* What the source's bytes became, from the worker's reply. */
static void
finish(const struct zl_errand *job, const struct zl_answer *answer, struct zl_finished *finished)
{
	const struct zl_reply *reply = &answer->reply;

	*finished = (struct zl_finished){
	    .kind = reply->kind == ZL_REPLY_RECORD ? ZL_PUBLISH_RECORD
		    : reply->kind == ZL_REPLY_SAME ? ZL_PUBLISH_SAME
						   : ZL_PUBLISH_FAILURE,
	    .source = job->source,
	    .outcome = {.code = zl_failure_code((enum zl_failure)reply->code),
			.stage = reply->stage,
			.message = reply->message,
			.sha256 = reply->sha256,
			.record = reply->record_sha256,
			.record_bytes = reply->kind == ZL_REPLY_RECORD ? reply->length : 0},
	    .file = answer->file,
	    .bytes = answer->bytes,
	    .size = reply->length,
	};
	spoil_if_fresh(&finished->source.stamp);
}

/* Whether the source, still open, is as it was when it was opened. */
static bool
unchanged(const struct zl_errand *job)
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

/* A reply that ends in a failure of reading, or has no text for failed/ with it. */
static bool
fail_reply(struct zl_loop *loop, const struct zl_errand *job, const struct zl_reply *reply,
	   double seconds)
{
	struct zl_ending ending = {ZL_CHANGED_WHILE_READING, zl_stage_name(ZL_STAGE_NONE), "", ""};

	if (reply->kind == ZL_REPLY_UNREAD) {
		ending.code = ZL_UNREADABLE;
		ending.message = strerror(reply->number);
	} else if (reply->kind == ZL_REPLY_FAILURE && unchanged(job)) {
		ending.code = (enum zl_failure)reply->code;
		ending.stage = reply->stage;
		ending.message = reply->message;
		ending.sha256 = reply->sha256;
	}
	return zl_fail_job(loop, job, &ending, seconds);
}

bool
zl_take_answer(struct zl_loop *loop, const struct zl_errand *job, const struct zl_answer *answer,
	       double seconds, double cpu)
{
	const struct zl_reply *reply = &answer->reply;
	struct zl_finished finished;
	bool textless = reply->kind == ZL_REPLY_FAILURE && reply->length == 0;

	if (reply->kind == ZL_REPLY_CHANGED || reply->kind == ZL_REPLY_UNREAD || textless ||
	    !unchanged(job))
		return fail_reply(loop, job, reply, seconds);
	finish(job, answer, &finished);
	finished.outcome.seconds = seconds;
	if (!zl_publisher_add(&loop->publisher, &finished))
		return zl_loop_broken(loop);
	if (finished.kind == ZL_PUBLISH_FAILURE)
		tell_failure(loop, job, &finished.outcome);
	loop->work->converted += finished.kind == ZL_PUBLISH_RECORD;
	loop->work->same += finished.kind == ZL_PUBLISH_SAME;
	loop->work->bytes += (uint64_t)job->source.stamp.size;
	log_document(loop, &finished, reply, cpu);
	return true;
}

/* Says how a worker died, from its status; call is the system call that was refused. */
static void
judge_death(const struct zl_loop *loop, int status, enum zl_death death, int call,
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
	} else if (death == ZL_DEATH_NONSENSE) {
		snprintf(message, size, "the worker's answer makes no sense");
	} else if (number == SIGKILL) {
		ending->code = ZL_OUT_OF_MEMORY;
		snprintf(message, size, "the system killed the worker");
	} else if (number != 0) {
		const char *name = sigabbrev_np(number);
		snprintf(message, size, "signal %s%s", name == NULL ? "" : "SIG",
			 name == NULL ? "unknown" : name);
	} else {
		snprintf(message, size, "the worker ended");
	}
}

/* The stage and the hash that the worker left behind, checked before they are believed. */
static void
read_board(const struct zl_board *board, struct zl_ending *ending, char sha256[65])
{
	int stage = board->stage;

	ending->stage = zl_stage_name(stage > 0 && stage < ZL_STAGE_COUNT ? (enum zl_stage)stage
									  : ZL_STAGE_NONE);
	sha256[0] = '\0';
	if (board->hashed) {
		memcpy(sha256, board->sha256, 64);
		sha256[64] = '\0';
		if (strspn(sha256, "0123456789abcdef") != 64)
			sha256[0] = '\0';
	}
	ending->sha256 = sha256;
}

bool
zl_fail_dead(struct zl_loop *loop, const struct zl_errand *job, const struct zl_board *board,
	     int status, enum zl_death death, int call, double seconds)
{
	struct zl_ending ending;
	char message[128], sha256[65];

	read_board(board, &ending, sha256);
	judge_death(loop, status, death, call, &ending, message, sizeof(message));
	ending.message = message;
	if (!unchanged(job))
		ending = (struct zl_ending){ZL_CHANGED_WHILE_READING, ending.stage, "", ""};
	return zl_fail_job(loop, job, &ending, seconds);
}
