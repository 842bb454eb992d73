/*
 * serve_request.h: which requests are answered at all.  The server listens on loopback; what it
 * must keep out are other pages in the same browser, other programs' users of the same machine, and
 * names that lead there by way of DNS.
 */
#ifndef ZL_SERVE_REQUEST_H
#define ZL_SERVE_REQUEST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZL_TOKEN_DIGITS = 32, ZL_SAVE_MOST = 64 << 10 }; /* bytes of what is saved at once */

/* What a request says of itself; NULL for what it does not say. */
struct zl_request_head {
	const char *method, *url; /* the path as it was sent, without what is behind "?" */
	const char *token;	  /* behind "?t=" */
	const char *host, *cookie, *site, *origin, *type, *marker, *length;
};

struct zl_request_rules {
	uint16_t port;
	char token[ZL_TOKEN_DIGITS + 1];
};

/* A status of HTTP that is no status: the request is answered. */
enum { ZL_REQUEST_TAKEN = 0 };

/* ZL_REQUEST_TAKEN, or the status that refuses it, without its body having been looked at. */
unsigned zl_request_check(const struct zl_request_rules *, const struct zl_request_head *);

/* Whether it brings the token, to get a cookie for it. */
bool zl_request_has_token(const struct zl_request_rules *, const struct zl_request_head *);

#endif
