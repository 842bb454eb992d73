/* option_number.h: numbers as options give them. */
#ifndef ZL_OPTION_NUMBER_H
#define ZL_OPTION_NUMBER_H

#include <stdbool.h>
#include <stdint.h>

/* A number of bytes, such as 64M, 1G or 4096; false when text is none, or is too large. */
bool zl_option_bytes(const char *text, uint64_t *bytes);

/* A plain number from least to most; false when text is none. */
bool zl_option_number(const char *text, uint64_t least, uint64_t most, uint64_t *number);
bool zl_option_unsigned(const char *text, unsigned least, unsigned most, unsigned *out);

#endif
