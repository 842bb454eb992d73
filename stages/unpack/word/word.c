/* word.c: one package read, from its bytes to its last part. */
#include "word.h"

#include <string.h>
#include <strings.h>

#include "body.h"
#include "headers.h"
#include "part_text.h"
#include "parts.h"
#include "properties.h"
#include "unpack/package/foreign.h"
#include "unpack/story/order.h"
#include "unpack/story/places.h"

/* Content types that a main part may have, and what the file then is. */
static const struct {
	const char *type, *format;
} formats[] = {
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"},
    {"application/vnd.ms-word.document.macroEnabled.main+xml", "docm"},
    {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"},
};

/* The package is not read: the document fails, unless the package only stands within it. */
static bool
fail(struct zl_context *context, struct zl_string part, const struct zl_fault *fault)
{
	struct zl_document *document = context->builder.document;

	if (context->depth > 0 && !zl_fault_is_fatal(fault->code))
		zl_document_warn(document, "broken-part", 0, "%.*s: %s: %s: %s",
				 (int)context->chunk.length, context->chunk.data,
				 part.length == 0 ? "-" : part.data, zl_failure_code(fault->code),
				 fault->message);
	else
		zl_document_fail(document, "unpack", fault->code, part.data, fault->line,
				 (uint32_t)document->paragraphs.count, "%s", fault->message);
	return false;
}

static bool
open_package(struct zl_context *context, const void *data, size_t size)
{
	struct zl_fault fault = {0};

	/* A package in a zip archive, or else in one XML file. */
	if (size >= 2 && memcmp(data, "PK", 2) == 0)
		zl_package_open_zip(&context->package, context->builder.limits, context->bytes,
				    data, size, &fault);
	else
		zl_package_open_flat(&context->package, context->builder.limits, context->bytes,
				     data, size, &fault);
	if (fault.code == ZL_OK && context->depth == 0)
		context->builder.document->source.format =
		    zl_string(context->package.flat == NULL ? "docx" : "flat-opc");
	return fault.code == ZL_OK || fail(context, (struct zl_string){0}, &fault);
}

/* Whether the content type has that name, in any case; parameters may follow it. */
static bool
type_is(struct zl_string type, const char *name)
{
	size_t length = strlen(name);

	return type.length >= length && strncasecmp(type.data, name, length) == 0 &&
	       (type.length == length || strchr("; \t", type.data[length]) != NULL);
}

/*
 * Notes what the main part's content type says of the file; false when it says another office
 * format.  Of types that are not known the part's root element decides.
 */
static bool
note_format(struct zl_context *context, struct zl_string type)
{
	static const char office[] = "application/vnd.openxmlformats-officedocument.";

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (type_is(type, formats[i].type)) {
			if (context->package.flat == NULL && context->depth == 0)
				context->builder.document->source.format =
				    zl_string(formats[i].format);
			return true;
		}
	return type.length < sizeof(office) ||
	       strncasecmp(type.data, office, sizeof(office) - 1) != 0;
}

/* The main part: by the package's relationship, by its content type, by its usual name. */
static struct zl_string
find_main(struct zl_context *context, const struct zl_relations *relations)
{
	const struct zl_relation *relation = zl_relations_next(relations, NULL, "officeDocument");

	if (relation != NULL && zl_package_has(&context->package, relation->target))
		return relation->target;
	for (size_t i = 0; i < context->types.count; i++)
		for (size_t j = 0; j < sizeof(formats) / sizeof(*formats); j++)
			if (!context->types.items[i].is_default &&
			    type_is(context->types.items[i].type, formats[j].type) &&
			    zl_package_has(&context->package, context->types.items[i].name)) {
				zl_document_warn(context->builder.document, "missing-relation", 0,
						 "the main part was found by its content type");
				return context->types.items[i].name;
			}
	if (zl_package_has(&context->package, zl_string("word/document.xml"))) {
		zl_document_warn(context->builder.document, "missing-relation", 0,
				 "the main part was found by its name");
		return zl_string("word/document.xml");
	}
	return (struct zl_string){0};
}

static bool
read_main(struct zl_context *context, struct zl_string name, struct zl_fault *fault)
{
	struct zl_part part;

	context->main = name;
	if (!zl_context_part(context, name))
		return fail(context, name, fault);
	if (zl_relations_read(&context->relations, &context->builder.arena, &context->package, name,
			      fault) != ZL_OK &&
	    !zl_part_failed(context, name, fault))
		return false;
	context->builder.before_number = zl_parts_numbering;
	zl_parts_styles(context);
	if (context->builder.document->error.code != ZL_OK)
		return false;
	if (zl_package_read(&context->package, name, &part, fault) == ZL_OK)
		zl_body_read(context, &part, &context->relations, "document", ZL_STORY_BODY);
	zl_part_free(&part);
	return fault->code == ZL_OK || fail(context, name, fault);
}

/* Whether the document can still be read. */
static bool
goes_on(const struct zl_context *context)
{
	return context->builder.document->error.code == ZL_OK;
}

static void
read_notes(struct zl_context *context, const char *type, const char *usual, const char *root)
{
	struct zl_string name = zl_part_of_type(context, type, usual);

	if (name.length > 0)
		zl_part_text(context, name, root, ZL_STORY_BODY);
}

/* Reads notes, comments, headers and footers, which the text has referred to. */
static void
read_after(struct zl_context *context)
{
	read_notes(context, "footnotes", "word/footnotes.xml", "footnotes");
	read_notes(context, "endnotes", "word/endnotes.xml", "endnotes");
	read_notes(context, "comments", "word/comments.xml", "comments");
	if (goes_on(context))
		zl_headers_read(context, "header");
	if (goes_on(context))
		zl_headers_read(context, "footer");
}

static void
read_properties(struct zl_context *context, const char *type, const struct zl_relations *relations)
{
	const struct zl_relation *relation = zl_relations_next(relations, NULL, type);
	struct zl_fault fault = {0};
	struct zl_part part;

	if (relation == NULL || relation->target.length == 0 || !goes_on(context))
		return;
	if (zl_package_read(&context->package, relation->target, &part, &fault) == ZL_OK)
		zl_properties_read(context->builder.document, part.data, part.size,
				   context->builder.limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(context, relation->target, &fault);
}

/* Reads the properties that the package's relationships lead to: core, extended and custom. */
static void
read_all_properties(struct zl_context *context, const struct zl_relations *relations)
{
	read_properties(context, "core-properties", relations);
	read_properties(context, "extended-properties", relations);
	read_properties(context, "custom-properties", relations);
}

/* Reads all of an open package. */
static bool
read_package(struct zl_context *context, struct zl_relations *relations)
{
	struct zl_string types = zl_string("[Content_Types].xml"), root = zl_string("_rels/.rels");
	struct zl_fault fault = {0}, *outer = context->builder.fault;

	context->root = relations;
	zl_types_read(&context->types, &context->builder.arena, &context->package, &fault);
	if (!zl_part_failed(context, types, &fault))
		return false;
	zl_relations_read(relations, &context->builder.arena, &context->package, zl_string(""),
			  &fault);
	if (!zl_part_failed(context, root, &fault))
		return false;
	struct zl_string name = find_main(context, relations);
	if (name.length == 0)
		zl_package_foreign(&context->package, &fault);
	else if (!note_format(context, zl_types_of(&context->types, name)))
		zl_fault_set(&fault, ZL_NOT_A_DOCX, "its main part is %s",
			     zl_types_of(&context->types, name).data);
	if (fault.code != ZL_OK)
		return fail(context, name, &fault);
	context->builder.fault = &fault;
	bool done = read_main(context, name, &fault);
	context->builder.fault = outer;
	if (!done)
		return false;
	read_after(context);
	if (context->depth == 0)
		read_all_properties(context, relations);
	return context->builder.document->error.code == ZL_OK;
}

enum zl_status
zl_word_read(struct zl_context *context, const void *data, size_t size)
{
	struct zl_relations relations = {0};
	bool done = open_package(context, data, size) && read_package(context, &relations);

	zl_relations_free(&relations);
	if (context->package.directory.has_backslashes)
		zl_document_warn(context->builder.document, "backslash-names", 0,
				 "names in the archive are written with \\");
	return done ? ZL_DONE : ZL_FAILED;
}

/*
 * Notes of a package within this one are numbered in their own way: they get their places now, and
 * names that say where they come from.
 */
static void
settle_notes(struct zl_context *context, size_t first)
{
	struct zl_document *document = context->builder.document;
	struct zl_buffer id = {0};

	zl_order_notes(&context->builder, first);
	for (size_t i = first; i < document->notes.count; i++) {
		struct zl_string *old = &document->notes.items[i].id;
		zl_buffer_clear(&id);
		zl_buffer_add(&id, context->chunk.data, context->chunk.length);
		zl_buffer_byte(&id, '#');
		zl_buffer_add(&id, old->data, old->length);
		if (document->notes.items[i].story != ZL_STORY_BOX &&
		    (id.failed || !zl_document_copy(document, id.data, id.length, old)))
			zl_builder_exhausted(&context->builder);
	}
	zl_buffer_free(&id);
}

void
zl_word_nested(struct zl_context *outer, const struct zl_part *part, zl_word_reader *read)
{
	struct zl_builder *around = &outer->builder;
	struct zl_document *document = around->document;
	size_t first = document->notes.count;
	struct zl_fault fault = {0};
	struct zl_context inner = {.builder = {.document = document,
					       .limits = around->limits,
					       .host = around->frame,
					       .part = around->part,
					       .fault = &fault},
				   .bytes = outer->bytes,
				   .read_chunk = outer->read_chunk,
				   .depth = outer->depth + 1,
				   .chunk = part->name,
				   .list_base = outer->list_base + (++outer->chunks << 16)};

	bool done = read(&inner, part->data, part->size) == ZL_DONE;
	inner.builder.fault = around->fault;
	settle_notes(&inner, first);
	around->insertions += inner.builder.insertions;
	around->deletions += inner.builder.deletions;
	around->text_seen += inner.builder.text_seen;
	around->losses_seen += inner.builder.losses_seen;
	zl_context_free(&inner);
	if (!done && document->error.code == ZL_OK)
		zl_loss_between(around, "chunk", part->name);
}
