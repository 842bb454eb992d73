/* order.c: paragraphs were set down as their elements ended; stories are sorted out at the end. */
#include "order.h"

#include <stdlib.h>
#include <string.h>

static int
by_story_and_id(const void *a, const void *b)
{
	const struct zl_anchor *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	if (x->id != y->id)
		return x->id < y->id ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	return x->offset < y->offset ? -1 : x->offset > y->offset;
}

/* The first place that refers to the note; NULL for none.  Anchors are sorted. */
static const struct zl_anchor *
anchor_find(const struct zl_builder *builder, enum zl_story story, int32_t id)
{
	size_t low = 0, high = builder->anchors.count;

	while (low < high) {
		size_t middle = (low + high) / 2;
		const struct zl_anchor *at = &builder->anchors.items[middle];
		if (at->story < story || (at->story == story && at->id < id))
			low = middle + 1;
		else
			high = middle;
	}
	if (low < builder->anchors.count && builder->anchors.items[low].story == story &&
	    builder->anchors.items[low].id == id)
		return &builder->anchors.items[low];
	return NULL;
}

/* The number that is all of the id; false when it is none. */
static bool
number_of(struct zl_string id, int32_t *out)
{
	char *end;

	long long number = id.length == 0 ? 0 : strtoll(id.data, &end, 10);
	*out = (int32_t)number;
	return id.length > 0 && end == id.data + id.length && number == *out;
}

void
zl_order_notes(struct zl_builder *builder, size_t first)
{
	if (builder->anchors.count > 0)
		qsort(builder->anchors.items, builder->anchors.count,
		      sizeof(*builder->anchors.items), by_story_and_id);
	for (size_t i = first; i < builder->document->notes.count; i++) {
		struct zl_note *note = &builder->document->notes.items[i];
		int32_t id;
		if (note->n != 0 || !number_of(note->id, &id))
			continue;
		const struct zl_anchor *anchor = anchor_find(builder, note->story, id);
		if (anchor != NULL) {
			note->n = anchor->n;
			note->offset = anchor->offset;
		}
	}
}

/* Where something was, and what it is sorted by. */
struct key {
	uint32_t was, story, n;
	size_t offset;
};

static int
by_key(const void *a, const void *b)
{
	const struct key *x = a, *y = b;

	if (x->story != y->story)
		return x->story < y->story ? -1 : 1;
	if (x->n != y->n)
		return x->n < y->n ? -1 : 1;
	if (x->offset != y->offset)
		return x->offset < y->offset ? -1 : 1;
	return x->was < y->was ? -1 : x->was > y->was;
}

/* The key of item i. */
typedef struct key key_of(const struct zl_document *, size_t i);

static bool
is_sorted(const struct zl_document *document, key_of *key, size_t count)
{
	for (size_t i = 1; i < count; i++) {
		struct key before = key(document, i - 1), at = key(document, i);
		if (by_key(&before, &at) > 0)
			return false;
	}
	return true;
}

/*
 * Puts each item where its key stands, in place: they go round in circles, of which each begins
 * with an item that is put aside.
 */
static bool
permute(char *items, size_t count, size_t size, struct key *keys)
{
	char *aside = malloc(size);

	for (size_t i = 0; aside != NULL && i < count; i++) {
		size_t at = i;
		if (keys[i].was == i)
			continue;
		memcpy(aside, items + i * size, size);
		for (size_t next = keys[at].was; next != i; next = keys[at].was) {
			memcpy(items + at * size, items + next * size, size);
			keys[at].was = (uint32_t)at;
			at = next;
		}
		memcpy(items + at * size, aside, size);
		keys[at].was = (uint32_t)at;
	}
	free(aside);
	return aside != NULL;
}

/*
 * Sorts count items of the size by their keys; *moved, which the caller frees, tells where item i
 * has gone, counted from 1, and is NULL when all stay.  False when memory is out.
 */
