/* export_options.c: the command line of zhengli export. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "export_parts.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"

static const struct zl_target *const targets[] = {
    &zl_target_csv,	  &zl_target_jsonl, &zl_target_sqlite, &zl_target_ledger,
    &zl_target_catalogue, &zl_target_dat93, &zl_target_bag,    &zl_target_eep,
    &zl_target_atom,	  &zl_target_ead,   &zl_target_dc,
};

static const char help[] = N_(
    "usage: zhengli export --to FORMAT -o DEST [OPTION...] OUT\n"
    "       zhengli export --check DEST\n"
    "Writes what OUT holds for a records system, all of it or nothing.\n"
    "FORMAT is csv, jsonl, sqlite, ledger, catalogue, dat93, bag, eep, atom, ead or dc.\n"
    "  -o DEST                what is written; it must not be there; - for jsonl: standard output\n"
    "      --since TOKEN      only what changed since (not sqlite, ledger, bag, ead)\n"
    "      --into FILE        sqlite: bring this database up to date\n"
    "      --select GLOB      only these paths; may be repeated\n"
    "      --without NAME     leave this column or fact out; may be repeated\n"
    "      --sidecar FILE     what no report tells, as CSV; may be repeated\n"
    "      --sidecar-encoding NAME\n"
    "      --sidecar-template write a sidecar to be filled in for what is missing to DEST\n"
    "      --code PATTERN     how 档号 is built where the sidecar gives none\n"
    "      --skip-incomplete  leave out what lacks a field, and list it in incomplete.csv\n"
    "      --strict           a row of a sidecar that matches nothing is an error\n"
    "      --xslt FILE        eep, ead, dc, dat93: this style sheet instead\n"
    "      --schema FILE      eep, ead, dc: what is written is valid against this XML schema\n"
    "      --embed            eep: the files themselves, not their digests\n"
    "      --batch N          dat93: items a package (100); bag: reports a bag (all)\n"
    "      --layout 2012      dat93: names and fields of 2012\n"
    "      --describe TEXT    dat93: what the package holds\n"
    "      --columns FILE     catalogue: columns, NAME = FIELD a line\n"
    "      --files            catalogue: lay the sources beside it, by 档号\n"
    "      --object-root DIR  atom: where the sources lie for AtoM\n"
    "      --no-bom           csv without a byte order mark\n"
    "      --wait SECONDS     wait for a run to end\n"
    "  -n, --dry-run          check all, write nothing\n"
    "  -h, --help             show this help\n"
    "examples: zhengli export --to ledger -o ledger.xlsx records\n"
    "          zhengli export --to csv --without phone -o tables records\n");

enum {
	TO = 256,
	SINCE,
	INTO,
	SELECT,
	WITHOUT,
	SIDECAR,
	ENCODING,
	TEMPLATE,
	CODE,
	SKIP,
	STRICT,
	XSLT,
	SCHEMA,
	EMBED,
	BATCH,
	LAYOUT,
	DESCRIBE,
	COLUMNS,
	FILES,
	OBJECTS,
	NO_BOM,
	WAIT,
	CHECK,
	HELP
};

static const struct option long_options[] = {
    {"to", required_argument, NULL, TO},
    {"since", required_argument, NULL, SINCE},
    {"into", required_argument, NULL, INTO},
    {"select", required_argument, NULL, SELECT},
    {"without", required_argument, NULL, WITHOUT},
    {"sidecar", required_argument, NULL, SIDECAR},
    {"sidecar-encoding", required_argument, NULL, ENCODING},
    {"sidecar-template", no_argument, NULL, TEMPLATE},
    {"code", required_argument, NULL, CODE},
    {"skip-incomplete", no_argument, NULL, SKIP},
    {"strict", no_argument, NULL, STRICT},
    {"xslt", required_argument, NULL, XSLT},
    {"schema", required_argument, NULL, SCHEMA},
    {"embed", no_argument, NULL, EMBED},
    {"batch", required_argument, NULL, BATCH},
    {"layout", required_argument, NULL, LAYOUT},
    {"describe", required_argument, NULL, DESCRIBE},
    {"columns", required_argument, NULL, COLUMNS},
    {"files", no_argument, NULL, FILES},
    {"object-root", required_argument, NULL, OBJECTS},
    {"no-bom", no_argument, NULL, NO_BOM},
    {"wait", required_argument, NULL, WAIT},
    {"check", required_argument, NULL, CHECK},
    {"dry-run", no_argument, NULL, 'n'},
    {"help", no_argument, NULL, HELP},
    {0},
};

/* Puts value behind those of a list that ends in NULL. */
static bool
add(const char ***list, const char *value)
{
	size_t count = 0;

	while (*list != NULL && (*list)[count] != NULL)
		count++;
	const char **grown = reallocarray(*list, count + 2, sizeof(*grown));
	if (grown == NULL)
		return false;
	*list = grown;
	grown[count] = value;
	grown[count + 1] = NULL;
	return true;
}

static bool
read_number(const char *text, unsigned *number)
{
	char *end;
	unsigned long value = strtoul(text, &end, 10);

	*number = (unsigned)value;
	return *text >= '0' && *text <= '9' && *end == '\0' && value <= 1000000;
}

