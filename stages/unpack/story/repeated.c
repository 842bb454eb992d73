/* repeated.c: see repeated.h. */
#include "repeated.h"

#include <stdlib.h>
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

/* What a header holds: its text, box text included, and what it lost. */
static bool
contents_of(struct zl_builder *builder, struct zl_repeated_mark mark, struct zl_string *out)
{
	const struct zl_document *document = builder->document;
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
	bool done = !text.failed && zl_arena_copy(&builder->arena, text.data, text.length, out);
	zl_buffer_free(&text);
	return done;
}

/*
 * Adds the contents to those met.  Returns the earlier ones that they repeat, NULL when there are
 * none or memory is out.
 */
static const struct zl_repeated_contents *
add_distinct(struct zl_repeated *repeated, struct zl_builder *builder,
	     struct zl_repeated_contents contents)
{
	struct zl_repeated_contents *items = repeated->distinct.items;
	size_t low = 0, high = repeated->distinct.count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		int order = compare(contents.text, items[middle].text);
		if (order == 0)
			return &items[middle];
		if (order < 0)
			high = middle;
		else
			low = middle + 1;
	}
	if (zl_builder_add(builder, &repeated->distinct) == NULL)
		return NULL;
	items = repeated->distinct.items;
	memmove(&items[low + 1], &items[low],
		(repeated->distinct.count - 1 - low) * sizeof(contents));
	items[low] = contents;
	return NULL;
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
		loss->n = contents->n;
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
	struct zl_repeated_contents contents = {.n = (uint32_t)mark.paragraphs + 1};

	if (builder->fault->code != ZL_OK || builder->document->paragraphs.count == mark.paragraphs)
		return;
	if (!contents_of(builder, mark, &contents.text)) {
		zl_builder_exhausted(builder);
		return;
	}
	const struct zl_repeated_contents *earlier = add_distinct(repeated, builder, contents);
	if (earlier != NULL)
		note_repeated(builder, mark, earlier);
}

void
zl_repeated_free(struct zl_repeated *repeated)
{
	free(repeated->distinct.items);
	*repeated = (struct zl_repeated){0};
}
