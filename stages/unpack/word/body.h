/* body.h: WordprocessingML text: the main part, notes, comments, headers and footers. */
#ifndef ZL_BODY_H
#define ZL_BODY_H

#include "unpack/job.h"

/*
 * Reads a part of text into the document.  Its root must be w:NAME; for a header or footer, story
 * says which, and the part is one note.  Gives ZL_OK, or the failure told in the job's fault: the
 * paragraphs before it are set down.
 */
enum zl_failure zl_body_read(struct zl_job *, const struct zl_part *, const char *root,
			     enum zl_story story);

#endif
