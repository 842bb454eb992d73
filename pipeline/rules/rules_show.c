/* rules_show.c: a place in a rule file, shown with a caret under it. */
#include <string.h>
#include <utf8proc.h>

#include "base/utf8.h"
#include "pipeline/common/language.h"
#include "rules_check.h"

enum { BEFORE = 48, AFTER = 24 }; /* columns of a long line that are shown around the caret */

/* The line's text, without its end; "" where there is none. */
static struct zl_string
line_of(const char *data, size_t size, unsigned line)
{
	const char *end, *at = data;

	for (unsigned i = 1; i < line && at != NULL; i++) {
		at = memchr(at, '\n', size - (size_t)(at - data));
		at = at == NULL ? NULL : at + 1;
	}
	if (line == 0 || at == NULL)
		return (struct zl_string){"", 0};
	end = memchr(at, '\n', size - (size_t)(at - data));
	return (struct zl_string){at,
				  end == NULL ? size - (size_t)(at - data) : (size_t)(end - at)};
}

/* Columns that a character takes on a terminal; layout counts as one. */
static int
width(uint32_t code)
{
	return code < 0x20 ? 1 : utf8proc_charwidth((utf8proc_int32_t)code);
}

static int
width_of(const char *text, size_t length)
{
	int columns = 0;

	for (size_t at = 0, step; at < length; at += step) {
		uint32_t code;
		step = zl_utf8_read(text + at, length - at, &code);
		columns += width(code);
	}
	return columns;
}

static void
print_text(FILE *stream, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		fputc((unsigned char)text[i] < 0x20 ? ' ' : text[i], stream);
}

/* The part of the line around the byte at offset, and the caret under it. */
static void
show_line(FILE *stream, struct zl_string line, size_t offset)
{
	size_t from = offset, to = offset;

	while (from > 0 && (width_of(line.data + from, offset - from) < BEFORE ||
			    ((unsigned char)line.data[from] & 0xC0) == 0x80))
		from--;
	while (to < line.length && (width_of(line.data + offset, to - offset) < AFTER ||
				    ((unsigned char)line.data[to] & 0xC0) == 0x80))
		to++;
	fprintf(stream, "    %s", from > 0 ? "… " : "");
	print_text(stream, line.data + from, to - from);
	fprintf(stream, "%s\n%*s^\n", to < line.length ? " …" : "",
		4 + (from > 0 ? 2 : 0) + width_of(line.data + from, offset - from), "");
}

void
zl_rules_show(const struct zl_rules_case *rules, unsigned line, unsigned column, const char *kind,
	      const char *message)
{
	struct zl_string text = line_of(rules->data, rules->size, line);
	size_t offset;

	fprintf(rules->stream, "%s:", rules->name);
	if (line > 0)
		fprintf(rules->stream, "%u:", line);
	if (line > 0 && column > 0)
		fprintf(rules->stream, "%u:", column);
	fprintf(rules->stream, " %s: %s\n", _(kind), message);
	if (line == 0 || column == 0 || text.length == 0 || !zl_utf8_valid(text.data, text.length))
		return;
	offset = zl_utf8_offset(text.data, text.length, column - 1);
	show_line(rules->stream, text, offset);
}
