/* body.h: WordprocessingML text: the main part, notes, comments, headers and footers. */
#ifndef ZL_BODY_H
#define ZL_BODY_H

#include "context.h"

/*
 * Reads a part of text into the document.  Its root must be w:NAME; for a header or footer, story
 * says which, and the part is one note.  Returns ZL_OK, or the failure told in the builder's fault:
 * the paragraphs before it are set down.
 */
enum zl_failure zl_body_read(struct zl_context *, const struct zl_part *,
			     const struct zl_relations *, const char *root, enum zl_story story);

#endif
