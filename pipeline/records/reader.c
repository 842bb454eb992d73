/*
 * reader.c: the pass over a record's XML: which elements are open, which paragraph text belongs to,
 * and the texts that gather.  What the elements mean is in reader_rows.c.
 *
 * A text is the pieces of its element in order, without the elements that are no part of it and
 * without computed numbers, a line end where the paragraph changes, and no white space at its ends.
 *
 * What is to be in the tree goes on to libxml2's own handlers, which build it.
 */
#include "reader.h"

#include <libxml/SAX2.h>
#include <stdlib.h>
#include <string.h>

#include "base/translation.h"
#include "reader_parts.h"

static bool
is_outside(const struct zl_record_reader_capture *capture,
	   const struct zl_record_reader_frame *frame)
{
	return (frame->element != ZL_ELEMENT_OTHER && (capture->excluded >> frame->element & 1)) ||
	       (frame->computed && !capture->computed);
}

/* Tells the texts that gather of an element in them. */
static void
note_element(struct zl_record_reader *reader, const struct zl_record_reader_frame *frame,
	     bool has_place)
{
	for (size_t i = 0; i < reader->capture_count; i++) {
		struct zl_record_reader_capture *capture = &reader->captures[i];
		capture->outside += is_outside(capture, frame);
		if (has_place) {
			capture->first = capture->first == 0 ? frame->n : capture->first;
			capture->last = frame->n > capture->last ? frame->n : capture->last;
		}
	}
}

static int64_t
number_of(struct zl_string text)
{
	int64_t number = 0;

	for (size_t i = 0; i < text.length && i < 18; i++)
		number = 10 * number + (text.data[i] - '0');
	return number;
}

static void
on_document(void *context)
{
	const struct zl_record_reader *reader = context;

	if (reader->makes_tree)
		xmlSAX2StartDocument(reader->parser);
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int count, int defaulted,
	 const xmlChar **items)
{
	struct zl_record_reader *reader = context;
	struct zl_record_reader_attributes attributes = {items, count};
	const struct zl_record_reader_frame outermost = {.container = ZL_ELEMENT_OTHER,
							 .in_tree = reader->to_tree};

	if (reader->wrong != NULL)
		return;
	if (reader->only_tree)
		return xmlSAX2StartElementNs(reader->parser, name, prefix, uri, namespace_count,
					     namespaces, count, defaulted, items);
	if (reader->depth == ZL_READER_DEPTH)
		return zl_record_reader_stop(
		    reader, zl_translation("elements nest deeper than in a record"));
	const struct zl_record_reader_frame *above =
	    reader->depth == 0 ? &outermost : &reader->frames[reader->depth - 1];
	struct zl_record_reader_frame *frame = &reader->frames[reader->depth++];
	struct zl_string n = zl_record_reader_attribute(attributes, "n");

	*frame = *above;
	frame->capturing = frame->computed = false;
	frame->element = zl_element_of((const char *)name);
	if (frame->element == ZL_ELEMENT_BODY && !reader->with_body)
		frame->in_tree = false;
	if (frame->in_tree)
		xmlSAX2StartElementNs(reader->parser, name, prefix, uri, namespace_count,
				      namespaces, count, defaulted, items);
	if (reader->depth == 1 && (frame->element != ZL_ELEMENT_RECORD || uri == NULL ||
				   strcmp((const char *)uri, "urn:zhengli:record:1") != 0))
		return zl_record_reader_stop(reader, zl_translation("it is no record"));
	if (n.data != NULL)
		frame->n = number_of(n);
	frame->computed = zl_record_reader_attribute(attributes, "computed").data != NULL;
	note_element(reader, frame, n.data != NULL);
	zl_record_reader_enter(reader, frame, attributes);
}

static bool
is_space(char byte)
{
	return byte == ' ' || byte == '\t' || byte == '\n' || byte == '\r';
}

static size_t
space_at_end(const char *text, size_t length)
{
	if (length > 0 && is_space(text[length - 1]))
		return 1;
	if (length >= 2 && memcmp(text + length - 2, "\302\240", 2) == 0)
		return 2;
	return length >= 3 && memcmp(text + length - 3, "\343\200\200", 3) == 0 ? 3 : 0;
}

