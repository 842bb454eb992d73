/* parts.c */
#include "parts.h"

#include <string.h>
#include <strings.h>

#include "body.h"
#include "headers.h"
#include "properties.h"

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
				 (uint32_t)document->paragraphs.count, "%s", told.message);
		return false;
	}
	return zl_document_warn(document,
				told.code == ZL_MISSING_PART ? "missing-part" : "broken-part", 0,
				"%s: %s: %s", name.data, zl_failure_code(told.code), told.message);
}

/* Whether the document can still be read. */
static bool
goes_on(const struct zl_job *job)
{
	return job->document->error.code == ZL_OK;
}

bool
zl_part_is_beside(const struct zl_job *job, struct zl_string name)
{
	const char *slash = memrchr(job->main.data, '/', job->main.length);
	size_t folder = slash == NULL ? 0 : (size_t)(slash + 1 - job->main.data);

	return name.length > folder && strncasecmp(name.data, job->main.data, folder) == 0 &&
	       memchr(name.data + folder, '/', name.length - folder) == NULL &&
	       zl_package_has(&job->package, name);
}

bool
zl_part_has_type(const struct zl_type *type, const char *name)
{
	static const char word[] =
	    "application/vnd.openxmlformats-officedocument.wordprocessingml.";
	size_t from = sizeof(word) - 1, length = strlen(name);

	return !type->is_default && type->type.length == from + length + 4 &&
	       memcmp(type->type.data, word, from) == 0 &&
	       memcmp(type->type.data + from, name, length) == 0 &&
	       memcmp(type->type.data + from + length, "+xml", 4) == 0;
}

/*
 * The part that the main part's relationship of the type leads to; else one beside it whose content
 * type says so, or that has the usual name.  An empty string for none.
 */
static struct zl_string
part_of_type(struct zl_job *job, const char *type, const char *usual)
{
	const struct zl_relation *relation = zl_relations_next(&job->relations, NULL, type);
	struct zl_string name = zl_string("");

	while (relation != NULL && relation->target.length == 0)
		relation = zl_relations_next(&job->relations, relation, type);
	if (relation != NULL)
		return relation->target;
	for (size_t i = 0; i < job->types.count && name.length == 0; i++)
		if (zl_part_has_type(&job->types.items[i], type) &&
		    zl_part_is_beside(job, job->types.items[i].name))
			name = job->types.items[i].name;
	if (name.length == 0 && job->relations.count == 0 &&
	    zl_package_has(&job->package, zl_string(usual)))
		name = zl_string(usual);
	if (name.length > 0)
		zl_document_warn(job->document, "missing-relation", 0,
				 "no relationship leads to %s", name.data);
	return name;
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
		zl_numbering_read(&job->numbering, &job->styles, &job->arena, job->list_base,
				  part.data, part.size, job->limits->depth, &fault);
	zl_part_free(&part);
	zl_part_failed(job, name, &fault);
}

void
zl_part_text(struct zl_job *job, struct zl_string name, const char *root, enum zl_story story)
{
	struct zl_relations relations = {0};
	struct zl_fault fault = {0}, *outer = job->fault;
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
	job->fault = outer;
}

static void
read_notes(struct zl_job *job, const char *type, const char *usual, const char *root)
{
	struct zl_string name = part_of_type(job, type, usual);

	if (name.length > 0)
		zl_part_text(job, name, root, ZL_STORY_BODY);
}

void
zl_parts_after(struct zl_job *job)
{
	read_notes(job, "footnotes", "word/footnotes.xml", "footnotes");
	read_notes(job, "endnotes", "word/endnotes.xml", "endnotes");
	read_notes(job, "comments", "word/comments.xml", "comments");
	if (goes_on(job))
		zl_headers_read(job, "header");
	if (goes_on(job))
		zl_headers_read(job, "footer");
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
