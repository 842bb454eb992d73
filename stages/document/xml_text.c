/* xml_text.c: text goes over in runs; a table tells the bytes at which a run may have to stop. */
#include "xml_text.h"

#include <string.h>

#include "base/utf8.h"

/* What a byte is to a run of text. */
enum {
	PLAIN,
	CONTROL,   /* forbidden */
	LEAD_EF,   /* may begin U+FFFE or U+FFFF */
	BACKSLASH, /* may begin \u{ */
	MARKUP,	   /* a reference, in content and in values */
	LAYOUT	   /* tab, line feed and quote: a reference in values only */
};

/* Bytes whose kind is not PLAIN. */
static const unsigned char kinds[256] = {
    [0x00 ... 0x08] = CONTROL,
    [0x09] = LAYOUT,
    [0x0A] = LAYOUT,
    [0x0B] = CONTROL,
    [0x0C] = CONTROL,
    [0x0D] = MARKUP,
    [0x0E ... 0x1F] = CONTROL,
    ['"'] = LAYOUT,
    ['&'] = MARKUP,
    ['<'] = MARKUP,
    ['>'] = MARKUP,
    ['\\'] = BACKSLASH,
    [0xEF] = LEAD_EF,
};

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
	case '\t':
		return "&#9;";
	case '\n':
		return "&#10;";
	default:
		return "&#13;";
	}
}

/* Where a run has to stop and how. */
struct stop {
	size_t length;	     /* bytes of text that something else stands for */
	const char *instead; /* NULL: the \u{X} form of code */
	unsigned code;
};

/* Whether the run stops at text, which has left bytes; at_value: in an attribute. */
static bool
stops(const char *text, size_t left, bool at_value, struct stop *stop)
{
	const unsigned char *s = (const unsigned char *)text;

	*stop = (struct stop){.length = 1, .code = s[0]};
	switch (kinds[s[0]]) {
	case CONTROL:
		return true;
	case LEAD_EF:
		stop->length = 3;
		stop->code = left >= 3 && s[2] == 0xBE ? 0xFFFE : 0xFFFF;
		return left >= 3 && s[1] == 0xBF && s[2] >= 0xBE;
	case BACKSLASH:
		return left >= 3 && s[1] == 'u' && s[2] == '{';
	case LAYOUT:
		stop->instead = reference(text[0]);
		return at_value;
	case MARKUP:
		stop->instead = reference(text[0]);
		return true;
	default:
		return false;
	}
}

/* Appends text; exact: gives the offset of the first forbidden character and stops there. */
static size_t
append(struct zl_buffer *out, const char *text, size_t length, bool at_value, bool exact)
{
	struct stop stop;
	size_t run = 0;

	for (size_t i = 0; i < length;) {
		if (kinds[(unsigned char)text[i]] == PLAIN ||
		    !stops(text + i, length - i, at_value, &stop) || (exact && text[i] == '\\')) {
			i++;
			continue;
		}
		zl_buffer_add(out, text + run, i - run);
		if (exact && stop.instead == NULL)
			return i;
		if (stop.instead != NULL)
			zl_buffer_text(out, stop.instead);
		else
			zl_buffer_format(out, "\\u{%X}", stop.code);
		i += stop.length;
		run = i;
	}
	if (run < length)
		zl_buffer_add(out, text + run, length - run);
	return length;
}

void
zl_xml_content(struct zl_buffer *out, struct zl_string text)
{
	append(out, text.data, text.length, false, false);
}

void
zl_xml_value(struct zl_buffer *out, struct zl_string text)
{
	append(out, text.data, text.length, true, false);
}

size_t
zl_xml_exact(struct zl_buffer *out, const char *text, size_t length)
{
	return append(out, text, length, false, true);
}

void
zl_xml_attribute(struct zl_buffer *out, const char *name, struct zl_string value)
{
	zl_buffer_byte(out, ' ');
	zl_buffer_text(out, name);
	zl_buffer_add(out, "=\"", 2);
	zl_xml_value(out, value);
	zl_buffer_byte(out, '"');
}

void
zl_xml_attribute_text(struct zl_buffer *out, const char *name, const char *value)
{
	zl_xml_attribute(out, name, zl_string(value));
}

void
zl_xml_attribute_number(struct zl_buffer *out, const char *name, uint64_t value)
{
	char digits[24];
	char *end = digits + sizeof(digits), *at = end;

	do
		*--at = (char)('0' + value % 10);
	while ((value /= 10) > 0);
	zl_buffer_byte(out, ' ');
	zl_buffer_text(out, name);
	zl_buffer_add(out, "=\"", 2);
	zl_buffer_add(out, at, (size_t)(end - at));
	zl_buffer_byte(out, '"');
}

/* Reads the \u{X} at text; returns the bytes it takes, 0 when it is malformed. */
static size_t
read_form(const char *text, size_t length, uint32_t *code)
{
	static const char digits[] = "0123456789ABCDEF";
	size_t i = 3;

	*code = 0;
	for (; i < length && i < 9 && text[i] != '}'; i++) {
		const char *digit = memchr(digits, text[i], 16);
		if (digit == NULL)
			return 0;
		*code = *code << 4 | (uint32_t)(digit - digits);
	}
	return i > 3 && i < length && text[i] == '}' ? i + 1 : 0;
}

size_t
zl_xml_take_back(char *text, size_t length)
{
	size_t to = 0;

	for (size_t from = 0; from < length;) {
		uint32_t code;
		if (length - from < 3 || memcmp(text + from, "\\u{", 3) != 0) {
			text[to++] = text[from++];
			continue;
		}
		size_t step = read_form(text + from, length - from, &code);
		bool scalar = code <= 0x10FFFF && (code < 0xD800 || code > 0xDFFF);
		if (step == 0 || !scalar || (zl_xml_character(code) && code != '\\'))
			return SIZE_MAX;
		to += zl_utf8_write(code, text + to);
		from += step;
	}
	return to;
}
