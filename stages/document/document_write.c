/* document_write.c: a document as XML, one element a line, in the order of schemas/document.xsd. */
#include "document_xml.h"
#include "positions.h"
#include "xml_text.h"

struct writer {
	const struct zl_document *document;
	struct zl_buffer *out;
	struct zl_positions positions;
};

static void
add_text(struct writer *writer, const char *text)
{
	zl_buffer_text(writer->out, text);
}

/* Attributes that are left out where they say nothing. */
static void
attribute(struct writer *writer, const char *name, struct zl_string value)
{
	if (value.length > 0)
		zl_xml_attribute(writer->out, name, value);
}

static void
attribute_text(struct writer *writer, const char *name, const char *value)
{
	attribute(writer, name, zl_string(value));
}

static void
attribute_number(struct writer *writer, const char *name, uint64_t value)
{
	if (value > 0)
		zl_xml_attribute_number(writer->out, name, value);
}

static void
attribute_true(struct writer *writer, const char *name, bool value)
{
	if (value)
		zl_xml_attribute_text(writer->out, name, "true");
}

/* n and, in characters, an offset in it. */
static void
attribute_place(struct writer *writer, uint32_t n, size_t offset)
{
	attribute_number(writer, "n", n);
	attribute_number(writer, "offset", zl_positions_characters(&writer->positions, n, offset));
}

static void
end_empty(struct writer *writer)
{
	add_text(writer, "/>\n");
}

/* The rest of an element behind its attributes: its text and its end. */
static void
end_with(struct writer *writer, const char *name, struct zl_string text)
{
	zl_buffer_byte(writer->out, '>');
	zl_xml_content(writer->out, text);
	zl_buffer_format(writer->out, "</%s>\n", name);
}

static void
write_source(struct writer *writer)
{
	const struct zl_source *source = &writer->document->source;

	add_text(writer, "<source");
	attribute(writer, "file", source->file);
	attribute(writer, "format", source->format);
	attribute_number(writer, "bytes", source->bytes);
	attribute_text(writer, "sha256", source->sha256);
	end_empty(writer);
}

static void
write_error(struct writer *writer)
{
	const struct zl_error *error = &writer->document->error;

	add_text(writer, "<error");
	attribute_text(writer, "code", zl_failure_code(error->code));
	attribute_text(writer, "stage", error->stage);
	attribute(writer, "part", error->part);
	attribute_number(writer, "line", error->line);
	attribute_number(writer, "n", error->n);
	end_with(writer, "error", error->message);
}

static void
write_rules(struct writer *writer)
{
	const struct zl_rules_used *rules = &writer->document->rules;

	if (rules->family.length == 0 && rules->version.length == 0 && rules->sha256[0] == '\0')
		return;
	add_text(writer, "<rules");
	attribute(writer, "family", rules->family);
	attribute(writer, "version", rules->version);
	attribute_text(writer, "sha256", rules->sha256);
	end_empty(writer);
}

static void
write_number(struct writer *writer, const struct zl_number *number)
{
	int count = ZL_LEVELS;

	/* Even an empty one: it tells that there is a number. */
	zl_xml_attribute(writer->out, "number", number->text);
	attribute(writer, "number-format", number->format);
	attribute_number(writer, "number-list", number->list);
	attribute_number(writer, "number-level", number->level);
	attribute_true(writer, "number-bullet", number->bullet);
	while (count > 0 && number->values[count - 1] == 0)
		count--;
	for (int i = 0; i < count; i++)
		zl_buffer_format(writer->out, i == 0 ? " number-values=\"%d" : " %d",
				 number->values[i]);
	if (count > 0)
		zl_buffer_byte(writer->out, '"');
}

