/*
 * response.h: a finding's text taken apart: detail of the problem, labels, response, attributes,
 * and what no longer belongs to it.
 */
#ifndef ZL_RESPONSE_H
#define ZL_RESPONSE_H

#include "mark.h"
#include "response_parts.h"

/* Text of a finding, in order: a stretch of a line. */
struct zl_run {
	uint32_t line;
	struct zl_stretch stretch;
};

/* How the beginning of the response is told. */
enum zl_answering {
	ZL_ANSWER_NONE,	     /* there is none: all is detail */
	ZL_ANSWER_BY_LABEL,  /* by a label only */
	ZL_ANSWER_BY_WORDS,  /* by a label, or without one by the first sentence that tells of acts
			      */
	ZL_ANSWER_HABITUAL,  /* the same, but the report's habit is to answer without a label: in
				doubt  a sentence that tells of no lack does */
	ZL_ANSWER_ANNOUNCED, /* the same, but the heading says that it follows: in doubt a sentence
				tells of acts */
	ZL_ANSWER_ALL,	     /* all is response */
	ZL_ANSWER_CELL	     /* all is response, to the last line */
};

/*
 * Takes the runs apart into out->parts, whose items the caller frees.  The parts are the runs, each
 * byte once, in order.  last: behind the finding no other follows.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_response_parts(struct zl_engine *, const struct zl_run *runs,
					      size_t count, enum zl_answering answering, bool last,
					      struct zl_parts *out);

/* ---- measures.c ---- */

/*
 * The items of the outermost enumeration of each labelled part of the response, in order; the
 * caller frees out->marks.items.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_measures(struct zl_engine *, const struct zl_parts *parts,
					struct zl_marks *out);

#endif
