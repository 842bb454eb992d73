/* option.c: the option that commands about corrections have. */
#include "option.h"

#include <getopt.h>
#include <stdio.h>

#include "pipeline/common/command.h"
#include "pipeline/common/manners.h"

int
zl_corrections_option(int argc, char **argv, const char *help, const char **folder)
{
	static const struct option options[] = {{"corrections", required_argument, NULL, 'c'},
						{"help", no_argument, NULL, 'h'},
						{NULL, 0, NULL, 0}};
	const char *given = NULL;

	opterr = 0;
	optind = 1;
	for (int option; (option = getopt_long(argc, argv, "", options, NULL)) != -1;) {
		if (option == 'h')
			return fputs(help, stdout) < 0 ? ZL_STATUS_BROKEN : ZL_STATUS_COMPLETE;
		if (option != 'c')
			return zl_report_option(option, argv, options);
		given = optarg;
	}
	if (given == NULL)
		fputs(help, stderr);
	*folder = given;
	return given == NULL ? ZL_STATUS_USAGE : ZL_STATUS_COMPLETE;
}
