/* check.c: zhengli corrections check: which corrections are needed still, and which no longer fit.
 */
#include <getopt.h>
#include <stdio.h>
#include <string.h>

#include "example.h"
#include "option.h"
#include "pipeline/batch/read_file.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "sources.h"
#include "trial.h"

static const char help[] = N_(
    "usage: zhengli corrections check --corrections DIR OUT\n"
    "Reads each corrected source of OUT anew and says of every correction: needed; redundant: the\n"
    "rules read it so now, delete it; stale: its paragraph begins otherwise; orphaned: OUT has no\n"
    "source with these bytes.  Exit status 1 when one is stale or orphaned.\n"
    "\n"
    "       zhengli corrections example --corrections DIR FILE\n"
    "Prints the lines around each correction of FILE, as it is read with them, as an example to "
    "be\n"
    "shortened and put in a rule file: it fails there until a rule reads it so.\n"
    "  -h, --help  show this help\n"
    "example: zhengli corrections check --corrections corrections records\n");

struct checking {
	struct zl_store store;
	struct zl_state state;
	struct zl_converter converter;
	unsigned needed, redundant, stale, orphaned;
};

static void
tell(const struct zl_corrections *corrections, const struct zl_correction *verb, const char *what,
     const char *why)
{
	printf("%-9s %.*s", what, (int)corrections->path.length,
	       corrections->path.length > 0 ? corrections->path.data : "");
	if (corrections->path.length == 0)
		printf("%.16s", corrections->source);
	if (verb != NULL)
		printf(" %u %s", verb->n, zl_verb_name(verb->verb));
	printf("%s%s\n", why == NULL ? "" : ": ", why == NULL ? "" : why);
}

/* The flag that says that the verb was not applied; NULL when it was. */
static const struct zl_remark *
stale_flag(const struct zl_trial *trial, const struct zl_correction *verb)
{
	size_t length = strlen(zl_verb_name(verb->verb));

	for (size_t i = 0; i < trial->document.flags.count; i++) {
		const struct zl_remark *flag = &trial->document.flags.items[i];
		if (strcmp(flag->code, "correction-stale") == 0 && flag->n == verb->n &&
		    flag->message.length > length &&
		    strncmp(flag->message.data, zl_verb_name(verb->verb), length) == 0)
			return flag;
	}
	return NULL;
}

/* Whether the reading is the same without the verb.  False, and *failed, when that cannot be told.
 */
static bool
is_redundant(struct checking *checking, const struct zl_corrections *corrections, size_t index,
	     const char *name, const struct zl_buffer *source, const struct zl_trial *with,
	     bool *failed)
{
	struct zl_corrections fewer = *corrections;
	struct zl_correction removed = corrections->items[index];
	struct zl_trial without;

	/* A note stands in its place: it changes nothing. */
	corrections->items[index].verb = ZL_VERB_NOTE;
	*failed = !zl_trial_make(&checking->converter, name, source, &fewer, &without);
	corrections->items[index] = removed;
	bool same = !*failed && zl_trial_same(with, &without);
	zl_trial_free(&without);
	return same;
}

static bool
check_verbs(struct checking *checking, const struct zl_corrections *corrections, const char *name,
	    const struct zl_buffer *source)
{
	struct zl_trial with;
	bool failed = !zl_trial_make(&checking->converter, name, source, corrections, &with);

	for (size_t i = 0; !failed && i < corrections->count; i++) {
		const struct zl_correction *verb = &corrections->items[i];
		const struct zl_remark *stale = stale_flag(&with, verb);
		if (verb->verb == ZL_VERB_NOTE)
			continue;
		if (stale != NULL) {
			checking->stale++;
			tell(corrections, verb, "stale", stale->message.data);
		} else if (is_redundant(checking, corrections, i, name, source, &with, &failed)) {
			checking->redundant++;
			tell(corrections, verb, "redundant", NULL);
		} else if (!failed) {
			checking->needed++;
			tell(corrections, verb, "needed", NULL);
		}
	}
	zl_trial_free(&with);
	return !failed;
}

static bool
check_source(struct checking *checking, const struct zl_corrections *corrections)
{
	struct zl_buffer name = {0}, path = {0}, source = {0};
	bool found, named = false;
	bool done = zl_source_find(&checking->state, corrections->source, &name, &path, &found);

	if (done && !found) {
		done = zl_source_named(&checking->state, corrections->path, &named);
		checking->orphaned++;
		tell(corrections, NULL, "orphaned",
		     named ? _("the source has other bytes now") : NULL);
	} else if (done) {
		done = zl_read_file(path.data, &source) &&
		       check_verbs(checking, corrections, name.data, &source);
	}
	zl_buffer_free(&name);
	zl_buffer_free(&path);
	zl_buffer_free(&source);
	return done;
}

static int
check(const char *folder, const char *out)
{
	struct checking checking = {0};
	int status = ZL_STATUS_BROKEN;

	if (zl_store_read(&checking.store, folder) && zl_trial_prepare(&checking.converter) &&
	    zl_state_open(&checking.state, out, ZL_STATE_READ)) {
		status = ZL_STATUS_COMPLETE;
		for (size_t i = 0; status == ZL_STATUS_COMPLETE && i < checking.store.sources.count;
		     i++)
			if (!check_source(&checking, &checking.store.sources.items[i]))
				status = ZL_STATUS_BROKEN;
	}
	if (status == ZL_STATUS_COMPLETE) {
		printf(_("%u needed, %u redundant, %u stale, %u orphaned\n"), checking.needed,
		       checking.redundant, checking.stale, checking.orphaned);
		status = checking.stale + checking.orphaned > 0 ? ZL_STATUS_FAILURES
								: ZL_STATUS_COMPLETE;
	}
	if (checking.state.database != NULL)
		zl_state_close(&checking.state);
	zl_converter_free(&checking.converter);
	zl_store_free(&checking.store);
	return status;
}

int
zl_command_corrections(int argc, char **argv)
{
	const char *folder = NULL;
	int status = zl_corrections_option(argc, argv, _(help), &folder);

	if (folder == NULL)
		return status;
	if (argc - optind == 2 && strcmp(argv[optind], "check") == 0)
		return check(folder, argv[optind + 1]);
	if (argc - optind == 2 && strcmp(argv[optind], "example") == 0)
		return zl_corrections_example(folder, argv[optind + 1]);
	fputs(_(help), stderr);
	return ZL_STATUS_USAGE;
}