static size_t
space_at_start(const char *text, size_t length)
{
	if (length > 0 && is_space(text[0]))
		return 1;
	if (length >= 2 && memcmp(text, "\302\240", 2) == 0)
		return 2;
	return length >= 3 && memcmp(text, "\343\200\200", 3) == 0 ? 3 : 0;
}

/* The text without the white space at its ends, kept; absent when nothing is left. */
static struct zl_string
take_text(struct zl_record_reader *reader, const struct zl_buffer *text)
{
	const char *from = text->data;
	size_t left = text->length, space;

	if (text->failed)
		zl_record_reader_stop(reader, "out of memory");
	while ((space = space_at_end(from, left)) > 0)
		left -= space;
	while ((space = space_at_start(from, left)) > 0) {
		from += space;
		left -= space;
	}
	if (left == 0)
		return (struct zl_string){0};
	return zl_record_reader_keep(reader, (struct zl_string){from, left});
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_record_reader *reader = context;

	if (reader->wrong != NULL)
		return;
	if (reader->only_tree)
		return xmlSAX2EndElementNs(reader->parser, name, prefix, uri);
	struct zl_record_reader_frame *frame = &reader->frames[reader->depth - 1];
	if (frame->in_tree)
		xmlSAX2EndElementNs(reader->parser, name, prefix, uri);
	if (frame->capturing) {
		const struct zl_record_reader_capture *capture =
		    &reader->captures[--reader->capture_count];
		zl_record_reader_leave(reader, frame, capture, take_text(reader, &capture->text));
	}
	for (size_t i = 0; i < reader->capture_count; i++)
		reader->captures[i].outside -= is_outside(&reader->captures[i], frame);
	reader->depth--;
}

static bool
is_blank(const xmlChar *text, int length)
{
	while (length > 0 && is_space((char)text[length - 1]))
		length--;
	return length == 0;
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct zl_record_reader *reader = context;

	if (reader->wrong != NULL)
		return;
	if (reader->only_tree)
		return xmlSAX2Characters(reader->parser, text, length);
	const struct zl_record_reader_frame *frame = &reader->frames[reader->depth - 1];
	if (frame->in_tree)
		xmlSAX2Characters(reader->parser, text, length);
	for (size_t i = 0; i < reader->capture_count; i++) {
		struct zl_record_reader_capture *capture = &reader->captures[i];
		bool indentation = frame->n == 0 && !capture->anywhere && is_blank(text, length);
		if (capture->outside > 0 || indentation)
			continue;
		if (capture->n != frame->n && capture->text.length > 0)
			zl_buffer_byte(&capture->text, '\n');
		capture->n = frame->n;
		zl_buffer_add(&capture->text, text, (size_t)length);
	}
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	zl_record_reader_stop(context, zl_translation("it has a document type declaration"));
}

struct zl_record_reader *
zl_record_reader_new(void)
{
	static const xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
					      .startDocument = on_document,
					      .startElementNs = on_start,
					      .endElementNs = on_end,
					      .characters = on_text,
					      .cdataBlock = on_text,
					      .ignorableWhitespace = on_text,
					      .internalSubset = on_doctype};
	struct zl_record_reader *reader = calloc(1, sizeof(*reader));

	if (reader == NULL || (reader->parser = xmlNewParserCtxt()) == NULL) {
		free(reader);
		return NULL;
	}
	*reader->parser->sax = handler;
	reader->parser->userData = reader;
	return reader;
}

void
zl_record_reader_free(struct zl_record_reader *reader)
{
	if (reader == NULL)
		return;
	xmlFreeDoc(reader->tree);
	xmlFreeParserCtxt(reader->parser);
	zl_rows_free(&reader->rows);
	for (size_t i = 0; i < ZL_READER_DEPTH; i++)
		zl_buffer_free(&reader->captures[i].text);
	zl_fold_free(&reader->fold);
	zl_buffer_free(&reader->scratch);
	free(reader->findings.items);
	free(reader->responses.items);
	free(reader->measures.items);
	free(reader->properties.items);
	free(reader->pieces.items);
	free(reader);
}

