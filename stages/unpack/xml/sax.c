/* sax.c: what libxml2 says of a part, given on to handlers.c in its words. */
#include "sax.h"

#include <stdlib.h>

#include "reader.h"

#ifndef LIBXML_SAX1_ENABLED
#error "libxml2 is built without SAX1"
#endif

/* Room for the attributes of an element; NULL, and told, when there is none. */
static struct zl_attribute *
attributes_new(struct zl_xml *xml, size_t count)
{
	struct zl_attribute *attributes = reallocarray(NULL, count + 1, sizeof(*attributes));

	if (attributes == NULL)
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "attributes");
	return attributes;
}

/* An element starts in SAX1: names and values in turn, then NULL; NULL for none. */
static void
on_start_1(void *context, const xmlChar *written, const xmlChar **fields)
{
	struct zl_xml *xml = context;
	size_t count = 0;

	while (fields != NULL && fields[2 * count] != NULL)
		count++;
	struct zl_attribute *attributes = attributes_new(xml, count);
	if (attributes == NULL)
		return;
	for (size_t i = 0; i < count; i++)
		attributes[i] =
		    (struct zl_attribute){zl_namespaces_name(&xml->namespaces, fields[2 * i]),
					  zl_string((const char *)fields[2 * i + 1])};
	zl_xml_on_start(xml, zl_namespaces_name(&xml->namespaces, written), attributes, count);
	free(attributes);
}

static void
on_end_1(void *context, const xmlChar *written)
{
	struct zl_xml *xml = context;

	zl_xml_on_end(xml, zl_namespaces_name(&xml->namespaces, written));
}

/* The name that SAX2 has apart from its prefix: the dictionary puts them together, and keeps it. */
static struct zl_name *
joined(struct zl_xml *xml, const xmlChar *prefix, const xmlChar *local)
{
	const xmlChar *written = xmlDictQLookup(xml->parser->dict, prefix, local);

	return written == NULL ? NULL : zl_namespaces_name(&xml->namespaces, written);
}

/* The same in SAX2: declarations stand apart from other attributes, values have no end. */
static void
on_start_2(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	   int declared, const xmlChar **declarations, int count, int defaulted,
	   const xmlChar **fields)
{
	struct zl_xml *xml = context;
	struct zl_attribute *attributes = attributes_new(xml, (size_t)declared + (size_t)count);
	struct zl_attribute *at = attributes;

	(void)uri, (void)defaulted;
	if (attributes == NULL)
		return;
	for (; declared > 0; declared--, declarations += 2)
		*at++ = (struct zl_attribute){declarations[0] == NULL
						  ? joined(xml, NULL, BAD_CAST "xmlns")
						  : joined(xml, BAD_CAST "xmlns", declarations[0]),
					      zl_string((const char *)declarations[1])};
	for (; count > 0; count--, fields += 5)
		*at++ = (struct zl_attribute){
		    joined(xml, fields[1], fields[0]),
		    {(const char *)fields[3], (size_t)(fields[4] - fields[3])}};
	zl_xml_on_start(xml, joined(xml, prefix, local), attributes, (size_t)(at - attributes));
	free(attributes);
}

static void
on_end_2(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_xml *xml = context;

	(void)uri;
	zl_xml_on_end(xml, joined(xml, prefix, local));
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	zl_xml_on_text(context, (const char *)text, (size_t)length);
}

static void
on_doctype(void *context, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	struct zl_xml *xml = context;

	(void)external, (void)system;
	zl_xml_fail(xml, ZL_DOCTYPE, "<!DOCTYPE %s>", name == NULL ? "" : (const char *)name);
}

const xmlSAXHandler zl_sax_1 = {
    .initialized = 1, /* anything but XML_SAX2_MAGIC */
    .startElement = on_start_1,
    .endElement = on_end_1,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .internalSubset = on_doctype,
};

const xmlSAXHandler zl_sax_2 = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = on_start_2,
    .endElementNs = on_end_2,
    .characters = on_text,
    .ignorableWhitespace = on_text,
    .cdataBlock = on_text,
    .internalSubset = on_doctype,
};
