/* pattern_cost.h: how the work of matching a pattern grows with the text, by measuring it. */
#ifndef ZL_PATTERN_COST_H
#define ZL_PATTERN_COST_H

#include <stdint.h>

#include "base/arena.h"
#include "base/status.h"

enum zl_cost {
	ZL_COST_FAIR,	/* about as the length of the text */
	ZL_COST_SQUARE, /* as its square: slow on long paragraphs */
	ZL_COST_RUNAWAY /* as its cube or worse: a short paragraph can be too much */
};

/* What was found out, and the worst text that was met: beginning, and unit many times. */
struct zl_cost_report {
	enum zl_cost cost;
	size_t from, to; /* the repetition at fault, in bytes of the pattern */
	bool nested;	 /* it holds another repetition without an end */
	struct zl_string beginning, unit;
};

/*
 * Matches the pattern, compiled with options of pcre2_compile, against texts made to nearly match
 * it, and counts PCRE2's steps; so the result is the same on every machine.  False: no memory, or
 * PCRE2 does not compile the pattern.  Texts in the report live in the arena.
 */
ZL_NODISCARD enum zl_status zl_pattern_cost(struct zl_arena *arena, const char *pattern,
					    uint32_t options, struct zl_cost_report *out);

#endif
