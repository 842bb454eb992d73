/* options.c */
#include "options.h"

#include <errno.h>
#include <getopt.h>
#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "option_number.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "unpack/look.h"

/* Long options without a letter. */
enum {
	OPTION_RULES = 256,
	OPTION_ONLY_RULES,
	OPTION_NORMALISE,
	OPTION_CORRECTIONS,
	OPTION_CHANGES,
	OPTION_LIMIT,
	OPTION_TIMEOUT,
	OPTION_CPU,
	OPTION_MEMORY,
	OPTION_RECYCLE,
	OPTION_SANDBOX,
	OPTION_UMASK,
	OPTION_FILES_FROM,
	OPTION_KINDS,
	OPTION_INCLUDE,
	OPTION_EXCLUDE,
	OPTION_FOLLOW,
	OPTION_ONE_FILE_SYSTEM,
	OPTION_SHARD,
	OPTION_VERIFY,
	OPTION_FAIL_FAST,
	OPTION_MAX_FAILURES,
	OPTION_LOG,
	OPTION_NO_PROGRESS,
	OPTION_METRICS,
	OPTION_ANYWAY,
	OPTION_ALLOW_EMPTY,
	OPTION_SETTLE,
	OPTION_WAIT,
	OPTION_CODE
};

static const struct option long_options[] = {
    {"output", required_argument, NULL, 'o'},
    {"jobs", required_argument, NULL, 'j'},
    {"dry-run", no_argument, NULL, 'n'},
    {"null", no_argument, NULL, '0'},
    {"rules", required_argument, NULL, OPTION_RULES},
    {"only-rules", required_argument, NULL, OPTION_ONLY_RULES},
    {"normalise", required_argument, NULL, OPTION_NORMALISE},
    {"corrections", required_argument, NULL, OPTION_CORRECTIONS},
    {"changes", required_argument, NULL, OPTION_CHANGES},
    {"limit", required_argument, NULL, OPTION_LIMIT},
    {"timeout", required_argument, NULL, OPTION_TIMEOUT},
    {"cpu-time", required_argument, NULL, OPTION_CPU},
    {"memory", required_argument, NULL, OPTION_MEMORY},
    {"recycle", required_argument, NULL, OPTION_RECYCLE},
    {"sandbox", required_argument, NULL, OPTION_SANDBOX},
    {"umask", required_argument, NULL, OPTION_UMASK},
    {"files-from", required_argument, NULL, OPTION_FILES_FROM},
    {"kinds", required_argument, NULL, OPTION_KINDS},
    {"include", required_argument, NULL, OPTION_INCLUDE},
    {"exclude", required_argument, NULL, OPTION_EXCLUDE},
    {"follow", no_argument, NULL, OPTION_FOLLOW},
    {"one-file-system", no_argument, NULL, OPTION_ONE_FILE_SYSTEM},
    {"shard", required_argument, NULL, OPTION_SHARD},
    {"verify", no_argument, NULL, OPTION_VERIFY},
    {"fail-fast", no_argument, NULL, OPTION_FAIL_FAST},
    {"max-failures", required_argument, NULL, OPTION_MAX_FAILURES},
    {"log", required_argument, NULL, OPTION_LOG},
    {"no-progress", no_argument, NULL, OPTION_NO_PROGRESS},
    {"metrics", required_argument, NULL, OPTION_METRICS},
    {"quiet", no_argument, NULL, 'q'},
    {"anyway", no_argument, NULL, OPTION_ANYWAY},
    {"allow-empty", no_argument, NULL, OPTION_ALLOW_EMPTY},
    {"settle", required_argument, NULL, OPTION_SETTLE},
    {"wait", required_argument, NULL, OPTION_WAIT},
    {"code", required_argument, NULL, OPTION_CODE},
    {"help", no_argument, NULL, 'h'},
    {NULL, 0, NULL, 0},
};

