/* worker.c */
#include "worker.h"

#include <errno.h>
#include <fcntl.h>
#include <malloc.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/socket.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/digest.h"
#include "sandbox.h"
#ifdef ZL_FAULT_HOOK
#include "fault_hook.h"
#endif

/* The address sanitizer maps more than any limit, to begin with. */
#if defined(__SANITIZE_ADDRESS__)
#define ZL_SANITIZED
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ZL_SANITIZED
#endif
#endif

/* Where the worker's own descriptor is moved to; everything above it is closed. */
enum { SOCKET = 3, ABOVE };

/* Heap that stays with a worker beyond this after a large document makes it retire. */
static const size_t heap_to_keep = 64 << 20;

struct worker {
	const struct zl_worker_setup *setup;
	struct zl_buffer source, out;
	unsigned served;
};

/* Sends the reply, behind it length bytes, and with it the file unless that is -1. */
static bool
send_reply(const struct zl_reply *reply, const void *bytes, size_t length, int file)
{
	struct iovec pieces[] = {{(void *)reply, sizeof(*reply)}, {(void *)bytes, length}};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {{0}};
	struct msghdr message = {.msg_iov = pieces, .msg_iovlen = length > 0 ? 2 : 1};
	ssize_t sent;

	if (file != -1) {
		message.msg_control = control.bytes;
		message.msg_controllen = sizeof(control.bytes);
		struct cmsghdr *header = CMSG_FIRSTHDR(&message);
		header->cmsg_level = SOL_SOCKET;
		header->cmsg_type = SCM_RIGHTS;
		header->cmsg_len = CMSG_LEN(sizeof(int));
		memcpy(CMSG_DATA(header), &file, sizeof(int));
	}
	do
		sent = sendmsg(SOCKET, &message, MSG_NOSIGNAL);
	while (sent == -1 && errno == EINTR);
	return sent == (ssize_t)(sizeof(*reply) + length);
}

/* From the handler of SIGSYS. */
static void
tell_refused(int call)
{
	struct zl_reply reply = {.kind = ZL_REPLY_REFUSED, .number = call};

	send_reply(&reply, NULL, 0, -1);
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
static bool
keep_descriptors(const struct zl_worker_setup *setup)
{
	if (setup->socket != SOCKET && dup2(setup->socket, SOCKET) == -1)
		return false;
	int null = open("/dev/null", O_RDWR);
	if (null == -1 || dup2(null, STDIN_FILENO) == -1 || dup2(null, STDOUT_FILENO) == -1)
		return false;
	return close_range(ABOVE, ~0U, 0) == 0;
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
	const char *complaint = NULL;

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	offer_to_be_killed();
	prctl(PR_SET_DUMPABLE, 0);
	if (!keep_descriptors(setup))
		_exit(ZL_WORKER_UNPROTECTED);
	/* Ctrl-C reaches the whole process group; what is in hand is to be finished. */
	signal(SIGINT, SIG_IGN);
	signal(SIGTERM, SIG_IGN);
	signal(SIGPIPE, SIG_IGN);
	signal(SIGXFSZ, SIG_IGN);
	limit(RLIMIT_CORE, 0);
#ifndef ZL_SANITIZED
	limit(RLIMIT_DATA, setup->memory);
#endif
	limit(RLIMIT_FSIZE, setup->output);
	limit(RLIMIT_NOFILE, 16);
	if (setup->sandbox)
		complaint = zl_sandbox_enter(tell_refused);
	if (complaint != NULL && setup->sandbox_required)
		_exit(ZL_WORKER_UNPROTECTED);
}

/* Takes the next request; name has room for PATH_MAX bytes.  False when there are no more. */
static bool
receive(struct zl_request *request, char *name, int *source)
{
	struct iovec pieces[] = {{request, sizeof(*request)}, {name, PATH_MAX}};
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
	if (!zl_buffer_reserve(source, request->size + 1)) {
		reply->kind = ZL_REPLY_FAILURE;
		reply->code = ZL_OUT_OF_MEMORY;
		return false;
	}
	/* One byte more is asked for, so that a file that grew is noticed in the same call. */
	while (source->length < request->size) {
		ssize_t got = pread(descriptor, source->data + source->length,
				    request->size + 1 - source->length, (off_t)source->length);
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
	return source->length == request->size;
}

/* What is finished as a file in memory, sealed; -1 with errno set. */
static int
make_file(const struct zl_buffer *out)
{
	int file = memfd_create("record", MFD_CLOEXEC | MFD_ALLOW_SEALING);
	size_t done = 0;

	while (file != -1 && done < out->length) {
		ssize_t put = pwrite(file, out->data + done, out->length - done, (off_t)done);
		if (put == -1 && errno != EINTR)
			break;
		done += put > 0 ? (size_t)put : 0;
	}
	if (file == -1 || (done == out->length && fcntl(file, F_ADD_SEALS, ZL_SEALS) == 0))
		return file;
	int number = errno;
	close(file);
	errno = number;
	return -1;
}

static void
describe_failure(const struct zl_document *document, struct zl_reply *reply)
{
	const struct zl_error *error = &document->error;

	reply->kind = ZL_REPLY_FAILURE;
	reply->code = error->code;
	snprintf(reply->stage, sizeof(reply->stage), "%s",
		 error->stage == NULL ? "" : error->stage);
	size_t length = error->message.length;
	if (length >= sizeof(reply->message)) {
		length = sizeof(reply->message) - 1;
		while (length > 0 && ((unsigned char)error->message.data[length] & 0xC0) == 0x80)
			length--;
	}
	if (length > 0)
		memcpy(reply->message, error->message.data, length);
	reply->message[length] = '\0';
}

/* Takes the source that was read through the stages; out then has what goes into the file. */
static void
convert(struct worker *worker, const char *name, size_t name_length, struct zl_reply *reply)
{
	struct zl_document document = {0};

	zl_buffer_clear(&worker->out);
	if (!zl_document_source(&document, name, name_length, worker->source.data,
				worker->source.length, reply->sha256) ||
	    zl_convert(worker->setup->converter, &document, worker->source.data,
		       worker->source.length, &worker->out) != ZL_OK) {
		describe_failure(&document, reply);
		zl_buffer_clear(&worker->out);
		if (zl_emit_failure(&document, &worker->out) != ZL_OK)
			zl_buffer_clear(&worker->out); /* the supervisor writes one */
	} else {
		reply->kind = ZL_REPLY_RECORD;
		zl_digest(worker->out.data, worker->out.length, reply->record_sha256);
	}
	zl_document_free(&document);
}

/* Processor time used and memory at its peak, so far. */
static void
account(struct zl_reply *reply)
{
	struct rusage usage;

	if (getrusage(RUSAGE_SELF, &usage) == -1)
		return;
	reply->cpu = (uint64_t)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) * 1000000 +
		     (uint64_t)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec);
	reply->memory = (uint64_t)usage.ru_maxrss;
}

