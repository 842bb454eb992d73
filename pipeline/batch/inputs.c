/* inputs.c */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "document/document.h"
#include "pipeline/common/command.h"
#include "pipeline/common/message.h"

/* One root while it is walked. */
struct search {
	struct zl_inputs *inputs;
	const char *path; /* of the root */
	int64_t root;
	int status; /* ZL_STATUS_COMPLETE, or why the search ended */
	uint64_t trouble;
};

/* Path and name in one, printable; the caller frees it.  For messages. */
static char *
shown(const char *path, const char *name, size_t length)
{
	struct zl_buffer text = {0};

	zl_name_escape(&text, path, strlen(path));
	if (length > 0 && text.length > 0 && text.data[text.length - 1] != '/')
		zl_buffer_byte(&text, '/');
	zl_name_escape(&text, name, length);
	return zl_buffer_detach(&text, NULL);
}

static int
complain_of_collision(struct search *search, const char *name, size_t length, int64_t other)
{
	struct zl_buffer path = {0};
	bool follow;

	if (!zl_state_root_path(search->inputs->state, other, &path, &follow))
		return ZL_STATUS_BROKEN;
	char *one = shown(path.data, name, length), *two = shown(search->path, name, length);
	zl_message("%s and %s would have one record; give them outputs of their own, or the folder "
		   "above both as INPUT",
		   one, two);
	free(one);
	free(two);
	zl_buffer_free(&path);
	return ZL_STATUS_USAGE;
}

/* A source comes up: into the state, if it is of our shard. */
static bool
found(void *context, const char *name, size_t length, const struct stat *status)
{
	struct search *search = context;
	struct zl_inputs *inputs = search->inputs;
	const struct zl_options *options = inputs->options;
	struct zl_source_id source = {.root = search->root, .name = name, .length = length};
	int64_t other;

	if (options->shards != 0 && zl_shard_of(name, length, options->shards) != options->shard)
		return true;
	zl_stamp_of(status, &source.stamp);
	switch (zl_state_found(inputs->state, &source, &other)) {
	case ZL_FOUND_NEW:
		zl_progress_walk(++inputs->found);
		return true;
	case ZL_FOUND_TWICE:
		return true;
	case ZL_FOUND_COLLISION:
		search->status = complain_of_collision(search, name, length, other);
		return false;
	case ZL_FOUND_FAILED:
		break;
	}
	search->status = ZL_STATUS_BROKEN;
	return false;
}

static void
trouble(void *context, const char *name, int number)
{
	struct search *search = context;
	char *path = shown(search->path, name, strlen(name));

	search->trouble++;
	zl_message("%s: it cannot be read: %s; what is in it is left out", path, strerror(number));
	zl_log_trouble(search->inputs->log, path, strerror(number));
	free(path);
}

/* Readies a search below the folder path, whose descriptor is given; -1 when it cannot begin. */
static int
begin_search(struct search *search, struct zl_inputs *inputs, const char *path, bool follow)
{
	*search = (struct search){.inputs = inputs, .path = path, .status = ZL_STATUS_BROKEN};
	search->root = zl_state_root(inputs->state, path, follow);
	if (search->root == 0)
		return -1;
	search->status = ZL_STATUS_COMPLETE;
	int folder = open(path, O_PATH | O_DIRECTORY | O_CLOEXEC);
	if (folder == -1)
		trouble(search, "", errno);
	return folder;
}

/* Walks from start below the root, whose search has begun. */
static void
walk(struct search *search, int folder, const char *start)
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
	struct zl_walk_calls calls = {.context = search, .found = found, .trouble = trouble};

	if (!zl_walk(folder, start, &choice, &calls, &inputs->counts) &&
	    search->status == ZL_STATUS_COMPLETE) {
		zl_message("no memory to walk %s", search->path);
		search->status = ZL_STATUS_BROKEN;
	}
}

/* Remembers a root of which everything was seen. */
static bool
remember(struct zl_inputs *inputs, int64_t root)
{
	int64_t *roots =
	    reallocarray(inputs->roots, inputs->root_count + 1, sizeof(*inputs->roots));

	if (roots == NULL)
		return false;
	inputs->roots = roots;
	inputs->roots[inputs->root_count++] = root;
	return true;
}

