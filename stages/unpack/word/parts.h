/* parts.h: the parts around the main one: what each is for, and what its loss costs. */
#ifndef ZL_PARTS_H
#define ZL_PARTS_H

#include "base/buffer.h"
#include "unpack/job.h"

/* Reads the styles, which the text refers to. */
void zl_parts_styles(struct zl_job *);

/* Reads the lists, the first time it is called: when the first paragraph asks for its number. */
void zl_parts_numbering(struct zl_job *);

/* Reads notes, comments, headers and footers, which the text has referred to. */
void zl_parts_after(struct zl_job *);

/* Reads a part of text that is not the main one; its root must be w:NAME. */
void zl_part_text(struct zl_job *, struct zl_string name, const char *root, enum zl_story);

/* Reads the properties that the package's relationships lead to: core, extended and custom. */
void zl_parts_properties(struct zl_job *, const struct zl_relations *);

/* Whether there is a part of that name in the folder of the main part. */
bool zl_part_is_beside(const struct zl_job *, struct zl_string name);

/* Whether the type is of one part, and WordprocessingML's of that name: "header". */
bool zl_part_has_type(const struct zl_type *, const char *name);

/* Adds the words that a chart or diagram shows to out, one a line. */
void zl_part_words(struct zl_job *, struct zl_string name, struct zl_buffer *out);

/*
 * Deals with a failure in a part that is not the main one: what costs the document fails it, the
 * rest is warned of.  Clears the fault.  False when the document has failed.
 */
bool zl_part_failed(struct zl_job *, struct zl_string name, struct zl_fault *);

#endif
