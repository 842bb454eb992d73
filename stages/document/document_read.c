/*
 * document_read.c: a document from its XML, with SAX2 of libxml2.  The input may be anybody's: what
 * is read is what schemas/document.xsd allows, every offset within its text, every index within its
 * vector.
 */
#include "document_xml.h"

#include <libxml/parserInternals.h>
#include <limits.h>
#include <string.h>

#include "document_reader.h"

static const char *
story_name(unsigned i)
{
	return zl_story_name((enum zl_story)i);
}

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
read_source(struct zl_reader *reader)
{
	struct zl_source *source = &reader->document->source;

	source->file = zl_reader_string(reader, "file");
	source->format = zl_reader_string(reader, "format");
	source->bytes = zl_reader_number(reader, "bytes", UINT64_MAX);
	zl_reader_hash(reader, source->sha256);
}

static void
read_error(struct zl_reader *reader)
{
	struct zl_error *error = &reader->carried;
	const char *code = zl_reader_name(reader, "code");

	error->code = zl_failure_of_code(code == NULL ? "" : code);
	if (error->code == ZL_OK || error->code == ZL_FAILURE_COUNT)
		zl_reader_refuse(reader, "a failure that is not known");
	error->stage = zl_reader_name(reader, "stage");
	error->part = zl_reader_string(reader, "part");
	error->line = zl_reader_number32(reader, "line");
	error->n = zl_reader_number32(reader, "n");
	reader->text = &error->message;
}

static void
read_rules(struct zl_reader *reader)
{
	struct zl_rules_used *rules = &reader->document->rules;

	rules->family = zl_reader_string(reader, "family");
	rules->version = zl_reader_string(reader, "version");
	zl_reader_hash(reader, rules->sha256);
}

static void
read_property(struct zl_reader *reader)
{
	struct zl_property *property = zl_document_add(reader->document, properties);

	if (property == NULL)
		return;
	property->name = zl_reader_common(reader, "name");
	reader->text = &property->value;
}

static void
read_setting(struct zl_reader *reader)
{
	struct zl_property *setting = zl_document_add(reader->document, settings);

	if (setting == NULL)
		return;
	setting->name = zl_reader_common(reader, "name");
	reader->text = &setting->value;
}

/* The automatic number of a paragraph; NULL where it has none. */
static const struct zl_number *
read_number(struct zl_reader *reader)
{
	struct zl_string text = zl_reader_find(reader, "number");

	if (text.data == NULL)
		return NULL;
	struct zl_number *out = zl_arena_zero(&reader->document->arena, 1, sizeof(*out));
	if (out == NULL) {
		zl_reader_no_memory(reader);
		return NULL;
	}
	out->text = zl_reader_keep(reader, text);
	out->format = zl_reader_common(reader, "number-format");
	out->list = zl_reader_number32(reader, "number-list");
	out->level = (uint8_t)zl_reader_number(reader, "number-level", ZL_LEVELS - 1);
	out->bullet = zl_reader_true(reader, "number-bullet");
	zl_reader_values(reader, out->values);
	return out;
}

static enum zl_story
read_story(struct zl_reader *reader)
{
	struct zl_string story = zl_reader_find(reader, "story");

	return story.data == NULL
		   ? ZL_STORY_BODY
		   : (enum zl_story)zl_reader_choice(reader, story, story_name, ZL_STORY_COUNT);
}

static void
read_cell(struct zl_reader *reader, struct zl_paragraph *paragraph)
{
	paragraph->table = zl_reader_number32(reader, "table");
	paragraph->row = zl_reader_number32(reader, "row");
	paragraph->column = zl_reader_number32(reader, "column");
	paragraph->row_span = zl_reader_number32(reader, "row-span");
	paragraph->column_span = zl_reader_number32(reader, "column-span");
}

