/* xml.c: what handlers ask and tell while a part is read. */
#include "xml.h"

#include <stdarg.h>
#include <stdio.h>

#include "reader.h"

/* The line that has been reached, 0 when it is not known. */
static uint32_t
line_of(const struct zl_xml *xml)
{
	uint32_t line = 1;

	if (xml->parser != NULL)
		return xml->parser->input != NULL && xml->parser->input->line > 0
			   ? (uint32_t)xml->parser->input->line
			   : 0;
	for (const char *at = xml->part; at < xml->reached; at++)
		line += *at == '\n';
	return line;
}

void
zl_reader_fault(struct zl_xml *xml, enum zl_failure code, const char *message)
{
	zl_fault_set(xml->fault, code, "%s", message);
	if (xml->fault->line == 0)
		xml->fault->line = line_of(xml);
}

bool
zl_xml_keeps_space(const struct zl_xml *xml)
{
	return xml->open.count > 0 && xml->open.items[xml->open.count - 1].keeps_space;
}

void
zl_xml_skip(struct zl_xml *xml)
{
	if (xml->skipped == 0)
		xml->skipped = xml->depth;
}

void
zl_xml_skip_parent(struct zl_xml *xml, unsigned levels)
{
	if (levels < xml->depth && (xml->skipped == 0 || xml->skipped > xml->depth - levels))
		xml->skipped = xml->depth - levels;
}

int
zl_xml_parent(const struct zl_xml *xml, unsigned levels)
{
	if (levels >= xml->depth)
		return 0;
	uint16_t element = xml->open.items[xml->depth - 1 - levels].place;
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
	if (xml->parser != NULL)
		xmlStopParser(xml->parser);
}