static void
begin(struct zl_record_reader *reader)
{
	xmlFreeDoc(reader->tree);
	reader->tree = NULL;
	zl_rows_clear(&reader->rows);
	reader->findings.count = reader->responses.count = 0;
	reader->measures.count = reader->properties.count = reader->pieces.count = 0;
	reader->depth = reader->capture_count = 0;
	reader->wrong = NULL;
	zl_record_reader_row(reader, ZL_TABLE_REPORTS);
}

/* What went wrong, for people: the first line of it. */
static void
explain(const struct zl_record_reader *reader, struct zl_buffer *words)
{
	const xmlError *error = xmlCtxtGetLastError(reader->parser);
	const char *why = reader->wrong != NULL ? reader->wrong
			  : error != NULL && error->message != NULL
			      ? error->message
			      : zl_translation("it is not XML");

	zl_buffer_format(words, zl_translation("line %d: no record: %.*s"),
			 error == NULL ? 1 : error->line, (int)strcspn(why, "\n"), why);
}

static xmlDoc *
parse(struct zl_record_reader *reader, const char *data, size_t size)
{
	const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_COMPACT |
			    XML_PARSE_NOERROR | XML_PARSE_NOWARNING;

	return xmlCtxtReadMemory(reader->parser, data, (int)size, NULL, NULL, options);
}

/* Makes the tree of what a record that was scanned has beside its body, where "<" is markup. */
static bool
make_head(struct zl_record_reader *reader, const char *data, size_t size)
{
	static const char begin_tag[] = "<body>", end_tag[] = "</body>";
	const char *end = data + size, *gap = memmem(data, size, begin_tag, sizeof(begin_tag) - 1);
	const char *behind =
	    gap == NULL ? NULL : memmem(gap, (size_t)(end - gap), end_tag, sizeof(end_tag) - 1);

	if (behind == NULL)
		return false;
	behind += sizeof(end_tag) - 1;
	zl_buffer_clear(&reader->scratch);
	zl_buffer_add(&reader->scratch, data, (size_t)(gap - data));
	zl_buffer_add(&reader->scratch, behind, (size_t)(end - behind));
	reader->only_tree = true;
	if (!reader->scratch.failed)
		reader->tree = parse(reader, reader->scratch.data, reader->scratch.length);
	reader->only_tree = false;
	return reader->tree != NULL;
}

/* Reads a record by the scanner, as far as it goes; false when libxml2 is to read it. */
static bool
read_quickly(struct zl_record_reader *reader, const char *data, size_t size)
{
	if (reader->makes_tree && reader->with_body)
		return false;
	begin(reader);
	reader->to_tree = false;
	if (!zl_record_reader_scan(reader, data, size))
		return false;
	zl_record_reader_finish(reader);
	return reader->wrong == NULL && (!reader->makes_tree || make_head(reader, data, size));
}

enum zl_status
zl_record_reader_read(struct zl_record_reader *reader, const char *data, size_t size,
		      struct zl_buffer *words)
{
	if (size == 0 || size > INT32_MAX) {
		zl_buffer_text(words, size == 0
					  ? zl_translation("no record: it is empty")
					  : zl_translation("no record: it is larger than 2 GiB"));
		return ZL_FAILED;
	}
	if (read_quickly(reader, data, size))
		return ZL_DONE;
	begin(reader);
	reader->to_tree = reader->makes_tree;
	reader->tree = parse(reader, data, size);
	if (reader->wrong == NULL && reader->parser->wellFormed)
		zl_record_reader_finish(reader);
	if (reader->wrong == NULL && reader->parser->wellFormed)
		return ZL_DONE;
	explain(reader, words);
	return ZL_FAILED;
}

struct zl_record_rows *
zl_record_reader_rows(struct zl_record_reader *reader)
{
	return &reader->rows;
}

void
zl_record_reader_make_tree(struct zl_record_reader *reader, bool with_body)
{
	reader->makes_tree = true;
	reader->with_body = with_body;
}

xmlDoc *
zl_record_reader_tree(const struct zl_record_reader *reader)
{
	return reader->tree;
}

struct zl_string
zl_record_reader_property(const struct zl_record_reader *reader, const char *name)
{
	for (size_t i = 0; i < reader->properties.count; i++)
		if (zl_string_is(reader->properties.items[i].name, name))
			return reader->properties.items[i].text;
	return (struct zl_string){0};
}
