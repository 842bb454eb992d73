/* charset_read.h: one encoding to UTF-8 and back, strictly; charset.c decides which. */
#ifndef ZL_CHARSET_READ_H
#define ZL_CHARSET_READ_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* The encodings that are read: an allow-list; no other name ever reaches iconv_open. */
enum zl_charset {
	ZL_CHARSET_NONE,
	ZL_CHARSET_UTF_8,
	ZL_CHARSET_UTF_16LE,
	ZL_CHARSET_UTF_16BE,
	ZL_CHARSET_UTF_32LE,
	ZL_CHARSET_UTF_32BE,
	ZL_CHARSET_HZ,	    /* RFC 1843 */
	ZL_CHARSET_GB18030, /* and all its subsets, byte 0x80 being the euro sign of CP936 */
	ZL_CHARSET_BIG5_HKSCS,
	ZL_CHARSET_EUC_TW,
	ZL_CHARSET_EUC_JP,
	ZL_CHARSET_CP932,
	ZL_CHARSET_CP949,
	ZL_CHARSET_CP1250,
	ZL_CHARSET_CP1251,
	ZL_CHARSET_CP1252,
	ZL_CHARSET_KOI8_R,
	ZL_CHARSET_MACINTOSH,
	ZL_CHARSET_COUNT
};

/* The name, static: "GB18030". */
const char *zl_charset_name(enum zl_charset charset);

/* Opens the converters that are glibc's; as zl_charset_prepare. */
const char *zl_charset_open(void);

/*
 * Adds the UTF-8 of size bytes to out.  False when a byte or sequence is not valid in the charset,
 * which then gives U+FFFD, byte by byte.  GB18030 is read as GB 18030-2022 has it, whatever glibc.
 */
bool zl_charset_read(enum zl_charset charset, const void *bytes, size_t size,
		     struct zl_buffer *out);

/*
 * Adds the bytes of length bytes of UTF-8 in GB18030 or BIG5-HKSCS to out, of GB18030 its codes of
 * one and two bytes only.  False when a character has no such code; out is then as it was.
 */
bool zl_charset_write(enum zl_charset charset, const char *text, size_t length,
		      struct zl_buffer *out);

#endif
