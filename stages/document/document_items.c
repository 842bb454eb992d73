/* document_items.c: what a document holds beside its structure, an element each. */
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
	remark->finding = zl_reader_number32(reader, "finding");
	remark->from = zl_reader_number32(reader, "from");
	remark->to = zl_reader_number32(reader, "to");
	remark->value = zl_reader_string(reader, "value");
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
	reader->document->doubt = zl_reader_number32(reader, "doubt");
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

void
zl_reader_begin_item(struct zl_reader *reader, const char *name)
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

bool
zl_reader_is_in_structure(const struct zl_reader *reader)
{
	return reader->item == ITEM_COUNT;
}
