/* folder_write.c: files written into a folder that is open. */
#include "folder_write.h"

#include <errno.h>
#include <stdbool.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

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
