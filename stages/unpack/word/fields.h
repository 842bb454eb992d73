/* fields.h: fields, whose stored result is the text: ECMA-376 part 1, clause 17.16. */
#ifndef ZL_FIELDS_H
#define ZL_FIELDS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

struct zl_job;

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
	struct zl_string chosen; /* ... and the words of the one, in the job's arena */
	bool is_list;
};

void zl_field_begin(struct zl_job *);
void zl_field_separate(struct zl_job *);
void zl_field_end(struct zl_job *);

/* Text of w:instrText. */
void zl_field_code(struct zl_job *, const char *text, size_t length);

/* A field in one element: what its content does not show is made from its instruction. */
void zl_field_simple_begin(struct zl_job *, struct zl_string instruction);
void zl_field_simple_end(struct zl_job *);

/* Form fields: w:checkBox with w:default and w:checked, w:ddList with w:result and its entries. */
void zl_field_box(struct zl_job *, bool checked);
void zl_field_choice(struct zl_job *, int32_t entry);
void zl_field_entry(struct zl_job *, struct zl_string words);

/* Whether the text met now belongs to a field's code rather than to the paragraph. */
bool zl_field_in_code(const struct zl_job *);

#endif
