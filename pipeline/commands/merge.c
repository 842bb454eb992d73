/* merge.c: zhengli merge: the OUTs of shards become one. */
#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/sendfile.h>
#include <sys/stat.h>
#include <unistd.h>

#include "config.h"
#include "pipeline/batch/output.h"
#include "pipeline/batch/publish.h"
#include "pipeline/batch/walk.h"
#include "pipeline/common/command.h"
#include "pipeline/common/message.h"
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
	unsigned shard;			/* the number of the one at hand */
	unsigned of;			/* how many shards there are to be */
	bool *present;			/* by shard - 1 */
	int64_t key;			/* of all of them */
	const struct zl_output *source; /* the shard at hand */
	uint64_t taken;
	struct zl_buffer path;
};

static bool
complain(const char *out, const char *path)
{
	zl_message("%s/%s: %s", out, path, strerror(errno));
	return false;
}

/* Copies a file to the same place in the target; shares its blocks where the file system can. */
static bool
copy_bytes(const struct merge *merge, const char *path)
{
	int from = openat(merge->source->folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (from == -1)
		return complain(merge->source->path, path);
	int to = openat(merge->target.folder, path,
			O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC | O_NOFOLLOW, 0666);
	ssize_t put = to == -1 ? -1 : 1;

	while (put > 0) {
		put = copy_file_range(from, NULL, to, NULL, (size_t)1 << 30, 0);
		if (put == -1 && (errno == EXDEV || errno == EINVAL || errno == EOPNOTSUPP))
			put = sendfile(to, from, NULL, (size_t)1 << 30);
	}
	if (to != -1 && close(to) == -1)
		put = -1;
	close(from);
	return put == 0 || complain(merge->target.path, path);
}

/*
 * Brings a published file over: as a second link, since nothing that is published is ever changed
 * in place, or as a copy.
 */
static bool
bring(struct merge *merge, enum zl_output_kind kind, const char *name, size_t length)
{
	const char *path;

	zl_output_target(kind, name, length, &merge->path);
	path = merge->path.data;
	if (merge->path.failed || !zl_output_folders(&merge->target, path))
		return complain(merge->target.path, path);
	if (linkat(merge->source->folder, path, merge->target.folder, path, 0) == 0)
		return true;
	if (errno == ENOENT)
		return complain(merge->source->path, path);
	if (errno == EEXIST && unlinkat(merge->target.folder, path, 0) == -1)
		return complain(merge->target.path, path);
	return copy_bytes(merge, path);
}

static enum zl_status
copy(void *context, const char *name, size_t length, bool record, bool failure)
{
	struct merge *merge = context;

	if (zl_shard_of(name, length, merge->of) != merge->shard) {
		zl_message("%s: %.*s is not of shard %u of %u", merge->source->path, (int)length,
			   name, merge->shard, merge->of);
		return ZL_FAILED;
	}
	merge->taken++;
	bool done = (!record || bring(merge, ZL_OUTPUT_RECORDS, name, length)) &&
		    (!failure || bring(merge, ZL_OUTPUT_FAILED, name, length));
	return done ? ZL_DONE : ZL_FAILED;
}

/* Whether the shard fits those before it. */
static bool
check(struct merge *merge, const char *path, const struct zl_shard *shard)
{
	if (merge->of == 0) {
		merge->of = shard->of;
		merge->key = shard->key;
		merge->present = calloc(shard->of, sizeof(*merge->present));
		if (merge->present == NULL) {
			zl_message("no memory for %u shards", shard->of);
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

/* First what is published is brought over, shard by shard. */
static bool
bring_shard(struct merge *merge, unsigned which)
{
	struct zl_shard shard;
	const char *path = merge->paths[which];

	merge->source = &merge->shards[which];
	if (!zl_state_attach_shard(&merge->state, path, &shard) || !check(merge, path, &shard))
		return false;
	merge->shard = shard.shard;
	return zl_state_each_of_shard(&merge->state, copy, merge) &&
	       zl_state_detach_shard(&merge->state);
}

/* Then, when all of it is durable, the state learns of it. */
static bool
note_shard(struct merge *merge, unsigned which)
{
	struct zl_shard shard;

	return zl_state_attach_shard(&merge->state, merge->paths[which], &shard) &&
	       zl_state_transaction(&merge->state) && zl_state_merge_shard(&merge->state) &&
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

/* Takes the locks: nothing may change while it is merged. */
static int
open_all(struct merge *merge)
{
	int status = zl_output_open(&merge->target, merge->paths[0], true);

	for (unsigned i = 1; status == ZL_STATUS_COMPLETE && i < merge->count; i++)
		status = zl_output_open(&merge->shards[i], merge->paths[i], false);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (!zl_state_open(&merge->state, merge->paths[0], ZL_STATE_WRITE))
		return ZL_STATUS_BROKEN;
	int64_t there = zl_state_number(&merge->state, "SELECT count(*) FROM documents");
	if (there > 0)
		zl_message("%s: it has documents already; merge into a new OUT", merge->paths[0]);
	return there == 0 ? ZL_STATUS_COMPLETE : there > 0 ? ZL_STATUS_USAGE : ZL_STATUS_BROKEN;
}

/* Notes the merge as a run; what it works with is what the shards were made with. */
static bool
begin(struct merge *merge)
{
	struct zl_state_key key = {
	    .rules = "", .version = ZL_VERSION, .settings = "", .limits = ""};
	struct zl_state_run run = {.command = "merge", .arguments = "", .sandbox = "off"};

	return zl_state_transaction(&merge->state) && zl_state_begin(&merge->state, &run, &key) &&
	       zl_state_commit(&merge->state);
}

static bool
note_all(struct merge *merge)
{
	bool done = true;

	if (syncfs(merge->target.folder) == -1)
		return complain(merge->paths[0], "records");
	for (unsigned i = 1; done && i < merge->count; i++)
		done = note_shard(merge, i);
	return done;
}

static bool
finish(struct merge *merge, struct zl_tally *tally)
{
	struct zl_state_counts counts = {.found = merge->taken, .unchanged = merge->taken};
	struct zl_buffer report = {0};
	char sql[96];

	snprintf(sql, sizeof(sql), "UPDATE runs SET key = %" PRId64 " WHERE id = %" PRId64,
		 merge->key, merge->state.run);
	bool done = zl_state_execute(&merge->state, sql, "the merge cannot be noted") &&
		    zl_state_set_meta(&merge->state, "shard", "all") &&
		    zl_report_tally(&merge->state, tally) &&
		    zl_state_end(&merge->state, &counts,
				 tally->failed > 0 ? ZL_STATUS_FAILURES : ZL_STATUS_COMPLETE) &&
		    zl_report_write(&merge->state, &report) &&
		    zl_publish_file(&merge->target, "report.json", report.data, report.length);
	zl_buffer_free(&report);
	return done;
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
	if (!done || !all_present(merge) || !note_all(merge) || !finish(merge, &tally)) {
		zl_message("%s: the merge is not complete; remove it before trying again",
			   merge->paths[0]);
		return ZL_STATUS_BROKEN;
	}
	zl_message("%" PRIu64 " documents of %u shards; %s holds %" PRId64 " current, %" PRId64
		   " failed",
		   merge->taken, merge->of, merge->paths[0], tally.current, tally.failed);
	return tally.failed > 0 ? ZL_STATUS_FAILURES : ZL_STATUS_COMPLETE;
}

int
zl_command_merge(int argc, char **argv)
{
	struct merge merge = {.paths = argv + 1, .count = (unsigned)argc - 1};

	if (argc < 3 || argv[1][0] == '-') {
		bool help = argc == 2 && strcmp(argv[1], "--help") == 0;
		fputs("usage: zhengli merge OUT SHARD...\n"
		      "Puts all shards of a run (--shard K/N) together into the new folder OUT.\n",
		      help ? stdout : stderr);
		return help ? ZL_STATUS_COMPLETE : ZL_STATUS_USAGE;
	}
	merge.shards = calloc(merge.count, sizeof(*merge.shards));
	int status = ZL_STATUS_BROKEN;
	if (merge.shards != NULL) {
		for (unsigned i = 0; i < merge.count; i++)
			merge.shards[i] =
			    (struct zl_output){.folder = -1, .temporary = -1, .lock = -1};
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
