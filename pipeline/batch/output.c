/* output.c */
#include "output.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"

static int
complain(const struct zl_output *output, const char *what)
{
	zl_message("%s: %s: %s", output->path, what, strerror(errno));
	return ZL_STATUS_BROKEN;
}

/* Reads what the holder wrote into the lock: process, host and since when. */
static void
read_holder(int lock, struct zl_buffer *who)
{
	char text[256];
	ssize_t length = pread(lock, text, sizeof(text), 0);

	if (length <= 0)
		zl_buffer_text(who, "an unknown process");
	else
		zl_buffer_add(who, text,
			      strcspn(text, "\n") < (size_t)length ? strcspn(text, "\n")
								   : (size_t)length);
}

/* Says in the lock who we are.  For people: the lock itself is what counts. */
static bool
write_holder(int lock)
{
	char host[HOST_NAME_MAX + 1] = "", since[32], text[HOST_NAME_MAX + 96];
	time_t now = time(NULL);
	struct tm parts;

	gethostname(host, sizeof(host) - 1);
	gmtime_r(&now, &parts);
	strftime(since, sizeof(since), "%Y-%m-%dT%H:%M:%SZ", &parts);
	int length = snprintf(text, sizeof(text), "process %ld on %s since %s\n", (long)getpid(),
			      host, since);
	return ftruncate(lock, 0) == 0 && pwrite(lock, text, (size_t)length, 0) == length;
}

static int
take_lock(struct zl_output *output)
{
	struct zl_buffer who = {0};

	output->lock =
	    openat(output->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (output->lock == -1)
		return complain(output, "its lock cannot be opened");
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	if (fcntl(output->lock, F_OFD_SETLK, &lock) == 0)
		return write_holder(output->lock) ? ZL_STATUS_COMPLETE
						  : complain(output, "its lock cannot be written");
	if (errno != EAGAIN && errno != EACCES)
		return complain(output, "its lock cannot be taken");
	read_holder(output->lock, &who);
	zl_message("%s: another run holds it: %s; wait for that run, or stop it", output->path,
		   who.data == NULL ? "" : who.data);
	zl_buffer_free(&who);
	return ZL_STATUS_HELD;
}

/* Opens OUT/tmp and removes what dead runs left in it. */
static int
open_temporary(struct zl_output *output)
{
	if (mkdirat(output->folder, "tmp", 0777) == -1 && errno != EEXIST)
		return complain(output, "tmp cannot be made in it");
	output->temporary =
	    openat(output->folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (output->temporary == -1)
		return complain(output, "tmp cannot be opened");
	int copy = fcntl(output->temporary, F_DUPFD_CLOEXEC, 0);
	DIR *listing = copy == -1 ? NULL : fdopendir(copy);
	if (listing == NULL)
		return complain(output, "tmp cannot be read");
	for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0)
			unlinkat(output->temporary, entry->d_name, 0);
	closedir(listing);
	return ZL_STATUS_COMPLETE;
}

int
zl_output_open(struct zl_output *output, const char *path, bool create)
{
	*output = (struct zl_output){.path = path, .folder = -1, .temporary = -1, .lock = -1};
	if (create && mkdir(path, 0777) == -1 && errno != EEXIST)
		return complain(output, "the folder cannot be made");
	output->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->folder == -1)
		return complain(output, "the folder cannot be opened");
	if (fstat(output->folder, &output->identity) == -1)
		return complain(output, "the folder cannot be examined");
	int status = take_lock(output);
	return status == ZL_STATUS_COMPLETE ? open_temporary(output) : status;
}

int
zl_output_share(struct zl_output *output, const char *path, unsigned seconds)
{
	const struct timespec pause = {.tv_nsec = 100000000};
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	struct zl_buffer who = {0};

	*output = (struct zl_output){.path = path, .folder = -1, .temporary = -1, .lock = -1};
	output->folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->folder == -1)
		return complain(output, "cannot open folder");
	output->lock = openat(output->folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (output->lock == -1)
		return complain(output, "it has no lock; is this the OUT of a zhengli run?");
	for (uint64_t i = 0; i <= 10 * (uint64_t)seconds; i++) {
		if (fcntl(output->lock, F_OFD_SETLK, &lock) == 0)
			return ZL_STATUS_COMPLETE;
		if (errno != EAGAIN && errno != EACCES)
			return complain(output, "cannot take its lock");
		if (i < 10 * (uint64_t)seconds)
			nanosleep(&pause, NULL);
	}
	read_holder(output->lock, &who);
	zl_message("%s: a run is at work: %s; wait for it (--wait), or stop it", path,
		   who.data == NULL ? "" : who.data);
	zl_buffer_free(&who);
	return ZL_STATUS_HELD;
}

void
zl_output_close(struct zl_output *output)
{
	const int descriptors[] = {output->temporary, output->folder, output->lock};

	for (size_t i = 0; i < 3; i++)
		if (descriptors[i] != -1)
			close(descriptors[i]);
	output->temporary = output->folder = output->lock = -1;
}

bool
zl_output_holder(const char *path, struct zl_buffer *who)
{
	bool held = false;
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int lock = folder == -1 ? -1 : openat(folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	if (lock != -1) {
		/* Asked, not taken: a run that starts meanwhile must not find OUT held by us. */
		struct flock probe = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
		held = fcntl(lock, F_OFD_GETLK, &probe) == 0 && probe.l_type != F_UNLCK;
		if (held)
			read_holder(lock, who);
		close(lock);
	}
	if (folder != -1)
		close(folder);
	return held;
}

/* The longest piece of the component, at most room bytes, that does not cut UTF-8 in two. */
static size_t
cut(const char *component, size_t room)
{
	while (room > 0 && ((unsigned char)component[room] & 0xC0) == 0x80)
		room--;
	return room;
}

void
zl_output_target(enum zl_output_kind kind, const char *name, size_t length,
		 struct zl_buffer *target)
{
	enum { DIGITS = 16, MARK = 1 + DIGITS, SUFFIX = 4 }; /* "~" and digits; ".xml" */
	const char *slash = memrchr(name, '/', length);
	size_t before = slash == NULL ? 0 : (size_t)(slash - name) + 1;
	char sha256[65];

	zl_buffer_clear(target);
	zl_buffer_text(target, kind == ZL_OUTPUT_RECORDS ? "records/" : "failed/");
	if (length - before + SUFFIX <= NAME_MAX) {
		zl_buffer_add(target, name, length);
	} else {
		size_t kept = cut(name + before, NAME_MAX - SUFFIX - MARK);
		zl_buffer_add(target, name, before + kept);
		zl_digest(name + before, length - before, sha256);
		zl_buffer_format(target, "~%.*s", DIGITS, sha256);
	}
	zl_buffer_text(target, ".xml");
}

bool
zl_output_folders(const struct zl_output *output, const char *target)
{
	char *path = strdup(target);
	bool made = path != NULL;

	for (char *slash = path; made && (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		made = mkdirat(output->folder, path, 0777) == 0 || errno == EEXIST;
		*slash = '/';
	}
	free(path);
	return made;
}

bool
zl_output_remove(const struct zl_output *output, const char *target)
{
	if (unlinkat(output->folder, target, 0) == -1)
		return errno == ENOENT || errno == ENOTDIR;
	char *path = strdup(target);
	for (char *slash; path != NULL && (slash = strrchr(path, '/')) != NULL;) {
		*slash = '\0';
		if (strchr(path, '/') == NULL || unlinkat(output->folder, path, AT_REMOVEDIR) == -1)
			break;
	}
	free(path);
	return true;
}
