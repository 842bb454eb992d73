/* doubt_parts.h: what the passes over a reading share. */
#ifndef ZL_DOUBT_PARTS_H
#define ZL_DOUBT_PARTS_H

#include "extract/lines/engine.h"

/* A finding as the passes look at it. */
struct zl_doubted {
	struct zl_node *node, *response;
	uint32_t n;		 /* where it begins */
	uint32_t answer, last;	 /* paragraphs of its response; 0: none */
	uint32_t said, answered; /* bytes of its statement and its response */
	uint32_t measures;
	uint32_t paragraphs; /* of its response, labels that stand alone left out */
	bool in_measure;     /* its last paragraph is a measure's */
	bool labelled;	     /* a label stands in its response */
	int32_t unit;	     /* that it begins with; ZL_NO_UNIT: none, as in a table */
	unsigned score;	     /* quarters, of its flags */
	bool compared;	     /* with those in its parent */
};

/* What a paragraph belongs to: the first of each that has text of it. */
struct zl_owner {
	uint32_t finding; /* place from 1; 0: none */
	bool problem, response, heading, recommendation, detail;
};

struct zl_doubting {
	struct zl_engine *engine;
	struct zl_owner *owners; /* by n - 1 */
	int32_t *ordinals; /* by unit: that of the unit before it in its shape; 0: there is none */
	ZL_VECTOR(struct zl_doubted) findings;
	unsigned score; /* quarters, of flags that are of no finding */
	size_t first;	/* of the document's flags, the first of doubt */
};

/*
 * Add a flag of paragraph n, and its weight to the score; finding is its place from 1, or 0.  With
 * a value, which may be NULL; with the words that the paragraph begins with.  False: no memory.
 */
bool zl_doubt_flag(struct zl_doubting *, const char *code, uint32_t n, uint32_t finding);
bool zl_doubt_value(struct zl_doubting *, const char *code, uint32_t n, uint32_t finding,
		    const char *value);
bool zl_doubt_words(struct zl_doubting *, const char *code, uint32_t n, uint32_t finding);

/* The score that flags of the finding add to; 0: of no finding. */
unsigned *zl_doubt_score(struct zl_doubting *, uint32_t finding);

/* Takes back flags that most findings of the report have: they tell how it is written. */
void zl_doubt_forget_habits(struct zl_doubting *);

/* The passes: units and their series; findings, and how they are worded; text between, and all. */
bool zl_doubt_units(struct zl_doubting *);
bool zl_doubt_wording(struct zl_doubting *);
bool zl_doubt_findings(struct zl_doubting *);
bool zl_doubt_text(struct zl_doubting *);

#endif
