/* document.c: keeping a document; what is in it is the stages' business. */
#include "document.h"

#include <assert.h>
#include <nettle/sha2.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "base/utf8.h"

void
zl_document_free(struct zl_document *document)
{
	free(document->paragraphs.items);
	free(document->tables.items);
	free(document->notes.items);
	free(document->rubies.items);
	free(document->changes.items);
	free(document->losses.items);
	free(document->warnings.items);
	free(document->flags.items);
	free(document->properties.items);
	free(document->settings.items);
	free(document->facts.items);
	zl_arena_free(&document->arena);
	*document = (struct zl_document){0};
}

static void
out_of_memory(struct zl_document *document)
{
	if (document->error.code == ZL_OK) {
		document->error.code = ZL_OUT_OF_MEMORY;
		document->error.stage = "document";
	}
}

void *
zl_vector_add(struct zl_document *document, void **items, size_t *count, size_t *capacity,
	      size_t size)
{
	void *added = zl_vector_grow(items, count, capacity, size);

	if (added == NULL)
		out_of_memory(document);
	return added;
}

enum zl_status
zl_document_copy(struct zl_document *document, const char *text, size_t length,
		 struct zl_string *out)
{
	if (zl_arena_copy(&document->arena, text, length, out))
		return true;
	out_of_memory(document);
	return false;
}

void
zl_name_escape(struct zl_buffer *out, const char *name, size_t length)
{
	for (size_t i = 0; i < length;) {
		uint32_t code;
		size_t step = zl_utf8_read(name + i, length - i, &code);
		bool bad = (step == 1 && code == 0xFFFD) || code < 0x20 || code == '%' ||
			   (code >= 0x7F && code < 0xA0) || !zl_xml_character(code);
		if (!bad)
			zl_buffer_add(out, name + i, step);
		for (size_t j = 0; bad && j < step; j++)
			zl_buffer_format(out, "%%%02X", (unsigned char)name[i + j]);
		i += step;
	}
}

static void
hash(const void *bytes, size_t size, char hex[65])
{
	struct sha256_ctx context;
	uint8_t digest[SHA256_DIGEST_SIZE];

	sha256_init(&context);
	sha256_update(&context, size, bytes);
	sha256_digest(&context, sizeof(digest), digest);
	for (size_t i = 0; i < sizeof(digest); i++)
		snprintf(hex + 2 * i, 3, "%02x", digest[i]);
}

enum zl_status
zl_document_source(struct zl_document *document, const char *name, size_t name_length,
		   const void *bytes, size_t size, const char *sha256)
{
	struct zl_buffer escaped = {0};

	document->source.bytes = size;
	if (sha256 != NULL)
		snprintf(document->source.sha256, sizeof(document->source.sha256), "%s", sha256);
	else
		hash(bytes, size, document->source.sha256);
	zl_name_escape(&escaped, name, name_length);
	bool done = !escaped.failed && zl_document_copy(document, escaped.data, escaped.length,
							&document->source.file);
	if (!done)
		out_of_memory(document);
	zl_buffer_free(&escaped);
	return done;
}

/* Formats words into the arena as valid UTF-8 on one line; an empty string when memory is out. */
static struct zl_string __attribute__((format(printf, 2, 0)))
format_words(struct zl_document *document, const char *format, va_list arguments)
{
	struct zl_string out = {0};
	char *message = NULL;

	int length = vasprintf(&message, format, arguments);
	if (length < 0) {
		out_of_memory(document);
		return out;
	}
	for (size_t i = 0; i < (size_t)length;) {
		uint32_t code;
		size_t step = zl_utf8_read(message + i, (size_t)length - i, &code);
		if ((step == 1 && code == 0xFFFD) || !zl_xml_character(code) || code < 0x20)
			memset(message + i, step == 1 && code >= 0x20 ? '?' : ' ', step);
		i += step;
	}
	while (length > 0 && message[length - 1] == ' ')
		length--;
	if (!zl_document_copy(document, message, (size_t)length, &out))
		out = zl_string("");
	free(message);
	return out;
}

enum zl_failure
zl_document_fail(struct zl_document *document, const char *stage, enum zl_failure code,
		 const char *part, uint32_t line, uint32_t n, const char *message, ...)
{
	struct zl_error *error = &document->error;

	if (error->code != ZL_OK)
		return error->code;
	*error = (struct zl_error){.code = code, .stage = stage, .line = line, .n = n};
	if (part != NULL && !zl_document_copy(document, part, strlen(part), &error->part))
		error->part = zl_string(""); /* memory is out: the failure stays the first one */
	va_list arguments;
	va_start(arguments, message);
	error->message = format_words(document, message, arguments);
	va_end(arguments);
	return error->code;
}

enum zl_status
zl_document_warn(struct zl_document *document, const char *code, uint32_t n, const char *message,
		 ...)
{
	struct zl_remark *remark = zl_document_add(document, warnings);

	if (remark == NULL)
		return false;
	va_list arguments;
	va_start(arguments, message);
	*remark = (struct zl_remark){
	    .code = code, .n = n, .message = format_words(document, message, arguments)};
	va_end(arguments);
	return document->error.code == ZL_OK;
}

enum zl_status
zl_document_flag(struct zl_document *document, const char *code, uint32_t n, const char *message,
		 ...)
{
	struct zl_remark *remark = zl_document_add(document, flags);

	if (remark == NULL)
		return false;
	va_list arguments;
	va_start(arguments, message);
	*remark = (struct zl_remark){
	    .code = code, .n = n, .message = format_words(document, message, arguments)};
	va_end(arguments);
	return document->error.code == ZL_OK;
}