static const char help_common[] = N_(
    "  -j, --jobs N           worker processes (default: the number of cores)\n"
    "      --rules FILE       rules of one more family, beside those compiled in; may be repeated\n"
    "      --only-rules FILE  read every document by this rule file\n"
    "      --normalise SPEC   classes of change: default, strict, +NAME, -NAME, commas between\n"
    "      --corrections DIR  what people corrected, applied to the sources it is of\n"
    "      --changes N        single changes a record lists at most\n"
    "      --limit NAME=N     a ceiling: source, part, package, paragraph, text, record\n"
    "                         (bytes), ratio, ratio-from, entries, depth, paragraphs\n"
    "      --timeout SECONDS  of one document, by the clock (60)\n"
    "      --cpu-time SECONDS of one document, of a processor (60)\n"
    "      --memory SIZE      of one document (1G)\n"
    "      --recycle N        documents after which a worker is replaced (1000)\n"
    "      --sandbox=WHEN     require, auto, off (default: require where the kernel has it)\n"
    "      --umask MODE       permissions that what is made in OUT lacks, octal (the process's)\n"
    "      --max-failures N   stop after so many; --fail-fast: after the first\n"
    "      --log FILE         JSON lines at the end of FILE, one a document\n"
    "      --metrics FILE     the run in figures, as node_exporter's textfile collector reads "
    "them\n"
    "      --wait SECONDS     wait for another run, or an export, to end (0)\n"
    "      --no-progress      no progress line on a terminal\n"
    "  -q, --quiet            say only what went wrong\n");

static const char help_run[] = N_(
    "usage: zhengli run [-o OUT] [options] INPUT...\n"
    "Converts what is new or changed below the folders INPUT, and the files INPUT.\n"
    "  -o, --output OUT       folder for records (zhengli-out)\n"
    "      --files-from FILE  more inputs, one a line; - for standard input\n"
    "  -0, --null             they end with NUL instead of newline\n"
    "      --kinds LIST       of files in folders only these: docx, doc, rtf, wordml, html, mht,\n"
    "                         txt, commas between\n"
    "      --include GLOB     of files in folders only these; --exclude GLOB: not these\n"
    "      --follow           follow symbolic links in folders\n"
    "      --one-file-system  do not enter other file systems\n"
    "      --shard K/N        only part K of N\n"
    "      --settle SECONDS   pass over sources touched more lately (0)\n"
    "      --allow-empty      go on though all known sources are gone\n"
    "      --anyway           the same, or though they stand below another root\n"
    "      --verify           read every source, and every record, instead of trusting times\n"
    "  -n, --dry-run          say what would be converted\n");

static const char help_retry[] =
    N_("usage: zhengli retry [options] OUT\n"
       "Converts again what failed, under the rules and limits given now.\n"
       "      --code CODE        only failures of this code; may be repeated\n");

static const char help_run_end[] = N_(
    "  -h, --help             show this help\n"
    "examples: zhengli run -o records reports\n"
    "          find . -name '*.docx' -newer mark -print0 | zhengli run -0 --files-from - -o out\n");

static const char help_retry_end[] =
    N_("  -h, --help             show this help\n"
       "example: zhengli retry --code timeout --timeout 600 --cpu-time 600 records\n");

/* NAME=N of --limit. */
static bool
read_limit(struct zl_options *options, const char *text)
{
	struct zl_unpack_limits *limits = &options->convert.limits;
	const struct {
		const char *name;
		uint64_t *limit;
	} table[] = {
	    {"source", &limits->source_bytes},
	    {"part", &limits->part_bytes},
	    {"package", &limits->package_bytes},
	    {"ratio", &limits->ratio},
	    {"ratio-from", &limits->ratio_from},
	    {"entries", &limits->entries},
	    {"depth", &limits->depth},
	    {"paragraphs", &limits->paragraphs},
	    {"paragraph", &limits->paragraph_bytes},
	    {"text", &limits->text_bytes},
	    {"record", &options->record_bytes},
	};
	const char *equals = strchr(text, '=');

	for (size_t i = 0; equals != NULL && i < sizeof(table) / sizeof(table[0]); i++)
		if (strlen(table[i].name) == (size_t)(equals - text) &&
		    strncmp(table[i].name, text, (size_t)(equals - text)) == 0)
			return zl_option_bytes(equals + 1, table[i].limit);
	return false;
}

