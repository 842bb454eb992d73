/* serve.h: what the files of zhengli review --serve share. */
#ifndef ZL_SERVE_H
#define ZL_SERVE_H

#include "review.h"
#include "serve_convert.h"
#include "serve_http.h"

/* A page's URL, as it is sent, and the row that it is of. */
struct zl_serve_url {
	const char *text;
	size_t row;
};

struct zl_server {
	struct zl_review *review;
	struct zl_serve_converter convert;
	struct zl_request_rules rules;
	struct zl_http http;
	struct zl_arena arena;		     /* of urls */
	ZL_VECTOR(struct zl_serve_url) urls; /* sorted by text */
	int64_t change;			     /* of OUT, when its rows were read */
	double asked;			     /* zl_clock: when the last request came */
	struct zl_review_printing printing;
};

/* Serves the pages of a review that is open until it is told to end, or nobody asks any more. */
int zl_serve(struct zl_review *);

/* Answers a request that was taken: struct zl_http. */
void zl_serve_answer(void *server, const struct zl_request_head *, const struct zl_buffer *body,
		     struct zl_http_reply *);

/* Finds all rows' pages; reads the rows again when OUT changed since and no run holds it. */
ZL_NODISCARD enum zl_status zl_serve_urls(struct zl_server *);
void zl_serve_look(struct zl_server *);

/* The row whose page has that URL, as it is sent; the count of rows: none has. */
size_t zl_serve_find(const struct zl_server *, const char *url);

/*
 * The page of a row: its record as it is published, or as it will be, where corrections are kept
 * that it was not made with.
 */
void zl_serve_page(struct zl_server *, size_t row, struct zl_http_reply *);

/* Answers with the page of a row that was read into review->page; what changed since published,
 * and a notice, where they are not NULL. */
void zl_serve_print(struct zl_server *, size_t row, const struct zl_page *published,
		    const char *notice, struct zl_http_reply *);

/* Keeps the corrections of one source that a page sent. */
void zl_serve_save(struct zl_server *, const struct zl_buffer *body, struct zl_http_reply *);

/* A reply in words. */
void zl_serve_say(struct zl_http_reply *, unsigned status, const char *format, ...)
    __attribute__((format(printf, 3, 4)));

#endif
