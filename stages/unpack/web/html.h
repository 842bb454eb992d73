/* html.h: web pages. */
#ifndef ZL_HTML_H
#define ZL_HTML_H

#include "unpack/story/builder.h"

/*
 * Sets the paragraphs of an HTML page down in the builder's frame.  label is the charset that is
 * told outside of it, "" for none.  What the page lacks to be HTML does not matter; the fault is
 * set when memory or a limit runs out.
 */
void zl_html_read(struct zl_builder *, const char *label, const char *data, size_t size);

#endif