static void
write_paragraph(struct writer *writer, const struct zl_paragraph *paragraph)
{
	add_text(writer, "<p");
	if (paragraph->story != ZL_STORY_BODY)
		attribute_text(writer, "story", zl_story_name(paragraph->story));
	attribute(writer, "part", paragraph->part);
	if (paragraph->para_id != 0)
		zl_buffer_format(writer->out, " para-id=\"%08X\"", paragraph->para_id);
	attribute_number(writer, "note", paragraph->note);
	attribute(writer, "style", paragraph->style);
	if (paragraph->outline >= 0)
		zl_buffer_format(writer->out, " outline=\"%d\"", paragraph->outline);
	attribute_true(writer, "bold", (paragraph->flags & ZL_PARAGRAPH_BOLD) != 0);
	attribute_true(writer, "centred", (paragraph->flags & ZL_PARAGRAPH_CENTRED) != 0);
	attribute_true(writer, "page-break", (paragraph->flags & ZL_PARAGRAPH_PAGE_BREAK) != 0);
	attribute_number(writer, "table", paragraph->table);
	attribute_number(writer, "row", paragraph->row);
	attribute_number(writer, "column", paragraph->column);
	attribute_number(writer, "row-span", paragraph->row_span);
	attribute_number(writer, "column-span", paragraph->column_span);
	if (paragraph->number != NULL)
		write_number(writer, paragraph->number);
	end_with(writer, "p", paragraph->text);
}

static void
write_table(struct writer *writer, const struct zl_table *table)
{
	add_text(writer, "<table");
	attribute_number(writer, "parent", table->parent);
	attribute_number(writer, "parent-row", table->parent_row);
	attribute_number(writer, "parent-column", table->parent_column);
	attribute_number(writer, "rows", table->rows);
	attribute_number(writer, "columns", table->columns);
	end_empty(writer);
}

static void
write_note(struct writer *writer, const struct zl_note *note)
{
	add_text(writer, "<note");
	attribute_text(writer, "story", zl_story_name(note->story));
	attribute_place(writer, note->n, note->offset);
	attribute(writer, "id", note->id);
	attribute(writer, "author", note->author);
	attribute(writer, "date", note->date);
	end_empty(writer);
}

static void
write_ruby(struct writer *writer, const struct zl_ruby *ruby)
{
	struct zl_positions *positions = &writer->positions;
	size_t from = zl_positions_characters(positions, ruby->n, ruby->offset);
	size_t to = zl_positions_characters(positions, ruby->n, ruby->offset + ruby->length);

	add_text(writer, "<ruby");
	attribute_number(writer, "n", ruby->n);
	attribute_number(writer, "offset", from);
	attribute_number(writer, "length", to - from);
	end_with(writer, "ruby", ruby->text);
}

static void
write_change(struct writer *writer, const struct zl_change *change)
{
	add_text(writer, "<change");
	attribute_text(writer, "class", change->class_name);
	attribute_place(writer, change->n, change->offset);
	attribute(writer, "old", change->old);
	attribute(writer, "new", change->new_text);
	end_empty(writer);
}

static void
write_loss(struct writer *writer, const struct zl_loss *loss)
{
	add_text(writer, "<loss");
	attribute_text(writer, "kind", loss->kind);
	attribute_place(writer, loss->n, loss->offset);
	attribute_number(writer, "count", loss->count);
	end_with(writer, "loss", loss->text);
}

static void
write_remark(struct writer *writer, const char *element, const struct zl_remark *remark)
{
	zl_buffer_format(writer->out, "<%s", element);
	attribute_text(writer, "code", remark->code);
	attribute_number(writer, "n", remark->n);
	attribute_number(writer, "finding", remark->finding);
	if (remark->from < remark->to) {
		zl_xml_attribute_number(writer->out, "from", remark->from);
		attribute_number(writer, "to", remark->to);
	}
	attribute(writer, "value", remark->value);
	end_with(writer, element, remark->message);
}

static void
write_property(struct writer *writer, const char *element, const struct zl_property *property)
{
	zl_buffer_format(writer->out, "<%s", element);
	attribute(writer, "name", property->name);
	end_with(writer, element, property->value);
}

static void
write_fact(struct writer *writer, const struct zl_fact *fact)
{
	add_text(writer, "<fact");
	attribute_text(writer, "name", fact->name);
	attribute_number(writer, "n", fact->n);
	attribute(writer, "date", fact->date);
	attribute(writer, "from", fact->from);
	attribute(writer, "to", fact->to);
	end_with(writer, "fact", fact->text);
}

static void
write_piece(struct writer *writer, const struct zl_node *node)
{
	struct zl_positions *positions = &writer->positions;

	attribute_number(writer, "n", node->n);
	attribute_true(writer, "computed", node->computed);
	attribute_number(writer, "from", zl_positions_characters(positions, node->n, node->from));
	attribute_number(writer, "to", zl_positions_characters(positions, node->n, node->to));
}

