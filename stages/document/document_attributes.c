/* document_attributes.c: the attributes of an element that begins, each checked. */
#include "document_reader.h"

#include <libxml/SAX2.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "xml_text.h"

void
zl_reader_refuse(struct zl_reader *reader, const char *format, ...)
{
	char message[256];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	zl_document_fail(reader->document, "document", ZL_INVALID_DOCUMENT, NULL,
			 (uint32_t)xmlSAX2GetLineNumber(reader->parser), 0, "%s", message);
}

void
zl_reader_no_memory(struct zl_reader *reader)
{
	zl_document_fail(reader->document, "document", ZL_OUT_OF_MEMORY, NULL, 0, 0, "%s",
			 "reading the document");
}

bool
zl_reader_refused(const struct zl_reader *reader)
{
	return reader->document->error.code != ZL_OK;
}

struct zl_string
zl_reader_find(struct zl_reader *reader, const char *name)
{
	for (size_t i = 0; i < reader->attribute_count; i++) {
		const xmlChar **attribute = reader->attributes + 5 * i;
		if (attribute[1] != NULL || strcmp((const char *)attribute[0], name) != 0)
			continue;
		reader->attributes_used++;
		return (struct zl_string){(const char *)attribute[3],
					  (size_t)(attribute[4] - attribute[3])};
	}
	return (struct zl_string){0};
}

struct zl_string
zl_reader_keep(struct zl_reader *reader, struct zl_string text)
{
	struct zl_string out = {0};

	if (text.length == 0 || !zl_document_copy(reader->document, text.data, text.length, &out) ||
	    memchr(out.data, '\\', out.length) == NULL)
		return out;
	char *data = (char *)out.data; /* the arena's copy, not yet shown to anybody */
	out.length = zl_xml_take_back(data, out.length);
	if (out.length == SIZE_MAX) {
		zl_reader_refuse(reader, "a \\u{} that is none");
		return (struct zl_string){0};
	}
	data[out.length] = '\0';
	return out;
}

struct zl_string
zl_reader_string(struct zl_reader *reader, const char *name)
{
	return zl_reader_keep(reader, zl_reader_find(reader, name));
}

struct zl_string
zl_reader_common(struct zl_reader *reader, const char *name)
{
	struct zl_string text = zl_reader_find(reader, name);
	size_t hash = text.length;

	if (text.length == 0 || memchr(text.data, '\\', text.length) != NULL)
		return zl_reader_keep(reader, text);
	for (size_t i = 0; i < text.length; i++)
		hash = hash * 31 + (unsigned char)text.data[i];
	struct zl_string *seen = &reader->seen[hash % SEEN_STRINGS];
	if (!zl_string_equal(*seen, text))
		*seen = zl_reader_keep(reader, text);
	return *seen;
}

const char *
zl_reader_name(struct zl_reader *reader, const char *name)
{
	struct zl_string text = zl_reader_common(reader, name);

	if (text.length > 0 && memchr(text.data, '\0', text.length) != NULL)
		zl_reader_refuse(reader, "%s holds U+0000", name);
	return text.data;
}

static bool
parse_digits(struct zl_string digits, uint64_t most, uint64_t *value)
{
	*value = 0;
	if (digits.length == 0 || (digits.length > 1 && digits.data[0] == '0'))
		return false;
	for (size_t i = 0; i < digits.length; i++) {
		unsigned digit = (unsigned)(digits.data[i] - '0');
		if (digit > 9 || digit > most || *value > (most - digit) / 10)
			return false;
		*value = *value * 10 + digit;
	}
	return true;
}

/* An attribute that is a whole number up to most; 0 where it is absent. */
uint64_t
zl_reader_number(struct zl_reader *reader, const char *name, uint64_t most)
{
	struct zl_string digits = zl_reader_find(reader, name);
	uint64_t value = 0;

	if (digits.data != NULL && !parse_digits(digits, most, &value))
		zl_reader_refuse(reader, "%s is no number from 0 to %llu", name,
				 (unsigned long long)most);
	return zl_reader_refused(reader) ? 0 : value;
}

