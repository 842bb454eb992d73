/* store.c: the folder of corrections: walked, and looked up in. */
#include "store.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "program.h"

static int
compare_source(const void *left, const void *right)
{
	return strcmp(((const struct zl_corrections *)left)->source,
		      ((const struct zl_corrections *)right)->source);
}

static bool
is_hash(const char *name, size_t length)
{
	return strspn(name, "0123456789abcdef") == length;
}

/* Reads one file, whose name says of which source it is. */
static enum zl_status
read_file(struct zl_store *store, int folder, const char *path, const char *name)
{
	struct zl_buffer data = {0}, message = {0};
	int file = openat(folder, name, O_RDONLY | O_CLOEXEC);
	bool done = file != -1 && zl_program_read(file, &data);

	if (!done)
		zl_buffer_text(&message, strerror(errno));
	else
		done =
		    zl_store_add(store, data.data == NULL ? "" : data.data, data.length, &message);
	if (done && strncmp(store->sources.items[store->sources.count - 1].source, name, 64) != 0) {
		zl_buffer_text(&message, _("it is of another source than its name says"));
		done = false;
	}
	if (!done)
		zl_message("%s/%.2s/%s: %s", path, name, name,
			   message.length > 0 ? message.data : "");
	if (file != -1)
		close(file);
	zl_buffer_free(&data);
	zl_buffer_free(&message);
	return done ? ZL_DONE : ZL_FAILED;
}

/* The files of one subfolder: the first two digits of their names. */
static enum zl_status
read_subfolder(struct zl_store *store, int top, const char *path, const char *digits)
{
	int folder = openat(top, digits, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	DIR *listing = folder == -1 ? NULL : fdopendir(folder);
	enum zl_status done = ZL_DONE;

	if (listing == NULL) {
		zl_message("%s/%s: %s", path, digits, strerror(errno));
		if (folder != -1)
			close(folder);
		return ZL_FAILED;
	}
	for (struct dirent *entry; done && (entry = readdir(listing)) != NULL;) {
		const char *name = entry->d_name;
		if (strlen(name) == 68 && strcmp(name + 64, ".xml") == 0 && is_hash(name, 64) &&
		    strncmp(name, digits, 2) == 0)
			done = read_file(store, folder, path, name);
	}
	closedir(listing);
	return done;
}

enum zl_status
zl_store_read(struct zl_store *store, const char *folder)
{
	int top = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	int copy = top == -1 ? -1 : fcntl(top, F_DUPFD_CLOEXEC, 0);
	DIR *listing = copy == -1 ? NULL : fdopendir(copy);
	enum zl_status done = ZL_DONE;

	if (listing == NULL) {
		zl_message("%s: %s", folder, strerror(errno));
		if (top != -1)
			close(top);
		return ZL_FAILED;
	}
	for (struct dirent *entry; done && (entry = readdir(listing)) != NULL;)
		if (strlen(entry->d_name) == 2 && is_hash(entry->d_name, 2))
			done = read_subfolder(store, top, folder, entry->d_name);
	closedir(listing);
	close(top);
	if (store->sources.count > 0)
		qsort(store->sources.items, store->sources.count, sizeof(*store->sources.items),
		      compare_source);
	return done;
}

void
zl_store_free(struct zl_store *store)
{
	zl_arena_free(&store->arena);
	zl_buffer_free(&store->instance);
	free(store->sources.items);
	*store = (struct zl_store){0};
}

const struct zl_corrections *
zl_store_of(const struct zl_store *store, const char *sha256)
{
	struct zl_corrections key = {0};

	if (store == NULL || store->sources.count == 0)
		return NULL;
	snprintf(key.source, sizeof(key.source), "%s", sha256);
	return bsearch(&key, store->sources.items, store->sources.count,
		       sizeof(*store->sources.items), compare_source);
}

/* Takes those of the source out of the store. */
static void
drop(struct zl_store *store, const char *sha256)
{
	size_t kept = 0;

	for (size_t i = 0; i < store->sources.count; i++)
		if (strcmp(store->sources.items[i].source, sha256) != 0)
			store->sources.items[kept++] = store->sources.items[i];
	store->sources.count = kept;
}

enum zl_status
zl_store_refresh(struct zl_store *store, const char *folder, const char *sha256)
{
	struct zl_store fresh = {.arena = store->arena};
	char name[72], path[PATH_MAX];
	enum zl_status done = ZL_DONE;

	snprintf(name, sizeof(name), "%s.xml", sha256);
	snprintf(path, sizeof(path), "%s/%.2s", folder, sha256);
	int at = open(path, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (at != -1 && faccessat(at, name, F_OK, 0) == 0)
		done = read_file(&fresh, at, folder, name);
	if (at != -1)
		close(at);
	store->arena = fresh.arena;
	if (done) {
		drop(store, sha256);
		for (size_t i = 0; i < fresh.sources.count; i++) {
			struct zl_corrections *added = zl_vector_push(&store->sources);
			if (added == NULL)
				done = ZL_FAILED;
			else
				*added = fresh.sources.items[i];
		}
		if (store->sources.count > 0)
			qsort(store->sources.items, store->sources.count,
			      sizeof(*store->sources.items), compare_source);
	}
	free(fresh.sources.items);
	return done;
}

bool
zl_corrections_equal(const struct zl_corrections *one, const struct zl_corrections *other)
{
	struct zl_buffer left = {0}, right = {0};

	zl_corrections_write(one, &left);
	zl_corrections_write(other, &right);
	bool same = !left.failed && !right.failed && left.length == right.length &&
		    memcmp(left.data, right.data, left.length) == 0;
	zl_buffer_free(&left);
	zl_buffer_free(&right);
	return same;
}

bool
zl_corrections_conflict(const struct zl_corrections *kept, const struct zl_corrections *fresh)
{
	return kept->checked.length > 0 && !zl_string_equal(kept->by, fresh->by) &&
	       (fresh->checked.length == 0 || strcmp(kept->checked.data, fresh->checked.data) >= 0);
}
