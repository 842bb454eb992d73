/* fuzz_record.c: of any bytes, zl_record_valid takes nothing that libxml2 refuses. */
#include <libxml/parser.h>
#include <libxml/xmlschemas.h>
#include <stdint.h>
#include <stdlib.h>

#include "buffer.h"
#include "emit/emit.h"
#include "schemas.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
say_nothing(void *context, xmlErrorPtr error)
{
	(void)context;
	(void)error;
}

static xmlSchemaPtr
read_schema(void)
{
	xmlSchemaParserCtxtPtr parser =
	    xmlSchemaNewMemParserCtxt(zl_record_xsd, (int)zl_record_xsd_size);
	xmlSchemaPtr schema = xmlSchemaParse(parser);

	xmlSchemaFreeParserCtxt(parser);
	if (schema == NULL)
		abort();
	return schema;
}

static void
must_be_valid(xmlSchemaPtr schema, const struct zl_buffer *record)
{
	xmlDocPtr tree = xmlReadMemory(record->data, (int)record->length, NULL, NULL,
				       XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
	xmlSchemaValidCtxtPtr context = xmlSchemaNewValidCtxt(schema);

	xmlSchemaSetValidStructuredErrors(context, say_nothing, NULL);
	if (tree == NULL || xmlSchemaValidateDoc(context, tree) != 0)
		abort();
	xmlSchemaFreeValidCtxt(context);
	xmlFreeDoc(tree);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static xmlSchemaPtr schema;
	struct zl_buffer record = {0};
	char words[256];

	if (schema == NULL)
		schema = read_schema();
	zl_buffer_add(&record, data, size);
	if (record.data != NULL && zl_record_valid(record.data, size, words, sizeof(words)))
		must_be_valid(schema, &record);
	zl_buffer_free(&record);
	return 0;
}
