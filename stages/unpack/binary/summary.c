/* summary.c: [MS-OLEPS] 2.20 to 2.22, and [MS-OSHARED] 2.3.3 for what the numbers mean. */
#include "summary.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "text/charset.h"
#include "utf16.h"

enum {
	SETS = 28,	  /* offset of the first set's name and place */
	CODE_PAGE = 1,	  /* number of a property */
	NARROW_TEXT = 30, /* VT_LPSTR */
	WIDE_TEXT = 31,	  /* VT_LPWSTR */
	TIME = 64,	  /* VT_FILETIME: units of 100 ns since 1601 */
	PROPERTIES_MOST = 64,
	LENGTH_MOST = 64 << 10,
	WIDE = 1200,
	UTF8 = 65001
};

struct meaning {
	uint32_t number;
	const char *name;
};

static const struct meaning summary[] = {
    {2, "title"},
    {3, "subject"},
    {4, "creator"},
    {5, "keywords"},
    {6, "description"},
    {7, "template"},
    {8, "last-modified-by"},
    {9, "revision"},
    {11, "last-printed"},
    {12, "created"},
    {13, "modified"},
    {18, "application"},
    {0, NULL},
};

static const struct meaning document_summary[] = {
    {2, "category"},
    {14, "manager"},
    {15, "company"},
    {0, NULL},
};

static const char *
name_of(const struct meaning *meanings, uint32_t number)
{
	while (meanings->name != NULL && meanings->number != number)
		meanings++;
	return meanings->name;
}

static void
read_text(struct zl_bytes value, unsigned code_page, struct zl_buffer *out)
{
	size_t length = zl_little32(value, 4);
	char label[24];

	length = length < LENGTH_MOST ? length : LENGTH_MOST;
	struct zl_bytes text = zl_bytes_at(value, 8, length);
	if (code_page == WIDE) {
		zl_utf16_add(out, text, 0, text.size / 2);
		return;
	}
	/* Zeros behind it would make it look like UTF-16. */
	while (text.size > 0 && text.data[text.size - 1] == '\0')
		text.size--;
	if (text.size > 0) {
		snprintf(label, sizeof(label), code_page == UTF8 ? "utf-8" : "cp%u", code_page);
		zl_charset_decode(label, text.data, text.size, out, NULL);
	}
}

static void
read_time(struct zl_bytes value, struct zl_buffer *out)
{
	int64_t seconds = (int64_t)(zl_little64(value, 4) / 10000000) - 11644473600;
	struct tm parts;
	time_t moment = (time_t)seconds;

	/* Below 1980 it is a stretch of time, or nothing. */
	if (seconds < 315532800 || gmtime_r(&moment, &parts) == NULL || parts.tm_year > 8099)
		return;
	zl_buffer_format(out, "%04d-%02d-%02dT%02d:%02d:%02dZ", parts.tm_year + 1900,
			 parts.tm_mon + 1, parts.tm_mday, parts.tm_hour, parts.tm_min,
			 parts.tm_sec);
}

/* Cuts the text where a zero stands, and takes white space off its ends and controls out of it. */
static struct zl_string
tidy(struct zl_buffer *text)
{
	size_t length = text->length == 0 ? 0 : strnlen(text->data, text->length), from = 0;

	for (size_t i = 0; i < length; i++)
		if ((unsigned char)text->data[i] < 0x20)
			text->data[i] = ' ';
	while (length > from && text->data[length - 1] == ' ')
		length--;
	while (from < length && text->data[from] == ' ')
		from++;
	return (struct zl_string){text->data == NULL ? "" : text->data + from, length - from};
}

static void
add_property(struct zl_builder *builder, const char *name, struct zl_buffer *text)
{
	struct zl_document *document = builder->document;
	struct zl_string value = tidy(text);

	if (text->failed) {
		zl_builder_exhausted(builder);
		return;
	}
	if (value.length == 0)
		return;
	struct zl_property *property = zl_document_add(document, properties);
	if (property == NULL ||
	    !zl_document_copy(document, value.data, value.length, &property->value)) {
		zl_builder_exhausted(builder);
		return;
	}
	property->name = zl_string(name);
}

static void
read_set(struct zl_builder *builder, struct zl_bytes set, const struct meaning *meanings)
{
	uint32_t count = zl_little32(set, 4);
	unsigned code_page = 0;

	count = count < PROPERTIES_MOST ? count : PROPERTIES_MOST;
	for (uint32_t i = 0; i < count; i++)
		if (zl_little32(set, 8 + 8 * (size_t)i) == CODE_PAGE)
			code_page =
			    zl_little16(set, (size_t)zl_little32(set, 12 + 8 * (size_t)i) + 4);
	for (uint32_t i = 0; i < count; i++) {
		const char *name = name_of(meanings, zl_little32(set, 8 + 8 * (size_t)i));
		struct zl_bytes value =
		    zl_bytes_at(set, zl_little32(set, 12 + 8 * (size_t)i), set.size);
		struct zl_buffer text = {0};
		uint32_t type = zl_little32(value, 0);
		if (name == NULL)
			continue;
		if (type == NARROW_TEXT)
			read_text(value, code_page, &text);
		else if (type == WIDE_TEXT)
			zl_utf16_add(&text, value, 8,
				     zl_little32(value, 4) < LENGTH_MOST ? zl_little32(value, 4)
									 : LENGTH_MOST);
		else if (type == TIME)
			read_time(value, &text);
		add_property(builder, name, &text);
		zl_buffer_free(&text);
	}
}

void
zl_summary_read(struct zl_builder *builder, struct zl_bytes stream)
{
	/* The names of the two sets, as GUIDs begin. */
	enum { SUMMARY = 0xF29F85E0, DOCUMENT_SUMMARY = 0xD5CDD502 };
	uint32_t set = zl_little32(stream, SETS);
	struct zl_bytes bytes = zl_bytes_at(stream, zl_little32(stream, SETS + 16), stream.size);

	if (set == (uint32_t)SUMMARY)
		read_set(builder, bytes, summary);
	else if (set == (uint32_t)DOCUMENT_SUMMARY)
		read_set(builder, bytes, document_summary);
}
