/* sqlite_token.h: what a database that --into names says of itself. */
#ifndef ZL_SQLITE_TOKEN_H
#define ZL_SQLITE_TOKEN_H

#include "base/buffer.h"

/*
 * The token that the database at path was brought up to, at the end of token: 1; 0 where it is
 * empty; -1, and said, when it is none that an export made.
 */
int zl_sqlite_token(const char *path, struct zl_buffer *token);

#endif
