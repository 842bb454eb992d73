/* plain_text.c: one pass over a text, character by character. */
#include "plain_text.h"

#include <stdbool.h>
#include <stdint.h>
#include <string.h>

#include "base/utf8.h"

/* Whether a terminal might take the character for a command, or show what follows elsewhere. */
static bool
is_control(uint32_t code)
{
	return code < 0x20 || (code >= 0x7F && code < 0xA0) || code == 0x200E || code == 0x200F ||
	       (code >= 0x2028 && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069) ||
	       code == 0xFEFF || !zl_xml_character(code);
}

void
zl_plain_text(char *text, size_t size)
{
	size_t length = strnlen(text, size - 1), kept = 0, step;
	uint32_t code;

	for (size_t at = 0; at < length; at += step) {
		step = zl_utf8_read(text + at, length - at, &code);
		if (is_control(code) || (step == 1 && code == 0xFFFD)) {
			text[kept++] = '?';
		} else {
			memmove(text + kept, text + at, step);
			kept += step;
		}
	}
	text[kept] = '\0';
}
