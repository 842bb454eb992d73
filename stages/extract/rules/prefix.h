/*
 * prefix.h: what the matches of a pattern begin with.
 *
 * Most rules look for words that most text does not have.  Whether a character can be the first,
 * the second or the third of a match is told by one bit each, so that PCRE2 is asked only where a
 * match may begin.
 */
#ifndef ZL_PREFIX_H
#define ZL_PREFIX_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "character_set.h"

enum { ZL_PREFIX_LENGTH = 3, ZL_GAP_ENDS = 5 };

/* The characters that can be first, second and third; and which can follow which. */
struct zl_beginning {
	struct zl_character_set characters[ZL_PREFIX_LENGTH];
	struct zl_pair_set pairs[ZL_PREFIX_LENGTH - 1];
};

/* Signs that a gap, [^。]{2,20}, may be without, and then ends at. */
extern const uint32_t zl_gap_ends[ZL_GAP_ENDS];

struct zl_prefix {
	bool floats;		   /* a match may begin behind the beginning of text, too */
	struct zl_beginning match; /* a match may be shorter */
	/* Where text begins, matches may begin with any characters, [^。]{2,20}, and then these. */
	bool has_gap;
	struct zl_beginning behind_gap;
	uint8_t gap_ends;  /* bit i: it is without zl_gap_ends[i] */
	uint32_t gap_most; /* characters of it, at most; UINT32_MAX: any number */
};

/*
 * Reads a pattern that PCRE2 has compiled, in UTF mode, without PCRE2_CASELESS, PCRE2_EXTENDED,
 * PCRE2_MULTILINE and PCRE2_UCP (pcre2pattern(3)).  What it does not know may be anything.
 * anchored: with PCRE2_ANCHORED.
 */
void zl_prefix_of(const char *pattern, bool anchored, struct zl_prefix *out);

/* Whether a match may begin with any three characters. */
bool zl_prefix_is_open(const struct zl_prefix *);

#endif
