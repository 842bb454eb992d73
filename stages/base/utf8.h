/* utf8.h: UTF-8 as RFC 3629 has it: no overlong forms, no surrogates, nothing above U+10FFFF. */
#ifndef ZL_UTF8_H
#define ZL_UTF8_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/*
 * Reads the character at text; length is what is left, at least 1.  Returns the bytes it took, 1 to
 * 4, and the character in *code; a byte that begins no character gives 1 and U+FFFD.
 */
static inline size_t zl_utf8_read(const char *text, size_t length, uint32_t *code);

/* For zl_utf8_read only: characters of four bytes, and bytes that begin none. */
size_t zl_utf8_read_rare(const char *text, size_t length, uint32_t *code);

/* Whether the byte stands within a character, not at its start. */
static inline bool
zl_utf8_is_continuation(char byte)
{
	return ((unsigned char)byte & 0xC0) == 0x80;
}

static inline size_t
zl_utf8_read(const char *text, size_t length, uint32_t *code)
{
	const unsigned char *s = (const unsigned char *)text;

	if (s[0] < 0x80) {
		*code = s[0];
		return 1;
	}
	if (s[0] >= 0xC2 && s[0] < 0xE0 && length >= 2 && (s[1] & 0xC0) == 0x80) {
		*code = (uint32_t)(s[0] & 0x1F) << 6 | (s[1] & 0x3F);
		return 2;
	}
	if ((s[0] & 0xF0) == 0xE0 && length >= 3 && (s[1] & 0xC0) == 0x80 &&
	    (s[2] & 0xC0) == 0x80) {
		uint32_t read =
		    (uint32_t)(s[0] & 0x0F) << 12 | (uint32_t)(s[1] & 0x3F) << 6 | (s[2] & 0x3F);
		if (read >= 0x800 && (read < 0xD800 || read > 0xDFFF)) {
			*code = read;
			return 3;
		}
	}
	return zl_utf8_read_rare(text, length, code);
}

/* The bytes of a character of valid UTF-8 by its first; 1 for one that stands within. */
static inline size_t
zl_utf8_bytes(char first)
{
	unsigned char byte = (unsigned char)first;

	return byte < 0xC0 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4;
}

/* Writes code, a Unicode scalar value, to out, which has room for 4; returns the bytes written. */
size_t zl_utf8_write(uint32_t code, char *out);

/* Whether all of it is UTF-8. */
bool zl_utf8_valid(const char *text, size_t length);

/* Characters in length bytes of valid UTF-8. */
size_t zl_utf8_count(const char *text, size_t length);

/* The byte offset of the given character in valid UTF-8; length where there are fewer. */
size_t zl_utf8_offset(const char *text, size_t length, size_t characters);

/* Whether XML 1.0 (5th edition, production 2) allows code in a document. */
bool zl_xml_character(uint32_t code);

#endif
