/* merge.c: zhengli merge: the OUTs of shards become one. */
#include <errno.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "config.h"
#include "pipeline/batch/file_write.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/places.h"
#include "pipeline/batch/walk.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/manners.h"
#include "pipeline/common/message.h"
#include "pipeline/common/system.h"
#include "pipeline/state/state_merge.h"
#include "pipeline/state/state_run.h"
#include "pipeline/state/state_sql.h"
#include "report.h"

struct merge {
	struct zl_output target;
	struct zl_state state;
	struct zl_output *shards; /* held while they are read */
	char **paths;
	unsigned count;
	unsigned shard;		       /* the number of the one at hand */
	unsigned of;		       /* how many shards there are to be */
	bool *present;		       /* by shard - 1 */
	int64_t key;		       /* of all of them */
	bool sandboxed;		       /* all of them were */
	struct zl_state_counts counts; /* as those of one run over the whole would be */
	struct zl_output *source;      /* the shard at hand */
	uint64_t taken, sequence;
	struct zl_buffer path;
};

/* Brings what is published of a document over, under a name of its own in tmp. */
static enum zl_status
bring(struct merge *merge, enum zl_output_kind kind, const struct zl_shard_document *document)
{
	char name[32];

	zl_place_of(kind, document->name, document->length, &merge->path);
	snprintf(name, sizeof(name), "%" PRIu64, ++merge->sequence);
	if (!merge->path.failed &&
	    zl_place_bring(&merge->target, merge->source, name, merge->path.data))
		return ZL_DONE;
	if (errno == ENOENT && kind == ZL_OUTPUT_FAILED) {
		zl_place_of_refused(document->name, document->length, &merge->path);
		if (!merge->path.failed &&
		    zl_place_bring(&merge->target, merge->source, name, merge->path.data))
			return ZL_DONE;
	}
	return zl_file_report_error(merge->source, merge->path.data == NULL ? "" : merge->path.data,
				    "cannot merge it");
}

static enum zl_status
bring_document(void *context, const struct zl_shard_document *document)
{
	struct merge *merge = context;

	if (zl_shard_of(document->name, document->length, merge->of) != merge->shard) {
		zl_message("%s: %s is not of shard %u of %u", merge->source->path, document->name,
			   merge->shard, merge->of);
		return ZL_FAILED;
	}
	merge->taken++;
	if (document->record && !bring(merge, ZL_OUTPUT_RECORDS, document))
		return ZL_FAILED;
	return !document->failure || bring(merge, ZL_OUTPUT_FAILED, document) ? ZL_DONE : ZL_FAILED;
}

/* Whether the shard fits those before it. */
static bool
is_fitting(struct merge *merge, const char *path, const struct zl_shard *shard)
{
	if (merge->of == 0) {
		merge->of = shard->of;
		merge->key = shard->key;
		merge->present = calloc(shard->of, sizeof(*merge->present));
		if (merge->present == NULL) {
			zl_message("out of memory");
			return false;
		}
	}
	if (shard->of != merge->of)
		zl_message("%s: it is shard %u of %u, the others are of %u", path, shard->shard,
			   shard->of, merge->of);
	else if (merge->present[shard->shard - 1])
		zl_message("%s: shard %u of %u is given twice", path, shard->shard, shard->of);
	else if (shard->key != merge->key)
		zl_message("%s: it was made with another version, other rules or settings than the "
			   "shards before it; run them all again with the same",
			   path);
	else if (!shard->complete)
		zl_message("%s: its last run did not come to its end; run it again", path);
	else
		return merge->present[shard->shard - 1] = true;
	return false;
}

static uint64_t
larger(uint64_t one, uint64_t two)
{
	return one > two ? one : two;
}

/* Adds what the shard saw of the inputs: every shard goes through all folders, where each leaves
 * the regular files of others alone. */
static void
add_walk(struct merge *merge, const struct zl_shard *shard)
{
	struct zl_state_counts *all = &merge->counts;
	const struct zl_state_counts *walk = &shard->walk;

	all->owner_files += walk->owner_files;
	all->others += walk->others;
	all->folders = larger(all->folders, walk->folders);
	all->links = larger(all->links, walk->links);
	all->special = larger(all->special, walk->special);
	all->unreadable = larger(all->unreadable, walk->unreadable);
	merge->sandboxed = merge->sandboxed && shard->sandboxed;
}

