/* test_sandbox.c: a process that is shut in and tries to get out. */
#include <fcntl.h>
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cmocka.h>

#include "sandbox.h"

static volatile int *refused; /* shared with the child: the call it was refused */

static void
note_refused(int call)
{
	*refused = call;
}

static void
try_open(void)
{
	open("/etc/passwd", O_RDONLY);
}

static void
try_socket(void)
{
	socket(AF_INET, SOCK_STREAM, 0);
}

static void
try_fork(void)
{
	syscall(SYS_clone, SIGCHLD, 0, 0, 0, 0);
}

static void
try_exec(void)
{
	execl("/bin/true", "true", (char *)NULL);
}

static void
try_executable_memory(void)
{
	mmap(NULL, 4096, PROT_READ | PROT_EXEC, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
}

static void
try_kill(void)
{
	kill(1, 0);
}

static void
try_write(void)
{
	syscall(SYS_write, 2, "x", 1);
}

static void
try_handler(void)
{
	signal(SIGSYS, SIG_IGN);
}

/* What conversion does: memory of all sizes. */
static void
try_memory(void)
{
	char *block = malloc(64 << 20);

	memset(block, 1, 64 << 20);
	block = realloc(block, 80 << 20);
	free(block);
}

/* Carries out attempt shut in; gives the call that was refused, 0 for none. */
static int
attempt_in_sandbox(void (*attempt)(void))
{
	int status;

	*refused = 0;
	pid_t child = fork();
	if (child == 0) {
		prctl(PR_SET_DUMPABLE, 0);
		if (zl_sandbox_enter(note_refused, false) != NULL)
			_exit(1);
		attempt();
		_exit(0);
	}
	assert_int_equal(waitpid(child, &status, 0), child);
	assert_true(WIFEXITED(status));
	assert_int_equal(WEXITSTATUS(status), *refused == 0 ? 0 : 128 + SIGSYS);
	return *refused;
}

static void
refuses_what_leads_out(void **state)
{
	(void)state;
	assert_int_equal(attempt_in_sandbox(try_open), SYS_openat);
	assert_int_equal(attempt_in_sandbox(try_socket), SYS_socket);
	assert_int_equal(attempt_in_sandbox(try_fork), SYS_clone);
	assert_int_equal(attempt_in_sandbox(try_exec), SYS_execve);
	assert_int_equal(attempt_in_sandbox(try_executable_memory), SYS_mmap);
	assert_int_equal(attempt_in_sandbox(try_kill), SYS_kill);
	assert_int_equal(attempt_in_sandbox(try_write), SYS_write);
	assert_int_equal(attempt_in_sandbox(try_handler), SYS_rt_sigaction);
}

static void
allows_memory(void **state)
{
	(void)state;
	assert_int_equal(attempt_in_sandbox(try_memory), 0);
}

static void
names_calls(void **state)
{
	char *name = zl_sandbox_call_name(SYS_openat);

	(void)state;
	assert_string_equal(name, "openat");
	free(name);
	name = zl_sandbox_call_name(-77);
	assert_string_equal(name, "an unknown system call");
	free(name);
}

/* A sanitizer asks the system for what a sandbox refuses. */
#if defined(__has_feature)
#if __has_feature(address_sanitizer)
#define SANITIZED true
#endif
#endif
#if defined(__SANITIZE_ADDRESS__)
#define SANITIZED true
#endif
#ifndef SANITIZED
#define SANITIZED false
#endif

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(refuses_what_leads_out),
	    cmocka_unit_test(allows_memory),
	    cmocka_unit_test(names_calls),
	};

	if (SANITIZED || !zl_sandbox_is_available())
		return 77; /* skipped; the latter: a kernel without seccomp filters */
	refused =
	    mmap(NULL, sizeof(*refused), PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0);
	if (refused == MAP_FAILED)
		return 1;
	return cmocka_run_group_tests(tests, NULL, NULL);
}
