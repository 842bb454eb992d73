/* output.c: OUT is opened, and held, by one run at a time. */
#include "output.h"

#include <ctype.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <time.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "pipeline/common/plain_text.h"
#include "pipeline/state/state.h"
#include "places.h"
#include "sweeper.h"

const struct zl_output zl_output_none = {.folder = -1,
					 .temporary = -1,
					 .lock = -1,
					 .sweep = -1,
					 .open = {{.folder = -1}, {.folder = -1}}};

static int
report_error(const struct zl_output *output, const char *what)
{
	zl_message("%s: %s: %s", output->path, _(what), strerror(errno));
	return ZL_STATUS_BROKEN;
}

static bool
is_number(const char *name)
{
	return name[0] != '\0' && name[strspn(name, "0123456789")] == '\0';
}

/* Whether a file in OUT/tmp is one that a run made there. */
static bool
is_temporary(const char *name)
{
	return is_number(name) || strcmp(name, "found.db") == 0 ||
	       strcmp(name, "found.db-journal") == 0;
}

/* Calls is_ours for the names in the folder until one is not; copies that one to other. */
static enum zl_status
check_names(int folder, const char *path, bool (*is_ours)(const char *name),
	    char other[NAME_MAX + 1])
{
	int copy = openat(folder, path, O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	DIR *listing = copy == -1 ? NULL : fdopendir(copy);

	other[0] = '\0';
	if (listing == NULL)
		return copy == -1 && errno == ENOENT ? ZL_DONE : ZL_FAILED;
	for (struct dirent *entry; other[0] == '\0' && (entry = readdir(listing)) != NULL;)
		if (strcmp(entry->d_name, ".") != 0 && strcmp(entry->d_name, "..") != 0 &&
		    !is_ours(entry->d_name))
			snprintf(other, NAME_MAX + 1, "%s", entry->d_name);
	closedir(listing);
	return ZL_DONE;
}

/* What stands in an OUT in which a run was killed before it had made its state; and what a file
 * system has from its beginning. */
static bool
is_of_beginning(const char *name)
{
	return strcmp(name, "lock") == 0 || strcmp(name, "tmp") == 0 ||
	       strcmp(name, "lost+found") == 0 || strcmp(name, "state.db") == 0 ||
	       strcmp(name, "state.db-journal") == 0;
}

/* Whether the lock, if it is there, is a file and has nothing in it but what a run writes. */
static bool
is_our_lock(int folder)
{
	char text[9] = "";
	struct stat status;
	int lock = openat(folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK);
	bool absent = lock == -1 && errno == ENOENT;

	if (lock == -1)
		return absent;
	ssize_t length = fstat(lock, &status) == 0 && S_ISREG(status.st_mode)
			     ? pread(lock, text, sizeof(text) - 1, 0)
			     : -1;
	close(lock);
	return length == 0 || (length == 8 && strcmp(text, "process ") == 0);
}

/* Reports that OUT is not to be written to. */
static int
refuse(const struct zl_output *output, const char *why, const char *name)
{
	char shown[NAME_MAX + 1];

	snprintf(shown, sizeof(shown), "%s", name);
	zl_plain_text(shown, sizeof(shown));
	zl_message("%s: %s%s; give a folder that is new or empty, or the OUT of an earlier run",
		   output->path, why, shown);
	return ZL_STATUS_USAGE;
}

/* Whether the folder is an OUT, or may become one: nothing in it can be somebody else's. */
static int
check_ours(const struct zl_output *output)
{
	char other[NAME_MAX + 1];

	switch (zl_state_identify(output->folder)) {
	case ZL_STATE_IS_OURS:
		break;
	case ZL_STATE_IS_FOREIGN:
		return refuse(output, _("its state.db is not zhengli's, or is damaged"), "");
	case ZL_STATE_IS_UNREADABLE:
		return report_error(output, "cannot read state.db in it");
	case ZL_STATE_IS_ABSENT:
		if (!check_names(output->folder, ".", is_of_beginning, other))
			return report_error(output, "cannot read the folder");
		if (!is_our_lock(output->folder))
			return refuse(output, _("it is not the OUT of a run"), "");
		if (other[0] != '\0')
			return refuse(output, _("it is not the OUT of a run, and has "), other);
		break;
	}
	if (!check_names(output->folder, "tmp", is_temporary, other))
		return errno == ENOTDIR || errno == ELOOP
			   ? refuse(output, _("its tmp is no folder"), "")
			   : report_error(output, "cannot read its tmp");
	return other[0] == '\0' ? ZL_STATUS_COMPLETE
				: refuse(output, _("its tmp has what no run makes: "), other);
}

/* Reads what the holder wrote into the lock: process, host and since when. */
static void
read_holder(int lock, struct zl_buffer *who)
{
	char text[256];
	ssize_t length = pread(lock, text, sizeof(text), 0);

	if (length <= 0)
		zl_buffer_text(who, _("an unknown process"));
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
report_held(const struct zl_output *output, const struct zl_buffer *who)
{
	zl_message("%s: another run holds it: %s; wait for that run, or stop it", output->path,
		   who->data == NULL ? "" : who->data);
	return ZL_STATUS_HELD;
}

static int
take_lock(struct zl_output *output)
{
	struct flock lock = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
	struct zl_buffer who = {0};

	output->lock =
	    openat(output->folder, "lock", O_RDWR | O_CREAT | O_CLOEXEC | O_NOFOLLOW, 0666);
	if (output->lock == -1)
		return report_error(output, "cannot open its lock");
	if (fcntl(output->lock, F_OFD_SETLK, &lock) == 0)
		return write_holder(output->lock) ? ZL_STATUS_COMPLETE
						  : report_error(output, "cannot write its lock");
	if (errno != EAGAIN && errno != EACCES)
		return report_error(output, "cannot take its lock");
	read_holder(output->lock, &who);
	int status = report_held(output, &who);
	zl_buffer_free(&who);
	return status;
}

/* Opens OUT/tmp and removes what dead runs left in it. */
static int
open_temporary(struct zl_output *output)
{
	if (mkdirat(output->folder, "tmp", 0777) == -1 && errno != EEXIST)
		return report_error(output, "cannot make tmp in it");
	output->temporary =
	    openat(output->folder, "tmp", O_RDONLY | O_DIRECTORY | O_CLOEXEC | O_NOFOLLOW);
	if (output->temporary == -1)
		return report_error(output, "cannot open tmp");
	int copy = fcntl(output->temporary, F_DUPFD_CLOEXEC, 0);
	DIR *listing = copy == -1 ? NULL : fdopendir(copy);
	if (listing == NULL)
		return report_error(output, "cannot read tmp");
	for (struct dirent *entry; (entry = readdir(listing)) != NULL;)
		if (is_temporary(entry->d_name))
			unlinkat(output->temporary, entry->d_name, 0);
	closedir(listing);
	return ZL_STATUS_COMPLETE;
}

/* Finds out what OUT's file system is like, from names that are there. */
static void
examine(struct zl_output *output)
{
	struct stat small, large;

	output->ignores_case = fstatat(output->folder, "lock", &small, AT_SYMLINK_NOFOLLOW) == 0 &&
			       fstatat(output->folder, "LOCK", &large, AT_SYMLINK_NOFOLLOW) == 0 &&
			       small.st_ino == large.st_ino;
	output->has_failures = faccessat(output->folder, "failed", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
	output->has_refused = faccessat(output->folder, "failed/~", F_OK, AT_SYMLINK_NOFOLLOW) == 0;
}

static int
open_folder(struct zl_output *output)
{
	output->folder = open(output->path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (output->folder == -1)
		return report_error(output, "cannot open the folder");
	if (fstat(output->folder, &output->identity) == -1)
		return report_error(output, "cannot examine the folder");
	return check_ours(output);
}

int
zl_output_open(struct zl_output *output, const char *path, bool create)
{
	*output = zl_output_none;
	output->path = path;
	if (create && mkdir(path, 0777) == -1 && errno != EEXIST)
		return report_error(output, "cannot make the folder");
	int status = open_folder(output);
	if (status == ZL_STATUS_COMPLETE)
		status = take_lock(output);
	if (status == ZL_STATUS_COMPLETE)
		status = open_temporary(output);
	if (status == ZL_STATUS_COMPLETE)
		examine(output);
	return status;
}

int
zl_output_look(struct zl_output *output, const char *path)
{
	struct zl_buffer who = {0};

	*output = zl_output_none;
	output->path = path;
	if (access(path, F_OK) == -1)
		return ZL_STATUS_COMPLETE;
	int status = open_folder(output);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	examine(output);
	if (zl_output_is_held(path, &who))
		status = report_held(output, &who);
	zl_buffer_free(&who);
	return status;
}

int
zl_output_share(struct zl_output *output, const char *path, unsigned seconds)
{
	const struct timespec pause = {.tv_nsec = 100000000};
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};
	struct zl_buffer who = {0};

	*output = zl_output_none;
	output->path = path;
	int status = open_folder(output);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	output->lock = openat(output->folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (output->lock == -1)
		return report_error(output, "it has no lock; is this the OUT of a zhengli run?");
	for (uint64_t i = 0; i <= 10 * (uint64_t)seconds; i++) {
		if (fcntl(output->lock, F_OFD_SETLK, &lock) == 0)
			return ZL_STATUS_COMPLETE;
		if (errno != EAGAIN && errno != EACCES)
			return report_error(output, "cannot take its lock");
		if (i < 10 * (uint64_t)seconds)
			nanosleep(&pause, NULL);
	}
	read_holder(output->lock, &who);
	status = report_held(output, &who);
	zl_buffer_free(&who);
	return status;
}

void
zl_output_await(const char *path, unsigned seconds)
{
	const struct timespec pause = {.tv_nsec = 100000000};
	int folder = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int lock = folder == -1 ? -1 : openat(folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);

	for (uint64_t i = 0; lock != -1 && i < 10 * (uint64_t)seconds; i++) {
		struct flock probe = {.l_type = F_WRLCK, .l_whence = SEEK_SET};
		if (fcntl(lock, F_OFD_GETLK, &probe) == -1 || probe.l_type == F_UNLCK)
			break;
		nanosleep(&pause, NULL);
	}
	if (lock != -1)
		close(lock);
	if (folder != -1)
		close(folder);
}

void
zl_output_close(struct zl_output *output)
{
	zl_places_close(output);
	zl_sweep_end(output);
	const int descriptors[] = {output->temporary, output->folder, output->lock};

	for (size_t i = 0; i < 3; i++)
		if (descriptors[i] != -1)
			close(descriptors[i]);
	output->temporary = output->folder = output->lock = -1;
}

bool
zl_output_is_held(const char *path, struct zl_buffer *who)
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
