/* headings.h: the headings and problems under which enumerations stand, and what leads say. */
#ifndef ZL_HEADINGS_H
#define ZL_HEADINGS_H

#include "enumerate.h"

enum {
	ZL_HEADINGS_OPEN = 12,	/* at once; deeper ones take the place of the deepest */
	ZL_HEADING_BYTES = 270, /* beyond which a heading is not looked at for its words */
	ZL_MARKED_RANK = 53	/* of a problem's mark without a number */
};

/* A heading, or a problem, under which enumerations stand. */
struct zl_heading {
	int16_t rank;
	uint8_t area;
	uint32_t id;
	uint32_t from;	   /* where its words begin */
	bool finding;	   /* it states a problem */
	bool marked;	   /* by a mark */
	bool answered;	   /* the label of a response follows */
	uint32_t labelled; /* behind the line in which it came; 0: it did not */
};

struct zl_classifying {
	struct zl_engine *engine;
	struct zl_enumerations *enumerations;
	struct zl_heading stack[ZL_HEADINGS_OPEN];
	int depth;
	uint32_t line;	    /* up to which headings were taken */
	uint32_t mark;	    /* the same, of those in mid-line */
	uint32_t ids;	    /* given so far */
	int32_t list;	    /* the last enumeration of problems behind a lead; or none */
	int32_t answers;    /* the last enumeration of answers; or none */
	uint32_t under;	    /* the id of the heading that it stands under */
	uint32_t bodies;    /* enumerations of sentences that name problems under a marked one */
	bool within_aspect; /* in an item of a list of problems that only names an aspect */
	/* ids of the headings under which a list of problems stands that may be answered by
	   another, under a heading of its own or behind a lead, and 1; 0: none does */
	uint32_t waiting, listed;
	/* lines of a shape, or 0, that begin with words which only name an object, and those of
	   them that go on with what is wrong */
	uint32_t objects[ZL_SHAPE_PART], lacking[ZL_SHAPE_PART];
};

/* The innermost heading open; one that says nothing where there is none. */
const struct zl_heading *zl_heading_innermost(const struct zl_classifying *);

/* What the parts of a sentence that leads up to an enumeration weigh, spaces around it left out. */
int zl_lead_weight(struct zl_engine *, enum zl_cue cue, uint32_t from, uint32_t to);

/* What the parts of a lead weigh together, at least: problems, measures. */
enum { ZL_LEADS_TO_PROBLEMS = 7, ZL_LEADS_TO_MEASURES = 5, ZL_LEADS_TO_ADVICE = 5 };

/* Whether the mark stands in mid-line behind a heading that lost its line break. */
bool zl_is_in_line_heading(const struct zl_classifying *, uint32_t mark);

/* The sentence that leads up to the enumeration, and what it says. */
void zl_lead_find(struct zl_classifying *, struct zl_enumeration *);

/* Clauses that only sum up problems which the report tells one by one are no problems. */
void zl_summaries_drop(struct zl_classifying *);

/* Takes the headings and labels of the lines up to end, and of those in mid-line before mark. */
void zl_headings_go_on(struct zl_classifying *, uint32_t end, uint32_t mark);

#endif
