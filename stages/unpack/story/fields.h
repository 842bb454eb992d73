/* fields.h: fields, whose stored result is the text: ECMA-376 part 1, clause 17.16. */
#ifndef ZL_FIELDS_H
#define ZL_FIELDS_H

#include "builder.h"

/* A field that has begun and not ended. */
struct zl_field_state {
	size_t code, code_end; /* its code within the frame's; the end once it is known */
	uint32_t n;	       /* the paragraph that it begins in */
	size_t at;	       /* and the offset in it */
	uint64_t seen;	       /* text met before its result */
	bool in_code, separated;
	bool is_box, checked;	 /* a form's check box */
	uint32_t entry;		 /* of a form's list: which is chosen, ... */
	uint32_t entries;	 /* ... how many were read, ... */
	struct zl_string chosen; /* ... and the words of the one, in the builder's arena */
	bool is_list;
};

void zl_field_begin(struct zl_builder *);
void zl_field_separate(struct zl_builder *);
void zl_field_end(struct zl_builder *);

/* A field in one element: what its content does not show is made from its instruction. */
void zl_field_simple_begin(struct zl_builder *, struct zl_string instruction);
void zl_field_simple_end(struct zl_builder *);

/* Form fields: w:checkBox with w:default and w:checked, w:ddList with w:result and its entries. */
void zl_field_box(struct zl_builder *, bool checked);
void zl_field_choice(struct zl_builder *, int32_t entry);
void zl_field_entry(struct zl_builder *, struct zl_string words);

#endif
