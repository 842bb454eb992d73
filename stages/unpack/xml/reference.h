/* reference.h: references in XML, to characters and to the five entities that need no declaration.
 */
#ifndef ZL_REFERENCE_H
#define ZL_REFERENCE_H

#include <stdint.h>

/*
 * Reads the reference at text, which begins with '&' and ends before a NUL.  Returns what follows
 * it, and the character in *code; NULL when it is not one of those, or longer than is usual.
 */
const char *zl_reference_read(const char *text, uint32_t *code);

#endif
