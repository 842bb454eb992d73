/* parts.c */
#include "parts.h"

#include <stdlib.h>
#include <string.h>

#include "body.h"
#include "properties.h"
#include "xml.h"

bool
zl_part_failed(struct zl_job *job, struct zl_string name, struct zl_fault *fault)
{
	struct zl_document *document = job->document;
	struct zl_fault told = *fault;

	*fault = (struct zl_fault){0};
	if (told.code == ZL_OK)
		return document->error.code == ZL_OK;
	if (zl_fault_is_fatal(told.code)) {
		zl_document_fail(document, "unpack", told.code, name.data, told.line,
				 (uint32_t)document->paragraphs.count, "%s", told.words);
		return false;
	}
	return zl_document_warn(document,
				told.code == ZL_MISSING_PART ? "missing-part" : "broken-part", 0,
				"%s: %s: %s", name.data, zl_failure_code(told.code), told.words);
}

/* Whether the document can still be read. */
static bool
goes_on(const struct zl_job *job)
{
	return job->document->error.code == ZL_OK;
}

/*
 * The part that the main part's relationship of the type leads to; without relationships, the one
 * that has the usual name.  An empty string for none.
 */
static struct zl_string
part_of_type(struct zl_job *job, const char *type, const char *usual)
{
	const struct zl_relation *relation = zl_relations_next(&job->relations, NULL, type);

	while (relation != NULL && relation->target.length == 0)
		relation = zl_relations_next(&job->relations, relation, type);
	if (relation != NULL)
		return relation->target;
	if (job->relations.count == 0 && zl_package_has(&job->package, zl_string(usual)))
		return zl_string(usual);
	return zl_string("");
}