enum zl_status
zl_document_setting(struct zl_document *document, const char *name, const char *value)
{
	struct zl_property *setting = NULL;

	for (size_t i = 0; i < document->settings.count && setting == NULL; i++)
		if (zl_string_is(document->settings.items[i].name, name))
			setting = &document->settings.items[i];
	if (setting == NULL)
		setting = zl_document_add(document, settings);
	return setting != NULL && zl_document_copy(document, name, strlen(name), &setting->name) &&
	       zl_document_copy(document, value, strlen(value), &setting->value);
}

struct zl_node *
zl_node_add(struct zl_document *document, struct zl_node *parent, enum zl_node_kind kind)
{
	struct zl_node *node = zl_arena_zero(&document->arena, 1, sizeof(*node));

	if (node == NULL) {
		out_of_memory(document);
		return NULL;
	}
	node->kind = kind;
	node->parent = parent;
	if (parent != NULL && parent->last != NULL)
		parent->last->next = node;
	else if (parent != NULL)
		parent->first = node;
	if (parent != NULL)
		parent->last = node;
	return node;
}

struct zl_node *
zl_node_text(struct zl_document *document, struct zl_node *parent, uint32_t n, size_t from,
	     size_t to)
{
	struct zl_node *node = zl_node_add(document, parent, ZL_NODE_TEXT);

	if (node != NULL) {
		node->n = n;
		node->from = from;
		node->to = to;
	}
	return node;
}

struct zl_node *
zl_node_next(const struct zl_node *root, const struct zl_node *node)
{
	assert(root != NULL && node != NULL);
	if (node->first != NULL)
		return node->first;
	while (node != root && node->next == NULL)
		node = node->parent;
	return node == root ? NULL : node->next;
}

/* Follows the pieces under root; ends[n - 1] is where paragraph n was last seen to end, plus 1. */
static uint32_t
pieces_follow(const struct zl_document *document, const struct zl_node *root, size_t *ends)
{
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node)) {
		if (node->kind != ZL_NODE_TEXT || node->computed)
			continue;
		if (node->n == 0 || node->n > document->paragraphs.count)
			return node->n == 0 ? 1 : node->n;
		size_t *end = &ends[node->n - 1];
		if (node->from != (*end == 0 ? 0 : *end - 1) || node->to < node->from ||
		    node->to > document->paragraphs.items[node->n - 1].text.length)
			return node->n;
		*end = node->to + 1;
	}
	return 0;
}

bool
zl_document_whole(const struct zl_document *document, uint32_t *n)
{
	*n = 0;
	if (document->body == NULL || document->aside == NULL)
		return false;
	size_t *ends = calloc(document->paragraphs.count + 1, sizeof(*ends));
	if (ends == NULL)
		return false;
	*n = pieces_follow(document, document->body, ends);
	if (*n == 0)
		*n = pieces_follow(document, document->aside, ends);
	for (size_t i = 0; *n == 0 && i < document->paragraphs.count; i++)
		if (ends[i] != document->paragraphs.items[i].text.length + 1)
			*n = (uint32_t)i + 1;
	free(ends);
	return *n == 0;
}

const char *
zl_story_name(enum zl_story story)
{
	static const char *const names[ZL_STORY_COUNT] = {
	    [ZL_STORY_BODY] = "body",	      [ZL_STORY_BOX] = "box",
	    [ZL_STORY_FOOTNOTE] = "footnote", [ZL_STORY_ENDNOTE] = "endnote",
	    [ZL_STORY_COMMENT] = "comment",   [ZL_STORY_HEADER] = "header",
	    [ZL_STORY_FOOTER] = "footer",
	};
	return names[story];
}

const char *
zl_node_name(enum zl_node_kind kind)
{
	static const char *const names[ZL_NODE_COUNT] = {
	    [ZL_NODE_BODY] = "body",
	    [ZL_NODE_SECTION] = "section",
	    [ZL_NODE_HEADING] = "heading",
	    [ZL_NODE_NUMBER] = "number",
	    [ZL_NODE_FINDING] = "finding",
	    [ZL_NODE_PROBLEM] = "problem",
	    [ZL_NODE_MARKER] = "marker",
	    [ZL_NODE_STATEMENT] = "statement",
	    [ZL_NODE_DETAIL] = "detail",
	    [ZL_NODE_RESPONSE] = "response",
	    [ZL_NODE_ANSWER] = "answer",
	    [ZL_NODE_LABEL] = "label",
	    [ZL_NODE_MEASURE] = "measure",
	    [ZL_NODE_ATTRIBUTE] = "attribute",
	    [ZL_NODE_RECOMMENDATION] = "recommendation",
	    [ZL_NODE_PARAGRAPH] = "p",
	    [ZL_NODE_TABLE] = "table",
	    [ZL_NODE_ROW] = "row",
	    [ZL_NODE_CELL] = "cell",
	    [ZL_NODE_CONTENTS] = "toc",
	    [ZL_NODE_RESIDUE] = "residue",
	    [ZL_NODE_NOTES] = "notes",
	    [ZL_NODE_TEXT] = "text",
	};
	return names[kind];
}

const char *
zl_finding_kind_name(enum zl_finding_kind kind)
{
	static const char *const names[] = {"issue", "task", "observation"};
	return names[kind];
}

const char *
zl_status_name(enum zl_finding_status status)
{
	static const char *const names[] = {"paired", "group", "unanswered"};
	return names[status];
}
