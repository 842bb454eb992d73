/* worker.c: a process that is shut in: a source comes in, what is finished goes out. */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/utf8.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/system.h"
#include "sandbox.h"
#ifdef ZL_FAULT_HOOK
#include "fault_hook.h"
#endif

/* The address sanitizer maps more than any limit, to begin with, and reports on standard error. */
#if defined(__SANITIZE_ADDRESS__)
#define ZL_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ZL_SANITIZED
#endif
#endif

/* Where the worker's own descriptor is moved to; everything above it is closed. */
enum { SOCKET = 3, ABOVE };

/* Heap that stays with a worker beyond this, and what it had of the supervisor's, after a large
   document makes it retire. */
static const size_t heap_to_keep = 64 << 20;

struct worker {
	const struct zl_worker_setup *setup;
	struct zl_buffer source, out; /* out: what is finished, behind room for the reply */
	unsigned served;
	size_t heap; /* of the supervisor, which has a name for each document */
};

static enum zl_status
send_message(const void *bytes, size_t length)
{
	ssize_t sent;

	do
		sent = send(SOCKET, bytes, length, MSG_NOSIGNAL);
	while (sent == -1 && errno == EINTR);
	return sent == (ssize_t)length ? ZL_DONE : ZL_FAILED;
}

/* From the handler of SIGSYS. */
static void
report_refused(int call)
{
	struct zl_reply reply = {.kind = ZL_REPLY_REFUSED, .number = call};

	if (!send_message(&reply, sizeof(reply)))
		_exit(ZL_WORKER_UNPROTECTED + 1);
}

static void
limit(__rlimit_resource_t resource, uint64_t most)
{
	struct rlimit now;

	if (getrlimit(resource, &now) == -1)
		return;
	if (now.rlim_max != RLIM_INFINITY && now.rlim_max < most)
		most = now.rlim_max;
	setrlimit(resource, &(struct rlimit){.rlim_cur = most, .rlim_max = most});
}

/* Keeps the descriptors in setup and no other. */
static enum zl_status
keep_descriptors(const struct zl_worker_setup *setup)
{
	if (setup->socket != SOCKET && dup2(setup->socket, SOCKET) == -1)
		return ZL_FAILED;
	int null = open("/dev/null", O_RDWR);
	if (null == -1 || dup2(null, STDIN_FILENO) == -1 || dup2(null, STDOUT_FILENO) == -1)
		return ZL_FAILED;
#ifndef ZL_SANITIZED
	/* Standard error may be the operator's log, in which what is said is believed. */
	if (dup2(null, STDERR_FILENO) == -1)
		return ZL_FAILED;
#endif
	return zl_close_from(ABOVE);
}

/* When memory runs out, the kernel is to end a worker, never the supervisor.  It may refuse. */
static void
offer_to_be_killed(void)
{
	int file = open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC);

	if (file != -1 && write(file, "1000", 4) == 4)
		close(file);
}

