/* places.c: names below OUT, and the folders that lead to them. */
#include "places.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/utf8.h"
#include "file_write.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/system.h"
#include "sweeper.h"

enum { DIGITS = 32, MARK = 1 + DIGITS, SUFFIX = 4 }; /* "~" and digits; ".xml" */

static const char refused_folder[] = "failed/~";

/* Whether the component ends with a mark, as one that was cut does. */
static bool
is_marked(const char *component, size_t length)
{
	const char *mark = component + length - MARK;

	if (length < MARK || *mark != '~')
		return false;
	for (int i = 1; i <= DIGITS; i++)
		if (strchr("0123456789abcdef", mark[i]) == NULL)
			return false;
	return true;
}

/* The longest piece of the component, at most room bytes, that does not cut UTF-8 in two. */
static size_t
cut(const char *component, size_t room)
{
	while (room > 0 && zl_utf8_is_continuation(component[room]))
		room--;
	return room;
}

static void
add_mark(struct zl_buffer *target, const char *text, size_t length)
{
	char sha256[65];

	zl_digest(text, length, sha256);
	zl_buffer_format(target, "~%.*s", DIGITS, sha256);
}

void
zl_place_of(enum zl_output_kind kind, const char *name, size_t length, struct zl_buffer *target)
{
	const char *slash = memrchr(name, '/', length);
	size_t before = slash == NULL ? 0 : (size_t)(slash - name) + 1, last = length - before;

	zl_buffer_clear(target);
	zl_buffer_text(target, kind == ZL_OUTPUT_RECORDS ? "records/" : "failed/");
	if (last + SUFFIX <= NAME_MAX && !is_marked(name + before, last)) {
		zl_buffer_add(target, name, length);
	} else {
		size_t room = NAME_MAX - SUFFIX - MARK;
		zl_buffer_add(target, name,
			      before + (last <= room ? last : cut(name + before, room)));
		add_mark(target, name + before, last);
	}
	zl_buffer_text(target, ".xml");
}

void
zl_place_of_refused(const char *name, size_t length, struct zl_buffer *target)
{
	zl_buffer_clear(target);
	zl_buffer_format(target, "%s/", refused_folder);
	add_mark(target, name, length);
	zl_buffer_text(target, ".xml");
}

bool
zl_is_refusal(int number)
{
	return number == ENAMETOOLONG || number == EINVAL || number == EILSEQ ||
	       number == ENOTDIR || number == EISDIR || number == ENOTEMPTY || number == EEXIST ||
	       number == ELOOP;
}

static void
forget(struct zl_open_folder *open)
{
	if (open->folder != -1)
		close(open->folder);
	free(open->path);
	*open = (struct zl_open_folder){.folder = -1};
}

void
zl_places_close(struct zl_output *output)
{
	for (int i = 0; i < ZL_OPEN_FOLDERS; i++)
		forget(&output->open[i]);
}

/* Makes the folder at path below OUT, step by step, and opens it. */
static int
make_folder(const struct zl_output *output, char *path)
{
	int here = fcntl(output->folder, F_DUPFD_CLOEXEC, 0);

	for (char *at = path, *slash = path; here != -1 && slash != NULL; at = slash + 1) {
		slash = strchr(at, '/');
		if (slash != NULL)
			*slash = '\0';
		int made = mkdirat(here, at, 0777);
		int next = made == 0 || errno == EEXIST
			       ? openat(here, at, O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC)
			       : -1;
		int number = errno;
		close(here);
		errno = number;
		here = next;
		if (slash != NULL)
			*slash = '/';
		else
			break;
	}
	return here;
}

/*
 * The folder of target, made where it is not there and make is set; -1 with errno set.  It stays
 * open: documents come in the order of their names, so the next one's is mostly the same.
 */
static int
open_folder(struct zl_output *output, const char *target, bool make)
{
	const char *slash = strrchr(target, '/');
	size_t length = slash == NULL ? 0 : (size_t)(slash - target);
	struct zl_open_folder *open = &output->open[target[0] == 'r' ? 0 : 1];

	if (strlen(target) >= PATH_MAX - 1) {
		errno = ENAMETOOLONG;
		return -1;
	}
	if (length == 0)
		return output->folder;
	if (open->folder != -1 && strncmp(open->path, target, length) == 0 &&
	    open->path[length] == '\0')
		return open->folder;
	forget(open);
	open->path = strndup(target, length);
	if (open->path == NULL)
		return -1;
	open->folder = zl_open_below(output->folder, open->path, O_PATH | O_DIRECTORY, 0, false);
	if (open->folder == -1 && errno == ENOENT && make)
		open->folder = make_folder(output, open->path);
	int number = errno, folder = open->folder;
	if (folder == -1)
		forget(open);
	errno = number;
	return folder;
}

/* The last component of target. */
static const char *
last_of(const char *target)
{
	const char *slash = strrchr(target, '/');

	return slash == NULL ? target : slash + 1;
}

static bool
is_below(const char *target, const char *folder)
{
	size_t length = strlen(folder);

	return strncmp(target, folder, length) == 0 && target[length] == '/';
}

