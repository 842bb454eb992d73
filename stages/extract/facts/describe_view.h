/* describe_view.h: the lines of a report in which facts about it are looked for. */
#ifndef ZL_DESCRIBE_VIEW_H
#define ZL_DESCRIBE_VIEW_H

#include "extract/lines/engine.h"

enum { ZL_FACT_VIEW_STRETCHES = 64 };

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
 * Fill an empty view.  The title: the lines before the structure begins, at most a few;
 * styled: of these the first that are centred or titles by their style, and what follows them and
 * is so, too.  Endings: the last sentences of the closing's lines, but for those that end with a
 * stop.  Sentences: those of the opening that a rule of the kind sentence picks.  Memory that runs
 * out shows in text.failed.
 */
void zl_fact_view_title(struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_styled(struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_opening(struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_closing(struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_endings(struct zl_engine *, struct zl_fact_view *);
void zl_fact_view_sentences(struct zl_engine *, struct zl_fact_view *);

void zl_fact_view_free(struct zl_fact_view *);

/*
 * Adds to out what the span of the view's text is in the report, line ends left out.  Gives the
 * paragraph that it begins in, 0 for an empty span.
 */
uint32_t zl_fact_view_source(const struct zl_engine *, const struct zl_fact_view *, struct zl_span,
			     struct zl_buffer *out);

#endif
