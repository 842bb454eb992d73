/* folder.c: the part, its files, and the exchange that makes them visible. */
#include "folder.h"

#include <errno.h>
#include <fcntl.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/folder_write.h"
#include "pipeline/common/message.h"

/* Whether the folder holds pages of that OUT: its review.json says so. */
static bool
is_own(const char *path, const char *instance)
{
	char *name = NULL, text[512] = "", wanted[64];

	if (asprintf(&name, "%s/review.json", path) == -1)
		return false;
	int file = open(name, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	free(name);
	if (file == -1)
		return false;
	ssize_t length = read(file, text, sizeof(text) - 1);
	close(file);
	snprintf(wanted, sizeof(wanted), "\"instance\":\"%s\"", instance);
	return length > 0 && strstr(text, wanted) != NULL;
}

int
zl_folder_begin(struct zl_folder *folder, const char *path, const char *instance)
{
	struct stat status;

	*folder = (struct zl_folder){.path = path, .folder = -1};
	if (lstat(path, &status) == 0) {
		if (!S_ISDIR(status.st_mode) || !is_own(path, instance)) {
			zl_message("%s is there and holds no pages of this OUT; name another DIR",
				   path);
			return ZL_STATUS_USAGE;
		}
		folder->exchange = true;
	}
	folder->part = zl_part_name(path);
	if (folder->part != NULL && mkdir(folder->part, 0700) == 0)
		folder->folder = open(folder->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (folder->folder != -1)
		return ZL_STATUS_COMPLETE;
	zl_folder_report_error(path, "it cannot be made");
	return ZL_STATUS_BROKEN;
}

enum zl_status
zl_folder_file(const struct zl_folder *folder, const char *path, const void *bytes, size_t length)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;
	int file = openat(folder->folder, path, flags, 0600);

	if (file == -1 && errno == ENOENT) {
		char *copy = strdup(path);
		if (copy != NULL && zl_make_folders(folder->folder, copy, 0700))
			file = openat(folder->folder, path, flags, 0600);
		free(copy);
	}
	if (file == -1)
		return zl_folder_report_error(path, "it cannot be made");
	bool done = zl_write_all(file, bytes, length);
	if (!done)
		zl_folder_report_error(path, "it cannot be written");
	if (close(file) == -1 && done && errno != EINTR)
		done = zl_folder_report_error(path, "it cannot be written");
	return done ? ZL_DONE : ZL_FAILED;
}

/* Makes the name durable that the folder got. */
static bool
sync_parent(const char *path)
{
	char *copy = strdup(path);
	int parent = copy == NULL ? -1 : open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	bool done = parent != -1 && fsync(parent) == 0;

	if (parent != -1)
		close(parent);
	free(copy);
	return done;
}

enum zl_status
zl_folder_finish(struct zl_folder *folder)
{
	unsigned how = folder->exchange ? RENAME_EXCHANGE : RENAME_NOREPLACE;

	if (syncfs(folder->folder) == -1)
		return zl_folder_report_error(folder->path, "it cannot be brought to the disk");
	if (renameat2(AT_FDCWD, folder->part, AT_FDCWD, folder->path, how) == -1)
		return zl_folder_report_error(folder->path, "it cannot be given its name");
	/* What was there before has the part's name now, and goes with it. */
	if (!sync_parent(folder->path))
		return zl_folder_report_error(folder->path,
					      "its name cannot be brought to the disk");
	return ZL_DONE;
}

void
zl_folder_abandon(struct zl_folder *folder)
{
	if (folder->folder != -1)
		close(folder->folder);
	if (folder->part != NULL && !zl_remove_tree(folder->part))
		zl_folder_report_error(folder->part, "it cannot be removed");
	free(folder->part);
	folder->part = NULL;
	folder->folder = -1;
}
