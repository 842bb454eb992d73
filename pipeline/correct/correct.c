/* correct.c: zhengli correct: corrections of one source, made from the command line. */
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "import.h"
#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "trial.h"
#include "verbs.h"

static const char help[] =
    N_("usage: zhengli correct --corrections DIR [options] FILE VERB...\n"
       "       zhengli correct --corrections DIR --import BUNDLE [-n] [OUT]\n"
       "Keeps what people say of how FILE was read; zhengli run --corrections DIR applies it.\n"
       "  N=finding|section|recommendation|text   what begins in paragraph N is this\n"
       "  N=finding:WORDS        the same of what begins with these words in it\n"
       "  N..M=answers:K         paragraphs N to M answer the finding at K\n"
       "  N=until:WORDS          the response above ends before these words\n"
       "  N=unanswered           the report does not say what was done about it\n"
       "  N=statement:WORDS      these words are the statement\n"
       "  N=under:K              the finding at N is part of that at K; 0: of none\n"
       "  NAME=fact:N:WORDS      the fact is these words\n"
       "  N=note:TEXT            for people\n"
       "      --checked          somebody vouches for the whole reading\n"
       "      --by NAME          who (default: the user's name)\n"
       "      --import BUNDLE    take what a page of zhengli review exported\n"
       "  -n, --dry-run          write nothing\n");

struct options {
	struct zl_import import;
	bool checked;
};

enum { OPTION_CORRECTIONS = 256, OPTION_IMPORT, OPTION_BY, OPTION_CHECKED, OPTION_HELP };

static const struct option long_options[] = {
    {"corrections", required_argument, NULL, OPTION_CORRECTIONS},
    {"import", required_argument, NULL, OPTION_IMPORT},
    {"by", required_argument, NULL, OPTION_BY},
    {"checked", no_argument, NULL, OPTION_CHECKED},
    {"dry-run", no_argument, NULL, 'n'},
    {"help", no_argument, NULL, OPTION_HELP},
    {NULL, 0, NULL, 0},
};

static bool
keep(struct zl_store *store, const char *text, struct zl_string *out)
{
	return zl_arena_copy(&store->arena, text, strlen(text), out);
}

/* The corrections of the source as they stand, with room for more verbs; NULL: no memory. */
static struct zl_corrections *
begin(struct zl_store *store, const char *sha256, const char *path, size_t more)
{
	const struct zl_corrections *old = zl_store_of(store, sha256);
	struct zl_corrections *fresh = zl_arena_zero(&store->arena, 1, sizeof(*fresh));
	size_t count = (old == NULL ? 0 : old->count) + more;
	const char *name = strrchr(path, '/');

	if (fresh == NULL)
		return NULL;
	if (old != NULL)
		*fresh = *old;
	memcpy(fresh->source, sha256, sizeof(fresh->source));
	fresh->items = zl_arena_zero(&store->arena, count + 1, sizeof(*fresh->items));
	if (fresh->items == NULL ||
	    (fresh->path.length == 0 && !keep(store, name == NULL ? path : name + 1, &fresh->path)))
		return NULL;
	for (size_t i = 0; i < fresh->count; i++)
		fresh->items[i] = old->items[i];
	return fresh;
}

static void
add_verb(struct zl_corrections *corrections, const struct zl_correction *verb)
{
	size_t kept = 0;

	for (size_t i = 0; i < corrections->count; i++)
		if (!zl_verb_replaces(verb, &corrections->items[i]))
			corrections->items[kept++] = corrections->items[i];
	corrections->items[kept++] = *verb;
	corrections->count = kept;
}

/* Of "until" nobody says which finding: it is the last one before that has a verb or a response. */
static bool
find_finding(const struct zl_document *document, struct zl_correction *verb)
{
	for (const struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_TEXT || node->n > verb->n)
			continue;
		for (const struct zl_node *up = node->parent; up != NULL; up = up->parent)
			if (up->kind == ZL_NODE_PROBLEM)
				verb->of = node->n;
	}
	return verb->of > 0;
}

