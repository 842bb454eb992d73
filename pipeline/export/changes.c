/*
 * changes.c: zhengli changes: what became of documents since a token, as JSON Lines, and the token
 * to ask with next time.
 */
#include <getopt.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "base/vector.h"
#include "documents.h"
#include "export.h"
#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"

/* A document whose source is gone; another that has its bytes may be the same one, moved. */
struct leaver {
	char source[65];
	char *path; /* owned */
	unsigned comers;
};

struct changes {
	struct zl_documents documents;
	int64_t limit;
	ZL_VECTOR(struct leaver) leavers; /* sorted by source */
	struct zl_item item;
	struct zl_buffer line;
	int64_t last; /* the change that was told last */
};

const char *
zl_gone_reason(const struct zl_item *item)
{
	return item->kind == ZL_DOCUMENT_MISSING ? "missing" : "failed";
}

/* To those that begin with nothing, what is gone is nothing to say. */
static bool
is_leaver(const struct changes *changes)
{
	return changes->documents.since > 0 && changes->item.kind == ZL_DOCUMENT_MISSING &&
	       changes->item.source[0] != '\0';
}

static int
compare_leavers(const void *one, const void *two)
{
	return strcmp(((const struct leaver *)one)->source, ((const struct leaver *)two)->source);
}

static int
compare_source(const void *key, const void *item)
{
	return strcmp(key, ((const struct leaver *)item)->source);
}

/* The only document that is gone and had these bytes; NULL for none, or several. */
static struct leaver *
leaver_of(const struct changes *changes, const char *source)
{
	struct leaver *items = changes->leavers.items;
	size_t behind =
	    zl_search_behind(source, items, changes->leavers.count, sizeof(*items), compare_source);

	if (behind == 0 || strcmp(items[behind - 1].source, source) != 0 ||
	    (behind > 1 && strcmp(items[behind - 2].source, source) == 0))
		return NULL;
	return &items[behind - 1];
}

/* Notes what is gone, and how many others have its bytes. */
static enum zl_status
find_moves(struct changes *changes)
{
	struct zl_documents *documents = &changes->documents;

	if (documents->since == 0)
		return ZL_DONE;
	if (!zl_documents_begin(documents, ZL_ORDER_CHANGE, changes->limit))
		return ZL_FAILED;
	while (zl_documents_next(documents, &changes->item)) {
		if (!is_leaver(changes))
			continue;
		struct leaver *leaver = zl_vector_push(&changes->leavers);
		if (leaver == NULL || (leaver->path = strdup(changes->item.path.data)) == NULL) {
			zl_message("out of memory");
			return ZL_FAILED;
		}
		memcpy(leaver->source, changes->item.source, sizeof(leaver->source));
	}
	if (changes->leavers.count == 0 || documents->failed)
		return documents->failed ? ZL_FAILED : ZL_DONE;
	qsort(changes->leavers.items, changes->leavers.count, sizeof(struct leaver),
	      compare_leavers);
	if (!zl_documents_begin(documents, ZL_ORDER_CHANGE, changes->limit))
		return ZL_FAILED;
	while (zl_documents_next(documents, &changes->item)) {
		struct leaver *leaver = changes->item.kind == ZL_DOCUMENT_PUT
					    ? leaver_of(changes, changes->item.source)
					    : NULL;
		if (leaver != NULL)
			leaver->comers++;
	}
	return documents->failed ? ZL_FAILED : ZL_DONE;
}

static void
add_text(struct zl_buffer *line, const char *name, const char *text)
{
	zl_json_member(line, name);
	zl_json_string(line, text, strlen(text));
}

static void
add_put(const struct changes *changes, struct zl_buffer *line)
{
	const struct zl_item *item = &changes->item;
	const struct leaver *leaver = leaver_of(changes, item->source);

	zl_buffer_format(line,
			 ",\"record\":\"zl-%.16s\",\"sha256\":\"%s\",\"bytes\":%" PRIu64
			 ",\"source\":\"%s\"",
			 item->source, item->record, item->record_bytes, item->source);
	zl_json_member(line, "file");
	zl_json_name(line, item->file.data, item->file.length);
	if (leaver != NULL && leaver->comers == 1)
		add_text(line, "moved-from", leaver->path);
	if (item->stale)
		add_text(line, "stale", "unreadable");
}

