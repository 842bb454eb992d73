/* xml.c: libxml2 below, a grammar's handlers above. */
#include "xml.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encoding.h"
#include "utf8.h"

/* libxml2 hands attributes over as five pointers each. */
enum { NAME, PREFIX, URI, VALUE, END, FIELDS };

/* An allocation of libxml2's has failed; no thread is told of another one's. */
static _Thread_local bool exhausted;

static void *
noticed_malloc(size_t size)
{
	void *block = malloc(size);

	exhausted = exhausted || block == NULL;
	return block;
}

static void *
noticed_realloc(void *old, size_t size)
{
	void *block = realloc(old, size);

	exhausted = exhausted || block == NULL;
	return block;
}

static char *
noticed_strdup(const char *text)
{
	char *copy = strdup(text);

	exhausted = exhausted || copy == NULL;
	return copy;
}

void
zl_xml_prepare(void)
{
	xmlMemSetup(free, noticed_malloc, noticed_realloc, noticed_strdup);
	xmlInitParser();
}

bool
zl_xml_exhausted(void)
{
	bool was = exhausted;

	exhausted = false;
	return was;
}

static int
compare(enum zl_space space, const char *name, const struct zl_element *element)
{
	if (space != element->space)
		return space < element->space ? -1 : 1;
	return strcmp(name, element->name);
}

/* The element's place in the grammar + 1, 0 for an element that the grammar does not have. */
static uint16_t
grammar_find(const struct zl_grammar *grammar, enum zl_space space, const char *name)
{
	size_t low = 0, high = grammar->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(space, name, &grammar->elements[middle]);
		if (order == 0)
			return (uint16_t)(middle + 1);
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	return 0;
}

/* The same through the cache.  The parser keeps one copy of each name, so pointers tell them. */
static uint16_t
element_find(struct zl_xml *xml, const xmlChar *name, const xmlChar *uri)
{
	size_t slot = ((uintptr_t)name >> 2 ^ (uintptr_t)uri >> 4) % ZL_XML_CACHE;

	if (xml->cache[slot].name != name || xml->cache[slot].uri != uri) {
		xml->cache[slot].name = name;
		xml->cache[slot].uri = uri;
		xml->cache[slot].element =
		    grammar_find(xml->grammar, zl_space_of((const char *)uri), (const char *)name);
	}
	return xml->cache[slot].element;
}

/* What handles the open element; NULL for nobody. */
static const struct zl_element *
handler_of(const struct zl_xml *xml, uint16_t element)
{
	return element == 0 ? xml->grammar->other : &xml->grammar->elements[element - 1];
}

/* Opens an element: one more level.  False when there is no room for it. */
static bool
push(struct zl_xml *xml, uint16_t element)
{
	if (xml->depth >= xml->most_depth) {
		zl_xml_fail(xml, ZL_TOO_DEEP, "more than %llu elements deep",
			    (unsigned long long)xml->most_depth);
		return false;
	}
	if (xml->depth == xml->stack_size) {
		size_t more = xml->stack_size == 0 ? 64 : xml->stack_size * 2;
		uint16_t *moved = reallocarray(xml->stack, more, sizeof(*moved));
		if (moved == NULL) {
			zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "elements");
			return false;
		}
		xml->stack = moved;
		xml->stack_size = more;
	}
	xml->stack[xml->depth++] = element;
	return true;
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
	 const xmlChar **attributes)
{
	struct zl_xml *xml = context;

	(void)defaulted;
	if (xml->fault->code != ZL_OK)
		return;
	uint16_t element = xml->skipped > 0 ? 0 : element_find(xml, name, uri);
	if (!push(xml, element))
		return;
	xml->name = name;
	xml->prefix = prefix;
	xml->uri = uri;
	if (xml->depth == 1 && xml->grammar->root != NULL)
		xml->grammar->root(xml);
	const struct zl_element *handler = handler_of(xml, element);
	if (handler == NULL || handler->start == NULL || xml->skipped > 0)
		return;
	xml->attributes = attributes;
	xml->attribute_count = attribute_count;
	xml->namespaces = namespaces;
	xml->namespace_count = namespace_count;
	handler->start(xml);
	xml->attribute_count = 0;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_xml *xml = context;

	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = handler_of(xml, xml->stack[xml->depth - 1]);
	if (xml->skipped == xml->depth)
		xml->skipped = 0;
	if (handler != NULL && handler->end != NULL && xml->skipped == 0) {
		xml->name = name;
		xml->prefix = prefix;
		xml->uri = uri;
		handler->end(xml);
	}
	xml->depth--;
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct zl_xml *xml = context;

	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = handler_of(xml, xml->stack[xml->depth - 1]);
	if (handler != NULL && handler->text != NULL && xml->skipped == 0)
		handler->text(xml, (const char *)text, (size_t)length);
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct zl_xml *xml = context;

	(void)external, (void)system;
	zl_xml_fail(xml, ZL_DOCTYPE, "<!DOCTYPE %s>", name == NULL ? "" : (const char *)name);
}