static bool
sort(const struct zl_document *document, key_of *key, void *items, size_t count, size_t size,
     uint32_t **moved)
{
	*moved = NULL;
	if (is_sorted(document, key, count))
		return true;
	struct key *keys = reallocarray(NULL, count, sizeof(*keys));
	*moved = reallocarray(NULL, count, sizeof(**moved));
	bool done = keys != NULL && *moved != NULL;
	for (size_t i = 0; done && i < count; i++)
		keys[i] = key(document, i);
	if (done)
		qsort(keys, count, sizeof(*keys), by_key);
	for (size_t i = 0; done && i < count; i++)
		(*moved)[keys[i].was] = (uint32_t)i + 1;
	done = done && permute(items, count, size, keys);
	free(keys);
	return done;
}

/* Notes by story, then by the place that refers to them; those without one after the others. */
static struct key
key_of_note(const struct zl_document *document, size_t i)
{
	const struct zl_note *note = &document->notes.items[i];

	return (struct key){(uint32_t)i, note->story, note->n == 0 ? UINT32_MAX : note->n,
			    note->offset};
}

static bool
sort_notes(struct zl_document *document)
{
	uint32_t *moved;
	bool done = sort(document, key_of_note, document->notes.items, document->notes.count,
			 sizeof(*document->notes.items), &moved);

	for (size_t i = 0; done && moved != NULL && i < document->paragraphs.count; i++) {
		uint32_t *note = &document->paragraphs.items[i].note;
		if (*note > 0)
			*note = moved[*note - 1];
	}
	free(moved);
	return done;
}

static struct key
key_of_paragraph(const struct zl_document *document, size_t i)
{
	const struct zl_paragraph *paragraph = &document->paragraphs.items[i];

	return (struct key){(uint32_t)i, paragraph->story, paragraph->note, 0};
}

/* An n before the paragraphs were sorted becomes the one after; an offset stays within its text. */
static void
move_place(const struct zl_document *document, const uint32_t *moved, uint32_t *n, size_t *offset)
{
	if (*n == 0 || *n > document->paragraphs.count) {
		*n = 0;
		*offset = 0;
		return;
	}
	if (moved != NULL)
		*n = moved[*n - 1];
	if (*offset > document->paragraphs.items[*n - 1].text.length)
		*offset = document->paragraphs.items[*n - 1].text.length;
}

/* A reading stands above text: one whose paragraph is gone, or its text, goes with it. */
static void
move_rubies(struct zl_document *document, const uint32_t *moved)
{
	size_t kept = 0;

	for (size_t i = 0; i < document->rubies.count; i++) {
		struct zl_ruby ruby = document->rubies.items[i];
		move_place(document, moved, &ruby.n, &ruby.offset);
		if (ruby.n == 0)
			continue;
		size_t length = document->paragraphs.items[ruby.n - 1].text.length;
		if (ruby.length > length - ruby.offset)
			ruby.length = length - ruby.offset;
		if (ruby.length > 0)
			document->rubies.items[kept++] = ruby;
	}
	document->rubies.count = kept;
}

static void
move_places(struct zl_document *document, const uint32_t *moved)
{
	size_t none = 0;

	for (size_t i = 0; i < document->notes.count; i++)
		move_place(document, moved, &document->notes.items[i].n,
			   &document->notes.items[i].offset);
	for (size_t i = 0; i < document->losses.count; i++)
		move_place(document, moved, &document->losses.items[i].n,
			   &document->losses.items[i].offset);
	move_rubies(document, moved);
	for (size_t i = 0; i < document->warnings.count; i++)
		move_place(document, moved, &document->warnings.items[i].n, &none);
}

enum zl_status
zl_order(struct zl_builder *builder)
{
	struct zl_document *document = builder->document;
	uint32_t *moved = NULL;

	zl_order_notes(builder, 0);
	bool done = sort_notes(document) &&
		    sort(document, key_of_paragraph, document->paragraphs.items,
			 document->paragraphs.count, sizeof(*document->paragraphs.items), &moved);
	if (done)
		move_places(document, moved);
	else
		zl_document_fail(document, "unpack", ZL_OUT_OF_MEMORY, NULL, 0, 0, "sorting");
	free(moved);
	return done;
}
