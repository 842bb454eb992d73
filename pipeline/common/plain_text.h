/* plain_text.h: text from a process that is not trusted, made fit for terminals, logs and XML. */
#ifndef ZL_PLAIN_TEXT_H
#define ZL_PLAIN_TEXT_H

#include <stddef.h>

/*
 * Replaces, in place, every byte that is not part of a character of valid UTF-8, and every control
 * character (U+0000 to U+001F, U+007F to U+009F, line and paragraph separators, and those that turn
 * the direction of text), by "?".  The text takes size bytes; it ends at its first NUL, or is cut
 * to end with one.
 */
void zl_plain_text(char *text, size_t size);

#endif