/* First what is published is brought over, shard by shard. */
static bool
bring_shard(struct merge *merge, unsigned which)
{
	struct zl_shard shard;
	const char *path = merge->paths[which];

	merge->source = &merge->shards[which];
	if (!zl_state_attach_shard(&merge->state, path, &shard) || !is_fitting(merge, path, &shard))
		return false;
	merge->shard = shard.shard;
	add_walk(merge, &shard);
	return zl_state_each_of_shard(&merge->state, path, bring_document, merge) &&
	       zl_state_detach_shard(&merge->state);
}

/* Then, when all of it is durable, the state learns of it. */
static bool
note_shard(struct merge *merge, unsigned which)
{
	struct zl_shard shard;

	return zl_state_attach_shard(&merge->state, merge->paths[which], &shard) &&
	       zl_state_transaction(&merge->state) &&
	       zl_state_merge_shard(&merge->state, merge->paths[which]) &&
	       zl_state_commit(&merge->state) && zl_state_detach_shard(&merge->state);
}

static bool
all_present(const struct merge *merge)
{
	bool all = true;

	for (unsigned i = 0; i < merge->of; i++)
		if (!merge->present[i]) {
			zl_message("shard %u of %u is not given", i + 1, merge->of);
			all = false;
		}
	return all;
}

/* The shards, as OUT notes them while their merge is not complete. */
static void
list_shards(const struct merge *merge, struct zl_buffer *list)
{
	for (unsigned i = 1; i < merge->count; i++) {
		char *path = realpath(merge->paths[i], NULL);
		zl_buffer_text(list, path == NULL ? merge->paths[i] : path);
		zl_buffer_byte(list, '\n');
		free(path);
	}
}

/* Whether OUT is new, or that of a merge of the same shards which did not come to its end. */
static int
check_target(struct merge *merge)
{
	int64_t there = zl_state_number(&merge->state, "SELECT count(*) FROM runs");
	struct zl_buffer before = {0}, list = {0};
	int status = ZL_STATUS_BROKEN;

	list_shards(merge, &list);
	if (there >= 0 && !list.failed && zl_state_meta(&merge->state, ZL_META_MERGE, &before)) {
		bool begun = before.length > 0, same = strcmp(before.data, list.data) == 0;
		status = begun	     ? same ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE
			 : there > 0 ? ZL_STATUS_USAGE
				     : ZL_STATUS_COMPLETE;
		if (status == ZL_STATUS_USAGE)
			zl_message("%s: %s", merge->paths[0],
				   begun
				       ? _("a merge of other shards into it was begun; remove it, "
					   "or merge those")
				       : _("it is the OUT of a run already; merge into a new OUT"));
	}
	if (status == ZL_STATUS_COMPLETE &&
	    !zl_state_set_meta(&merge->state, ZL_META_MERGE, list.data))
		status = ZL_STATUS_BROKEN;
	zl_buffer_free(&before);
	zl_buffer_free(&list);
	return status;
}

/* Takes the locks: nothing may change while it is merged.  Three descriptors a shard stay open. */
static int
open_all(struct merge *merge)
{
	zl_raise_descriptors();
	int status = zl_output_open(&merge->target, merge->paths[0], true);

	for (unsigned i = 1; status == ZL_STATUS_COMPLETE && i < merge->count; i++)
		status = zl_output_open(&merge->shards[i], merge->paths[i], false);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (!zl_state_open(&merge->state, merge->paths[0], ZL_STATE_WRITE))
		return ZL_STATUS_BROKEN;
	return check_target(merge);
}

/* Notes the merge as a run; what it works with is what the shards were made with. */
static bool
begin(struct merge *merge)
{
	struct zl_state_key key = {
	    .rules = "", .version = ZL_VERSION, .settings = "", .limits = ""};
	struct zl_state_run run = {.command = "merge", .arguments = "", .sandbox = "off"};

	return zl_state_transaction(&merge->state) && zl_state_begin(&merge->state, &run, &key) &&
	       zl_state_execute(&merge->state, "DELETE FROM documents; DELETE FROM passed_over",
				"cannot start the merge") &&
	       zl_state_commit(&merge->state);
}

