/*
 * doubt_codes.h: the codes of flags, each with what it weighs and what people are told.  Weights
 * are set by hand: fitted to one set of reports they ranked another no better than chance.
 */
#ifndef ZL_DOUBT_CODES_H
#define ZL_DOUBT_CODES_H

#include <stddef.h>

struct zl_doubt_code {
	const char *code;
	int weight;	      /* in quarters of a point of the score */
	const char *chip;     /* Chinese, up to six characters */
	const char *sentence; /* Chinese; %s stands for the flag's value or words */
	const char *english;  /* the same of it in English */
};

/* By code; NULL where there is none of that name. */
const struct zl_doubt_code *zl_doubt_code(const char *code, size_t length);

/* All of them, sorted by code. */
const struct zl_doubt_code *zl_doubt_codes(size_t *count);

#endif
