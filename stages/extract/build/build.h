/* build.h: what the parts of the builder share. */
#ifndef ZL_BUILD_H
#define ZL_BUILD_H

#include "base/status.h"
#include "extract/lines/engine.h"
#include "extract/outline/response.h"

/* A finding that was built, to be looked at again when all are known. */
struct zl_built {
	struct zl_node *node;
	int32_t list; /* the unit that heads the list of problems it stands in, or none */
	bool answered, grouped;
};

struct zl_kept_name {
	const char *name, *kept;
};

struct zl_builder {
	struct zl_engine *engine;
	struct zl_node *body;
	ZL_VECTOR(struct zl_built) built;
	ZL_VECTOR(struct zl_run) runs; /* of the finding being built */
	bool habit_known;
	uint32_t answers;	  /* that stand where the report has them */
	uint32_t asked, habitual; /* findings, and those whose responses follow without a label */
	/* Names of the rules' memory, and what they are in the document's, which outlives it. */
	ZL_VECTOR(struct zl_kept_name) names;
};

/* A name of the rules as the document keeps it; NULL: no memory, or no name. */
const char *zl_build_name(struct zl_builder *, const char *name);

/* A child of parent of the kind; NULL: no memory. */
struct zl_node *zl_build_node(struct zl_builder *, struct zl_node *parent, enum zl_node_kind kind,
			      const struct zl_rule *rule);

/* Puts view[from, to) of the line, in an element of the kind, into parent; empty: nothing. */
ZL_NODISCARD enum zl_status zl_build_words(struct zl_builder *, struct zl_node *parent,
					   enum zl_node_kind kind, uint32_t line, uint32_t from,
					   uint32_t to, const struct zl_rule *rule);

/*
 * The same into paragraphs of parent, going on with its last one where that is of the same
 * paragraph of the document.  kind ZL_NODE_TEXT: no element around the words.
 */
ZL_NODISCARD enum zl_status zl_build_paragraph(struct zl_builder *, struct zl_node *parent,
					       enum zl_node_kind kind, uint32_t line, uint32_t from,
					       uint32_t to, const struct zl_rule *rule);

/* A line as plain text, residue or contents, by its kind. */
ZL_NODISCARD enum zl_status zl_build_line(struct zl_builder *, struct zl_node *parent,
					  uint32_t line, uint32_t from);

/* ---- build_finding.c ---- */

/* The finding that begins with the unit, under parent, and all text that belongs to it. */
ZL_NODISCARD enum zl_status zl_build_finding(struct zl_builder *, struct zl_node *parent,
					     int32_t index);

/* The answer that begins with the unit, to which the responses of findings refer. */
ZL_NODISCARD enum zl_status zl_build_answer(struct zl_builder *, struct zl_node *parent,
					    int32_t index);

/*
 * A problem that words before and behind it mark, all on the line, in view[from, to) of a cell:
 * marks, statement, and what follows as its detail.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_build_marked(struct zl_builder *, struct zl_node *problem,
					    uint32_t line, uint32_t from, uint32_t to);

/* The recommendation that begins with the unit. */
ZL_NODISCARD enum zl_status zl_build_recommendation(struct zl_builder *, struct zl_node *parent,
						    int32_t index);

/* Notes a finding that was built. */
ZL_NODISCARD enum zl_status zl_build_note(struct zl_builder *, struct zl_node *node, int32_t list,
					  bool answered);

/* ---- build_parts.c ---- */

/*
 * The response made of parts, as a child of finding; detail, attributes and what is behind it go to
 * the finding and to outside.  An answer is itself the response.  Stops at the parts that stand
 * behind the finding, of which *behind is the first: parts->parts.count for none.
 */
ZL_NODISCARD enum zl_status zl_build_parts(struct zl_builder *, struct zl_node *finding,
					   struct zl_node *outside, const struct zl_parts *parts,
					   size_t *behind);

/* An attribute of a finding, with its label and brackets. */
ZL_NODISCARD enum zl_status zl_build_attribute(struct zl_builder *, struct zl_node *parent,
					       const struct zl_part *part);

/* ---- table.c ---- */

/*
 * The table whose first cell is line index, under parent: findings where it is a ledger or a form,
 * else a table.  *end gets the line behind it.
 */
ZL_NODISCARD enum zl_status zl_build_table(struct zl_builder *, struct zl_node *parent,
					   uint32_t index, uint32_t *end);

/* ---- build.c ---- */

/* The tree of the document.  False: the document has the failure. */
ZL_NODISCARD enum zl_status zl_build(struct zl_engine *);

/* The tree of stories other than the body, and paragraph n as plain text.  False: no memory. */
ZL_NODISCARD enum zl_status zl_build_aside(struct zl_document *);
ZL_NODISCARD enum zl_status zl_build_plain(struct zl_document *, struct zl_node *parent,
					   uint32_t n);

#endif
