/*
 * supervisor.c: one loop that never waits for one thing: workers, the disk, signals and the clock
 * are looked at in turn.
 */
#include "supervisor.h"

#include <assert.h>
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "extract/rules/family_set.h"
#include "outcomes.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/message.h"
#include "pipeline/common/signals.h"
#include "sources.h"

static enum zl_status
start_worker(struct zl_loop *loop, struct zl_worker *worker)
{
	if (zl_worker_start(&loop->pool, worker))
		return ZL_DONE;
	zl_message("cannot start a worker: %s", strerror(errno));
	return zl_loop_fatal(loop);
}

static void
put_back(struct zl_loop *loop, struct zl_job *job)
{
	assert(loop->put_back_count < loop->work->options->workers * (size_t)ZL_QUEUE);
	loop->put_back[loop->put_back_count++] = job;
}

/*
 * Readies the rules, for all workers from now on, when there is more to do than a few documents,
 * for which that would take longer than they do.
 */
static void
ready_rules(struct zl_loop *loop, const struct zl_job *job)
{
	enum { FEW = 6, FEW_BYTES = 128 << 10 };
	struct zl_rules *rules = loop->work->converter->rules;

	loop->bytes += (uint64_t)job->source.stamp.size;
	if ((loop->work->planned > FEW || loop->bytes > FEW_BYTES) && !zl_rules_is_ready(rules))
		zl_rules_ready(rules);
}

/* Gives the worker one job if it has fewer than depth; ZL_FAILED when the run cannot go on. */
static enum zl_status
feed(struct zl_loop *loop, struct zl_worker *worker, int depth)
{
	if (worker->jobs[depth - 1] != NULL)
		return ZL_DONE;
	struct zl_job *job = zl_next_job(loop, depth == 1);
	if (job == NULL)
		return loop->stop != ZL_STOP_FATAL ? ZL_DONE : ZL_FAILED;
	ready_rules(loop, job);
	if (job->fresh && (worker->served > 0 || !worker->ready))
		zl_worker_end(worker, false);
	if (worker->process == 0 && !start_worker(loop, worker)) {
		zl_job_free(job);
		return ZL_FAILED;
	}
	if (!zl_worker_give(&loop->pool, worker, job))
		put_back(loop, job); /* it died; its end is seen next */
	return ZL_DONE;
}

/* First one job for each worker, then a second one to wait. */
static enum zl_status
feed_all(struct zl_loop *loop)
{
	for (int depth = 1; depth <= ZL_QUEUE; depth++)
		for (unsigned i = 0; i < loop->work->options->workers; i++)
			if (!feed(loop, &loop->workers[i], depth))
				return ZL_FAILED;
	return ZL_DONE;
}

/* Jobs that the worker had not begun go to others. */
static void
put_back_rest(struct zl_loop *loop, struct zl_worker *worker)
{
	for (int i = 0; i < ZL_QUEUE; i++) {
		if (worker->jobs[i] != NULL)
			put_back(loop, worker->jobs[i]);
		worker->jobs[i] = NULL;
	}
}

/*
 * What becomes of the job over which a worker died.  A first death, which may have come from
 * outside, is not believed, nor is a worker that another document may have taken over: the job goes
 * to a fresh worker.  Only one that was fresh and out of time is not asked again.
 */
static enum zl_status
judge_death(struct zl_loop *loop, struct zl_job *job, int stage, int status, enum zl_death death,
	    int call, double seconds)
{
	bool was_fresh = job->fresh;
	bool timed = death == ZL_DEATH_TIMED ||
		     (status != -1 && WIFSIGNALED(status) && WTERMSIG(status) == SIGXCPU);

	job->fresh = true;
	if (++job->deaths == 1 && !(timed && was_fresh)) {
		put_back(loop, job);
		return ZL_DONE;
	}
	enum zl_status done = zl_fail_dead(loop, job, stage, status, death, call, seconds);
	zl_job_free(job);
	return done;
}

/* The worker has died, or is to die. */
static enum zl_status
reap(struct zl_loop *loop, struct zl_worker *worker, enum zl_death death, int call)
{
	int stage = worker->page->stage;
	double seconds = zl_clock() - worker->begun;
	int status = zl_worker_end(worker, death != ZL_DEATH_REFUSED);

	loop->work->totals.replaced++;
	if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == ZL_WORKER_UNPROTECTED) {
		zl_message("cannot enable the sandbox; use --sandbox=off to run without it "
			   "(unsafe)");
		return zl_loop_fatal(loop);
	}
	struct zl_job *job = zl_worker_take(&loop->pool, worker);
	if (job != NULL && worker->served == 0)
		job->fresh = true;
	put_back_rest(loop, worker);
	return job == NULL ? ZL_DONE : judge_death(loop, job, stage, status, death, call, seconds);
}

