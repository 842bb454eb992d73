/* marks.h: a stretch of text cut into its paragraphs, with what is said of each. */
#ifndef ZL_MARKS_H
#define ZL_MARKS_H

#include "binary.h"

struct zl_mark {
	uint32_t first, at; /* the paragraph is first to before at, where its mark stands */
	int32_t list;
	uint16_t style;
	bool ends_section;
	int8_t level, outline, centred, page_break;
};

struct zl_marks {
	ZL_VECTOR(struct zl_mark) marks;
	struct zl_grid grid; /* an end each */
	/* Positions, rising, of marks that begin a field which never ends: they hide nothing. */
	ZL_VECTOR(uint32_t) open_fields;
};

/*
 * Cuts the text from first to before end.  The builder's fault is set when memory or a limit runs
 * out.  To be freed in any case.
 */
void zl_marks_read(struct zl_marks *, struct zl_binary *, uint32_t first, uint32_t end);

void zl_marks_free(struct zl_marks *);

#endif