static enum zl_failure
code_of(int error)
{
	switch (error) {
	case XML_ERR_NO_MEMORY:
		return ZL_OUT_OF_MEMORY;
	case XML_ERR_INVALID_ENCODING:
	case XML_ERR_UNSUPPORTED_ENCODING:
	case XML_ERR_UNKNOWN_ENCODING:
		return ZL_ENCODING;
	default:
		return ZL_XML_MALFORMED;
	}
}

/* Notes the first failure with its place. */
static void
set_fault(struct zl_xml *xml, enum zl_failure code, const char *words)
{
	zl_fault_set(xml->fault, code, "%s", words);
	if (xml->fault->line == 0 && xml->parser->input != NULL && xml->parser->input->line > 0)
		xml->fault->line = (uint32_t)xml->parser->input->line;
}

/*
 * An error ends the reading: handlers see nothing more.  What libxml2 takes for a warning, and odd
 * namespace names, are no errors.  The parser is not stopped here: it may not be within an error.
 */
static void
on_error(void *context, xmlErrorPtr error)
{
	struct zl_xml *xml = context;

	if (error->level == XML_ERR_WARNING || error->code == XML_WAR_NS_URI ||
	    error->code == XML_WAR_NS_URI_RELATIVE || xml->fault->code != ZL_OK)
		return;
	xml->bad_character = error->code == XML_ERR_INVALID_CHAR;
	set_fault(xml, code_of(error->code),
		  error->message == NULL ? "not well-formed" : error->message);
}

/*
 * A parser over bytes that stay where they are: an input without a buffer, from which libxml2 reads
 * in place (its buffers copy all of it, and those for static memory lose their place in 2.9.14).
 */
static xmlParserCtxtPtr
parser_new(struct zl_xml *xml, const char *data, size_t size)
{
	xmlParserCtxtPtr parser = xmlNewParserCtxt();
	xmlParserInputPtr input = parser == NULL ? NULL : xmlNewInputStream(parser);

	if (input == NULL) {
		xmlFreeParserCtxt(parser);
		return NULL;
	}
	input->base = input->cur = (const xmlChar *)data;
	input->end = input->base + size;
	input->length = (int)size;
	inputPush(parser, input);
	*parser->sax = (xmlSAXHandler){
	    .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_text,
	    .internalSubset = on_doctype,
	    .serror = on_error,
	};
	parser->userData = xml;
	/* HUGE takes libxml2's limits away: ours stand in their place. */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC);
	return parser;
}

static void
parse_utf8(struct zl_xml *xml, const char *data, size_t size)
{
	xml->parser = parser_new(xml, data, size);
	if (xml->parser == NULL) {
		zl_fault_set(xml->fault, ZL_OUT_OF_MEMORY, "parser");
		return;
	}
	xmlParseDocument(xml->parser);
	if (xml->fault->code == ZL_OK && !xml->parser->wellFormed)
		set_fault(xml, ZL_XML_MALFORMED, "not well-formed");
	xmlFreeParserCtxt(xml->parser);
	if (xml->bad_character && !zl_utf8_valid(data, size))
		xml->fault->code = ZL_ENCODING;
}

