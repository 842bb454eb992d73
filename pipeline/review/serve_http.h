/*
 * serve_http.h: HTTP on a socket of ours, in one thread: libmicrohttpd, which is loaded when it is
 * needed; no other command, and no worker, has it.
 */
#ifndef ZL_SERVE_HTTP_H
#define ZL_SERVE_HTTP_H

#include "base/buffer.h"
#include "serve_request.h"

struct zl_http_reply {
	unsigned status;
	const char *type;      /* of the body */
	struct zl_buffer body; /* owned; or, when it is empty: */
	const void *fixed;     /* static bytes */
	size_t fixed_size;
	const char *location; /* static; NULL for none */
	char cookie[128];     /* "" for none */
};

struct zl_http {
	/* Refuses a request before its body is read, with a status; ZL_REQUEST_TAKEN does not. */
	unsigned (*check)(void *context, const struct zl_request_head *);
	/* Fills in the reply to a request that was taken. */
	void (*answer)(void *context, const struct zl_request_head *, const struct zl_buffer *body,
		       struct zl_http_reply *);
	void *context;
	void *daemon;
};

/* Serves what comes to the socket, which listens and becomes its.  ZL_FAILED with the reason said.
 */
ZL_NODISCARD enum zl_status zl_http_start(struct zl_http *, int socket);

/* Waits at most so long for something to come, and serves it; ZL_FAILED when it cannot go on. */
ZL_NODISCARD enum zl_status zl_http_turn(struct zl_http *, int milliseconds);

void zl_http_stop(struct zl_http *);

#endif