/* Whether the worker should end: it has done its share, or keeps much memory of a large one. */
static bool
has_done_its_share(struct worker *worker)
{
	struct mallinfo2 heap = mallinfo2();

	return ++worker->served >= worker->setup->share || heap.arena + heap.hblkhd > heap_to_keep;
}

static void
answer(struct worker *worker, const struct zl_request *request, const char *name, int descriptor,
       struct zl_reply *reply)
{
	struct zl_board *board = worker->setup->board;

	board->stage = ZL_STAGE_NONE;
	board->hashed = 0;
	zl_buffer_clear(&worker->out);
	if (!read_source(worker, request, descriptor, reply))
		return;
	zl_digest(worker->source.data, worker->source.length, reply->sha256);
	memcpy(board->sha256, reply->sha256, sizeof(board->sha256));
	board->hashed = 1;
	if (strcmp(reply->sha256, request->known) == 0) {
		reply->kind = ZL_REPLY_SAME;
		return;
	}
#ifdef ZL_FAULT_HOOK
	zl_fault_hook(worker->source.data, worker->source.length);
#endif
	convert(worker, name, request->name_length, reply);
}

/* Sends the answer, with what is finished; false when nobody hears it. */
static bool
deliver(const struct worker *worker, struct zl_reply *reply)
{
	const struct zl_buffer *out = &worker->out;
	int file = -1;

	reply->length = out->length;
	if (out->length <= ZL_BEHIND)
		return send_reply(reply, out->data, out->length, -1);
	if ((file = make_file(out)) == -1) {
		reply->kind = ZL_REPLY_FAILURE;
		reply->code = errno == EFBIG ? ZL_TOO_LARGE : ZL_OUT_OF_MEMORY;
		snprintf(reply->message, sizeof(reply->message), "the record: %s", strerror(errno));
	}
	if (file == -1)
		reply->length = 0;
	bool sent = send_reply(reply, NULL, 0, file);
	if (file != -1)
		close(file);
	return sent;
}

void
zl_worker_serve(const struct zl_worker_setup *setup)
{
	struct worker worker = {.setup = setup};
	struct zl_request request;
	struct zl_reply reply = {0};
	static char name[PATH_MAX];
	int descriptor;

	setup->converter->stage = &setup->board->stage;
	shut_in(setup);
	while (!reply.retires && receive(&request, name, &descriptor)) {
		reply = (struct zl_reply){0};
		answer(&worker, &request, name, descriptor, &reply);
		close(descriptor);
		account(&reply);
		reply.retires = has_done_its_share(&worker);
		if (!deliver(&worker, &reply))
			break;
	}
	_exit(0);
}
