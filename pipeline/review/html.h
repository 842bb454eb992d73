/*
 * html.h: the only ways by which text gets into a page.  Whatever a report holds, a page has it as
 * text: none of it can end an element, an attribute or a string, or turn what stands around it.
 */
#ifndef ZL_HTML_H
#define ZL_HTML_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

enum zl_html_place {
	ZL_HTML_TEXT,  /* between tags: characters that cannot be seen are shown by their codes */
	ZL_HTML_VALUE, /* in an attribute's double quotes: the same, as plain text */
};

/* Adds length bytes of UTF-8 to the page. */
void zl_html_add(struct zl_buffer *, enum zl_html_place, const char *text, size_t length);

/* The same of a C string. */
void zl_html_words(struct zl_buffer *, enum zl_html_place, const char *text);

/* A path of any bytes as a relative URL: what is not [A-Za-z0-9/._~-] as %XX. */
void zl_html_url(struct zl_buffer *, const char *path, size_t length);

/* A string of a script in its quotes. */
void zl_html_script(struct zl_buffer *, const char *text, size_t length);

#endif
