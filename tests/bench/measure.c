/*
 * measure.c: measure [-n TIMES] COMMAND [ARGUMENT]...: what a command costs.
 *
 * Runs it TIMES times with its output thrown away and prints, on one line, the least CPU time of a
 * run in seconds (user and system, its waited-for children included) and the largest resident set
 * of any process in KiB.  Exits 1 when a run could not be started or died of a signal; the
 * command's own exit status counts for nothing.
 */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

static void
become(char *const command[])
{
	int nowhere = open("/dev/null", O_RDWR);

	if (nowhere >= 0) {
		dup2(nowhere, STDIN_FILENO);
		dup2(nowhere, STDOUT_FILENO);
		dup2(nowhere, STDERR_FILENO);
	}
	execvp(command[0], command);
	_exit(127);
}

/* Runs the command once; 0 when it came to an end of its own. */
static int
run(char *const command[], double *seconds, long *kibibytes)
{
	struct rusage usage;
	pid_t child;
	int status;

	child = fork();
	if (child == 0)
		become(command);
	if (child < 0 || wait4(child, &status, 0, &usage) != child) {
		fprintf(stderr, "measure: %s: %s\n", command[0], strerror(errno));
		return 1;
	}
	if (!WIFEXITED(status) || WEXITSTATUS(status) == 127) {
		fprintf(stderr, "measure: %s: did not run to its end\n", command[0]);
		return 1;
	}
	*seconds = (double)(usage.ru_utime.tv_sec + usage.ru_stime.tv_sec) +
		   (double)(usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) * 1e-6;
	*kibibytes = usage.ru_maxrss;
	return 0;
}

int
main(int argc, char *argv[])
{
	double least = 1e9, seconds = 0;
	long most = 0, kibibytes = 0;
	int times = 1, option;

	while ((option = getopt(argc, argv, "+n:")) != -1) {
		times = option == 'n' ? atoi(optarg) : 0;
		if (times <= 0)
			break;
	}
	if (times <= 0 || optind == argc) {
		fprintf(stderr, "usage: measure [-n TIMES] COMMAND [ARGUMENT]...\n");
		return 2;
	}
	for (int i = 0; i < times; i++) {
		if (run(argv + optind, &seconds, &kibibytes) != 0)
			return 1;
		least = seconds < least ? seconds : least;
		most = kibibytes > most ? kibibytes : most;
	}
	printf("%.6f %ld\n", least, most);
	return 0;
}
