/* score.c: zhengli score: how well records agree with hand-checked answers. */
#include <errno.h>
#include <fcntl.h>
#include <fts.h>
#include <getopt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "program.h"
#include "score_parts.h"
#include "score_print.h"

struct options {
	double least; /* F1 of the pairs below which the exit status is 1 */
	bool json, list;
	const char *records, *gold;
};

/* Paths, each to be freed. */
struct paths {
	char **items;
	size_t count, room;
};

static const char usage_text[] = N_(
    "usage: zhengli score [--json] [--list] [--min F1] RECORDS GOLD\n"
    "Compares records (a file, or a folder searched for .xml) with hand-checked answers (a file, "
    "or\n"
    "a folder of .json).  NAME.json is compared with every record whose file name starts with "
    "NAME.\n"
    "  --json      print JSON\n"
    "  --list      name the problems that are missing and those that are not in the gold\n"
    "  --min F1    exit with status 1 when the F1 of all pairs is below this (default 1.0)\n"
    "  -h, --help  show this help\n"
    "example: zhengli score --list records/records gold\n");

static const char *
base_name(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash == NULL ? path : slash + 1;
}

static bool
ends_with(const char *text, const char *end)
{
	size_t length = strlen(text), tail = strlen(end);

	return length >= tail && strcmp(text + length - tail, end) == 0;
}

static enum zl_status
add_path(struct paths *paths, const char *path)
{
	if (paths->count == paths->room) {
		size_t more = paths->room == 0 ? 64 : paths->room * 2;
		char **moved = reallocarray(paths->items, more, sizeof(*moved));
		if (moved == NULL)
			return ZL_FAILED;
		paths->items = moved;
		paths->room = more;
	}
	paths->items[paths->count] = strdup(path);
	return paths->items[paths->count] != NULL && ++paths->count > 0;
}

static void
free_paths(struct paths *paths)
{
	for (size_t i = 0; i < paths->count; i++)
		free(paths->items[i]);
	free(paths->items);
}

static int
order_paths(const void *left, const void *right)
{
	const char *const *a = left, *const *b = right;

	return strcmp(*a, *b);
}

/*
 * The file at root, or the files below it whose names end in suffix (deep: in its folders, too),
 * in the order of their paths.  False, with errno set, when they cannot be listed.
 */
static enum zl_status
find_files(const char *root, const char *suffix, bool deep, struct paths *paths)
{
	char *const roots[] = {(char *)root, NULL};
	FTS *walk = fts_open(roots, FTS_PHYSICAL | FTS_COMFOLLOW | FTS_NOCHDIR, NULL);
	int failed = 0;

	if (walk == NULL)
		return ZL_FAILED;
	for (FTSENT *entry; failed == 0 && (entry = fts_read(walk)) != NULL;) {
		if (entry->fts_info == FTS_NS || entry->fts_info == FTS_DNR ||
		    entry->fts_info == FTS_ERR)
			failed = entry->fts_errno;
		else if (entry->fts_info == FTS_D && entry->fts_level > 0 && !deep)
			fts_set(walk, entry, FTS_SKIP);
		else if ((entry->fts_info == FTS_F || entry->fts_info == FTS_SL) &&
			 (entry->fts_level == 0 || ends_with(entry->fts_name, suffix)) &&
			 !add_path(paths, entry->fts_path))
			failed = ENOMEM;
	}
	fts_close(walk);
	if (paths->count > 0)
		qsort(paths->items, paths->count, sizeof(*paths->items), order_paths);
	errno = failed;
	return failed == 0;
}

static enum zl_status
complain(const char *path, const char *words)
{
	zl_message("%s: %s", path, words);
	return ZL_FAILED;
}

static enum zl_status
read_sheet(const char *path, struct zl_score_sheet *sheet,
	   enum zl_status (*read)(const char *, size_t, struct zl_score_sheet *,
				  struct zl_buffer *))
{
	struct zl_buffer bytes = {0}, words = {0};
	bool good = zl_program_read_file(path, &bytes);

	if (!good)
		complain(path, strerror(errno));
	else if (!(good = read(bytes.data == NULL ? "" : bytes.data, bytes.length, sheet, &words)))
		complain(path, words.data == NULL ? "out of memory" : words.data);
	zl_buffer_free(&bytes);
	zl_buffer_free(&words);
	return good;
}

/* Compares one record with its gold and reports it. */
static enum zl_status
score_record(const char *path, const char *gold_path, const struct zl_score_sheet *gold,
	     struct zl_score_total *total, struct zl_score_report *report)
{
	struct zl_score_sheet found = {0};
	struct zl_score score = {0};
	bool good = read_sheet(path, &found, zl_score_read_record);

