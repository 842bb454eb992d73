/* review_options.c: the command line of zhengli review. */
#include <errno.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "review.h"

enum {
	OPTION_WORST = 256,
	OPTION_SAMPLE,
	OPTION_SELECT,
	OPTION_SINCE,
	OPTION_WITHOUT,
	OPTION_ALL,
	OPTION_YES,
	OPTION_CORRECTIONS,
	OPTION_LANGUAGE,
	OPTION_SERVE,
	OPTION_BY,
	OPTION_PORT,
	OPTION_IDLE,
	OPTION_OPEN,
	OPTION_RULES,
	OPTION_ONLY_RULES,
	OPTION_NORMALISE,
	OPTION_HELP
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"worst", required_argument, NULL, OPTION_WORST},
    {"sample", required_argument, NULL, OPTION_SAMPLE},
    {"select", required_argument, NULL, OPTION_SELECT},
    {"since", required_argument, NULL, OPTION_SINCE},
    {"without", required_argument, NULL, OPTION_WITHOUT},
    {"all", no_argument, NULL, OPTION_ALL},
    {"yes", no_argument, NULL, OPTION_YES},
    {"corrections", required_argument, NULL, OPTION_CORRECTIONS},
    {"lang", required_argument, NULL, OPTION_LANGUAGE},
    {"serve", no_argument, NULL, OPTION_SERVE},
    {"by", required_argument, NULL, OPTION_BY},
    {"port", required_argument, NULL, OPTION_PORT},
    {"idle", required_argument, NULL, OPTION_IDLE},
    {"open", no_argument, NULL, OPTION_OPEN},
    {"rules", required_argument, NULL, OPTION_RULES},
    {"only-rules", required_argument, NULL, OPTION_ONLY_RULES},
    {"normalise", required_argument, NULL, OPTION_NORMALISE},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static const char help[] = N_(
    "usage: zhengli review OUT -o DIR [options]\n"
    "       zhengli review --serve OUT --corrections DIR [options]\n"
    "Writes pages on which people check what was read: the doubtful records first.\n"
    "  -o, --output DIR       folder for the pages; an older one of the same OUT is replaced\n"
    "      --worst N          pages for the N most doubtful records (1000)\n"
    "      --sample P%|N      pages for a random sample, too (5%)\n"
    "      --select GLOB      pages for these paths, too; may be repeated\n"
    "      --since TOKEN      of these only what became other since (token of changes, or of the\n"
    "                         review.json of older pages)\n"
    "      --without NAMES    hide the words of these facts: phone,email\n"
    "      --all              pages for all records; --yes: for more than 50,000\n"
    "      --corrections DIR  show which records these say are checked\n"
    "      --lang zh|en       the language of the pages (zh)\n"
    "      --serve            serve the pages to a browser on this machine; corrections are saved\n"
    "                         in DIR at once, and the new reading is shown\n"
    "      --by NAME          who corrects (else the page asks)\n"
    "      --port N           port on 127.0.0.1 (default: any)\n"
    "      --idle TIME        end after so long without a request: 30m, 8h (8h)\n"
    "      --open             have the desktop open the pages\n"
    "      --rules FILE, --only-rules FILE, --normalise SPEC: as they were given to run\n"
    "  -h, --help                 show this help\n"
    "examples: zhengli review records -o pages\n"
    "          zhengli review --serve records --corrections corrections --open\n");

static bool
read_number(const char *text, uint64_t *number)
{
	char *end;

	errno = 0;
	*number = strtoull(text, &end, 10);
	return errno == 0 && end != text && *end == '\0' && text[0] != '-';
}

static bool
read_sample(struct zl_review_options *options, const char *text)
{
	char *end;

	options->share = 0;
	options->sample = 0;
	if (strchr(text, '%') == NULL)
		return read_number(text, &options->sample);
	options->share = strtod(text, &end) / 100;
	return end != text && strcmp(end, "%") == 0 && options->share >= 0 && options->share <= 1;
}

static bool
read_language(struct zl_review_options *options, const char *text)
{
	options->language = strcmp(text, "en") == 0 ? ZL_ENGLISH : ZL_CHINESE;
	return strcmp(text, "en") == 0 || strcmp(text, "zh") == 0;
}

