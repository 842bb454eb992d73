/* pool.c */
#include "pool.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/clock.h"

void
zl_errand_free(struct zl_errand *job)
{
	if (job == NULL)
		return;
	if (job->descriptor != -1)
		close(job->descriptor);
	free((char *)job->source.name);
	free(job);
}

/* Closes and unmaps what the worker and we have in common. */
static void
give_back(struct zl_worker *worker)
{
	if (worker->socket != -1)
		close(worker->socket);
	if (worker->board != MAP_FAILED && worker->board != NULL)
		munmap(worker->board, sizeof(*worker->board));
	worker->socket = -1;
	worker->board = NULL;
	worker->process = 0;
}

/* The board and the socket; *theirs is the worker's end of it. */
static bool
make_common(struct zl_worker *worker, int *theirs)
{
	int ends[2];

	worker->socket = -1;
	worker->board = mmap(NULL, sizeof(*worker->board), PROT_READ | PROT_WRITE,
			     MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (worker->board == MAP_FAILED)
		return false;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
		return false;
	worker->socket = ends[0];
	*theirs = ends[1];
	return true;
}

bool
zl_worker_start(const struct zl_pool *pool, struct zl_worker *worker)
{
	struct zl_worker_setup setup = pool->setup;
	int theirs = -1;

	worker->cpu = worker->served = worker->limit = 0;
	if (!make_common(worker, &theirs)) {
		give_back(worker);
		return false;
	}
	worker->process = fork();
	if (worker->process == 0) {
		setup.socket = theirs;
		setup.board = worker->board;
		sigprocmask(SIG_SETMASK, &pool->signals, NULL);
		zl_worker_serve(&setup);
	}
	close(theirs);
	if (worker->process != -1)
		return true;
	give_back(worker);
	return false;
}

/* The first job begins: its time runs from now. */
static void
begin(const struct zl_pool *pool, struct zl_worker *worker)
{
	rlim_t seconds = (rlim_t)(worker->cpu / 1000000) + 1 + pool->cpu_seconds;
	struct rlimit limit = {.rlim_cur = seconds, .rlim_max = RLIM_INFINITY};

	worker->begun = zl_clock();
	if (seconds == worker->limit)
		return;
	worker->limit = seconds;
	if (prlimit(worker->process, RLIMIT_CPU, &limit, NULL) == -1 && errno == EPERM) {
		limit.rlim_max = seconds; /* under a hard limit of somebody's making */
		prlimit(worker->process, RLIMIT_CPU, &limit, NULL);
	}
}

static bool
send_request(struct zl_worker *worker, const struct zl_request *request,
	     const struct zl_errand *job)
{
	struct iovec pieces[] = {{(void *)request, sizeof(*request)},
				 {(char *)job->source.name, job->source.length}};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {{0}};
	struct msghdr message = {.msg_iov = pieces,
				 .msg_iovlen = 2,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	ssize_t sent;

	header->cmsg_level = SOL_SOCKET;
	header->cmsg_type = SCM_RIGHTS;
	header->cmsg_len = CMSG_LEN(sizeof(int));
	memcpy(CMSG_DATA(header), &job->descriptor, sizeof(int));
	do
		sent = sendmsg(worker->socket, &message, MSG_NOSIGNAL | MSG_DONTWAIT);
	while (sent == -1 && errno == EINTR);
	return sent != -1;
}

bool
zl_worker_give(const struct zl_pool *pool, struct zl_worker *worker, struct zl_errand *job)
{
	struct zl_errand **place = worker->jobs[0] == NULL ? &worker->jobs[0] : &worker->jobs[1];
	struct zl_request request = {.name_length = (uint32_t)job->source.length,
				     .size = (uint64_t)job->source.stamp.size};

	memcpy(request.known, job->known, sizeof(request.known));
	if (!send_request(worker, &request, job))
		return false;
	*place = job;
	if (place == &worker->jobs[0])
		begin(pool, worker);
	return true;
}

/* Whether the file is as long as the reply says, for good. */
static bool
is_sealed(int file, uint64_t length)
{
	struct stat status;
	int seals = fcntl(file, F_GET_SEALS); /* the system may add some of its own */

	return seals != -1 && (seals & ZL_SEALS) == ZL_SEALS && fstat(file, &status) == 0 &&
	       (uint64_t)status.st_size == length;
}

/*
 * Whether a reply with behind bytes behind it can be believed: a worker that was taken over may say
 * anything.
 */
static bool
makes_sense(const struct zl_worker *worker, const struct zl_answer *answer, size_t behind)
{
	const struct zl_reply *reply = &answer->reply;

	if (reply->kind == ZL_REPLY_REFUSED)
		return true;
	if (worker->jobs[0] == NULL || reply->kind > ZL_REPLY_REFUSED ||
	    reply->code >= ZL_FAILURE_COUNT ||
	    (reply->kind == ZL_REPLY_FAILURE && reply->code == ZL_OK) ||
	    memchr(reply->message, '\0', sizeof(reply->message)) == NULL ||
	    memchr(reply->stage, '\0', sizeof(reply->stage)) == NULL ||
	    strnlen(reply->sha256, 65) == 65 || strnlen(reply->record_sha256, 65) == 65)
		return false;
	if (reply->kind == ZL_REPLY_RECORD && reply->length == 0)
		return false;
	if (answer->file == -1)
		return reply->length == behind;
	return behind == 0 && is_sealed(answer->file, reply->length);
}

/* A message from the worker, and the descriptor with it, -1 for none. */
static ssize_t
receive(struct zl_worker *worker, struct zl_answer *answer)
{
	struct iovec pieces[] = {{&answer->reply, sizeof(answer->reply)},
				 {answer->bytes, sizeof(answer->bytes)}};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct msghdr message = {.msg_iov = pieces,
				 .msg_iovlen = 2,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	ssize_t got;

	answer->file = -1;
	/* ECONNRESET comes once, before its last words, when a worker died with a job waiting. */
	do
		got = recvmsg(worker->socket, &message, MSG_DONTWAIT | MSG_CMSG_CLOEXEC);
	while (got == -1 && (errno == EINTR || errno == ECONNRESET));
	struct cmsghdr *header = got == -1 ? NULL : CMSG_FIRSTHDR(&message);
	if (header != NULL && header->cmsg_level == SOL_SOCKET && header->cmsg_type == SCM_RIGHTS &&
	    header->cmsg_len == CMSG_LEN(sizeof(int)))
		memcpy(&answer->file, CMSG_DATA(header), sizeof(answer->file));
	return got;
}

enum zl_word
zl_worker_hear(struct zl_worker *worker, struct zl_answer *answer)
{
	const ssize_t least = sizeof(answer->reply);
	ssize_t got = receive(worker, answer);

	if (got == -1)
		return errno == EAGAIN ? ZL_WORD_NONE : ZL_WORD_DEAF;
	if (got == 0)
		return ZL_WORD_GONE;
	if (got >= least && makes_sense(worker, answer, (size_t)(got - least))) {
		worker->served++;
		return ZL_WORD_REPLY;
	}
	if (answer->file != -1)
		close(answer->file);
	answer->file = -1;
	return ZL_WORD_NONSENSE;
}

struct zl_errand *
zl_worker_take(const struct zl_pool *pool, struct zl_worker *worker)
{
	struct zl_errand *job = worker->jobs[0];

	worker->jobs[0] = worker->jobs[1];
	worker->jobs[1] = NULL;
	if (worker->jobs[0] != NULL && worker->process > 0)
		begin(pool, worker);
	return job;
}

int
zl_worker_end(struct zl_worker *worker, bool force)
{
	const struct timespec pause = {.tv_nsec = 2000000};
	int status = -1;
	pid_t got = 0;

	if (worker->process <= 0)
		return -1;
	if (worker->socket != -1)
		close(worker->socket); /* a worker that waits for work ends by itself */
	worker->socket = -1;
	for (int i = 0; got == 0 && i < 2500; i++) {
		if (force || i == 1000)
			kill(worker->process, SIGKILL);
		force = false;
		got = waitpid(worker->process, &status, WNOHANG);
		if (got == 0)
			nanosleep(&pause, NULL);
	}
	give_back(worker);
	return got > 0 ? status : -1;
}
