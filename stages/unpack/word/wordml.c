/*
 * wordml.c: styles, lists and text stand in one file, in elements that for the most part are those
 * of ECMA-376: it is read once for each, by the same handlers.
 */
#include "wordml.h"

#include "body.h"
#include "properties.h"

void
zl_wordml_read(struct zl_context *context, const char *data, size_t size)
{
	struct zl_builder *builder = &context->builder;
	struct zl_part part = {.name = zl_string(""), .data = data, .size = size};
	uint64_t depth = builder->limits->depth;

	zl_styles_read(&builder->styles, builder->document, &builder->arena, data, size, depth,
		       builder->fault);
	if (builder->fault->code == ZL_OK)
		zl_numbering_read(&builder->numbering, &builder->styles, &builder->arena, 0, data,
				  size, depth, builder->fault);
	if (builder->fault->code == ZL_OK)
		zl_body_read(context, &part, NULL, "wordDocument", ZL_STORY_BODY);
	if (builder->fault->code == ZL_OK)
		zl_properties_read(builder->document, data, size, depth, builder->fault);
}
