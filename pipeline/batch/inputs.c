/* inputs.c: folders, files and lists of the command line become sources in the state. */
#include "inputs.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "input_list.h"
#include "input_names.h"
#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_passed.h"

/* Whether the folder at path, which is absolute and without links, lies in the folder given. */
static bool
is_inside(const char *path, const struct stat *folder)
{
	char *above = strdup(path), *slash;
	struct stat status;
	bool inside = false;

	while (above != NULL && !inside && (slash = strrchr(above, '/')) != NULL &&
	       slash[1] != '\0') {
		slash[slash == above] = '\0';
		inside = stat(above, &status) == 0 && status.st_ino == folder->st_ino &&
			 status.st_dev == folder->st_dev;
	}
	free(above);
	return inside;
}

int
zl_inputs_check_apart(const struct zl_options *options)
{
	struct stat out, status;
	int result = ZL_STATUS_COMPLETE;

	if (options->retry || stat(options->output, &out) == -1)
		return ZL_STATUS_COMPLETE;
	for (char **input = options->inputs; *input != NULL; input++) {
		char *path = stat(*input, &status) == -1 ? NULL : realpath(*input, NULL);
		if (path == NULL)
			continue; /* reported when it is walked */
		bool same = status.st_ino == out.st_ino && status.st_dev == out.st_dev;
		if (same || is_inside(path, &out)) {
			zl_message("%s: %s; give an OUT that is apart", *input,
				   same ? _("it is OUT and INPUT") : _("it lies in OUT"));
			result = ZL_STATUS_USAGE;
		}
		free(path);
	}
	return result;
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
	struct zl_search search;
	int folder = zl_search_begin(&search, inputs, path, inputs->options->follow);

	if (folder == -1) {
		inputs->counts.unreadable += search.status == ZL_STATUS_COMPLETE;
		return search.status;
	}
	zl_search_walk(&search, folder, "");
	close(folder);
	if (search.status == ZL_STATUS_COMPLETE && search.unreadable == 0 &&
	    !zl_state_forget_passed(inputs->state, search.root))
		search.status = ZL_STATUS_BROKEN;
	if (search.status == ZL_STATUS_COMPLETE && search.unreadable == 0 &&
	    !remember(inputs, search.root)) {
		zl_message("out of memory");
		search.status = ZL_STATUS_BROKEN;
	}
	return search.status;
}

/* A file given by name: always tried, whatever it is; links to it are followed. */
static int
take_file(struct zl_inputs *inputs, char *path, const struct stat *status)
{
	struct zl_search search;
	char *slash = strrchr(path, '/');
	const char *name = slash == NULL ? path : slash + 1;

	if (slash != NULL)
		*slash = '\0';
	char *folder = realpath(slash == NULL ? "." : slash == path ? "/" : path, NULL);
	if (folder == NULL) {
		zl_message("%s: %s", path, strerror(errno));
		return ZL_STATUS_USAGE;
	}
	int root = zl_search_begin(&search, inputs, folder, true);
	if (root != -1)
		zl_search_found(&search, name, strlen(name), status);
	if (root != -1)
		close(root);
	free(folder);
	return search.status;
}

/* An INPUT that cannot be looked at: the exit status, by whether its name is to blame. */
static int
report_input(const char *input)
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
		return report_input(input);
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

int
zl_inputs_find(struct zl_inputs *inputs)
{
	int status = ZL_STATUS_COMPLETE;

	for (char **input = inputs->options->inputs; *input != NULL; input++)
		if ((status = take_input(inputs, *input)) != ZL_STATUS_COMPLETE)
			return status;
	if (inputs->options->files_from != NULL &&
	    (status = zl_inputs_take_list(inputs)) != ZL_STATUS_COMPLETE)
		return status;
	zl_progress_clear();
	status = zl_inputs_check_names(inputs);
	return status == ZL_STATUS_COMPLETE ? zl_inputs_check_meant(inputs) : status;
}

void
zl_inputs_free(struct zl_inputs *inputs)
{
	free(inputs->roots);
}