static void
read_paragraph(struct zl_reader *reader)
{
	struct zl_paragraph *paragraph = zl_document_add(reader->document, paragraphs);

	if (paragraph == NULL)
		return;
	if (reader->document->paragraphs.count > UINT32_MAX - 1)
		zl_reader_refuse(reader, "too many paragraphs");
	paragraph->story = (uint8_t)read_story(reader);
	paragraph->part = zl_reader_common(reader, "part");
	paragraph->para_id = zl_reader_id(reader);
	paragraph->note = zl_reader_number32(reader, "note");
	paragraph->style = zl_reader_common(reader, "style");
	paragraph->outline = -1;
	if (zl_reader_find(reader, "outline").data != NULL) {
		reader->attributes_used--; /* it is looked at twice */
		paragraph->outline = (int8_t)zl_reader_number(reader, "outline", ZL_LEVELS - 1);
	}
	if (zl_reader_true(reader, "bold"))
		paragraph->flags |= ZL_PARAGRAPH_BOLD;
	if (zl_reader_true(reader, "centred"))
		paragraph->flags |= ZL_PARAGRAPH_CENTRED;
	if (zl_reader_true(reader, "page-break"))
		paragraph->flags |= ZL_PARAGRAPH_PAGE_BREAK;
	read_cell(reader, paragraph);
	paragraph->number = read_number(reader);
	reader->text = &paragraph->text;
}

static void
read_table(struct zl_reader *reader)
{
	size_t before = reader->document->tables.count;
	struct zl_table *table = zl_document_add(reader->document, tables);

	if (table == NULL)
		return;
	table->parent = (uint32_t)zl_reader_number(reader, "parent", before);
	table->parent_row = zl_reader_number32(reader, "parent-row");
	table->parent_column = zl_reader_number32(reader, "parent-column");
	table->rows = zl_reader_number32(reader, "rows");
	table->columns = zl_reader_number32(reader, "columns");
}

static void
read_note(struct zl_reader *reader)
{
	struct zl_note *note = zl_document_add(reader->document, notes);

	if (note == NULL)
		return;
	note->story = read_story(reader);
	note->n = zl_reader_paragraph(reader);
	note->offset = zl_reader_offset(reader, "offset", note->n);
	note->id = zl_reader_string(reader, "id");
	note->author = zl_reader_common(reader, "author");
	note->date = zl_reader_string(reader, "date");
}

static void
read_ruby(struct zl_reader *reader)
{
	struct zl_ruby *ruby = zl_document_add(reader->document, rubies);

	if (ruby == NULL)
		return;
	ruby->n = zl_reader_paragraph(reader);
	uint64_t from = zl_reader_number(reader, "offset", SIZE_MAX / 2);
	uint64_t length = zl_reader_number(reader, "length", SIZE_MAX / 2);
	ruby->offset = zl_reader_bytes(reader, ruby->n, from);
	ruby->length = zl_reader_bytes(reader, ruby->n, from + length) - ruby->offset;
	reader->text = &ruby->text;
}

static void
read_change(struct zl_reader *reader)
{
	struct zl_change *change = zl_document_add(reader->document, changes);

	if (change == NULL)
		return;
	change->class_name = zl_reader_name(reader, "class");
	change->n = zl_reader_paragraph(reader);
	change->offset = zl_reader_offset(reader, "offset", change->n);
	change->old = zl_reader_common(reader, "old");
	change->new_text = zl_reader_common(reader, "new");
	if (change->class_name == NULL)
		zl_reader_refuse(reader, "a change without a class");
}

static void
read_loss(struct zl_reader *reader)
{
	struct zl_loss *loss = zl_document_add(reader->document, losses);

	if (loss == NULL)
		return;
	loss->kind = zl_reader_name(reader, "kind");
	loss->n = zl_reader_paragraph(reader);
	loss->offset = zl_reader_offset(reader, "offset", loss->n);
	loss->count = zl_reader_number32(reader, "count");
	if (loss->kind == NULL)
		zl_reader_refuse(reader, "a loss without a kind");
	reader->text = &loss->text;
}

static void
read_remark(struct zl_reader *reader, struct zl_remark *remark)
{
	if (remark == NULL)
		return;
	remark->code = zl_reader_name(reader, "code");
	remark->n = zl_reader_paragraph(reader);
	if (remark->code == NULL)
		zl_reader_refuse(reader, "a remark without a code");
	reader->text = &remark->message;
}

