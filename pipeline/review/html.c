/* html.c: text into pages, scripts and URLs. */
#include "html.h"

#include <string.h>

#include "base/utf8.h"

/* Whether the character cannot be seen, or turns or hides others. */
static int
is_hidden(uint32_t code)
{
	static const struct {
		uint32_t from, to;
	} hidden[] = {{0x00, 0x08},	  {0x0B, 0x1F},	      {0x7F, 0x9F},	{0xAD, 0xAD},
		      {0x061C, 0x061C},	  {0x180E, 0x180E},   {0x200B, 0x200F}, {0x2028, 0x202E},
		      {0x2060, 0x206F},	  {0xE000, 0xF8FF},   {0xFEFF, 0xFEFF}, {0xFFF9, 0xFFFD},
		      {0xE0000, 0xE007F}, {0xF0000, 0x10FFFF}};

	if (code >= 0x20 && code < 0x7F)
		return 0;
	for (size_t i = 0; i < sizeof(hidden) / sizeof(hidden[0]); i++)
		if (code >= hidden[i].from && code <= hidden[i].to)
			return 1;
	return 0;
}

static const char *
reference(char byte)
{
	switch (byte) {
	case '&':
		return "&amp;";
	case '<':
		return "&lt;";
	case '>':
		return "&gt;";
	case '"':
		return "&quot;";
	case '\'':
		return "&#39;";
	default:
		return NULL;
	}
}

void
zl_html_add(struct zl_buffer *out, enum zl_html_place place, const char *text, size_t length)
{
	size_t plain = 0, at = 0;

	while (at < length) {
		uint32_t code;
		size_t bytes = zl_utf8_read(text + at, length - at, &code);
		const char *name = bytes == 1 ? reference(text[at]) : NULL;
		if (name == NULL && !is_hidden(code)) {
			at += bytes;
			continue;
		}
		zl_buffer_add(out, text + plain, at - plain);
		if (name != NULL)
			zl_buffer_text(out, name);
		else if (place == ZL_HTML_TEXT)
			zl_buffer_format(out, "<i class=u data-c=%X>U+%04X</i>", code, code);
		else
			zl_buffer_format(out, "U+%04X", code);
		at += bytes;
		plain = at;
	}
	zl_buffer_add(out, text + plain, at - plain);
}

void
zl_html_words(struct zl_buffer *out, enum zl_html_place place, const char *text)
{
	zl_html_add(out, place, text, strlen(text));
}

void
zl_html_url(struct zl_buffer *out, const char *path, size_t length)
{
	for (size_t i = 0; i < length; i++) {
		unsigned char byte = (unsigned char)path[i];
		if ((byte >= 'A' && byte <= 'Z') || (byte >= 'a' && byte <= 'z') ||
		    (byte >= '0' && byte <= '9') || (byte != '\0' && strchr("/._~-", byte) != NULL))
			zl_buffer_byte(out, (char)byte);
		else
			zl_buffer_format(out, "%%%02X", byte);
	}
}

void
zl_html_script(struct zl_buffer *out, const char *text, size_t length)
{
	zl_buffer_byte(out, '"');
	for (size_t at = 0; at < length;) {
		uint32_t code;
		size_t bytes = zl_utf8_read(text + at, length - at, &code);
		if (code >= 0x10000 && is_hidden(code))
			zl_buffer_format(out, "\\u%04X\\u%04X", 0xD7C0 + (code >> 10),
					 0xDC00 + (code & 0x3FF));
		else if (code < 0x20 || is_hidden(code) ||
			 (bytes == 1 && strchr("\"\\<>&'", text[at]) != NULL))
			zl_buffer_format(out, "\\u%04X", code);
		else
			zl_buffer_add(out, text + at, bytes);
		at += bytes;
	}
	zl_buffer_byte(out, '"');
}
