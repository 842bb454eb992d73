/* rules_schema.c: rules.rng, and whether a rule file is valid by it. */
#include <libxml/relaxng.h>
#include <stdlib.h>
#include <string.h>

#include "rules_load.h"
#include "schemas.h"

struct zl_schema {
	xmlRelaxNG *schema;
};

#if LIBXML_VERSION >= 21200
typedef const xmlError *xml_problem;
#else
typedef xmlErrorPtr xml_problem;
#endif

static void
on_xml_error(void *error, xml_problem problem)
{
	const xmlNode *node = problem->node;

	if (node != NULL && node->type == XML_ELEMENT_NODE && problem->message != NULL &&
	    strstr(problem->message, "attributes") != NULL)
		zl_loading_attribute_fault(error, node);
	zl_loading_xml_fault(error, problem);
}

/* The schema, compiled once a set. */
static enum zl_status
prepare_schema(struct zl_rules *rules, struct zl_rules_error *error)
{
	if (rules->schema != NULL)
		return ZL_DONE;
	rules->schema = calloc(1, sizeof(*rules->schema));
	if (rules->schema == NULL)
		return zl_loading_no_memory(error);
	xmlRelaxNGParserCtxt *parser =
	    xmlRelaxNGNewMemParserCtxt(zl_rules_rng, (int)zl_rules_rng_size);
	if (parser != NULL)
		rules->schema->schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	return rules->schema->schema != NULL || zl_loading_no_memory(error);
}

void
zl_schema_free(struct zl_schema *schema)
{
	if (schema == NULL)
		return;
	xmlRelaxNGFree(schema->schema);
	free(schema);
}

enum zl_status
zl_loading_validate(struct zl_loading *loading, xmlDoc *document)
{
	if (!prepare_schema(loading->rules, loading->error))
		return ZL_FAILED;
	xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt(loading->rules->schema->schema);
	if (context == NULL)
		return zl_loading_no_memory(loading->error);
	xmlRelaxNGSetValidStructuredErrors(context, on_xml_error, loading->error);
	int result = xmlRelaxNGValidateDoc(context, document);
	xmlRelaxNGFreeValidCtxt(context);
	return result == 0 ||
	       zl_loading_fault(loading->error, NULL, 0, "not valid against rules.rng");
}
