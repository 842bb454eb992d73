/*
 * rules.h: rule files as the stage and the commands about rules see them.  What the kinds mean is
 * said in schemas/rules.rng.
 */
#ifndef ZL_RULES_H
#define ZL_RULES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"
#include "family_set.h"
#include "pattern.h"

/* The elements of a rule file that hold a pattern, by the names of their elements. */
enum zl_rule_kind {
	ZL_RULE_EVIDENCE,
	ZL_RULE_FRAGMENT,
	ZL_RULE_NUMBER,
	ZL_RULE_ITEM,
	ZL_RULE_PART,
	ZL_RULE_HEADING,
	ZL_RULE_CATEGORY,
	ZL_RULE_PROBLEM,
	ZL_RULE_PREFIX,
	ZL_RULE_SUFFIX,
	ZL_RULE_CLAUSES,
	ZL_RULE_NAMING,
	ZL_RULE_LABEL,
	ZL_RULE_DETAIL,
	ZL_RULE_ATTRIBUTE,
	ZL_RULE_VALUE,
	ZL_RULE_CUE,
	ZL_RULE_NEVER,
	ZL_RULE_COLUMN,
	ZL_RULE_BAR,
	ZL_RULE_CONTENTS,
	ZL_RULE_RESIDUE,
	ZL_RULE_IGNORED,
	ZL_RULE_CLOSING,
	ZL_RULE_SENTENCE,
	ZL_RULE_FACT,
	ZL_RULE_DATE,
	ZL_RULE_KIND_COUNT
};

/* evidence/@in and fact/@in */
enum zl_place {
	ZL_PLACE_TITLE,
	ZL_PLACE_OPENING,
	ZL_PLACE_HEADINGS,
	ZL_PLACE_ANYWHERE,
	ZL_PLACE_CLOSING,
	ZL_PLACE_SENTENCE,
	ZL_PLACE_ENDING,
	ZL_PLACE_COUNT
};

/* heading/@area */
enum zl_area {
	ZL_AREA_NONE,
	ZL_AREA_ORGANISING,
	ZL_AREA_ANSWERS,
	ZL_AREA_TASKS,
	ZL_AREA_PROBLEMS,
	ZL_AREA_MEASURES,
	ZL_AREA_RECOMMENDATIONS,
	ZL_AREA_PLAN,
	ZL_AREA_RESULTS,
	ZL_AREA_BACKGROUND,
	ZL_AREA_CAUSES,
};

/* problem/@marker */
enum zl_marker { ZL_MARKER_ABOUT, ZL_MARKER_TARGET, ZL_MARKER_ENDING, ZL_MARKER_LABEL };

/* cue/@for */
enum zl_cue {
	ZL_CUE_DEFICIENCY,
	ZL_CUE_ACTION,
	ZL_CUE_TASK,
	ZL_CUE_PROBLEMS,
	ZL_CUE_MEASURES,
	ZL_CUE_COMPLAINT,
	ZL_CUE_ADVICE,
	ZL_CUE_COUNT
};

/* column/@role */
enum zl_role {
	ZL_ROLE_NONE,
	ZL_ROLE_STATEMENT,
	ZL_ROLE_RESPONSE,
	ZL_ROLE_ATTRIBUTE,
	ZL_ROLE_NUMBER,
	ZL_ROLE_SECTION
};

struct zl_rule_file;

struct zl_rule {
	enum zl_rule_kind kind;
	const char *name;
	const struct zl_rule_file *file; /* that it stands in */
	unsigned line;			 /* of the element, from 1 */
	const char *source;		 /* the pattern as written */
	struct zl_pattern *pattern;	 /* NULL for fragments */
	int weight;			 /* evidence, cue */
	int rank;			 /* number */
	int ordinal;			 /* item; 0: by group value, if any */
	enum zl_place place;		 /* evidence, fact */
	enum zl_area area;		 /* heading */
	enum zl_marker marker;		 /* problem */
	enum zl_cue cue;		 /* cue */
	enum zl_role role;		 /* column; a label's is response */
	const char *as;	    /* attribute, value, column: the attribute's name; or NULL */
	const char *series; /* item */
	const char *like;   /* number: the shape it is mistyped for; or NULL */
	bool flag;	    /* number/@split, item/@within, residue/@inline, heading/@bare,
			       column/@one, label/@reply, contents entry */
	bool problem;	    /* number/@problem, heading/@pairs */
	bool refers;	    /* number/@refers, column/@letter */
	bool lines;	    /* column/@lines, label/@lines, closing/@lines */
	uint32_t facts;	    /* fact: what its groups tell, see zl_rules_fact */
};

/* quote, bracket; folded */
struct zl_quote {
	const char *open, *close;
};

/* What a sign ends; each ends what the weaker ones do. */
enum zl_stop { ZL_STOP_NONE, ZL_STOP_CLAUSE, ZL_STOP_SENTENCE, ZL_STOP_HEADING };

/* stop: the signs, folded. */
struct zl_stops {
	uint8_t narrow[128]; /* enum zl_stop of ASCII characters */
	struct {
		char bytes[4];
		uint8_t length, stop;
	} wide[16];
	size_t wide_count;
};

/* What may begin with a byte of text: a quotation mark, a stop of that strength or more. */
enum { ZL_SIGN_QUOTE = 1 };
#define ZL_SIGN_STOP(least) (1u << (least))

/* example/p, or example/row/c: cells of a row have row > 0 and column from 1 */
struct zl_example_line {
	const char *text;
	unsigned row, column;
};

