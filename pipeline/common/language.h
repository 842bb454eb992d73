/*
 * language.h: messages in the operator's language and his terminal's encoding.  Nothing that a run
 * writes to OUT depends on it.
 */
#ifndef ZL_LANGUAGE_H
#define ZL_LANGUAGE_H

#include <stdbool.h>

#include "base/failure.h"

/* The text in the operator's language; static. */
#define _(text) zl_translate(text)
const char *zl_translate(const char *text) __attribute__((format_arg(1)));

/* Marks a text that is translated where it is used. */
#define N_(text) text

/*
 * Finds out language and encoding from LC_ALL, LC_MESSAGES, LC_CTYPE and LANG, also where the
 * system has no such locale, and the catalogue beside the program.  Standard error, and standard
 * output where it is a terminal, take UTF-8 from then on and give what the terminal understands.
 */
void zl_language_begin(void);

/* What the code means, and what to do about it, in the operator's language; static. */
const char *zl_language_sentence(enum zl_failure);
const char *zl_language_advice(enum zl_failure);

#endif
