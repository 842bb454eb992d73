/* utf8.c: reading, writing and checking UTF-8. */
#include "utf8.h"

size_t
zl_utf8_read_rare(const char *text, size_t length, uint32_t *code)
{
	const unsigned char *s = (const unsigned char *)text;

	if ((s[0] & 0xF8) == 0xF0 && length >= 4 && (s[1] & 0xC0) == 0x80 &&
	    (s[2] & 0xC0) == 0x80 && (s[3] & 0xC0) == 0x80) {
		*code = (uint32_t)(s[0] & 0x07) << 18 | (uint32_t)(s[1] & 0x3F) << 12 |
			(uint32_t)(s[2] & 0x3F) << 6 | (s[3] & 0x3F);
		if (*code >= 0x10000 && *code <= 0x10FFFF)
			return 4;
	}
	*code = 0xFFFD;
	return 1;
}

size_t
zl_utf8_write(uint32_t code, char *out)
{
	if (code < 0x80) {
		out[0] = (char)code;
		return 1;
	}
	if (code < 0x800) {
		out[0] = (char)(0xC0 | code >> 6);
		out[1] = (char)(0x80 | (code & 0x3F));
		return 2;
	}
	if (code < 0x10000) {
		out[0] = (char)(0xE0 | code >> 12);
		out[1] = (char)(0x80 | (code >> 6 & 0x3F));
		out[2] = (char)(0x80 | (code & 0x3F));
		return 3;
	}
	out[0] = (char)(0xF0 | code >> 18);
	out[1] = (char)(0x80 | (code >> 12 & 0x3F));
	out[2] = (char)(0x80 | (code >> 6 & 0x3F));
	out[3] = (char)(0x80 | (code & 0x3F));
	return 4;
}

bool
zl_utf8_valid(const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		uint32_t code;
		size_t step = zl_utf8_read(text + i, length - i, &code);
		if (step == 1 && code == 0xFFFD)
			return false;
		i += step;
	}
	return true;
}

size_t
zl_utf8_count(const char *text, size_t length)
{
	size_t count = 0;

	for (size_t i = 0; i < length; i++)
		count += ((unsigned char)text[i] & 0xC0) != 0x80;
	return count;
}

size_t
zl_utf8_offset(const char *text, size_t length, size_t characters)
{
	size_t i = 0;

	for (; i < length; i++)
		if (((unsigned char)text[i] & 0xC0) != 0x80 && characters-- == 0)
			break;
	return i;
}

bool
zl_xml_character(uint32_t code)
{
	return code == 0x9 || code == 0xA || code == 0xD || (code >= 0x20 && code <= 0xD7FF) ||
	       (code >= 0xE000 && code <= 0xFFFD) || (code >= 0x10000 && code <= 0x10FFFF);
}
