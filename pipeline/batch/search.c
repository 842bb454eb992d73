/* search.c: what a walk or a list finds, one by one. */
#include "search.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "document/document.h"
#include "passed_over.h"
#include "pipeline/common/command.h"
#include "pipeline/common/message.h"
#include "pipeline/common/signals.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"

char *
zl_search_shown(const char *path, const char *name, size_t length)
{
	struct zl_buffer text = {0};

	zl_name_escape(&text, path, strlen(path));
	if (length > 0 && text.length > 0 && text.data[text.length - 1] != '/')
		zl_buffer_byte(&text, '/');
	zl_name_escape(&text, name, length);
	return zl_buffer_detach(&text, NULL);
}

int
zl_search_report_collision(const struct zl_search *search, const char *name, size_t length,
			   int64_t other)
{
	struct zl_buffer path = {0};
	bool follow;

	if (!zl_state_root_path(search->inputs->state, other, &path, &follow))
		return ZL_STATUS_BROKEN;
	char *one = zl_search_shown(path.data, name, length),
	     *two = zl_search_shown(search->path, name, length);
	zl_message("%s and %s would have one record; give them outputs of their own, or the folder "
		   "above both as INPUT",
		   one, two);
	free(one);
	free(two);
	zl_buffer_free(&path);
	return ZL_STATUS_USAGE;
}

/* Whether the source called name is of the shard that the run is for. */
static bool
is_ours(void *context, const char *name, size_t length)
{
	const struct zl_search *search = context;
	const struct zl_options *options = search->inputs->options;

	return options->shards == 0 || zl_shard_of(name, length, options->shards) == options->shard;
}

bool
zl_search_found(void *context, const char *name, size_t length, const struct stat *status)
{
	struct zl_search *search = context;
	struct zl_inputs *inputs = search->inputs;
	const struct zl_options *options = inputs->options;
	struct zl_source_id source = {.root = search->root, .name = name, .length = length};
	int64_t other;

	if (!is_ours(search, name, length)) /* named itself, or in a list */
		return true;
	zl_stamp_of(status, &source.stamp);
	if (options->settle > 0 && !zl_stamp_is_settled(&source.stamp, options->settle)) {
		inputs->unsettled++;
		return true;
	}
	switch (zl_state_found(inputs->state, &source, &other)) {
	case ZL_FOUND_NEW:
		zl_progress_walk(++inputs->found);
		if (inputs->found % 256 != 0 || !zl_signals_pending())
			return true;
		zl_message("stopped before anything was converted");
		break;
	case ZL_FOUND_TWICE:
		return true;
	case ZL_FOUND_COLLISION:
		search->status = zl_search_report_collision(search, name, length, other);
		return false;
	case ZL_FOUND_FAILED:
		break;
	}
	search->status = ZL_STATUS_BROKEN;
	return false;
}

static void
report_unreadable(void *context, const char *name, int number)
{
	struct zl_search *search = context;
	char *path = zl_search_shown(search->path, name, strlen(name));

	search->unreadable++;
	zl_message("%s: cannot read it: %s; what is in it is left out", path, strerror(number));
	zl_log_unreadable(search->inputs->log, path, strerror(number));
	free(path);
}

/* OUT lies in an input; said once. */
static void
report_skipped(void *context, const char *name)
{
	struct zl_search *search = context;
	char *path = zl_search_shown(search->path, name, strlen(name));

	if (!search->inputs->skipped)
		zl_message("%s: this is OUT; it is left out", path);
	search->inputs->skipped = true;
	free(path);
}

int
zl_search_begin(struct zl_search *search, struct zl_inputs *inputs, const char *path, bool follow)
{
	*search = (struct zl_search){.inputs = inputs, .path = path, .status = ZL_STATUS_BROKEN};
	search->root = zl_state_root(inputs->state, path, follow);
	if (search->root == 0)
		return -1;
	search->status = ZL_STATUS_COMPLETE;
	int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder == -1)
		report_unreadable(search, "", errno);
	return folder;
}

void
zl_search_walk(struct zl_search *search, int folder, const char *start)
{
	struct zl_inputs *inputs = search->inputs;
	const struct zl_options *options = inputs->options;
	struct zl_walk_options choice = {
	    .follow = options->follow,
	    .one_file_system = options->one_file_system,
	    .include = (const char *const *)options->include,
	    .exclude = (const char *const *)options->exclude,
	    .skip = inputs->output->folder == -1 ? NULL : &inputs->output->identity,
	};
	struct zl_walk_calls calls = {.context = search,
				      .is_ours = options->shards == 0 ? NULL : is_ours,
				      .found = zl_search_found,
				      .is_wanted = zl_search_is_wanted,
				      .unreadable = report_unreadable,
				      .skipped = report_skipped};

	if (!zl_walk(folder, start, &choice, &calls, &inputs->counts) &&
	    search->status == ZL_STATUS_COMPLETE) {
		zl_message("%s: out of memory", search->path);
		search->status = ZL_STATUS_BROKEN;
	}
}
