/*
 * system.c: close_range(2) is of Linux 5.9, openat2(2) of 5.6, sigabbrev_np(3) of glibc 2.32 and
 * mallinfo2(3) of 2.33.  A container may answer EPERM to calls that its filter does not know.
 */
#include "system.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <locale.h>
#include <malloc.h>
#include <signal.h>
#include <stdbool.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

/* As <linux/openat2.h> has them, which glibc before 2.34 systems may lack. */
#ifndef SYS_openat2
#define SYS_openat2 437
#endif
#ifndef SYS_close_range
#define SYS_close_range 436
#endif
struct how {
	uint64_t flags, mode, resolve;
};
enum { NO_MAGICLINKS = 0x02, NO_SYMLINKS = 0x04 };

const char *
zl_signal_name(int number)
{
	static const struct {
		int number;
		const char *name;
	} names[] = {
	    {SIGABRT, "SIGABRT"},     {SIGBUS, "SIGBUS"},   {SIGFPE, "SIGFPE"},
	    {SIGHUP, "SIGHUP"},	      {SIGILL, "SIGILL"},   {SIGINT, "SIGINT"},
	    {SIGKILL, "SIGKILL"},     {SIGPIPE, "SIGPIPE"}, {SIGQUIT, "SIGQUIT"},
	    {SIGSEGV, "SIGSEGV"},     {SIGSYS, "SIGSYS"},   {SIGTERM, "SIGTERM"},
	    {SIGTRAP, "SIGTRAP"},     {SIGXCPU, "SIGXCPU"}, {SIGXFSZ, "SIGXFSZ"},
	    {SIGUSR1, "SIGUSR1"},     {SIGUSR2, "SIGUSR2"}, {SIGALRM, "SIGALRM"},
	    {SIGVTALRM, "SIGVTALRM"},
	};

	for (size_t i = 0; i < sizeof(names) / sizeof(names[0]); i++)
		if (names[i].number == number)
			return names[i].name;
	return "an unknown signal";
}

enum zl_status
zl_close_from(int first)
{
	if (syscall(SYS_close_range, (unsigned)first, ~0U, 0U) == 0)
		return ZL_DONE;
	DIR *listing = opendir("/proc/self/fd");
	if (listing == NULL)
		return ZL_FAILED;
	for (struct dirent *entry; (entry = readdir(listing)) != NULL;) {
		int descriptor = atoi(entry->d_name);
		if (descriptor >= first && descriptor != dirfd(listing))
			close(descriptor);
	}
	closedir(listing);
	return ZL_DONE;
}

size_t
zl_heap_bytes(void)
{
#if __GLIBC_PREREQ(2, 33)
	struct mallinfo2 heap = mallinfo2();
#else
	struct mallinfo heap = mallinfo();
#endif

	return (size_t)heap.arena + (size_t)heap.hblkhd;
}

/* The same, folder by folder, for kernels without openat2. */
static int
open_by_steps(int folder, const char *name, int flags, int mode)
{
	char *path = strdup(name), *at = path;
	int here = path == NULL ? -1 : fcntl(folder, F_DUPFD_CLOEXEC, 0);

	for (char *slash; here != -1 && (slash = strchr(at, '/')) != NULL; at = slash + 1) {
		*slash = '\0';
		int next = openat(here, at, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC);
		close(here);
		here = next;
	}
	int descriptor = here == -1 ? -1 : openat(here, at, flags | O_NOFOLLOW, mode);
	int number = errno;
	if (here != -1)
		close(here);
	free(path);
	errno = number;
	return descriptor;
}

int
zl_open_below(int folder, const char *name, int flags, int mode, bool follow)
{
	static bool lacks_openat2;
	int all = flags | O_CLOEXEC | (flags & O_PATH ? 0 : O_NONBLOCK | O_NOCTTY);
	struct how how = {
	    .flags = (uint64_t)all, .mode = (uint64_t)mode, .resolve = NO_SYMLINKS | NO_MAGICLINKS};

	if (follow)
		return openat(folder, name, all, mode);
	if (!lacks_openat2) {
		int descriptor = (int)syscall(SYS_openat2, folder, name, &how, sizeof(how));
		if (descriptor != -1 || (errno != ENOSYS && errno != EPERM))
			return descriptor;
		lacks_openat2 = errno == ENOSYS;
	}
	return open_by_steps(folder, name, all, mode);
}

const char *
zl_error_words(int number)
{
	static locale_t english;

	if (english == NULL)
		english = newlocale(LC_ALL_MASK, "C", NULL);
	return english == NULL ? "" : strerror_l(number, english);
}

void
zl_raise_descriptors(void)
{
	struct rlimit limit;

	if (getrlimit(RLIMIT_NOFILE, &limit) == -1)
		return;
	limit.rlim_cur = limit.rlim_max;
	setrlimit(RLIMIT_NOFILE, &limit); /* else we make do with what there is */
}
