/* serve_answer.c: which request is answered by what. */
#include <stdio.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "review_assets.h"
#include "serve.h"

static const char html_type[] = "text/html; charset=utf-8";
static const char script_type[] = "text/javascript; charset=utf-8";

static void
answer_index(struct zl_server *server, const char *url, struct zl_http_reply *reply)
{
	const struct zl_review *review = server->review;
	struct zl_page_setting setting = {.language = review->options->language,
					  .up = "",
					  .instance = review->instance.data,
					  .served = true};
	unsigned chunk;
	char tail[8] = "";

	reply->status = 200;
	reply->type = script_type;
	if (strcmp(url, "/d/names.js") == 0) {
		zl_index_names(&setting, &reply->body);
	} else if (strncmp(url, "/d/", 3) == 0) {
		if (strlen(url) == strlen("/d/00000.js") && strspn(url + 3, "0123456789") == 5 &&
		    sscanf(url, "/d/%5u%7s", &chunk, tail) == 2 && strcmp(tail, ".js") == 0 &&
		    chunk * (size_t)ZL_INDEX_CHUNK < review->list.rows.count)
			zl_index_chunk(&review->list, chunk, &reply->body);
		else
			zl_serve_say(reply, 404, _("there is no such page"));
	} else {
		reply->type = html_type;
		zl_index_html(&review->list, &setting, &reply->body);
	}
}

/* The token is in the URL, which stands in histories: a cookie takes its place. */
static void
answer_token(struct zl_server *server, const struct zl_request_head *head,
	     struct zl_http_reply *reply)
{
	snprintf(reply->cookie, sizeof(reply->cookie), "zl%u=%s; HttpOnly; SameSite=Strict; Path=/",
		 server->rules.port, server->rules.token);
	reply->status = 303;
	reply->location = "/";
	if (head->site == NULL || strcmp(head->site, "none") == 0 ||
	    strcmp(head->site, "same-origin") == 0)
		return;
	/* From a page of another site, a redirection is that site's, and is sent no cookie. */
	reply->status = 200;
	reply->location = NULL;
	reply->type = html_type;
	zl_buffer_text(&reply->body, "<!DOCTYPE html><meta charset=\"utf-8\"><title>zhengli</title>"
				     "<meta http-equiv=\"refresh\" content=\"0;url=/\">"
				     "<p><a href=\"/\">zhengli review</a></p>\n");
}

static void
answer_asset(struct zl_http_reply *reply, const char *type, const void *bytes, size_t size)
{
	reply->status = 200;
	reply->type = type;
	reply->fixed = bytes;
	reply->fixed_size = size;
}

void
zl_serve_answer(void *context, const struct zl_request_head *head, const struct zl_buffer *body,
		struct zl_http_reply *reply)
{
	struct zl_server *server = context;
	const char *url = head->url;

	if (zl_request_has_token(&server->rules, head)) {
		answer_token(server, head, reply);
	} else if (strcmp(head->method, "POST") == 0) {
		zl_serve_save(server, body, reply);
	} else if (strcmp(url, "/review.css") == 0) {
		answer_asset(reply, "text/css; charset=utf-8", zl_review_css, zl_review_css_size);
	} else if (strcmp(url, "/review.js") == 0) {
		answer_asset(reply, script_type, zl_review_js, zl_review_js_size);
	} else if (strcmp(url, "/") == 0 || strcmp(url, "/index.html") == 0) {
		zl_serve_look(server);
		answer_index(server, url, reply);
	} else if (strncmp(url, "/d/", 3) == 0) {
		answer_index(server, url, reply);
	} else {
		size_t row = zl_serve_find(server, url);
		if (row < server->review->list.rows.count)
			zl_serve_page(server, row, reply);
		else
			zl_serve_say(reply, 404, _("there is no such page"));
	}
}