static void
read_warning(struct zl_reader *reader)
{
	read_remark(reader, zl_document_add(reader->document, warnings));
}

static void
read_flag(struct zl_reader *reader)
{
	read_remark(reader, zl_document_add(reader->document, flags));
}

static void
read_fact(struct zl_reader *reader)
{
	struct zl_fact *fact = zl_document_add(reader->document, facts);

	if (fact == NULL)
		return;
	fact->name = zl_reader_name(reader, "name");
	fact->n = zl_reader_paragraph(reader);
	fact->date = zl_reader_string(reader, "date");
	fact->from = zl_reader_string(reader, "from");
	fact->to = zl_reader_string(reader, "to");
	if (fact->name == NULL)
		zl_reader_refuse(reader, "a fact without a name");
	reader->text = &fact->text;
}

static void
read_structure(struct zl_reader *reader)
{
	(void)reader; /* what matters is in it */
}

/* What a document holds, in the order it must come in. */
static const struct {
	const char *name;
	void (*read)(struct zl_reader *);
	bool once;
} items[] = {
    {"source", read_source, true},	 {"error", read_error, true},
    {"rules", read_rules, true},	 {"property", read_property, false},
    {"setting", read_setting, false},	 {"p", read_paragraph, false},
    {"table", read_table, false},	 {"note", read_note, false},
    {"ruby", read_ruby, false},		 {"change", read_change, false},
    {"loss", read_loss, false},		 {"warning", read_warning, false},
    {"flag", read_flag, false},		 {"fact", read_fact, false},
    {"structure", read_structure, true},
};
enum { ITEM_COUNT = sizeof(items) / sizeof(items[0]) };

