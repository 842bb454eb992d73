/* circled.h: characters that are a sign in a circle: U+2460, U+3251 and U+32B1 on, and others. */
#ifndef ZL_CIRCLED_H
#define ZL_CIRCLED_H

#include <stdint.h>

#include "base/arena.h"

/* The one character for text within a circle, 0 for none. */
uint32_t zl_circled(struct zl_string text);

#endif
