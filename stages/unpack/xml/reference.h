/* reference.h: references in XML, to characters and to the five entities that need no declaration.
 */
#ifndef ZL_REFERENCE_H
#define ZL_REFERENCE_H

#include <stddef.h>
#include <stdint.h>

/*
 * Reads the reference at text, which begins with '&' and ends before a NUL.  Returns what follows
 * it, and the character in *code; NULL when it is not one of those, or longer than is usual.
 */
const char *zl_reference_read(const char *text, uint32_t *code);

/*
 * What a ZL_TOKEN_CHARACTER at text stands for, in UTF-8: the character of a reference that
 * zl_reference_read takes, or a line feed for a line end (clause 2.11).  Returns its bytes.
 */
size_t zl_reference_write(const char *text, char out[4]);

#endif
