/* fields.h: fields, whose stored result is the text: ECMA-376 part 1, clause 17.16. */
#ifndef ZL_FIELDS_H
#define ZL_FIELDS_H

#include "builder.h"

/* A field that has begun and not ended. */
struct zl_field_state {
	size_t code, code_end;	/* its code within the frame's; the end once it is known */
	uint32_t n;		/* the paragraph that it begins in */
	size_t at;		/* and the offset in it */
	size_t losses, anchors; /* that were there before it */
	uint64_t seen;		/* text met before its result */
	bool in_code, separated;
	bool is_box, checked;	 /* a form's check box */
	bool is_settled;	 /* its state has been told, whatever its default is */
	uint32_t entry;		 /* of a form's list: which is chosen, ... */
	uint32_t entries;	 /* ... how many were read, ... */
	struct zl_string chosen; /* ... and the text of the one, or the text that stands by default,
				    in the builder's arena */
};

void zl_field_begin(struct zl_builder *);
void zl_field_separate(struct zl_builder *);
void zl_field_end(struct zl_builder *);

/* A field in one element: what its content does not show is made from its instruction. */
void zl_field_simple_begin(struct zl_builder *, struct zl_string instruction);
void zl_field_simple_end(struct zl_builder *);

/*
 * Form fields: a check box, a list with its entries, a text.  What they are by default counts only
 * where nothing else is told, in whatever order.
 */
void zl_field_box(struct zl_builder *, bool checked, bool by_default);
void zl_field_choice(struct zl_builder *, int32_t entry, bool by_default);
void zl_field_entry(struct zl_builder *, struct zl_string text);
void zl_field_text(struct zl_builder *, struct zl_string by_default);

#endif
