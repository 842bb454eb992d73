/* unpack.c: from the file's bytes to the document, step by step. */
#include "unpack.h"

#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "body.h"
#include "charset.h"
#include "job.h"
#include "kind.h"
#include "order.h"
#include "parts.h"
#include "story.h"

static const char stage[] = "unpack";

const struct zl_unpack_limits zl_unpack_limits_default = {
    .source_bytes = (uint64_t)256 << 20,
    .part_bytes = (uint64_t)512 << 20,
    .package_bytes = (uint64_t)1 << 30,
    .ratio = 200,
    .ratio_from = 1 << 20,
    .entries = 10000,
    .depth = 256,
    .paragraphs = 1000000,
    .paragraph_bytes = 16 << 20,
};

/* Content types that a main part may have, and what the file then is. */
static const struct {
	const char *type, *format;
} formats[] = {
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml", "docx"},
    {"application/vnd.openxmlformats-officedocument.wordprocessingml.template.main+xml", "dotx"},
    {"application/vnd.ms-word.document.macroEnabled.main+xml", "docm"},
    {"application/vnd.ms-word.template.macroEnabledTemplate.main+xml", "dotm"},
};

static void
job_free(struct zl_job *job)
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

/* The document fails with what the fault tells. */
static enum zl_failure
fail(struct zl_job *job, struct zl_string part, const struct zl_fault *fault)
{
	return zl_document_fail(job->document, stage, fault->code, part.data, fault->line,
				(uint32_t)job->document->paragraphs.count, "%s", fault->words);
}

static enum zl_failure
open_package(struct zl_job *job, const void *data, size_t size)
{
	struct zl_fault fault = {0};

	switch (zl_kind_of(data, size, &fault)) {
	case ZL_KIND_ZIP:
		job->document->source.format = zl_string("docx");
		zl_package_open_zip(&job->package, job->limits, job->bytes, data, size, &fault);
		break;
	case ZL_KIND_FLAT:
		job->document->source.format = zl_string("flat-opc");
		zl_package_open_flat(&job->package, job->limits, job->bytes, data, size, &fault);
		break;
	case ZL_KIND_OTHER:
		break;
	}
	return fault.code == ZL_OK ? ZL_OK : fail(job, (struct zl_string){0}, &fault);
}

/* Notes what the main part's content type says of the file; false when that is no document. */
static bool
note_format(struct zl_job *job, struct zl_string type)
{
	for (size_t i = 0; i < sizeof(formats) / sizeof(*formats); i++)
		if (zl_string_is(type, formats[i].type)) {
			if (job->package.flat == NULL)
				job->document->source.format = zl_string(formats[i].format);
			return true;
		}
	return type.length == 0 || zl_string_is(type, "application/xml") ||
	       zl_string_is(type, "text/xml");
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
			    zl_string_is(job->types.items[i].type, formats[j].type) &&
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

static enum zl_failure
read_main(struct zl_job *job, struct zl_string name)
{
	struct zl_fault fault = {0};
	struct zl_part part;

	job->fault = &fault;
	if (!zl_document_copy(job->document, name.data, name.length, &job->part))
		return ZL_OUT_OF_MEMORY;
	if (zl_relations_read(&job->relations, &job->arena, &job->package, name, &fault) != ZL_OK &&
	    !zl_part_failed(job, name, &fault))
		return job->document->error.code;
	zl_parts_styles(job);
	if (job->document->error.code != ZL_OK)
		return job->document->error.code;
	job->part_relations = &job->relations;
	if (zl_package_read(&job->package, name, &part, &fault) == ZL_OK)
		zl_body_read(job, &part, "document", ZL_STORY_BODY);
	zl_part_free(&part);
	job->part_relations = NULL;
	return fault.code == ZL_OK ? ZL_OK : fail(job, name, &fault);
}

/* Reads all of an open package. */
static enum zl_failure
read_package(struct zl_job *job, struct zl_relations *relations)
{
	struct zl_string types = zl_string("[Content_Types].xml"), root = zl_string("_rels/.rels");
	struct zl_fault fault = {0};

	zl_types_read(&job->types, &job->arena, &job->package, &fault);
	if (!zl_part_failed(job, types, &fault))
		return job->document->error.code;
	zl_relations_read(relations, &job->arena, &job->package, zl_string(""), &fault);
	if (!zl_part_failed(job, root, &fault))
		return job->document->error.code;
	struct zl_string name = find_main(job, relations);
	if (name.length == 0)
		zl_kind_of_package(&job->package, &fault);
	else if (!note_format(job, zl_types_of(&job->types, name)))
		zl_fault_set(&fault, ZL_NOT_A_DOCX, "its main part is %s",
			     zl_types_of(&job->types, name).data);
	if (fault.code != ZL_OK)
		return fail(job, name, &fault);
	if (read_main(job, name) == ZL_OK) {
		zl_parts_after(job);
		zl_parts_properties(job, relations);
	}
	return job->document->error.code;
}

static void
note_changes(struct zl_job *job)
{
	if (job->insertions + job->deletions > 0)
		zl_document_warn(job->document, "tracked-changes", 0,
				 "%llu insertions kept, %llu deletions left out",
				 (unsigned long long)job->insertions,
				 (unsigned long long)job->deletions);
	if (job->package.directory.has_backslashes)
		zl_document_warn(job->document, "backslash-names", 0,
				 "names in the archive are written with \\");
}

enum zl_failure
zl_unpack(struct zl_document *document, const void *data, size_t size,
	  const struct zl_unpack_limits *limits)
{
	struct zl_relations relations = {0};
	uint64_t bytes = 0;
	struct zl_job job = {.document = document, .limits = limits, .bytes = &bytes};

	if (size > limits->source_bytes)
		return zl_document_fail(document, stage, ZL_TOO_LARGE, NULL, 0, 0,
					"%zu bytes, limit %llu", size,
					(unsigned long long)limits->source_bytes);
	if (open_package(&job, data, size) == ZL_OK && read_package(&job, &relations) == ZL_OK) {
		note_changes(&job);
		zl_order(&job);
	}
	zl_relations_free(&relations);
	job_free(&job);
	return document->error.code;
}

void
zl_unpack_prepare(void)
{
	tzset(); /* libzip asks for the local time */
	xmlInitParser();
	zl_charset_prepare();
}
