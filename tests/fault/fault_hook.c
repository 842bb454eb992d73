/* fault_hook.c: the ways in which a worker may go wrong over a document, or under its control. */
#include "fault_hook.h"

#include <alloca.h>
#include <fcntl.h>
#include <signal.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <unistd.h>

#include "pipeline/batch/worker.h"

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

/* Sends a reply, and the file with it unless that is -1. */
static void
reply_with(struct zl_reply *reply, int file)
{
	struct iovec piece = {reply, sizeof(*reply)};
	union {
		char bytes[CMSG_SPACE(sizeof(int))];
		struct cmsghdr align;
	} control = {.align = {CMSG_LEN(sizeof(int)), SOL_SOCKET, SCM_RIGHTS}};
	struct msghdr message = {.msg_iov = &piece,
				 .msg_iovlen = 1,
				 .msg_control = control.bytes,
				 .msg_controllen = file == -1 ? 0 : sizeof(control.bytes)};

	memcpy(CMSG_DATA(&control.align), &file, sizeof(file));
	sendmsg(WORKER_SOCKET, &message, 0);
	sleep_for_ever();
}

/* Answers with words that have no end, and what is no file of its own. */
static void
lie(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = UINT64_MAX};

	memset(reply.message, 'x', sizeof(reply.message));
	reply_with(&reply, WORKER_SOCKET);
}

/* Answers with a record that is not all there. */
static void
promise_too_much(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 1 << 20};
	int file = memfd_create("record", MFD_ALLOW_SEALING);

	fcntl(file, F_ADD_SEALS, ZL_SEALS);
	reply_with(&reply, file);
}

/* The same, without a file. */
static void
promise_nothing(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 1 << 10};

	reply_with(&reply, -1);
}

/* Answers with a record that it could still change. */
static void
keep_open(void)
{
	struct zl_reply reply = {.kind = ZL_REPLY_RECORD, .length = 4};
	int file = memfd_create("record", MFD_ALLOW_SEALING);

	if (pwrite(file, "<a/>", 4, 0) == 4)
		reply_with(&reply, file);
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
    {"promise", promise_too_much},
    {"nothing", promise_nothing},
    {"unsealed", keep_open},
};

void
zl_fault_hook(const void *bytes, size_t length)
{
	static const char mark[] = "ZL-FAULT:";
	const char *found = memmem(bytes, length, mark, strlen(mark));

	if (found == NULL)
		return;
	found += strlen(mark);
	size_t left = length - (size_t)(found - (const char *)bytes);
	for (size_t i = 0; i < sizeof(faults) / sizeof(faults[0]); i++)
		if (strlen(faults[i].word) == left && memcmp(faults[i].word, found, left) == 0)
			faults[i].act();
}
