/* serve_save.c: corrections that a page sends: looked at, tried, kept, and the new page as the
 * answer. */
#include <stdio.h>
#include <string.h>

#include "document/document.h"
#include "serve.h"

/* The row of the source with that path, as a record has it, and that SHA-256; count: none. */
static size_t
row_of(const struct zl_rows_list *list, const struct zl_corrections *fresh)
{
	struct zl_buffer path = {0};
	size_t at = 0;

	for (; at < list->rows.count; at++) {
		const struct zl_row *row = &list->rows.items[at];
		if (strcmp(row->sha256, fresh->source) != 0)
			continue;
		zl_buffer_clear(&path);
		zl_name_escape(&path, row->name.data, row->name.length);
		if (!path.failed && path.length == fresh->path.length &&
		    memcmp(path.data, fresh->path.data, path.length) == 0)
			break;
	}
	zl_buffer_free(&path);
	return at;
}

/* The first correction of the page that was not applied; NULL: all were. */
static const struct zl_page_flag *
stale_flag(const struct zl_page *page)
{
	for (size_t i = 0; i < page->flags.count; i++)
		if (zl_string_is(page->flags.items[i].code, "correction-stale"))
			return &page->flags.items[i];
	return NULL;
}

/* Whether the source can be converted with the corrections, each of which is applied. */
static bool
is_applicable(struct zl_server *server, const struct zl_row *row, const struct zl_store *fresh,
	      struct zl_http_reply *reply)
{
	struct zl_review *review = server->review;
	struct zl_buffer *record = &server->printing.record;
	const struct zl_page_flag *stale = NULL;
	char message[512];

	snprintf(message, sizeof(message), "%s",
		 zl_say(review->options->language, "其记录无法读取", "its record cannot be read"));
	zl_page_clear(&review->page);
	if (!zl_serve_convert(&server->convert, &review->state, row, fresh, record, message,
			      sizeof(message)) ||
	    !zl_page_read(&review->page, record->data, record->length)) {
		zl_serve_say(reply, 409, "%s", message);
		return false;
	}
	stale = stale_flag(&review->page);
	if (stale != NULL)
		zl_serve_say(reply, 422,
			     zl_say(review->options->language, "没有保存：第 %u 段：%.*s",
				    "not saved: paragraph %u: %.*s"),
			     stale->n, (int)stale->text.length, stale->text.data);
	return stale == NULL;
}

/* Puts what is fresh in its place, or beside what somebody else checked since. */
static bool
put(struct zl_server *server, const struct zl_corrections *kept, const struct zl_corrections *fresh,
    struct zl_http_reply *reply)
{
	const struct zl_review_options *options = server->review->options;
	bool conflict = kept != NULL && zl_corrections_conflict(kept, fresh);

	if (!zl_store_put(options->corrections, fresh, conflict ? ".conflict.xml" : ".xml")) {
		zl_serve_say(
		    reply, 500, "%s",
		    zl_say(options->language, "更正无法写入", "the corrections cannot be written"));
		return false;
	}
	if (conflict)
		zl_serve_say(reply, 409,
			     zl_say(options->language,
				    "这一件 %.*s 已核过（%s），您的更正放在旁边，等人定。",
				    "%.*s has checked this record (%s); yours is kept beside it."),
			     (int)kept->by.length, kept->by.length > 0 ? kept->by.data : "",
			     kept->checked.data);
	return !conflict;
}

static void
save(struct zl_server *server, const struct zl_store *fresh, struct zl_http_reply *reply)
{
	struct zl_review *review = server->review;
	const struct zl_corrections *own = &fresh->sources.items[0];
	size_t at = row_of(&review->list, own);
	struct zl_page published = {0};

	if (at == review->list.rows.count) {
		zl_serve_say(reply, 404, "%s",
			     zl_say(review->options->language, "OUT 中没有这个源文件",
				    "OUT has no such source"));
		return;
	}
	const struct zl_row *row = &review->list.rows.items[at];
	if (!zl_store_refresh(&review->corrections, review->options->corrections, row->sha256) ||
	    !zl_review_read(review, row, &server->printing.record, &published)) {
		zl_serve_say(reply, 500, "%s",
			     zl_say(review->options->language, "记录或其更正无法读取",
				    "the record or its corrections cannot be read"));
		zl_page_free(&published);
		return;
	}
	const struct zl_corrections *kept = zl_store_of(&review->corrections, row->sha256);
	bool same = kept != NULL && zl_corrections_equal(kept, own);
	if (is_applicable(server, row, fresh, reply) && (same || put(server, kept, own, reply))) {
		unsigned *state = &review->list.rows.items[at].state;
		*state &= ~(unsigned)(ZL_ROW_CHECKED | ZL_ROW_CORRECTED);
		*state |= own->checked.length > 0 ? ZL_ROW_CHECKED : 0;
		*state |= own->count > 0 ? ZL_ROW_CORRECTED : 0;
		if (zl_store_refresh(&review->corrections, review->options->corrections,
				     row->sha256))
			zl_serve_print(server, at, &published, NULL, reply);
		else
			zl_serve_say(reply, 500, "%s",
				     zl_say(review->options->language, "更正无法读取",
					    "the corrections cannot be read"));
	}
	zl_page_free(&published);
}

void
zl_serve_save(struct zl_server *server, const struct zl_buffer *body, struct zl_http_reply *reply)
{
	struct zl_store fresh = {0};
	struct zl_buffer message = {0};

	if (!zl_store_add(&fresh, body->length > 0 ? body->data : "", body->length, &message))
		zl_serve_say(reply, 400, "%s", message.length > 0 ? message.data : "");
	else if (fresh.sources.count != 1)
		zl_serve_say(reply, 400, "%s",
			     zl_say(server->review->options->language, "一次只能处理一个源文件",
				    "one source at a time"));
	else
		save(server, &fresh, reply);
	zl_buffer_free(&message);
	zl_store_free(&fresh);
}
