/* input_list.c: paths from a list, each below the root "/" or the folder we are in. */
#include "input_list.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/message.h"

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
take_listed(struct zl_search *search, int root, const char *path, struct zl_buffer *name)
{
	const struct stat *out = &search->inputs->output->identity;
	struct stat status;

	if (!tidy(path, name)) {
		zl_message("%s: a path with “..” has no place below OUT", path);
		search->status = ZL_STATUS_USAGE;
	} else if (fstatat(root, name->length == 0 ? "." : name->data, &status, 0) == -1) {
		zl_message("%s: %s", path, strerror(errno));
		zl_log_unreadable(search->inputs->log, path, strerror(errno));
		search->inputs->unfound++;
	} else if (S_ISDIR(status.st_mode) && status.st_ino == out->st_ino &&
		   status.st_dev == out->st_dev) {
		zl_message("%s: this is OUT; it is left out", path);
	} else if (S_ISDIR(status.st_mode)) {
		zl_search_walk(search, root, name->data);
	} else {
		zl_search_found(search, name->data, name->length, &status);
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
read_list(struct zl_inputs *inputs, FILE *list, struct zl_search searches[2], const int roots[2])
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

int
zl_inputs_take_list(struct zl_inputs *inputs)
{
	struct zl_search searches[2];
	int roots[2] = {-1, -1}, status = ZL_STATUS_BROKEN;
	FILE *list = open_list(inputs->options->files_from);
	char *here = getcwd(NULL, 0);

	if (list != NULL && here != NULL) {
		roots[0] = zl_search_begin(&searches[0], inputs, here, true);
		roots[1] = zl_search_begin(&searches[1], inputs, "/", true);
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
