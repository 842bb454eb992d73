/*
 * normal.h: the normal form of what a report says of a finding: its state as one of five words, a
 * deadline as a date.  The report's own words stay beside it; what does not say enough has none.
 */
#ifndef ZL_NORMAL_H
#define ZL_NORMAL_H

#include <stdbool.h>
#include <stddef.h>

#include "text/fold.h"

enum zl_finding_state {
	ZL_FINDING_UNKNOWN,
	ZL_FINDING_NOT_BEGUN,
	ZL_FINDING_UNDER_WAY, /* what is done in part or by and large is under way */
	ZL_FINDING_LONG_TERM,
	ZL_FINDING_DONE,
};

/* "unknown", "not-begun", "under-way", "long-term", "done". */
const char *zl_finding_state_name(enum zl_finding_state);

/* The state that the words of an attribute or bracket tell: "整改状态：已完成". */
enum zl_finding_state zl_normal_state(struct zl_fold *, const char *text, size_t length);

/*
 * The state that a response tells: a clause of its last sentence, or else of its first, that says
 * nothing else ("目前该问题已整改到位").  Clauses that say more tell none: what they say is done
 * may be a part.
 */
enum zl_finding_state zl_normal_response(struct zl_fold *, const char *text, size_t length);

struct zl_normal_date {
	char date[11];	       /* 2023-12-31, the last day that the words allow */
	const char *precision; /* "day", "ten-days", "month", "quarter", "half-year", "year" */
};

/*
 * The date by which something is to be done: "2023年12月底前".  Of a period its end.  False where
 * no complete date stands there ("5月31日", "20XX年") or one that is none ("2023年2月30日").
 */
bool zl_normal_date(struct zl_fold *, const char *text, size_t length, struct zl_normal_date *);

#endif
