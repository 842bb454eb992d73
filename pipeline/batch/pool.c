/* pool.c: processes for workers, and the messages to and from them. */
#include "pool.h"

#include <assert.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "extract/rules/family_set.h"
#include "pipeline/common/clock.h"
#include "pipeline/common/plain_text.h"

void
zl_job_free(struct zl_job *job)
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
release(struct zl_worker *worker)
{
	if (worker->socket != -1)
		close(worker->socket);
	if (worker->page != MAP_FAILED && worker->page != NULL)
		munmap(worker->page, sizeof(*worker->page));
	zl_buffer_free(&worker->finished);
	worker->socket = -1;
	worker->page = NULL;
	worker->process = 0;
	worker->coming = false;
}

/* The status page and the socket; *theirs is the worker's end of it. */
static enum zl_status
share(struct zl_worker *worker, int *theirs)
{
	int ends[2];

	worker->socket = -1;
	worker->page = mmap(NULL, sizeof(*worker->page), PROT_READ | PROT_WRITE,
			    MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (worker->page == MAP_FAILED)
		return ZL_FAILED;
	if (socketpair(AF_UNIX, SOCK_SEQPACKET | SOCK_CLOEXEC, 0, ends) == -1)
		return ZL_FAILED;
	worker->socket = ends[0];
	*theirs = ends[1];
	return ZL_DONE;
}

enum zl_status
zl_worker_start(const struct zl_pool *pool, struct zl_worker *worker)
{
	struct zl_worker_setup setup = pool->setup;
	int theirs = -1;

	assert(worker->process == 0 && worker->jobs[0] == NULL);
	worker->served = worker->limit = 0;
	worker->coming = false;
	worker->ready = zl_rules_is_ready(setup.converter->rules);
	if (!share(worker, &theirs)) {
		release(worker);
		return ZL_FAILED;
	}
	worker->process = fork();
	if (worker->process == 0) {
		setup.socket = theirs;
		setup.page = worker->page;
		sigprocmask(SIG_SETMASK, &pool->signals, NULL);
		zl_worker_serve(&setup);
	}
	close(theirs);
	if (worker->process != -1) {
		/* Found once: the C library asks the kernel each time.  Else the time that passes.
		 */
		if (clock_getcpuclockid(worker->process, &worker->clock) != 0)
			worker->clock = CLOCK_MONOTONIC;
		return ZL_DONE;
	}
	release(worker);
	return ZL_FAILED;
}

double
zl_worker_cpu(const struct zl_worker *worker)
{
	struct timespec used;

	if (worker->process <= 0 || clock_gettime(worker->clock, &used) == -1)
		return worker->cpu;
	return (double)used.tv_sec + (double)used.tv_nsec / 1e9;
}

/* The first job begins: its time runs from now. */
static void
begin(const struct zl_pool *pool, struct zl_worker *worker)
{
	worker->cpu = zl_worker_cpu(worker);
	rlim_t seconds = (rlim_t)worker->cpu + 1 + pool->cpu_seconds;
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

static enum zl_status
send_request(struct zl_worker *worker, const struct zl_request *request, const struct zl_job *job)
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
	return sent != -1 ? ZL_DONE : ZL_FAILED;
}

/* A number that a worker cannot guess; early after the system's start perhaps one that it can. */
static uint64_t
make_nonce(void)
{
	uint64_t nonce;

	if (getrandom(&nonce, sizeof(nonce), GRND_NONBLOCK) != sizeof(nonce))
		nonce = (uint64_t)zl_time_now() << 16 ^ (uint64_t)getpid();
	return nonce;
}

enum zl_status
zl_worker_give(const struct zl_pool *pool, struct zl_worker *worker, struct zl_job *job)
{
	size_t place = worker->jobs[0] == NULL ? 0 : 1;
	struct zl_request request = {.nonce = make_nonce(),
				     .name_length = (uint32_t)job->source.length,
				     .size = (uint64_t)job->source.stamp.size};

	assert(worker->jobs[place] == NULL);
	memcpy(request.known, job->known, sizeof(request.known));
	if (!send_request(worker, &request, job))
		return ZL_FAILED;
	worker->jobs[place] = job;
	worker->nonces[place] = request.nonce;
	if (place == 0)
		begin(pool, worker);
	return ZL_DONE;
}

/* Whether the failure is one that a worker can find; others only the supervisor can. */
static bool
may_be_found(uint32_t code)
{
	switch (code) {
	case ZL_OK:
	case ZL_TIMEOUT:
	case ZL_CRASH:
	case ZL_UNREADABLE:
	case ZL_CHANGED_WHILE_READING:
	case ZL_VANISHED:
	case ZL_NAME_REFUSED:
		return false;
	default:
		return code < ZL_FAILURE_COUNT;
	}
}

/* Whether the reply that begins is one to what the worker was asked, and well made. */
static bool
is_reply(const struct zl_worker *worker)
{
	const struct zl_reply *reply = &worker->reply;

	if (reply->kind == ZL_REPLY_REFUSED)
		return reply->length == 0;
	if (worker->jobs[0] == NULL || reply->nonce != worker->nonces[0] ||
	    reply->kind > ZL_REPLY_REFUSED)
		return false;
	switch ((enum zl_reply_kind)reply->kind) {
	case ZL_REPLY_RECORD:
		return reply->length > 0 && reply->code == ZL_OK;
	case ZL_REPLY_FAILURE:
		return reply->length < ZL_PIECE && may_be_found(reply->code);
	case ZL_REPLY_SAME:
		return reply->length == 0 && worker->jobs[0]->known[0] != '\0';
	default:
		return reply->length == 0;
	}
}

/*
 * One message from the worker into head (if it is not NULL) and behind that room bytes of the
 * buffer.  Descriptors that come with it are given up by the kernel, as there is no room for any;
 * they make it an error.
 */
static ssize_t
receive(struct zl_worker *worker, struct zl_reply *head, size_t room)
{
	struct zl_buffer *finished = &worker->finished;
	struct iovec pieces[] = {{head, head == NULL ? 0 : sizeof(*head)},
				 {finished->data + finished->length, room}};
	struct msghdr message = {.msg_iov = pieces, .msg_iovlen = 2};
	ssize_t got;

	/* ECONNRESET comes once, before its last words, when a worker died with a job waiting. */
	do
		got = recvmsg(worker->socket, &message, MSG_DONTWAIT);
	while (got == -1 && (errno == EINTR || errno == ECONNRESET));
	if (got >= 0 && (message.msg_flags & (MSG_CTRUNC | MSG_TRUNC)) != 0) {
		errno = EPROTO;
		return -1;
	}
	return got;
}

static enum zl_received
receive_error(void)
{
	return errno == EAGAIN	 ? ZL_RECEIVED_NOTHING
	       : errno == EPROTO ? ZL_RECEIVED_PROTOCOL_ERROR
				 : ZL_RECEIVED_UNREADABLE;
}

/* The first message of a reply. */
static enum zl_received
receive_head(const struct zl_pool *pool, struct zl_worker *worker)
{
	struct zl_reply *reply = &worker->reply;

	zl_buffer_clear(&worker->finished);
	if (!zl_buffer_reserve(&worker->finished, ZL_PIECE)) {
		errno = ENOMEM;
		return ZL_RECEIVED_UNREADABLE;
	}
	ssize_t got = receive(worker, reply, ZL_PIECE);
	if (got == -1)
		return receive_error();
	if (got == 0)
		return ZL_RECEIVED_END;
	if (got < (ssize_t)sizeof(*reply) || !is_reply(worker))
		return ZL_RECEIVED_PROTOCOL_ERROR;
	worker->finished.length = (size_t)got - sizeof(*reply);
	if (reply->length > pool->record_bytes)
		return ZL_RECEIVED_TOO_LARGE;
	zl_plain_text(reply->stage, sizeof(reply->stage));
	zl_plain_text(reply->message, sizeof(reply->message));
	worker->coming = worker->finished.length < reply->length;
	return ZL_RECEIVED_REPLY;
}

/* One more message of a reply that has begun. */
static enum zl_received
receive_piece(struct zl_worker *worker)
{
	struct zl_buffer *finished = &worker->finished;
	uint64_t left = worker->reply.length - finished->length;
	size_t due = left < ZL_PIECE ? (size_t)left : ZL_PIECE;

	assert(left > 0);
	if (!zl_buffer_reserve(finished, due))
		return ZL_RECEIVED_TOO_LARGE;
	ssize_t got = receive(worker, NULL, due);
	if (got == -1)
		return receive_error();
	if (got == 0)
		return ZL_RECEIVED_END;
	if ((size_t)got != due)
		return ZL_RECEIVED_PROTOCOL_ERROR; /* small ones would keep us busy for ever */
	finished->length += due;
	worker->coming = finished->length < worker->reply.length;
	return ZL_RECEIVED_REPLY;
}

enum zl_received
zl_worker_receive(const struct zl_pool *pool, struct zl_worker *worker)
{
	enum zl_received received =
	    worker->coming ? receive_piece(worker) : receive_head(pool, worker);

	while (received == ZL_RECEIVED_REPLY && worker->coming)
		received = receive_piece(worker);
	if (received != ZL_RECEIVED_REPLY)
		return received;
	if (worker->finished.length != worker->reply.length)
		return ZL_RECEIVED_PROTOCOL_ERROR;
	worker->finished.data[worker->finished.length] = '\0';
	worker->served++;
	return ZL_RECEIVED_REPLY;
}

struct zl_job *
zl_worker_take(const struct zl_pool *pool, struct zl_worker *worker)
{
	struct zl_job *job = worker->jobs[0];

	worker->jobs[0] = worker->jobs[1];
	worker->nonces[0] = worker->nonces[1];
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
	release(worker);
	return got > 0 ? status : -1;
}