static int
take_folder(struct zl_inputs *inputs, const char *path)
{
	struct search search;
	int folder = begin_search(&search, inputs, path, inputs->options->follow);

	if (folder == -1) {
		inputs->counts.unreadable += search.status == ZL_STATUS_COMPLETE;
		return search.status;
	}
	walk(&search, folder, "");
	close(folder);
	if (search.status == ZL_STATUS_COMPLETE && search.trouble == 0 &&
	    !remember(inputs, search.root)) {
		zl_message("no memory for the inputs");
		search.status = ZL_STATUS_BROKEN;
	}
	return search.status;
}

/* A file given by name: always tried, whatever it is; links to it are followed. */
static int
take_file(struct zl_inputs *inputs, char *path, const struct stat *status)
{
	struct search search;
	char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (slash != NULL)
		*slash = '\0';
	char *folder = realpath(slash == NULL ? "." : slash == path ? "/" : path, NULL);
	if (folder == NULL) {
		zl_message("%s: %s", path, strerror(errno));
		return ZL_STATUS_USAGE;
	}
	int root = begin_search(&search, inputs, folder, true);
	if (root != -1)
		found(&search, name, strlen(name), status);
	if (root != -1)
		close(root);
	free(folder);
	return search.status;
}

/* An INPUT that cannot be looked at: the exit status, by whether its name is to blame. */
static int
complain_of_input(const char *input)
{
	int number = errno;

	zl_message("%s: %s", input, strerror(number));
	return number == ENOENT || number == ENOTDIR || number == EACCES || number == ELOOP ||
		       number == ENAMETOOLONG
		   ? ZL_STATUS_USAGE
		   : ZL_STATUS_BROKEN;
}

/* An INPUT of the command line. */
static int
take_input(struct zl_inputs *inputs, const char *input)
{
	struct stat status;
	int result = ZL_STATUS_BROKEN;

	if (stat(input, &status) == -1)
		return complain_of_input(input);
	char *path = S_ISDIR(status.st_mode) ? realpath(input, NULL) : strdup(input);
	if (path == NULL)
		zl_message("%s: %s", input, strerror(errno));
	else if (S_ISDIR(status.st_mode))
		result = take_folder(inputs, path);
	else
		result = take_file(inputs, path, &status);
	free(path);
	return result;
}

/*
 * A path of a list as a name below the root "/" or ".": without "./", "//" and a first "/".  False
 * for one with "..", which has no place below OUT.
 */
static bool
tidy(const char *path, struct zl_buffer *name)
{
	zl_buffer_clear(name);
	zl_buffer_text(name, "");
	while (*path != '\0') {
		size_t length = strcspn(path, "/");
		if (length == 2 && strncmp(path, "..", 2) == 0)
			return false;
		if (length > 0 && !(length == 1 && path[0] == '.')) {
			if (name->length > 0)
				zl_buffer_byte(name, '/');
			zl_buffer_add(name, path, length);
		}
		path += length + (path[length] == '/');
	}
	return !name->failed;
}

/* An entry of --files-from: its record's name is its path as it stands there. */
static void
take_listed(struct search *search, int root, const char *path, struct zl_buffer *name)
{
	struct stat status;

	if (!tidy(path, name)) {
		zl_message("%s: a path with “..” has no place below OUT", path);
		search->status = ZL_STATUS_USAGE;
	} else if (fstatat(root, name->length == 0 ? "." : name->data, &status, 0) == -1) {
		zl_message("%s: %s", path, strerror(errno));
		zl_log_trouble(search->inputs->log, path, strerror(errno));
		search->inputs->unfound++;
	} else if (S_ISDIR(status.st_mode)) {
		walk(search, root, name->data);
	} else {
		found(search, name->data, name->length, &status);
	}
}

static FILE *
open_list(const char *path)
{
	FILE *list = strcmp(path, "-") == 0 ? stdin : fopen(path, "re");

	if (list == NULL)
		zl_message("%s: %s", path, strerror(errno));
	return list;
}

static int
read_list(struct zl_inputs *inputs, FILE *list, struct search searches[2], const int roots[2])
{
	struct zl_buffer name = {0};
	char *line = NULL;
	size_t size = 0;
	int status = ZL_STATUS_COMPLETE;
	int end = inputs->options->null ? '\0' : '\n';
	ssize_t length;

	while (status == ZL_STATUS_COMPLETE && (length = getdelim(&line, &size, end, list)) > 0) {
		if (line[length - 1] == end)
			line[--length] = '\0';
		if (length == 0)
			continue;
		int which = line[0] == '/';
		take_listed(&searches[which], roots[which], line, &name);
		status = searches[which].status;
	}
	if (ferror(list)) {
		zl_message("%s: %s", inputs->options->files_from, strerror(errno));
		status = ZL_STATUS_BROKEN;
	}
	free(line);
	zl_buffer_free(&name);
	return status;
}

