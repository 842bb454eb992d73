/*
 * bytes.h: a stretch of bytes that somebody else made, read as little-endian numbers.
 *
 * Nothing is read outside of it: what would be is 0, or empty.
 */
#ifndef ZL_BYTES_H
#define ZL_BYTES_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Borrowed. */
struct zl_bytes {
	const unsigned char *data;
	size_t size;
};

/* Whether length bytes stand at the offset. */
static inline bool
zl_bytes_has(struct zl_bytes bytes, size_t at, size_t length)
{
	return at <= bytes.size && bytes.size - at >= length;
}

/* The bytes at the offset, as many as there are of length; none behind the end. */
static inline struct zl_bytes
zl_bytes_at(struct zl_bytes bytes, size_t at, size_t length)
{
	if (at >= bytes.size)
		return (struct zl_bytes){NULL, 0};
	return (struct zl_bytes){bytes.data + at,
				 bytes.size - at < length ? bytes.size - at : length};
}

static inline uint8_t
zl_byte(struct zl_bytes bytes, size_t at)
{
	return at < bytes.size ? bytes.data[at] : 0;
}

static inline uint16_t
zl_little16(struct zl_bytes bytes, size_t at)
{
	if (!zl_bytes_has(bytes, at, 2))
		return 0;
	return (uint16_t)(bytes.data[at] | bytes.data[at + 1] << 8);
}

static inline uint32_t
zl_little32(struct zl_bytes bytes, size_t at)
{
	if (!zl_bytes_has(bytes, at, 4))
		return 0;
	return (uint32_t)bytes.data[at] | (uint32_t)bytes.data[at + 1] << 8 |
	       (uint32_t)bytes.data[at + 2] << 16 | (uint32_t)bytes.data[at + 3] << 24;
}

static inline uint64_t
zl_little64(struct zl_bytes bytes, size_t at)
{
	return zl_little32(bytes, at) | (uint64_t)zl_little32(bytes, at + 4) << 32;
}

#endif
