/* referee.c */
#include "referee.h"

#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdlib.h>

#include "schemas.h"

static xmlSchemaPtr schema;

static void
say_nothing(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

bool
referee_ready(void)
{
	if (schema != NULL)
		return true;
	xmlSchemaParserCtxtPtr parser =
	    xmlSchemaNewMemParserCtxt(zl_record_xsd, (int)zl_record_xsd_size);
	schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	return schema != NULL;
}

void
referee_free(void)
{
	xmlSchemaFree(schema);
	schema = NULL;
	xmlCleanupParser();
}

bool
referee_valid(const struct zl_buffer *record)
{
	xmlDocPtr tree = xmlReadMemory(record->data, (int)record->length, NULL, NULL,
				       XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	if (tree == NULL)
		return false;
	xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);
	if (context == NULL)
		abort();
	xmlSchemaSetValidStructuredErrors(context, say_nothing, NULL);
	bool valid = xmlSchemaValidateDoc(context, tree) == 0;
	xmlSchemaFreeValidCtxt(context);
	xmlFreeDoc(tree);
	return valid;
}
