/* sweeper.c: processes that read numbers of files in OUT/tmp from a pipe and remove them. */
#include "sweeper.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/wait.h>
#include <unistd.h>

#include "pipeline/common/system.h"

#ifndef RENAME_EXCHANGE
#define RENAME_EXCHANGE 2
#endif

/* What is taken away gets numbers that no group's files have. */
static const uint64_t first_number = UINT64_C(1) << 62;

_Noreturn static void
sweep(int numbers, int folder)
{
	uint64_t number;
	char name[32];

	prctl(PR_SET_PDEATHSIG, SIGKILL);
	/* Nothing else stays open: workers have to see their supervisor's sockets close. */
	numbers = fcntl(numbers, F_DUPFD, 128);
	folder = fcntl(folder, F_DUPFD, 128);
	if (numbers == -1 || folder == -1 || dup2(numbers, 3) == -1 || dup2(folder, 4) == -1 ||
	    !zl_close_from(5))
		_exit(1);
	numbers = 3;
	folder = 4;
	/* A pipe gives what was written in one piece in one piece. */
	while (read(numbers, &number, sizeof(number)) == sizeof(number)) {
		snprintf(name, sizeof(name), "%" PRIu64, number);
		unlinkat(folder, name, 0);
	}
	_exit(0);
}

/* Starts the processes with the first file; without them the caller removes files itself. */
static void
start(struct zl_output *output)
{
	int ends[2];

	output->sweeping = true;
	if (pipe2(ends, O_CLOEXEC) == -1)
		return;
	for (int i = 0; i < ZL_SWEEPERS; i++) {
		output->sweepers[i] = fork();
		if (output->sweepers[i] == 0)
			sweep(ends[0], output->temporary);
	}
	close(ends[0]);
	fcntl(ends[1], F_SETFL, O_NONBLOCK);
	output->sweep = ends[1];
}

/* Sees to it that the file with this number goes. */
static void
discard(struct zl_output *output, uint64_t number)
{
	char name[32];

	if (!output->sweeping)
		start(output);
	if (output->sweep != -1 && write(output->sweep, &number, sizeof(number)) == sizeof(number))
		return;
	snprintf(name, sizeof(name), "%" PRIu64, number);
	unlinkat(output->temporary, name, 0);
}

enum zl_status
zl_sweep_replace(struct zl_output *output, const char *name, int folder, const char *last)
{
	uint64_t number = strtoull(name, NULL, 10);
	struct stat status;

	/* The name 0 is used time and again, and must be free when this returns. */
	if (number != 0 && fstatat(folder, last, &status, AT_SYMLINK_NOFOLLOW) == 0 &&
	    S_ISREG(status.st_mode) &&
	    syscall(SYS_renameat2, output->temporary, name, folder, last, RENAME_EXCHANGE) == 0) {
		discard(output, number);
		return ZL_DONE;
	}
	/* Nothing stood there, or the file system cannot exchange. */
	return renameat(output->temporary, name, folder, last) == 0 ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_sweep_remove(struct zl_output *output, int folder, const char *last)
{
	struct stat status;
	char name[32];

	if (fstatat(folder, last, &status, AT_SYMLINK_NOFOLLOW) == -1)
		return ZL_FAILED;
	if (output->temporary == -1 || !S_ISREG(status.st_mode))
		return unlinkat(folder, last, 0) == 0 ? ZL_DONE : ZL_FAILED;
	uint64_t number = first_number + output->swept++;
	snprintf(name, sizeof(name), "%" PRIu64, number);
	if (renameat(folder, last, output->temporary, name) == -1)
		return unlinkat(folder, last, 0) == 0 ? ZL_DONE : ZL_FAILED;
	discard(output, number);
	return ZL_DONE;
}

void
zl_sweep_end(struct zl_output *output)
{
	if (output->sweep != -1)
		close(output->sweep);
	for (int i = 0; i < ZL_SWEEPERS; i++) {
		while (output->sweepers[i] > 0 && waitpid(output->sweepers[i], NULL, 0) == -1 &&
		       errno == EINTR)
			;
		output->sweepers[i] = 0;
	}
	output->sweep = -1;
	output->sweeping = false;
}
