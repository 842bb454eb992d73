/* correct.c: zhengli correct: corrections of one source, made from the command line. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "import.h"
#include "keep.h"
#include "ledger.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "trial.h"

static const char help[] =
    N_("usage: zhengli correct --corrections DIR [options] FILE VERB...\n"
       "       zhengli correct --corrections DIR --import BUNDLE [-n] [OUT]\n"
       "       zhengli correct --corrections DIR --from LEDGER.csv [-n] OUT\n"
       "Keeps what people say of how FILE was read; zhengli run --corrections DIR applies it.\n"
       "  N=finding|section|recommendation|text   what begins in paragraph N is this\n"
       "  N=finding:WORDS        the same of what begins with these words in it\n"
       "  N..M=answers:K         paragraphs N to M answer the finding at K\n"
       "  N..M=answers:K:WORDS   the same, from these words of N on\n"
       "  N=until:WORDS          the response above ends before these words\n"
       "  N=unanswered           the report does not say what was done about it\n"
       "  N=statement:WORDS      these words are the statement\n"
       "  N=under:K              the finding at N is part of that at K; 0: of none\n"
       "  NAME=fact:N:WORDS      the fact is these words\n"
       "  N=note:TEXT            for people\n"
       "      --checked          somebody vouches for the whole reading\n"
       "      --by NAME          who (default: the user's name)\n"
       "      --import BUNDLE    take what a page of zhengli review exported\n"
       "      --from LEDGER.csv  take the column 更正 of a ledger that was saved as CSV\n"
       "  -n, --dry-run          write nothing\n"
       "  -h, --help                 show this help\n"
       "example: zhengli correct --corrections corrections reports/a.docx 27=finding "
       "28..31=answers:27\n");

struct options {
	struct zl_import import;
	const char *ledger;
	bool checked;
};

enum {
	OPTION_CORRECTIONS = 256,
	OPTION_IMPORT,
	OPTION_FROM,
	OPTION_BY,
	OPTION_CHECKED,
	OPTION_HELP
};

static const struct option long_options[] = {
    {"corrections", required_argument, NULL, OPTION_CORRECTIONS},
    {"import", required_argument, NULL, OPTION_IMPORT},
    {"from", required_argument, NULL, OPTION_FROM},
    {"by", required_argument, NULL, OPTION_BY},
    {"checked", no_argument, NULL, OPTION_CHECKED},
    {"dry-run", no_argument, NULL, 'n'},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static bool
read_option(struct options *options, int option)
{
	switch (option) {
	case OPTION_CORRECTIONS:
		options->import.folder = optarg;
		return true;
	case OPTION_IMPORT:
		options->import.bundle = optarg;
		return true;
	case OPTION_FROM:
		options->ledger = optarg;
		return true;
	case OPTION_BY:
		options->import.by = optarg;
		return true;
	case OPTION_CHECKED:
		return options->checked = true;
	case 'n':
		return options->import.dry_run = true;
	default:
		return false;
	}
}

/* Whether as many arguments are there as the way of correcting has. */
static bool
fits(const struct options *options, int count)
{
	if (options->import.folder == NULL ||
	    (options->import.bundle != NULL && options->ledger != NULL))
		return false;
	if (options->import.bundle != NULL)
		return count <= 1;
	return options->ledger != NULL ? count == 1
				       : count >= 2 || (count == 1 && options->checked);
}

/* Verbs of the command line, or of a ledger. */
static int
keep(const struct options *options, char **arguments)
{
	struct zl_keeping keeping = {.folder = options->import.folder,
				     .by = options->import.by,
				     .checked = options->checked,
				     .dry_run = options->import.dry_run};
	int status = ZL_STATUS_BROKEN;

	if (zl_trial_prepare(&keeping.converter)) {
		const char *name = strrchr(arguments[0], '/');
		if (options->ledger != NULL)
			status = zl_ledger_take(&keeping, options->ledger, arguments[0]);
		else
			status = zl_keep(&keeping, arguments[0],
					 name == NULL ? arguments[0] : name + 1, arguments + 1);
	}
	zl_converter_free(&keeping.converter);
	return status;
}

int
zl_command_correct(int argc, char **argv)
{
	const char *user = getenv("USER");
	struct options options = {.import = {.by = user == NULL ? "" : user}};

	opterr = 0;
	optind = 1;
	for (int option; (option = getopt_long(argc, argv, "n", long_options, NULL)) != -1;) {
		if (option == OPTION_HELP)
			return fputs(_(help), stdout) < 0 ? ZL_STATUS_BROKEN : ZL_STATUS_COMPLETE;
		if (!read_option(&options, option)) {
			return zl_report_option(option, argv, long_options);
		}
	}
	if (!fits(&options, argc - optind)) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	if (options.import.bundle == NULL)
		return keep(&options, argv + optind);
	options.import.out = argv[optind];
	return zl_import(&options.import);
}
