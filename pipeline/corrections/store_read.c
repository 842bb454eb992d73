/* store_read.c: files of corrections, read and checked. */
#include <libxml/parser.h>
#include <libxml/relaxng.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/digest.h"
#include "pipeline/common/language.h"
#include "schemas.h"
#include "store.h"

/* A file on its way into the store. */
struct reading {
	struct zl_store *store;
	struct zl_buffer *message;
	bool failed; /* memory is out */
};

static void
note_error(void *context, const xmlError *error)
{
	struct zl_buffer *message = context;

	if (message->length > 0)
		return;
	zl_buffer_format(message, "line %d: %s", error->line,
			 error->message == NULL ? "" : error->message);
	while (message->length > 0 && message->data[message->length - 1] == '\n')
		message->data[--message->length] = '\0';
}

static enum zl_status
validate(xmlDoc *document, struct zl_buffer *message)
{
	xmlRelaxNGParserCtxt *parser =
	    xmlRelaxNGNewMemParserCtxt(zl_corrections_rng, (int)zl_corrections_rng_size);
	xmlRelaxNG *schema = parser == NULL ? NULL : xmlRelaxNGParse(parser);
	xmlRelaxNGValidCtxt *context = schema == NULL ? NULL : xmlRelaxNGNewValidCtxt(schema);
	int result = -1;

	if (context != NULL) {
		xmlRelaxNGSetValidStructuredErrors(context, (xmlStructuredErrorFunc)note_error,
						   message);
		result = xmlRelaxNGValidateDoc(context, document);
	}
	xmlRelaxNGFreeValidCtxt(context);
	xmlRelaxNGFree(schema);
	xmlRelaxNGFreeParserCtxt(parser);
	if (result != 0 && message->length == 0)
		zl_buffer_text(message, _("it is not valid against corrections.rng"));
	return result == 0 ? ZL_DONE : ZL_FAILED;
}

static struct zl_string
attribute(struct reading *reading, const xmlNode *element, const char *name)
{
	struct zl_string copy = {0};
	xmlChar *value = xmlGetNoNsProp((xmlNode *)element, (const xmlChar *)name);

	if (value != NULL && !zl_arena_copy(&reading->store->arena, (const char *)value,
					    strlen((const char *)value), &copy))
		reading->failed = true;
	xmlFree(value);
	return copy;
}

static uint32_t
number(struct reading *reading, const xmlNode *element, const char *name, uint32_t absent)
{
	struct zl_string text = attribute(reading, element, name);

	return text.length == 0 ? absent : (uint32_t)strtoul(text.data, NULL, 10);
}

static void
read_verb(struct reading *reading, const xmlNode *element, struct zl_correction *out)
{
	struct zl_string reads = attribute(reading, element, "reads");
	struct zl_string under = attribute(reading, element, "under");

	for (enum zl_verb verb = ZL_VERB_UNIT; verb < ZL_VERB_COUNT; verb++)
		if (strcmp((const char *)element->name, zl_verb_name(verb)) == 0)
			out->verb = verb;
	for (enum zl_verb_reading as = ZL_AS_FINDING; as <= ZL_AS_TEXT; as++)
		if (zl_string_is(reads, zl_verb_reading_name(as)))
			out->reads = as;
	out->n = number(reading, element, "n", 0);
	if (out->verb == ZL_VERB_FACT)
		out->to_date = attribute(reading, element, "to");
	else
		out->to = number(reading, element, "to", out->n);
	out->of = number(reading, element, "of", 0);
	out->nth = number(reading, element, "nth", 1);
	out->under = under.length == 0 ? ZL_UNDER_ANY : (int64_t)strtoul(under.data, NULL, 10);
	out->words = attribute(reading, element, "words");
	out->exact = attribute(reading, element, "exact");
	out->until = attribute(reading, element, "until");
	out->kind = attribute(reading, element, "kind");
	out->name = attribute(reading, element, "name");
	out->date = attribute(reading, element, "date");
	out->from = attribute(reading, element, "from");
	xmlChar *text = out->verb == ZL_VERB_NOTE ? xmlNodeGetContent(element) : NULL;
	if (text != NULL && !zl_arena_copy(&reading->store->arena, (const char *)text,
					   strlen((const char *)text), &out->text))
		reading->failed = true;
	xmlFree(text);
}

/* The corrections of one source; hash: of the file's bytes, or NULL to take those to be written. */
static void
read_source(struct reading *reading, const xmlNode *element, const char *hash)
{
	struct zl_corrections *corrections = zl_vector_push(&reading->store->sources);
	size_t count = xmlChildElementCount((xmlNode *)element);

	if (corrections == NULL) {
		reading->failed = true;
		return;
	}
	struct zl_string source = attribute(reading, element, "source");
	memcpy(corrections->source, source.length == 64 ? source.data : "",
	       source.length == 64 ? 65 : 1);
	corrections->path = attribute(reading, element, "path");
	corrections->checked = attribute(reading, element, "checked");
	corrections->by = attribute(reading, element, "by");
	corrections->items =
	    zl_arena_zero(&reading->store->arena, count + 1, sizeof(*corrections->items));
	if (corrections->items == NULL) {
		reading->failed = true;
		return;
	}
	for (const xmlNode *node = element->children; node != NULL; node = node->next)
		if (node->type == XML_ELEMENT_NODE && corrections->count < count)
			read_verb(reading, node, &corrections->items[corrections->count++]);
	if (hash != NULL) {
		memcpy(corrections->sha256, hash, 65);
		return;
	}
	struct zl_buffer bytes = {0};
	zl_corrections_write(corrections, &bytes);
	reading->failed |= bytes.failed;
	if (!bytes.failed)
		zl_digest(bytes.data, bytes.length, corrections->sha256);
	zl_buffer_free(&bytes);
}

enum zl_status
zl_store_add(struct zl_store *store, const char *xml, size_t size, struct zl_buffer *message)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING |
			    XML_PARSE_NOCDATA | XML_PARSE_BIG_LINES;
	struct reading reading = {store, message, false};
	char hash[65];

	xmlDoc *document =
	    size > INT32_MAX ? NULL : xmlReadMemory(xml, (int)size, NULL, NULL, options);
	if (document == NULL || document->intSubset != NULL) {
		zl_buffer_text(message, document == NULL ? _("it is not well-formed XML")
							 : _("it has a document type"));
		xmlFreeDoc(document);
		return ZL_FAILED;
	}
	if (!validate(document, message)) {
		xmlFreeDoc(document);
		return ZL_FAILED;
	}
	const xmlNode *root = xmlDocGetRootElement(document);
	zl_digest(xml, size, hash);
	if (strcmp((const char *)root->name, "corrections") == 0) {
		read_source(&reading, root, hash);
	} else {
		struct zl_string instance = attribute(&reading, root, "instance");
		zl_buffer_clear(&store->instance);
		zl_buffer_add(&store->instance, instance.length > 0 ? instance.data : "",
			      instance.length);
		for (const xmlNode *node = root->children; node != NULL; node = node->next)
			if (node->type == XML_ELEMENT_NODE)
				read_source(&reading, node, NULL);
	}
	xmlFreeDoc(document);
	if (reading.failed)
		zl_buffer_text(message, "out of memory");
	return reading.failed ? ZL_FAILED : ZL_DONE;
}
