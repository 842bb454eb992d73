/* handlers.c: what the reader hears of a part, given on to the handlers of a grammar. */
#include <assert.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"
#include "reader.h"

/* What an element is looked for by. */
struct key {
	enum zl_ns space;
	const char *name;
};

static int
by_space_and_name(const void *key, const void *item)
{
	const struct key *wanted = key;
	const struct zl_element *element = item;

	if (wanted->space != element->space)
		return wanted->space < element->space ? -1 : 1;
	return strcmp(wanted->name, element->name);
}

/* The element's place in the grammar + 1, 0 for an element that the grammar does not have. */
static uint16_t
grammar_find(const struct zl_grammar *grammar, enum zl_ns space, const char *name)
{
	const struct key key = {space, name};

#ifdef ZL_CHECKS
	for (size_t i = 1; i < grammar->count; i++)
		assert(by_space_and_name(&(struct key){grammar->elements[i - 1].space,
						       grammar->elements[i - 1].name},
					 &grammar->elements[i]) < 0);
#endif
	const struct zl_element *found = bsearch(&key, grammar->elements, grammar->count,
						 sizeof(*grammar->elements), by_space_and_name);

	return found == NULL ? 0 : (uint16_t)(found - grammar->elements + 1);
}

/* The same, of which the name keeps what was found. */
static uint16_t
element_find(struct zl_xml *xml, struct zl_name *name)
{
	const struct zl_namespace *namespace = name->prefix->namespace;

	if (name->known_in != namespace) {
		name->known_in = namespace;
		name->known = grammar_find(xml->grammar, namespace->space, name->local);
	}
	return name->known;
}

/* What handles the open element; NULL for nobody. */
static const struct zl_element *
handler_of(const struct zl_xml *xml, uint16_t element)
{
	return element == 0 ? xml->grammar->other : &xml->grammar->elements[element - 1];
}

/* Opens an element: one more level.  ZL_FAILED when there is no room for it. */
static enum zl_status
push(struct zl_xml *xml, uint16_t place)
{
	struct zl_string space = xml->namespaces.space;
	bool keeps = space.data != NULL ? zl_string_is(space, "preserve") : zl_xml_keeps_space(xml);

	if (xml->open.count >= xml->most_depth) {
		zl_xml_fail(xml, ZL_TOO_DEEP, "more than %llu elements deep",
			    (unsigned long long)xml->most_depth);
		return ZL_FAILED;
	}
	struct zl_open_element *element = zl_vector_push(&xml->open);
	if (element == NULL) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "elements");
		return ZL_FAILED;
	}
	*element = (struct zl_open_element){place, keeps};
	xml->depth = xml->open.count;
	return ZL_DONE;
}

/* What handles the innermost open element; NULL for nobody. */
static const struct zl_element *
innermost(const struct zl_xml *xml)
{
	return handler_of(xml, xml->open.items[xml->open.count - 1].place);
}

/* The element's names make no sense, or there was no memory for them. */
static void
refuse(struct zl_xml *xml)
{
	if (xml->namespaces.failed) {
		zl_xml_fail(xml, ZL_OUT_OF_MEMORY, "names");
		return;
	}
	xml->unreadable = true;
	zl_xml_fail(xml, ZL_XML_MALFORMED, "names");
}

void
zl_xml_on_start(struct zl_xml *xml, struct zl_name *name, const struct zl_attribute *attributes,
		size_t count)
{
	if (xml->fault->code != ZL_OK)
		return;
	if (count > ZL_ATTRIBUTES_MOST) {
		zl_xml_fail(xml, ZL_TOO_MANY, "more than %d attributes of an element",
			    ZL_ATTRIBUTES_MOST);
		return;
	}
	if (!zl_namespaces_enter(&xml->namespaces, name, attributes, count, xml->depth + 1)) {
		refuse(xml);
		return;
	}
	uint16_t element = xml->skipped > 0 ? 0 : element_find(xml, name);
	if (!push(xml, element))
		return;
	xml->name = name;
	if (xml->depth == 1 && xml->grammar->root != NULL)
		xml->grammar->root(xml);
	const struct zl_element *handler = handler_of(xml, element);
	if (handler == NULL || handler->start == NULL || xml->skipped > 0)
		return;
	xml->attributes = attributes;
	xml->attribute_count = count;
	handler->start(xml);
	xml->attribute_count = 0;
}

void
zl_xml_on_end(struct zl_xml *xml, const struct zl_name *name)
{
	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = innermost(xml);
	if (xml->skipped == xml->depth)
		xml->skipped = 0;
	if (handler != NULL && handler->end != NULL && xml->skipped == 0) {
		xml->name = name;
		handler->end(xml);
	}
	assert(xml->depth == xml->open.count);
	zl_namespaces_leave(&xml->namespaces, xml->depth);
	xml->depth = --xml->open.count;
}

void
zl_xml_on_text(struct zl_xml *xml, const char *text, size_t length)
{
	if (xml->fault->code != ZL_OK || xml->depth == 0)
		return;
	const struct zl_element *handler = innermost(xml);
	if (handler != NULL && handler->text != NULL && xml->skipped == 0)
		handler->text(xml, text, length);
}
