/* parts.h: the parts around the main one: what each is for, and what its loss costs. */
#ifndef ZL_PARTS_H
#define ZL_PARTS_H

#include "buffer.h"
#include "job.h"

/* Reads the styles, which the text refers to. */
void zl_parts_styles(struct zl_job *);

/* Reads the lists, the first time it is called: when the first paragraph asks for its number. */
void zl_parts_numbering(struct zl_job *);

/* Reads notes, comments, headers and footers, which the text has referred to. */
void zl_parts_after(struct zl_job *);

/* Reads the properties that the package's relationships lead to: core, extended and custom. */
void zl_parts_properties(struct zl_job *, const struct zl_relations *);

/* Adds the words that a chart or diagram shows to out, one a line. */
void zl_part_words(struct zl_job *, struct zl_string name, struct zl_buffer *out);

/*
 * Deals with a failure in a part that is not the main one: what costs the document fails it, the
 * rest is warned of.  Clears the fault.  False when the document has failed.
 */
bool zl_part_failed(struct zl_job *, struct zl_string name, struct zl_fault *);

#endif
