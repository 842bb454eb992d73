/*
 * prefilter.h: where in a text which rules of a list may match, told by three loads a place.
 *
 * For each character, tables hold which rules may begin with it, have it second and have it third.
 * A rule that a prefilter lets through may still not match; one that it holds back never does.
 */
#ifndef ZL_PREFILTER_H
#define ZL_PREFILTER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/status.h"
#include "base/utf8.h"
#include "pattern.h"
#include "prefix.h"

enum {
	ZL_PREFILTER_RULES = 32,	     /* of one prefilter: a bit each */
	ZL_PREFILTER_END = ZL_CHARACTER_BITS /* the bit of what stands behind the text */
};

/* Which rules can have a character, and which can have any behind it; side by side in memory. */
struct zl_prefilter_cell {
	uint32_t can, loose;
};

/*
 * By the bits of the first, the second and the third character: which rules can have it, and which
 * can have the first with the second and the second with the third.
 */
struct zl_prefilter_table {
	struct zl_prefilter_cell rows[ZL_CHARACTER_BITS + 1][ZL_PREFIX_LENGTH];
	uint32_t pairs[ZL_PREFIX_LENGTH - 1][ZL_PAIR_BITS];
	/* Whether a rule begins with it in mid-text, or it may end a gap. */
	bool stops[ZL_CHARACTER_BITS];
};

struct zl_prefilter {
	uint32_t rules;	     /* all there are */
	uint32_t open;	     /* may begin with anything */
	uint32_t start_only; /* match only where the text begins */
	uint32_t searching;  /* when asked, look through the rest of the text themselves */
	uint32_t gap;	     /* may begin with anything where text begins, if some follow */
	uint8_t gap_ends;    /* those of all of these, as in struct zl_prefix */
	uint32_t gap_most;   /* the same of the longest */
	/* What rules begin with, and behind a gap; NULL where no rule has one. */
	struct zl_prefilter_table table, *behind_gap;
};

/* A prefilter without rules.  NULL: no memory.  The caller frees it. */
struct zl_prefilter *zl_prefilter_new(void);
void zl_prefilter_free(struct zl_prefilter *);

/*
 * Adds the next rule, at most ZL_PREFILTER_RULES of them.  floating: with ZL_PATTERN_AT_START it is
 * asked at any place, not only where the text begins.  ZL_FAILED: no memory.
 */
ZL_NODISCARD enum zl_status zl_prefilter_add(struct zl_prefilter *, const struct zl_pattern *,
					     bool floating);

/*
 * The rules out of wanted that may match at *place in text, a bit each, where *place moves on to
 * the first character before last, or the end of the text if last is behind it, at which there are
 * any.  0 when there are none.  text is valid UTF-8 and *place where a character begins.
 */
uint32_t zl_prefilter_next(const struct zl_prefilter *, uint32_t wanted, const char *text,
			   size_t length, size_t last, size_t *place);

#endif
