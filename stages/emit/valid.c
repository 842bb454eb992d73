/* valid.c: a record against record.xsd: libxml2's validator fed by its SAX parser, with no tree. */
#include <libxml/parserInternals.h>
#include <libxml/xmlschemas.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "emit.h"
#include "schemas.h"

struct zl_record_schema {
	xmlSchemaPtr schema;
};

/* Where the first complaint about a record goes. */
struct complaint {
	char *words;
	size_t size;
	bool made;
};

struct zl_record_schema *
zl_record_schema_new(void)
{
	struct zl_record_schema *out = calloc(1, sizeof(*out));
	xmlSchemaParserCtxtPtr parser =
	    xmlSchemaNewMemParserCtxt(zl_record_xsd, (int)zl_record_xsd_size);

	if (out != NULL && parser != NULL)
		out->schema = xmlSchemaParse(parser);
	xmlSchemaFreeParserCtxt(parser);
	if (out != NULL && out->schema == NULL) {
		free(out);
		return NULL;
	}
	return out;
}

void
zl_record_schema_free(struct zl_record_schema *schema)
{
	if (schema == NULL)
		return;
	xmlSchemaFree(schema->schema);
	free(schema);
}

/* Keeps the first complaint, on one line. */
static void
complain(void *data, xmlErrorPtr error)
{
	struct complaint *complaint = data;

	if (complaint->made || error->level == XML_ERR_WARNING)
		return;
	complaint->made = true;
	snprintf(complaint->words, complaint->size, "line %d: %s", error->line,
		 error->message == NULL ? "no reason given" : error->message);
	for (char *at = complaint->words; *at != '\0'; at++)
		if (*at == '\n')
			*at = at[1] == '\0' ? '\0' : ' ';
}

/* Parses the record and passes what is read to the validator; false when either complains. */
static bool
parse(xmlSchemaValidCtxtPtr validator, const char *data, int length, struct complaint *complaint)
{
	xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, length);

	if (parser == NULL)
		return false;
	/* A record is ours, its depth bounded; a paragraph may be longer than libxml2 likes. */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NONET);
	xmlSAXHandlerPtr sax = NULL;
	void *user = NULL;
	xmlSAXHandlerPtr own = parser->sax;
	xmlSchemaSAXPlugPtr plug = xmlSchemaSAXPlug(validator, &sax, &user);
	bool valid = plug != NULL;
	if (valid) {
		parser->sax = sax;
		parser->userData = user;
		xmlParseDocument(parser);
		if (!parser->wellFormed && xmlCtxtGetLastError(parser) != NULL)
			complain(complaint, xmlCtxtGetLastError(parser));
		valid = parser->wellFormed && xmlSchemaIsValid(validator) == 1;
	}
	parser->sax = own;
	xmlSchemaSAXUnplug(plug);
	xmlFreeParserCtxt(parser);
	return valid;
}

bool
zl_record_valid(struct zl_record_schema *schema, const char *data, size_t length, char *words,
		size_t size)
{
	struct complaint complaint = {words, size, false};

	snprintf(words, size, "%s", "there is no memory to validate it");
	if (length > INT_MAX) {
		snprintf(words, size, "it has more than %d bytes", INT_MAX);
		return false;
	}
	xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema->schema);
	if (validator == NULL)
		return false;
	xmlSchemaSetValidStructuredErrors(validator, complain, &complaint);
	bool valid = parse(validator, data, (int)length, &complaint);
	xmlSchemaFreeValidCtxt(validator);
	return valid && !complaint.made;
}
