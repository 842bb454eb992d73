/*
 * sieve.h: where in a text which rules of a list may match, told by three loads a place.
 *
 * For each character, tables hold which rules may begin with it, have it second and have it third.
 * A rule that a sieve lets through may still not match; one that it holds back never does.
 */
#ifndef ZL_SIEVE_H
#define ZL_SIEVE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "extract/beginning.h"
#include "extract/pattern.h"

enum {
	ZL_SIEVE_RULES = 32,		 /* of one sieve: a bit each */
	ZL_SIEVE_END = ZL_CHARACTER_BITS /* the bit of what stands behind the text */
};

struct zl_sieve {
	uint32_t rules;	     /* all there are */
	uint32_t start_only; /* match only where the text begins */
	uint32_t start;	     /* are to be asked there, whatever stands there */
	uint32_t behind;     /* may begin anywhere behind certain characters */
	uint32_t searching;  /* when asked, look through the rest of the text themselves */
	uint32_t gap;	     /* may begin with anything, if certain characters follow */
	uint32_t gaps[ZL_SIEVE_RULES]; /* and after how many characters at most */
	uint32_t characters[ZL_BEGINNING_LENGTH][ZL_CHARACTER_BITS + 1];
	uint32_t behind_gap[ZL_BEGINNING_LENGTH][ZL_CHARACTER_BITS + 1];
	uint32_t before[ZL_CHARACTER_BITS + 1];
};

/* A sieve without rules.  NULL: no memory.  The caller frees it. */
struct zl_sieve *zl_sieve_new(void);
void zl_sieve_free(struct zl_sieve *);

/*
 * Adds the next rule, at most ZL_SIEVE_RULES of them.  floating: with ZL_PATTERN_AT_START it is
 * asked at any place, not only where the text begins.
 */
void zl_sieve_add(struct zl_sieve *, const struct zl_pattern *, bool floating);

/*
 * The rules out of wanted that may match at *place in text, a bit each, where *place moves on to
 * the first character before last, or the end of the text if last is behind it, at which there are
 * any.  0 when there are none.  text is valid UTF-8 and *place where a character begins.
 */
uint32_t zl_sieve_next(const struct zl_sieve *, uint32_t wanted, const char *text, size_t length,
		       size_t last, size_t *place);

#endif
