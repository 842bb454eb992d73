/* describe_view.h: the lines of a report in which facts about it are looked for. */
#ifndef ZL_DESCRIBE_VIEW_H
#define ZL_DESCRIBE_VIEW_H

#include "extract/lines/engine.h"

enum {
	ZL_TITLE_LINES = 8,
	ZL_OPENING_LINES = 10,
	ZL_SENTENCE_LINES = 40, /* in which the sentences of the opening are looked for */
	ZL_CLOSING_LINES = 12,
	ZL_SENTENCES = 64,
	ZL_FACT_VIEW_STRETCHES = ZL_SENTENCES /* the most of these */
};

/*
 * Lines of text, or sentences, with a line feed between them: not cells of tables, tables of
 * contents or residue. Of very long lines there is a part.
 */
struct zl_fact_view {
	struct zl_buffer text;
	struct zl_fact_stretch {
		const struct zl_line *line;
		uint32_t from, length; /* in the engine's view, in bytes */
		size_t at;	       /* where it begins in text */
	} stretches[ZL_FACT_VIEW_STRETCHES];
	size_t count;
};

/*
 * Fill an empty view.  The title: the lines before the structure begins, at most ZL_TITLE_LINES;
 * styled: of these the first that are centred or titles by their style, and what follows them and
 * is so, too.  Memory that runs out shows in text.failed.
 */
void zl_fact_view_title(const struct zl_engine *, bool styled, struct zl_fact_view *);
void zl_fact_view_opening(const struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_closing(const struct zl_engine *, struct zl_fact_view *);

/* The last sentences of the closing's lines, but for those that end with a stop. */
void zl_fact_view_endings(const struct zl_engine *, struct zl_fact_view *);

/* The sentences of the opening that a rule of the kind sentence picks. */
void zl_fact_view_sentences(struct zl_engine *, struct zl_fact_view *);

void zl_fact_view_free(struct zl_fact_view *);

/*
 * Adds to out what the span of the view's text is in the report, line ends left out.  Gives the
 * paragraph that it begins in, 0 for an empty span.
 */
uint32_t zl_fact_view_source(const struct zl_engine *, const struct zl_fact_view *, struct zl_span,
			     struct zl_buffer *out);

#endif
