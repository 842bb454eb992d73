/* score_record.c: a record's XML read for comparison: findings, recommendations, description. */
#include <libxml/parser.h>
#include <libxml/tree.h>
#include <string.h>

#include "score_parts.h"

/* What the walk over a record carries: where it is, and what encloses that place. */
struct reader {
	struct zl_score_sheet *sheet;
	const struct zl_score_path *sections;
	size_t finding; /* index + 1 of the innermost finding, 0 for none */
	struct zl_buffer text;
	bool failed; /* memory is out */
};

/* An element that encloses others, to be undone when the walk leaves it. */
struct frame {
	struct frame *below;
	const xmlNode *element;
	const struct zl_score_path *sections;
	size_t finding;
};

static bool
is(const xmlNode *node, const char *name)
{
	return node->type == XML_ELEMENT_NODE && strcmp((const char *)node->name, name) == 0;
}

/* What has no part in a response's text. */
static bool
no_response(const xmlNode *node)
{
	return is(node, "label") || is(node, "residue") || is(node, "attribute") ||
	       is(node, "finding");
}

static bool
nothing(const xmlNode *node)
{
	(void)node;
	return false;
}

/* The node after node in document order below root; what is below node only where deeper. */
static const xmlNode *
next_node(const xmlNode *root, const xmlNode *node, bool deeper)
{
	if (deeper && node->type == XML_ELEMENT_NODE && node->children != NULL)
		return node->children;
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* All text below element, but for that of elements left out, folded. */
static struct zl_score_text
text_of(struct reader *reader, const xmlNode *element, bool (*left_out)(const xmlNode *))
{
	struct zl_score_text out = {0};
	bool deeper = true;

	zl_buffer_clear(&reader->text);
	for (const xmlNode *node = element; node != NULL; node = next_node(element, node, deeper)) {
		deeper = node == element || !left_out(node);
		if ((node->type == XML_TEXT_NODE || node->type == XML_CDATA_SECTION_NODE) &&
		    node->content != NULL)
			zl_buffer_text(&reader->text, (const char *)node->content);
	}
	if (reader->text.failed ||
	    !zl_score_fold(&reader->sheet->arena, reader->text.data, reader->text.length, &out))
		reader->failed = true;
	return out;
}

static const xmlNode *
child(const xmlNode *element, const char *name)
{
	for (const xmlNode *node = element->children; node != NULL; node = node->next)
		if (is(node, name))
			return node;
	return NULL;
}

/* The first element of that name at or below element; element itself where there is none. */
static const xmlNode *
first_or_self(const xmlNode *element, const char *name)
{
	for (const xmlNode *node = element; node != NULL; node = next_node(element, node, true))
		if (is(node, name))
			return node;
	return element;
}

static const char *
keep(struct reader *reader, const char *text)
{
	struct zl_string copy = {"", 0};

	if (text != NULL && !zl_arena_copy(&reader->sheet->arena, text, strlen(text), &copy))
		reader->failed = true;
	return copy.data;
}

static const char *
attribute(struct reader *reader, const xmlNode *element, const char *name)
{
	xmlChar *value = xmlGetNoNsProp((xmlNode *)element, (const xmlChar *)name);
	const char *copy = keep(reader, (const char *)value);

	xmlFree(value);
	return copy;
}

static size_t
measures_in(const xmlNode *response)
{
	size_t count = 0;

	for (const xmlNode *node = response; node != NULL; node = next_node(response, node, true))
		count += is(node, "measure");
	return count;
}

static void
read_section(struct reader *reader, const xmlNode *element)
{
	const xmlNode *heading = child(element, "heading");
	struct zl_score_path *path = zl_arena_zero(&reader->sheet->arena, 1, sizeof(*path));

	if (path == NULL) {
		reader->failed = true;
		return;
	}
	if (heading != NULL)
		path->heading = text_of(reader, heading, nothing);
	path->above = reader->sections;
	reader->sections = path;
}

/* A copy of the innermost finding's problem that stays where it is; NULL when in no finding. */
static const struct zl_score_text *
parent_problem(struct reader *reader)
{
	struct zl_score_text *copy;

	if (reader->finding == 0)
		return NULL;
	copy = zl_arena_take(&reader->sheet->arena, sizeof(*copy));
	if (copy == NULL)
		reader->failed = true;
	else
		*copy = reader->sheet->findings[reader->finding - 1].problem;
	return copy;
}

/* The answer that the response refers to; itself where it has text of its own. */
static const xmlNode *
answer_of(const xmlDoc *document, const xmlNode *response)
{
	const xmlNode *root = xmlDocGetRootElement(document);
	xmlChar *ref =
	    response == NULL ? NULL : xmlGetNoNsProp((xmlNode *)response, (const xmlChar *)"ref");

	for (const xmlNode *node = ref == NULL ? NULL : root; node != NULL;
	     node = next_node(root, node, true)) {
		xmlChar *id = is(node, "answer")
				  ? xmlGetNoNsProp((xmlNode *)node, (const xmlChar *)"id")
				  : NULL;
		if (id != NULL && xmlStrEqual(id, ref))
			response = node;
		xmlFree(id);
	}
	xmlFree(ref);
	return response;
}

static void
read_finding(struct reader *reader, const xmlNode *element)
{
	const xmlNode *problem = child(element, "problem"), *response = child(element, "response");
	struct zl_score_finding *finding = zl_score_add_finding(reader->sheet);

	if (finding == NULL) {
		reader->failed = true;
		return;
	}
	finding->statement = "";
	if (problem != NULL) {
		finding->problem = text_of(reader, first_or_self(problem, "statement"), nothing);
		finding->statement = keep(reader, reader->text.data);
	}
	response = answer_of(element->doc, response);
	if (response != NULL) {
		finding->response = text_of(reader, response, no_response);
		finding->measures = measures_in(response);
	}
	finding->kind = attribute(reader, element, "kind");
	finding->status = attribute(reader, element, "status");
	finding->sections = reader->sections;
	finding->parent = parent_problem(reader);
	reader->finding = reader->sheet->finding_count;
}

static void
read_recommendation(struct reader *reader, const xmlNode *element)
{
	struct zl_score_text *recommendation = zl_score_add_recommendation(reader->sheet);

	if (recommendation == NULL)
		reader->failed = true;
	else
		*recommendation = text_of(reader, first_or_self(element, "statement"), nothing);
}

/* Notes name, or name-suffix, unless it is known or there is no text. */
static void
add_fact(struct reader *reader, const xmlNode *element, const char *suffix, const char *text)
{
	struct zl_buffer name = {0};
	struct zl_score_fact *fact = NULL;
	bool known = false;

	zl_buffer_text(&name, (const char *)element->name);
	if (suffix != NULL)
		zl_buffer_format(&name, "-%s", suffix);
	if (!name.failed)
		fact = zl_score_add_fact(reader->sheet, name.data, &known);
	if (fact == NULL ||
	    (!known && !zl_score_fold(&reader->sheet->arena, text, strlen(text), &fact->text)))
		reader->failed = true;
	zl_buffer_free(&name);
}

static void
read_description(struct reader *reader, const xmlNode *element)
{
	static const char *const parts[] = {"from", "to", "date"};

	for (const xmlNode *node = element->children; node != NULL; node = node->next) {
		if (node->type != XML_ELEMENT_NODE)
			continue;
		text_of(reader, node, nothing);
		add_fact(reader, node, NULL, keep(reader, reader->text.data));
		for (size_t i = 0; i < sizeof(parts) / sizeof(*parts); i++) {
			const char *value = attribute(reader, node, parts[i]);
			if (value[0] != '\0')
				add_fact(reader, node, parts[i], value);
		}
	}
}

/* Reads what the element itself says; whether the walk goes into it. */
static enum zl_status
enter(struct reader *reader, const xmlNode *element)
{
	if (is(element, "section"))
		read_section(reader, element);
	else if (is(element, "finding"))
		read_finding(reader, element);
	else if (is(element, "recommendation"))
		read_recommendation(reader, element);
	else if (is(element, "description")) {
		read_description(reader, element);
		return ZL_FAILED;
	}
	return ZL_DONE;
}

static enum zl_status
push(struct reader *reader, struct frame **top, const xmlNode *element)
{
	struct frame *frame = zl_arena_take(&reader->sheet->arena, sizeof(*frame));

	if (frame == NULL)
		return ZL_FAILED;
	*frame = (struct frame){*top, element, reader->sections, reader->finding};
	*top = frame;
	return ZL_DONE;
}

/* Walks the record without recursion; frames stand for the sections and findings around. */
static void
walk(struct reader *reader, const xmlNode *root)
{
	struct frame *top = NULL;
	const xmlNode *node = root;
	bool deeper;

	while (node != NULL && !reader->failed) {
		deeper = node->type == XML_ELEMENT_NODE;
		if (is(node, "section") || is(node, "finding"))
			if (!push(reader, &top, node)) {
				reader->failed = true;
				return;
			}
		if (deeper)
			deeper = enter(reader, node);
		if (deeper && node->children != NULL) {
			node = node->children;
			continue;
		}
		for (;;) { /* leave what ends here */
			if (top != NULL && top->element == node) {
				reader->sections = top->sections;
				reader->finding = top->finding;
				top = top->below;
			}
			if (node == root || node->next != NULL)
				break;
			node = node->parent;
		}
		node = node == root ? NULL : node->next;
	}
}

enum zl_status
zl_score_read_record(const char *data, size_t size, struct zl_score_sheet *sheet,
		     struct zl_buffer *words)
{
	const int options = XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
			    XML_PARSE_NOWARNING | XML_PARSE_NOCDATA;
	struct reader reader = {.sheet = sheet};
	const xmlError *error;
	xmlDoc *document = NULL;

	if (size <= INT32_MAX)
		document = xmlReadMemory(data, (int)size, NULL, NULL, options);
	if (document == NULL || document->intSubset != NULL) {
		error = document == NULL ? xmlGetLastError() : NULL;
		zl_buffer_format(words, "line %d: no record: %s", error == NULL ? 1 : error->line,
				 error == NULL ? "not XML as zhengli writes it" : error->message);
		while (words->length > 0 && words->data[words->length - 1] == '\n')
			words->data[--words->length] = '\0';
		xmlFreeDoc(document);
		return ZL_FAILED;
	}
	walk(&reader, xmlDocGetRootElement(document));
	if (reader.failed)
		zl_buffer_text(words, "out of memory");
	zl_buffer_free(&reader.text);
	xmlFreeDoc(document);
	return !reader.failed;
}
