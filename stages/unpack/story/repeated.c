/* repeated.c: see repeated.h. */
#include "repeated.h"

#include <search.h>
#include <string.h>

struct zl_repeated_mark
zl_repeated_begin(const struct zl_builder *builder)
{
	const struct zl_document *document = builder->document;

	return (struct zl_repeated_mark){document->paragraphs.count, document->tables.count,
					 document->notes.count,	     document->rubies.count,
					 document->losses.count,     document->warnings.count,
					 builder->anchors.count};
}

static void
take_back(struct zl_builder *builder, struct zl_repeated_mark mark)
{
	struct zl_document *document = builder->document;

	builder->anchors.count = mark.anchors;
	document->paragraphs.count = mark.paragraphs;
	document->tables.count = mark.tables;
	document->notes.count = mark.notes;
	document->rubies.count = mark.rubies;
	document->losses.count = mark.losses;
	document->warnings.count = mark.warnings;
}

static int
compare(struct zl_string a, struct zl_string b)
{
	size_t length = a.length < b.length ? a.length : b.length;
	int order = length == 0 ? 0 : memcmp(a.data, b.data, length);

	return order != 0 ? order : a.length < b.length ? -1 : a.length > b.length;
}

static int
compare_losses(const struct zl_loss *a, const struct zl_loss *b)
{
	int order = strcmp(a->kind, b->kind);

	return order != 0 ? order : compare(a->text, b->text);
}

static int
by_contents(const void *a, const void *b)
{
	const struct zl_repeated_contents *x = a, *y = b;
	const struct zl_document *document = x->document;
	size_t paragraphs = x->end - x->first, losses = x->loss_end - x->loss_first;
	int order = 0;

	if (paragraphs != y->end - y->first)
		return paragraphs < y->end - y->first ? -1 : 1;
	if (losses != y->loss_end - y->loss_first)
		return losses < y->loss_end - y->loss_first ? -1 : 1;
	for (size_t i = 0; order == 0 && i < paragraphs; i++)
		order = compare(document->paragraphs.items[x->first + i].text,
				document->paragraphs.items[y->first + i].text);
	for (size_t i = 0; order == 0 && i < losses; i++)
		order = compare_losses(&document->losses.items[x->loss_first + i],
				       &document->losses.items[y->loss_first + i]);
	return order;
}

/* Adds the contents to those met; gives the earlier ones that they repeat, NULL for none. */
static const struct zl_repeated_contents *
add_distinct(struct zl_repeated *repeated, struct zl_builder *builder,
	     const struct zl_repeated_contents *contents)
{
	struct zl_repeated_contents **place = tsearch(contents, &repeated->distinct, by_contents);

	if (place == NULL)
		zl_builder_exhausted(builder);
	return place == NULL || *place == contents ? NULL : *place;
}

/* A header that holds what another does is not told twice; that it was there is noted. */
static void
note_repeated(struct zl_builder *builder, struct zl_repeated_mark mark,
	      const struct zl_repeated_contents *contents)
{
	struct zl_document *document = builder->document;
	struct zl_buffer text = {0};

	for (size_t i = mark.paragraphs; i < document->paragraphs.count; i++) {
		const struct zl_string *line = &document->paragraphs.items[i].text;
		if (text.length > 0 && line->length > 0)
			zl_buffer_byte(&text, '\n');
		zl_buffer_add(&text, line->data, line->length);
	}
	take_back(builder, mark);
	struct zl_loss *loss = text.length == 0 ? NULL : zl_document_add(document, losses);
	if (loss != NULL) {
		loss->kind = "repeated";
		loss->n = (uint32_t)contents->first + 1;
		loss->count = 1;
		if (!zl_document_copy(document, text.data, text.length, &loss->text))
			text.failed = true;
	}
	if (text.failed)
		zl_builder_exhausted(builder);
	zl_buffer_free(&text);
}

void
zl_repeated_end(struct zl_repeated *repeated, struct zl_builder *builder,
		struct zl_repeated_mark mark)
{
	if (builder->fault->code != ZL_OK || builder->document->paragraphs.count == mark.paragraphs)
		return;
	struct zl_repeated_contents *contents =
	    zl_arena_zero(&builder->arena, 1, sizeof(*contents));
	if (contents == NULL) {
		zl_builder_exhausted(builder);
		return;
	}
	*contents = (struct zl_repeated_contents){builder->document, mark.paragraphs,
						  builder->document->paragraphs.count, mark.losses,
						  builder->document->losses.count};
	const struct zl_repeated_contents *earlier = add_distinct(repeated, builder, contents);
	if (earlier != NULL)
		note_repeated(builder, mark, earlier);
}

/* The contents are the builder's. */
static void
leave(void *contents)
{
	(void)contents;
}

void
zl_repeated_free(struct zl_repeated *repeated)
{
	tdestroy(repeated->distinct, leave);
	*repeated = (struct zl_repeated){0};
}
