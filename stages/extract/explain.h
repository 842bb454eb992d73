/* explain.h: why a report was read as it was. */
#ifndef ZL_EXPLAIN_H
#define ZL_EXPLAIN_H

#include "extract.h"

/* How one line of the body was read: a paragraph, or what line breaks and headings make of it. */
struct zl_explained {
	uint32_t n;	  /* the paragraph in which it begins */
	size_t from, to;  /* bytes of that paragraph; to is the paragraph's end for joined lines */
	const char *what; /* static: "section", "finding", "recommendation", "body", "answer" for
			     lines with which something begins; "text", "blank", "cell", "contents",
			     "residue" for others */
	const char *rule; /* that told it, or NULL; in the rules' memory */
	const char *number; /* the rule of the number it begins with, or NULL */
	const char *label;  /* of the label, detail or attribute it begins with, or NULL */
	const char *area;   /* static: what the headings above promise: "answers"; NULL: nothing */
	const char *other;  /* what it might have been: the runner-up; NULL: nothing else */
	int score, other_score;
	int level;  /* in the outline, from 1; 0 for lines that are not in it */
	bool close; /* the decision was close, or that on its place in the outline was */
};

struct zl_explanation {
	ZL_VECTOR(struct zl_explained) lines; /* in order; the caller frees items */
};

/* As zl_extract, and says how each line was read. */
enum zl_failure zl_extract_explained(struct zl_document *document, const struct zl_rules *rules,
				     struct zl_explanation *out);

#endif