static bool
note_all(struct merge *merge)
{
	if (syncfs(merge->target.folder) == -1)
		return zl_file_report_error(&merge->target, "records", "cannot make it durable");
	bool done = zl_state_merge_begin(&merge->state);
	for (unsigned i = 1; done && i < merge->count; i++)
		done = note_shard(merge, i);
	return done && zl_state_transaction(&merge->state) && zl_state_merge_end(&merge->state) &&
	       zl_state_commit(&merge->state);
}

/* The exit status of one run over the whole, and its figures: every document is new to OUT, however
 * many runs its shard took. */
static int
judge(struct merge *merge, const struct zl_tally *tally)
{
	struct zl_state_counts *counts = &merge->counts;

	counts->found = (uint64_t)(tally->documents - tally->missing);
	counts->failed = (uint64_t)tally->failed;
	counts->converted = counts->found - counts->failed;
	return tally->failed > tally->known || counts->unreadable > 0 ? ZL_STATUS_FAILURES
								      : ZL_STATUS_COMPLETE;
}

/* Gives the exit status, ZL_STATUS_BROKEN when the merge cannot be brought to its end. */
static int
finish(struct merge *merge, struct zl_tally *tally)
{
	struct zl_buffer report = {0};
	char sql[128];

	snprintf(sql, sizeof(sql),
		 "UPDATE runs SET key = %" PRId64 ", sandbox = '%s' WHERE id = %" PRId64,
		 merge->key, merge->sandboxed ? "on" : "off", merge->state.run);
	if (!zl_state_transaction(&merge->state) ||
	    !zl_state_execute(&merge->state, sql, "cannot record the merge") ||
	    !zl_report_tally(&merge->state, tally))
		return ZL_STATUS_BROKEN;
	int status = judge(merge, tally);
	bool done = zl_state_set_meta(&merge->state, ZL_META_MERGE, "") &&
		    zl_state_set_meta(&merge->state, ZL_META_SHARD, "all") &&
		    zl_state_end(&merge->state, &merge->counts, status) &&
		    zl_state_commit(&merge->state) && zl_report_write(&merge->state, &report) &&
		    zl_place_write(&merge->target, "report.json", report.data, report.length);
	zl_buffer_free(&report);
	return done ? status : ZL_STATUS_BROKEN;
}

static int
carry_out(struct merge *merge)
{
	struct zl_tally tally;
	int status = open_all(merge);

	if (status != ZL_STATUS_COMPLETE)
		return status;
	bool done = begin(merge);
	for (unsigned i = 1; done && i < merge->count; i++)
		done = bring_shard(merge, i);
	done = done && all_present(merge) && note_all(merge);
	status = done ? finish(merge, &tally) : ZL_STATUS_BROKEN;
	if (status == ZL_STATUS_BROKEN) {
		zl_message(
		    "%s: the merge is not complete; merge the same shards again to complete it",
		    merge->paths[0]);
		return ZL_STATUS_BROKEN;
	}
	zl_message("%" PRIu64 " documents of %u shards; %s holds %" PRId64 " current, %" PRId64
		   " failed",
		   merge->taken, merge->of, merge->paths[0], tally.current, tally.failed);
	return status;
}

int
zl_command_merge(int argc, char **argv)
{

	int status,
	    first = zl_read_operands(
		argc, argv,
		N_("usage: zhengli merge OUT SHARD...\n"
		   "Puts all shards of a run (--shard K/N) together into the new folder OUT.\n"
		   "  -h, --help   show this help\n"
		   "example: zhengli merge records shard1 shard2\n"),
		2, argc, &status);

	if (first == 0)
		return status;
	struct merge merge = {
	    .paths = argv + first, .count = (unsigned)(argc - first), .sandboxed = true};
	merge.shards = calloc(merge.count, sizeof(*merge.shards));
	status = ZL_STATUS_BROKEN;
	if (merge.shards != NULL) {
		for (unsigned i = 0; i < merge.count; i++)
			merge.shards[i] = zl_output_none;
		status = carry_out(&merge);
		for (unsigned i = 1; i < merge.count; i++)
			zl_output_close(&merge.shards[i]);
	}
	if (merge.state.database != NULL)
		zl_state_close(&merge.state);
	zl_output_close(&merge.target);
	zl_buffer_free(&merge.path);
	free(merge.present);
	free(merge.shards);
	return status;
}