enum zl_failure
zl_xml_parse(const struct zl_grammar *grammar, void *context, const char *data, size_t size,
	     uint64_t depth, struct zl_fault *fault)
{
	struct zl_buffer decoded = {0};
	struct zl_xml *xml = calloc(1, sizeof(*xml));

	if (xml == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "parser");
	xml->context = context;
	xml->grammar = grammar;
	xml->fault = fault;
	xml->most_depth = depth;
	bool before = zl_xml_exhausted(); /* a parse around this one has yet to be told */
	if (zl_encoding_utf8(&data, &size, &decoded, fault) == ZL_OK) {
		if (size == 0 || size > INT_MAX)
			zl_fault_set(fault, size == 0 ? ZL_XML_MALFORMED : ZL_TOO_LARGE,
				     "%zu bytes", size);
		else
			parse_utf8(xml, data, size);
	}
	if (zl_xml_exhausted())
		*fault = (struct zl_fault){.code = ZL_OUT_OF_MEMORY, .words = "parser"};
	exhausted = before;
	zl_buffer_free(&decoded);
	free(xml->stack);
	free(xml);
	return fault->code;
}

struct zl_string
zl_xml_given(const struct zl_xml *xml, const char *name)
{
	const xmlChar **field = xml->attributes;

	for (int i = 0; i < xml->attribute_count; i++, field += FIELDS)
		if (strcmp((const char *)field[NAME], name) == 0)
			return (struct zl_string){(const char *)field[VALUE],
						  (size_t)(field[END] - field[VALUE])};
	return (struct zl_string){0};
}

struct zl_string
zl_xml_given_in(const struct zl_xml *xml, enum zl_space space, const char *name)
{
	const xmlChar **field = xml->attributes;

	for (int i = 0; i < xml->attribute_count; i++, field += FIELDS)
		if (strcmp((const char *)field[NAME], name) == 0 &&
		    zl_space_of((const char *)field[URI]) == space)
			return (struct zl_string){(const char *)field[VALUE],
						  (size_t)(field[END] - field[VALUE])};
	return (struct zl_string){0};
}

int32_t
zl_xml_integer(const struct zl_xml *xml, const char *name, int32_t fallback)
{
	struct zl_string text = zl_xml_given(xml, name);
	int64_t value = 0;
	size_t i = 0, digits = 0;

	while (i < text.length && (text.data[i] == ' ' || text.data[i] == '+'))
		i++;
	bool negative = i < text.length && text.data[i] == '-';
	for (i += negative; i < text.length && text.data[i] >= '0' && text.data[i] <= '9'; i++) {
		if (value < INT32_MAX)
			value = value * 10 + (text.data[i] - '0');
		digits++;
	}
	if (digits == 0)
		return fallback;
	value = value > INT32_MAX ? INT32_MAX : value;
	return (int32_t)(negative ? -value : value);
}

uint32_t
zl_xml_hexadecimal(const struct zl_xml *xml, const char *name)
{
	struct zl_string text = zl_xml_given(xml, name);
	uint32_t value = 0;

	if (text.length > 8)
		return 0;
	for (size_t i = 0; i < text.length; i++) {
		char c = text.data[i] | 0x20;
		if (c >= '0' && c <= '9')
			value = value << 4 | (uint32_t)(c - '0');
		else if (c >= 'a' && c <= 'f')
			value = value << 4 | (uint32_t)(c - 'a' + 10);
		else
			return 0;
	}
	return value;
}

bool
zl_xml_toggle(const struct zl_xml *xml)
{
	struct zl_string value = zl_xml_given(xml, "val");

	return !zl_string_is(value, "0") && !zl_string_is(value, "false") &&
	       !zl_string_is(value, "off");
}

void
zl_xml_skip(struct zl_xml *xml)
{
	if (xml->skipped == 0)
		xml->skipped = xml->depth;
}

int
zl_xml_parent(const struct zl_xml *xml, unsigned levels)
{
	if (levels >= xml->depth)
		return 0;
	uint16_t element = xml->stack[xml->depth - 1 - levels];
	return element == 0 ? 0 : xml->grammar->elements[element - 1].id;
}

void
zl_xml_fail(struct zl_xml *xml, enum zl_failure code, const char *words, ...)
{
	char text[sizeof(xml->fault->words)];
	va_list arguments;

	if (xml->fault->code != ZL_OK)
		return;
	va_start(arguments, words);
	vsnprintf(text, sizeof(text), words, arguments);
	va_end(arguments);
	set_fault(xml, code, text);
	xmlStopParser(xml->parser);
}
