/* headers.h: headers and footers, each that says something of its own once. */
#ifndef ZL_HEADERS_H
#define ZL_HEADERS_H

#include "context.h"

/*
 * Reads all headers (type "header") or all footers ("footer"): those that sections name, in their
 * order, then those that relationships lead to, then those that only their content type tells.  One
 * that repeats another is told as a loss.
 */
void zl_headers_read(struct zl_context *, const char *type);

#endif
