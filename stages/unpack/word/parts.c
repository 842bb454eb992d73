/* parts.c: see parts.h. */
#include "parts.h"

#include <string.h>
#include <strings.h>

bool
zl_part_failed(struct zl_context *context, struct zl_string name, struct zl_fault *fault)
{
	struct zl_document *document = context->builder.document;
	struct zl_fault told = *fault;

	*fault = (struct zl_fault){0};
	if (told.code == ZL_OK)
		return document->error.code == ZL_OK;
	if (zl_fault_is_fatal(told.code)) {
		zl_document_fail(document, "unpack", told.code, name.data, told.line,
				 (uint32_t)document->paragraphs.count, "%s", told.message);
		return false;
	}
	return zl_document_warn(document,
				told.code == ZL_MISSING_PART ? "missing-part" : "broken-part", 0,
				"%s: %s: %s", name.data, zl_failure_code(told.code), told.message);
}

bool
zl_part_is_beside(const struct zl_context *context, struct zl_string name)
{
	const char *slash = memrchr(context->main.data, '/', context->main.length);
	size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - context->main.data);

	return name.length > folder && strncasecmp(name.data, context->main.data, folder) == 0 &&
	       memchr(name.data + folder, '/', name.length - folder) == NULL &&
	       zl_package_has(&context->package, name);
}

bool
zl_part_has_type(const struct zl_type *type, const char *name)
{
	static const char word[] =
	    "application/vnd.openxmlformats-officedocument.wordprocessingml.";
	size_t from = sizeof(word) - 1, length = strlen(name);

	return !type->is_default && type->type.length == from + length + 4 &&
	       memcmp(type->type.data, word, from) == 0 &&
	       memcmp(type->type.data + from, name, length) == 0 &&
	       memcmp(type->type.data + from + length, "+xml", 4) == 0;
}

struct zl_string
zl_part_of_type(struct zl_context *context, const char *type, const char *usual)
{
	const struct zl_relation *relation = zl_relations_next(&context->relations, NULL, type);
	struct zl_string name = zl_string("");

	while (relation != NULL && relation->target.length == 0)
		relation = zl_relations_next(&context->relations, relation, type);
	if (relation != NULL)
		return relation->target;
	for (size_t i = 0; i < context->types.count && name.length == 0; i++)
		if (zl_part_has_type(&context->types.items[i], type) &&
		    zl_part_is_beside(context, context->types.items[i].name))
			name = context->types.items[i].name;
	if (name.length == 0 && context->relations.count == 0 &&
	    zl_package_has(&context->package, zl_string(usual)))
		name = zl_string(usual);
	if (name.length > 0)
		zl_document_warn(context->builder.document, "missing-relation", 0,
				 "no relationship leads to %s", name.data);
	return name;
}

void
zl_parts_styles(struct zl_context *context)
{
	struct zl_string name = zl_part_of_type(context, "styles", "word/styles.xml");
	struct zl_fault fault = {0};
	struct zl_part part;

	if (name.length == 0)
		return;
	if (zl_package_read(&context->package, name, &part, &fault) == ZL_OK)
		zl_styles_read(&context->builder.styles, context->builder.document,
			       &context->builder.arena, part.data, part.size,
			       context->builder.limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(context, name, &fault);
}

void
zl_parts_numbering(struct zl_builder *builder)
{
	/* The builder is the first thing in its context. */
	struct zl_context *context = (struct zl_context *)builder;
	struct zl_fault fault = {0};
	struct zl_part part;

	if (context->has_numbering)
		return;
	context->has_numbering = true;
	struct zl_string name = zl_part_of_type(context, "numbering", "word/numbering.xml");
	if (name.length == 0)
		return;
	if (zl_package_read(&context->package, name, &part, &fault) == ZL_OK)
		zl_numbering_read(&context->builder.numbering, &context->builder.styles,
				  &context->builder.arena, context->list_base, part.data, part.size,
				  context->builder.limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(context, name, &fault);
}
