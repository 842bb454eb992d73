/*
 * pattern_pump.h: texts on which a pattern may run away.
 *
 * A match that backtracks takes long when a repeated part can match the same text in many ways and
 * what follows fails.  For every repetition without an end in a pattern there are therefore pumps:
 * a beginning that leads up to it, a unit that it matches, to be repeated as often as wanted, and
 * an end that would complete the match.
 */
#ifndef ZL_PATTERN_PUMP_H
#define ZL_PATTERN_PUMP_H

#include "base/arena.h"
#include "base/status.h"

struct zl_pump {
	struct zl_string beginning, unit, end;
	size_t from, to; /* the repeated part, in bytes of the pattern */
	bool nested;	 /* it holds another repetition without an end */
	struct zl_pump *next;
};

/*
 * The pumps of a pattern in the syntax of PCRE2 (pcre2pattern(3)), which must be one that PCRE2
 * compiles; at most some hundred.  All lives in the arena.  *out is NULL when nothing in the
 * pattern repeats without an end.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_pattern_pumps(struct zl_arena *arena, const char *pattern,
					     struct zl_pump **out);

/*
 * Characters that occur in the pattern, as one text, those beyond ASCII first: what can make a
 * match end or fail. False: no memory.
 */
ZL_NODISCARD enum zl_status zl_pattern_alphabet(struct zl_arena *arena, const char *pattern,
						struct zl_string *out);

#endif
