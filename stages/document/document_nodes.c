/* document_nodes.c: the tree of the structure. */
#include "document_xml.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "document_reader.h"

static const char *
node_name(unsigned i)
{
	return zl_node_name((enum zl_node_kind)i);
}

static const char *
finding_kind_name(unsigned i)
{
	return zl_finding_kind_name((enum zl_finding_kind)i);
}

static const char *
status_name(unsigned i)
{
	return zl_status_name((enum zl_finding_status)i);
}

static void
read_piece(struct zl_reader *reader, struct zl_node *node)
{
	node->n = zl_reader_paragraph(reader);
	node->computed = zl_reader_true(reader, "computed");
	node->from = zl_reader_offset(reader, "from", node->n);
	node->to = zl_reader_offset(reader, "to", node->n);
	if (node->n == 0 || node->from > node->to || (node->computed && node->to > 0))
		zl_reader_refuse(reader, "a piece that is none of a paragraph");
}

static void
read_node(struct zl_reader *reader, struct zl_node *node)
{
	node->rule = zl_reader_name(reader, "rule");
	switch (node->kind) {
	case ZL_NODE_TEXT:
		read_piece(reader, node);
		break;
	case ZL_NODE_SECTION:
		node->level = (int)zl_reader_number(reader, "level", INT_MAX);
		node->ordinal = (int64_t)zl_reader_number(reader, "ordinal", INT64_MAX);
		break;
	case ZL_NODE_MEASURE:
	case ZL_NODE_ROW:
	case ZL_NODE_CELL:
		node->ordinal = (int64_t)zl_reader_number(reader, "ordinal", INT64_MAX);
		break;
	case ZL_NODE_FINDING:
		node->finding_kind = (enum zl_finding_kind)zl_reader_choice(
		    reader, zl_reader_find(reader, "kind"), finding_kind_name,
		    ZL_FINDING_OBSERVATION + 1);
		node->status = (enum zl_finding_status)zl_reader_choice(
		    reader, zl_reader_find(reader, "status"), status_name,
		    ZL_STATUS_UNANSWERED + 1);
		break;
	case ZL_NODE_RESPONSE:
	case ZL_NODE_ANSWER:
		node->answer = (uint32_t)zl_reader_number(reader, "answer", UINT32_MAX);
		break;
	case ZL_NODE_ATTRIBUTE:
		node->name = zl_reader_name(reader, "name");
		if (node->name == NULL)
			zl_reader_refuse(reader, "an attribute without a name");
		break;
	case ZL_NODE_TABLE:
		node->table =
		    (uint32_t)zl_reader_number(reader, "table", reader->document->tables.count);
		if (node->table == 0)
			zl_reader_refuse(reader, "a table that is not there");
		break;
	default:
		break;
	}
}

/* A root: the body first, then the notes, each once. */
static void
begin_root(struct zl_reader *reader, struct zl_node *node)
{
	struct zl_document *document = reader->document;

	if (node->kind == ZL_NODE_BODY && document->body == NULL && document->aside == NULL)
		document->body = node;
	else if (node->kind == ZL_NODE_NOTES && document->aside == NULL)
		document->aside = node;
	else
		zl_reader_refuse(reader, "<%s> at the root of the structure",
				 zl_node_name(node->kind));
}

void
zl_reader_begin_node(struct zl_reader *reader, const char *name)
{
	enum zl_node_kind kind =
	    (enum zl_node_kind)zl_reader_choice(reader, zl_string(name), node_name, ZL_NODE_COUNT);

	if (!zl_reader_is_in_structure(reader))
		zl_reader_refuse(reader, "<%.64s> outside the structure", name);
	else if (reader->node != NULL && (kind == ZL_NODE_BODY || kind == ZL_NODE_NOTES))
		zl_reader_refuse(reader, "<%.64s> below the root of the structure", name);
	else if (reader->node != NULL && reader->node->kind == ZL_NODE_TEXT)
		zl_reader_refuse(reader, "<%.64s> within a piece", name);
	else if (reader->depth > ZL_TREE_DEPTH + 3)
		zl_reader_refuse(reader, "nodes deeper than %d", ZL_TREE_DEPTH);
	if (zl_reader_refused(reader))
		return;
	struct zl_node *node = zl_node_add(reader->document, reader->node, kind);
	if (node == NULL)
		return;
	if (reader->node == NULL)
		begin_root(reader, node);
	reader->node = node;
	read_node(reader, node);
}