static enum zl_status
tell(struct changes *changes)
{
	const struct zl_item *item = &changes->item;
	struct zl_buffer *line = &changes->line;
	bool put = item->kind == ZL_DOCUMENT_PUT;

	changes->last = item->change;
	if (!put && changes->documents.since == 0)
		return ZL_DONE;
	zl_buffer_clear(line);
	zl_buffer_format(line, "{\"change\":%" PRId64, item->change);
	add_text(line, "op", put ? "put" : "delete");
	add_text(line, "path", item->path.data);
	if (put)
		add_put(changes, line);
	else
		add_text(line, "why", zl_gone_reason(item));
	if (item->kind == ZL_DOCUMENT_WITHDRAWN)
		add_text(line, "code", item->code);
	zl_buffer_text(line, "}\n");
	return !line->failed && fwrite(line->data, 1, line->length, stdout) == line->length
		   ? ZL_DONE
		   : ZL_FAILED;
}

static int
carry_out(struct changes *changes)
{
	struct zl_documents *documents = &changes->documents;
	struct zl_buffer token = {0};

	changes->last = documents->since;
	bool done =
	    find_moves(changes) && zl_documents_begin(documents, ZL_ORDER_CHANGE, changes->limit);
	int64_t count = 0;
	for (; done && zl_documents_next(documents, &changes->item); count++)
		done = tell(changes);
	if (done && count < changes->limit)
		changes->last = documents->last;
	bool more = changes->last < documents->last;
	documents->last = changes->last; /* what the token is to stand for */
	done = done && !documents->failed && zl_documents_token(documents, &token);
	if (done) {
		printf("{\"token\":\"%s\",\"more\":%s}\n", token.data, more ? "true" : "false");
		done = fflush(stdout) == 0;
	}
	zl_buffer_free(&token);
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

static void
release(struct changes *changes)
{
	for (size_t i = 0; i < changes->leavers.count; i++)
		free(changes->leavers.items[i].path);
	free(changes->leavers.items);
	zl_item_free(&changes->item);
	zl_buffer_free(&changes->line);
	zl_documents_close(&changes->documents);
}

static const char help[] = N_(
    "usage: zhengli changes [--since TOKEN] [--limit N] OUT\n"
    "Says what became of the documents of OUT since TOKEN, a line of JSON each, in the order in\n"
    "which it happened, and at last the token to ask with next time.\n"
    "      --since TOKEN  what the last answer ended in; 0, the default, is the beginning\n"
    "      --limit N      at most N changes; \"more\" says whether there are more\n"
    "  -h, --help         show this help\n"
    "example: zhengli changes --since 0 records\n");

int
zl_command_changes(int argc, char **argv)
{
	static const struct option options[] = {{"since", required_argument, NULL, 's'},
						{"limit", required_argument, NULL, 'l'},
						{"help", no_argument, NULL, 'h'},
						{0}};
	struct changes changes = {.limit = INT64_MAX};
	const char *since = NULL;
	char *end = "";
	int option;

	opterr = 0;
	optind = 1;
	while ((option = getopt_long(argc, argv, "", options, NULL)) != -1) {
		if (option == 'h') {
			fputs(_(help), stdout);
			return ZL_STATUS_COMPLETE;
		}
		if (option == 's')
			since = optarg;
		else if (option == 'l')
			changes.limit = strtoll(optarg, &end, 10);
		if (option == '?' || *end != '\0' || changes.limit <= 0)
			return zl_report_option(option, argv, options);
	}
	if (optind + 1 != argc) {
		fputs(_(help), stderr);
		return ZL_STATUS_USAGE;
	}
	int status = zl_documents_open(&changes.documents, argv[optind]);
	if (status == ZL_STATUS_COMPLETE)
		status = zl_documents_since(&changes.documents, since);
	if (status == ZL_STATUS_COMPLETE)
		status = carry_out(&changes);
	release(&changes);
	return status;
}
