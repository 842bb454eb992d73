/* pattern_syntax.h: a pattern as a tree, as far as needed to make texts that it matches. */
#ifndef ZL_PATTERN_SYNTAX_H
#define ZL_PATTERN_SYNTAX_H

#include <stdint.h>

#include "base/arena.h"

enum zl_syntax_kind {
	ZL_SYNTAX_NOTHING,     /* matches no character: ^, \b, a reference */
	ZL_SYNTAX_CHARACTERS,  /* one character or several, as they stand */
	ZL_SYNTAX_SET,	       /* one of several characters: [...], \d, . */
	ZL_SYNTAX_SEQUENCE,    /* its children, one after the other */
	ZL_SYNTAX_ALTERNATIVE, /* one of its children */
	ZL_SYNTAX_REPEAT,      /* its child, least times or more */
	ZL_SYNTAX_AHEAD,       /* looks at its child without taking it, or refuses it */
	ZL_SYNTAX_BEHIND,      /* wants its child right before */
};

struct zl_syntax {
	enum zl_syntax_kind kind;
	struct zl_syntax *first, *next; /* child, sibling */
	size_t from, to;		/* in bytes of the pattern */
	uint32_t code;			/* CHARACTERS: the character */
	unsigned least;			/* REPEAT */
	bool endless;			/* REPEAT: without an end, or with one far off */
};

/*
 * Reads a pattern that PCRE2 compiles.  The tree lives in the arena; it is at most as deep as
 * PCRE2 allows parentheses to be (250).  NULL: no memory.
 */
struct zl_syntax *zl_syntax_read(struct zl_arena *arena, const char *pattern);

#endif