enum zl_status
zl_place_put(struct zl_output *output, const char *name, const char *target)
{
	/* A folder that was open may have been removed meanwhile: then once more. */
	for (int i = 0; i < 2; i++) {
		int folder = open_folder(output, target, true);
		if (folder == -1)
			return ZL_FAILED;
		if (zl_sweep_replace(output, name, folder, last_of(target))) {
			output->has_failures |= is_below(target, "failed");
			output->has_refused |= is_below(target, refused_folder);
			return ZL_DONE;
		}
		if (errno != ENOENT)
			return ZL_FAILED;
		zl_places_close(output);
		errno = ENOENT;
	}
	return ZL_FAILED;
}

/* A copy of the plain file open as from, where no second link can be had. */
static enum zl_status
bring_copy(struct zl_output *output, int from, const char *name, const char *target)
{
	if (!zl_file_copy(output, name, from))
		return ZL_FAILED;
	if (zl_place_put(output, name, target))
		return ZL_DONE;
	int number = errno;
	unlinkat(output->temporary, name, 0);
	errno = number;
	return ZL_FAILED;
}

enum zl_status
zl_place_bring(struct zl_output *output, struct zl_output *from, const char *name,
	       const char *target)
{
	struct stat status, linked;
	int file = zl_place_open(from, target);
	enum zl_status done = ZL_FAILED;

	if (file == -1)
		return ZL_FAILED;
	int folder = open_folder(from, target, false); /* the one that was opened just now */
	if (fstat(file, &status) == -1 || !S_ISREG(status.st_mode)) {
		errno = EINVAL;
	} else if (linkat(folder, last_of(target), output->temporary, name, 0) == 0) {
		bool same = fstatat(output->temporary, name, &linked, AT_SYMLINK_NOFOLLOW) == 0 &&
			    linked.st_ino == status.st_ino && linked.st_dev == status.st_dev;
		errno = same ? 0 : EINVAL;
		done = same && zl_place_put(output, name, target) ? ZL_DONE : ZL_FAILED;
		int number = errno;
		unlinkat(output->temporary, name, 0); /* a link to itself stays when renamed */
		errno = number;
	} else {
		done = bring_copy(output, file, name, target);
	}
	int number = errno;
	close(file);
	errno = number;
	return done;
}

int
zl_place_open(struct zl_output *output, const char *target)
{
	int folder = open_folder(output, target, false);

	if (folder == -1)
		return -1;
	return openat(folder, last_of(target), O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
}

bool
zl_place_holds(struct zl_output *output, const char *target, const char *bytes, size_t size)
{
	char block[16384];
	struct stat status;
	int file = zl_place_open(output, target);
	size_t at = 0;
	ssize_t got = 1;

	if (file == -1)
		return false;
	bool same = fstat(file, &status) == 0 && S_ISREG(status.st_mode) &&
		    (uint64_t)status.st_size == size;
	while (same && at < size && got > 0) {
		got = read(file, block, sizeof(block));
		same = got > 0 && (size_t)got <= size - at &&
		       memcmp(block, bytes + at, (size_t)got) == 0;
		at += got > 0 ? (size_t)got : 0;
	}
	close(file);
	return same;
}

/* Removes the folders that lead to target, from the last one, as long as they are empty. */
static void
remove_folders(struct zl_output *output, const char *target)
{
	char *path = strdup(target), *slash;

	while (path != NULL && (slash = strrchr(path, '/')) != NULL) {
		*slash = '\0';
		if (strchr(path, '/') == NULL)
			break;
		int above = open_folder(output, path, false);
		if (above == -1 || unlinkat(above, last_of(path), AT_REMOVEDIR) == -1)
			break;
	}
	free(path);
}

enum zl_status
zl_place_remove(struct zl_output *output, const char *target)
{
	int folder = open_folder(output, target, false);

	if (folder == -1 || !zl_sweep_remove(output, folder, last_of(target)))
		return errno == ENOENT || zl_is_refusal(errno) ? ZL_DONE : ZL_FAILED;
	remove_folders(output, target);
	return ZL_DONE;
}

enum zl_status
zl_place_remove_failure(struct zl_output *output, const char *name, size_t length,
			struct zl_buffer *scratch)
{
	if (!output->has_failures)
		return ZL_DONE;
	zl_place_of(ZL_OUTPUT_FAILED, name, length, scratch);
	if (scratch->failed || !zl_place_remove(output, scratch->data))
		return ZL_FAILED;
	if (!output->has_refused)
		return ZL_DONE;
	zl_place_of_refused(name, length, scratch);
	return scratch->failed ? ZL_FAILED : zl_place_remove(output, scratch->data);
}

enum zl_status
zl_place_write(struct zl_output *output, const char *target, const void *bytes, size_t size)
{
	/* No group has this number. */
	static const char name[] = "0";

	unlinkat(output->temporary, name, 0);
	if (zl_file_make(output, name, bytes, size, true) && zl_place_put(output, name, target) &&
	    fsync(output->folder) == 0)
		return ZL_DONE;
	return zl_file_report_error(output, target, "cannot write the file");
}
