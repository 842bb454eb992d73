/* reader.c: one reading of a part by libxml2, in place, and what goes wrong in it. */
#include "reader.h"

#include <libxml/parserInternals.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "sax.h"
#include "scan.h"

/* Whether parts go to the scanner first: the build option "scanner". */
#ifdef ZL_WITHOUT_SCANNER
enum { HAS_SCANNER = false };
#else
enum { HAS_SCANNER = true };
#endif

/* Longest tag whose attributes SAX1 is quick with. */
enum { TAG_LONG = 8 << 10 };

/* An allocation of libxml2's has failed; no thread is told of another one's. */
static _Thread_local bool exhausted;

static void *
noticed_malloc(size_t size)
{
	void *block = malloc(size);

	if (block == NULL)
		exhausted = true;
	return block;
}

static void *
noticed_realloc(void *old, size_t size)
{
	void *block = realloc(old, size);

	if (block == NULL)
		exhausted = true;
	return block;
}

static char *
noticed_strdup(const char *text)
{
	char *copy = strdup(text);

	if (copy == NULL)
		exhausted = true;
	return copy;
}

/* What libxml2 would print: errors for which no parser has a handler yet, out of memory. */
static void __attribute__((format(printf, 2, 3)))
say_nothing(void *context, const char *format, ...)
{
	(void)context, (void)format;
}

void
zl_xml_prepare(void)
{
	xmlMemSetup(free, noticed_malloc, noticed_realloc, noticed_strdup);
	xmlInitParser();
	xmlSetGenericErrorFunc(NULL, say_nothing);
}

bool
zl_xml_exhausted(void)
{
	bool was = exhausted;

	exhausted = false;
	return was;
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

/*
 * What is wrong, in our words: those of libxml2, and what it takes for the first error, differ from
 * version to version, and a failure must not.
 */
static const char *
message_of(int error)
{
	switch (error) {
	case XML_ERR_INVALID_CHAR:
		return "a character that XML does not allow";
	case XML_ERR_ATTRIBUTE_REDEFINED:
		return "an attribute that stands twice";
	case XML_ERR_UNDECLARED_ENTITY:
		return "an entity that is not declared";
	default:
		return "not well-formed";
	}
}

/*
 * An error ends the reading: handlers see nothing more.  What libxml2 takes for a warning, and odd
 * namespace names, are no errors.  The parser is not stopped here: it may not be within an error.
 */
static void
on_error(void *context, ZL_XML_ERROR error)
{
	struct zl_xml *xml = context;

	if (error->level == XML_ERR_WARNING || error->code == XML_WAR_NS_URI ||
	    error->code == XML_WAR_NS_URI_RELATIVE || xml->fault->code != ZL_OK)
		return;
	xml->bad_character = error->code == XML_ERR_INVALID_CHAR;
	char message[200];
	if (error->code == XML_ERR_TAG_NAME_MISMATCH && error->str1 != NULL && error->str2 != NULL)
		snprintf(message, sizeof(message), "the end tag </%.60s> where <%.60s> is open",
			 error->str2, error->str1);
	else if (error->code == XML_NS_ERR_UNDEFINED_NAMESPACE && error->str1 != NULL)
		snprintf(message, sizeof(message), "the prefix %.60s is not declared", error->str1);
	else
		snprintf(message, sizeof(message), "%s", message_of(error->code));
	zl_reader_fault(xml, code_of(error->code), message);
}

/* The same in SAX1, which hears of no warnings and leaves it to SAX2 to tell what is wrong. */
static void __attribute__((format(printf, 2, 3)))
on_untold_error(void *context, const char *format, ...)
{
	struct zl_xml *xml = context;

	(void)format;
	if (xml->fault->code != ZL_OK)
		return;
	xml->unreadable = true;
	zl_reader_fault(xml, ZL_XML_MALFORMED, "not well-formed");
}

/* SAX2 for its errors only. */
static const xmlSAXHandler errors = {.initialized = XML_SAX2_MAGIC};

/*
 * A parser over bytes that stay where they are: an input without a buffer, from which libxml2 reads
 * in place (its buffers copy all of it, and those for static memory lose their place in 2.9.14).
 */
static xmlParserCtxtPtr
parser_new(struct zl_xml *xml, const xmlSAXHandler *handlers, const char *data, size_t size)
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
	*parser->sax = *handlers;
	if (handlers == &zl_sax_1)
		parser->sax->error = on_untold_error;
	else
		parser->sax->serror = on_error;
	parser->userData = xml;
	/*
	 * HUGE takes libxml2's limits away: ours stand in their place.  NOENT has &amp; in
	 * attributes told as what it is; there are no entities but XML's own, as a DOCTYPE is
	 * refused.
	 */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET | XML_PARSE_IGNORE_ENC |
				      XML_PARSE_NOENT);
	return parser;
}