/* The start tag of a node, ended where the node has nothing in it. */
static void
open_node(struct writer *writer, const struct zl_node *node)
{
	zl_buffer_format(writer->out, "<%s", zl_node_name(node->kind));
	attribute_text(writer, "rule", node->rule);
	switch (node->kind) {
	case ZL_NODE_TEXT:
		write_piece(writer, node);
		break;
	case ZL_NODE_SECTION:
		attribute_number(writer, "level", (uint64_t)node->level);
		attribute_number(writer, "ordinal", (uint64_t)node->ordinal);
		break;
	case ZL_NODE_MEASURE:
	case ZL_NODE_ROW:
	case ZL_NODE_CELL:
		attribute_number(writer, "ordinal", (uint64_t)node->ordinal);
		break;
	case ZL_NODE_FINDING:
		attribute_text(writer, "kind", zl_finding_kind_name(node->finding_kind));
		attribute_text(writer, "status", zl_status_name(node->status));
		break;
	case ZL_NODE_RESPONSE:
	case ZL_NODE_ANSWER:
		attribute_number(writer, "answer", node->answer);
		break;
	case ZL_NODE_ATTRIBUTE:
		attribute_text(writer, "name", node->name);
		break;
	case ZL_NODE_TABLE:
		attribute_number(writer, "table", node->table);
		break;
	default:
		break;
	}
	add_text(writer, node->first == NULL ? "/>\n" : ">\n");
}

static void
write_tree(struct writer *writer, const struct zl_node *root)
{
	const struct zl_node *node = root;

	while (node != NULL) {
		open_node(writer, node);
		if (node->first != NULL) {
			node = node->first;
			continue;
		}
		while (node != root && node->next == NULL) {
			node = node->parent;
			zl_buffer_format(writer->out, "</%s>\n", zl_node_name(node->kind));
		}
		node = node == root ? NULL : node->next;
	}
}

static void
write_structure(struct writer *writer)
{
	const struct zl_document *document = writer->document;

	if (document->body == NULL && document->aside == NULL)
		return;
	add_text(writer, "<structure");
	attribute_number(writer, "doubt", document->doubt);
	add_text(writer, ">\n");
	write_tree(writer, document->body);
	write_tree(writer, document->aside);
	add_text(writer, "</structure>\n");
}

static void
write_content(struct writer *writer)
{
	const struct zl_document *document = writer->document;

	write_rules(writer);
	for (size_t i = 0; i < document->properties.count; i++)
		write_property(writer, "property", &document->properties.items[i]);
	for (size_t i = 0; i < document->settings.count; i++)
		write_property(writer, "setting", &document->settings.items[i]);
	for (size_t i = 0; i < document->paragraphs.count; i++)
		write_paragraph(writer, &document->paragraphs.items[i]);
	for (size_t i = 0; i < document->tables.count; i++)
		write_table(writer, &document->tables.items[i]);
	for (size_t i = 0; i < document->notes.count; i++)
		write_note(writer, &document->notes.items[i]);
	for (size_t i = 0; i < document->rubies.count; i++)
		write_ruby(writer, &document->rubies.items[i]);
	for (size_t i = 0; i < document->changes.count; i++)
		write_change(writer, &document->changes.items[i]);
	for (size_t i = 0; i < document->losses.count; i++)
		write_loss(writer, &document->losses.items[i]);
	for (size_t i = 0; i < document->warnings.count; i++)
		write_remark(writer, "warning", &document->warnings.items[i]);
	for (size_t i = 0; i < document->flags.count; i++)
		write_remark(writer, "flag", &document->flags.items[i]);
	for (size_t i = 0; i < document->facts.count; i++)
		write_fact(writer, &document->facts.items[i]);
	write_structure(writer);
}

enum zl_failure
zl_document_write(const struct zl_document *document, struct zl_buffer *out)
{
	struct writer writer = {document, out, {.document = document}};

	add_text(&writer, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			  "<document xmlns=\"urn:zhengli:document:1\">\n");
	write_source(&writer);
	if (document->error.code != ZL_OK)
		write_error(&writer);
	else
		write_content(&writer);
	add_text(&writer, "</document>\n");
	bool done = !out->failed && !writer.positions.failed;
	if (!done)
		out->failed = true;
	zl_positions_free(&writer.positions);
	return done ? ZL_OK : ZL_OUT_OF_MEMORY;
}
