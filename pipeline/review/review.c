/* review.c: zhengli review: pages on which people check what was read. */
#include "review.h"

#include <inttypes.h>
#include <stdio.h>

#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"
#include "serve.h"

static enum zl_status
write_page(struct zl_review *review, size_t index, size_t place, const struct zl_folder *folder,
	   struct zl_review_printing *printing)
{
	const struct zl_row *row = &review->list.rows.items[index];
	struct zl_page_setting setting = {.place = place, .count = review->pages};

	if (!zl_review_read(review, row, &printing->record, &review->page))
		return ZL_FAILED;
	zl_review_print(review, index, &review->page, &setting, printing);
	if (printing->html.failed) {
		zl_message("out of memory");
		return ZL_FAILED;
	}
	return zl_folder_file(folder, printing->page.data, printing->html.data,
			      printing->html.length);
}

static enum zl_status
write_pages(struct zl_review *review, const struct zl_folder *folder)
{
	struct zl_review_printing printing = {0};
	enum zl_status done = ZL_DONE;
	size_t place = 0;

	for (size_t i = 0; done && i < review->list.rows.count; i++)
		if (review->list.rows.items[i].state & ZL_ROW_PAGE)
			done = write_page(review, i, ++place, folder, &printing);
	zl_review_printing_free(&printing);
	return done;
}

/* review.json: of which OUT these pages are, and how many. */
static enum zl_status
write_summary(const struct zl_review *review, const struct zl_folder *folder)
{
	const struct zl_review_options *options = review->options;
	struct zl_buffer out = {0};
	size_t sample = 0;
	int64_t last = 0; /* the token that review --since takes */

	for (size_t i = 0; i < review->list.rows.count; i++) {
		const struct zl_row *row = &review->list.rows.items[i];
		sample += (row->state & ZL_ROW_SAMPLE) != 0;
		last = row->change > last ? row->change : last;
	}
	zl_buffer_format(&out, "{\"instance\":\"%s\",\"version\":1,\"language\":\"%s\"",
			 review->instance.data, zl_say(options->language, "zh", "en"));
	zl_buffer_format(&out, ",\"token\":\"%s:%" PRId64 "\"", review->instance.data, last);
	zl_buffer_format(&out, ",\"records\":%zu,\"pages\":%zu,\"sample\":%zu}\n",
			 review->list.rows.count, review->pages, sample);
	enum zl_status done = ZL_FAILED;
	if (!out.failed)
		done = zl_folder_file(folder, "review.json", out.data, out.length);
	zl_buffer_free(&out);
	return done;
}

static int
make_folder(struct zl_review *review)
{
	struct zl_page_setting setting = {
	    .language = review->options->language, .up = "", .instance = review->instance.data};
	struct zl_folder folder;
	int status = zl_folder_begin(&folder, review->options->folder, review->instance.data);

	if (status == ZL_STATUS_COMPLETE &&
	    !(write_pages(review, &folder) && zl_index_write(&review->list, &setting, &folder) &&
	      write_summary(review, &folder) && zl_folder_finish(&folder)))
		status = ZL_STATUS_BROKEN;
	zl_folder_abandon(&folder);
	return status;
}

int
zl_command_review(int argc, char **argv)
{
	struct zl_review_options options;
	struct zl_review review;
	int status;

	if (!zl_review_options_read(&options, argc, argv, &status)) {
		zl_review_options_free(&options);
		return status;
	}
	status = zl_review_open(&review, &options);
	if (status == ZL_STATUS_COMPLETE)
		status = zl_review_choose(&review);
	if (status == ZL_STATUS_COMPLETE)
		status = options.serve ? zl_serve(&review) : make_folder(&review);
	if (status == ZL_STATUS_COMPLETE && !options.serve)
		printf(_("%s/index.html: %zu records, %zu pages\n"), options.folder,
		       review.list.rows.count, review.pages);
	zl_review_close(&review);
	zl_review_options_free(&options);
	return status;
}
