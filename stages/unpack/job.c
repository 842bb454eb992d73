/* job.c: one package read, from its bytes to its last part. */
#include "job.h"

#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "order.h"
#include "unpack/package/kind.h"
#include "unpack/word/body.h"
#include "unpack/word/parts.h"
#include "unpack/word/story.h"

/* Content types that a main part may have, and what the file then is. */
static const struct {
	const char *type, *format;
} formats[] = {
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"},
    {"application/vnd.ms-word.document.macroEnabled.main+xml", "docm"},
    {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"},
};

void
zl_job_free(struct zl_job *job)
{
	zl_frames_free(job);
	zl_styles_free(&job->styles);
	zl_numbering_free(&job->numbering);
	zl_relations_free(&job->relations);
	zl_types_free(&job->types);
	zl_package_close(&job->package);
	free(job->anchors);
	free(job->headers);
	free(job->alternates);
	free(job->drawings);
	zl_arena_free(&job->arena);
}

/* The package is not read: the document fails, unless the package only stands within it. */
static bool
fail(struct zl_job *job, struct zl_string part, const struct zl_fault *fault)
{
	struct zl_document *document = job->document;

	if (job->depth > 0 && !zl_fault_is_fatal(fault->code))
		zl_document_warn(document, "broken-part", 0, "%.*s: %s: %s: %s",
				 (int)job->chunk.length, job->chunk.data,
				 part.length == 0 ? "-" : part.data, zl_failure_code(fault->code),
				 fault->message);
	else
		zl_document_fail(document, "unpack", fault->code, part.data, fault->line,
				 (uint32_t)document->paragraphs.count, "%s", fault->message);
	return false;
}

static bool
open_package(struct zl_job *job, const void *data, size_t size)
{
	struct zl_fault fault = {0};

	switch (zl_kind_of(data, size, &fault)) {
	case ZL_KIND_ZIP:
		zl_package_open_zip(&job->package, job->limits, job->bytes, data, size, &fault);
		break;
	case ZL_KIND_FLAT:
		zl_package_open_flat(&job->package, job->limits, job->bytes, data, size, &fault);
		break;
	case ZL_KIND_OTHER:
		break;
	}
	if (fault.code == ZL_OK && job->depth == 0)
		job->document->source.format =
		    zl_string(job->package.flat == NULL ? "docx" : "flat-opc");
	return fault.code == ZL_OK || fail(job, (struct zl_string){0}, &fault);
}

/* Whether the content type has that name, in any case; parameters may follow it. */
static bool
type_is(struct zl_string type, const char *name)
{
	size_t length = strlen(name);

	return type.length >= length && strncasecmp(type.data, name, length) == 0 &&
	       (type.length == length || strchr("; \t", type.data[length]) != NULL);
}

/*
 * Notes what the main part's content type says of the file; false when it says another office
 * format.  Of types that are not known the part's root element decides.
 */
static bool
note_format(struct zl_job *job, struct zl_string type)
{
	static const char office[] = "application/vnd.openxmlformats-officedocument.";

	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (type_is(type, formats[i].type)) {
			if (job->package.flat == NULL && job->depth == 0)
				job->document->source.format = zl_string(formats[i].format);
			return true;
		}
	return type.length < sizeof(office) ||
	       strncasecmp(type.data, office, sizeof(office) - 1) != 0;
}

/* The main part: by the package's relationship, by its content type, by its usual name. */
static struct zl_string
find_main(struct zl_job *job, const struct zl_relations *relations)
{
	const struct zl_relation *relation = zl_relations_next(relations, NULL, "officeDocument");

	if (relation != NULL && zl_package_has(&job->package, relation->target))
		return relation->target;
	for (size_t i = 0; i < job->types.count; i++)
		for (size_t j = 0; j < sizeof(formats) / sizeof(*formats); j++)
			if (!job->types.items[i].is_default &&
			    type_is(job->types.items[i].type, formats[j].type) &&
			    zl_package_has(&job->package, job->types.items[i].name)) {
				zl_document_warn(job->document, "missing-relation", 0,
						 "the main part was found by its content type");
				return job->types.items[i].name;
			}
	if (zl_package_has(&job->package, zl_string("word/document.xml"))) {
		zl_document_warn(job->document, "missing-relation", 0,
				 "the main part was found by its name");
		return zl_string("word/document.xml");
	}
	return (struct zl_string){0};
}

static bool
read_main(struct zl_job *job, struct zl_string name, struct zl_fault *fault)
{
	struct zl_part part;

	job->main = name;
	if (!zl_job_part(job, name))
		return fail(job, name, fault);
	if (zl_relations_read(&job->relations, &job->arena, &job->package, name, fault) != ZL_OK &&
	    !zl_part_failed(job, name, fault))
		return false;
	zl_parts_styles(job);
	if (job->document->error.code != ZL_OK)
		return false;
	job->part_relations = &job->relations;
	if (zl_package_read(&job->package, name, &part, fault) == ZL_OK)
		zl_body_read(job, &part, "document", ZL_STORY_BODY);
	zl_part_free(&part);
	job->part_relations = NULL;
	return fault->code == ZL_OK || fail(job, name, fault);
}

/* Reads all of an open package. */
static bool
read_package(struct zl_job *job, struct zl_relations *relations)
{
	struct zl_string types = zl_string("[Content_Types].xml"), root = zl_string("_rels/.rels");
	struct zl_fault fault = {0}, *outer = job->fault;

	zl_types_read(&job->types, &job->arena, &job->package, &fault);
	if (!zl_part_failed(job, types, &fault))
		return false;
	zl_relations_read(relations, &job->arena, &job->package, zl_string(""), &fault);
	if (!zl_part_failed(job, root, &fault))
		return false;
	struct zl_string name = find_main(job, relations);
	if (name.length == 0)
		zl_kind_of_package(&job->package, &fault);
	else if (!note_format(job, zl_types_of(&job->types, name)))
		zl_fault_set(&fault, ZL_NOT_A_DOCX, "its main part is %s",
			     zl_types_of(&job->types, name).data);
	if (fault.code != ZL_OK)
		return fail(job, name, &fault);
	job->fault = &fault;
	bool done = read_main(job, name, &fault);
	job->fault = outer;
	if (!done)
		return false;
	zl_parts_after(job);
	if (job->depth == 0)
		zl_parts_properties(job, relations);
	return job->document->error.code == ZL_OK;
}

bool
zl_job_read(struct zl_job *job, const void *data, size_t size)
{
	struct zl_relations relations = {0};
	bool done = open_package(job, data, size) && read_package(job, &relations);

	zl_relations_free(&relations);
	if (job->package.directory.has_backslashes)
		zl_document_warn(job->document, "backslash-names", 0,
				 "names in the archive are written with \\");
	return done;
}

/*
 * Notes of a package within this one are numbered in their own way: they get their places now, and
 * names that say where they come from.
 */
static void
settle_notes(struct zl_job *job, size_t first)
{
	struct zl_document *document = job->document;
	struct zl_buffer id = {0};

	zl_order_notes(job, first);
	for (size_t i = first; i < document->notes.count; i++) {
		struct zl_string *old = &document->notes.items[i].id;
		zl_buffer_clear(&id);
		zl_buffer_add(&id, job->chunk.data, job->chunk.length);
		zl_buffer_byte(&id, '#');
		zl_buffer_add(&id, old->data, old->length);
		if (document->notes.items[i].story != ZL_STORY_BOX &&
		    (id.failed || !zl_document_copy(document, id.data, id.length, old)))
			zl_job_exhausted(job);
	}
	zl_buffer_free(&id);
}

void
zl_job_nested(struct zl_job *outer, const struct zl_part *part)
{
	struct zl_document *document = outer->document;
	size_t first = document->notes.count;
	struct zl_fault fault = {0};
	struct zl_job inner = {.document = document,
			       .limits = outer->limits,
			       .bytes = outer->bytes,
			       .depth = outer->depth + 1,
			       .chunk = part->name,
			       .host = outer->frame,
			       .fault = &fault,
			       .list_base = outer->list_base + (++outer->chunks << 16)};

	bool done = zl_job_read(&inner, part->data, part->size);
	inner.fault = outer->fault;
	settle_notes(&inner, first);
	outer->insertions += inner.insertions;
	outer->deletions += inner.deletions;
	outer->text_seen += inner.text_seen;
	outer->losses_seen += inner.losses_seen;
	zl_job_free(&inner);
	if (!done && document->error.code == ZL_OK)
		zl_loss_between(outer, "chunk", part->name);
}

bool
zl_job_part(struct zl_job *job, struct zl_string name)
{
	struct zl_buffer whole = {0};

	zl_buffer_add(&whole, job->chunk.data, job->chunk.length);
	if (job->chunk.length > 0)
		zl_buffer_byte(&whole, '/');
	zl_buffer_add(&whole, name.data, name.length);
	bool done =
	    !whole.failed && zl_document_copy(job->document, whole.data, whole.length, &job->part);
	zl_buffer_free(&whole);
	if (!done)
		zl_job_exhausted(job);
	return done;
}

void
zl_job_exhausted(struct zl_job *job)
{
	zl_fault_set(job->fault, ZL_OUT_OF_MEMORY, "no memory");
}

void *
zl_job_grow(struct zl_job *job, void **items, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity) {
		size_t more = *capacity == 0 ? 16 : *capacity * 2;
		void *moved = reallocarray(*items, more, size);
		if (moved == NULL) {
			zl_job_exhausted(job);
			return NULL;
		}
		*items = moved;
		*capacity = more;
	}
	return memset((char *)*items + size * (*count)++, 0, size);
}
