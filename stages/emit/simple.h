/* simple.h: values of attributes, for valid.c. */
#ifndef ZL_SIMPLE_H
#define ZL_SIMPLE_H

#include <stddef.h>

#include "grammar.h"

/*
 * Whether text, as it stands between its quotes, is of the grammar's simple type with that number.
 * White space around a value, which XML Schema takes off, is refused here.
 */
bool zl_simple_holds(const struct zl_schema_grammar *, uint8_t type, const char *text,
		     size_t length);

#endif
