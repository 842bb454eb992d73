/* xslt_input.h: the document that a style sheet sees. */
#ifndef ZL_XSLT_INPUT_H
#define ZL_XSLT_INPUT_H

#include <libxml/tree.h>

#include "export.h"

/*
 * Makes it of the tree of the record that the export's reader read last, which stays the reader's.
 * scratch is for the source's bytes.  NULL, and said, when it cannot be made.
 */
xmlDoc *zl_xslt_input(struct zl_export *, const struct zl_export_item *, const char *part,
		      struct zl_buffer *scratch);

/* Undoes it: the record stands alone in its tree again. */
void zl_xslt_input_end(xmlDoc *);

#endif
