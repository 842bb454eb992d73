/* marks.h: a stretch of text cut into its paragraphs, with what is said of each. */
#ifndef ZL_MARKS_H
#define ZL_MARKS_H

#include "binary.h"

/* Where a paragraph's mark stands; the paragraph begins behind the mark before. */
struct zl_mark {
	uint32_t at;
	uint16_t style;
	int16_t list; /* no number of a list has more bits */
	bool ends_section;
	int8_t level, outline, centred, page_break;
};

struct zl_marks {
	uint32_t first; /* where the first paragraph begins */
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

/* Where paragraph i begins. */
static inline uint32_t
zl_marks_first(const struct zl_marks *marks, size_t i)
{
	return i == 0 ? marks->first : marks->marks.items[i - 1].at + 1;
}

void zl_marks_free(struct zl_marks *);

#endif
