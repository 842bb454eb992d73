/* run.h: the text of a paragraph as runs, cut as word processors cut it. */
#ifndef SAMPLES_RUN_H
#define SAMPLES_RUN_H

#include "sample.h"

/* How the characters of a run look. */
struct look {
	const char *font; /* East Asian typeface */
	int half_points;
	bool bold, hidden;
};

/* w:rPr of the look, in the shape's manner. */
void run_properties(struct sample *, struct xml *, const struct look *);

/* The revision attributes that Word gives some of its elements; nothing in other shapes. */
void revision_attributes(struct sample *, struct xml *, const char *const names[]);

/* The runs of a line of source text, its {marks} carried out. */
void marked_text(struct sample *, struct xml *, struct zl_string text, const struct look *);

#endif