/* One reading. */
static void
parse(struct zl_xml *xml, const xmlSAXHandler *handlers, const char *data, size_t size)
{
	xml->parser = parser_new(xml, handlers, data, size);
	if (xml->parser == NULL) {
		zl_fault_set(xml->fault, ZL_OUT_OF_MEMORY, "parser");
		return;
	}
	if (zl_namespaces_begin(&xml->namespaces, xml->parser->dict))
		xmlParseDocument(xml->parser);
	else
		zl_fault_set(xml->fault, ZL_OUT_OF_MEMORY, "names");
	if (xml->fault->code == ZL_OK && !xml->parser->wellFormed)
		zl_reader_fault(xml, ZL_XML_MALFORMED, "not well-formed");
	zl_namespaces_free(&xml->namespaces);
	xmlFreeParserCtxt(xml->parser);
}

/* Whether there may be a tag of more than TAG_LONG bytes: '<' stands in no tag but at its start. */
static bool
may_have_long_tag(const char *data, size_t size)
{
	for (const char *end = data + size; end - data > TAG_LONG;) {
		data = memrchr(data + 1, '<', TAG_LONG);
		if (data == NULL)
			return true;
	}
	return false;
}

/* How many attributes the tag at data may have: the equals signs outside quotes, before its end. */
static size_t
count_attributes(const char *data, const char *end)
{
	char quote = '\0';
	size_t count = 0;

	for (; data < end && (quote != '\0' || *data != '>'); data++) {
		if (quote != '\0')
			quote = *data == quote ? '\0' : quote;
		else if (*data == '"' || *data == '\'')
			quote = *data;
		else
			count += *data == '=';
	}
	return count;
}

/*
 * Whether a long tag has more attributes than an element may: libxml2 would need long to tell.  In
 * shorter ones handlers count them.
 */
static bool
has_crowded_tag(const char *data, size_t size)
{
	const char *end = data + size, *at = memchr(data, '<', size);

	while (at != NULL && end - at > TAG_LONG) {
		const char *next = memchr(at + 1, '<', (size_t)(end - at - 1));
		const char *stop = next == NULL ? end : next;
		if (stop - at > TAG_LONG && strchr("!?/", at[1]) == NULL &&
		    count_attributes(at, stop) > ZL_ATTRIBUTES_MOST)
			return true;
		at = next;
	}
	return false;
}

/* Has libxml2 say what is wrong with a part in which SAX1, or namespaces.c, found a fault. */
static void
explain(struct zl_xml *xml, const char *data, size_t size)
{
	*xml->fault = (struct zl_fault){0};
	parse(xml, &errors, data, size);
	zl_fault_set(xml->fault, ZL_XML_MALFORMED, "not well-formed");
}

void
zl_reader_parse(struct zl_xml *xml, const char *data, size_t size)
{
	bool is_long = may_have_long_tag(data, size);

	if (is_long && has_crowded_tag(data, size))
		zl_fault_set(xml->fault, ZL_TOO_MANY, "more than %d attributes of an element",
			     ZL_ATTRIBUTES_MOST);
	else
		parse(xml, is_long ? &zl_sax_2 : &zl_sax_1, data, size);
	if (xml->unreadable)
		explain(xml, data, size);
	if (xml->bad_character && !zl_utf8_valid(data, size))
		xml->fault->code = ZL_ENCODING;
}

bool
zl_reader_scan(struct zl_xml *xml, const char *data, size_t size)
{
	struct zl_tape *tape = zl_scan(data, size);

	if (tape == NULL)
		return false;
	zl_replay(xml, tape, data);
	zl_tape_free(tape);
	if (xml->unreadable)
		explain(xml, data, size);
	return true;
}

void
zl_reader_read(struct zl_xml *xml, const char *data, size_t size)
{
	bool before = zl_xml_exhausted(); /* a parse around this one has yet to be told */

	if (!HAS_SCANNER || !zl_reader_scan(xml, data, size))
		zl_reader_parse(xml, data, size);
	if (zl_xml_exhausted())
		*xml->fault = (struct zl_fault){.code = ZL_OUT_OF_MEMORY, .message = "parser"};
	exhausted = before;
}
