/* mojibake.h: text whose bytes were once read by the wrong table. */
#ifndef ZL_MOJIBAKE_H
#define ZL_MOJIBAKE_H

#include <stdbool.h>
#include <stddef.h>

#include "draft.h"

enum { ZL_MOJIBAKE_GUESSES = 10 }; /* at how a text came to be */

/* The class: asks for the repair of what can be repaired without loss. */
void zl_change_mojibake(struct zl_draft *);

/*
 * What is wrong with a text that could not be repaired, as words for a warning; NULL when nothing
 * is: it reads as mojibake with bytes lost, or holds the characters that stand for lost ones.
 */
const char *zl_mojibake_left(const char *text, size_t length);

#endif
