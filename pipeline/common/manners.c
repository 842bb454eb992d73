/* manners.c: hints, and arguments that mean something else than they seem to. */
#include "manners.h"

#include <ctype.h>
#include <getopt.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>

#include "command.h"
#include "language.h"
#include "message.h"

enum { LONGEST = 40, NEAR = 2 };

static int
least_of(int a, int b)
{
	return a < b ? a : b;
}

/*
 * How many characters have to be added, left out, changed or swapped with their neighbour to make
 * one word of the other (the optimal string alignment distance).
 */
static int
distance(const char *one, const char *two)
{
	int rows[LONGEST + 1][LONGEST + 1];
	size_t m = strlen(one), n = strlen(two);

	if (m > LONGEST || n > LONGEST)
		return INT_MAX;
	for (size_t i = 0; i <= m; i++)
		for (size_t j = 0; j <= n; j++) {
			if (i == 0 || j == 0) {
				rows[i][j] = (int)(i + j);
				continue;
			}
			bool same = one[i - 1] == two[j - 1];
			rows[i][j] = least_of(least_of(rows[i - 1][j], rows[i][j - 1]) + 1,
					      rows[i - 1][j - 1] + !same);
			if (i > 1 && j > 1 && one[i - 1] == two[j - 2] && one[i - 2] == two[j - 1])
				rows[i][j] = least_of(rows[i][j], rows[i - 2][j - 2] + 1);
		}
	return rows[m][n];
}

const char *
zl_nearest(const char *text, const char *const *words)
{
	const char *nearest = NULL;
	int best = NEAR + 1;

	for (; *words != NULL; words++) {
		size_t length = strlen(text);
		/* The beginning of one word is near enough, however long the rest. */
		int apart =
		    length >= 3 && strncmp(*words, text, length) == 0 ? 1 : distance(text, *words);
		if (apart < best && apart < (int)strlen(*words)) {
			best = apart;
			nearest = *words;
		}
	}
	return nearest;
}

/* There is no such option, or it needs a value that is not there. */
static void
report_unknown(const char *command, const char *argument, const struct option *options)
{
	const char *names[64];
	char given[LONGEST + 1] = "";
	size_t count = 0;

	for (; options->name != NULL && count < 63; options++)
		names[count++] = options->name;
	names[count] = NULL;
	if (strncmp(argument, "--", 2) == 0)
		snprintf(given, sizeof(given), "%.*s", (int)strcspn(argument + 2, "="),
			 argument + 2);
	const char *nearest = given[0] == '\0' ? NULL : zl_nearest(given, names);
	if (nearest != NULL && strcmp(nearest, given) == 0)
		zl_message("%s needs a value, or takes none; zhengli %s --help", argument, command);
	else if (nearest != NULL)
		zl_message("%s is no option of %s; did you mean --%s? zhengli %s --help", argument,
			   command, nearest, command);
	else
		zl_message(argument[1] != '-'
			       ? N_("%s is no option of %s, or lacks its value; zhengli %s --help")
			       : N_("%s is no option of %s; zhengli %s --help"),
			   argument, command, command);
}

int
zl_report_option(int option, char **argv, const struct option *options)
{
	const struct option *known = options;

	while (known->name != NULL && known->val != option)
		known++;
	if (option == '?' || known->name == NULL)
		report_unknown(argv[0], argv[optind - 1], options);
	else if (optarg == NULL)
		zl_message("--%s is no option of %s; zhengli %s --help", known->name, argv[0],
			   argv[0]);
	else
		zl_message("--%s: “%s” is no value for it; zhengli %s --help", known->name, optarg,
			   argv[0]);
	return ZL_STATUS_USAGE;
}

bool
zl_arguments_are_sound(int argc, char **argv)
{
	for (int i = 1; i < argc && strcmp(argv[i], "--") != 0; i++) {
		const char *argument = argv[i];
		if (argument[0] != '-' || !isalnum((unsigned char)argument[1]) ||
		    argument[2] != '=')
			continue;
		zl_message("%s: after a letter comes the value without “=”: -%c %s", argument,
			   argument[1], argument + 3);
		return false;
	}
	return true;
}

int
zl_read_operands(int argc, char **argv, const char *help, int least, int most, int *status)
{
	static const struct option options[] = {{"help", no_argument, NULL, 'h'},
						{NULL, 0, NULL, 0}};

	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 1;
	int option = getopt_long(argc, argv, "h", options, NULL);
	if (option == 'h') {
		fputs(_(help), stdout);
		*status = ZL_STATUS_COMPLETE;
		return 0;
	}
	if (option == '?') {
		zl_report_option(option, argv, options);
		return 0;
	}
	if (argc - optind >= least && argc - optind <= most)
		return optind;
	fputs(_(help), stderr);
	return 0;
}
