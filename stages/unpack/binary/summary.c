/* summary.c: [MS-OLEPS] 2.20 to 2.22, and [MS-OSHARED] 2.3.3 for what the numbers mean. */
#include "summary.h"

#include <stdio.h>
#include <string.h>
#include <time.h>

#include "utf16.h"

enum {
	SETS = 28,	/* offset of the first set's name and place; the second's come next */
	SET = 20,	/* bytes of them */
	DICTIONARY = 0, /* numbers of properties */
	CODE_PAGE = 1,
	SHORT = 2,	  /* VT_I2 */
	NUMBER = 3,	  /* VT_I4 */
	TRUTH = 11,	  /* VT_BOOL */
	NARROW_TEXT = 30, /* VT_LPSTR */
	WIDE_TEXT = 31,	  /* VT_LPWSTR */
	TIME = 64,	  /* VT_FILETIME: units of 100 ns since 1601 */
	PROPERTIES_MOST = 64,
	LENGTH_MOST = 64 << 10,
	WIDE = 1200
};

struct meaning {
	uint32_t number;
	const char *name;
};

static const struct meaning summary[] = {
    {2, "title"},	  {3, "subject"},  {4, "creator"},	    {5, "keywords"},
    {6, "description"},	  {7, "template"}, {8, "last-modified-by"}, {9, "revision"},
    {11, "last-printed"}, {12, "created"}, {13, "modified"},	    {14, "pages"},
    {18, "application"},  {0, NULL},
};

static const struct meaning document_summary[] = {
    {2, "category"},
    {14, "manager"},
    {15, "company"},
    {0, NULL},
};

/* What is known of a set: what its numbers mean, or a dictionary that tells. */
struct set {
	struct zl_bytes bytes, dictionary;
	const struct meaning *meanings; /* NULL for the properties that a user gave */
	unsigned code_page;
};

static void
read_text(struct zl_bytes value, unsigned code_page, struct zl_buffer *out)
{
	size_t length = zl_little32(value, 4);

	length = length < LENGTH_MOST ? length : LENGTH_MOST;
	struct zl_bytes text = zl_bytes_at(value, 8, length);
	if (code_page == WIDE) {
		zl_utf16_add(out, text, 0, text.size / 2);
		return;
	}
	/* Zeros behind it would make it look like UTF-16. */
	while (text.size > 0 && text.data[text.size - 1] == '\0')
		text.size--;
	zl_code_page_add(out, code_page, (const char *)text.data, text.size);
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

/* The text of a value; empty where it has none. */
static void
read_value(struct zl_bytes value, unsigned code_page, struct zl_buffer *out)
{
	size_t length = zl_little32(value, 4);

	switch (zl_little32(value, 0)) {
	case NARROW_TEXT:
		read_text(value, code_page, out);
		break;
	case WIDE_TEXT:
		zl_utf16_add(out, value, 8, length < LENGTH_MOST ? length : LENGTH_MOST);
		break;
	case TIME:
		read_time(value, out);
		break;
	case SHORT:
		zl_buffer_format(out, "%d", (int16_t)zl_little16(value, 4));
		break;
	case NUMBER:
		zl_buffer_format(out, "%d", (int32_t)zl_little32(value, 4));
		break;
	case TRUTH:
		zl_buffer_text(out, zl_little16(value, 4) != 0 ? "true" : "false");
		break;
	}
}

/* The name that the dictionary gives a number: [MS-OLEPS] 2.17.  False when it has none. */
static bool
find_name(const struct set *set, uint32_t number, struct zl_buffer *out)
{
	uint32_t count = zl_little32(set->dictionary, 0);
	size_t at = 4, unit = set->code_page == WIDE ? 2 : 1;

	for (uint32_t i = 0; i < count && i < PROPERTIES_MOST; i++) {
		size_t length = zl_little32(set->dictionary, at + 4) * unit;
		struct zl_bytes entry = zl_bytes_at(set->dictionary, at, 8 + length);
		if (zl_little32(entry, 0) == number && length > 0) {
			read_text(entry, set->code_page, out);
			return out->length > 0;
		}
		/* Wide names are filled up to four bytes. */
		at += 8 + (unit == 2 ? (length + 3) / 4 * 4 : length);
	}
	return false;
}

/* The name of a property, in room of its own; NULL where it is none that is looked at. */
static const char *
name_of(struct zl_builder *builder, const struct set *set, uint32_t number)
{
	const struct meaning *meaning = set->meanings;
	struct zl_buffer name = {0}, whole = {0};
	struct zl_string kept = {0};

	if (meaning != NULL) {
		while (meaning->name != NULL && meaning->number != number)
			meaning++;
		return meaning->name;
	}
	if (find_name(set, number, &name)) {
		struct zl_string told = tidy(&name);
		zl_buffer_text(&whole, "custom:");
		zl_buffer_add(&whole, told.data, told.length);
		if (whole.failed ||
		    !zl_document_copy(builder->document, whole.data, whole.length, &kept))
			zl_builder_exhausted(builder);
	}
	zl_buffer_free(&name);
	zl_buffer_free(&whole);
	return kept.data;
}

/* The value of property i of a set. */
static struct zl_bytes
value_of(const struct set *set, uint32_t i)
{
	return zl_bytes_at(set->bytes, zl_little32(set->bytes, 12 + 8 * (size_t)i),
			   set->bytes.size);
}

static void
read_set(struct zl_builder *builder, struct zl_bytes bytes, const struct meaning *meanings)
{
	struct set set = {.bytes = bytes, .meanings = meanings};
	uint32_t count = zl_little32(bytes, 4);

	count = count < PROPERTIES_MOST ? count : PROPERTIES_MOST;
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = zl_little32(bytes, 8 + 8 * (size_t)i);
		if (number == CODE_PAGE)
			set.code_page = zl_little16(value_of(&set, i), 4);
		else if (number == DICTIONARY)
			set.dictionary = value_of(&set, i);
	}
	for (uint32_t i = 0; i < count; i++) {
		uint32_t number = zl_little32(bytes, 8 + 8 * (size_t)i);
		const char *name = number <= CODE_PAGE ? NULL : name_of(builder, &set, number);
		struct zl_buffer text = {0};
		if (name == NULL)
			continue;
		read_value(value_of(&set, i), set.code_page, &text);
		add_property(builder, name, &text);
		zl_buffer_free(&text);
	}
}

void
zl_summary_read(struct zl_builder *builder, struct zl_bytes stream)
{
	/* The names of the sets, as GUIDs begin. */
	enum { SUMMARY = 0xF29F85E0, DOCUMENT_SUMMARY = 0xD5CDD502, OWN = 0xD5CDD505 };

	for (size_t i = 0; i < 2; i++) {
		size_t at = SETS + SET * i;
		uint32_t name = zl_little32(stream, at), place = zl_little32(stream, at + 16);
		struct zl_bytes bytes = zl_bytes_at(stream, place, stream.size);
		if (i >= zl_little32(stream, SETS - 4))
			break;
		if (name == (uint32_t)SUMMARY)
			read_set(builder, bytes, summary);
		else if (name == (uint32_t)DOCUMENT_SUMMARY)
			read_set(builder, bytes, document_summary);
		else if (name == (uint32_t)OWN)
			read_set(builder, bytes, NULL);
	}
}
