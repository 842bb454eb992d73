/*
 * first.h: which characters a match of a pattern can begin with.
 *
 * Most rules look for words that most lines do not have.  Whether a character can begin a match is
 * told by one bit, so that PCRE2 is asked only where one may begin.
 */
#ifndef ZL_FIRST_H
#define ZL_FIRST_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum { ZL_FIRST_BITS = 2048 };

/* A set of characters, by a hash: one that is not in it may be said to be, never the reverse. */
struct zl_first {
	uint32_t bits[ZL_FIRST_BITS / 32];
	bool all; /* nothing is known: the pattern may match anything, or nothing at all */
};

/*
 * Reads a pattern that PCRE2 has compiled, in UTF mode, without PCRE2_CASELESS, PCRE2_EXTENDED and
 * PCRE2_UCP (pcre2pattern(3)).  What it does not know sets all.
 */
void zl_first_of(const char *pattern, struct zl_first *first);

/* Adds what the other has. */
void zl_first_join(struct zl_first *first, const struct zl_first *other);

/* Whether a match can begin with code. */
static inline bool
zl_first_has(const struct zl_first *first, uint32_t code)
{
	uint32_t bit = (code ^ code >> 11) % ZL_FIRST_BITS;

	return first->all || (first->bits[bit / 32] >> bit % 32 & 1);
}

#endif
