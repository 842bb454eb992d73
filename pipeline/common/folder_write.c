/* folder_write.c: files written into a folder that is open. */
#include "folder_write.h"

#include <errno.h>
#include <ftw.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "language.h"
#include "message.h"

enum zl_status
zl_make_folders(int folder, char *path, mode_t mode)
{
	for (char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		bool made = mkdirat(folder, path, mode) == 0 || errno == EEXIST;
		*slash = '/';
		if (!made)
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_write_all(int file, const char *bytes, size_t size)
{
	while (size > 0) {
		ssize_t put = write(file, bytes, size);
		if (put == -1 && errno != EINTR)
			return ZL_FAILED;
		bytes += put > 0 ? put : 0;
		size -= put > 0 ? (size_t)put : 0;
	}
	return ZL_DONE;
}

char *
zl_part_name(const char *path)
{
	size_t length = strlen(path);
	char *name = NULL;

	while (length > 1 && path[length - 1] == '/')
		length--;
	return asprintf(&name, "%.*s.part-%ld", (int)length, path, (long)getpid()) == -1 ? NULL
											 : name;
}

static int
remove_entry(const char *path, const struct stat *status, int type, struct FTW *at)
{
	(void)status, (void)at;
	return type == FTW_DP ? rmdir(path) : unlink(path);
}

bool
zl_remove_tree(const char *path)
{
	return nftw(path, remove_entry, 32, FTW_DEPTH | FTW_PHYS) == 0 || errno == ENOENT;
}

enum zl_status
zl_folder_report_error(const char *path, const char *what)
{
	int number = errno;

	zl_message("%s: %s: %s%s", path, _(what), strerror(number),
		   number == ENOSPC || number == EDQUOT ? _("; make room on the disk and try again")
							: "");
	return ZL_FAILED;
}
