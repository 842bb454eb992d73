/*
 * rules_schema.c: what is wrong with a rule file: the first fault that was met; and whether it is
 * valid by rules.rng.
 */
#include <libxml/relaxng.h>
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/translation.h"
#include "rules_load.h"
#include "schemas.h"

enum zl_status
zl_loading_fault(struct zl_rules_error *error, const char *rule, unsigned line, const char *message,
		 ...)
{
	va_list arguments;

	if (error->message[0] != '\0')
		return ZL_FAILED;
	snprintf(error->rule, sizeof(error->rule), "%s", rule == NULL ? "" : rule);
	error->line = line;
	error->column = 0;
	va_start(arguments, message);
	vsnprintf(error->message, sizeof(error->message), zl_translation(message), arguments);
	va_end(arguments);
	for (char *end = error->message + strlen(error->message);
	     end > error->message && (end[-1] == '\n' || end[-1] == '.');)
		*--end = '\0';
	return ZL_FAILED;
}

enum zl_status
zl_loading_no_memory(struct zl_rules_error *error)
{
	return zl_loading_fault(error, NULL, 0, "out of memory");
}

void
zl_loading_xml_fault(struct zl_rules_error *error, const xmlError *problem)
{
	if (error->message[0] != '\0')
		return;
	zl_loading_fault(error, NULL, problem->line > 0 ? (unsigned)problem->line : 0, "%s",
			 problem->message == NULL ? "not well-formed" : problem->message);
	if (problem->domain == XML_FROM_PARSER && problem->int2 > 0)
		error->column = (unsigned)problem->int2;
}

/* What is gathered of one element. */
struct search {
	const xmlNode *element, *root; /* of the rule file; of rules.rng */
	char lacking[200], known[300]; /* names, commas between */
	int depth;
};

static bool
is_named(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

static bool
has_name(const xmlNode *node, const char *name)
{
	xmlChar *value = xmlGetNoNsProp((xmlNode *)node, BAD_CAST "name");
	bool same = value != NULL && strcmp((const char *)value, name) == 0;

	xmlFree(value);
	return same;
}

static void
add_name(char *list, size_t size, const char *name)
{
	size_t length = strlen(list);

	snprintf(list + length, size - length, "%s%s", length == 0 ? "" : ", ", name);
}

/* Whether the name stands in the list. */
static bool
has_in(const char *list, const char *name)
{
	size_t length = strlen(name);

	for (const char *at = list; (at = strstr(at, name)) != NULL; at += length)
		if ((at == list || at[-1] == ' ') && (at[length] == ',' || at[length] == '\0'))
			return true;
	return false;
}

static void
note_attribute(struct search *search, const xmlNode *attribute, bool required)
{
	xmlChar *name = xmlGetNoNsProp((xmlNode *)attribute, BAD_CAST "name");

	if (name == NULL)
		return;
	if (!has_in(search->known, (const char *)name))
		add_name(search->known, sizeof(search->known), (const char *)name);
	if (required && !xmlHasProp((xmlNode *)search->element, name))
		add_name(search->lacking, sizeof(search->lacking), (const char *)name);
	xmlFree(name);
}

static void gather(struct search *search, const xmlNode *from, bool required);

/* Goes on in the definition that a reference names. */
static void
follow(struct search *search, const xmlNode *reference, bool required)
{
	xmlChar *name = xmlGetNoNsProp((xmlNode *)reference, BAD_CAST "name");

	for (const xmlNode *define = search->root->children; name != NULL && define != NULL;
	     define = define->next)
		if (is_named(define, "define") && has_name(define, (const char *)name))
			gather(search, define, required);
	xmlFree(name);
}

/* Attributes that the pattern from asks for or allows, without those of elements in it. */
static void
gather(struct search *search, const xmlNode *from, bool required)
{
	if (++search->depth < 16)
		for (const xmlNode *child = from->children; child != NULL; child = child->next) {
			if (is_named(child, "attribute"))
				note_attribute(search, child, required);
			else if (is_named(child, "ref"))
				follow(search, child, required);
			else if (is_named(child, "optional") || is_named(child, "choice") ||
				 is_named(child, "zeroOrMore"))
				gather(search, child, false);
			else if (is_named(child, "group") || is_named(child, "interleave") ||
				 is_named(child, "oneOrMore"))
				gather(search, child, required);
		}
	search->depth--;
}

/* The definition of the element in rules.rng, anywhere below node; NULL when there is none. */
static const xmlNode *
find_element(const xmlNode *node, const char *name)
{
	const xmlNode *found = NULL;

	for (; node != NULL && found == NULL; node = node->next) {
		if (is_named(node, "element") && has_name(node, name))
			return node;
		found = find_element(node->children, name);
	}
	return found;
}

static void
report(const struct search *search, struct zl_rules_error *error, unsigned line)
{
	char unknown[200] = "";

	for (const xmlAttr *attribute = search->element->properties; attribute != NULL;
	     attribute = attribute->next)
		if (attribute->ns == NULL && !has_in(search->known, (const char *)attribute->name))
			add_name(unknown, sizeof(unknown), (const char *)attribute->name);
	if (search->lacking[0] != '\0')
		zl_loading_fault(error, NULL, line, "element %s lacks attribute %s",
				 search->element->name, search->lacking);
	else if (unknown[0] != '\0')
		zl_loading_fault(error, NULL, line,
				 "element %s cannot have attribute %s; it may have %s",
				 search->element->name, unknown, search->known);
}

/*
 * The element is not valid for its attributes: says which it lacks or cannot have, which a RELAX NG
 * validator does not say.
 */
static void
tell_attributes(struct zl_rules_error *error, const xmlNode *element)
{
	xmlDoc *grammar =
	    xmlReadMemory(zl_rules_rng, (int)zl_rules_rng_size, NULL, NULL, XML_PARSE_NONET);
	struct search search = {.element = element,
				.root = grammar == NULL ? NULL : xmlDocGetRootElement(grammar)};
	const xmlNode *definition =
	    search.root == NULL ? NULL : find_element(search.root, (const char *)element->name);

	if (definition != NULL) {
		gather(&search, definition, true);
		report(&search, error, (unsigned)xmlGetLineNo((xmlNode *)element));
	}
	xmlFreeDoc(grammar);
}

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
		tell_attributes(error, node);
	zl_loading_xml_fault(error, problem);
}

/* The schema, compiled once a set. */
static enum zl_status
prepare_schema(struct zl_rules *rules, struct zl_rules_error *error)
{
	if (rules->schema != NULL)
		return ZL_DONE;
	xmlRelaxNGParserCtxt *parser =
	    xmlRelaxNGNewMemParserCtxt(zl_rules_rng, (int)zl_rules_rng_size);
	if (parser != NULL)
		rules->schema = xmlRelaxNGParse(parser);
	xmlRelaxNGFreeParserCtxt(parser);
	return rules->schema != NULL || zl_loading_no_memory(error);
}

enum zl_status
zl_loading_validate(struct zl_loading *loading, xmlDoc *document)
{
	if (!prepare_schema(loading->rules, loading->error))
		return ZL_FAILED;
	xmlRelaxNGValidCtxt *context = xmlRelaxNGNewValidCtxt(loading->rules->schema);
	if (context == NULL)
		return zl_loading_no_memory(loading->error);
	xmlRelaxNGSetValidStructuredErrors(context, on_xml_error, loading->error);
	int result = xmlRelaxNGValidateDoc(context, document);
	xmlRelaxNGFreeValidCtxt(context);
	return result == 0 ||
	       zl_loading_fault(loading->error, NULL, 0, "not valid against rules.rng");
}