/* What an example expects: example/finding, recommendation or fact. */
struct zl_expected {
	enum { ZL_EXPECT_FINDING, ZL_EXPECT_RECOMMENDATION, ZL_EXPECT_FACT } what;
	const char *kind, *status; /* finding; NULL: any */
	int measures;		   /* -1: any */
	const char *parent;	   /* statement of the finding it is in; NULL: any */
	const char *statement;	   /* of finding and recommendation; text of a fact */
	const char *response;	   /* NULL: none is expected */
	const char *fact;	   /* name */
};

struct zl_example {
	const char *rule;
	unsigned line;
	const struct zl_example_line *lines;
	size_t line_count;
	const struct zl_expected *expected;
	size_t expected_count;
};

/* A list of rules, in the order in which they are tried. */
struct zl_rule_list {
	const struct zl_rule **items;
	size_t count;
	bool floating; /* asked in mid-line, too, though their patterns match where text begins */
	/*
	 * One for each ZL_PREFILTER_RULES of them, made when it is first needed.  Lists of the same
	 * rules share them.
	 */
	struct zl_prefilter **prefilters;
};

/* Rules that are asked together without being all of a kind. */
enum zl_asked {
	ZL_ASKED_FACTS,					  /* and behind it, by enum zl_place */
	ZL_ASKED_CUES = ZL_ASKED_FACTS + ZL_PLACE_COUNT,  /* by enum zl_cue */
	ZL_ASKED_RESIDUES = ZL_ASKED_CUES + ZL_CUE_COUNT, /* residue that is a whole line */
	ZL_ASKED_FLOATING,				  /* from here on lists that float */
	ZL_ASKED_SPLIT = ZL_ASKED_FLOATING,		  /* numbers with split="true" */
	ZL_ASKED_WITHIN,				  /* items with within="true" */
	ZL_ASKED_UNSEEN, /* ignored text, then residue with inline="true" */
	ZL_ASKED_COUNT
};

struct zl_rule_file {
	const char *family, *version, *title;
	const char *extends; /* or NULL */
	const struct zl_rule_file *base;
	bool abstract;
	bool silent; /* findings="false" */
	char sha256[65];
	/* Own rules and those of the files it extends, compiled with the fragments of this one. */
	struct zl_rule_list kinds[ZL_RULE_KIND_COUNT];
	struct zl_rule_list asked[ZL_ASKED_COUNT];
	const struct zl_quote *quotes;
	size_t quote_count;
	const struct zl_quote *brackets;
	size_t bracket_count;
	struct zl_stops stops;
	uint8_t signs[256];		   /* by byte: what may begin with it */
	uint8_t sign_ends[256];		   /* and what of three bytes may end with it */
	const struct zl_example *examples; /* own ones only */
	size_t example_count;
};

/* The files of a set in the order added; NULL past the last. */
const struct zl_rule_file *zl_rules_file(const struct zl_rules *, size_t index);

/* The evidence for that place out of all files but abstract ones, in their order. */
const struct zl_rule_list *zl_rules_evidence(const struct zl_rules *, enum zl_place);

/* From now on the file reads every document, whatever the evidence; NULL: the one that fits best.
 */
void zl_rules_insist(struct zl_rules *, const struct zl_rule_file *);
const struct zl_rule_file *zl_rules_insisted(const struct zl_rules *);

/* The first so many names of facts have bits of their own; all others share the next. */
enum { ZL_FACTS_TOLD = 31 };
#define ZL_FACTS_OTHER (UINT32_C(1) << ZL_FACTS_TOLD)

/* The bit of the fact that groups of this name tell. */
uint32_t zl_rules_fact(const struct zl_rules *, const char *group);

/* What the set's patterns are matched with. */
struct zl_matcher *zl_rules_matcher(const struct zl_rules *);

/* The rule that has this pattern: what a fault's pattern belongs to.  NULL for none. */
const struct zl_rule *zl_rules_of_pattern(const struct zl_rules *, const struct zl_pattern *);

/* ---- find.c ---- */

/* The first rule of the list that matches text; NULL for none.  match may be NULL. */
const struct zl_rule *zl_rule_find(struct zl_matcher *, const struct zl_rule_list *,
				   const char *text, size_t length, struct zl_match *match);

/*
 * Of a list that floats: the rule that is the first to match something at or behind from, which is
 * where a character begins; the first of those that match at one place.  Lookbehind sees what
 * stands before from.  NULL for none.
 */
const struct zl_rule *zl_rule_next(struct zl_matcher *, const struct zl_rule_list *,
				   const char *text, size_t length, size_t from,
				   struct zl_match *match);

/* Whether the rule at index in the list matches text; zl_pattern_group then tells its groups. */
bool zl_rule_matches(struct zl_matcher *, const struct zl_rule_list *, size_t index,
		     const char *text, size_t length);

/*
 * Sets those of matched, one for each rule of the list, whose rules match text.  Rules for which it
 * is set already are not asked again.
 */
void zl_rule_match_all(struct zl_matcher *, const struct zl_rule_list *, const char *text,
		       size_t length, bool *matched);

/* The sum of the weights of all rules of the list that match text. */
int zl_rule_weigh(struct zl_matcher *, const struct zl_rule_list *, const char *text,
		  size_t length);

/* Frees the list's prefilters, those that it shares with others, too. */
void zl_rule_list_clear(const struct zl_rule_list *);

/* ---- rules.c ---- */

/* Names as in rule files.  Static. */
const char *zl_rule_kind_name(enum zl_rule_kind);

#endif
