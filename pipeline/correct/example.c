/*
 * example.c: the lines around a correction, with the reading that it made, as an <example>: it is
 * to be shortened, its names changed, and put in a rule file.  It fails there until a rule reads it
 * so; then corrections check says that the correction is redundant.
 */
#include "example.h"

#include <stdio.h>
#include <string.h>

#include "document/xml_text.h"
#include "pipeline/batch/read_file.h"
#include "pipeline/common/command.h"
#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "pipeline/rules/rules_reading.h"
#include "trial.h"

/* Paragraphs from first to last; last 0: none. */
struct lines {
	uint32_t first, last;
};

static void
reach(struct lines *lines, uint32_t n)
{
	if (n == 0)
		return;
	lines->first = lines->last == 0 || n < lines->first ? n : lines->first;
	lines->last = n > lines->last ? n : lines->last;
}

/* Where the finding's problem and response stand, without the findings in it. */
static struct lines
lines_of(const struct zl_node *finding)
{
	struct lines lines = {0};

	for (const struct zl_node *node = finding; node != NULL;
	     node = zl_node_next(finding, node)) {
		const struct zl_node *owner = node;
		while (owner->kind != ZL_NODE_FINDING)
			owner = owner->parent;
		if (node->kind == ZL_NODE_TEXT && owner == finding)
			reach(&lines, node->n);
	}
	return lines;
}

/* What the correction is about: its paragraphs, and the whole of each finding that is in them. */
static struct lines
around(const struct zl_example_reading *reading, const struct zl_correction *verb)
{
	struct lines lines = {0}, before;

	reach(&lines, verb->n);
	if (verb->verb == ZL_VERB_RESPONSE) {
		reach(&lines, verb->to);
		reach(&lines, verb->of);
	}
	if (verb->verb == ZL_VERB_UNIT && verb->under > 0)
		reach(&lines, (uint32_t)verb->under);
	do {
		before = lines;
		for (size_t i = 0; i < reading->finding_count; i++) {
			struct lines own = lines_of(reading->findings[i].node);
			if (own.last < lines.first || own.first > lines.last)
				continue;
			reach(&lines, own.first);
			reach(&lines, own.last);
		}
	} while (lines.first != before.first || lines.last != before.last);
	return lines;
}

static void
write_text(const struct zl_paragraph *paragraph, struct zl_buffer *out)
{
	if (paragraph->number != NULL && !paragraph->number->bullet)
		zl_xml_content(out, paragraph->number->text);
	zl_xml_content(out, paragraph->text);
}

static void
write_lines(const struct zl_document *document, struct lines lines, struct zl_buffer *out)
{
	const struct zl_paragraph *row = NULL;

	for (uint32_t n = lines.first; n <= lines.last; n++) {
		const struct zl_paragraph *paragraph = &document->paragraphs.items[n - 1];
		bool same =
		    row != NULL && paragraph->table == row->table && paragraph->row == row->row;
		if (row != NULL && !same) {
			zl_buffer_text(out, "</row>\n");
			row = NULL;
		}
		if (paragraph->story != ZL_STORY_BODY ||
		    (paragraph->table == 0 && paragraph->text.length == 0))
			continue;
		if (paragraph->table == 0) {
			zl_buffer_text(out, "    <p>");
			write_text(paragraph, out);
			zl_buffer_text(out, "</p>\n");
			continue;
		}
		zl_buffer_text(out, row == NULL ? "    <row><c>" : "<c>");
		write_text(paragraph, out);
		zl_buffer_text(out, "</c>");
		row = paragraph;
	}
	zl_buffer_text(out, row != NULL ? "</row>\n" : "");
}

static void
write_finding(const struct zl_example_reading *reading, const struct zl_read_finding *finding,
	      struct zl_buffer *out)
{
	struct zl_string parent = zl_reading_parent(reading, finding);

	zl_buffer_text(out, "    <finding");
	zl_xml_attribute_text(out, "status", zl_status_name(finding->node->status));
	if (parent.length > 0)
		zl_xml_attribute(out, "parent", parent);
	zl_buffer_text(out, "><statement>");
	zl_xml_content(out, finding->statement);
	zl_buffer_text(out, "</statement>");
	if (finding->response.length > 0) {
		zl_buffer_text(out, "\n      <response>");
		zl_xml_content(out, finding->response);
		zl_buffer_text(out, "</response>");
	}
	zl_buffer_text(out, "</finding>\n");
}

static void
write_example(const struct zl_example_reading *reading, const struct zl_correction *verb,
	      struct lines lines, struct zl_buffer *out)
{
	zl_buffer_format(out, "  <!-- paragraph %u: %s -->\n  <example rule=\"NAME\">\n", verb->n,
			 zl_verb_name(verb->verb));
	write_lines(&reading->document, lines, out);
	for (size_t i = 0; i < reading->finding_count; i++) {
		struct lines own = lines_of(reading->findings[i].node);
		if (own.last > 0 && own.first >= lines.first && own.last <= lines.last)
			write_finding(reading, &reading->findings[i], out);
	}
	zl_buffer_text(out, "  </example>\n");
}

/* An example a correction, but none whose lines stand in the one before. */
static void
write_all(const struct zl_example_reading *reading, const struct zl_corrections *corrections,
	  struct zl_buffer *out)
{
	struct lines before = {0};

	for (size_t i = 0; i < corrections->count; i++) {
		const struct zl_correction *verb = &corrections->items[i];
		struct lines lines;
		if (verb->verb == ZL_VERB_NOTE || verb->verb == ZL_VERB_FACT ||
		    verb->n > reading->document.paragraphs.count)
			continue;
		lines = around(reading, verb);
		if (lines.first >= before.first && lines.last <= before.last)
			continue;
		before = lines;
		write_example(reading, verb, lines, out);
	}
}

static int
print(struct zl_trial *trial, const struct zl_corrections *corrections)
{
	struct zl_example_reading reading = {.document = trial->document};
	struct zl_buffer out = {0};
	bool done;

	trial->document = (struct zl_document){0};
	done = zl_reading_collect(&reading);
	if (done)
		write_all(&reading, corrections, &out);
	done = done && !out.failed;
	if (done)
		fwrite(out.length > 0 ? out.data : "", 1, out.length, stdout);
	else
		zl_message("out of memory");
	zl_buffer_free(&out);
	zl_reading_free(&reading);
	return done ? ZL_STATUS_COMPLETE : ZL_STATUS_BROKEN;
}

int
zl_corrections_example(const char *folder, const char *path)
{
	struct zl_store store = {0};
	struct zl_converter converter = {0};
	struct zl_buffer source = {0};
	struct zl_trial trial = {0};
	int status = ZL_STATUS_BROKEN;
	char sha256[65];

	if (zl_read_file(path, &source) && zl_trial_prepare(&converter) &&
	    zl_store_read(&store, folder)) {
		zl_digest(source.data, source.length, sha256);
		const struct zl_corrections *corrections = zl_store_of(&store, sha256);
		if (corrections == NULL) {
			zl_message("%s: there are no corrections of it", path);
			status = ZL_STATUS_USAGE;
		} else if (!zl_trial_make(&converter, path, &source, corrections, &trial)) {
			status = ZL_STATUS_FAILURES;
		} else {
			status = print(&trial, corrections);
		}
	}
	zl_trial_free(&trial);
	zl_converter_free(&converter);
	zl_buffer_free(&source);
	zl_store_free(&store);
	return status;
}
