/* headers.c: headers and footers, of which a document has the same ones again and again. */
#include "headers.h"

#include <stdlib.h>
#include <string.h>

#include "parts.h"

/* How far the document has been filled, to take back what came later. */
struct mark {
	size_t paragraphs, tables, notes, rubies, losses, warnings, anchors;
};

static struct mark
mark_of(const struct zl_job *job)
{
	const struct zl_document *document = job->document;

	return (struct mark){document->paragraphs.count, document->tables.count,
			     document->notes.count,	 document->rubies.count,
			     document->losses.count,	 document->warnings.count,
			     job->anchor_count};
}

static void
take_back(struct zl_job *job, struct mark mark)
{
	struct zl_document *document = job->document;

	job->anchor_count = mark.anchors;
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
contents_of(struct zl_job *job, struct mark mark, struct zl_string *out)
{
	const struct zl_document *document = job->document;
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
	bool done = !text.failed && zl_arena_copy(&job->arena, text.data, text.length, out);
	zl_buffer_free(&text);
	return done;
}

/*
 * Adds the contents to those met.  Gives the earlier ones that they repeat, NULL when there are
 * none or memory is out.
 */
static const struct contents *
add_distinct(struct zl_job *job, struct distinct *distinct, struct contents contents)
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
	if (zl_job_grow(job, (void **)&distinct->items, &distinct->count, &distinct->capacity,
			sizeof(contents)) == NULL)
		return NULL;
	memmove(&distinct->items[low + 1], &distinct->items[low],
		(distinct->count - 1 - low) * sizeof(contents));
	distinct->items[low] = contents;
	return NULL;
}

/* A header that holds what another does is not told twice; that it was there is noted. */
static void
note_repeated(struct zl_job *job, struct mark mark, const struct contents *contents)
{
	struct zl_document *document = job->document;
	struct zl_buffer text = {0};

	for (size_t i = mark.paragraphs; i < document->paragraphs.count; i++) {
		const struct zl_string *line = &document->paragraphs.items[i].text;
		if (text.length > 0 && line->length > 0)
			zl_buffer_byte(&text, '\n');
		zl_buffer_add(&text, line->data, line->length);
	}
	take_back(job, mark);
	struct zl_loss *loss = text.length == 0 ? NULL : zl_document_add(document, losses);
	if (loss != NULL) {
		loss->kind = "repeated";
		loss->n = contents->n;
		loss->count = 1;
		zl_document_copy(document, text.data, text.length, &loss->text);
	}
	if (text.failed)
		zl_job_exhausted(job);
	zl_buffer_free(&text);
}

/* Reads a header or footer. */
static void
read_header(struct zl_job *job, struct zl_string name, bool footer, struct distinct *distinct)
{
	struct mark mark = mark_of(job);
	struct contents contents = {.n = (uint32_t)mark.paragraphs + 1};

	zl_part_text(job, name, footer ? "ftr" : "hdr", footer ? ZL_STORY_FOOTER : ZL_STORY_HEADER);
	if (job->document->error.code != ZL_OK ||
	    job->document->paragraphs.count == mark.paragraphs)
		return;
	struct zl_fault fault = {0}, *outer = job->fault;
	job->fault = &fault;
	if (!contents_of(job, mark, &contents.text))
		zl_job_exhausted(job);
	const struct contents *earlier =
	    fault.code == ZL_OK ? add_distinct(job, distinct, contents) : NULL;
	if (earlier != NULL)
		note_repeated(job, mark, earlier);
	zl_part_failed(job, name, &fault);
	job->fault = outer;
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
collect(struct zl_job *job, const char *type, struct candidate *candidates)
{
	const struct zl_relation *relation = NULL;
	size_t count = 0;

	for (size_t i = 0; i < job->header_count; i++)
		if (zl_string_is(job->headers[i].type, type) && job->headers[i].target.length > 0)
			candidates[count++].name = job->headers[i].target;
	while ((relation = zl_relations_next(&job->relations, relation, type)) != NULL)
		if (relation->target.length > 0)
			candidates[count++].name = relation->target;
	for (size_t i = 0; i < job->types.count; i++)
		if (zl_part_has_type(&job->types.items[i], type) &&
		    zl_part_is_beside(job, job->types.items[i].name))
			candidates[count++].name = job->types.items[i].name;
	for (size_t i = 0; i < count; i++)
		candidates[i].order = i;
	return count;
}

void
zl_headers_read(struct zl_job *job, const char *type)
{
	struct distinct distinct = {0};
	size_t most = job->header_count + job->relations.count + job->types.count;
	struct candidate *candidates = reallocarray(NULL, most + 1, sizeof(*candidates));

	if (candidates == NULL) {
		zl_document_fail(job->document, "unpack", ZL_OUT_OF_MEMORY, NULL, 0, 0, "headers");
		return;
	}
	size_t count = collect(job, type, candidates);
	count = count == 0 ? 0 : settle(candidates, count);
	for (size_t i = 0; i < count && job->document->error.code == ZL_OK; i++)
		read_header(job, candidates[i].name, strcmp(type, "footer") == 0, &distinct);
	free(candidates);
	free(distinct.items);
}
