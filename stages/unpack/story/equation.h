/* equation.h: EQ fields as text: ECMA-376 part 1, 17.16.5.19 and [MS-OI29500]. */
#ifndef ZL_EQUATION_H
#define ZL_EQUATION_H

#include <stdbool.h>

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Writes what the EQ field with these arguments shows to out, in one line.  True when the text is
 * what a reader sees: a circled number, a fraction; false when it is only its readable parts.
 */
bool zl_equation(struct zl_string arguments, struct zl_buffer *out);

#endif