static bool
read_shard(struct zl_options *options, const char *text)
{
	char *end;
	unsigned long shard = strtoul(text, &end, 10);

	if (*end != '/' || !zl_option_unsigned(end + 1, 1, 100000, &options->shards))
		return false;
	options->shard = (unsigned)shard;
	return shard >= 1 && shard <= options->shards && text[0] >= '0' && text[0] <= '9';
}

static bool
read_umask(struct zl_options *options, const char *text)
{
	char *end;
	unsigned long mask = strtoul(text, &end, 8);

	options->umask = (unsigned)mask;
	return text[0] >= '0' && text[0] <= '7' && *end == '\0' && mask <= 0777;
}

static bool
read_code(const char *text)
{
	enum zl_failure failure = zl_failure_of_code(text);

	return failure != ZL_OK && failure != ZL_FAILURE_COUNT;
}

/* Adds to a NULL-terminated list, made when it is not there. */
static bool
append(const char ***list, const char *text)
{
	size_t count = 0;

	while (*list != NULL && (*list)[count] != NULL)
		count++;
	const char **longer = reallocarray(*list, count + 2, sizeof(*longer));
	if (longer == NULL)
		return false;
	longer[count] = text;
	longer[count + 1] = NULL;
	*list = longer;
	return true;
}

/* Options that take a value or switch something on, and are the same for both commands. */
static bool
read_common(struct zl_options *options, int option)
{
	const char *bad;
	uint64_t number;

	switch (option) {
	case 'j':
		return zl_option_unsigned(optarg, 1, 1024, &options->workers);
	case OPTION_RULES:
		return zl_rules_option_take(&options->rules, optarg, false);
	case OPTION_ONLY_RULES:
		return zl_rules_option_take(&options->rules, optarg, true);
	case OPTION_NORMALISE:
		options->normalise = optarg;
		return zl_normalise_choose(optarg, &options->convert.normalise, &bad);
	case OPTION_CORRECTIONS:
		options->corrections = optarg;
		return true;
	case OPTION_CHANGES:
		if (!zl_option_number(optarg, 0, SIZE_MAX, &number))
			return false;
		options->convert.emit.changes = (size_t)number;
		return true;
	case OPTION_LIMIT:
		return read_limit(options, optarg);
	case OPTION_TIMEOUT:
		return zl_option_unsigned(optarg, 1, 86400, &options->wall_seconds);
	case OPTION_CPU:
		return zl_option_unsigned(optarg, 1, 86400, &options->cpu_seconds);
	case OPTION_MEMORY:
		return zl_option_bytes(optarg, &options->memory) && options->memory >= 16 << 20;
	case OPTION_RECYCLE:
		return zl_option_unsigned(optarg, 1, 1000000000, &options->share);
	case OPTION_SANDBOX:
		return zl_sandbox_choose(optarg, &options->sandbox);
	case OPTION_UMASK:
		return read_umask(options, optarg);
	case OPTION_FAIL_FAST:
		options->max_failures = 1;
		return true;
	case OPTION_MAX_FAILURES:
		return zl_option_number(optarg, 1, UINT64_MAX, &options->max_failures);
	case OPTION_LOG:
		options->log = optarg;
		return true;
	case OPTION_METRICS:
		options->metrics = optarg;
		return true;
	case OPTION_NO_PROGRESS:
		options->no_progress = true;
		return true;
	case OPTION_WAIT:
		return zl_option_unsigned(optarg, 0, 1000000, &options->wait);
	case 'q':
		options->quiet = options->no_progress = true;
		return true;
	default:
		return false;
	}
}

