/* input_names.c: the sources of a run and of earlier ones against each other, by their names. */
#include "input_names.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_plan.h"
#include "pipeline/state/state_run.h"
#include "places.h"

/* Whether the source that had the name in an earlier run is still there, and another one. */
static bool
is_held(void *context, const char *name, int64_t was, int64_t is)
{
	struct zl_search *search = context;
	struct stat old, new;
	struct zl_buffer path = {0};
	bool follow, held = false;
	const int64_t roots[] = {is, was};
	struct stat *results[] = {&new, &old};

	for (int i = 0; i < 2; i++) {
		if (!zl_state_root_path(search->inputs->state, roots[i], &path, &follow))
			break;
		zl_buffer_byte(&path, '/');
		zl_buffer_text(&path, name);
		if (path.failed || stat(path.data, results[i]) == -1)
			break;
		held = i == 1 && (old.st_ino != new.st_ino || old.st_dev != new.st_dev);
		path.data[path.length - strlen(name) - 1] = '\0';
	}
	if (held) {
		struct zl_search other = {.inputs = search->inputs, .path = path.data};
		search->status = zl_search_report_collision(&other, name, strlen(name), is);
	}
	zl_buffer_free(&path);
	return held;
}

/* What stat(2) says of name below a root; false where there is nothing. */
static bool
is_there(const struct zl_inputs *inputs, int64_t root, const char *name, struct stat *status)
{
	struct zl_buffer path = {0};
	bool follow;
	bool there = zl_state_root_path(inputs->state, root, &path, &follow);

	zl_buffer_byte(&path, '/');
	zl_buffer_text(&path, name);
	there = there && !path.failed && stat(path.data, status) == 0;
	zl_buffer_free(&path);
	return there;
}

/* Whether the name known is that of the file found, as it was called before, or of none. */
static bool
is_same(void *context, const char *found, int64_t root, const char *known, int64_t known_root)
{
	const struct zl_inputs *inputs = context;
	struct stat new, old;

	if (is_there(inputs, known_root, known, &old) &&
	    (!is_there(inputs, root, found, &new) || new.st_ino != old.st_ino ||
	     new.st_dev != old.st_dev))
		return false;
	zl_message("the record of %s replaces that of %s, which is gone", found, known);
	return true;
}

/* On a file system that ignores case, one that does not may hold two sources for one record. */
static int
check_case(struct zl_inputs *inputs)
{
	struct zl_buffer one = {0}, two = {0};
	bool clash = false;
	int status = ZL_STATUS_COMPLETE;

	if (!inputs->output->ignores_case)
		return ZL_STATUS_COMPLETE;
	if (!zl_state_folded(inputs->state, &one, &two, is_same, inputs, &clash)) {
		status = ZL_STATUS_BROKEN;
	} else if (clash) {
		zl_message("%s and %s would have one record, as the file system of OUT ignores "
			   "case; rename one, or give OUT another file system",
			   one.data, two.data);
		status = ZL_STATUS_USAGE;
	}
	zl_buffer_free(&one);
	zl_buffer_free(&two);
	return status;
}

/* No two sources may share a place under records/, nor may one's record be another's folder. */
int
zl_inputs_check_names(struct zl_inputs *inputs)
{
	struct zl_search search = {.inputs = inputs, .status = ZL_STATUS_COMPLETE};
	struct zl_buffer one = {0}, two = {0};
	bool clash = false, nested = false;

	if (!zl_state_moved(inputs->state, is_held, &search, &clash) ||
	    (!clash && !zl_state_nested(inputs->state, &one, &two, &nested))) {
		search.status = ZL_STATUS_BROKEN;
	} else if (nested) {
		zl_message("the record of %s would stand where %s needs a folder; rename one",
			   one.data, two.data);
		search.status = ZL_STATUS_USAGE;
	}
	zl_buffer_free(&one);
	zl_buffer_free(&two);
	return search.status == ZL_STATUS_COMPLETE && !clash ? check_case(inputs) : search.status;
}

/* Whether the source known below another root stands where it stood, and is the one found. */
static bool
is_taken_twice(void *context, const char *known, int64_t known_root, const char *found,
	       int64_t root)
{
	const struct zl_inputs *inputs = context;
	struct stat old, new;

	if (!is_there(inputs, known_root, known, &old) || !is_there(inputs, root, found, &new) ||
	    old.st_ino != new.st_ino || old.st_dev != new.st_dev)
		return false;
	zl_message("%s is known as %s, below another INPUT: every record would be made a second "
		   "time; give the INPUT of the earlier runs, or another OUT, or --anyway",
		   found, known);
	return true;
}

int
zl_inputs_check_meant(struct zl_inputs *inputs)
{
	bool twice = false;

	if (inputs->options->anyway)
		return ZL_STATUS_COMPLETE;
	int64_t known =
	    inputs->found + inputs->unsettled > 0 || inputs->root_count == 0 ||
		    inputs->options->allow_empty
		? 0
		: zl_state_known_below(inputs->state, inputs->roots, inputs->root_count);
	if (known > 0)
		zl_message("none of the %lld sources known is there any more; is something not "
			   "mounted? --allow-empty notes them as gone",
			   (long long)known);
	if (known != 0)
		return ZL_STATUS_BROKEN;
	if (!zl_state_twice(inputs->state, is_taken_twice, inputs, &twice) || twice)
		return ZL_STATUS_BROKEN;
	return ZL_STATUS_COMPLETE;
}

/* A root of which something was not found. */
struct loss {
	const struct zl_inputs *inputs;
	int folder;
};

static bool
is_gone(void *context, const char *name, bool record)
{
	struct loss *loss = context;
	struct zl_buffer scratch = {0};
	struct stat status;

	/* What is there was passed over, by --exclude for example. */
	if (fstatat(loss->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ||
	    (errno != ENOENT && errno != ENOTDIR))
		return false;
	if (!record && !zl_place_remove_failure(loss->inputs->output, name, strlen(name), &scratch))
		zl_message("%s: cannot remove it: %s", scratch.data == NULL ? "" : scratch.data,
			   strerror(errno));
	zl_buffer_free(&scratch);
	return true;
}

enum zl_status
zl_inputs_mark_missing(struct zl_inputs *inputs, uint64_t *missing)
{
	struct zl_buffer path = {0};
	enum zl_status done = ZL_DONE;
	bool follow;

	*missing = 0;
	for (size_t i = 0; done && i < inputs->root_count; i++) {
		struct loss loss = {.inputs = inputs, .folder = -1};
		done = zl_state_root_path(inputs->state, inputs->roots[i], &path, &follow);
		if (done)
			loss.folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (loss.folder == -1)
			continue;
		done =
		    zl_state_mark_missing(inputs->state, inputs->roots[i], is_gone, &loss, missing);
		close(loss.folder);
	}
	zl_buffer_free(&path);
	return done;
}
