/* syntax.h: a pattern in the syntax of PCRE2 as a tree: the one reader of that syntax. */
#ifndef ZL_SYNTAX_H
#define ZL_SYNTAX_H

#include <stdbool.h>
#include <stdint.h>

#include "base/arena.h"

enum { ZL_SYNTAX_ENDLESS = UINT32_MAX };

enum zl_syntax_kind {
	ZL_SYNTAX_NOTHING,     /* matches no character: \b, $, (?<!...) */
	ZL_SYNTAX_START,       /* nothing, and only where the text begins: ^, \A */
	ZL_SYNTAX_CHARACTER,   /* the character code */
	ZL_SYNTAX_SET,	       /* one of several characters: [...], \d, . */
	ZL_SYNTAX_SEQUENCE,    /* its children, one after the other */
	ZL_SYNTAX_ALTERNATIVE, /* one of its children */
	ZL_SYNTAX_REPEAT,      /* its child, least to most times */
	ZL_SYNTAX_AHEAD,       /* looks at its child without taking it, or refuses it */
	ZL_SYNTAX_BEHIND,      /* wants its child right before */
	ZL_SYNTAX_UNKNOWN,     /* any text, perhaps none: a reference, \R */
	ZL_SYNTAX_EXOTIC       /* changes how others are read or taken: (?i), (*SKIP), (?(1)a|b) */
};

/* Characters from one to another, both included. */
struct zl_syntax_range {
	uint32_t from, to;
	struct zl_syntax_range *next;
};

struct zl_syntax {
	enum zl_syntax_kind kind;
	struct zl_syntax *first, *next;	 /* child, sibling */
	size_t from, to;		 /* in bytes of the pattern */
	uint32_t code;			 /* CHARACTER */
	uint32_t least, most;		 /* REPEAT; most may be ZL_SYNTAX_ENDLESS */
	struct zl_syntax_range *members; /* SET: in the order in which they are written */
	bool negated;			 /* SET: any character but its members (and others) */
	bool open;			 /* SET: any character beside its members */
};

/*
 * Reads a pattern that PCRE2 compiles without PCRE2_EXTENDED (pcre2pattern(3)).  The tree lives in
 * the arena; it is at most as deep as PCRE2 allows parentheses to be (250).  NULL: no memory.
 */
struct zl_syntax *zl_syntax_read(struct zl_arena *arena, const char *pattern);

#endif
