/* serve_request.c: see serve_request.h; RFC 9110, RFC 6265 and Fetch Metadata have the headers. */
#include "serve_request.h"

#include <nettle/memops.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

/* Whether text is 127.0.0.1:PORT or localhost:PORT, behind the prefix. */
static bool
is_here(const struct zl_request_rules *rules, const char *prefix, const char *text)
{
	char here[2][64];

	if (text == NULL)
		return false;
	snprintf(here[0], sizeof(here[0]), "%s127.0.0.1:%u", prefix, rules->port);
	snprintf(here[1], sizeof(here[1]), "%slocalhost:%u", prefix, rules->port);
	return strcmp(text, here[0]) == 0 || strcmp(text, here[1]) == 0;
}

static bool
is_token(const struct zl_request_rules *rules, const char *text)
{
	return text != NULL && strlen(text) >= ZL_TOKEN_DIGITS &&
	       nettle_memeql_sec(text, rules->token, ZL_TOKEN_DIGITS) &&
	       strchr("; \t", text[ZL_TOKEN_DIGITS]) != NULL;
}

/* Whether one of the cookies is ours and holds the token. */
static bool
has_cookie(const struct zl_request_rules *rules, const char *cookie)
{
	char name[16];
	int length = snprintf(name, sizeof(name), "zl%u=", rules->port);

	while (cookie != NULL && *cookie != '\0') {
		cookie += strspn(cookie, "; \t");
		if (strncmp(cookie, name, (size_t)length) == 0)
			return is_token(rules, cookie + length);
		cookie = strchr(cookie, ';');
	}
	return false;
}

bool
zl_request_has_token(const struct zl_request_rules *rules, const struct zl_request_head *head)
{
	return strcmp(head->method, "GET") == 0 && strcmp(head->url, "/") == 0 &&
	       head->token != NULL && strlen(head->token) == ZL_TOKEN_DIGITS &&
	       is_token(rules, head->token);
}

/* What a page of ours, and nobody else's, sends when it saves. */
static unsigned
check_save(const struct zl_request_rules *rules, const struct zl_request_head *head)
{
	if (strcmp(head->url, "/save") != 0)
		return 405;
	if (!is_here(rules, "http://", head->origin) || head->marker == NULL ||
	    strcmp(head->marker, "1") != 0)
		return 403;
	if (head->type == NULL || strcmp(head->type, "application/xml") != 0)
		return 415;
	if (head->length != NULL &&
	    (strlen(head->length) > 9 || strtoul(head->length, NULL, 10) > ZL_SAVE_MOST))
		return 413;
	return ZL_REQUEST_TAKEN;
}

unsigned
zl_request_check(const struct zl_request_rules *rules, const struct zl_request_head *head)
{
	bool post = strcmp(head->method, "POST") == 0;

	if (!is_here(rules, "", head->host))
		return 421;
	if (!post && strcmp(head->method, "GET") != 0 && strcmp(head->method, "HEAD") != 0)
		return 405;
	if (zl_request_has_token(rules, head))
		return ZL_REQUEST_TAKEN;
	if (!has_cookie(rules, head->cookie))
		return 403;
	if (head->site != NULL && strcmp(head->site, "same-origin") != 0 &&
	    strcmp(head->site, "none") != 0)
		return 403;
	return post ? check_save(rules, head) : ZL_REQUEST_TAKEN;
}
