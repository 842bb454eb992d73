/* headers.c: headers and footers, of which a document has the same ones again and again. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include "part_text.h"
#include "parts.h"

/* How far the document has been filled, to take back what came later. */
struct mark {
	size_t paragraphs, tables, notes, rubies, losses, warnings, anchors;
};

static struct mark
mark_of(const struct zl_context *context)
{
	const struct zl_document *document = context->builder.document;

	return (struct mark){document->paragraphs.count,    document->tables.count,
			     document->notes.count,	    document->rubies.count,
			     document->losses.count,	    document->warnings.count,
			     context->builder.anchors.count};
}

static void
take_back(struct zl_context *context, struct mark mark)
{
	struct zl_document *document = context->builder.document;

	context->builder.anchors.count = mark.anchors;
	document->paragraphs.count = mark.paragraphs;
	document->tables.count = mark.tables;
	document->notes.count = mark.notes;
	document->rubies.count = mark.rubies;
	document->losses.count = mark.losses;
	document->warnings.count = mark.warnings;
}

/* What a header or footer holds, and the first of its paragraphs. */
struct contents {
	struct zl_string text;
	uint32_t n;
};

/* Headers or footers read so far. */
struct distinct {
	struct contents *items; /* sorted by text */
	size_t count, capacity;
};

static int
compare(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

/* What a header holds: its text, box text included, and what it lost. */
static bool
contents_of(struct zl_context *context, struct mark mark, struct zl_string *out)
{
	const struct zl_document *document = context->builder.document;
	struct zl_buffer text = {0};

	for (size_t i = mark.paragraphs; i < document->paragraphs.count; i++) {
		zl_buffer_add(&text, document->paragraphs.items[i].text.data,
			      document->paragraphs.items[i].text.length);
		zl_buffer_byte(&text, '\n');
	}
	for (size_t i = mark.losses; i < document->losses.count; i++) {
		zl_buffer_text(&text, document->losses.items[i].kind);
		zl_buffer_add(&text, document->losses.items[i].text.data,
			      document->losses.items[i].text.length);
		zl_buffer_byte(&text, '\f');
	}
	bool done =
	    !text.failed && zl_arena_copy(&context->builder.arena, text.data, text.length, out);
	zl_buffer_free(&text);
	return done;
}

/*
 * Adds the contents to those met.  Returns the earlier ones that they repeat, NULL when there are
 * none or memory is out.
 */
static const struct contents *
add_distinct(struct zl_context *context, struct distinct *distinct, struct contents contents)
{
	size_t low = 0, high = distinct->count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(contents.text, distinct->items[middle].text);
		if (order == 0)
			return &distinct->items[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	if (zl_builder_add(&context->builder, distinct) == NULL)
		return NULL;
	memmove(&distinct->items[low + 1], &distinct->items[low],
		(distinct->count - 1 - low) * sizeof(contents));
	distinct->items[low] = contents;
	return NULL;
}

/* A header that holds what another does is not told twice; that it was there is noted. */
static void
note_repeated(struct zl_context *context, struct mark mark, const struct contents *contents)
{
	struct zl_document *document = context->builder.document;
	struct zl_buffer text = {0};

	for (size_t i = mark.paragraphs; i < document->paragraphs.count; i++) {
		const struct zl_string *line = &document->paragraphs.items[i].text;
		if (text.length > 0 && line->length > 0)
			zl_buffer_byte(&text, '\n');
		zl_buffer_add(&text, line->data, line->length);
	}
	take_back(context, mark);
	struct zl_loss *loss = text.length == 0 ? NULL : zl_document_add(document, losses);
	if (loss != NULL) {
		loss->kind = "repeated";
		loss->n = contents->n;
		loss->count = 1;
		if (!zl_document_copy(document, text.data, text.length, &loss->text))
			text.failed = true;
	}
	if (text.failed)
		zl_builder_exhausted(&context->builder);
	zl_buffer_free(&text);
}

/* Reads a header or footer. */
static void
read_header(struct zl_context *context, struct zl_string name, bool footer,
	    struct distinct *distinct)
{
	struct mark mark = mark_of(context);
	struct contents contents = {.n = (uint32_t)mark.paragraphs + 1};

	zl_part_text(context, name, footer ? "ftr" : "hdr",
		     footer ? ZL_STORY_FOOTER : ZL_STORY_HEADER);
	if (context->builder.document->error.code != ZL_OK ||
	    context->builder.document->paragraphs.count == mark.paragraphs)
		return;
	struct zl_fault fault = {0}, *outer = context->builder.fault;
	context->builder.fault = &fault;
	if (!contents_of(context, mark, &contents.text))
		zl_builder_exhausted(&context->builder);
	const struct contents *earlier =
	    fault.code == ZL_OK ? add_distinct(context, distinct, contents) : NULL;
	if (earlier != NULL)
		note_repeated(context, mark, earlier);
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
	struct distinct distinct = {0};
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
		read_header(context, candidates[i].name, strcmp(type, "footer") == 0, &distinct);
	free(candidates);
	free(distinct.items);
}