/* Adds the word to a list that ends with NULL. */
static bool
add_word(const char ***list, const char *word)
{
	size_t count = 0;

	while (*list != NULL && (*list)[count] != NULL)
		count++;
	const char **longer = reallocarray(*list, count + 2, sizeof(*longer));
	if (longer == NULL)
		return false;
	longer[count] = word;
	longer[count + 1] = NULL;
	*list = longer;
	return true;
}

/* Names with commas between. */
static bool
add_names(struct zl_review_options *options, char *names)
{
	char *left = NULL;

	for (char *name = strtok_r(names, ",", &left); name != NULL;
	     name = strtok_r(NULL, ",", &left))
		if (!add_word(&options->without, name))
			return false;
	return options->without != NULL;
}

/* A number of seconds, minutes or hours. */
static bool
read_idle(struct zl_review_options *options, const char *text)
{
	char *end;
	unsigned long number = strtoul(text, &end, 10);
	unsigned unit = strcmp(end, "h") == 0	? 3600
			: strcmp(end, "m") == 0 ? 60
			: strcmp(end, "s") == 0 ? 1
						: 0;

	options->idle = (unsigned)number * unit;
	return text[0] >= '1' && text[0] <= '9' && number <= 100000 && unit > 0;
}

static bool
read_port(struct zl_review_options *options, const char *text)
{
	uint64_t port;

	if (!read_number(text, &port) || port > 65535)
		return false;
	options->port = (unsigned)port;
	return true;
}

static bool
read_served(struct zl_review_options *options, int option)
{
	const char *bad;

	switch (option) {
	case OPTION_SERVE:
		return options->serve = options->all = options->yes = true;
	case OPTION_BY:
		options->by = optarg;
		return optarg[0] != '\0';
	case OPTION_PORT:
		return read_port(options, optarg);
	case OPTION_IDLE:
		return read_idle(options, optarg);
	case OPTION_OPEN:
		return options->browse = true;
	case OPTION_RULES:
	case OPTION_ONLY_RULES:
		return zl_rules_option_take(&options->rules, optarg, option == OPTION_ONLY_RULES);
	case OPTION_NORMALISE:
		return zl_normalise_choose(optarg, &options->convert.normalise, &bad);
	default:
		return false;
	}
}

static bool
read_option(struct zl_review_options *options, int option)
{
	switch (option) {
	case 'o':
		options->folder = optarg;
		return true;
	case OPTION_WORST:
		return read_number(optarg, &options->worst);
	case OPTION_SAMPLE:
		return read_sample(options, optarg);
	case OPTION_SELECT:
		return add_word(&options->select, optarg);
	case OPTION_SINCE:
		options->since = optarg;
		return true;
	case OPTION_WITHOUT:
		return add_names(options, optarg);
	case OPTION_ALL:
		return options->all = true;
	case OPTION_YES:
		return options->yes = true;
	case OPTION_CORRECTIONS:
		options->corrections = optarg;
		return true;
	case OPTION_LANGUAGE:
		return read_language(options, optarg);
	default:
		return read_served(options, option);
	}
}

/* Whether options that only serving, or only writing, has were given where they are. */
static bool
fits(const struct zl_review_options *options)
{
	if (options->serve)
		return options->folder == NULL && options->corrections != NULL &&
		       options->since == NULL && options->without == NULL;
	return options->folder != NULL && !options->browse;
}

bool
zl_review_options_read(struct zl_review_options *options, int argc, char **argv, int *status)
{
	int option;

	*options = (struct zl_review_options){.worst = 1000, .share = 0.05, .idle = 8 * 3600};
	zl_convert_defaults(&options->convert);
	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "o:", long_options, NULL)) != -1) {
		if (option == OPTION_HELP) {
			fputs(_(help), stdout);
			*status = ZL_STATUS_COMPLETE;
			return false;
		}
		if (!read_option(options, option)) {
			zl_report_option(option, argv, long_options);
			return false;
		}
	}
	if (argc - optind != 1 || !fits(options)) {
		fputs(_(help), stderr);
		return false;
	}
	options->out = argv[optind];
	return true;
}

void
zl_review_options_free(struct zl_review_options *options)
{
	free(options->select);
	free(options->without);
}
