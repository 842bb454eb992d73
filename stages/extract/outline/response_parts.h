/* response_parts.h: the parts into which the text of a finding is taken. */
#ifndef ZL_RESPONSE_PARTS_H
#define ZL_RESPONSE_PARTS_H

#include "base/status.h"
#include "extract/lines/engine.h"

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
 * Adds view[from, to) of the line as a part, whose value is all of it; nothing where it is empty
 * and of a kind that needs text.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_part_add(struct zl_engine *, struct zl_parts *out,
					enum zl_part_kind kind, uint32_t line, uint32_t from,
					uint32_t to, const struct zl_rule *rule);

/* Puts parts that were kept aside behind the others.  False: no memory. */
ZL_NODISCARD enum zl_status zl_parts_append(struct zl_engine *, struct zl_parts *out,
					    const struct zl_parts *parts);

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

#endif
