/* rules_reading.c: what was read in the lines of an example. */
#include "rules_reading.h"

#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"

static enum zl_status
add_line(struct zl_document *document, const struct zl_example_line *line)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	struct zl_table *table = NULL;

	if (paragraph == NULL)
		return ZL_FAILED;
	paragraph->text = zl_string(line->text);
	paragraph->outline = -1;
	if (line->row == 0)
		return ZL_DONE;
	if (line->row == 1 && line->column == 1 && zl_document_add(document, tables) == NULL)
		return ZL_FAILED;
	table = &document->tables.items[document->tables.count - 1];
	table->rows = line->row > table->rows ? line->row : table->rows;
	table->columns = line->column > table->columns ? line->column : table->columns;
	paragraph->table = (uint32_t)document->tables.count;
	paragraph->row = line->row;
	paragraph->column = line->column;
	paragraph->row_span = paragraph->column_span = 1;
	return ZL_DONE;
}

/* The child of that kind; NULL for none. */
static const struct zl_node *
child(const struct zl_node *node, enum zl_node_kind kind)
{
	for (node = node->first; node != NULL; node = node->next)
		if (node->kind == kind)
			return node;
	return NULL;
}

static const struct zl_node *
first_below(const struct zl_node *root, enum zl_node_kind kind)
{
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		if (node->kind == kind)
			return node;
	return NULL;
}

/* Whether a piece is no part of what its response or statement says. */
static bool
left_out(const struct zl_node *piece, const struct zl_node *root)
{
	for (const struct zl_node *node = piece; node != root; node = node->parent)
		if (node->kind == ZL_NODE_LABEL || node->kind == ZL_NODE_RESIDUE ||
		    node->kind == ZL_NODE_ATTRIBUTE || node->kind == ZL_NODE_FINDING)
			return true;
	return piece->computed;
}

/* All text below root; "" for NULL. */
static enum zl_status
text_of(struct zl_document *document, const struct zl_node *root, struct zl_string *out)
{
	struct zl_buffer text = {0};
	bool good;

	*out = (struct zl_string){"", 0};
	if (root == NULL)
		return ZL_DONE;
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		if (node->kind == ZL_NODE_TEXT && !left_out(node, root))
			zl_buffer_add(
			    &text, document->paragraphs.items[node->n - 1].text.data + node->from,
			    node->to - node->from);
	good = !text.failed &&
	       zl_document_copy(document, text.data == NULL ? "" : text.data, text.length, out);
	zl_buffer_free(&text);
	return good;
}

/* The answer that the response refers to; itself where it has text of its own. */
static const struct zl_node *
answer_of(const struct zl_document *document, const struct zl_node *response)
{
	if (response == NULL || response->answer == 0)
		return response;
	for (const struct zl_node *at = document->body; at != NULL;
	     at = zl_node_next(document->body, at))
		if (at->kind == ZL_NODE_ANSWER && at->answer == response->answer)
			return at;
	return response;
}

static enum zl_status
read_finding(struct zl_document *document, const struct zl_node *node, struct zl_read_finding *out)
{
	const struct zl_node *problem = child(node, ZL_NODE_PROBLEM);
	const struct zl_node *response = answer_of(document, child(node, ZL_NODE_RESPONSE));

	out->node = node;
	for (const struct zl_node *at = response; at != NULL; at = zl_node_next(response, at))
		out->measures += at->kind == ZL_NODE_MEASURE;
	return text_of(document, problem == NULL ? NULL : first_below(problem, ZL_NODE_STATEMENT),
		       &out->statement) &&
	       text_of(document, response, &out->response);
}

static size_t
count_kind(const struct zl_node *root, enum zl_node_kind kind)
{
	size_t count = 0;

	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		count += node->kind == kind;
	return count;
}

enum zl_status
zl_reading_collect(struct zl_example_reading *reading)
{
	struct zl_document *document = &reading->document;
	const struct zl_node *root = document->body;
	size_t findings = count_kind(root, ZL_NODE_FINDING);
	size_t recommendations = count_kind(root, ZL_NODE_RECOMMENDATION);
	bool good = true;

	reading->findings = calloc(findings + 1, sizeof(*reading->findings));
	reading->recommendations = calloc(recommendations + 1, sizeof(*reading->recommendations));
	reading->recommendations_met = calloc(recommendations + 1, sizeof(bool));
	if (reading->findings == NULL || reading->recommendations == NULL ||
	    reading->recommendations_met == NULL)
		return ZL_FAILED;
	for (const struct zl_node *node = root; good && node != NULL;
	     node = zl_node_next(root, node)) {
		if (node->kind == ZL_NODE_FINDING)
			good = read_finding(document, node,
					    &reading->findings[reading->finding_count++]);
		else if (node->kind == ZL_NODE_RECOMMENDATION)
			good = text_of(document, first_below(node, ZL_NODE_STATEMENT),
				       &reading->recommendations[reading->recommendation_count++]);
	}
	return good;
}

void
zl_reading_free(struct zl_example_reading *reading)
{
	free(reading->explanation.lines.items);
	free(reading->findings);
	free(reading->recommendations);
	free(reading->recommendations_met);
	zl_document_free(&reading->document);
}

struct zl_string
zl_reading_parent(const struct zl_example_reading *reading, const struct zl_read_finding *finding)
{
	const struct zl_node *node = finding->node->parent;

	while (node != NULL && node->kind != ZL_NODE_FINDING)
		node = node->parent;
	for (size_t i = 0; node != NULL && i < reading->finding_count; i++)
		if (reading->findings[i].node == node)
			return reading->findings[i].statement;
	return (struct zl_string){"", 0};
}

static bool
is(const char *rule, const char *name)
{
	return rule != NULL && strcmp(rule, name) == 0;
}

bool
zl_reading_used(const struct zl_example_reading *reading, const char *rule)
{
	const struct zl_node *root = reading->document.body;

	for (size_t i = 0; i < reading->explanation.lines.count; i++) {
		const struct zl_explained *line = &reading->explanation.lines.items[i];
		if (is(line->rule, rule) || is(line->number, rule) || is(line->label, rule))
			return true;
	}
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		if (is(node->rule, rule))
			return true;
	return false;
}

enum zl_status
zl_reading_make(struct zl_example_reading *reading, const struct zl_rules *rules,
		const struct zl_example *example)
{
	struct zl_document *document = &reading->document;
	bool good = true;

	*reading = (struct zl_example_reading){0};
	for (size_t i = 0; good && i < example->line_count; i++)
		good = add_line(document, &example->lines[i]);
	if (!good || zl_extract_explained(document, rules, &reading->explanation) != ZL_OK)
		return ZL_FAILED;
	return zl_reading_collect(reading);
}
