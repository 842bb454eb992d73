/* sidecar_check.h: whether a cell of a sidecar is what its field takes. */
#ifndef ZL_SIDECAR_CHECK_H
#define ZL_SIDECAR_CHECK_H

#include "fields.h"

/*
 * NULL when the value is fit for the field; else what is wrong with it.  A value that has other
 * spellings becomes the usual one, in the arena or static: "D30" 30年, "2024-05-06" 20240506.
 * Empty and "-" fit every field.
 */
const char *zl_sidecar_check(struct zl_arena *, enum zl_field, struct zl_string *value);

/* Whether a 档号 can be the name of a folder. */
bool zl_code_is_name(struct zl_string code);

#endif
