/* body_content.c: what stands in runs, fields, ruby, tables. */
#include "body_elements.h"

#include "reader.h"
#include "unpack/story/fields.h"
#include "unpack/story/places.h"
#include "unpack/story/table.h"
#include "unpack/story/text.h"
#include <string.h>

void
zl_on_text_start(struct zl_xml *xml)
{
	zl_text_begin(zl_builder_of(xml));
}

void
zl_on_text_text(struct zl_xml *xml, const char *text, size_t length)
{
	zl_text_add(zl_builder_of(xml), text, length);
}

void
zl_on_text_end(struct zl_xml *xml)
{
	zl_text_end(zl_builder_of(xml), zl_xml_keeps_space(xml));
}

void
zl_on_code_text(struct zl_xml *xml, const char *text, size_t length)
{
	zl_field_code(zl_builder_of(xml), text, length);
}

void
zl_on_tab_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_RUN)
		zl_text_sign(zl_builder_of(xml), "\t");
}

void
zl_on_break_start(struct zl_xml *xml)
{
	struct zl_string type = zl_xml_given(xml, "type");

	if (zl_string_is(type, "page"))
		zl_text_page(zl_builder_of(xml));
	else if (zl_string_is(type, "column"))
		zl_text_column(zl_builder_of(xml));
	else
		zl_text_sign(zl_builder_of(xml), "\n");
}

void
zl_on_return_start(struct zl_xml *xml)
{
	zl_text_sign(zl_builder_of(xml), "\n");
}

void
zl_on_hard_hyphen_start(struct zl_xml *xml)
{
	zl_text_sign(zl_builder_of(xml), "\u2011");
}

void
zl_on_soft_hyphen_start(struct zl_xml *xml)
{
	zl_text_sign(zl_builder_of(xml), "\u00AD");
}

void
zl_on_symbol_start(struct zl_xml *xml)
{
	zl_text_symbol(zl_builder_of(xml), zl_xml_given(xml, "font"),
		       zl_xml_hexadecimal(xml, "char"));
}

void
zl_on_field_start(struct zl_xml *xml)
{
	struct zl_string type = zl_xml_given(xml, "fldCharType");

	if (zl_string_is(type, "begin"))
		zl_field_begin(zl_builder_of(xml));
	else if (zl_string_is(type, "separate"))
		zl_field_separate(zl_builder_of(xml));
	else if (zl_string_is(type, "end"))
		zl_field_end(zl_builder_of(xml));
}

void
zl_on_simple_field_start(struct zl_xml *xml)
{
	zl_field_simple_begin(zl_builder_of(xml), zl_xml_given(xml, "instr"));
}

void
zl_on_simple_field_end(struct zl_xml *xml)
{
	zl_field_simple_end(zl_builder_of(xml));
}

void
zl_on_box_start(struct zl_xml *xml)
{
	zl_field_box(zl_builder_of(xml), false, true);
}

/* w:checked of a check box, w:result of a list: what the user has set. */
void
zl_on_state_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_TEXT_CHECK)
		zl_field_box(zl_builder_of(xml), zl_xml_toggle(xml), false);
	else if (zl_xml_parent(xml, 1) == ZL_IN_CHOICES)
		zl_field_choice(zl_builder_of(xml), zl_xml_integer(xml, "val", 0), false);
}

void
zl_on_default_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == ZL_IN_TEXT_CHECK)
		zl_field_box(zl_builder_of(xml), zl_xml_toggle(xml), true);
	else if (zl_xml_parent(xml, 1) == ZL_IN_CHOICES)
		zl_field_choice(zl_builder_of(xml), zl_xml_integer(xml, "val", 0), true);
	else if (zl_xml_parent(xml, 1) == ZL_IN_TEXT_INPUT)
		zl_field_text(zl_builder_of(xml), zl_xml_given(xml, "val"));
}

void
zl_on_entry_start(struct zl_xml *xml)
{
	zl_field_entry(zl_builder_of(xml), zl_xml_given(xml, "val"));
}

void
zl_on_ruby_start(struct zl_xml *xml)
{
	zl_ruby_start(zl_builder_of(xml));
}

void
zl_on_reading_start(struct zl_xml *xml)
{
	zl_ruby_reading(zl_builder_of(xml), true);
}

void
zl_on_reading_end(struct zl_xml *xml)
{
	zl_ruby_reading(zl_builder_of(xml), false);
}

void
zl_on_base_start(struct zl_xml *xml)
{
	zl_ruby_base(zl_builder_of(xml), true);
}

void
zl_on_base_end(struct zl_xml *xml)
{
	zl_ruby_base(zl_builder_of(xml), false);
}

void
zl_on_table_start(struct zl_xml *xml)
{
	zl_table_start(zl_builder_of(xml));
}

void
zl_on_table_end(struct zl_xml *xml)
{
	zl_table_end(zl_builder_of(xml));
}

void
zl_on_grid_start(struct zl_xml *xml)
{
	zl_table_grid(zl_builder_of(xml));
}

void
zl_on_row_start(struct zl_xml *xml)
{
	zl_row_start(zl_builder_of(xml));
}

void
zl_on_row_end(struct zl_xml *xml)
{
	zl_row_end(zl_builder_of(xml));
}

void
zl_on_row_before_start(struct zl_xml *xml)
{
	zl_row_before(zl_builder_of(xml), zl_xml_integer(xml, "val", 0));
}

void
zl_on_cell_start(struct zl_xml *xml)
{
	zl_cell_start(zl_builder_of(xml));
	if (zl_row_is_deleted(zl_builder_of(xml)))
		zl_xml_skip(xml);
}

/* A tracked deletion of the cell: what stands in it is gone, marked as deleted or not. */
void
zl_on_cell_deleted(struct zl_xml *xml)
{
	struct zl_builder *builder = zl_builder_of(xml);

	builder->deletions++;
	zl_cell_deleted(builder);
	if (zl_xml_parent(xml, 1) == ZL_IN_CELL_PROPERTIES && zl_xml_parent(xml, 2) == ZL_IN_CELL)
		zl_xml_skip_parent(xml, 2);
}

void
zl_on_cell_end(struct zl_xml *xml)
{
	zl_cell_end(zl_builder_of(xml));
}

void
zl_on_cell_span_start(struct zl_xml *xml)
{
	zl_cell_span(zl_builder_of(xml), zl_xml_integer(xml, "val", 1));
}

void
zl_on_cell_down_start(struct zl_xml *xml)
{
	zl_cell_merge_down(zl_builder_of(xml), zl_string_is(zl_xml_given(xml, "val"), "restart"));
}

void
zl_on_cell_right_start(struct zl_xml *xml)
{
	zl_cell_merge_right(zl_builder_of(xml), zl_string_is(zl_xml_given(xml, "val"), "restart"));
}

void
zl_on_subdocument_start(struct zl_xml *xml)
{
	zl_loss(zl_builder_of(xml), "subdocument", 1, zl_string(""));
}
