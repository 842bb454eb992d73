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

enum { ZL_PREFIX_LENGTH = 3, ZL_GAP_ENDS = 8 };

/* Some of the characters that a gap, [^。]{2,20}, cannot have. */
struct zl_gap_ends {
	uint32_t codes[ZL_GAP_ENDS];
	size_t count;
};

/* The ways in which a match can begin. */
enum zl_way {
	ZL_WAY_ANYWHERE,
	ZL_WAY_START,  /* only where the text begins: ^ or \A */
	ZL_WAY_BEHIND, /* only behind certain characters: (?<=...), and then with any */
	ZL_WAY_GAP,    /* with any characters: [^...]{2,20}, and then with certain ones */
	ZL_WAY_COUNT
};

struct zl_prefix {
	bool has[ZL_WAY_COUNT];
	/*
	 * By way: the characters that can be first, second and third, with ZL_WAY_GAP behind the
	 * gap.  A match may be shorter.
	 */
	struct zl_character_set characters[ZL_WAY_COUNT * ZL_PREFIX_LENGTH];
	/* First and second, second and third: of all ways but ZL_WAY_GAP, and of that. */
	struct zl_pair_set pairs[ZL_PREFIX_LENGTH - 1], behind_gap[ZL_PREFIX_LENGTH - 1];
	struct zl_character_set before; /* what ZL_WAY_BEHIND is behind of */
	size_t gap;			/* characters in the gap, at most; SIZE_MAX: any number */
	bool gap_floats;		/* it may begin anywhere, not only where the text does */
	struct zl_gap_ends gap_ends;
};

/*
 * Reads a pattern that PCRE2 has compiled, in UTF mode, without PCRE2_CASELESS, PCRE2_EXTENDED,
 * PCRE2_MULTILINE and PCRE2_UCP (pcre2pattern(3)).  What it does not know may be anything.
 */
void zl_prefix_of(const char *pattern, struct zl_prefix *out);

/* Keeps of ends those that are in other as well. */
void zl_gap_ends_narrow(struct zl_gap_ends *ends, const struct zl_gap_ends *other);

/* Whether code is one of ends. */
bool zl_gap_ends_have(const struct zl_gap_ends *ends, uint32_t code);

/* Whether a match may begin with any three characters, anywhere; and making it so. */
bool zl_prefix_is_open(const struct zl_prefix *);
void zl_prefix_open(struct zl_prefix *);

#endif