void
zl_parts_styles(struct zl_job *job)
{
	struct zl_string name = part_of_type(job, "styles", "word/styles.xml");
	struct zl_fault fault = {0};
	struct zl_part part;

	if (name.length == 0)
		return;
	if (zl_package_read(&job->package, name, &part, &fault) == ZL_OK)
		zl_styles_read(&job->styles, job->document, &job->arena, part.data, part.size,
			       job->limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(job, name, &fault);
}

void
zl_parts_numbering(struct zl_job *job)
{
	struct zl_string name = part_of_type(job, "numbering", "word/numbering.xml");
	struct zl_fault fault = {0};
	struct zl_part part;

	if (job->has_numbering)
		return;
	job->has_numbering = true;
	if (name.length == 0)
		return;
	if (zl_package_read(&job->package, name, &part, &fault) == ZL_OK)
		zl_numbering_read(&job->numbering, &job->styles, &job->arena, part.data, part.size,
				  job->limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(job, name, &fault);
}

/* Reads a part of text that is not the main one. */
static void
read_text(struct zl_job *job, struct zl_string name, const char *root, enum zl_story story)
{
	struct zl_relations relations = {0};
	struct zl_fault fault = {0};
	struct zl_part part;

	if (!goes_on(job))
		return;
	job->fault = &fault;
	if (zl_job_part(job, name) &&
	    zl_package_read(&job->package, name, &part, &fault) == ZL_OK) {
		if (zl_relations_read(&relations, &job->arena, &job->package, name, &fault) !=
		    ZL_OK)
			zl_part_failed(job, name, &fault);
		job->part_relations = &relations;
		zl_body_read(job, &part, root, story);
		job->part_relations = NULL;
		zl_part_free(&part);
	}
	zl_relations_free(&relations);
	zl_part_failed(job, name, &fault);
}

static void
read_notes(struct zl_job *job, const char *type, const char *usual, const char *root)
{
	struct zl_string name = part_of_type(job, type, usual);

	if (name.length > 0)
		read_text(job, name, root, ZL_STORY_BODY);
}

/* How far the document has been filled, to take back what came later. */
struct mark {
	size_t paragraphs, tables, notes, rubies, losses, warnings;
};

static struct mark
mark_of(const struct zl_document *document)
{
	return (struct mark){document->paragraphs.count, document->tables.count,
			     document->notes.count,	 document->rubies.count,
			     document->losses.count,	 document->warnings.count};
}

static void
take_back(struct zl_document *document, struct mark mark)
{
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
	take_back(document, mark);
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
	struct mark mark = mark_of(job->document);
	struct contents contents = {.n = (uint32_t)mark.paragraphs + 1};

	read_text(job, name, footer ? "ftr" : "hdr", footer ? ZL_STORY_FOOTER : ZL_STORY_HEADER);
	if (!goes_on(job) || job->document->paragraphs.count == mark.paragraphs)
		return;
	struct zl_fault fault = {0};
	job->fault = &fault;
	if (!contents_of(job, mark, &contents.text))
		zl_job_exhausted(job);
	const struct contents *earlier =
	    fault.code == ZL_OK ? add_distinct(job, distinct, contents) : NULL;
	if (earlier != NULL)
		note_repeated(job, mark, earlier);
	zl_part_failed(job, name, &fault);
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

/* Reads all headers, or all footers: those that sections name first, then those left over. */
static void
read_headers(struct zl_job *job, const char *type)
{
	const struct zl_relation *relation = NULL;
	struct distinct distinct = {0};
	size_t count = 0;
	struct candidate *candidates =
	    reallocarray(NULL, job->header_count + job->relations.count + 1, sizeof(*candidates));

	if (candidates == NULL) {
		zl_document_fail(job->document, "unpack", ZL_OUT_OF_MEMORY, NULL, 0, 0, "headers");
		return;
	}
	for (size_t i = 0; i < job->header_count; i++)
		if (zl_string_is(job->headers[i].type, type) && job->headers[i].target.length > 0)
			candidates[count++] = (struct candidate){job->headers[i].target, i};
	while ((relation = zl_relations_next(&job->relations, relation, type)) != NULL)
		if (relation->target.length > 0) {
			candidates[count] =
			    (struct candidate){relation->target, job->header_count + count};
			count++;
		}
	count = count == 0 ? 0 : settle(candidates, count);
	for (size_t i = 0; i < count && goes_on(job); i++)
		read_header(job, candidates[i].name, strcmp(type, "footer") == 0, &distinct);
	free(candidates);
	free(distinct.items);
}

void
zl_parts_after(struct zl_job *job)
{
	read_notes(job, "footnotes", "word/footnotes.xml", "footnotes");
	read_notes(job, "endnotes", "word/endnotes.xml", "endnotes");
	read_notes(job, "comments", "word/comments.xml", "comments");
	if (goes_on(job))
		read_headers(job, "header");
	if (goes_on(job))
		read_headers(job, "footer");
}

static void
read_properties(struct zl_job *job, const char *type, const struct zl_relations *relations)
{
	const struct zl_relation *relation = zl_relations_next(relations, NULL, type);
	struct zl_fault fault = {0};
	struct zl_part part;

	if (relation == NULL || relation->target.length == 0 || !goes_on(job))
		return;
	if (zl_package_read(&job->package, relation->target, &part, &fault) == ZL_OK)
		zl_properties_read(job->document, part.data, part.size, job->limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(job, relation->target, &fault);
}

void
zl_parts_properties(struct zl_job *job, const struct zl_relations *relations)
{
	read_properties(job, "core-properties", relations);
	read_properties(job, "extended-properties", relations);
	read_properties(job, "custom-properties", relations);
}

/* Reading the words of a chart or diagram. */
enum { CACHE = 1, WORDS_MOST = 64 << 10 };

static void
words_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct zl_buffer *out = xml->context;

	if (out->length + length < WORDS_MOST)
		zl_buffer_add(out, text, length);
}

static void
words_end(struct zl_xml *xml)
{
	struct zl_buffer *out = xml->context;

	if (out->length > 0 && out->data[out->length - 1] != '\n')
		zl_buffer_byte(out, '\n');
}

static void
value_text(struct zl_xml *xml, const char *text, size_t length)
{
	if (zl_xml_parent(xml, 2) == CACHE)
		words_text(xml, text, length);
}

static const struct zl_element word_elements[] = {
    {ZL_SPACE_A, "p", NULL, words_end, NULL, 0},
    {ZL_SPACE_A, "t", NULL, NULL, words_text, 0},
    {ZL_SPACE_CHART, "strCache", NULL, NULL, NULL, CACHE},
    {ZL_SPACE_CHART, "v", NULL, words_end, value_text, 0},
};

static const struct zl_grammar word_grammar = {
    word_elements, sizeof(word_elements) / sizeof(*word_elements), NULL, NULL};

void
zl_part_words(struct zl_job *job, struct zl_string name, struct zl_buffer *out)
{
	struct zl_fault fault = {0};
	struct zl_part part;

	if (zl_package_read(&job->package, name, &part, &fault) == ZL_OK)
		zl_xml_parse(&word_grammar, out, part.data, part.size, job->limits->depth, &fault);
	zl_part_free(&part);
	if (out->failed)
		zl_fault_set(&fault, ZL_OUT_OF_MEMORY, "words");
	while (out->length > 0 && out->data[out->length - 1] == '\n')
		out->length--;
	zl_part_failed(job, name, &fault);
}
