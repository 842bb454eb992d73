/* numbering.h: automatic numbers as Word shows them: ECMA-376 part 1, clause 17.9. */
#ifndef ZL_NUMBERING_H
#define ZL_NUMBERING_H

#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "document/document.h"
#include "styles.h"
#include "unpack/common/fault.h"

struct zl_abstract; /* w:abstractNum */
struct zl_list;	    /* w:num */
struct zl_own_count;

/*
 * Where counts run.  Word counts lists anew in each story: the body, the footnotes, the endnotes,
 * the headers and footers together; and in each text box and each comment.
 */
struct zl_scope {
	enum zl_story story;
	struct zl_own_count **own; /* of a text box or comment: a hash table, NULL at first */
	size_t own_count, own_slots;
};

struct zl_numbering {
	struct zl_abstract *abstracts; /* by id */
	size_t abstract_count, abstract_capacity;
	struct zl_list *lists; /* by id */
	size_t list_count, list_capacity;
	struct zl_arena *arena;
	uint32_t base; /* added to w:numId in numbers */
};

/*
 * Reads numbering.xml; what it holds lives in arena, and zl_numbering_free frees the rest.  Styles
 * must have been read: lists may be defined by a numbering style.  On a failure told in fault the
 * lists read before it are there.
 */
enum zl_failure zl_numbering_read(struct zl_numbering *, const struct zl_styles *,
				  struct zl_arena *arena, uint32_t base, const char *data,
				  size_t size, uint64_t depth, struct zl_fault *fault);

/* Sorts lists that have been added, and finds what each stands on. */
void zl_numbering_settle(struct zl_numbering *, const struct zl_styles *);

/*
 * Counts one paragraph of the scope on, and gives in *out its number, which lives in the document;
 * *out is NULL when list is 0 or none that there is.  style is the paragraph's, level ZL_UNSET
 * where the paragraph says none.  False when memory is out.  Numbers that Word cannot write as
 * asked are warned of at paragraph n.
 */
ZL_NODISCARD enum zl_status zl_numbering_count(struct zl_numbering *, struct zl_document *,
					       struct zl_scope *, int32_t list, int level,
					       const struct zl_style *style, uint32_t n,
					       const struct zl_number **out);

void zl_numbering_free(struct zl_numbering *);

#endif
