/* utf16.c */
#include "utf16.h"

#include <stdio.h>

#include "base/utf8.h"
#include "text/charset.h"

static void
add(struct zl_buffer *out, uint32_t code)
{
	char bytes[4];

	zl_buffer_add(out, bytes, zl_utf8_write(zl_xml_character(code) ? code : 0xFFFD, bytes));
}

void
zl_narrow_add(struct zl_buffer *out, uint8_t byte)
{
	/* 0x80 to 0x9F; those that the code page has not stay controls. */
	static const uint16_t upper[] = {
	    0x20AC, 0x81,   0x201A, 0x0192, 0x201E, 0x2026, 0x2020, 0x2021, 0x02C6, 0x2030, 0x0160,
	    0x2039, 0x0152, 0x8D,   0x017D, 0x8F,   0x90,   0x2018, 0x2019, 0x201C, 0x201D, 0x2022,
	    0x2013, 0x2014, 0x02DC, 0x2122, 0x0161, 0x203A, 0x0153, 0x9D,   0x017E, 0x0178,
	};

	if (byte < 0x80)
		zl_buffer_byte(out, (char)byte);
	else
		add(out, byte < 0xA0 ? upper[byte - 0x80] : byte);
}

void
zl_code_page_add(struct zl_buffer *out, unsigned code_page, const char *bytes, size_t length)
{
	char label[16];

	if (length == 0)
		return;
	snprintf(label, sizeof(label), code_page == 1252 ? "cp%u" : "%u", code_page);
	zl_charset_decode(label, bytes, length, out, NULL);
}

void
zl_utf16_add(struct zl_buffer *out, struct zl_bytes bytes, size_t at, size_t count)
{
	for (size_t i = 0; i < count && zl_bytes_has(bytes, at, 2 * (i + 1)); i++) {
		uint32_t code = zl_little16(bytes, at + 2 * i);
		uint32_t low = i + 1 < count ? zl_little16(bytes, at + 2 * (i + 1)) : 0;
		if ((code & 0xFC00) == 0xD800 && (low & 0xFC00) == 0xDC00) {
			code = 0x10000 + ((code & 0x3FF) << 10 | (low & 0x3FF));
			i++;
		}
		if (code < 0x80 && code >= 0x20)
			zl_buffer_byte(out, (char)code);
		else
			add(out, code);
	}
}
