/* part_text.c: see part_text.h. */
#include "part_text.h"

#include "body.h"
#include "parts.h"

void
zl_part_text(struct zl_context *context, struct zl_string name, const char *root,
	     enum zl_story story)
{
	struct zl_relations relations = {0};
	struct zl_fault fault = {0}, *outer = context->builder.fault;
	struct zl_part part;

	if (context->builder.document->error.code != ZL_OK)
		return;
	context->builder.fault = &fault;
	if (zl_context_part(context, name) &&
	    zl_package_read(&context->package, name, &part, &fault) == ZL_OK) {
		if (zl_relations_read(&relations, &context->builder.arena, &context->package, name,
				      &fault) != ZL_OK)
			zl_part_failed(context, name, &fault);
		zl_body_read(context, &part, &relations, root, story);
		zl_part_free(&part);
	}
	zl_relations_free(&relations);
	zl_part_failed(context, name, &fault);
	context->builder.fault = outer;
}
