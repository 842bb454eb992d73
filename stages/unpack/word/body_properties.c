/* body_properties.c: paragraphs and runs, and what is said of them. */
#include "body_elements.h"
#include "reader.h"
#include "unpack/numbering/fonts.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/table.h"

static struct zl_paragraph_state *
state_of(struct zl_xml *xml)
{
	return zl_paragraph_own(zl_builder_of(xml));
}

/* The run whose property is being read; NULL for properties of something else. */
static struct zl_run *
run_of(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (reader->builder->frame == NULL || zl_xml_parent(xml, 1) != ZL_IN_RUN_PROPERTIES ||
	    zl_xml_parent(xml, 2) != ZL_IN_RUN)
		return NULL;
	return &reader->builder->frame->run;
}

/* Whether the property being read is of the paragraph's end mark. */
static bool
is_of_mark(struct zl_xml *xml)
{
	return zl_xml_parent(xml, 1) == ZL_IN_RUN_PROPERTIES &&
	       zl_xml_parent(xml, 2) == ZL_IN_PARAGRAPH_PROPERTIES;
}

void
zl_on_paragraph_start(struct zl_xml *xml)
{
	struct zl_string id = zl_xml_given(xml, "paraId");
	uint32_t para_id = 0;

	for (size_t i = 0; i < id.length && i < 8; i++) {
		char c = id.data[i] | 0x20;
		para_id = para_id << 4 | (uint32_t)(c >= 'a' ? c - 'a' + 10 : c - '0');
	}
	zl_paragraph_start(zl_builder_of(xml), para_id);
}

void
zl_on_paragraph_end(struct zl_xml *xml)
{
	zl_paragraph_end(zl_builder_of(xml));
}

void
zl_on_style_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_paragraph_state *state = state_of(xml);
	struct zl_string id = zl_xml_given(xml, "val");

	if (state == NULL)
		return;
	state->style = zl_styles_find(&reader->builder->styles, id);
	if (state->style == NULL &&
	    !zl_document_copy(reader->builder->document, id.data, id.length, &state->style_id))
		zl_builder_exhausted(reader->builder);
}

void
zl_on_list_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL)
		state_of(xml)->list = zl_xml_integer(xml, "val", ZL_UNSET);
}

void
zl_on_level_start(struct zl_xml *xml)
{
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (state_of(xml) != NULL && level >= 0 && level < ZL_LEVELS)
		state_of(xml)->list_level = (int8_t)level;
}

void
zl_on_outline_start(struct zl_xml *xml)
{
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (state_of(xml) != NULL && level >= 0 && level <= 9)
		state_of(xml)->outline = (int8_t)level;
}

void
zl_on_justify_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL && zl_xml_parent(xml, 1) == ZL_IN_PARAGRAPH_PROPERTIES)
		state_of(xml)->centred = zl_string_is(zl_xml_given(xml, "val"), "center");
}

void
zl_on_page_break_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL)
		state_of(xml)->page_break = zl_xml_toggle(xml);
}

void
zl_on_section_start(struct zl_xml *xml)
{
	struct zl_paragraph_state *state = state_of(xml);

	if (state != NULL && zl_xml_parent(xml, 1) == ZL_IN_PARAGRAPH_PROPERTIES)
		state->ends_section = true;
}

void
zl_on_run_start(struct zl_xml *xml)
{
	zl_run_start(zl_builder_of(xml));
}

void
zl_on_bold_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->bold = zl_xml_toggle(xml);
}

void
zl_on_hidden_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->hidden = zl_xml_toggle(xml);
	else if (is_of_mark(xml) && state_of(xml) != NULL)
		state_of(xml)->mark_hidden = zl_xml_toggle(xml);
}

void
zl_on_run_style_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->style = zl_styles_find(&reader->builder->styles, zl_xml_given(xml, "val"));
}

void
zl_on_fonts_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run == NULL)
		return;
	zl_fonts_read(xml, &run->fonts);
}

/* Tracked deletions, of text, of a paragraph's end and of a table row: out of the final view. */
void
zl_on_deleted_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	reader->builder->deletions++;
	if (is_of_mark(xml) && reader->builder->frame != NULL)
		reader->builder->frame->state.mark_deleted = true;
	else if (zl_xml_parent(xml, 1) == ZL_IN_ROW_PROPERTIES)
		zl_row_deleted(reader->builder);
	zl_xml_skip(xml);
}

void
zl_on_inserted_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	reader->builder->insertions++;
}
