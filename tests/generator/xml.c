/* xml.c */
#include "xml.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

static void
check(struct xml *xml, int result)
{
	if (result < 0)
		xml->failed = true;
}

void
xml_begin(struct xml *xml, const char *encoding)
{
	xml->buffer = xmlBufferCreate();
	xml->writer = xml->buffer == NULL ? NULL : xmlNewTextWriterMemory(xml->buffer, 0);
	xml->failed = xml->writer == NULL;
	if (!xml->failed)
		check(xml, xmlTextWriterStartDocument(xml->writer, "1.0", encoding, "yes"));
}

void
xml_open(struct xml *xml, const char *element)
{
	if (!xml->failed)
		check(xml, xmlTextWriterStartElement(xml->writer, BAD_CAST element));
}

void
xml_attribute(struct xml *xml, const char *name, const char *value)
{
	if (!xml->failed)
		check(xml, xmlTextWriterWriteAttribute(xml->writer, BAD_CAST name, BAD_CAST value));
}

void
xml_attribute_number(struct xml *xml, const char *name, long value)
{
	char digits[24];

	snprintf(digits, sizeof(digits), "%ld", value);
	xml_attribute(xml, name, digits);
}

void
xml_text(struct xml *xml, const char *text, size_t length)
{
	char *copy = xml->failed ? NULL : strndup(text, length);

	if (copy != NULL)
		check(xml, xmlTextWriterWriteString(xml->writer, BAD_CAST copy));
	else
		xml->failed = true;
	free(copy);
}

void
xml_close(struct xml *xml)
{
	if (!xml->failed)
		check(xml, xmlTextWriterEndElement(xml->writer));
}

void
xml_empty(struct xml *xml, const char *element)
{
	xml_open(xml, element);
	xml_close(xml);
}

void
xml_value(struct xml *xml, const char *element, const char *value)
{
	xml_open(xml, element);
	xml_attribute(xml, "w:val", value);
	xml_close(xml);
}

void
xml_value_number(struct xml *xml, const char *element, long value)
{
	xml_open(xml, element);
	xml_attribute_number(xml, "w:val", value);
	xml_close(xml);
}

void
xml_element(struct xml *xml, const char *element, const char *text)
{
	xml_open(xml, element);
	xml_text(xml, text, strlen(text));
	xml_close(xml);
}

bool
xml_end(struct xml *xml)
{
	if (!xml->failed)
		check(xml, xmlTextWriterEndDocument(xml->writer));
	if (xml->writer != NULL)
		xmlFreeTextWriter(xml->writer);
	xml->writer = NULL;
	return !xml->failed;
}

void
xml_free(struct xml *xml)
{
	if (xml->writer != NULL)
		xmlFreeTextWriter(xml->writer);
	if (xml->buffer != NULL)
		xmlBufferFree(xml->buffer);
	*xml = (struct xml){0};
}
