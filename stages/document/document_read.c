/*
 * document_read.c: a document from its XML, with SAX2 of libxml2.  The input may be anybody's: what
 * is read is what schemas/document.xsd allows, every offset within its text, every index within its
 * vector.
 */
#include "document_xml.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "document_reader.h"

static void
begin_document(struct zl_reader *reader, const char *name)
{
	if (strcmp(name, "document") != 0)
		zl_reader_refuse(reader, "the root is <%.64s>, not <document>", name);
}

/* Nothing more is read once something is refused. */
static void
stop_if_refused(struct zl_reader *reader)
{
	if (zl_reader_refused(reader))
		xmlStopParser(reader->parser);
}

static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
	 const xmlChar **attributes)
{
	struct zl_reader *reader = data;
	const char *name = (const char *)local;

	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	reader->depth++;
	reader->attributes = attributes;
	reader->attribute_count = (size_t)attribute_count;
	reader->attributes_used = 0;
	if (uri == NULL || strcmp((const char *)uri, "urn:zhengli:document:1") != 0)
		zl_reader_refuse(reader, "<%.64s> is not of the namespace urn:zhengli:document:1",
				 name);
	else if (reader->text != NULL)
		zl_reader_refuse(reader, "<%.64s> within text", name);
	else if (reader->depth == 1)
		begin_document(reader, name);
	else if (reader->depth == 2)
		zl_reader_begin_item(reader, name);
	else
		zl_reader_begin_node(reader, name);
	if (!zl_reader_refused(reader) && reader->attributes_used != reader->attribute_count)
		zl_reader_refuse(reader, "<%.64s> has an attribute that it cannot have", name);
	stop_if_refused(reader);
}

static void
on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_reader *reader = data;
	struct zl_buffer *characters = &reader->characters;

	(void)local, (void)prefix, (void)uri;
	if (characters->failed)
		zl_reader_no_memory(reader);
	if (reader->text != NULL && !zl_reader_refused(reader))
		*reader->text = zl_reader_keep(
		    reader, (struct zl_string){characters->data, characters->length});
	reader->text = NULL;
	zl_buffer_clear(characters);
	reader->depth--;
	if (reader->node != NULL)
		reader->node = reader->node->parent;
	stop_if_refused(reader);
}

static void
on_characters(void *data, const xmlChar *text, int length)
{
	struct zl_reader *reader = data;

	if (reader->text != NULL) {
		zl_buffer_add(&reader->characters, text, (size_t)length);
		return;
	}
	for (int i = 0; i < length; i++)
		if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0') {
			zl_reader_refuse(reader, "text where none can stand");
			break;
		}
	stop_if_refused(reader);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	zl_reader_refuse(data, "a document type declaration");
	stop_if_refused(data);
}

static void
on_error(void *data, ZL_READER_ERROR error)
{
	struct zl_reader *reader = data;

	if (error->level == XML_ERR_WARNING)
		return;
	if (error->code == XML_ERR_NO_MEMORY)
		zl_reader_no_memory(reader);
	else
		zl_reader_refuse(reader, "%s", error->message == NULL ? "not XML" : error->message);
}

/* What points from one vector into another that came later. */
static void
check_indices(struct zl_reader *reader)
{
	const struct zl_document *document = reader->document;

	for (size_t i = 0; i < document->paragraphs.count && !zl_reader_refused(reader); i++) {
		const struct zl_paragraph *paragraph = &document->paragraphs.items[i];
		if (paragraph->note > document->notes.count)
			zl_reader_refuse(reader, "paragraph %zu is of a note that is not there",
					 i + 1);
		if (paragraph->table > document->tables.count)
			zl_reader_refuse(reader, "paragraph %zu is of a table that is not there",
					 i + 1);
	}
}

static void
parse(struct zl_reader *reader, const char *data, int size)
{
	static const xmlSAXHandler handler = {
	    .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_characters,
	    .ignorableWhitespace = on_characters,
	    .cdataBlock = on_characters,
	    .internalSubset = on_doctype,
	    .serror = on_error,
	};
	xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, size);

	if (parser == NULL) {
		zl_reader_no_memory(reader);
		return;
	}
	/*
	 * HUGE: a paragraph may be longer than libxml2's 10 MB; depth is bounded here.  NOENT: the
	 * predefined entities in attributes; there are no others without a document type.
	 */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_NONET);
	*parser->sax = handler;
	parser->userData = reader;
	reader->parser = parser;
	xmlParseDocument(parser);
	if (!parser->wellFormed)
		zl_reader_refuse(reader, "not well-formed XML");
	check_indices(reader);
	reader->parser = NULL;
	xmlFreeParserCtxt(parser);
}

enum zl_failure
zl_document_read(struct zl_document *document, const char *data, size_t size)
{
	struct zl_reader reader = {.document = document, .positions = {.document = document}};

	if (size == 0 || size > INT_MAX)
		return zl_document_fail(document, "document", ZL_INVALID_DOCUMENT, NULL, 0, 0,
					"%zu bytes are not from 1 to %d", size, INT_MAX);
	parse(&reader, data, (int)size);
	zl_positions_free(&reader.positions);
	zl_buffer_free(&reader.characters);
	if (document->error.code != ZL_OK)
		return document->error.code;
	document->error = reader.carried;
	return ZL_OK;
}
