/* digest.h: SHA-256 as it stands in records and in the state. */
#ifndef ZL_DIGEST_H
#define ZL_DIGEST_H

#include <nettle/sha2.h>
#include <stddef.h>

/* The SHA-256 (FIPS 180-4) of length bytes, as 64 lower-case hexadecimal digits and a NUL. */
void zl_digest(const void *bytes, size_t length, char hex[65]);

/* Of what was given to the context, which is as after sha256_init then. */
void zl_digest_end(struct sha256_ctx *, char hex[65]);

#endif
