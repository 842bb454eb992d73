/* headers.c: which headers and footers are read, and in which order. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include "part_text.h"
#include "parts.h"
#include "unpack/story/repeated.h"

static int
compare(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

/* Reads a header or footer. */
static void
read_header(struct zl_context *context, struct zl_string name, bool footer,
	    struct zl_repeated *repeated)
{
	struct zl_repeated_mark mark = zl_repeated_begin(&context->builder);
	struct zl_fault fault = {0}, *outer = context->builder.fault;

	zl_part_text(context, name, footer ? "ftr" : "hdr",
		     footer ? ZL_STORY_FOOTER : ZL_STORY_HEADER);
	if (context->builder.document->error.code != ZL_OK)
		return;
	context->builder.fault = &fault;
	zl_repeated_end(repeated, &context->builder, mark);
	zl_part_failed(context, name, &fault);
	context->builder.fault = outer;
}

/* A part to be read, and when. */
struct candidate {
	struct zl_string name;
	size_t order;
};

static int
by_name(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;
	int order = compare(x->name, y->name);

	return order != 0 ? order : x->order < y->order ? -1 : x->order > y->order;
}

static int
by_order(const void *a, const void *b)
{
	const struct candidate *x = a, *y = b;

	return x->order < y->order ? -1 : x->order > y->order;
}

/* Leaves each part once, where it is named first. */
static size_t
settle(struct candidate *candidates, size_t count)
{
	size_t kept = 0;

	qsort(candidates, count, sizeof(*candidates), by_name);
	for (size_t i = 0; i < count; i++)
		if (kept == 0 || compare(candidates[i].name, candidates[kept - 1].name) != 0)
			candidates[kept++] = candidates[i];
	qsort(candidates, kept, sizeof(*candidates), by_order);
	return kept;
}

/* The parts to be read, each as often as it is named. */
static size_t
collect(struct zl_context *context, const char *type, struct candidate *candidates)
{
	const struct zl_relation *relation = NULL;
	size_t count = 0;

	for (size_t i = 0; i < context->headers.count; i++)
		if (zl_string_is(context->headers.items[i].type, type) &&
		    context->headers.items[i].target.length > 0)
			candidates[count++].name = context->headers.items[i].target;
	while ((relation = zl_relations_next(&context->relations, relation, type)) != NULL)
		if (relation->target.length > 0)
			candidates[count++].name = relation->target;
	for (size_t i = 0; i < context->types.count; i++)
		if (zl_part_has_type(&context->types.items[i], type) &&
		    zl_part_is_beside(context, context->types.items[i].name))
			candidates[count++].name = context->types.items[i].name;
	for (size_t i = 0; i < count; i++)
		candidates[i].order = i;
	return count;
}

void
zl_headers_read(struct zl_context *context, const char *type)
{
	struct zl_repeated repeated = {0};
	size_t most = context->headers.count + context->relations.count + context->types.count;
	struct candidate *candidates = reallocarray(NULL, most + 1, sizeof(*candidates));

	if (candidates == NULL) {
		zl_document_fail(context->builder.document, "unpack", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "headers");
		return;
	}
	size_t count = collect(context, type, candidates);
	count = count == 0 ? 0 : settle(candidates, count);
	for (size_t i = 0; i < count && context->builder.document->error.code == ZL_OK; i++)
		read_header(context, candidates[i].name, strcmp(type, "footer") == 0, &repeated);
	free(candidates);
	zl_repeated_free(&repeated);
}
