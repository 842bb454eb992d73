/*
 * supervisor.c: one loop that never waits for one thing: workers, the disk, signals and the clock
 * are looked at in turn.
 */
#include <errno.h>
#include <poll.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/common/clock.h"
#include "pipeline/common/message.h"
#include "supervision.h"

bool
zl_loop_broken(struct zl_loop *loop)
{
	loop->stop = ZL_STOP_BROKEN;
	loop->at_once = true;
	return false;
}

static bool
start_worker(struct zl_loop *loop, struct zl_worker *worker)
{
	if (zl_worker_start(&loop->pool, worker))
		return true;
	zl_message("a worker cannot be started: %s", strerror(errno));
	return zl_loop_broken(loop);
}

/* Gives the worker one job if it has fewer than depth; false when the run is broken. */
static bool
feed(struct zl_loop *loop, struct zl_worker *worker, int depth)
{
	if (worker->jobs[depth - 1] != NULL)
		return true;
	struct zl_errand *job = zl_next_job(loop);
	if (job == NULL)
		return loop->stop != ZL_STOP_BROKEN;
	if (worker->process == 0 && !start_worker(loop, worker)) {
		zl_errand_free(job);
		return false;
	}
	if (!zl_worker_give(&loop->pool, worker, job))
		loop->put_back[loop->put_back_count++] = job; /* it died; its end is seen next */
	return true;
}

/* First one job for each worker, then a second one to wait. */
static bool
feed_all(struct zl_loop *loop)
{
	for (int depth = 1; depth <= ZL_QUEUE; depth++)
		for (unsigned i = 0; i < loop->work->options->workers; i++)
			if (!feed(loop, &loop->workers[i], depth))
				return false;
	return true;
}

/* Jobs that the worker had not begun go to others. */
static void
put_back_rest(struct zl_loop *loop, struct zl_worker *worker)
{
	for (int i = 0; i < ZL_QUEUE; i++)
		if (worker->jobs[i] != NULL)
			loop->put_back[loop->put_back_count++] = worker->jobs[i];
	worker->jobs[0] = worker->jobs[1] = NULL;
}

/* The worker has died, or is to die. */
static bool
bury(struct zl_loop *loop, struct zl_worker *worker, enum zl_death death, int call)
{
	const struct zl_board board = *worker->board;
	double seconds = zl_clock() - worker->begun;
	int status = zl_worker_end(worker, death != ZL_DEATH_REFUSED);

	loop->work->replaced++;
	if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == ZL_WORKER_UNPROTECTED) {
		zl_message("workers cannot be shut in; --sandbox=off does without, at your risk");
		return zl_loop_broken(loop);
	}
	struct zl_errand *job = zl_worker_take(&loop->pool, worker);
	put_back_rest(loop, worker);
	bool done = job == NULL || zl_fail_dead(loop, job, &board, status, death, call, seconds);
	zl_errand_free(job);
	return done;
}

/* The worker cannot be heard, through no fault of its documents: others do them. */
static bool
give_up(struct zl_loop *loop, struct zl_worker *worker)
{
	enum { MOST = 8 };
	int number = errno;

	zl_worker_end(worker, true);
	put_back_rest(loop, worker);
	loop->work->replaced++;
	if (++loop->deaf <= MOST)
		return true;
	zl_message("workers cannot be heard: %s", strerror(number));
	return zl_loop_broken(loop);
}

static bool
hear_reply(struct zl_loop *loop, struct zl_worker *worker)
{
	struct zl_supervision *work = loop->work;
	const struct zl_reply *reply = &loop->answer.reply;
	double seconds = zl_clock() - worker->begun;
	double cpu = reply->cpu > worker->cpu ? (double)(reply->cpu - worker->cpu) / 1e6 : 0;

	worker->cpu = reply->cpu;
	work->cpu += cpu;
	if (reply->memory > work->memory)
		work->memory = reply->memory;
	bool done = zl_take_answer(loop, worker->jobs[0], &loop->answer, seconds, cpu);
	zl_errand_free(zl_worker_take(&loop->pool, worker));
	if (reply->retires && done) {
		put_back_rest(loop, worker);
		zl_worker_end(worker, false);
	}
	return done;
}

/* Hears what the worker has to say, and looks at its clock. */
static bool
attend(struct zl_loop *loop, struct zl_worker *worker)
{
	struct zl_answer *answer = &loop->answer;

	if (worker->process == 0)
		return true;
	switch (zl_worker_hear(worker, answer)) {
	case ZL_WORD_REPLY: {
		bool done = answer->reply.kind == ZL_REPLY_REFUSED
				? bury(loop, worker, ZL_DEATH_REFUSED, answer->reply.number)
				: hear_reply(loop, worker);
		if (answer->file != -1)
			close(answer->file);
		return done;
	}
	case ZL_WORD_GONE:
		return bury(loop, worker, ZL_DEATH_OF_ITSELF, 0);
	case ZL_WORD_NONSENSE:
		return bury(loop, worker, ZL_DEATH_NONSENSE, 0);
	case ZL_WORD_DEAF:
		return give_up(loop, worker);
	case ZL_WORD_NONE:
		break;
	}
	if (worker->jobs[0] != NULL &&
	    zl_clock() - worker->begun > loop->work->options->wall_seconds)
		return bury(loop, worker, ZL_DEATH_TIMED, 0);
	return true;
}