/* The worker's socket cannot be read, through no fault of its documents: others do them. */
static enum zl_status
give_up(struct zl_loop *loop, struct zl_worker *worker)
{
	enum { MOST = 8 };
	int number = errno;

	zl_worker_end(worker, true);
	put_back_rest(loop, worker);
	loop->work->totals.replaced++;
	if (++loop->unreadable <= MOST)
		return ZL_DONE;
	zl_message("cannot read from workers: %s", strerror(number));
	return zl_loop_fatal(loop);
}

/* The reply is complete: judged, its job is done, or comes again. */
static enum zl_status
take_reply(struct zl_loop *loop, struct zl_worker *worker)
{
	struct zl_run_totals *totals = &loop->work->totals;
	double seconds = zl_clock() - worker->begun;
	double cpu = zl_worker_cpu(worker) - worker->cpu;

	totals->cpu += cpu;
	if (worker->reply.memory > totals->memory)
		totals->memory = worker->reply.memory;
	enum zl_verdict verdict = zl_take_reply(loop, worker, seconds, cpu);
	if (verdict == ZL_VERDICT_LIE)
		return reap(loop, worker, ZL_DEATH_LIED, 0);
	struct zl_job *job = zl_worker_take(&loop->pool, worker);
	if (verdict == ZL_VERDICT_AGAIN) {
		job->fresh = true;
		put_back(loop, job);
	} else {
		zl_job_free(job);
	}
	if (worker->reply.retires || verdict == ZL_VERDICT_AGAIN || verdict == ZL_VERDICT_END) {
		put_back_rest(loop, worker);
		zl_worker_end(worker, verdict == ZL_VERDICT_END);
	} else if (worker->finished.capacity > 16 * ZL_PIECE) {
		zl_buffer_free(&worker->finished);
	}
	return verdict == ZL_VERDICT_FATAL ? ZL_FAILED : ZL_DONE;
}

/* The record is beyond the ceiling: the worker is ended, and its document fails. */
static enum zl_status
take_too_large(struct zl_loop *loop, struct zl_worker *worker)
{
	char message[96];
	struct zl_ending ending = {
	    .code = ZL_TOO_LARGE,
	    .stage = zl_stage_name(ZL_STAGE_EMIT),
	    .part = "",
	    .message = message,
	    .sha256 = "",
	};

	snprintf(message, sizeof(message), "a record of %llu bytes; --limit record=%llu",
		 (unsigned long long)worker->reply.length,
		 (unsigned long long)loop->pool.record_bytes);
	double seconds = zl_clock() - worker->begun;
	zl_worker_end(worker, true);
	loop->work->totals.replaced++;
	struct zl_job *job = zl_worker_take(&loop->pool, worker);
	put_back_rest(loop, worker);
	enum zl_status done = zl_fail_job(loop, job, &ending, seconds);
	zl_job_free(job);
	return done;
}

/* Receives what the worker has to say, and looks at its clock. */
static enum zl_status
poll_worker(struct zl_loop *loop, struct zl_worker *worker)
{
	if (worker->process == 0)
		return ZL_DONE;
	switch (zl_worker_receive(&loop->pool, worker)) {
	case ZL_RECEIVED_REPLY:
		return worker->reply.kind == ZL_REPLY_REFUSED
			   ? reap(loop, worker, ZL_DEATH_REFUSED, worker->reply.number)
			   : take_reply(loop, worker);
	case ZL_RECEIVED_END:
		return reap(loop, worker, ZL_DEATH_OF_ITSELF, 0);
	case ZL_RECEIVED_PROTOCOL_ERROR:
		return reap(loop, worker, ZL_DEATH_LIED, 0);
	case ZL_RECEIVED_TOO_LARGE:
		return take_too_large(loop, worker);
	case ZL_RECEIVED_UNREADABLE:
		return give_up(loop, worker);
	case ZL_RECEIVED_NOTHING:
		break;
	}
	if (worker->jobs[0] != NULL &&
	    zl_clock() - worker->begun > loop->work->options->wall_seconds)
		return reap(loop, worker, ZL_DEATH_TIMED, 0);
	return ZL_DONE;
}

static void
take_signal(struct zl_loop *loop)
{
	struct signalfd_siginfo signal;

	if (read(loop->signals, &signal, sizeof(signal)) != sizeof(signal))
		return;
	if (loop->stop == ZL_STOP_SIGNAL) {
		zl_message("stopping at once");
		zl_loop_fatal(loop);
		return;
	}
	zl_message("stopping; documents in hand are finished first; a second signal stops at once");
	loop->stop = ZL_STOP_SIGNAL;
}

