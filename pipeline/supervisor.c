/*
 * supervisor.c: one loop that never waits for one thing: workers, the disk, signals and the clock
 * are looked at in turn.
 */
#include "supervisor.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/signalfd.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "message.h"
#include "program.h"
#include "sandbox.h"
#include "state_sql.h"
#include "walk.h"

struct loop {
	struct zl_supervision *work;
	struct zl_pool pool;
	struct zl_publisher publisher;
	struct zl_worker *workers;
	struct zl_job **put_back; /* jobs of dead workers that had not begun */
	size_t put_back_count;
	int64_t next; /* task */
	int signals;
	int root_folder; /* descriptor of the root used last */
	int64_t root;
	bool root_follow;
	struct zl_buffer name, failure;
	enum zl_stop stop;
	bool at_once; /* do not finish what is in hand */
};

/* How a document ended, apart from what the worker says in its reply. */
struct ending {
	enum zl_failure code;
	const char *stage, *words;
	const char *sha256;
};

enum death { DEATH_OF_ITSELF, DEATH_TIMED, DEATH_REFUSED, DEATH_NONSENSE };

static bool
broken(struct loop *loop)
{
	loop->stop = ZL_STOP_BROKEN;
	loop->at_once = true;
	return false;
}

/* Whether the failure says nothing of what is in the source. */
static bool
unread(enum zl_failure code)
{
	return code == ZL_UNREADABLE || code == ZL_CHANGED_WHILE_READING || code == ZL_VANISHED;
}

/* Tells the operator and the log of a failure; true unless there are too many now. */
static void
tell_failure(struct loop *loop, const struct zl_job *job, const struct zl_outcome *outcome)
{
	struct zl_supervision *work = loop->work;
	enum zl_failure code = zl_failure_of_code(outcome->code);
	struct zl_buffer shown = {0};

	zl_name_escape(&shown, job->name, job->length);
	zl_message("%s: %s: %s%s%s", shown.data == NULL ? "" : shown.data, outcome->code,
		   zl_failure_sentence(code), outcome->words[0] == '\0' ? "" : ": ",
		   outcome->words);
	zl_buffer_free(&shown);
	work->failed++;
	if (work->options->max_failures != 0 && work->failed >= work->options->max_failures &&
	    loop->stop == ZL_STOP_NONE) {
		zl_message("stopping after %llu failures", (unsigned long long)work->failed);
		loop->stop = ZL_STOP_FAILURES;
	}
}

static void
log_document(struct loop *loop, const struct zl_finished *finished, const struct zl_reply *reply,
	     double cpu)
{
	static const char *const outcomes[] = {[ZL_PUBLISH_RECORD] = "record",
					       [ZL_PUBLISH_FAILURE] = "failure",
					       [ZL_PUBLISH_UNREAD] = "failure",
					       [ZL_PUBLISH_SAME] = "same"};
	struct zl_log_document line = {.name = finished->name,
				       .length = finished->length,
				       .outcome = outcomes[finished->kind],
				       .result = &finished->outcome,
				       .bytes = (uint64_t)finished->stamp.size,
				       .cpu = cpu,
				       .memory = reply == NULL ? 0 : reply->memory};

	zl_log_document(loop->work->log, &line);
}

/* Writes what goes under failed/ where no worker could. */
static bool
write_failure(struct loop *loop, const struct zl_job *job, const struct ending *ending)
{
	struct zl_document document = {0};

	zl_buffer_clear(&loop->failure);
	bool done =
	    zl_document_source(&document, job->name, job->length, NULL,
			       job->before.size > 0 ? (size_t)job->before.size : 0, ending->sha256);
	if (done) {
		zl_document_fail(&document, ending->stage, ending->code, NULL, 0, 0, "%s",
				 ending->words);
		done = zl_emit_failure(&document, &loop->failure) == ZL_OK;
	}
	zl_document_free(&document);
	if (!done)
		zl_message("no memory to describe a failure");
	return done;
}

