/* repeated.h: headers and footers, of which a document has the same ones again and again. */
#ifndef ZL_REPEATED_H
#define ZL_REPEATED_H

#include "builder.h"

/* How far the document has been filled, to take back what came later. */
struct zl_repeated_mark {
	size_t paragraphs, tables, notes, rubies, losses, warnings, anchors;
};

/* What one holds: its paragraphs, box text included, and what it lost; from first to before end. */
struct zl_repeated_contents {
	const struct zl_document *document;
	size_t first, end, loss_first, loss_end;
};

/* Headers or footers met so far; zero-initialised, none. */
struct zl_repeated {
	void *distinct; /* a tree of struct zl_repeated_contents: tsearch(3) */
};

/* A header is about to be set down. */
struct zl_repeated_mark zl_repeated_begin(const struct zl_builder *);

/*
 * It has been set down since the mark.  One that holds what an earlier one does is taken back and
 * told as a loss.  The builder's fault is set when memory is out.
 */
void zl_repeated_end(struct zl_repeated *, struct zl_builder *, struct zl_repeated_mark);

void zl_repeated_free(struct zl_repeated *);

#endif
