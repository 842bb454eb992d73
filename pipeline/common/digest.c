/* digest.c: nettle's SHA-256, written in hexadecimal. */
#include "digest.h"

void
zl_digest_end(struct sha256_ctx *context, char hex[65])
{
	static const char digits[] = "0123456789abcdef";
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_digest(context, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++) {
		hex[2 * i] = digits[digest[i] >> 4];
		hex[2 * i + 1] = digits[digest[i] & 15];
	}
	hex[64] = '\0';
}

void
zl_digest(const void *bytes, size_t length, char hex[65])
{
	struct sha256_ctx context;

	sha256_init(&context);
	sha256_update(&context, length, bytes);
	zl_digest_end(&context, hex);
}
