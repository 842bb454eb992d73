/*
 * corrections.h: what people say of one source: a correction is a rule whose reach is one paragraph
 * of it.  They are applied where the engine decides; structure and wholeness stay the engine's.
 *
 * A correction is anchored by n, which is firm, since the source's bytes are the same, and proved
 * by the words that the paragraph begins with; where these are not there it is not applied, and a
 * flag (correction-stale) says so.  The flag "corrected" stands at each that was.
 */
#ifndef ZL_CORRECTIONS_H
#define ZL_CORRECTIONS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

enum zl_verb {
	ZL_VERB_UNIT,	    /* what begins here is this, and nothing else */
	ZL_VERB_RESPONSE,   /* these paragraphs answer the finding at of */
	ZL_VERB_UNANSWERED, /* the report does not say what was done about it */
	ZL_VERB_STATEMENT,  /* these words are the statement */
	ZL_VERB_FACT,	    /* the fact is this */
	ZL_VERB_NOTE,	    /* for people; changes nothing */
	ZL_VERB_COUNT
};

enum zl_verb_reading { ZL_AS_FINDING, ZL_AS_SECTION, ZL_AS_RECOMMENDATION, ZL_AS_TEXT };

enum { ZL_UNDER_ANY = -1, ZL_UNDER_NONE = 0 };

struct zl_correction {
	enum zl_verb verb;
	enum zl_verb_reading reads; /* of a unit */
	uint32_t n, to, of;	    /* to: the last paragraph of a response, at least n */
	uint32_t nth;		    /* which of several places of exact, from 1 */
	int64_t under;		    /* of a unit: n of the finding it stands in, or ZL_UNDER_* */
	struct zl_string words;	    /* that paragraph n begins with, white space left out */
	struct zl_string exact;	    /* words in the paragraph; absent: all of it */
	struct zl_string until;	    /* of a response: it ends before these */
	struct zl_string kind;	    /* of a finding: issue, task, observation; absent: as it is */
	struct zl_string name, date, from, to_date; /* of a fact */
	struct zl_string text;			    /* of a note */
};

/* Those of one source. */
struct zl_corrections {
	char source[65]; /* SHA-256 */
	char sha256[65]; /* of the file that they stand in */
	struct zl_string path, checked, by;
	struct zl_correction *items;
	size_t count;
};

/* "unit", "response" ...; "finding", "section" ...: as in corrections.rng. */
const char *zl_verb_name(enum zl_verb);
const char *zl_verb_reading_name(enum zl_verb_reading);

#endif
