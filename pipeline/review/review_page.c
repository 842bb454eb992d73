/* review_page.c: the page of a row, with the ways to those beside it. */
#include "pipeline/common/message.h"
#include "review.h"

/* "../" for each folder that the page lies in below DIR. */
static void
way_up(const struct zl_buffer *page, struct zl_buffer *up)
{
	zl_buffer_clear(up);
	zl_buffer_text(up, "");
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

static struct zl_string
neighbour(const struct zl_review *review, size_t index, struct zl_buffer *page)
{
	if (index >= review->list.rows.count)
		return (struct zl_string){0};
	zl_row_page(review->list.rows.items[index].name, page);
	return (struct zl_string){page->data, page->length};
}

enum zl_status
zl_review_read(const struct zl_review *review, const struct zl_row *row, struct zl_buffer *record,
	       struct zl_page *page)
{
	zl_page_clear(page);
	if (!zl_row_record(review->folder, row->name, record))
		return ZL_FAILED;
	bool done = zl_page_read(page, record->data, record->length);
	if (done && zl_review_mask(review->options, page, record)) {
		zl_page_clear(page);
		done = zl_page_read(page, record->data, record->length);
	}
	if (done)
		return ZL_DONE;
	zl_message("%s: its record cannot be read", row->name.data);
	return ZL_FAILED;
}

void
zl_review_print(const struct zl_review *review, size_t index, const struct zl_page *page,
		struct zl_page_setting *setting, struct zl_review_printing *printing)
{
	const struct zl_rows_list *list = &review->list;
	const struct zl_row *row = &list->rows.items[index];

	zl_buffer_clear(&printing->html);
	zl_row_page(row->name, &printing->page);
	way_up(&printing->page, &printing->up);
	setting->language = review->options->language;
	setting->instance = review->instance.data;
	setting->up = printing->up.data;
	setting->before = neighbour(review, next_page(list, index, -1), &printing->before);
	setting->after = neighbour(review, next_page(list, index, 1), &printing->after);
	setting->sample = (row->state & ZL_ROW_SAMPLE) != 0;
	setting->kept = zl_store_of(&review->corrections, row->sha256);
	printing->html.failed |=
	    printing->page.failed || printing->up.failed || setting->up == NULL;
	if (!printing->html.failed)
		zl_page_write(page, setting, &printing->html);
}

void
zl_review_printing_free(struct zl_review_printing *printing)
{
	zl_buffer_free(&printing->record);
	zl_buffer_free(&printing->html);
	zl_buffer_free(&printing->page);
	zl_buffer_free(&printing->up);
	zl_buffer_free(&printing->before);
	zl_buffer_free(&printing->after);
}
