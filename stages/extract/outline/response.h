/*
 * response.h: a finding's text taken apart: detail of the problem, labels, response, attributes,
 * and what no longer belongs to it.
 */
#ifndef ZL_RESPONSE_H
#define ZL_RESPONSE_H

#include "base/status.h"
#include "extract/lines/engine.h"
#include "mark.h"

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

enum zl_part_kind {
	ZL_PART_DETAIL,
	ZL_PART_LABEL, /* empty: another enumeration may begin */
	ZL_PART_TEXT,  /* of the response */
	ZL_PART_ATTRIBUTE,
	ZL_PART_ASIDE, /* blank lines and residue: with what is around them */
	ZL_PART_BEHIND /* no longer of the finding */
};

struct zl_part {
	enum zl_part_kind kind;
	uint32_t line;
	struct zl_stretch stretch;
	const struct zl_rule *rule; /* of label, detail, attribute; of the first sentence acted */
	struct zl_stretch value;    /* attribute: without label and brackets */
};

struct zl_parts {
	ZL_VECTOR(struct zl_part) parts;
	bool answered;		 /* there is response text */
	uint32_t announced_line; /* a number that announces the response, where from < to */
	struct zl_stretch announced;
	bool labelled; /* a label told it */
};

/*
 * Takes the runs apart into out->parts, whose items the caller frees.  The parts are the runs, each
 * byte once, in order.  last: behind the finding no other follows.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_response_parts(struct zl_engine *, const struct zl_run *runs,
					      size_t count, enum zl_answering answering, bool last,
					      struct zl_parts *out);

/* Notes that what follows is another part of the response; line as its label.  False: no memory. */
ZL_NODISCARD enum zl_status zl_response_break(struct zl_engine *, struct zl_parts *out);
ZL_NODISCARD enum zl_status zl_response_label(struct zl_engine *, uint32_t line,
					      struct zl_parts *out);

/* Notes view[from, to) of the line as no text: a bar, a number.  False: no memory. */
ZL_NODISCARD enum zl_status zl_response_bar(struct zl_engine *, uint32_t line, uint32_t from,
					    uint32_t to, struct zl_parts *out);

/* Adds an attribute that was found elsewhere.  False: no memory. */
ZL_NODISCARD enum zl_status zl_response_attribute(struct zl_engine *, const struct zl_part *,
						  struct zl_parts *out);

/*
 * The attributes in the bracket with which view[from, to) ends: appended to out as parts whose
 * stretches are the bracket.  Gives where the bracket begins, to when there is none.
 */
uint32_t zl_trailing_attributes(struct zl_engine *, uint32_t line, uint32_t from, uint32_t to,
				struct zl_parts *out);

/* ---- measures.c ---- */

/*
 * The items of the outermost enumeration of each labelled part of the response, in order; the
 * caller frees out->marks.items.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_measures(struct zl_engine *, const struct zl_parts *parts,
					struct zl_marks *out);

#endif
