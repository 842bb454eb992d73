/* json.c: strings, names and times in JSON. */
#include "json.h"

#include <stdbool.h>
#include <stdio.h>
#include <string.h>
#include <time.h>

#include "document/document.h"

void
zl_json_string(struct zl_buffer *out, const char *text, size_t length)
{
	const char *plain = text, *end = text + length;

	zl_buffer_byte(out, '"');
	for (; text < end; text++) {
		unsigned char byte = (unsigned char)*text;
		if (byte >= 0x20 && byte != '"' && byte != '\\')
			continue;
		zl_buffer_add(out, plain, (size_t)(text - plain));
		zl_buffer_format(out, byte < 0x20 ? "\\u%04x" : "\\%c", byte);
		plain = text + 1;
	}
	zl_buffer_add(out, plain, (size_t)(end - plain));
	zl_buffer_byte(out, '"');
}

void
zl_json_name(struct zl_buffer *out, const char *name, size_t length)
{
	struct zl_buffer escaped = {0};

	zl_name_escape(&escaped, name, length);
	out->failed |= escaped.failed;
	zl_json_string(out, escaped.data, escaped.length);
	zl_buffer_free(&escaped);
}

void
zl_json_time(struct zl_buffer *out, int64_t nanoseconds)
{
	time_t seconds = (time_t)(nanoseconds / 1000000000);
	char text[32];
	struct tm parts;

	gmtime_r(&seconds, &parts);
	strftime(text, sizeof(text), "%Y-%m-%dT%H:%M:%S", &parts);
	zl_buffer_format(out, "\"%s.%03dZ\"", text, (int)(nanoseconds / 1000000 % 1000));
}

void
zl_json_member(struct zl_buffer *out, const char *name)
{
	bool first = out->length == 0 || strchr("{[", out->data[out->length - 1]) != NULL;

	zl_buffer_text(out, first ? "\"" : ",\"");
	zl_buffer_text(out, name);
	zl_buffer_text(out, "\":");
}
