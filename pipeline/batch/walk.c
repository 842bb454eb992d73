/* walk.c: a folder at a time, from a stack of paths: depth costs neither stack nor descriptors. */
#include "walk.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <nettle/sha2.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/buffer.h"
#include "base/vector.h"
#include "pipeline/common/system.h"

enum {
	DEPTH = 256,	/* of folders */
	LINKS = 8,	/* to folders on one path */
	LINKED = 100000 /* folders reached by links: two in each make a million of twenty */
};

/* A folder to be entered. */
struct pending {
	char *path;	/* owned */
	unsigned links; /* on it */
};

struct walk {
	int root;
	dev_t device; /* of the folder the walk started from */
	const struct zl_walk_options *options;
	const struct zl_walk_calls *calls;
	struct zl_walk_counts *counts;
	ZL_VECTOR(struct pending) pending;
	unsigned links;	       /* on the path of the folder at hand */
	size_t linked;	       /* folders reached by links so far */
	struct zl_buffer path; /* of the entry at hand */
	bool ended;
};

unsigned
zl_shard_of(const char *name, size_t length, unsigned of)
{
	struct sha256_ctx context;
	uint8_t digest[8];
	uint64_t hash = 0;

	sha256_init(&context);
	sha256_update(&context, length, (const uint8_t *)name);
	sha256_digest(&context, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		hash = hash << 8 | digest[i];
	return (unsigned)(hash % of) + 1;
}

static bool
is_matched(const char *const *patterns, const char *path, const char *name)
{
	for (size_t i = 0; patterns != NULL && patterns[i] != NULL; i++) {
		const char *subject = strchr(patterns[i], '/') == NULL ? name : path;
		if (fnmatch(patterns[i], subject, 0) == 0)
			return true;
	}
	return false;
}

/* Whether the patterns let the file through. */
static bool
is_included(const struct walk *walk, const char *name)
{
	const struct zl_walk_options *options = walk->options;

	if (is_matched(options->exclude, walk->path.data, name))
		return false;
	return options->include == NULL || options->include[0] == NULL ||
	       is_matched(options->include, walk->path.data, name);
}

static bool
is_wanted(const struct walk *walk, int folder, const char *name, const struct stat *status)
{
	const struct zl_walk_calls *calls = walk->calls;

	return is_included(walk, name) &&
	       (calls->is_wanted == NULL ||
		calls->is_wanted(calls->context, folder, name, walk->path.data, status));
}

static void
report_unreadable(struct walk *walk, const char *path, int number)
{
	walk->counts->unreadable++;
	walk->calls->unreadable(walk->calls->context, path, number);
}

/* Whether the folder at path is one of those that lead to it: only links make that. */
static bool
is_inside_itself(const struct walk *walk, char *path, const struct stat *folder)
{
	struct stat above;

	if (fstat(walk->root, &above) == 0 && above.st_ino == folder->st_ino &&
	    above.st_dev == folder->st_dev)
		return true;
	for (char *slash = path; (slash = strchr(slash, '/')) != NULL; slash++) {
		*slash = '\0';
		int got = fstatat(walk->root, path, &above, 0);
		*slash = '/';
		if (got == 0 && above.st_ino == folder->st_ino && above.st_dev == folder->st_dev)
			return true;
	}
	return false;
}

static bool
push(struct walk *walk, const char *path, unsigned links)
{
	struct pending *pending = zl_vector_push(&walk->pending);

	if (pending == NULL)
		return false;
	*pending = (struct pending){.path = strdup(path), .links = links};
	return pending->path != NULL;
}

static size_t
depth(const char *path)
{
	size_t slashes = 0;

	while ((path = strchr(path, '/')) != NULL) {
		slashes++;
		path++;
	}
	return slashes;
}

/* A folder comes up, at walk->path: to be entered later, or not at all. */
static bool
take_folder(struct walk *walk, const char *name, const struct stat *status, bool link)
{
	const struct zl_walk_options *options = walk->options;

	if (options->skip != NULL && options->skip->st_ino == status->st_ino &&
	    options->skip->st_dev == status->st_dev) {
		walk->calls->skipped(walk->calls->context, walk->path.data);
		return true;
	}
	if (options->one_file_system && status->st_dev != walk->device)
		return true;
	if (is_matched(options->exclude, walk->path.data, name))
		return true;
	if (options->follow && is_inside_itself(walk, walk->path.data, status)) {
		walk->counts->links++;
		return true;
	}
	if (depth(walk->path.data) >= DEPTH) {
		report_unreadable(walk, walk->path.data, ENAMETOOLONG);
		return true;
	}
	unsigned links = walk->links + link;
	if (links > LINKS || (links > 0 && ++walk->linked > LINKED)) {
		report_unreadable(walk, walk->path.data, ELOOP);
		return true;
	}
	return push(walk, walk->path.data, links);
}

/* Whether the regular file at walk->path is to be taken or counted here. */
static bool
is_ours(const struct walk *walk)
{
	const struct zl_walk_calls *calls = walk->calls;

	return calls->is_ours == NULL ||
	       calls->is_ours(calls->context, walk->path.data, walk->path.length);
}

/* An entry that is no folder. */
static bool
take_file(struct walk *walk, int folder, const char *name, const struct stat *status)
{
	if (S_ISLNK(status->st_mode))
		walk->counts->links++;
	else if (!S_ISREG(status->st_mode))
		walk->counts->special++;
	else if (!is_ours(walk))
		return true;
	else if (strncmp(name, "~$", 2) == 0)
		walk->counts->owner_files++;
	else if (!is_wanted(walk, folder, name, status))
		walk->counts->others++;
	else
		walk->ended = !walk->calls->found(walk->calls->context, walk->path.data,
						  walk->path.length, status);
	return true;
}

/*
 * Whether the entry need not be examined: a plain file that is another shard's, or excluded, told
 * by its name and the type in the folder.  Saves one system call for each of the other files.
 */
static bool
may_be_passed_over(struct walk *walk, const struct dirent *entry)
{
	if (entry->d_type != DT_REG)
		return false;
	if (!is_ours(walk))
		return true;
	if (strncmp(entry->d_name, "~$", 2) == 0 || is_included(walk, entry->d_name))
		return false;
	walk->counts->others++;
	return true;
}

static bool
take_entry(struct walk *walk, int folder, const struct dirent *entry)
{
	const char *name = entry->d_name;
	struct stat status;

	if (may_be_passed_over(walk, entry))
		return true;
	int got = fstatat(folder, name, &status, AT_SYMLINK_NOFOLLOW);
	bool link = got == 0 && S_ISLNK(status.st_mode);
	if (link && walk->options->follow)
		got = fstatat(folder, name, &status, 0);
	if (got == -1) {
		if (errno != ENOENT) /* gone since it was listed, or a link to nowhere */
			report_unreadable(walk, walk->path.data, errno);
		return true;
	}
	return S_ISDIR(status.st_mode) ? take_folder(walk, name, &status, link)
				       : take_file(walk, folder, name, &status);
}

/* Goes through the entries of the folder at path, open as listing.  False: memory is out. */
static bool
list(struct walk *walk, const char *path, DIR *listing)
{
	struct dirent *entry;

	while (!walk->ended && (errno = 0, entry = readdir(listing)) != NULL) {
		if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
			continue;
		zl_buffer_clear(&walk->path);
		if (path[0] != '\0') {
			zl_buffer_text(&walk->path, path);
			zl_buffer_byte(&walk->path, '/');
		}
		zl_buffer_text(&walk->path, entry->d_name);
		if (walk->path.failed || !take_entry(walk, dirfd(listing), entry))
			return false;
	}
	if (!walk->ended && errno != 0)
		report_unreadable(walk, path, errno);
	return true;
}

static bool
enter(struct walk *walk, const char *path)
{
	int folder = zl_open_below(walk->root, path[0] == '\0' ? "." : path, O_RDONLY | O_DIRECTORY,
				   0, walk->options->follow);
	DIR *listing = folder == -1 ? NULL : fdopendir(folder);
	struct stat status;

	if (listing == NULL) {
		report_unreadable(walk, path, errno);
		if (folder != -1)
			close(folder);
		return true;
	}
	walk->counts->folders++;
	if (walk->device == 0)
		walk->device = fstat(folder, &status) == 0 ? status.st_dev : 0;
	bool done = list(walk, path, listing);
	closedir(listing);
	return done;
}

bool
zl_walk(int root, const char *start, const struct zl_walk_options *options,
	const struct zl_walk_calls *calls, struct zl_walk_counts *counts)
{
	struct walk walk = {.root = root, .options = options, .calls = calls, .counts = counts};
	bool done = push(&walk, start, 0);

	while (done && !walk.ended && walk.pending.count > 0) {
		struct pending pending = walk.pending.items[--walk.pending.count];
		walk.links = pending.links;
		done = enter(&walk, pending.path);
		free(pending.path);
	}
	while (walk.pending.count > 0)
		free(walk.pending.items[--walk.pending.count].path);
	free(walk.pending.items);
	zl_buffer_free(&walk.path);
	if (!done)
		errno = ENOMEM;
	return done && !walk.ended;
}