uint32_t
zl_reader_number32(struct zl_reader *reader, const char *name)
{
	return (uint32_t)zl_reader_number(reader, name, UINT32_MAX);
}

bool
zl_reader_true(struct zl_reader *reader, const char *name)
{
	struct zl_string value = zl_reader_find(reader, name);

	if (value.data != NULL && !zl_string_is(value, "true"))
		zl_reader_refuse(reader, "%s can only be true", name);
	return value.data != NULL;
}

/* n: a paragraph, or 0. */
uint32_t
zl_reader_paragraph(struct zl_reader *reader)
{
	return (uint32_t)zl_reader_number(reader, "n", reader->document->paragraphs.count);
}

size_t
zl_reader_bytes(struct zl_reader *reader, uint32_t n, uint64_t characters)
{
	size_t bytes = zl_positions_bytes(&reader->positions, n,
					  characters > SIZE_MAX ? SIZE_MAX : (size_t)characters);

	if (reader->positions.failed)
		zl_reader_no_memory(reader);
	if (bytes == SIZE_MAX)
		zl_reader_refuse(reader, "an offset beyond paragraph %u", n);
	return zl_reader_refused(reader) ? 0 : bytes;
}

size_t
zl_reader_offset(struct zl_reader *reader, const char *name, uint32_t n)
{
	return zl_reader_bytes(reader, n, zl_reader_number(reader, name, SIZE_MAX / 2));
}

unsigned
zl_reader_choice(struct zl_reader *reader, struct zl_string value, const char *(*name_of)(unsigned),
		 unsigned count)
{
	for (unsigned i = 0; i < count; i++)
		if (zl_string_is(value, name_of(i)))
			return i;
	zl_reader_refuse(reader, "a name that is not among those known");
	return 0;
}

void
zl_reader_hash(struct zl_reader *reader, char out[65])
{
	struct zl_string hash = zl_reader_find(reader, "sha256");
	size_t digits = 0;

	while (digits < hash.length && strchr("0123456789abcdef", hash.data[digits]) != NULL)
		digits++;
	if (hash.length != 0 && (hash.length != 64 || digits != 64))
		zl_reader_refuse(reader, "sha256 is no hash");
	else if (hash.length == 64)
		memcpy(out, hash.data, 64);
}

/* One of the integers that spaces part; *rest is moved behind it. */
static bool
next_value(struct zl_string *rest, int32_t *value)
{
	const char *space = memchr(rest->data, ' ', rest->length);
	struct zl_string word = *rest;
	uint64_t digits;

	if (space != NULL)
		word.length = (size_t)(space - rest->data);
	rest->data += word.length + (space != NULL);
	rest->length -= word.length + (space != NULL);
	bool negative = word.length > 0 && word.data[0] == '-';
	word.data += negative;
	word.length -= negative;
	if (!parse_digits(word, (uint64_t)INT32_MAX + negative, &digits))
		return false;
	*value = (int32_t)(negative ? -(int64_t)digits : (int64_t)digits);
	return true;
}

void
zl_reader_values(struct zl_reader *reader, int32_t values[ZL_LEVELS])
{
	struct zl_string rest = zl_reader_find(reader, "number-values");

	for (int i = 0; rest.length > 0; i++)
		if (i == ZL_LEVELS || !next_value(&rest, &values[i])) {
			zl_reader_refuse(reader, "number-values are not up to %d numbers",
					 ZL_LEVELS);
			return;
		}
}

uint32_t
zl_reader_id(struct zl_reader *reader)
{
	static const char digits[] = "0123456789ABCDEF";
	struct zl_string text = zl_reader_find(reader, "para-id");
	uint32_t id = 0;

	for (size_t i = 0; i < text.length; i++) {
		const char *digit = memchr(digits, text.data[i], 16);
		if (digit == NULL || text.length != 8) {
			zl_reader_refuse(reader, "para-id is not eight hexadecimal digits");
			return 0;
		}
		id = id << 4 | (uint32_t)(digit - digits);
	}
	return id;
}