static int
take_list(struct zl_inputs *inputs)
{
	struct search searches[2];
	int roots[2] = {-1, -1}, status = ZL_STATUS_BROKEN;
	FILE *list = open_list(inputs->options->files_from);
	char *here = getcwd(NULL, 0);

	if (list != NULL && here != NULL) {
		roots[0] = begin_search(&searches[0], inputs, here, true);
		roots[1] = begin_search(&searches[1], inputs, "/", true);
		if (roots[0] != -1 && roots[1] != -1)
			status = read_list(inputs, list, searches, roots);
	}
	for (int i = 0; i < 2; i++)
		if (roots[i] != -1)
			close(roots[i]);
	if (list != NULL && list != stdin)
		fclose(list);
	free(here);
	return status;
}

/* Whether the source that had the name in an earlier run is still there, and another one. */
static bool
taken(void *context, const char *name, int64_t was, int64_t is)
{
	struct search *search = context;
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
		struct search other = {.inputs = search->inputs, .path = path.data};
		search->status = complain_of_collision(&other, name, strlen(name), is);
	}
	zl_buffer_free(&path);
	return held;
}

/* No two sources may share a place under records/, nor may one's record be another's folder. */
static int
check_names(struct zl_inputs *inputs)
{
	struct search search = {.inputs = inputs, .status = ZL_STATUS_COMPLETE};
	struct zl_buffer one = {0}, two = {0};
	bool clash = false, nested = false;

	if (!zl_state_moved(inputs->state, taken, &search, &clash) ||
	    (!clash && !zl_state_nested(inputs->state, &one, &two, &nested))) {
		search.status = ZL_STATUS_BROKEN;
	} else if (nested) {
		zl_message("the record of %s would stand where %s needs a folder; rename one",
			   one.data, two.data);
		search.status = ZL_STATUS_USAGE;
	}
	zl_buffer_free(&one);
	zl_buffer_free(&two);
	return search.status;
}

int
zl_inputs_find(struct zl_inputs *inputs)
{
	int status = ZL_STATUS_COMPLETE;

	for (char **input = inputs->options->inputs; *input != NULL; input++)
		if ((status = take_input(inputs, *input)) != ZL_STATUS_COMPLETE)
			return status;
	if (inputs->options->files_from != NULL &&
	    (status = take_list(inputs)) != ZL_STATUS_COMPLETE)
		return status;
	zl_progress_clear();
	return check_names(inputs);
}

/* A root of which something was not found. */
struct loss {
	const struct zl_inputs *inputs;
	int folder;
};

static bool
gone(void *context, const char *name, bool record)
{
	struct loss *loss = context;
	struct zl_buffer target = {0};
	struct stat status;

	/* What is there was passed over, by --exclude for example. */
	if (fstatat(loss->folder, name, &status, AT_SYMLINK_NOFOLLOW) == 0 ||
	    (errno != ENOENT && errno != ENOTDIR))
		return false;
	if (!record) {
		zl_output_target(ZL_OUTPUT_FAILED, name, strlen(name), &target);
		if (!target.failed)
			zl_output_remove(loss->inputs->output, target.data);
		zl_buffer_free(&target);
	}
	return true;
}

bool
zl_inputs_mark_missing(struct zl_inputs *inputs, uint64_t *missing)
{
	struct zl_buffer path = {0};
	bool follow, done = true;

	*missing = 0;
	for (size_t i = 0; done && i < inputs->root_count; i++) {
		struct loss loss = {.inputs = inputs, .folder = -1};
		done = zl_state_root_path(inputs->state, inputs->roots[i], &path, &follow);
		if (done)
			loss.folder = open(path.data, O_PATH | O_DIRECTORY | O_CLOEXEC);
		if (loss.folder == -1)
			continue;
		done = zl_state_mark_missing(inputs->state, inputs->roots[i], gone, &loss, missing);
		close(loss.folder);
	}
	zl_buffer_free(&path);
	return done;
}

void
zl_inputs_free(struct zl_inputs *inputs)
{
	free(inputs->roots);
}