/* Whether documents are still with workers or on their way back to one. */
static bool
is_in_hand(const struct zl_loop *loop)
{
	for (unsigned i = 0; i < loop->work->options->workers; i++)
		if (loop->workers[i].jobs[0] != NULL)
			return true;
	return loop->put_back_count > 0;
}

static bool
has_work(const struct zl_loop *loop)
{
	return is_in_hand(loop) ||
	       (loop->stop == ZL_STOP_NONE && (uint64_t)loop->next <= loop->work->planned);
}

/* Waits until something happens, at most a tenth of a second. */
static void
wait_for_something(struct zl_loop *loop, struct pollfd *ready)
{
	nfds_t count = 0;

	ready[count++] = (struct pollfd){.fd = loop->signals, .events = POLLIN};
	ready[count++] = (struct pollfd){.fd = loop->publisher.socket, .events = POLLIN};
	for (unsigned i = 0; i < loop->work->options->workers; i++)
		if (loop->workers[i].process > 0)
			ready[count++] =
			    (struct pollfd){.fd = loop->workers[i].socket, .events = POLLIN};
	if (poll(ready, count, 100) > 0 && ready[0].revents != 0)
		take_signal(loop);
}

static enum zl_status
turn(struct zl_loop *loop, struct pollfd *ready)
{
	struct zl_supervision *work = loop->work;
	const struct zl_run_totals *totals = &work->totals;

	if (!feed_all(loop))
		return ZL_FAILED;
	wait_for_something(loop, ready);
	for (unsigned i = 0; i < work->options->workers && !loop->at_once; i++)
		if (!poll_worker(loop, &loop->workers[i]))
			return ZL_FAILED;
	if (loop->at_once)
		return ZL_FAILED;
	zl_progress_show(totals->converted + totals->same + totals->failed, totals->failed,
			 work->planned);
	if (zl_publisher_turn(&loop->publisher, !has_work(loop)))
		return ZL_DONE;
	return zl_loop_fatal(loop);
}

/* Signals are held since the run began; those that came meanwhile are read first. */
static void
read_signals(struct zl_loop *loop)
{
	sigset_t mask;

	zl_signals_mask(&mask);
	loop->pool.signals = loop->work->signals;
	loop->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
}

static enum zl_status
begin(struct zl_loop *loop)
{
	struct zl_supervision *work = loop->work;
	const struct zl_options *options = work->options;

	loop->pool = (struct zl_pool){
	    .setup = {.converter = work->converter,
		      .memory = options->memory,
		      .share = options->share,
		      .sandbox = work->sandbox,
		      .sandbox_required = work->sandbox_required},
	    .cpu_seconds = options->cpu_seconds,
	    .wall_seconds = options->wall_seconds,
	    .record_bytes = options->record_bytes,
	};
	read_signals(loop);
	loop->workers = calloc(options->workers, sizeof(*loop->workers));
	loop->put_back = calloc(options->workers, ZL_QUEUE * sizeof(struct zl_job *));
	if (loop->signals == -1 || loop->workers == NULL || loop->put_back == NULL) {
		zl_message("cannot start the run: %s", strerror(errno));
		return zl_loop_fatal(loop);
	}
	loop->publisher.output = work->output;
	loop->publisher.state = work->state;
	loop->publisher.refused = zl_fail_refused;
	loop->publisher.context = loop;
	if (zl_publisher_start(&loop->publisher))
		return ZL_DONE;
	return zl_loop_fatal(loop);
}

static void
end(struct zl_loop *loop)
{
	for (unsigned i = 0; loop->workers != NULL && i < loop->work->options->workers; i++) {
		zl_worker_end(&loop->workers[i], loop->at_once);
		put_back_rest(loop, &loop->workers[i]);
	}
	while (loop->put_back_count > 0)
		zl_job_free(loop->put_back[--loop->put_back_count]);
	zl_publisher_stop(&loop->publisher);
	free(loop->put_back);
	free(loop->workers);
	if (loop->signals != -1)
		close(loop->signals);
	if (loop->root_folder != -1)
		close(loop->root_folder);
	zl_buffer_free(&loop->name);
	zl_buffer_free(&loop->failure);
	zl_progress_clear();
}

enum zl_stop
zl_supervise(struct zl_supervision *work)
{
	struct zl_loop loop = {
	    .work = work, .next = 1, .signals = -1, .root_folder = -1, .publisher = {.socket = -1}};
	struct pollfd *ready = calloc(work->options->workers + 2, sizeof(*ready));

	bool going = ready != NULL && begin(&loop);
	if (ready == NULL) {
		zl_message("cannot start the run: out of memory");
		return zl_loop_fatal(&loop), loop.stop;
	}
	while (going && (has_work(&loop) || zl_publisher_is_pending(&loop.publisher)))
		going = turn(&loop, ready);
	end(&loop);
	free(ready);
	return loop.stop;
}