/* Leaves all that a converter of documents does not need. */
static void
shut_in(const struct zl_worker_setup *setup)
{
	const char *problem = NULL;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	offer_to_be_killed();
	prctl(PR_SET_DUMPABLE, 0);
	if (!keep_descriptors(setup))
		_exit(ZL_WORKER_UNPROTECTED);
	/* Ctrl-C reaches the whole process group; what is in hand is to be finished. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGHUP, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	limit(RLIMIT_CORE, 0);
#ifndef ZL_SANITIZED
	limit(RLIMIT_DATA, setup->memory);
	limit(RLIMIT_FSIZE, 0);
#endif
	limit(RLIMIT_NOFILE, 16);
	if (setup->sandbox)
		problem = zl_sandbox_enter(report_refused, false);
	if (problem != NULL && setup->sandbox_required)
		_exit(ZL_WORKER_UNPROTECTED);
}

/* Takes the next request; name has room for ZL_NAME_MOST bytes.  False when there are no more. */
static bool
receive(struct zl_request *request, char *name, int *source)
{
	struct iovec pieces[] = {{request, sizeof(*request)}, {name, ZL_NAME_MOST}};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control;
	struct msghdr message = {.msg_iov = pieces,
				 .msg_iovlen = 2,
				 .msg_control = control.bytes,
				 .msg_controllen = sizeof(control.bytes)};
	ssize_t got;

	do
		got = recvmsg(SOCKET, &message, 0);
	while (got == -1 && errno == EINTR);
	struct cmsghdr *header = CMSG_FIRSTHDR(&message);
	if (got < (ssize_t)sizeof(*request) || header == NULL || header->cmsg_type != SCM_RIGHTS)
		return false;
	memcpy(source, CMSG_DATA(header), sizeof(*source));
	return (size_t)got == sizeof(*request) + request->name_length;
}

/* Reads the source.  False with *kind set, and *number where it is errno. */
static bool
read_source(struct worker *worker, const struct zl_request *request, int descriptor,
	    struct zl_reply *reply)
{
	struct zl_buffer *source = &worker->source;

	zl_buffer_clear(source);
	size_t size = (size_t)request->size;
	if (request->size >= SIZE_MAX || !zl_buffer_reserve(source, size + 1)) {
		reply->kind = ZL_REPLY_FAILURE;
		reply->code = ZL_OUT_OF_MEMORY;
		return false;
	}
	/* One byte more is asked for, so that a file that grew is noticed in the same call. */
	while (source->length < size) {
		ssize_t got = pread(descriptor, source->data + source->length,
				    size + 1 - source->length, (off_t)source->length);
		if (got == 0)
			break;
		if (got > 0) {
			source->length += (size_t)got;
		} else if (errno != EINTR) {
			reply->kind = ZL_REPLY_UNREAD;
			reply->number = errno;
			return false;
		}
	}
	reply->kind = ZL_REPLY_CHANGED;
	if (source->length > request->size)
		return false;
	source->data[source->length] = '\0'; /* parsers look one byte ahead */
	return source->length == request->size;
}

static void
describe_failure(const struct zl_document *document, struct zl_reply *reply, struct zl_buffer *out)
{
	const struct zl_error *error = &document->error;
	size_t length = error->message.length;

	reply->kind = ZL_REPLY_FAILURE;
	reply->code = error->code;
	reply->line = error->line;
	reply->n = error->n;
	snprintf(reply->stage, sizeof(reply->stage), "%s",
		 error->stage == NULL ? "" : error->stage);
	if (length >= sizeof(reply->message)) {
		length = sizeof(reply->message) - 1;
		while (length > 0 && zl_utf8_is_continuation(error->message.data[length]))
			length--;
	}
	if (length > 0)
		memcpy(reply->message, error->message.data, length);
	reply->message[length] = '\0';
	if (error->part.length < ZL_PIECE)
		zl_buffer_add(out, error->part.data, error->part.length);
}

/* Takes the source that was read through the stages; out then has what is finished. */
static void
convert(struct worker *worker, const char *name, size_t name_length, const char *sha256,
	struct zl_reply *reply)
{
	struct zl_document document = {0};
	struct zl_buffer *out = &worker->out;
	size_t before = out->length;

	reply->kind = ZL_REPLY_RECORD;
	if (!zl_document_source(&document, name, name_length, worker->source.data,
				worker->source.length, sha256) ||
	    zl_convert(worker->setup->converter, &document, worker->source.data,
		       worker->source.length, out) != ZL_OK) {
		out->length = before;
		describe_failure(&document, reply, out);
	}
	zl_document_free(&document);
}

/* Whether the worker should end: it has done its share, or keeps much memory of a large one. */
static bool
has_done_its_share(struct worker *worker)
{
	return ++worker->served >= worker->setup->share ||
	       zl_heap_bytes() > worker->heap + heap_to_keep;
}

static void
answer(struct worker *worker, const struct zl_request *request, const char *name, int descriptor,
       struct zl_reply *reply)
{
	char sha256[65];

	worker->setup->page->stage = ZL_STAGE_NONE;
	if (!read_source(worker, request, descriptor, reply))
		return;
	zl_digest(worker->source.data, worker->source.length, sha256);
	if (strcmp(sha256, request->known) == 0) {
		reply->kind = ZL_REPLY_SAME;
		return;
	}
#ifdef ZL_FAULT_HOOK
	zl_fault_hook(request, name, worker->source.data, worker->source.length);
#endif
	convert(worker, name, request->name_length, sha256, reply);
}

/* Sends the reply, with what is finished behind it; ZL_FAILED when nobody reads it. */
static enum zl_status
deliver(struct worker *worker, struct zl_reply *reply)
{
	struct zl_buffer *out = &worker->out;
	struct rusage usage;
	enum zl_status done = ZL_DONE;

	if (out->failed) {
		out->length = sizeof(*reply);
		*reply = (struct zl_reply){
		    .nonce = reply->nonce, .kind = ZL_REPLY_FAILURE, .code = ZL_OUT_OF_MEMORY};
	}
	reply->length = out->length - sizeof(*reply);
	reply->memory = getrusage(RUSAGE_SELF, &usage) == 0 ? (uint64_t)usage.ru_maxrss : 0;
	reply->retires = has_done_its_share(worker);
	memcpy(out->data, reply, sizeof(*reply));
	for (size_t at = 0, most = sizeof(*reply) + ZL_PIECE; done && at < out->length;
	     at += most, most = ZL_PIECE) {
		most = out->length - at < most ? out->length - at : most;
		done = send_message(out->data + at, most);
	}
	return done;
}

void
zl_worker_serve(const struct zl_worker_setup *setup)
{
	struct worker worker = {.setup = setup, .heap = zl_heap_bytes()};
	struct zl_request request;
	struct zl_reply reply = {0};
	static char name[ZL_NAME_MOST];
	int descriptor;

	setup->converter->stage = &setup->page->stage;
	shut_in(setup);
	while (!reply.retires && receive(&request, name, &descriptor)) {
		reply = (struct zl_reply){.nonce = request.nonce};
		zl_buffer_clear(&worker.out);
		zl_buffer_add(&worker.out, &reply, sizeof(reply));
		if (worker.out.failed)
			_exit(ZL_WORKER_UNPROTECTED + 1);
		answer(&worker, &request, name, descriptor, &reply);
		close(descriptor);
		if (!deliver(&worker, &reply))
			break;
	}
	_exit(0);
}
