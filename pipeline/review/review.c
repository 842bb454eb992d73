/* review.c: zhengli review: pages on which people check what was read. */
#include "review.h"

#include <stdio.h>
#include <string.h>

#include "pipeline/common/command.h"
#include "pipeline/common/json.h"
#include "pipeline/common/language.h"
#include "pipeline/common/message.h"

/* "../" for each folder that the page lies in below DIR. */
static void
way_up(const struct zl_buffer *page, struct zl_buffer *up)
{
	zl_buffer_clear(up);
	for (size_t i = 0; i < page->length; i++)
		if (page->data[i] == '/')
			zl_buffer_text(up, "../");
}

/* The index of the next row with a page from index at in steps; count: none. */
static size_t
next_page(const struct zl_rows_list *list, size_t at, int step)
{
	for (at += (size_t)step; at < list->rows.count; at += (size_t)step)
		if (list->rows.items[at].state & ZL_ROW_PAGE)
			return at;
	return list->rows.count;
}

/* What the writing of pages uses again and again. */
struct printing {
	struct zl_buffer record, html, page, up, before, after;
};

static struct zl_string
neighbour(struct zl_review *review, size_t index, struct zl_buffer *page)
{
	if (index >= review->list.rows.count)
		return (struct zl_string){0};
	zl_row_page(review->list.rows.items[index].name, page);
	return (struct zl_string){page->data, page->length};
}

static enum zl_status
write_page(struct zl_review *review, size_t index, size_t place, const struct zl_folder *folder,
	   struct printing *printing)
{
	const struct zl_row *row = &review->list.rows.items[index];
	struct zl_page_setting setting = {.language = review->options->language,
					  .instance = review->instance.data,
					  .place = place,
					  .count = review->pages,
					  .sample = (row->state & ZL_ROW_SAMPLE) != 0,
					  .checked = row->checked,
					  .by = row->by,
					  .verbs = row->verbs};

	zl_page_clear(&review->page);
	zl_buffer_clear(&printing->html);
	if (!zl_row_record(review->folder, row->name, &printing->record))
		return ZL_FAILED;
	if (!zl_page_read(&review->page, printing->record.data, printing->record.length)) {
		zl_message("%s: its record cannot be read", row->name.data);
		return ZL_FAILED;
	}
	zl_row_page(row->name, &printing->page);
	way_up(&printing->page, &printing->up);
	setting.up = printing->up.data;
	setting.before = neighbour(review, next_page(&review->list, index, -1), &printing->before);
	setting.after = neighbour(review, next_page(&review->list, index, 1), &printing->after);
	zl_page_write(&review->page, &setting, &printing->html);
	if (printing->html.failed || printing->page.failed || printing->up.failed) {
		zl_message("out of memory");
		return ZL_FAILED;
	}
	return zl_folder_file(folder, printing->page.data, printing->html.data,
			      printing->html.length);
}

static enum zl_status
write_pages(struct zl_review *review, const struct zl_folder *folder)
{
	struct printing printing = {0};
	enum zl_status done = ZL_DONE;
	size_t place = 0;

	for (size_t i = 0; done && i < review->list.rows.count; i++)
		if (review->list.rows.items[i].state & ZL_ROW_PAGE)
			done = write_page(review, i, ++place, folder, &printing);
	zl_buffer_free(&printing.record);
	zl_buffer_free(&printing.html);
	zl_buffer_free(&printing.page);
	zl_buffer_free(&printing.up);
	zl_buffer_free(&printing.before);
	zl_buffer_free(&printing.after);
	return done;
}

/* review.json: of which OUT these pages are, and how many. */
static enum zl_status
write_summary(const struct zl_review *review, const struct zl_folder *folder)
{
	const struct zl_review_options *options = review->options;
	struct zl_buffer out = {0};
	size_t sample = 0;

	for (size_t i = 0; i < review->list.rows.count; i++)
		sample += (review->list.rows.items[i].state & ZL_ROW_SAMPLE) != 0;
	zl_buffer_format(&out, "{\"instance\":\"%s\",\"version\":1,\"language\":\"%s\"",
			 review->instance.data, zl_say(options->language, "zh", "en"));
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
		status = make_folder(&review);
	if (status == ZL_STATUS_COMPLETE)
		printf(_("%s/index.html: %zu records, %zu pages\n"), options.folder,
		       review.list.rows.count, review.pages);
	zl_review_close(&review);
	zl_review_options_free(&options);
	return status;
}
