/* score_parts.h: what the files of zhengli score share: what they compare, and the counts. */
#ifndef ZL_SCORE_PARTS_H
#define ZL_SCORE_PARTS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/status.h"

/* A text as it is compared: code points after zl_score_fold.  Lives in an arena. */
struct zl_score_text {
	const int32_t *data;
	size_t length; /* code points */
};

/* A heading and those above it. */
struct zl_score_path {
	struct zl_score_text heading;
	const struct zl_score_path *above; /* NULL: outermost */
};

struct zl_score_finding {
	struct zl_score_text problem, response; /* the response's length 0: there is none */
	const struct zl_score_text *parent;	/* its parent's problem, NULL for none */
	const struct zl_score_path *sections;	/* innermost; NULL for none */
	const char *kind, *status;		/* "" for none */
	const char *statement;			/* the problem as it is written */
	size_t measures;
};

/* A fact of the description: "period" and, of the same element, "period-from". */
struct zl_score_fact {
	const char *name;
	struct zl_score_text text;
};

/* A record, or the gold for it, in the terms that are compared.  Zero-initialised, it is empty. */
struct zl_score_sheet {
	struct zl_arena arena;
	struct zl_score_finding *findings;
	struct zl_score_text *recommendations;
	struct zl_score_fact *facts; /* the first of each name */
	size_t finding_count, recommendation_count, fact_count;
	size_t finding_room, recommendation_room, fact_room;
};

/* The columns. */
enum zl_score_field {
	ZL_SCORE_PAIRS,
	ZL_SCORE_STATEMENTS,
	ZL_SCORE_RESPONSES,
	ZL_SCORE_MEASURES,
	ZL_SCORE_NESTING,
	ZL_SCORE_SECTIONS,
	ZL_SCORE_STATUS,
	ZL_SCORE_KIND,
	ZL_SCORE_DESCRIPTION,
	ZL_SCORE_RECOMMENDATIONS,
	ZL_SCORE_FIELDS
};

/* What the gold has, what the record has, how many are equal, and how equal they are in sum. */
struct zl_score_count {
	size_t gold, found, right;
	double soft; /* sum of similarities, each 0 to 1 */
};

struct zl_score_ratio {
	double precision, recall, f1;
};

/*
 * Precision, recall and F1 of right among found and gold.  Nothing found counts as precise and
 * nothing in the gold as complete, so that a report without findings scores 1 when none are made.
 */
struct zl_score_ratio zl_score_ratio(double right, size_t found, size_t gold);

/* One record against its gold.  partner[i] is the finding of the record for finding i of the gold,
 * or SIZE_MAX; of strictly equal problems, for the listing of what is missing. */
struct zl_score {
	struct zl_score_count fields[ZL_SCORE_FIELDS];
	size_t *partner;
};

/*
 * Compares found with gold.  Strict: texts are equal after folding; findings belong together when
 * their problems are equal, the first to the first.  Soft: those left over belong together by
 * equal responses, then by the likeness of their problems, and each text counts by its likeness.
 * False: no memory.  The caller frees partner.
 */
ZL_NODISCARD enum zl_status zl_score_compare(const struct zl_score_sheet *gold,
					     const struct zl_score_sheet *found,
					     struct zl_score *out);

/* How many facts of the description are right, and how alike the others are. */
ZL_NODISCARD enum zl_status zl_score_compare_facts(const struct zl_score_sheet *gold,
						   const struct zl_score_sheet *found,
						   struct zl_score_count *count);

/*
 * What is compared of length bytes of UTF-8: NFKC (Unicode Standard Annex 15), one double and one
 * single quote, no white space or invisible characters, no full stop, semicolon or comma at the
 * end. False: no memory, or no UTF-8.
 */
ZL_NODISCARD enum zl_status zl_score_fold(struct zl_arena *arena, const char *text, size_t length,
					  struct zl_score_text *out);

bool zl_score_equal(struct zl_score_text, struct zl_score_text);

/*
 * How alike two texts are: 1 - distance / length of the longer, by Levenshtein's distance; 0 where
 * that is below one half, or where telling would take more than some hundred million steps.
 * *failed is set, and 0 given, when memory is out.
 */
double zl_score_similarity(struct zl_score_text, struct zl_score_text, bool *failed);

/*
 * Read a record (size bytes of record XML) or a gold file (JSON) into an empty sheet.  False when
 * it cannot be read: words then says why, in one line, and the sheet is still to be freed.
 */
ZL_NODISCARD enum zl_status zl_score_read_record(const char *data, size_t size,
						 struct zl_score_sheet *, struct zl_buffer *words);
ZL_NODISCARD enum zl_status zl_score_read_gold(const char *data, size_t size,
					       struct zl_score_sheet *, struct zl_buffer *words);
void zl_score_free(struct zl_score_sheet *);

/* Room for one more at the end, cleared and counted; NULL: no memory. */
struct zl_score_finding *zl_score_add_finding(struct zl_score_sheet *);
struct zl_score_text *zl_score_add_recommendation(struct zl_score_sheet *);
/* The fact of that name, copied; *known tells that it was there already. */
struct zl_score_fact *zl_score_add_fact(struct zl_score_sheet *, const char *name, bool *known);

/* All records of a run so far. */
struct zl_score_total {
	size_t records;
	struct zl_score_count micro[ZL_SCORE_FIELDS];
	struct zl_score_ratio strict_sum[ZL_SCORE_FIELDS], soft_sum[ZL_SCORE_FIELDS];
};

void zl_score_count_in(struct zl_score_total *, const struct zl_score *);

/* "pairs", "statements", ...; static. */
const char *zl_score_field_name(enum zl_score_field);

#endif