/* Kinds of files, commas between. */
static bool
read_kinds(struct zl_options *options, const char *list)
{
	while (true) {
		size_t length = strcspn(list, ",");
		enum zl_kind kind = zl_kind_of_name(list, length);
		if (kind == ZL_KIND_COUNT || !zl_kind_is_read(kind))
			return false;
		options->kinds |= 1U << kind;
		if (list[length] == '\0')
			return true;
		list += length + 1;
	}
}

/* Those of run only; sets *known to whether the option is one. */
static bool
read_run(struct zl_options *options, int option, bool *known)
{
	*known = true;
	switch (option) {
	case 'o':
		options->output = optarg;
		return true;
	case 'n':
		return options->dry_run = true;
	case '0':
		return options->null = true;
	case OPTION_FILES_FROM:
		options->files_from = optarg;
		return true;
	case OPTION_KINDS:
		return read_kinds(options, optarg);
	case OPTION_INCLUDE:
		return append(&options->include, optarg);
	case OPTION_EXCLUDE:
		return append(&options->exclude, optarg);
	case OPTION_FOLLOW:
		return options->follow = true;
	case OPTION_ONE_FILE_SYSTEM:
		return options->one_file_system = true;
	case OPTION_SETTLE:
		return zl_option_unsigned(optarg, 0, 1000000, &options->settle);
	case OPTION_ALLOW_EMPTY:
		return options->allow_empty = true;
	case OPTION_ANYWAY:
		return options->anyway = true;
	case OPTION_SHARD:
		return read_shard(options, optarg);
	case OPTION_VERIFY:
		return options->verify = true;
	default:
		*known = false;
		return false;
	}
}

static bool
read_option(struct zl_options *options, int option)
{
	bool known = false;

	if (options->retry && option == OPTION_CODE)
		return read_code(optarg) && append(&options->codes, optarg);
	if (!options->retry && read_run(options, option, &known))
		return true;
	return !known && read_common(options, option);
}

static void
set_defaults(struct zl_options *options, bool retry)
{
	long cores = sysconf(_SC_NPROCESSORS_ONLN);

	*options = (struct zl_options){
	    .retry = retry,
	    .output = "zhengli-out",
	    .workers = cores < 1 ? 1 : (unsigned)cores,
	    .wall_seconds = 60,
	    .cpu_seconds = 60,
	    .share = 1000,
	    .memory = (uint64_t)1 << 30,
	    .record_bytes = (uint64_t)256 << 20,
	    .umask = ~0U,
	};
	zl_convert_defaults(&options->convert);
}

/* What is left of the command line after its options. */
static bool
read_operands(struct zl_options *options, int argc, char **argv)
{
	options->inputs = argv + optind;
	if (options->retry) {
		if (argc - optind != 1) {
			zl_message("retry takes one OUT; zhengli retry --help");
			return false;
		}
		options->output = argv[optind];
	} else if (optind == argc && options->files_from == NULL) {
		zl_message("no INPUT is given; zhengli run --help");
		return false;
	}
	return true;
}

bool
zl_options_read(struct zl_options *options, int argc, char **argv, int *status)
{
	int option;

	set_defaults(options, strcmp(argv[0], "retry") == 0);
	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "ho:j:n0q", long_options, NULL)) != -1) {
		if (option == 'h') {
			fputs(_(options->retry ? help_retry : help_run), stdout);
			fputs(_(help_common), stdout);
			fputs(_(options->retry ? help_retry_end : help_run_end), stdout);
			*status = ZL_STATUS_COMPLETE;
			return false;
		}
		if (!read_option(options, option)) {
			zl_report_option(option, argv, long_options);
			return false;
		}
	}
	return read_operands(options, argc, argv);
}

void
zl_options_free(struct zl_options *options)
{
	free(options->include);
	free(options->exclude);
	free(options->codes);
}