/* Options with a text for a value. */
static const char **
text_of(struct zl_export_options *options, int option)
{
	switch (option) {
	case 'o':
		return &options->destination;
	case TO:
		return &options->format;
	case SINCE:
		return &options->since;
	case INTO:
		return &options->into;
	case ENCODING:
		return &options->sidecar_encoding;
	case CODE:
		return &options->code;
	case XSLT:
		return &options->xslt;
	case SCHEMA:
		return &options->schema;
	case DESCRIBE:
		return &options->describe;
	case COLUMNS:
		return &options->columns;
	case OBJECTS:
		return &options->object_root;
	case CHECK:
		return &options->check;
	default:
		return NULL;
	}
}

static bool *
flag_of(struct zl_export_options *options, int option)
{
	switch (option) {
	case 'n':
		return &options->dry_run;
	case TEMPLATE:
		return &options->sidecar_template;
	case SKIP:
		return &options->skip_incomplete;
	case STRICT:
		return &options->strict;
	case EMBED:
		return &options->embed;
	case NO_BOM:
		return &options->no_bom;
	case FILES:
		return &options->files;
	default:
		return NULL;
	}
}

static bool
read_option(struct zl_export_options *options, int option)
{
	const char **text = text_of(options, option);
	bool *flag = flag_of(options, option);

	if (text != NULL)
		*text = optarg;
	if (flag != NULL)
		*flag = true;
	if (text != NULL || flag != NULL)
		return true;
	switch (option) {
	case SELECT:
		return add(&options->select, optarg);
	case WITHOUT:
		return add(&options->without, optarg);
	case SIDECAR:
		return add(&options->sidecars, optarg);
	case BATCH:
		return read_number(optarg, &options->batch) && options->batch > 0;
	case WAIT:
		return read_number(optarg, &options->wait);
	case LAYOUT:
		options->layout_2012 = strcmp(optarg, "2012") == 0;
		return options->layout_2012;
	default:
		return false;
	}
}

/* What is wrong with the options taken together; NULL when nothing is. */
static const char *
contradiction(const struct zl_export *export)
{
	const struct zl_export_options *options = &export->options;
	const struct zl_target *target = export->target;
	const char *name, *destination = options->destination;
	size_t length;

	if (options->format == NULL || target == NULL)
		return _("--to takes csv, jsonl, sqlite, ledger, catalogue, dat93, bag, eep, atom, "
			 "ead "
			 "or dc");
	if (options->into != NULL && target != &zl_target_sqlite)
		return _("--into is for sqlite");
	if (options->into != NULL && (destination != NULL || options->since != NULL))
		return _("--into keeps its own token, and takes no -o");
	if (destination == NULL && options->into == NULL && !options->dry_run)
		return _("-o DEST is missing");
	if (destination != NULL && strcmp(destination, "-") == 0 && target != &zl_target_jsonl)
		return _("-o - is for jsonl");
	if (options->since != NULL && (!target->incremental || target == &zl_target_sqlite))
		return _("--since is not for this format; sqlite has --into");
	if (options->code != NULL && !zl_code_is_known(options->code, &name, &length))
		return _("--code names a field that is none");
	if (options->sidecar_template && target->wants == NULL)
		return _("this format wants no sidecar");
	return NULL;
}

static const struct zl_target *
find_target(const char *name)
{
	for (size_t i = 0; name != NULL && i < sizeof(targets) / sizeof(targets[0]); i++)
		if (strcmp(targets[i]->name, name) == 0)
			return targets[i];
	return NULL;
}

/* What the options come to; false, and said, when they do not fit together. */
static bool
settle(struct zl_export *export, int argc, char **argv)
{
	struct zl_export_options *options = &export->options;

	if (options->check != NULL && optind == argc)
		return true;
	if (optind + 1 != argc) {
		fputs(_(help), stderr);
		return false;
	}
	options->out = argv[optind];
	export->target = find_target(options->format);
	const char *wrong = contradiction(export);
	if (wrong != NULL) {
		zl_message("%s; zhengli export --help", wrong);
		return false;
	}
	export->wants = export->target->wants;
	if (options->sidecar_template) {
		export->target = &zl_target_template;
		options->skip_incomplete = true;
	}
	return true;
}

bool
zl_export_options_read(struct zl_export *export, int argc, char **argv, int *status)
{
	struct zl_export_options *options = &export->options;
	int option;

	*status = ZL_STATUS_USAGE;
	options->batch = 0;
	opterr = 0;
	optind = 1;
	if (!add(&options->select, NULL) || !add(&options->without, NULL) ||
	    !add(&options->sidecars, NULL))
		return false;
	while ((option = getopt_long(argc, argv, "o:n", long_options, NULL)) != -1) {
		if (option == HELP) {
			fputs(_(help), stdout);
			*status = ZL_STATUS_COMPLETE;
			return false;
		}
		if (!read_option(options, option)) {
			zl_report_option(option, argv, long_options);
			return false;
		}
	}
	return settle(export, argc, argv);
}

void
zl_export_options_free(struct zl_export_options *options)
{
	free(options->select);
	free(options->without);
	free(options->sidecars);
}
