/* fault_hook.c: the ways in which a worker may go wrong over a document, or under its control. */
#include "fault_hook.h"

#include <alloca.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/batch/worker.h"
#include "pipeline/common/digest.h"

enum { WORKER_SOCKET = 3 };

static void
crash(void)
{
	volatile int *nowhere = NULL;

	*nowhere = 1;
}

static void
spin(void)
{
	for (volatile unsigned i = 0;; i++)
		;
}

/* Waits without using a processor, for what will never come. */
static void
sleep_for_ever(void)
{
	volatile int value = 0;

	for (;;)
		syscall(SYS_futex, &value, 0 /* FUTEX_WAIT */, 0, NULL, NULL, 0);
}

/* Takes memory until there is none, as a library does that gives up then. */
static void
eat(void)
{
	for (;;) {
		char *block = malloc(1 << 20);
		if (block == NULL)
			raise(SIGKILL); /* as the kernel would */
		memset(block, 1, 1 << 20);
	}
}

static void
overflow(void)
{
	for (;;)
		*(volatile char *)alloca(4096) = 1;
}

static void
open_a_file(void)
{
	open("/etc/passwd", O_RDONLY);
}

static void
open_a_socket(void)
{
	socket(AF_INET, SOCK_STREAM, 0);
}

static void
fork_a_child(void)
{
	syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void
execute(void)
{
	execl("/bin/true", "true", (char *)NULL);
}

static const struct zl_request *asked;
static const char *asked_name;
static const void *asked_bytes;

/* A record that is valid, and of this source if the hash is its own. */
static size_t
make_record(char *out, size_t size, const char *sha256, const char *body)
{
	return (size_t)snprintf(
	    out, size,
	    "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
	    "<record xmlns=\"urn:zhengli:record:1\" id=\"zl-%.16s\">\n"
	    "  <source file=\"%.*s\" format=\"docx\" bytes=\"%llu\" sha256=\"%s\"/>\n%s</record>\n",
	    sha256, (int)asked->name_length, asked_name, (unsigned long long)asked->size, sha256,
	    body);
}

/* Sends a reply with bytes behind it and descriptors with it, and waits for what comes of it. */
static void
reply_with(struct zl_reply *reply, const char *bytes, size_t length, const int *files, size_t count)
{
	struct iovec pieces[] = {{reply, sizeof(*reply)}, {(char *)bytes, length}};
	union {
		char bytes[CMSG_SPACE(64 * sizeof(int))];
		struct cmsghdr align;
	} control = {{0}};
	struct msghdr message = {.msg_iov = pieces,
				 .msg_iovlen = length > 0 ? 2 : 1,
				 .msg_control = control.bytes,
				 .msg_controllen =
				     count == 0 ? 0 : CMSG_SPACE(count * sizeof(int))};

	if (count > 0) {
		control.align =
		    (struct cmsghdr){CMSG_LEN(count * sizeof(int)), SOL_SOCKET, SCM_RIGHTS};
		memcpy(CMSG_DATA(&control.align), files, count * sizeof(int));
	}
	if (reply->nonce == 0)
		reply->nonce = asked->nonce;
	/* Descriptors need a call that the sandbox refuses; then that is what is tried. */
	if (count > 0)
		sendmsg(WORKER_SOCKET, &message, 0);
	else {
		char *all = malloc(sizeof(*reply) + length);
		memcpy(all, reply, sizeof(*reply));
		memcpy(all + sizeof(*reply), bytes, length);
		send(WORKER_SOCKET, all, sizeof(*reply) + length, 0);
	}
	sleep_for_ever();
}

static void
reply_record(const char *sha256, const char *body)
{
	char record[4096];
	size_t length = make_record(record, sizeof(record), sha256, body);
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = length};

	reply_with(&reply, record, length, NULL, 0);
}

/* The document is said to be known: it is not. */
static void
say_same(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_SAME};

	reply_with(&reply, "", 0, NULL, 0);
}

/* A record that is no XML. */
static void
lie(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 7};

	reply_with(&reply, "no XML\n", 7, NULL, 0);
}

/* A record of another source. */
static void
false_hash(void)
{
	reply_record("0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
		     "  <generator version=\"1\" rules=\"a\" rules-version=\"1\" rules-sha256=\""
		     "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef\""
		     " settings=\"a\"/>\n  <description/>\n  <body/>\n  <notes/>\n"
		     "  <normalisation total=\"0\" listed=\"0\"/>\n  <losses/>\n"
		     "  <quality findings=\"0\" paired=\"0\" group=\"0\" unanswered=\"0\""
		     " orphans=\"0\"/>\n");
}

