/* parts.h: the parts around the main one: what each is for, and what its loss costs. */
#ifndef ZL_PARTS_H
#define ZL_PARTS_H

#include "context.h"

/*
 * The part that the main part's relationship of the type leads to; else one beside it whose content
 * type says so, or that has the usual name.  An empty string for none.
 */
struct zl_string zl_part_of_type(struct zl_context *, const char *type, const char *usual);

/* Reads the styles, which the text refers to. */
void zl_parts_styles(struct zl_context *);

/*
 * Reads the lists, the first time it is called: when the first paragraph asks for its number.  The
 * builder is a context's.
 */
void zl_parts_numbering(struct zl_builder *);

/* Whether there is a part of that name in the folder of the main part. */
bool zl_part_is_beside(const struct zl_context *, struct zl_string name);

/* Whether the type is of one part, and WordprocessingML's of that name: "header". */
bool zl_part_has_type(const struct zl_type *, const char *name);

/*
 * Deals with a failure in a part that is not the main one: what costs the document fails it, the
 * rest is warned of.  Clears the fault.  False when the document has failed.
 */
bool zl_part_failed(struct zl_context *, struct zl_string name, struct zl_fault *);

#endif
