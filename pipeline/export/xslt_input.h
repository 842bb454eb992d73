/* xslt_input.h: the document that a style sheet sees. */
#ifndef ZL_XSLT_INPUT_H
#define ZL_XSLT_INPUT_H

#include "export.h"

/* Makes it in place of what text held, with or without the body of the record; scratch is for the
 * source's bytes. */
enum zl_status zl_xslt_input(struct zl_export *, const struct zl_export_item *, const char *part,
			     bool body, struct zl_buffer *text,
			     struct zl_buffer *scratch) ZL_NODISCARD;

#endif
