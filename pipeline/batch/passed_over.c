/* passed_over.c: see passed_over.h. */
#include "passed_over.h"

#include <fcntl.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/state/state_passed.h"

/* A zl_look_read of a descriptor. */
static size_t
read_at(void *context, uint64_t offset, void *buffer, size_t size)
{
	const int *file = context;
	ssize_t got = pread(*file, buffer, size, (off_t)offset);

	return got < 0 ? 0 : (size_t)got;
}

/* The kind of the file; ZL_KIND_COUNT when it cannot be read. */
static enum zl_kind
look(int folder, const char *name, bool follow, const struct stat *status)
{
	int flags = O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | (follow ? 0 : O_NOFOLLOW);
	int file = openat(folder, name, flags);

	if (file == -1)
		return ZL_KIND_COUNT;
	enum zl_kind kind = zl_look(read_at, &file, (uint64_t)status->st_size);
	close(file);
	return kind;
}

/*
 * Whether a file of the kind is a source: one that is read, or meant as a document though it is
 * none.  Of texts and pages only those named so: every list of names and every program is text.
 */
static bool
is_source(const struct zl_options *options, enum zl_kind kind, const char *name)
{
	bool is_text = kind == ZL_KIND_TXT || kind == ZL_KIND_HTML || kind == ZL_KIND_MHT;
	bool is_document = zl_name_is_document(name);

	if (kind == ZL_KIND_COUNT) /* whoever converts it says why it cannot be read */
		return is_document;
	if (!zl_kind_is_read(kind))
		return is_document && options->kinds == 0;
	if (is_text && !is_document && !zl_name_is_text(name))
		return false;
	return options->kinds == 0 || (options->kinds >> kind & 1) != 0;
}

bool
zl_search_is_wanted(void *context, int folder, const char *name, const char *path,
		    const struct stat *status)
{
	struct zl_search *search = context;
	struct zl_inputs *inputs = search->inputs;
	const struct zl_options *options = inputs->options;
	struct zl_source_id source = {.root = search->root, .name = path, .length = strlen(path)};
	char passed[ZL_STATE_KIND];
	bool is_known = false;

	if (options->kinds == 0 && zl_name_is_document(name))
		return true;
	zl_stamp_of(status, &source.stamp);
	if (!zl_state_passed(inputs->state, &source, passed))
		search->status = ZL_STATUS_BROKEN;
	enum zl_kind kind = zl_kind_of_name(passed, strlen(passed));
	if (kind == ZL_KIND_COUNT && options->kinds == 0 &&
	    !zl_state_is_known(inputs->state, &source, &is_known))
		search->status = ZL_STATUS_BROKEN;
	if (is_known)
		return true;
	if (kind == ZL_KIND_COUNT)
		kind = look(folder, name, options->follow, status);
	if (search->status != ZL_STATUS_COMPLETE || is_source(options, kind, name))
		return true;
	if (kind == ZL_KIND_COUNT)
		kind = ZL_KIND_OTHER;
	inputs->passed_over[kind]++;
	if (!zl_state_pass(inputs->state, &source, zl_kind_name(kind)))
		search->status = ZL_STATUS_BROKEN;
	return false;
}
