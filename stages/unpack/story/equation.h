/* equation.h: EQ fields as text: ECMA-376 part 1, 17.16.5.19 and [MS-OI29500]. */
#ifndef ZL_EQUATION_H
#define ZL_EQUATION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"
#include "base/vector.h"

/* A reading above some of the text. */
struct zl_reading {
	size_t from, to; /* bytes of the text */
	struct zl_string text;
};

/* An EQ field as a reader sees it, in one line. */
struct zl_equation {
	struct zl_buffer text;
	ZL_VECTOR(struct zl_reading) readings; /* in the order of the text */
	struct zl_arena arena;		       /* of the readings */
	bool failed;			       /* memory is out */
};

/*
 * Fills in the equation, zero-initialised, from the arguments of the field.  True when the text is
 * what a reader sees: a circled number, a fraction, a phonetic guide; false when it is only its
 * readable parts.  To be freed either way.
 */
bool zl_equation_read(struct zl_equation *, struct zl_string arguments);

void zl_equation_free(struct zl_equation *);

#endif
