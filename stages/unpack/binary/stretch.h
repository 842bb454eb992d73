/* stretch.h: a stretch of a binary document's text set down as paragraphs and tables. */
#ifndef ZL_STRETCH_H
#define ZL_STRETCH_H

#include "marks.h"

/* References from the text: which note or comment is referred to where. */
struct zl_reference {
	struct zl_plc plc;
	size_t next; /* the first that has not been met */
	enum zl_story story;
};

enum { ZL_REFERENCES = 3 };

/* A stretch that is being set down. */
struct zl_stretch {
	struct zl_binary *binary;
	struct zl_builder *builder;
	struct zl_marks marks;
	enum zl_fib_part part;
	struct zl_reference references[ZL_REFERENCES]; /* of the body; of others empty */
	uint32_t reference_at;		/* the next position that refers to something */
	size_t open_field;		/* of those that never end: the next one */
	ZL_VECTOR(bool) fields;		/* that are open: whether they are deleted */
	bool was_deleted, was_inserted; /* the characters before */
	uint16_t style;			/* of the paragraph */
	unsigned code_page;		/* of bytes */
	struct zl_buffer bytes;		/* of Word 6 and 95: not decoded yet */
	struct zl_buffer text;		/* not handed to the builder yet */
};

/*
 * Sets the text from first to before end down in the builder's frame: text of the part.  With guard
 * a last paragraph that is empty is left out: parts end with one that is not the document's.
 */
void zl_stretch_read(struct zl_binary *, enum zl_fib_part part, uint32_t first, uint32_t end,
		     bool guard);

/* Sets down the characters from first to before end in the builder's open paragraph. */
void zl_stretch_text(struct zl_stretch *, uint32_t first, uint32_t end);

#endif
