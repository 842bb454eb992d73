/* xml.c: what reader.c reads, below; a grammar's handlers, above. */
#include "xml.h"

#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "encoding.h"
#include "reader.h"

static int
compare(enum zl_ns space, const char *name, const struct zl_element *element)
{
	if (space != element->space)
		return space < element->space ? -1 : 1;
	return strcmp(name, element->name);
}

/* The element's place in the grammar + 1, 0 for an element that the grammar does not have. */
static uint16_t
grammar_find(const struct zl_grammar *grammar, enum zl_ns space, const char *name)
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

/* The same, of which the name keeps what was found. */
static uint16_t
element_find(struct zl_xml *xml, struct zl_name *name)
{
	const struct zl_namespace *namespace = name->prefix->namespace;

	if (name->known_in != namespace) {
		name->known_in = namespace;
		name->known = grammar_find(xml->grammar, namespace->space, name->local);
	}
	return name->known;
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

/* The element's names make no sense, or there was no memory for them. */
static void
refuse(struct zl_xml *xml)
{
	if (xml->namespaces.failed) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "names");
		return;
	}
	xml->unreadable = true;
	zl_xml_fail(xml, ZL_XML_MALFORMED, "names");
}

void
zl_xml_on_start(void *context, const xmlChar *written, const xmlChar **attributes)
{
	struct zl_xml *xml = context;

	if (xml->fault->code != ZL_OK)
		return;
	struct zl_name *name =
	    zl_namespaces_enter(&xml->namespaces, written, attributes, xml->depth + 1);
	if (name == NULL) {
		refuse(xml);
		return;
	}
	uint16_t element = xml->skipped > 0 ? 0 : element_find(xml, name);
	if (!push(xml, element))
		return;
	xml->name = name;
	if (xml->depth == 1 && xml->grammar->root != NULL)
		xml->grammar->root(xml);
	const struct zl_element *handler = handler_of(xml, element);
	if (handler == NULL || handler->start == NULL || xml->skipped > 0)
		return;
	xml->attributes = attributes;
	handler->start(xml);
	xml->attributes = NULL;
}

void
zl_xml_on_end(void *context, const xmlChar *written)
{
	struct zl_xml *xml = context;

	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = handler_of(xml, xml->stack[xml->depth - 1]);
	if (xml->skipped == xml->depth)
		xml->skipped = 0;
	if (handler != NULL && handler->end != NULL && xml->skipped == 0) {
		xml->name = zl_namespaces_known(&xml->namespaces, written);
		handler->end(xml);
	}
	zl_namespaces_leave(&xml->namespaces, xml->depth);
	xml->depth--;
}

void
zl_xml_on_text(void *context, const xmlChar *text, int length)
{
	struct zl_xml *xml = context;

	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = handler_of(xml, xml->stack[xml->depth - 1]);
	if (handler != NULL && handler->text != NULL && xml->skipped == 0)
		handler->text(xml, (const char *)text, (size_t)length);
}

void
zl_xml_on_doctype(void *context, const xmlChar *name, const xmlChar *external,
		  const xmlChar *system)
{
	struct zl_xml *xml = context;

	(void)external, (void)system;
	zl_xml_fail(xml, ZL_DOCTYPE, "<!DOCTYPE %s>", name == NULL ? "" : (const char *)name);
}

enum zl_failure
zl_xml_parse(const struct zl_grammar *grammar, void *context, const char *data, size_t size,
	     uint64_t depth, struct zl_fault *fault)
{
	struct zl_buffer decoded = {0};
	struct zl_xml xml = {
	    .context = context, .grammar = grammar, .fault = fault, .most_depth = depth};

	if (zl_encoding_utf8(&data, &size, &decoded, fault) == ZL_OK) {
		if (size == 0 || size > INT_MAX)
			zl_fault_set(fault, size == 0 ? ZL_XML_MALFORMED : ZL_TOO_LARGE,
				     "%zu bytes", size);
		else
			zl_reader_read(&xml, data, size);
	}
	zl_buffer_free(&decoded);
	free(xml.stack);
	return fault->code;
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
zl_xml_fail(struct zl_xml *xml, enum zl_failure code, const char *message, ...)
{
	char text[sizeof(xml->fault->message)];
	va_list arguments;

	if (xml->fault->code != ZL_OK)
		return;
	va_start(arguments, message);
	vsnprintf(text, sizeof(text), message, arguments);
	va_end(arguments);
	zl_reader_fault(xml, code, text);
	xmlStopParser(xml->parser);
}
