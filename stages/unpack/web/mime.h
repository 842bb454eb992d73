/* mime.h: web archives (MHTML, RFC 2557). */
#ifndef ZL_MIME_H
#define ZL_MIME_H

#include <stdbool.h>

#include "base/buffer.h"

/* A page in a web archive, as it stands in the part that holds it. */
struct zl_web_page {
	struct zl_buffer data; /* freed by the caller */
	char charset[40];      /* "" where none is told */
	bool is_html;	       /* or plain text */
};

/* Finds the first text in the web archive; false when there is none. */
bool zl_mime_find_page(const char *data, size_t size, struct zl_web_page *out);

#endif