/* A record of this source that is not valid. */
static void
invalid(void)
{
	char sha256[65];

	zl_digest(asked_bytes, asked->size, sha256);
	reply_record(sha256, "  <nonsense/>\n");
}

/* A record whose end never comes. */
static void
promise_too_much(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 1 << 20};

	reply_with(&reply, "<a/>", 4, NULL, 0);
}

/* A record of no bytes; one beyond every ceiling. */
static void
promise_nothing(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD};

	reply_with(&reply, "", 0, NULL, 0);
}

static void
promise_the_world(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = UINT64_MAX};

	reply_with(&reply, "", 0, NULL, 0);
}

/* A record in a million messages. */
static void
dribble(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 1 << 20, .nonce = asked->nonce};

	send(WORKER_SOCKET, &reply, sizeof(reply), 0);
	for (int i = 0; i < 1 << 20; i++)
		send(WORKER_SOCKET, "x", 1, 0);
	sleep_for_ever();
}

/* An answer to a question that was not asked. */
static void
answer_ahead(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_SAME, .nonce = asked->nonce + 1};

	reply_with(&reply, "", 0, NULL, 0);
}

/* Words that a terminal would obey, of a failure. */
static void
escape(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_FAILURE, .code = ZL_NOT_A_ZIP, .length = 5};

	strcpy(reply.stage, "unpack");
	memset(reply.message, 'x', sizeof(reply.message)); /* without an end */
	memcpy(reply.message, "\033[2J\nzhengli: \xff", 15);
	reply_with(&reply, "\033]0;\xfe", 5, NULL, 0);
}

/* A failure that only the supervisor can see. */
static void
say_vanished(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_FAILURE, .code = ZL_VANISHED};

	reply_with(&reply, "", 0, NULL, 0);
}

static void
say_unread(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_UNREAD, .number = 5};

	reply_with(&reply, "", 0, NULL, 0);
}

/* Many descriptors in one message. */
static void
send_files(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_SAME};
	int files[64];

	for (int i = 0; i < 64; i++)
		files[i] = WORKER_SOCKET;
	reply_with(&reply, "", 0, files, 64);
}

/* Memory that no limit counts. */
static void
make_memory_file(void)
{
	memfd_create("more", 0);
}

static void
share_memory(void)
{
	mmap(NULL, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
}

/* Writes to what was the operator's terminal, or log. */
static void
write_to_log(void)
{
	if (pwrite(2, "zhengli: all is well\n", 21, 0) == 21)
		sleep_for_ever();
}

/* Waits for two seconds, and goes on as if nothing had been. */
static void
nap(void)
{
	const struct timespec time = {.tv_sec = 2};
	volatile int value = 0;

	syscall(SYS_futex, &value, 0 /* FUTEX_WAIT */, 0, &time, NULL, 0);
}

static const struct {
	const char *word;
	void (*act)(void);
} faults[] = {
    {"crash", crash},
    {"abort", abort},
    {"spin", spin},
    {"sleep", sleep_for_ever},
    {"memory", eat},
    {"overflow", overflow},
    {"open", open_a_file},
    {"socket", open_a_socket},
    {"fork", fork_a_child},
    {"exec", execute},
    {"lie", lie},
    {"same", say_same},
    {"hash", false_hash},
    {"invalid", invalid},
    {"promise", promise_too_much},
    {"nothing", promise_nothing},
    {"world", promise_the_world},
    {"dribble", dribble},
    {"ahead", answer_ahead},
    {"escape", escape},
    {"vanished", say_vanished},
    {"unread", say_unread},
    {"files", send_files},
    {"memfd", make_memory_file},
    {"shared", share_memory},
    {"log", write_to_log},
    {"nap", nap},
};

void
zl_fault_hook(const struct zl_request *request, const char *name, const void *bytes, size_t length)
{
	static const char mark[] = "ZL-FAULT:";
	const char *found = memmem(bytes, length, mark, strlen(mark));

	asked = request;
	asked_name = name;
	asked_bytes = bytes;
	if (found == NULL)
		return;
	found += strlen(mark);
	size_t left = length - (size_t)(found - (const char *)bytes);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (strlen(faults[i].word) == left && memcmp(faults[i].word, found, left) == 0)
			faults[i].act();
}
