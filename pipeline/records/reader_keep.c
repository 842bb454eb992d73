/* reader_keep.c: what all parts of the reader of records do: keep texts, begin rows, stop. */
#include <string.h>

#include "reader_parts.h"

void
zl_record_reader_stop(struct zl_record_reader *reader, const char *why)
{
	if (reader->wrong == NULL) {
		reader->wrong = why;
		xmlStopParser(reader->parser);
	}
}

struct zl_string
zl_record_reader_attribute(struct zl_record_reader_attributes attributes, const char *name)
{
	/* Five pointers each: local name, prefix, URI, value, its end. */
	for (int i = 0; i < attributes.count; i++) {
		const xmlChar **at = attributes.items + 5 * (size_t)i;
		if (at[0][0] == (unsigned char)name[0] && strcmp((const char *)at[0], name) == 0)
			return (struct zl_string){(const char *)at[3], (size_t)(at[4] - at[3])};
	}
	return (struct zl_string){0};
}

struct zl_string
zl_record_reader_keep(struct zl_record_reader *reader, struct zl_string text)
{
	struct zl_string copy = {0};

	if (text.data != NULL && !zl_arena_copy(&reader->rows.arena, text.data, text.length, &copy))
		zl_record_reader_stop(reader, "out of memory");
	return copy;
}

/* The number in decimal, behind the letter where there is one. */
struct zl_string
zl_record_reader_keep_name(struct zl_record_reader *reader, char letter, size_t number)
{
	char digits[24];
	size_t at = sizeof(digits);

	do
		digits[--at] = (char)('0' + number % 10);
	while ((number /= 10) > 0);
	if (letter != '\0')
		digits[--at] = letter;
	return zl_record_reader_keep(reader, (struct zl_string){digits + at, sizeof(digits) - at});
}

struct zl_string
zl_record_reader_keep_number(struct zl_record_reader *reader, int64_t number)
{
	return zl_record_reader_keep_name(reader, '\0', (size_t)number);
}

struct zl_string *
zl_record_reader_row(struct zl_record_reader *reader, enum zl_record_table table)
{
	struct zl_string *row = zl_rows_add(&reader->rows, table);

	if (row == NULL)
		zl_record_reader_stop(reader, "out of memory");
	return row;
}

void
zl_record_reader_gather(struct zl_record_reader *reader, uint64_t excluded)
{
	struct zl_record_reader_capture *capture = &reader->captures[reader->capture_count++];
	struct zl_record_reader_frame *frame = &reader->frames[reader->depth - 1];
	struct zl_buffer text = capture->text;

	zl_buffer_clear(&text);
	*capture = (struct zl_record_reader_capture){.text = text, .excluded = excluded};
	if (frame->n > 0)
		capture->first = capture->last = frame->n;
	frame->capturing = true;
}