/* Reads the verbs into the corrections. */
static bool
read_verbs(struct zl_store *store, const struct zl_trial *before, char **verbs,
	   struct zl_corrections *corrections)
{
	for (; *verbs != NULL; verbs++) {
		struct zl_correction verb;
		const char *complaint =
		    zl_verb_read(&store->arena, &before->document, *verbs, &verb);
		if (complaint == NULL && verb.verb == ZL_VERB_RESPONSE && verb.of == 0 &&
		    !find_finding(&before->document, &verb))
			complaint = _("there is no finding above");
		if (complaint != NULL) {
			zl_message("%s: %s", *verbs, complaint);
			return false;
		}
		add_verb(corrections, &verb);
	}
	return true;
}

static void
tell(const struct zl_trial *before, const struct zl_trial *after)
{
	printf(_("findings %u, paired %u; before: %u, %u%s\n"), zl_trial_count(after, "findings"),
	       zl_trial_count(after, "paired"), zl_trial_count(before, "findings"),
	       zl_trial_count(before, "paired"),
	       zl_trial_same(before, after) ? _("; the reading is the same") : "");
}

/* Tries the corrections, says what they change, and keeps them. */
static int
try_and_keep(struct zl_converter *converter, const struct options *options, const char *path,
	     const struct zl_buffer *source, const struct zl_trial *before,
	     const struct zl_corrections *corrections)
{
	struct zl_trial after;
	const struct zl_remark *stale = NULL;
	int status = ZL_STATUS_COMPLETE;

	if (!zl_trial_make(converter, path, source, corrections, &after)) {
		status = ZL_STATUS_FAILURES;
	} else if (zl_trial_stale(&after, &stale) > 0) {
		zl_message("%s: paragraph %u: %.*s; nothing is written", path, stale->n,
			   (int)stale->message.length, stale->message.data);
		status = ZL_STATUS_USAGE;
	} else {
		tell(before, &after);
		if (!options->import.dry_run &&
		    !zl_store_put(options->import.folder, corrections, ".xml"))
			status = ZL_STATUS_BROKEN;
	}
	zl_trial_free(&after);
	return status;
}

static bool
sign(struct zl_store *store, const struct options *options, struct zl_corrections *corrections)
{
	char today[16];
	time_t now = time(NULL);
	struct tm parts;

	localtime_r(&now, &parts);
	strftime(today, sizeof(today), "%Y-%m-%d", &parts);
	return keep(store, options->import.by, &corrections->by) &&
	       (!options->checked || keep(store, today, &corrections->checked));
}

static int
correct(const struct options *options, const char *path, char **verbs)
{
	struct zl_store store = {0};
	struct zl_converter converter = {0};
	struct zl_buffer source = {0};
	struct zl_trial before = {0};
	struct zl_corrections *corrections = NULL;
	int status = ZL_STATUS_BROKEN;
	char sha256[65];
	size_t count = 0;

	while (verbs[count] != NULL)
		count++;
	if (zl_trial_read(path, &source) && zl_trial_prepare(&converter) &&
	    (access(options->import.folder, F_OK) == -1 ||
	     zl_store_read(&store, options->import.folder))) {
		zl_digest(source.data, source.length, sha256);
		corrections = begin(&store, sha256, path, count);
		if (corrections == NULL || !sign(&store, options, corrections))
			zl_message("out of memory");
		else if (!zl_trial_make(&converter, path, &source, NULL, &before))
			status = ZL_STATUS_FAILURES;
		else if (!read_verbs(&store, &before, verbs, corrections))
			status = ZL_STATUS_USAGE;
		else
			status =
			    try_and_keep(&converter, options, path, &source, &before, corrections);
	}
	zl_trial_free(&before);
	zl_converter_free(&converter);
	zl_buffer_free(&source);
	zl_store_free(&store);
	return status;
}

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
	int left = argc - optind;
	if (options.import.folder == NULL ||
	    (options.import.bundle != NULL ? left > 1
					   : left < 1 || (left < 2 && !options.checked))) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	if (options.import.bundle == NULL)
		return correct(&options, argv[optind], argv + optind + 1);
	options.import.out = argv[optind];
	return zl_import(&options.import);
}