static void
begin_item(struct zl_reader *reader, const char *name)
{
	for (size_t i = reader->item; i < ITEM_COUNT; i++) {
		if (strcmp(items[i].name, name) != 0)
			continue;
		reader->item = items[i].once ? i + 1 : i;
		items[i].read(reader);
		return;
	}
	zl_reader_refuse(reader, "<%.64s> stands where it cannot", name);
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

static void
begin_node(struct zl_reader *reader, const char *name)
{
	enum zl_node_kind kind =
	    (enum zl_node_kind)zl_reader_choice(reader, zl_string(name), node_name, ZL_NODE_COUNT);

	if (reader->item != ITEM_COUNT)
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

static void
begin_document(struct zl_reader *reader, const char *name)
{
	if (strcmp(name, "document") != 0)
		zl_reader_refuse(reader, "the root is <%.64s>, not <document>", name);
}

/* Nothing more is read once something is refused. */
static void
stop_if_refused(struct zl_reader *reader)
{
	if (zl_reader_refused(reader))
		xmlStopParser(reader->parser);
}

static void
on_start(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int attribute_count, int defaulted,
	 const xmlChar **attributes)
{
	struct zl_reader *reader = data;
	const char *name = (const char *)local;

	(void)prefix, (void)namespace_count, (void)namespaces, (void)defaulted;
	reader->depth++;
	reader->attributes = attributes;
	reader->attribute_count = (size_t)attribute_count;
	reader->attributes_used = 0;
	if (uri == NULL || strcmp((const char *)uri, "urn:zhengli:document:1") != 0)
		zl_reader_refuse(reader, "<%.64s> is not of the namespace urn:zhengli:document:1",
				 name);
	else if (reader->text != NULL)
		zl_reader_refuse(reader, "<%.64s> within text", name);
	else if (reader->depth == 1)
		begin_document(reader, name);
	else if (reader->depth == 2)
		begin_item(reader, name);
	else
		begin_node(reader, name);
	if (!zl_reader_refused(reader) && reader->attributes_used != reader->attribute_count)
		zl_reader_refuse(reader, "<%.64s> has an attribute that it cannot have", name);
	stop_if_refused(reader);
}

static void
on_end(void *data, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_reader *reader = data;
	struct zl_buffer *characters = &reader->characters;

	(void)local, (void)prefix, (void)uri;
	if (characters->failed)
		zl_reader_no_memory(reader);
	if (reader->text != NULL && !zl_reader_refused(reader))
		*reader->text = zl_reader_keep(
		    reader, (struct zl_string){characters->data, characters->length});
	reader->text = NULL;
	zl_buffer_clear(characters);
	reader->depth--;
	if (reader->node != NULL)
		reader->node = reader->node->parent;
	stop_if_refused(reader);
}

static void
on_characters(void *data, const xmlChar *text, int length)
{
	struct zl_reader *reader = data;

	if (reader->text != NULL) {
		zl_buffer_add(&reader->characters, text, (size_t)length);
		return;
	}
	for (int i = 0; i < length; i++)
		if (strchr(" \t\r\n", text[i]) == NULL || text[i] == '\0') {
			zl_reader_refuse(reader, "text where none can stand");
			break;
		}
	stop_if_refused(reader);
}

static void
on_doctype(void *data, const xmlChar *name, const xmlChar *external, const xmlChar *system)
{
	(void)name, (void)external, (void)system;
	zl_reader_refuse(data, "a document type declaration");
	stop_if_refused(data);
}

static void
on_error(void *data, xmlErrorPtr error)
{
	struct zl_reader *reader = data;

	if (error->level == XML_ERR_WARNING)
		return;
	if (error->code == XML_ERR_NO_MEMORY)
		zl_reader_no_memory(reader);
	else
		zl_reader_refuse(reader, "%s", error->message == NULL ? "not XML" : error->message);
}

/* What points from one vector into another that came later. */
static void
check_indices(struct zl_reader *reader)
{
	const struct zl_document *document = reader->document;

	for (size_t i = 0; i < document->paragraphs.count && !zl_reader_refused(reader); i++) {
		const struct zl_paragraph *paragraph = &document->paragraphs.items[i];
		if (paragraph->note > document->notes.count)
			zl_reader_refuse(reader, "paragraph %zu is of a note that is not there",
					 i + 1);
		if (paragraph->table > document->tables.count)
			zl_reader_refuse(reader, "paragraph %zu is of a table that is not there",
					 i + 1);
	}
}

static void
parse(struct zl_reader *reader, const char *data, int size)
{
	static const xmlSAXHandler handler = {
	    .initialized = XML_SAX2_MAGIC,
	    .startElementNs = on_start,
	    .endElementNs = on_end,
	    .characters = on_characters,
	    .ignorableWhitespace = on_characters,
	    .cdataBlock = on_characters,
	    .internalSubset = on_doctype,
	    .serror = on_error,
	};
	xmlParserCtxtPtr parser = xmlCreateMemoryParserCtxt(data, size);

	if (parser == NULL) {
		zl_reader_no_memory(reader);
		return;
	}
	/*
	 * HUGE: a paragraph may be longer than libxml2's 10 MB; depth is bounded here.  NOENT: the
	 * predefined entities in attributes; there are no others without a document type.
	 */
	xmlCtxtUseOptions(parser, XML_PARSE_HUGE | XML_PARSE_NOENT | XML_PARSE_NONET);
	*parser->sax = handler;
	parser->userData = reader;
	reader->parser = parser;
	xmlParseDocument(parser);
	if (!parser->wellFormed)
		zl_reader_refuse(reader, "not well-formed XML");
	check_indices(reader);
	reader->parser = NULL;
	xmlFreeParserCtxt(parser);
}

enum zl_failure
zl_document_read(struct zl_document *document, const char *data, size_t size)
{
	struct zl_reader reader = {.document = document, .positions = {.document = document}};

	if (size == 0 || size > INT_MAX)
		return zl_document_fail(document, "document", ZL_INVALID_DOCUMENT, NULL, 0, 0,
					"%zu bytes are not from 1 to %d", size, INT_MAX);
	parse(&reader, data, (int)size);
	zl_positions_free(&reader.positions);
	zl_buffer_free(&reader.characters);
	if (document->error.code != ZL_OK)
		return document->error.code;
	document->error = reader.carried;
	return ZL_OK;
}
