/* nodes.c: nodes of the tree: pieces of text, paragraphs, lines, attributes. */
#include <string.h>

#include "build.h"

const char *
zl_build_name(struct zl_builder *builder, const char *name)
{
	struct zl_document *document = builder->engine->document;
	struct zl_string copy;

	for (size_t i = 0; i < builder->names.count; i++)
		if (builder->names.items[i].name == name)
			return builder->names.items[i].kept;
	if (name == NULL || !zl_document_copy(document, name, strlen(name), &copy))
		return NULL;
	struct zl_kept_name *kept =
	    zl_vector_add(document, (void **)&builder->names.items, &builder->names.count,
			  &builder->names.capacity, sizeof(*kept));
	if (kept == NULL)
		return NULL;
	*kept = (struct zl_kept_name){name, copy.data};
	return copy.data;
}

struct zl_node *
zl_build_node(struct zl_builder *builder, struct zl_node *parent, enum zl_node_kind kind,
	      const struct zl_rule *rule)
{
	struct zl_node *node = zl_node_add(builder->engine->document, parent, kind);

	if (node != NULL && rule != NULL)
		node->rule = zl_build_name(builder, rule->name);
	return node;
}

enum zl_status
zl_build_words(struct zl_builder *builder, struct zl_node *parent, enum zl_node_kind kind,
	       uint32_t line, uint32_t from, uint32_t to, const struct zl_rule *rule)
{
	const struct zl_line *at = &builder->engine->lines.items[line];

	if (from >= to)
		return ZL_DONE;
	struct zl_node *node = zl_build_node(builder, parent, kind, rule);
	return node != NULL && zl_view_pieces(builder->engine, node, at, from, to);
}

/* The paragraph of the document that the last piece under node is of; 0 for none. */
static uint32_t
last_paragraph(const struct zl_node *node)
{
	while (node != NULL && node->kind != ZL_NODE_TEXT)
		node = node->last;
	return node == NULL ? 0 : node->n;
}

enum zl_status
zl_build_paragraph(struct zl_builder *builder, struct zl_node *parent, enum zl_node_kind kind,
		   uint32_t line, uint32_t from, uint32_t to, const struct zl_rule *rule)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *at = &engine->lines.items[line];
	struct zl_stretch piece;
	uint32_t n;

	while (zl_view_next(engine, at, &from, to, &piece, &n)) {
		struct zl_node *paragraph = parent->last;
		if (paragraph == NULL || paragraph->kind != ZL_NODE_PARAGRAPH ||
		    last_paragraph(paragraph) != n)
			paragraph = zl_build_node(builder, parent, ZL_NODE_PARAGRAPH, NULL);
		struct zl_node *into = paragraph;
		if (into != NULL && kind != ZL_NODE_TEXT)
			into = zl_build_node(builder, paragraph, kind, rule);
		if (into == NULL || !zl_view_pieces(engine, into, at, piece.from, piece.to))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

enum zl_status
zl_build_line(struct zl_builder *builder, struct zl_node *parent, uint32_t line, uint32_t from)
{
	const struct zl_line *at = &builder->engine->lines.items[line];

	if (at->kind == ZL_LINE_CONTENTS || at->kind == ZL_LINE_RESIDUE) {
		enum zl_node_kind kind =
		    at->kind == ZL_LINE_CONTENTS ? ZL_NODE_CONTENTS : ZL_NODE_RESIDUE;
		struct zl_node *last = parent->last;
		if (last == NULL || last->kind != kind || kind == ZL_NODE_RESIDUE)
			last = zl_build_node(builder, parent, kind, NULL);
		if (last == NULL)
			return ZL_FAILED;
		return kind == ZL_NODE_RESIDUE
			   ? zl_view_pieces(builder->engine, last, at, from, at->end)
			   : zl_view_paragraphs(builder->engine, last, at, from, at->end);
	}
	return zl_view_paragraphs(builder->engine, parent, at, from, at->end);
}

enum zl_status
zl_build_attribute(struct zl_builder *builder, struct zl_node *parent, const struct zl_part *part)
{
	struct zl_engine *engine = builder->engine;
	const struct zl_line *line = &engine->lines.items[part->line];

	struct zl_node *node = zl_build_node(builder, parent, ZL_NODE_ATTRIBUTE, part->rule);
	if (node == NULL)
		return ZL_FAILED;
	node->name = zl_build_name(builder, part->rule->as);
	if (node->name == NULL)
		return ZL_FAILED;
	return zl_build_words(builder, node, ZL_NODE_LABEL, part->line, part->stretch.from,
			      part->value.from, NULL) &&
	       zl_view_pieces(engine, node, line, part->value.from, part->value.to) &&
	       zl_build_words(builder, node, ZL_NODE_MARKER, part->line, part->value.to,
			      part->stretch.to, NULL);
}

enum zl_status
zl_build_note(struct zl_builder *builder, struct zl_node *node, int32_t list, bool answered)
{
	struct zl_built *built =
	    zl_vector_add(builder->engine->document, (void **)&builder->built.items,
			  &builder->built.count, &builder->built.capacity, sizeof(*built));

	if (built != NULL)
		*built = (struct zl_built){.node = node, .list = list, .answered = answered};
	return built != NULL;
}
