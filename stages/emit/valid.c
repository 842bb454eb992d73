/* valid.c: a record against record.xsd: libxml2's SAX parser tells its validator; no tree. */
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

/* A record on its way from the parser to the validator. */
struct check {
	xmlSAXHandlerPtr validator; /* its handlers and what they are called with */
	void *validator_data;
	bool text_told; /* since the last tag */
	bool complained;
	char *words; /* where the first complaint goes */
	size_t size;
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
on_error(void *data, xmlErrorPtr error)
{
	struct check *check = data;

	if (check->complained || error->level == XML_ERR_WARNING)
		return;
	check->complained = true;
	snprintf(check->words, check->size, "line %d: %s", error->line,
		 error->message == NULL ? "no reason given" : error->message);
	for (char *at = check->words; *at != '\0'; at++)
		if (*at == '\n')
			*at = at[1] == '\0' ? '\0' : ' ';
}

static void
on_start(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
	 const xmlChar **attributes)
{
	struct check *check = data;

	check->text_told = false;
	check->validator->startElementNs(check->validator_data, name, prefix, uri, namespace_count,
					 namespaces, attribute_count, defaulted, attributes);
}

static void
on_end(void *data, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct check *check = data;

	check->text_told = false;
	check->validator->endElementNs(check->validator_data, name, prefix, uri);
}

/*
 * No type of record.xsd looks into the text of an element, so the validator is only told that there
 * is some, other than white space: where an element holds nothing but text it would gather the
 * whole in steps of 300 bytes, each with a copy of what it has.
 */
static void
on_text(void *data, const xmlChar *text, int length)
{
	struct check *check = data;

	for (int i = 0; i < length && !check->text_told; i++)
		if (text[i] != ' ' && text[i] != '\n' && text[i] != '\t' && text[i] != '\r') {
			check->text_told = true;
			check->validator->characters(check->validator_data, BAD_CAST "x", 1);
		}
}

/* Parses the record, telling the validator what is read; false when it is not well-formed. */
static bool
parse(struct check *check, const char *data, int length)
{
	static const xmlSAXHandler handler = {
	    .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .cdataBlock = on_text,
	    .serror = on_error,
	};
	xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, length);

	if (parser == NULL)
		return false;
	/* A record is ours, its depth bounded; a paragraph may be longer than libxml2 likes. */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_NONET);
	*parser->sax = handler;
	parser->userData = check;
	xmlParseDocument(parser);
	bool well_formed = parser->wellFormed;
	xmlFreeParserCtxt(parser);
	return well_formed;
}

bool
zl_record_valid(struct zl_record_schema *schema, const char *data, size_t length, char *words,
		size_t size)
{
	struct check check = {.words = words, .size = size};

	snprintf(words, size, "%s", "there is no memory to validate it");
	if (length > INT_MAX) {
		snprintf(words, size, "it has more than %d bytes", INT_MAX);
		return false;
	}
	xmlSchemaValidCtxtPtr validator = xmlSchemaNewValidCtxt(schema->schema);
	if (validator == NULL)
		return false;
	xmlSchemaSetValidStructuredErrors(validator, on_error, &check);
	xmlSchemaSAXPlugPtr plug =
	    xmlSchemaSAXPlug(validator, &check.validator, &check.validator_data);
	bool valid = plug != NULL && parse(&check, data, (int)length) && !check.complained &&
		     xmlSchemaIsValid(validator) == 1;
	xmlSchemaSAXUnplug(plug);
	xmlSchemaFreeValidCtxt(validator);
	return valid;
}
