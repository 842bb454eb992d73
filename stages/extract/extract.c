/* extract.c: the third stage, step by step: see engine.h. */
#include "extract.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "corrections/apply.h"
#include "doubt/doubt.h"
#include "explain.h"
#include "extract/build/build.h"
#include "extract/facts/describe.h"
#include "extract/lines/engine.h"
#include "outline/outline.h"

/* A tree of plain paragraphs: what is left when the structure does not hold every paragraph. */
static enum zl_status
build_plain(struct zl_document *document)
{
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	for (uint32_t n = 1; document->body != NULL && n <= document->paragraphs.count; n++)
		if (document->paragraphs.items[n - 1].story == ZL_STORY_BODY &&
		    !zl_build_plain(document, document->body, n))
			return ZL_FAILED;
	return document->body != NULL && zl_build_aside(document);
}

/* Lines, put together, and cut where items begin. */
static enum zl_status
read_lines(struct zl_engine *engine, const struct zl_rule_file *common)
{
	if (!zl_view_build(engine, common))
		return ZL_FAILED;
	engine->file = common;
	zl_lines_read(engine);
	if (!zl_choose_family(engine))
		return ZL_FAILED;
	if (zl_has_pages(engine)) {
		zl_view_clear(engine);
		if (!zl_view_build(engine, common))
			return ZL_FAILED;
		zl_lines_read(engine);
	}
	zl_find_stacks(engine);
	zl_wrap(engine);
	return zl_find_letters(engine) && zl_openings_find(engine) && zl_enumerate(engine);
}

static enum zl_status
read_units(struct zl_engine *engine)
{
	return zl_units_collect(engine) && zl_outline(engine) && zl_roles(engine);
}

static enum zl_status
read_document(struct zl_engine *engine)
{
	const struct zl_rule_file *common = zl_rules_default(engine->rules);

	if (common == NULL || !read_lines(engine, common))
		return ZL_FAILED;
	if (!zl_set_apart(engine) || !zl_find_blocks(engine) || !zl_corrections_begin(engine) ||
	    !read_units(engine) || !zl_pair(engine))
		return ZL_FAILED;
	zl_find_tasks(engine);
	return !zl_engine_failed(engine) && zl_build(engine);
}

static enum zl_status
note_rules(struct zl_document *document, const struct zl_rule_file *file)
{
	struct zl_rules_used *used = &document->rules;

	snprintf(used->sha256, sizeof(used->sha256), "%s", file->sha256);
	return zl_document_copy(document, file->family, strlen(file->family), &used->family) &&
	       zl_document_copy(document, file->version, strlen(file->version), &used->version);
}

/* What a match met becomes the document's failure. */
static void
fail_by_match(struct zl_engine *engine)
{
	const struct zl_pattern *pattern;
	const char *message;
	enum zl_match_fault fault = zl_matcher_fault(engine->matcher, &pattern, &message);

	if (fault == ZL_MATCH_FINE)
		return;
	const struct zl_rule *rule = zl_rules_of_pattern(engine->rules, pattern);
	zl_document_fail(engine->document, "extract",
			 fault == ZL_MATCH_MEMORY ? ZL_OUT_OF_MEMORY : ZL_RULE_LIMIT,
			 rule == NULL ? NULL : rule->name, 0, engine->n, "%s", message);
}

/* The tree must hold every paragraph; a tree that does not is a defect, but no reason to lose text.
 */
static enum zl_status
see_to_wholeness(struct zl_document *document)
{
	uint32_t n;

	if (zl_document_whole(document, &n))
		return ZL_DONE;
	if (!build_plain(document))
		return ZL_FAILED;
	return zl_document_flag(document, "structure-lost", n,
				"the structure found did not hold this paragraph as it is");
}

static enum zl_failure
extract(struct zl_document *document, const struct zl_rules *rules,
	const struct zl_corrections *corrections, struct zl_explanation *out)
{
	struct zl_engine engine = {.document = document,
				   .rules = rules,
				   .matcher = zl_rules_matcher(rules),
				   .corrections = corrections};

	zl_matcher_reset(engine.matcher);
	bool done = read_document(&engine) && note_rules(document, engine.file) &&
		    see_to_wholeness(document) && (out == NULL || zl_explain(&engine, out)) &&
		    zl_describe(&engine) && zl_corrections_finish(&engine) &&
		    see_to_wholeness(document) && zl_doubt(&engine);
	if (!done)
		fail_by_match(&engine);
	if (!done && document->error.code == ZL_OK)
		zl_document_fail(document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, engine.n,
				 "no memory for the structure");
	zl_view_clear(&engine);
	free(engine.units.items);
	free(engine.openings.items);
	zl_arena_free(&engine.arena);
	return document->error.code;
}

enum zl_failure
zl_extract(struct zl_document *document, const struct zl_rules *rules)
{
	return extract(document, rules, NULL, NULL);
}

enum zl_failure
zl_extract_corrected(struct zl_document *document, const struct zl_rules *rules,
		     const struct zl_corrections *corrections)
{
	return extract(document, rules, corrections, NULL);
}

enum zl_failure
zl_extract_explained(struct zl_document *document, const struct zl_rules *rules,
		     struct zl_explanation *out)
{
	return extract(document, rules, NULL, out);
}
