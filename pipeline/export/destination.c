/* destination.c: the part, its files, and the rename that makes them visible. */
#include "destination.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <libgen.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/folder_write.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"

/* Opens the folder that path is in, so that its entry can be made durable. */
static int
open_parent(const char *path)
{
	char *copy = strdup(path);
	int parent = copy == NULL ? -1 : open(dirname(copy), O_RDONLY | O_DIRECTORY | O_CLOEXEC);

	free(copy);
	return parent;
}

int
zl_destination_begin(struct zl_destination *destination, const char *path, bool single, bool sums)
{
	struct stat status;

	*destination = (struct zl_destination){
	    .path = path, .single = single, .parent = -1, .folder = -1, .listed = -1};
	if (lstat(path, &status) == 0) {
		zl_message("%s is there already; an export makes a new %s", path,
			   single ? "file" : "folder");
		return ZL_STATUS_USAGE;
	}
	destination->part = zl_part_name(path);
	destination->parent = open_parent(path);
	if (destination->part == NULL || destination->parent == -1) {
		zl_folder_report_error(path, "the folder that it is to be in");
		return ZL_STATUS_BROKEN;
	}
	if (single)
		return ZL_STATUS_COMPLETE;
	if (mkdir(destination->part, 0777) == 0) {
		destination->folder = open(destination->part, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
		destination->listed =
		    openat(destination->folder, ".", O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
		if (destination->listed == -1) { /* a file system without such files */
			destination->listed = openat(destination->folder, ".files",
						     O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
			unlinkat(destination->folder, ".files", 0);
		}
		if (sums)
			destination->sums = zl_sink_open(destination, "SHA256SUMS");
	}
	if ((sums && destination->sums == NULL) || destination->listed == -1) {
		zl_folder_report_error(destination->part, "it cannot be made");
		return ZL_STATUS_BROKEN;
	}
	if (sums)
		destination->sums->unlisted = true;
	return ZL_STATUS_COMPLETE;
}

static void
let_go(struct zl_destination *destination)
{
	const int files[] = {destination->listed, destination->folder, destination->parent};

	zl_sink_drop(destination->sums);
	destination->sums = NULL;
	for (size_t i = 0; i < 3; i++)
		if (files[i] != -1)
			close(files[i]);
	destination->listed = destination->folder = destination->parent = -1;
	free(destination->part);
	destination->part = NULL;
}

void
zl_destination_abandon(struct zl_destination *destination)
{
	if (destination->part == NULL)
		return;
	if (!zl_remove_tree(destination->part))
		zl_folder_report_error(destination->part, "it cannot be removed");
	let_go(destination);
}

/* Gives the part its name, unless that has been taken meanwhile. */
static bool
give_name(const struct zl_destination *destination)
{
	struct stat status;

	if (renameat2(AT_FDCWD, destination->part, AT_FDCWD, destination->path, RENAME_NOREPLACE) ==
	    0)
		return true;
	if (errno != EINVAL && errno != ENOSYS)
		return false;
	if (lstat(destination->path, &status) == 0) {
		errno = EEXIST;
		return false;
	}
	return rename(destination->part, destination->path) == 0;
}

enum zl_status
zl_destination_finish(struct zl_destination *destination)
{
	struct zl_sink *sums = destination->sums;

	destination->sums = NULL;
	bool done = sums == NULL || zl_sink_close(sums, NULL);
	if (!done) {
		zl_destination_abandon(destination);
		return ZL_FAILED;
	}
	if (syncfs(destination->single ? destination->parent : destination->folder) == -1)
		done =
		    zl_folder_report_error(destination->path, "it cannot be brought to the disk");
	else if (!give_name(destination))
		done = zl_folder_report_error(destination->path, "it cannot be given its name");
	if (!done) {
		zl_destination_abandon(destination);
		return ZL_FAILED;
	}
	if (fsync(destination->parent) == -1)
		done = zl_folder_report_error(destination->path,
					      "its name cannot be brought to the disk");
	let_go(destination);
	return done ? ZL_DONE : ZL_FAILED;
}

static int
create(const struct zl_destination *destination, const char *path)
{
	const int flags = O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW;

	return destination->single ? open(destination->part, flags, 0666)
				   : openat(destination->folder, path, flags, 0666);
}

struct zl_sink *
zl_sink_open(struct zl_destination *destination, const char *path)
{
	struct zl_sink *sink = malloc(sizeof(*sink));

	if (sink == NULL)
		return NULL;
	sink->destination = destination;
	sink->path = strdup(path);
	sink->bytes = sink->filled = 0;
	sink->failed = sink->unlisted = false;
	sha256_init(&sink->hash);
	sink->file = sink->path == NULL ? -1 : create(destination, path);
	if (sink->file == -1 && errno == ENOENT && sink->path != NULL &&
	    zl_make_folders(destination->folder, sink->path, 0777))
		sink->file = create(destination, path);
	if (sink->file == -1) {
		zl_folder_report_error(path, "it cannot be made");
		zl_sink_drop(sink);
		return NULL;
	}
	return sink;
}

static void
flush(struct zl_sink *sink, const void *bytes, size_t length)
{
	if (sink->failed || length == 0)
		return;
	sha256_update(&sink->hash, length, bytes);
	sink->bytes += length;
	if (!zl_write_all(sink->file, bytes, length)) {
		sink->failed = true;
		zl_folder_report_error(sink->path, "it cannot be written");
	}
}

void
zl_sink_write(struct zl_sink *sink, const void *bytes, size_t length)
{
	if (length > sizeof(sink->data) - sink->filled) {
		flush(sink, sink->data, sink->filled);
		sink->filled = 0;
	}
	if (length > sizeof(sink->data)) {
		flush(sink, bytes, length);
		return;
	}
	memcpy(sink->data + sink->filled, bytes, length);
	sink->filled += length;
}

void
zl_sink_text(struct zl_sink *sink, const char *text)
{
	zl_sink_write(sink, text, strlen(text));
}

void
zl_sink_drop(struct zl_sink *sink)
{
	if (sink == NULL)
		return;
	if (sink->file != -1)
		close(sink->file);
	free(sink->path);
	free(sink);
}

/* A line of a list of sums. */
static void
add_sum(struct zl_sink *sums, const char *sha256, const char *path, bool encoded)
{
	zl_sink_write(sums, sha256, 64);
	zl_sink_text(sums, "  ");
	for (; *path != '\0'; path++)
		if (encoded && (*path == '%' || *path == '\n' || *path == '\r'))
			zl_sink_text(sums, *path == '%' ? "%25" : *path == '\n' ? "%0A" : "%0D");
		else
			zl_sink_write(sums, path, 1);
	zl_sink_text(sums, "\n");
}

/* Notes a finished file for the lists. */
static enum zl_status
list(struct zl_destination *destination, const char *path, uint64_t bytes, const char *sha256)
{
	struct zl_buffer member = {0};

	if (destination->also != NULL) {
		add_sum(destination->also, sha256, path + destination->also_from,
			destination->also_encoded);
		destination->also_files++;
		destination->also_bytes += bytes;
	}
	if (destination->sums == NULL)
		return ZL_DONE;
	add_sum(destination->sums, sha256, path, false);
	zl_buffer_text(&member, destination->files == 0 ? "\n{\"path\":" : ",\n{\"path\":");
	zl_json_string(&member, path, strlen(path));
	zl_buffer_format(&member, ",\"bytes\":%" PRIu64 ",\"sha256\":\"%s\"}", bytes, sha256);
	bool done = !member.failed && zl_write_all(destination->listed, member.data, member.length);
	if (!done)
		zl_folder_report_error(destination->path, "its files cannot be listed");
	destination->files++;
	zl_buffer_free(&member);
	return done ? ZL_DONE : ZL_FAILED;
}

bool
zl_hash_file(int folder, const char *path, char sha256[65], uint64_t *bytes)
{
	int file = openat(folder, path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	struct sha256_ctx context;
	uint8_t data[16384];
	ssize_t got = 1;

	if (file == -1)
		return false;
	sha256_init(&context);
	for (*bytes = 0; (got = read(file, data, sizeof(data))) > 0; *bytes += (uint64_t)got)
		sha256_update(&context, (size_t)got, data);
	zl_digest_end(&context, sha256);
	close(file);
	return got == 0;
}

enum zl_status
zl_destination_adopt(struct zl_destination *destination, const char *path)
{
	char sha256[65];
	uint64_t bytes;

	if (!zl_hash_file(destination->folder, path, sha256, &bytes))
		return zl_folder_report_error(path, "it cannot be read");
	return list(destination, path, bytes, sha256);
}

enum zl_status
zl_sink_close(struct zl_sink *sink, char *sha256)
{
	struct zl_destination *destination = sink->destination;
	char digest[65];

	flush(sink, sink->data, sink->filled);
	bool done = !sink->failed;
	zl_digest_end(&sink->hash, digest);
	if (close(sink->file) == -1 && done && errno != EINTR)
		done = zl_folder_report_error(sink->path, "it cannot be written");
	sink->file = -1;
	if (done && !destination->single && !sink->unlisted)
		done = list(destination, sink->path, sink->bytes, digest);
	if (sha256 != NULL)
		memcpy(sha256, digest, sizeof(digest));
	zl_sink_drop(sink);
	return done ? ZL_DONE : ZL_FAILED;
}

enum zl_status
zl_destination_file(struct zl_destination *destination, const char *path, const void *bytes,
		    size_t length)
{
	struct zl_sink *sink = zl_sink_open(destination, path);

	if (sink == NULL)
		return ZL_FAILED;
	zl_sink_write(sink, bytes, length);
	return zl_sink_close(sink, NULL);
}

void
zl_component(struct zl_buffer *out, const char *name, size_t length, const char *suffix)
{
	enum { DIGITS = 16, MARK = 1 + DIGITS };
	size_t room = NAME_MAX - strlen(suffix);
	char sha256[65];

	if (length > room) {
		size_t kept = room - MARK;
		while (kept > 0 && ((unsigned char)name[kept] & 0xC0) == 0x80)
			kept--;
		zl_digest(name, length, sha256);
		zl_buffer_add(out, name, kept);
		zl_buffer_format(out, "~%.*s", DIGITS, sha256);
	} else {
		zl_buffer_add(out, name, length);
	}
	zl_buffer_text(out, suffix);
}

void
zl_components(struct zl_buffer *out, const char *path, size_t length, const char *suffix)
{
	for (const char *end = path + length, *slash; path <= end; path = slash + 1) {
		slash = memchr(path, '/', (size_t)(end - path));
		if (slash == NULL)
			slash = end;
		zl_component(out, path, (size_t)(slash - path), slash == end ? suffix : "");
		if (slash < end)
			zl_buffer_byte(out, '/');
	}
}
