/* serve_pages.c: which URL is which page, and what it shows. */
#include <sqlite3.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/search.h"
#include "html.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"
#include "serve.h"

static const char html_type[] = "text/html; charset=utf-8";

void
zl_serve_say(struct zl_http_reply *reply, unsigned status, const char *format, ...)
{
	char text[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(text, sizeof(text), format, arguments);
	va_end(arguments);
	reply->status = status;
	reply->type = NULL;
	zl_buffer_clear(&reply->body);
	zl_buffer_text(&reply->body, text);
	zl_buffer_byte(&reply->body, '\n');
}

static int
compare_url(const void *left, const void *right)
{
	return strcmp(((const struct zl_serve_url *)left)->text,
		      ((const struct zl_serve_url *)right)->text);
}

/* The number of the last change of OUT; -1: it cannot be read. */
static int64_t
last_change(struct zl_state *state)
{
	sqlite3_stmt *query = zl_state_prepare(state, "SELECT max(change) FROM documents");
	int64_t change = -1;

	if (query != NULL && sqlite3_step(query) == SQLITE_ROW)
		change = sqlite3_column_int64(query, 0);
	sqlite3_finalize(query);
	return change;
}

enum zl_status
zl_serve_urls(struct zl_server *server)
{
	const struct zl_rows_list *list = &server->review->list;
	struct zl_buffer page = {0}, url = {0};
	enum zl_status done = ZL_DONE;

	zl_arena_free(&server->arena);
	server->urls.count = 0;
	server->change = last_change(&server->review->state);
	for (size_t i = 0; done && i < list->rows.count; i++) {
		struct zl_serve_url *added = zl_vector_push(&server->urls);
		struct zl_string kept;
		zl_row_page(list->rows.items[i].name, &page);
		zl_buffer_clear(&url);
		zl_buffer_byte(&url, '/');
		zl_html_url(&url, page.data, page.length);
		done = added != NULL && !page.failed && !url.failed &&
			       zl_arena_copy(&server->arena, url.data, url.length, &kept)
			   ? ZL_DONE
			   : ZL_FAILED;
		if (done)
			*added = (struct zl_serve_url){kept.data, i};
	}
	if (done && server->urls.count > 0)
		qsort(server->urls.items, server->urls.count, sizeof(*server->urls.items),
		      compare_url);
	zl_buffer_free(&page);
	zl_buffer_free(&url);
	if (!done)
		zl_message("out of memory");
	return done;
}

void
zl_serve_look(struct zl_server *server)
{
	if (last_change(&server->review->state) == server->change)
		return;
	if (!zl_review_again(server->review) || !zl_serve_urls(server)) {
		server->urls.count = 0;
		server->review->list.rows.count = 0;
		server->change = -1; /* tried again with the next request */
	}
}

/* The corrections are to be used, but the record was made without them. */
static bool
is_behind(const struct zl_corrections *kept, const struct zl_page *page)
{
	if (kept == NULL)
		return page->corrections.length > 0;
	if (kept->count == 0 && page->corrections.length == 0)
		return false;
	return !zl_string_is(page->corrections, kept->sha256);
}

void
zl_serve_print(struct zl_server *server, size_t index, const struct zl_page *published,
	       const char *notice, struct zl_http_reply *reply)
{
	struct zl_review *review = server->review;
	const struct zl_buffer *html = &server->printing.html;
	struct zl_page_setting setting = {.place = index + 1,
					  .count = review->list.rows.count,
					  .served = true,
					  .before_saving = published,
					  .notice = notice,
					  .signer = review->options->by};

	reply->body.failed |=
	    !zl_row_fill(&review->list, &review->list.rows.items[index], &review->page);
	zl_review_print(review, index, &review->page, &setting, &server->printing);
	reply->status = 200;
	reply->type = html_type;
	reply->body.failed |= html->failed;
	zl_buffer_add(&reply->body, html->data, html->length);
}

void
zl_serve_page(struct zl_server *server, size_t index, struct zl_http_reply *reply)
{
	struct zl_review *review = server->review;
	const struct zl_row *row = &review->list.rows.items[index];
	struct zl_buffer *record = &server->printing.record;
	const char *notice = NULL;
	char message[512] = "";

	bool done =
	    zl_store_refresh(&review->corrections, review->options->corrections, row->sha256) &&
	    zl_review_read(review, row, record, &review->page);
	if (done && is_behind(zl_store_of(&review->corrections, row->sha256), &review->page)) {
		if (zl_serve_convert(&server->convert, &review->state, row, &review->corrections,
				     record, message, sizeof(message))) {
			zl_page_clear(&review->page);
			done = zl_page_read(&review->page, record->data, record->length);
		} else {
			notice = message;
		}
	}
	if (done)
		zl_serve_print(server, index, NULL, notice, reply);
	else
		zl_serve_say(reply, 500, "%s",
			     zl_say(review->options->language, "记录或其更正无法读取",
				    "the record or its corrections cannot be read"));
}

static int
compare_text(const void *key, const void *item)
{
	return strcmp(key, ((const struct zl_serve_url *)item)->text);
}

size_t
zl_serve_find(const struct zl_server *server, const char *url)
{
	size_t behind = zl_search_behind(url, server->urls.items, server->urls.count,
					 sizeof(*server->urls.items), compare_text);

	return behind > 0 && strcmp(server->urls.items[behind - 1].text, url) == 0
		   ? server->urls.items[behind - 1].row
		   : server->review->list.rows.count;
}
