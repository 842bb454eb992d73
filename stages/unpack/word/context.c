/* context.c: see context.h. */
#include "context.h"

#include <stdlib.h>

#include "unpack/story/frame.h"

enum zl_status
zl_context_part(struct zl_context *context, struct zl_string name)
{
	struct zl_buffer whole = {0};

	zl_buffer_add(&whole, context->chunk.data, context->chunk.length);
	if (context->chunk.length > 0)
		zl_buffer_byte(&whole, '/');
	zl_buffer_add(&whole, name.data, name.length);
	bool done = !whole.failed && zl_document_copy(context->builder.document, whole.data,
						      whole.length, &context->builder.part);
	zl_buffer_free(&whole);
	if (!done)
		zl_builder_exhausted(&context->builder);
	return done ? ZL_DONE : ZL_FAILED;
}

void
zl_context_free(struct zl_context *context)
{
	zl_relations_free(&context->relations);
	zl_types_free(&context->types);
	zl_package_close(&context->package);
	free(context->headers.items);
	zl_builder_free(&context->builder);
}
