/* review_open.c: OUT held and read, and the records that get a page. */
#include <errno.h>
#include <fcntl.h>
#include <fnmatch.h>
#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "pipeline/common/command.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_run.h"
#include "review.h"

/* Holds OUT shared: no run may change it meanwhile, others may read it. */
static int
hold(struct zl_review *review, const char *out)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};

	review->folder = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (review->folder != -1)
		review->lock = openat(review->folder, "lock", O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (review->lock == -1) {
		zl_message("%s: it is no OUT of a run: %s", out, strerror(errno));
		return ZL_STATUS_BROKEN;
	}
	if (fcntl(review->lock, F_OFD_SETLK, &lock) == 0)
		return ZL_STATUS_COMPLETE;
	zl_message("%s: a run holds it; try again when it is done", out);
	return ZL_STATUS_HELD;
}

/* Notes which records are checked, and corrected. */
static enum zl_status
read_corrections(struct zl_review *review)
{
	const char *folder = review->options->corrections;

	/* Where they are saved the folder may be to come. */
	if (folder == NULL || (review->options->serve && access(folder, F_OK) == -1))
		return ZL_DONE;
	if (!zl_store_read(&review->corrections, folder))
		return ZL_FAILED;
	for (size_t i = 0; i < review->list.rows.count; i++) {
		struct zl_row *row = &review->list.rows.items[i];
		const struct zl_corrections *own = zl_store_of(&review->corrections, row->sha256);
		if (own == NULL)
			continue;
		row->state |= own->checked.length > 0 ? ZL_ROW_CHECKED : 0;
		row->state |= own->count > 0 ? ZL_ROW_CORRECTED : 0;
	}
	return ZL_DONE;
}

static enum zl_status
read_rows(struct zl_review *review)
{
	return zl_rows_read_all(&review->list, &review->state, review->folder, &review->page) &&
		       read_corrections(review)
		   ? ZL_DONE
		   : ZL_FAILED;
}

int
zl_review_open(struct zl_review *review, const struct zl_review_options *options)
{
	*review = (struct zl_review){.options = options, .folder = -1, .lock = -1};
	if (!zl_state_open(&review->state, options->out, ZL_STATE_READ))
		return ZL_STATUS_BROKEN;
	int status = hold(review, options->out);
	if (status != ZL_STATUS_COMPLETE)
		return status;
	if (!zl_state_meta(&review->state, "instance", &review->instance) || !read_rows(review))
		return ZL_STATUS_BROKEN;
	if (review->instance.length == 0)
		zl_buffer_text(&review->instance, "0");
	return ZL_STATUS_COMPLETE;
}

void
zl_review_release(struct zl_review *review)
{
	struct flock lock = {.l_type = F_UNLCK, .l_whence = SEEK_SET};

	if (fcntl(review->lock, F_OFD_SETLK, &lock) == -1)
		zl_message("%s: it cannot be let go: %s", review->options->out, strerror(errno));
}

enum zl_status
zl_review_again(struct zl_review *review)
{
	struct flock lock = {.l_type = F_RDLCK, .l_whence = SEEK_SET};

	if (fcntl(review->lock, F_OFD_SETLK, &lock) == -1)
		return ZL_DONE; /* a run is at work: what there was is shown until it is done */
	zl_rows_list_free(&review->list);
	zl_store_free(&review->corrections);
	review->pages = 0;
	enum zl_status done = read_rows(review) && zl_review_choose(review) == ZL_STATUS_COMPLETE;
	zl_review_release(review);
	return done;
}

void
zl_review_close(struct zl_review *review)
{
	zl_page_free(&review->page);
	zl_rows_list_free(&review->list);
	zl_store_free(&review->corrections);
	zl_buffer_free(&review->instance);
	if (review->lock != -1)
		close(review->lock);
	if (review->folder != -1)
		close(review->folder);
	zl_state_close(&review->state);
}

static bool
is_selected(const struct zl_review_options *options, const char *name)
{
	for (const char **glob = options->select; glob != NULL && *glob != NULL; glob++)
		if (fnmatch(*glob, name, 0) == 0)
			return true;
	return false;
}

/* The number in the token of --since; -1, the reason said, when it is none of this OUT. */
static int64_t
since_of(const struct zl_review *review)
{
	const char *token = review->options->since;
	size_t length = review->instance.length;
	char *end = NULL;

	if (token == NULL || strcmp(token, "0") == 0)
		return 0;
	if (strncmp(token, review->instance.data, length) == 0 && token[length] == ':' &&
	    token[length + 1] >= '0' && token[length + 1] <= '9') {
		errno = 0;
		int64_t since = strtoll(token + length + 1, &end, 10);
		if (errno == 0 && *end == '\0')
			return since;
	}
	zl_message("%s: this token is of another OUT, or of none", token);
	return -1;
}

static bool
is_wanted(const struct zl_review_options *options, const struct zl_row *row, size_t place,
	  int64_t since)
{
	if (row->change <= since)
		return false;
	return options->all || place < options->worst || (row->state & ZL_ROW_SAMPLE) ||
	       is_selected(options, row->name.data) ||
	       strstr(row->codes.data, "correction-stale") != NULL;
}

int
zl_review_choose(struct zl_review *review)
{
	enum { MANY = 50000, PAGE_BYTES = 26 << 10 };
	const struct zl_review_options *options = review->options;
	struct zl_rows_list *list = &review->list;

	int64_t since = since_of(review);
	size_t place = 0;

	if (since == -1)
		return ZL_STATUS_USAGE;
	if (!zl_rows_sample(list, options->share, options->sample))
		return ZL_STATUS_BROKEN;
	for (size_t i = 0; i < list->rows.count; i++) {
		struct zl_row *row = &list->rows.items[i];
		size_t at = place;
		place += row->change > since;
		if (!is_wanted(options, row, at, since))
			continue;
		row->state |= ZL_ROW_PAGE;
		review->pages++;
	}
	if (review->pages > MANY && !options->yes) {
		zl_message("%zu pages would take about %" PRIu64 " MB; --yes if that is meant",
			   review->pages, (uint64_t)review->pages * PAGE_BYTES >> 20);
		return ZL_STATUS_USAGE;
	}
	return ZL_STATUS_COMPLETE;
}
