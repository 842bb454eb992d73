/*
 * body_elements.h: elements of text: the handlers of body.c's grammar, whose context is a part
 * reader.  Each is called zl_on_, what its element is, and whether it starts, ends or has text.
 */
#ifndef ZL_BODY_ELEMENTS_H
#define ZL_BODY_ELEMENTS_H

#include "unpack/xml/xml.h"

/* Elements that others look for among their parents. */
enum zl_body_parent {
	ZL_IN_RUN = 1,
	ZL_IN_RUN_PROPERTIES,
	ZL_IN_PARAGRAPH_PROPERTIES,
	ZL_IN_ROW_PROPERTIES,
	ZL_IN_TEXT_CHECK,
	ZL_IN_CHOICES,
	ZL_IN_TEXT_INPUT,
	ZL_IN_CELL,
	ZL_IN_CELL_PROPERTIES,
	ZL_IN_CONTROL_PROPERTIES,
	ZL_IN_SHAPE,
	ZL_IN_SHAPE_PARAGRAPH,
	ZL_IN_SHAPE_RUN
};

/* body_properties.c: paragraphs and runs, and what is said of them. */
zl_xml_handler zl_on_section_start, zl_on_paragraph_start, zl_on_paragraph_end, zl_on_style_start,
    zl_on_list_start, zl_on_level_start, zl_on_outline_start, zl_on_justify_start,
    zl_on_page_break_start, zl_on_run_start, zl_on_bold_start, zl_on_hidden_start,
    zl_on_run_style_start, zl_on_fonts_start, zl_on_deleted_start, zl_on_inserted_start;

/* shapes.c: text of shapes in DrawingML's own words, as a locked canvas has it. */
zl_xml_handler zl_on_shape_paragraph_start, zl_on_shape_paragraph_end, zl_on_shape_text_start,
    zl_on_shape_text_end, zl_on_shape_break;

/* body_content.c: what stands in runs, fields, ruby, tables. */
zl_xml_handler zl_on_text_start, zl_on_text_end, zl_on_tab_start, zl_on_break_start,
    zl_on_return_start, zl_on_hard_hyphen_start, zl_on_soft_hyphen_start, zl_on_symbol_start,
    zl_on_field_start, zl_on_simple_field_start, zl_on_simple_field_end, zl_on_box_start,
    zl_on_state_start, zl_on_default_start, zl_on_entry_start, zl_on_ruby_start,
    zl_on_reading_start, zl_on_reading_end, zl_on_base_start, zl_on_base_end, zl_on_table_start,
    zl_on_table_end, zl_on_grid_start, zl_on_row_start, zl_on_row_end, zl_on_row_before_start,
    zl_on_cell_start, zl_on_cell_deleted, zl_on_cell_end, zl_on_cell_span_start,
    zl_on_cell_down_start, zl_on_cell_right_start, zl_on_subdocument_start;
zl_xml_text zl_on_text_text, zl_on_code_text;

#endif
