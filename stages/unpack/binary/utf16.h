/* utf16.h: text of a binary document as UTF-8. */
#ifndef ZL_UTF16_H
#define ZL_UTF16_H

#include "base/buffer.h"
#include "unpack/compound/bytes.h"

/* Adds a byte of code page 1252. */
void zl_narrow_add(struct zl_buffer *, uint8_t byte);

/* Adds bytes of a code page. */
void zl_code_page_add(struct zl_buffer *, unsigned code_page, const char *bytes, size_t length);

/*
 * Adds count units of UTF-16 at the offset, as many as there are; a surrogate without its other
 * half becomes U+FFFD, as do characters that XML forbids.
 */
void zl_utf16_add(struct zl_buffer *, struct zl_bytes, size_t at, size_t count);

#endif
