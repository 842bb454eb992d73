/*
 * sandbox.c: an allow-list under seccomp(2).
 *
 * What is refused traps rather than kills outright, so that the failure can name the call: a
 * library that asks for something new after an update is then found at once.  The call is not
 * carried out in either case, and the handler cannot be replaced, as rt_sigaction is refused too.
 */
#include "sandbox.h"

#include <errno.h>
#include <fcntl.h>
#include <seccomp.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <time.h>
#include <unistd.h>

#include "base/translation.h"

static void (*report)(int call);

/* The address sanitizer asks the system for what a sandbox refuses. */
#if defined(__SANITIZE_ADDRESS__)
#define ZL_SANITIZED true
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define ZL_SANITIZED true
#endif
#endif
#ifndef ZL_SANITIZED
#define ZL_SANITIZED false
#endif

enum zl_status
zl_sandbox_choose(const char *text, enum zl_sandbox_choice *choice)
{
	static const char *const names[] = {"", "require", "auto", "off"};

	for (unsigned i = 1; i < sizeof(names) / sizeof(names[0]); i++)
		if (strcmp(text, names[i]) == 0) {
			*choice = (enum zl_sandbox_choice)i;
			return ZL_DONE;
		}
	return ZL_FAILED;
}

bool
zl_sandbox_is_available(void)
{
	if (ZL_SANITIZED)
		return false;
	/* A filter at NULL: EFAULT where the kernel would have read it, EINVAL where it knows none.
	 */
	return prctl(PR_SET_SECCOMP, 2 /* SECCOMP_MODE_FILTER */, NULL, 0, 0) == -1 &&
	       errno == EFAULT;
}

static void
trapped(int signal, siginfo_t *information, void *context)
{
	(void)signal;
	(void)context;
	report(information->si_syscall);
	_exit(128 + SIGSYS);
}

/* Calls allowed whatever their arguments; sysinfo is qsort(3)'s. */
static const int calls[] = {
    SCMP_SYS(brk),	    SCMP_SYS(clock_gettime),
    SCMP_SYS(close),	    SCMP_SYS(clock_gettime64),
    SCMP_SYS(exit),	    SCMP_SYS(exit_group),
    SCMP_SYS(futex),	    SCMP_SYS(futex_time64),
    SCMP_SYS(getpid),	    SCMP_SYS(getrandom),
    SCMP_SYS(gettid),	    SCMP_SYS(getrusage),
    SCMP_SYS(lseek),	    SCMP_SYS(gettimeofday),
    SCMP_SYS(mremap),	    SCMP_SYS(madvise),
    SCMP_SYS(pread64),	    SCMP_SYS(munmap),
    SCMP_SYS(read),	    SCMP_SYS(recvmsg),
    SCMP_SYS(rt_sigreturn), SCMP_SYS(restart_syscall),
    SCMP_SYS(sendto),	    SCMP_SYS(rt_sigprocmask),
    SCMP_SYS(sysinfo),	    SCMP_SYS(time),
    SCMP_SYS(_llseek),	    SCMP_SYS(sigreturn),
    SCMP_SYS(send), /* of 32-bit systems, as socketcall(2) on some */
};

/* Memory that others share, or that no limit on data counts. */
enum { UNCOUNTED = MAP_SHARED | MAP_GROWSDOWN | MAP_HUGETLB };

/* To standard output and standard error; fstat(2), which asks of a descriptor, is stdio's. */
static int
allow_output(scmp_filter_ctx filter)
{
	int error = 0;

	for (scmp_datum_t file = STDOUT_FILENO; file <= STDERR_FILENO; file++) {
		error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(write), 1,
					  SCMP_A0(SCMP_CMP_EQ, file, 0));
		error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(writev), 1,
					  SCMP_A0(SCMP_CMP_EQ, file, 0));
	}
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstat), 0);
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(fstat64), 0);
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(newfstatat), 1,
				  SCMP_A3(SCMP_CMP_EQ, AT_EMPTY_PATH, 0));
	return error;
}

static int
allow(scmp_filter_ctx filter, bool output)
{
	int error = 0;

	for (size_t i = 0; i < sizeof(calls) / sizeof(calls[0]); i++)
		error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, calls[i], 0);
	/* Memory, but none that can be executed: what was compiled with JIT is there already. */
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap), 2,
				  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
				  SCMP_A3(SCMP_CMP_MASKED_EQ, UNCOUNTED, 0));
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mmap2), 2,
				  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0),
				  SCMP_A3(SCMP_CMP_MASKED_EQ, UNCOUNTED, 0));
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(mprotect), 1,
				  SCMP_A2(SCMP_CMP_MASKED_EQ, PROT_EXEC, 0));
	if (output)
		error |= allow_output(filter);
	/* abort(3): a library that gives up is to be seen doing so. */
	error |= seccomp_rule_add(filter, SCMP_ACT_ALLOW, SCMP_SYS(tgkill), 1,
				  SCMP_A0(SCMP_CMP_EQ, (scmp_datum_t)getpid(), 0));
	return error;
}

const char *
zl_sandbox_enter(void (*refused)(int call), bool output)
{
	struct sigaction action = {.sa_sigaction = trapped, .sa_flags = SA_SIGINFO};
	const char *problem = NULL;

	report = refused;
	if (sigaction(SIGSYS, &action, NULL) == -1)
		return ZL_SHOWN("the handler of SIGSYS cannot be set");
	scmp_filter_ctx filter = seccomp_init(SCMP_ACT_TRAP);
	if (filter == NULL)
		return ZL_SHOWN("no memory for the filter");
	if (allow(filter, output) != 0)
		problem = ZL_SHOWN("the filter cannot be made");
	else if (seccomp_load(filter) != 0)
		problem = ZL_SHOWN("the kernel does not take the filter");
	seccomp_release(filter);
	return problem;
}

/* From the handler, where stdio must not be used. */
static void
report_to_operator(int call)
{
	static const char before[] = "the sandbox refused system call ", after[] = "\n";
	char text[sizeof(before) + 16];
	size_t length = sizeof(before) - 1, digits = 1;

	memcpy(text, before, length);
	for (int rest = call; rest >= 10; rest /= 10)
		digits++;
	for (size_t i = digits; i > 0; i--, call /= 10)
		text[length + i - 1] = (char)('0' + call % 10);
	length += digits;
	memcpy(text + length, after, sizeof(after) - 1);
	if (write(STDERR_FILENO, text, length + sizeof(after) - 1) == -1)
		_exit(128 + SIGSYS);
}

const char *
zl_sandbox_enter_program(enum zl_sandbox_choice choice)
{
	if (choice == ZL_SANDBOX_OFF)
		return NULL;
	if (!zl_sandbox_is_available())
		return choice == ZL_SANDBOX_REQUIRE
			   ? ZL_SHOWN("this system has no sandbox; use "
				      "--sandbox=off to run without it (unsafe)")
			   : NULL;
	/* libzip asks for the local time, which else looks for a file; no output depends on it. */
	setenv("TZ", "UTC0", 1);
	tzset();
	prctl(PR_SET_DUMPABLE, 0);
	const char *problem = zl_sandbox_enter(report_to_operator, true);
	return choice == ZL_SANDBOX_AUTO ? NULL : problem;
}

char *
zl_sandbox_call_name(int call)
{
	char *name = seccomp_syscall_resolve_num_arch(SCMP_ARCH_NATIVE, call);

	return name != NULL ? name : strdup("an unknown system call");
}