	if (good && !(good = zl_score_compare(gold, &found, &score) &&
			     zl_score_report_record(report, path, gold_path, &score, gold, &found)))
		complain(path, "out of memory");
	if (good)
		zl_score_count_in(total, &score);
	free(score.partner);
	zl_score_free(&found);
	return good;
}

/* Compares one gold file with each of its records; *found tells whether there are any. */
static enum zl_status
score_gold(const char *path, const struct paths *records, bool only_one,
	   struct zl_score_total *total, struct zl_score_report *report, bool *found)
{
	struct zl_score_sheet gold = {0};
	const char *name = base_name(path);
	size_t length = strlen(name) - (ends_with(name, ".json") ? strlen(".json") : 0);
	bool good = read_sheet(path, &gold, zl_score_read_gold);

	*found = false;
	for (size_t i = 0; good && i < records->count; i++)
		if (only_one || strncmp(base_name(records->items[i]), name, length) == 0) {
			*found = true;
			good = score_record(records->items[i], path, &gold, total, report);
		}
	zl_score_free(&gold);
	return good;
}

/* The exit status. */
static int
score_all(const struct options *options, const struct paths *records, const struct paths *golds)
{
	struct zl_score_report *report = zl_score_report_new(stdout, options->json, options->list);
	struct zl_score_total total = {0};
	const bool only_one = records->count == 1 && golds->count == 1;
	const struct zl_score_count *pairs = &total.micro[ZL_SCORE_PAIRS];
	bool good = report != NULL, complete = true;

	for (size_t i = 0; good && i < golds->count; i++) {
		bool found;
		good = score_gold(golds->items[i], records, only_one, &total, report, &found);
		if (good && !found) {
			complete = false;
			good = zl_score_report_missing(report, golds->items[i]);
		}
	}
	if (report != NULL && !zl_score_report_end(report, &total))
		good = complain(_("standard output"), _("cannot be written"));
	if (!good)
		return ZL_STATUS_BROKEN;
	if (!complete || total.records == 0)
		return ZL_STATUS_FAILURES;
	return zl_score_ratio((double)pairs->right, pairs->found, pairs->gold).f1 >= options->least
		   ? ZL_STATUS_COMPLETE
		   : ZL_STATUS_FAILURES;
}

/* Fills in the options; false, the exit status in *status, when there is nothing more to do. */
static enum zl_status
read_options(int argc, char **argv, struct options *options, int *status)
{
	static const struct option names[] = {
	    {"json", no_argument, NULL, 'j'},
	    {"list", no_argument, NULL, 'l'},
	    {"min", required_argument, NULL, 'm'},
	    {"help", no_argument, NULL, 'h'},
	    {NULL, 0, NULL, 0},
	};
	char *end = NULL;

	*options = (struct options){.least = 1};
	*status = ZL_STATUS_USAGE;
	opterr = 0;
	optind = 0; /* this may not be the first reading of options in the process */
	for (int c; (c = getopt_long(argc, argv, "", names, NULL)) != -1;)
		switch (c) {
		case 'j':
			options->json = true;
			break;
		case 'l':
			options->list = true;
			break;
		case 'm':
			options->least = strtod(optarg, &end);
			if (end != optarg && *end == '\0' && options->least >= 0)
				break;
			return zl_report_option(c, argv, names), ZL_FAILED;
		case 'h':
			*status = fputs(_(usage_text), stdout) < 0 ? ZL_STATUS_BROKEN
								   : ZL_STATUS_COMPLETE;
			return ZL_FAILED;
		default:
			return zl_report_option(c, argv, names), ZL_FAILED;
		}
	if (argc - optind != 2)
		return fputs(_(usage_text), stderr), false;
	options->records = argv[optind];
	options->gold = argv[optind + 1];
	return ZL_DONE;
}

int
zl_command_score(int argc, char **argv)
{
	struct options options;
	struct paths records = {0}, golds = {0};
	int status;

	if (!read_options(argc, argv, &options, &status))
		return status;
	status = ZL_STATUS_BROKEN;
	if (!find_files(options.records, ".xml", true, &records))
		complain(options.records, strerror(errno));
	else if (!find_files(options.gold, ".json", false, &golds))
		complain(options.gold, strerror(errno));
	else
		status = score_all(&options, &records, &golds);
	free_paths(&records);
	free_paths(&golds);
	return status;
}