static void
hear_signal(struct zl_loop *loop)
{
	struct signalfd_siginfo signal;

	if (read(loop->signals, &signal, sizeof(signal)) != sizeof(signal))
		return;
	if (loop->stop == ZL_STOP_SIGNAL) {
		zl_message("stopping at once");
		zl_loop_broken(loop);
		return;
	}
	zl_message("stopping; what is in hand is finished first; once more stops at once");
	loop->stop = ZL_STOP_SIGNAL;
}

/* Whether documents are still with workers or on their way back to one. */
static bool
in_hand(const struct zl_loop *loop)
{
	for (unsigned i = 0; i < loop->work->options->workers; i++)
		if (loop->workers[i].jobs[0] != NULL)
			return true;
	return loop->put_back_count > 0;
}

static bool
work_left(const struct zl_loop *loop)
{
	return in_hand(loop) ||
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
		hear_signal(loop);
}

static bool
turn(struct zl_loop *loop, struct pollfd *ready)
{
	struct zl_supervision *work = loop->work;

	if (!feed_all(loop))
		return false;
	wait_for_something(loop, ready);
	for (unsigned i = 0; i < work->options->workers && !loop->at_once; i++)
		if (!attend(loop, &loop->workers[i]))
			return false;
	if (loop->at_once)
		return false;
	zl_progress_show(work->converted + work->same + work->failed, work->failed, work->planned);
	return zl_publisher_turn(&loop->publisher, !work_left(loop)) || zl_loop_broken(loop);
}

static bool
begin(struct zl_loop *loop)
{
	struct zl_supervision *work = loop->work;
	const struct zl_options *options = work->options;
	sigset_t mask;

	loop->pool = (struct zl_pool){
	    .setup = {.converter = work->converter,
		      .memory = options->memory,
		      .output = options->memory,
		      .share = options->share,
		      .sandbox = work->sandbox,
		      .sandbox_required = work->sandbox_required},
	    .cpu_seconds = options->cpu_seconds,
	    .wall_seconds = options->wall_seconds,
	};
	sigemptyset(&mask);
	sigaddset(&mask, SIGINT);
	sigaddset(&mask, SIGTERM);
	sigprocmask(SIG_BLOCK, &mask, &loop->pool.signals);
	loop->signals = signalfd(-1, &mask, SFD_CLOEXEC | SFD_NONBLOCK);
	loop->workers = calloc(options->workers, sizeof(*loop->workers));
	loop->put_back = calloc(options->workers, ZL_QUEUE * sizeof(struct zl_errand *));
	if (loop->signals == -1 || loop->workers == NULL || loop->put_back == NULL) {
		zl_message("the run cannot begin: %s", strerror(errno));
		return zl_loop_broken(loop);
	}
	return zl_publisher_start(&loop->publisher, work->output, work->state) ||
	       zl_loop_broken(loop);
}

static void
end(struct zl_loop *loop)
{
	for (unsigned i = 0; loop->workers != NULL && i < loop->work->options->workers; i++) {
		zl_worker_end(&loop->workers[i], loop->at_once);
		put_back_rest(loop, &loop->workers[i]);
	}
	while (loop->put_back_count > 0)
		zl_errand_free(loop->put_back[--loop->put_back_count]);
	zl_publisher_stop(&loop->publisher);
	free(loop->put_back);
	free(loop->workers);
	if (loop->signals != -1)
		close(loop->signals);
	if (loop->root_folder != -1)
		close(loop->root_folder);
	zl_buffer_free(&loop->name);
	zl_buffer_free(&loop->failure);
	sigprocmask(SIG_SETMASK, &loop->pool.signals, NULL);
	zl_progress_clear();
}

enum zl_stop
zl_supervise(struct zl_supervision *work)
{
	struct zl_loop loop = {
	    .work = work, .next = 1, .signals = -1, .root_folder = -1, .publisher = {.socket = -1}};
	struct pollfd *ready = calloc(work->options->workers + 2, sizeof(*ready));

	bool going = ready != NULL && begin(&loop);
	while (going && (work_left(&loop) || zl_publisher_pending(&loop.publisher)))
		going = turn(&loop, ready);
	end(&loop);
	free(ready);
	return loop.stop;
}
