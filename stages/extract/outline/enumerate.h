/*
 * enumerate.h: enumerations: marks that go on with one another, what leads up to them, and what
 * they are.
 */
#ifndef ZL_ENUMERATE_H
#define ZL_ENUMERATE_H

#include "base/status.h"
#include "mark.h"

/* What the items of an enumeration are. */
enum zl_enumerated {
	ZL_ENUMERATES_TEXT,	/* no items, or items of text that is read elsewhere */
	ZL_ENUMERATES_HEADINGS, /* each is read by itself, as a line that begins with its number is
				 */
	ZL_ENUMERATES_PROBLEMS,
	ZL_ENUMERATES_ANSWERS, /* what was done about the problems enumerated before */
	ZL_ENUMERATES_ADVICE
};

struct zl_enumeration {
	uint32_t first, last; /* marks; those between may belong to others */
	uint32_t count;
	int16_t rank;
	uint8_t style;
	uint8_t kind;	 /* enum zl_enumerated */
	uint8_t says;	 /* enum zl_area: what its lead says; NONE: nothing, or no lead */
	bool in_line;	 /* it has marks in mid-line */
	bool acted;	 /* each item goes on with what was done */
	bool led;	 /* the lead becomes a unit of its own, and its items stand under that */
	int32_t answers; /* of answers without a lead: the problems' enumeration */
	uint32_t lead_line;
	struct zl_stretch lead; /* the sentence that leads up to it */
};

struct zl_enumerations {
	ZL_VECTOR(struct zl_enumeration) all; /* in the order of their first marks */
	struct zl_marks marks;
};

/* Decides what each enumeration is.  False: a fault. */
ZL_NODISCARD enum zl_status zl_enumerations_classify(struct zl_engine *, struct zl_enumerations *);

/*
 * Makes items that stand in mid-line, and the sentences that lead up to them, lines of their own.
 * False: a fault.
 */
ZL_NODISCARD enum zl_status zl_enumerations_cut(struct zl_engine *, const struct zl_enumerations *);

#endif
