/* referee.h: what libxml2 says of a record: its parser, and its reading of record.xsd. */
#ifndef ZL_TESTS_REFEREE_H
#define ZL_TESTS_REFEREE_H

#include <stdbool.h>

#include "base/buffer.h"

/* Reads the schema, once; false: it cannot be read.  referee_free frees it. */
bool referee_ready(void);
void referee_free(void);

/* Whether the record is well-formed and valid. */
bool referee_valid(const struct zl_buffer *record);

#endif