/* The document fails, for a reason that the supervisor saw.  The job is freed. */
static bool
fail_job(struct loop *loop, struct zl_job *job, const struct ending *ending, double seconds)
{
	struct zl_finished finished = {
	    .kind = unread(ending->code) ? ZL_PUBLISH_UNREAD : ZL_PUBLISH_FAILURE,
	    .root = job->root,
	    .name = job->name,
	    .length = job->length,
	    .stamp = job->before,
	    .outcome = {.code = zl_failure_code(ending->code),
			.stage = ending->stage,
			.words = ending->words,
			.sha256 = ending->sha256,
			.record = "",
			.seconds = seconds},
	    .slot = -1,
	};
	bool done = write_failure(loop, job, ending);

	finished.bytes = loop->failure.data;
	finished.size = loop->failure.length;
	done = done && zl_publisher_add(&loop->publisher, &finished);
	tell_failure(loop, job, &finished.outcome);
	log_document(loop, &finished, NULL, 0);
	zl_job_free(job);
	return done || broken(loop);
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

/* The descriptor of the job's root, kept open from one job to the next. */
static int
root_folder(struct loop *loop, int64_t root)
{
	struct zl_buffer path = {0};

	if (root == loop->root)
		return loop->root_folder;
	if (loop->root_folder != -1)
		close(loop->root_folder);
	loop->root_folder = -1;
	if (!zl_state_root_path(loop->work->state, root, &path, &loop->root_follow)) {
		zl_buffer_free(&path);
		broken(loop);
		return -1;
	}
	loop->root = root;
	loop->root_folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
	zl_buffer_free(&path);
	return loop->root_folder;
}

/* Whether errno is about us rather than the source. */
static bool
our_trouble(int number)
{
	return number == EMFILE || number == ENFILE || number == ENOMEM;
}

/* Opens the job's source.  Gives ZL_OK, or the failure with words (size bytes) filled in. */
static enum zl_failure
open_source(struct loop *loop, struct zl_job *job, char *words, size_t size)
{
	struct stat status;
	int root = root_folder(loop, job->root);

	words[0] = '\0';
	if (root != -1)
		job->descriptor = zl_open_below(root, job->name, O_RDONLY, loop->root_follow);
	if (job->descriptor == -1 || fstat(job->descriptor, &status) == -1) {
		snprintf(words, size, "%s", strerror(errno));
		return errno == ENOENT || errno == ENOTDIR ? ZL_VANISHED : ZL_UNREADABLE;
	}
	if (!S_ISREG(status.st_mode)) {
		snprintf(words, size, "it is no regular file");
		return ZL_UNREADABLE;
	}
	zl_stamp_of(&status, &job->before);
	if ((uint64_t)status.st_size <= loop->work->options->convert.limits.source_bytes)
		return ZL_OK;
	snprintf(words, size, "%lld bytes; --limit source=%llu", (long long)status.st_size,
		 (unsigned long long)loop->work->options->convert.limits.source_bytes);
	return ZL_TOO_LARGE;
}

/* With --verify: whether the record that stands is what the state says it is. */
static bool
record_stands(struct loop *loop, const struct zl_task *task, const struct zl_buffer *name)
{
	struct zl_buffer target = {0}, record = {0};
	struct zl_document hashed = {0};
	bool stands = false;

	if (task->record[0] == '\0') /* a known failure: its file is small, and not checked */
		return true;
	zl_output_target(ZL_OUTPUT_RECORDS, name->data, name->length, &target);
	int file = openat(loop->work->output->folder, target.data,
			  O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	if (file != -1) {
		stands = zl_program_read(file, &record) &&
			 zl_document_source(&hashed, "", 0, record.data, record.length, NULL) &&
			 strcmp(hashed.source.sha256, task->record) == 0;
		close(file);
	}
	zl_document_free(&hashed);
	zl_buffer_free(&record);
	zl_buffer_free(&target);
	return stands;
}

/* The next job: one put back, or a new one whose source is open.  NULL: none, or trouble. */
static struct zl_job *
new_job(struct loop *loop)
{
	struct zl_task task;
	bool failed;

	if (!zl_state_task(loop->work->state, loop->next, &task, &loop->name, &failed)) {
		if (failed)
			broken(loop);
		return NULL;
	}
	loop->next++;
	struct zl_job *job = calloc(1, sizeof(*job));
	if (job == NULL || (job->name = strndup(loop->name.data, loop->name.length)) == NULL) {
		free(job);
		zl_message("no memory for the next document");
		broken(loop);
		return NULL;
	}
	job->length = loop->name.length;
	job->root = task.root;
	job->descriptor = -1;
	if (!loop->work->options->verify || record_stands(loop, &task, &loop->name))
		memcpy(job->known, task.known, sizeof(job->known));
	return job;
}

/* The next job whose source is open; those that cannot be opened have failed. */
static struct zl_job *
next_job(struct loop *loop)
{
	char words[256];

	if (loop->put_back_count > 0)
		return loop->put_back[--loop->put_back_count];
	while (loop->stop == ZL_STOP_NONE && !zl_publisher_full(&loop->publisher) &&
	       (uint64_t)loop->next <= loop->work->planned) {
		struct zl_job *job = new_job(loop);
		if (job == NULL)
			return NULL;
		enum zl_failure failure = open_source(loop, job, words, sizeof(words));
		if (failure == ZL_OK)
			return job;
		if (our_trouble(errno) && job->descriptor == -1) {
			zl_message("sources cannot be opened: %s; raise the limit (ulimit -n) or "
				   "use fewer workers",
				   words);
			zl_job_free(job);
			broken(loop);
			return NULL;
		}
		if (loop->stop == ZL_STOP_BROKEN) {
			zl_job_free(job);
			return NULL;
		}
		struct ending ending = {failure, zl_stage_name(ZL_STAGE_NONE), words, ""};
		if (!fail_job(loop, job, &ending, 0))
			return NULL;
	}
	return NULL;
}

static bool
start_worker(struct loop *loop, struct zl_worker *worker)
{
	if (zl_worker_start(&loop->pool, worker))
		return true;
	zl_message("a worker cannot be started: %s", strerror(errno));
	return broken(loop);
}

/* Gives the worker one job if it has fewer than depth; false when the run is broken. */
static bool
feed(struct loop *loop, struct zl_worker *worker, int depth)
{
	if (worker->jobs[depth - 1] != NULL)
		return true;
	struct zl_job *job = next_job(loop);
	if (job == NULL)
		return loop->stop != ZL_STOP_BROKEN;
	if (worker->process == 0 && !start_worker(loop, worker)) {
		zl_job_free(job);
		return false;
	}
	if (!zl_worker_give(&loop->pool, worker, job))
		loop->put_back[loop->put_back_count++] = job; /* it died; its end is seen next */
	return true;
}

/* First one job for each worker, then a second one to wait. */
static bool
feed_all(struct loop *loop)
{
	for (int depth = 1; depth <= ZL_SLOTS; depth++)
		for (unsigned i = 0; i < loop->work->options->workers; i++)
			if (!feed(loop, &loop->workers[i], depth))
				return false;
	return true;
}

/* What the source's bytes became, from the worker's reply. */
static void
finish(struct loop *loop, const struct zl_job *job, int slot, const struct zl_reply *reply,
       struct zl_finished *finished)
{
	*finished = (struct zl_finished){
	    .kind = reply->kind == ZL_REPLY_RECORD ? ZL_PUBLISH_RECORD
		    : reply->kind == ZL_REPLY_SAME ? ZL_PUBLISH_SAME
						   : ZL_PUBLISH_FAILURE,
	    .root = job->root,
	    .name = job->name,
	    .length = job->length,
	    .stamp = job->before,
	    .outcome = {.code = zl_failure_code((enum zl_failure)reply->code),
			.stage = reply->stage,
			.words = reply->words,
			.sha256 = reply->sha256,
			.record = reply->record_sha256,
			.record_bytes = reply->kind == ZL_REPLY_RECORD ? reply->length : 0},
	    .slot = slot,
	    .size = reply->length,
	};
	spoil_if_fresh(&finished->stamp);
	if (reply->kind == ZL_REPLY_RECORD)
		loop->work->converted++;
	else if (reply->kind == ZL_REPLY_SAME)
		loop->work->same++;
}

/* Whether the source, still open, is as it was when it was opened. */
static bool
unchanged(const struct zl_job *job)
{
	struct stat status;
	struct zl_stamp now;

	if (fstat(job->descriptor, &status) == -1)
		return false;
	zl_stamp_of(&status, &now);
	/* A link made or removed moves ctime; the bytes are what counts, but who could tell. */
	return now.size == job->before.size && now.modified == job->before.modified &&
	       now.changed == job->before.changed;
}

/* A reply that ends in a failure of reading, or has no text for failed/ with it. */
static bool
fail_reply(struct loop *loop, struct zl_job *job, const struct zl_reply *reply, double seconds)
{
	struct ending ending = {ZL_CHANGED_WHILE_READING, zl_stage_name(ZL_STAGE_NONE), "", ""};

	if (reply->kind == ZL_REPLY_UNREAD) {
		ending.code = ZL_UNREADABLE;
		ending.words = strerror(reply->number);
	} else if (reply->kind == ZL_REPLY_FAILURE && unchanged(job)) {
		ending.code = (enum zl_failure)reply->code;
		ending.stage = reply->stage;
		ending.words = reply->words;
		ending.sha256 = reply->sha256;
	}
	return fail_job(loop, job, &ending, seconds);
}

/* A worker has answered for the job, now ours. */
static bool
take_reply(struct loop *loop, struct zl_worker *worker, struct zl_job *job,
	   const struct zl_reply *reply, double seconds, double cpu)
{
	struct zl_finished finished;
	bool textless = reply->kind == ZL_REPLY_FAILURE && reply->length == 0;

	if (reply->kind == ZL_REPLY_CHANGED || reply->kind == ZL_REPLY_UNREAD || textless ||
	    !unchanged(job))
		return fail_reply(loop, job, reply, seconds);
	finish(loop, job, worker->slots[reply->slot], reply, &finished);
	finished.outcome.seconds = seconds;
	bool done = zl_publisher_add(&loop->publisher, &finished);
	if (finished.kind == ZL_PUBLISH_FAILURE)
		tell_failure(loop, job, &finished.outcome);
	log_document(loop, &finished, reply, cpu);
	loop->work->bytes += (uint64_t)job->before.size;
	zl_job_free(job);
	return done || broken(loop);
}

/* Jobs that the worker had not begun go to others. */
static void
put_back_rest(struct loop *loop, struct zl_worker *worker)
{
	for (int i = 0; i < ZL_SLOTS; i++)
		if (worker->jobs[i] != NULL)
			loop->put_back[loop->put_back_count++] = worker->jobs[i];
	worker->jobs[0] = worker->jobs[1] = NULL;
}

/* Says how a worker died, from its status; call is the system call that was refused. */
static void
judge_death(const struct loop *loop, int status, enum death death, int call, struct ending *ending,
	    char *words, size_t size)
{
	const struct zl_options *options = loop->work->options;
	int number = status != -1 && WIFSIGNALED(status) ? WTERMSIG(status) : 0;

	ending->code = ZL_CRASH;
	if (death == DEATH_TIMED || number == SIGXCPU) {
		ending->code = ZL_TIMEOUT;
		snprintf(words, size, "more than %u seconds%s",
			 death == DEATH_TIMED ? options->wall_seconds : options->cpu_seconds,
			 death == DEATH_TIMED ? "" : " of a processor");
	} else if (death == DEATH_REFUSED) {
		char *name = zl_sandbox_call_name(call);
		snprintf(words, size, "the sandbox refused %s", name == NULL ? "a call" : name);
		free(name);
	} else if (death == DEATH_NONSENSE) {
		snprintf(words, size, "the worker's answer makes no sense");
	} else if (number == SIGKILL) {
		ending->code = ZL_OUT_OF_MEMORY;
		snprintf(words, size, "the system killed the worker");
	} else if (number != 0) {
		const char *name = sigabbrev_np(number);
		snprintf(words, size, "signal %s%s", name == NULL ? "" : "SIG",
			 name == NULL ? "unknown" : name);
	} else {
		snprintf(words, size, "the worker ended");
	}
}

/* The stage and the hash that the worker left behind, checked before they are believed. */
static void
read_board(const struct zl_board *board, struct ending *ending, char sha256[65])
{
	int stage = board == NULL ? 0 : board->stage;

	ending->stage = zl_stage_name(stage > 0 && stage < ZL_STAGE_COUNT ? (enum zl_stage)stage
									  : ZL_STAGE_NONE);
	sha256[0] = '\0';
	if (board != NULL && board->hashed) {
		memcpy(sha256, board->sha256, 64);
		sha256[64] = '\0';
		if (strspn(sha256, "0123456789abcdef") != 64)
			sha256[0] = '\0';
	}
	ending->sha256 = sha256;
}

/* The worker has died, or is to die. */
static bool
bury(struct loop *loop, struct zl_worker *worker, enum death death, int call)
{
	struct ending ending;
	char words[128], sha256[65];
	double seconds = zl_clock() - worker->begun;

	read_board(worker->board, &ending, sha256);
	int status = zl_worker_end(worker, death != DEATH_REFUSED);
	loop->work->replaced++;
	if (status != -1 && WIFEXITED(status) && WEXITSTATUS(status) == ZL_WORKER_UNPROTECTED) {
		zl_message("workers cannot be shut in; --sandbox=off does without, at your risk");
		return broken(loop);
	}
	struct zl_job *job = zl_worker_take(&loop->pool, worker);
	put_back_rest(loop, worker);
	if (job == NULL)
		return true;
	judge_death(loop, status, death, call, &ending, words, sizeof(words));
	ending.words = words;
	if (!unchanged(job))
		ending = (struct ending){ZL_CHANGED_WHILE_READING, ending.stage, "", ""};
	return fail_job(loop, job, &ending, seconds);
}

static bool
hear_reply(struct loop *loop, struct zl_worker *worker, const struct zl_reply *reply)
{
	struct zl_supervision *work = loop->work;
	double seconds = zl_clock() - worker->begun;
	double cpu = reply->cpu > worker->cpu ? (double)(reply->cpu - worker->cpu) / 1e6 : 0;

	worker->cpu = reply->cpu;
	work->cpu += cpu;
	if (reply->memory > work->memory)
		work->memory = reply->memory;
	struct zl_job *job = zl_worker_take(&loop->pool, worker);
	bool done = take_reply(loop, worker, job, reply, seconds, cpu);
	if (reply->retires && done) {
		put_back_rest(loop, worker);
		zl_worker_end(worker, false);
	}
	return done;
}

/* Hears what the worker has to say, and looks at its clock. */
static bool
attend(struct loop *loop, struct zl_worker *worker)
{
	struct zl_reply reply;

	if (worker->process == 0)
		return true;
	switch (zl_worker_hear(worker, &reply)) {
	case ZL_WORD_REPLY:
		if (reply.kind == ZL_REPLY_REFUSED)
			return bury(loop, worker, DEATH_REFUSED, reply.number);
		return hear_reply(loop, worker, &reply);
	case ZL_WORD_GONE:
		return bury(loop, worker, DEATH_OF_ITSELF, 0);
	case ZL_WORD_NONSENSE:
		return bury(loop, worker, DEATH_NONSENSE, 0);
	case ZL_WORD_NONE:
		break;
	}
	if (worker->jobs[0] != NULL &&
	    zl_clock() - worker->begun > loop->work->options->wall_seconds)
		return bury(loop, worker, DEATH_TIMED, 0);
	return true;
}

static void
hear_signal(struct loop *loop)
{
	struct signalfd_siginfo signal;

	if (read(loop->signals, &signal, sizeof(signal)) != sizeof(signal))
		return;
	if (loop->stop == ZL_STOP_SIGNAL) {
		zl_message("stopping at once");
		broken(loop);
		return;
	}
	zl_message("stopping; what is in hand is finished first; once more stops at once");
	loop->stop = ZL_STOP_SIGNAL;
}

/* Whether documents are still with workers or on their way back to one. */
static bool
in_hand(const struct loop *loop)
{
	for (unsigned i = 0; i < loop->work->options->workers; i++)
		if (loop->workers[i].jobs[0] != NULL)
			return true;
	return loop->put_back_count > 0;
}

static bool
work_left(const struct loop *loop)
{
	return in_hand(loop) ||
	       (loop->stop == ZL_STOP_NONE && (uint64_t)loop->next <= loop->work->planned);
}

/* Waits until something happens, at most a tenth of a second. */
static void
wait_for_something(struct loop *loop, struct pollfd *ready)
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
turn(struct loop *loop, struct pollfd *ready)
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
	return zl_publisher_turn(&loop->publisher, false) || broken(loop);
}

static bool
begin(struct loop *loop)
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
	loop->put_back = calloc(options->workers, ZL_SLOTS * sizeof(struct zl_job *));
	if (loop->signals == -1 || loop->workers == NULL || loop->put_back == NULL) {
		zl_message("the run cannot begin: %s", strerror(errno));
		return broken(loop);
	}
	return zl_publisher_start(&loop->publisher, work->output, work->state) || broken(loop);
}

static void
end(struct loop *loop)
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
	sigprocmask(SIG_SETMASK, &loop->pool.signals, NULL);
	zl_progress_clear();
}

enum zl_stop
zl_supervise(struct zl_supervision *work)
{
	struct loop loop = {
	    .work = work, .next = 1, .signals = -1, .root_folder = -1, .publisher = {.socket = -1}};
	struct pollfd *ready = calloc(work->options->workers + 2, sizeof(*ready));

	bool going = ready != NULL && begin(&loop);
	while (going && work_left(&loop))
		going = turn(&loop, ready);
	if (going && !zl_publisher_flush(&loop.publisher))
		broken(&loop);
	end(&loop);
	free(ready);
	return loop.stop;
}
