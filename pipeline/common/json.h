/* json.h: values as RFC 8259 has them, at the end of a buffer. */
#ifndef ZL_JSON_H
#define ZL_JSON_H

#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"

/* A string in its quotes; text is UTF-8. */
void zl_json_string(struct zl_buffer *, const char *text, size_t length);

/* A file name of any bytes as a string: what is not printable UTF-8 as %XX, as in a record. */
void zl_json_name(struct zl_buffer *, const char *name, size_t length);

/* Nanoseconds since 1970 as a string, UTC: "2024-03-05T01:02:03.004Z". */
void zl_json_time(struct zl_buffer *, int64_t nanoseconds);

/*
 * A member: its name, which needs no escapes, and a colon, with a comma before it unless it is the
 * first of its object.
 */
void zl_json_member(struct zl_buffer *, const char *name);

#endif
