/* plain.h: plain text. */
#ifndef ZL_PLAIN_H
#define ZL_PLAIN_H

#include "unpack/story/builder.h"

/* Sets the lines of a text down in the builder's frame, one paragraph a line; label as for HTML. */
void zl_plain_read(struct zl_builder *, const char *label, const char *data, size_t size);

#endif
