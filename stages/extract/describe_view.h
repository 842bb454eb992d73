/* describe_view.h: the lines of a report in which facts about it are looked for. */
#ifndef ZL_DESCRIBE_VIEW_H
#define ZL_DESCRIBE_VIEW_H

#include "buffer.h"
#include "document.h"
#include "extract/pattern.h"

enum {
	ZL_TITLE_LINES = 8,
	ZL_OPENING_LINES = 12,
	ZL_CLOSING_LINES = 12,
	ZL_FACT_VIEW_LINES = 12 /* the most of these */
};

struct zl_fact_piece;

/* A paragraph of the body outside tables, without residue, folded; of very long ones a part. */
struct zl_fact_line {
	uint32_t n;
	bool belongs;  /* it begins inside a section or finding */
	size_t length; /* in bytes */
	struct zl_fact_piece *first, *last;
};

/* The first and last lines of a report. */
struct zl_fact_lines {
	const struct zl_document *document;
	struct zl_arena arena;
	struct zl_fact_line opening[ZL_OPENING_LINES], closing[ZL_CLOSING_LINES];
	size_t opening_count, closing_count;
};

/*
 * Reads the lines of a document that has its structure.  False: no memory.  To be freed either way.
 */
bool zl_fact_lines_read(struct zl_fact_lines *, const struct zl_document *document);
void zl_fact_lines_free(struct zl_fact_lines *);

/* Lines with a line feed between them. */
struct zl_fact_view {
	struct zl_buffer text;
	struct zl_fact_view_stretch {
		const struct zl_fact_line *line;
		size_t at; /* where it begins in the text */
	} stretches[ZL_FACT_VIEW_LINES];
	size_t count;
};

/*
 * Fill an empty view.  The title: the lines before the structure begins, at most ZL_TITLE_LINES;
 * styled: of these the first that are centred or titles by their style, and what follows them and
 * is so, too.  Memory that runs out shows in text.failed.
 */
void zl_fact_view_title(const struct zl_fact_lines *, bool styled, struct zl_fact_view *);
void zl_fact_view_opening(const struct zl_fact_lines *, struct zl_fact_view *);
void zl_fact_view_closing(const struct zl_fact_lines *, struct zl_fact_view *);
void zl_fact_view_free(struct zl_fact_view *);

/*
 * Adds to out what the span of the view's text is in the report, line ends left out.  Gives the
 * paragraph that it begins in, 0 for an empty span.
 */
uint32_t zl_fact_view_source(const struct zl_fact_lines *, const struct zl_fact_view *,
			     struct zl_span, struct zl_buffer *out);

#endif
