/* body.c: the elements of WordprocessingML text, each with what it does. */
#include "body.h"

#include <stdlib.h>
#include <string.h>

#include "alternate.h"
#include "body_elements.h"
#include "chunk.h"
#include "control.h"
#include "formula.h"
#include "notes.h"
#include "objects.h"
#include "reader.h"
#include "unpack/story/frame.h"

/* The root tells whether the part is what it is taken for. */
static void
root_start(struct zl_xml *xml)
{
	struct zl_part_reader *reader = xml->context;

	if (xml->name->prefix->namespace->space != ZL_NS_W ||
	    strcmp(xml->name->local, reader->root) != 0)
		zl_xml_fail(xml, ZL_NOT_A_DOCX, "its root element is %.80s, not w:%s",
			    xml->name->local, reader->root);
}

static const struct zl_element elements[] = {
    {ZL_NS_W, "altChunk", zl_chunk_start, NULL, NULL, 0},
    {ZL_NS_W, "b", zl_on_bold_start, NULL, NULL, 0},
    {ZL_NS_W, "br", zl_on_break_start, NULL, NULL, 0},
    {ZL_NS_W, "cellDel", zl_on_cell_deleted, NULL, NULL, 0},
    {ZL_NS_W, "checkBox", zl_on_box_start, NULL, NULL, ZL_IN_TEXT_CHECK},
    {ZL_NS_W, "checked", zl_on_state_start, NULL, NULL, 0},
    {ZL_NS_W, "comment", zl_comment_start, zl_note_end, NULL, 0},
    {ZL_NS_W, "commentRangeStart", zl_comment_reference, NULL, NULL, 0},
    {ZL_NS_W, "commentReference", zl_comment_reference, NULL, NULL, 0},
    {ZL_NS_W, "control", zl_control_start, NULL, NULL, 0},
    {ZL_NS_W, "cr", zl_on_return_start, NULL, NULL, 0},
    {ZL_NS_W, "dataBinding", zl_sdt_binding, NULL, NULL, 0},
    {ZL_NS_W, "ddList", NULL, NULL, NULL, ZL_IN_CHOICES},
    {ZL_NS_W, "default", zl_on_default_start, NULL, NULL, 0},
    {ZL_NS_W, "del", zl_on_deleted_start, NULL, NULL, 0},
    {ZL_NS_W, "docPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "docSuppData", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "drawing", zl_drawing_start, zl_drawing_end, NULL, 0},
    {ZL_NS_W, "endnote", zl_endnote_start, zl_note_end, NULL, 0},
    {ZL_NS_W, "endnoteReference", zl_endnote_reference, NULL, NULL, 0},
    {ZL_NS_W, "fldChar", zl_on_field_start, NULL, NULL, 0},
    {ZL_NS_W, "fldSimple", zl_on_simple_field_start, zl_on_simple_field_end, NULL, 0},
    {ZL_NS_W, "fonts", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "footerReference", zl_header_reference, NULL, NULL, 0},
    {ZL_NS_W, "footnote", zl_footnote_start, zl_note_end, NULL, 0},
    {ZL_NS_W, "footnoteReference", zl_footnote_reference, NULL, NULL, 0},
    {ZL_NS_W, "ftr", zl_wordml_header_start, zl_wordml_header_end, NULL, 0},
    {ZL_NS_W, "gridBefore", zl_on_row_before_start, NULL, NULL, 0},
    {ZL_NS_W, "gridCol", zl_on_grid_start, NULL, NULL, 0},
    {ZL_NS_W, "gridSpan", zl_on_cell_span_start, NULL, NULL, 0},
    {ZL_NS_W, "hMerge", zl_on_cell_right_start, NULL, NULL, 0},
    {ZL_NS_W, "hdr", zl_wordml_header_start, zl_wordml_header_end, NULL, 0},
    {ZL_NS_W, "headerReference", zl_header_reference, NULL, NULL, 0},
    {ZL_NS_W, "hmerge", zl_on_cell_right_start, NULL, NULL, 0},
    {ZL_NS_W, "ilfo", zl_on_list_start, NULL, NULL, 0},
    {ZL_NS_W, "ilvl", zl_on_level_start, NULL, NULL, 0},
    {ZL_NS_W, "ins", zl_on_inserted_start, NULL, NULL, 0},
    {ZL_NS_W, "instrText", NULL, NULL, zl_on_code_text, 0},
    {ZL_NS_W, "jc", zl_on_justify_start, NULL, NULL, 0},
    {ZL_NS_W, "listEntry", zl_on_entry_start, NULL, NULL, 0},
    {ZL_NS_W, "lists", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "moveFrom", zl_on_deleted_start, NULL, NULL, 0},
    {ZL_NS_W, "noBreakHyphen", zl_on_hard_hyphen_start, NULL, NULL, 0},
    {ZL_NS_W, "numId", zl_on_list_start, NULL, NULL, 0},
    {ZL_NS_W, "object", zl_object_start, zl_drawing_end, NULL, 0},
    {ZL_NS_W, "outlineLvl", zl_on_outline_start, NULL, NULL, 0},
    {ZL_NS_W, "p", zl_on_paragraph_start, zl_on_paragraph_end, NULL, 0},
    {ZL_NS_W, "pPr", NULL, NULL, NULL, ZL_IN_PARAGRAPH_PROPERTIES},
    {ZL_NS_W, "pPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "pStyle", zl_on_style_start, NULL, NULL, 0},
    {ZL_NS_W, "pageBreakBefore", zl_on_page_break_start, NULL, NULL, 0},
    {ZL_NS_W, "pict", zl_drawing_start, zl_drawing_end, NULL, 0},
    {ZL_NS_W, "ptab", zl_on_tab_start, NULL, NULL, 0},
    {ZL_NS_W, "r", zl_on_run_start, NULL, NULL, ZL_IN_RUN},
    {ZL_NS_W, "rFonts", zl_on_fonts_start, NULL, NULL, 0},
    {ZL_NS_W, "rPr", NULL, NULL, NULL, ZL_IN_RUN_PROPERTIES},
    {ZL_NS_W, "rPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "rStyle", zl_on_run_style_start, NULL, NULL, 0},
    {ZL_NS_W, "result", zl_on_state_start, NULL, NULL, 0},
    {ZL_NS_W, "rt", zl_on_reading_start, zl_on_reading_end, NULL, 0},
    {ZL_NS_W, "ruby", zl_on_ruby_start, NULL, NULL, 0},
    {ZL_NS_W, "rubyBase", zl_on_base_start, zl_on_base_end, NULL, 0},
    {ZL_NS_W, "sdt", zl_sdt_start, zl_sdt_end, NULL, 0},
    {ZL_NS_W, "sdtContent", zl_sdt_content_start, zl_sdt_content_end, NULL, 0},
    {ZL_NS_W, "sdtEndPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "sdtPr", NULL, NULL, NULL, ZL_IN_CONTROL_PROPERTIES},
    {ZL_NS_W, "sectPr", zl_on_section_start, NULL, NULL, 0},
    {ZL_NS_W, "sectPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "showingPlcHdr", zl_sdt_placeholder, NULL, NULL, 0},
    {ZL_NS_W, "softHyphen", zl_on_soft_hyphen_start, NULL, NULL, 0},
    {ZL_NS_W, "styles", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "subDoc", zl_on_subdocument_start, NULL, NULL, 0},
    {ZL_NS_W, "sym", zl_on_symbol_start, NULL, NULL, 0},
    {ZL_NS_W, "t", zl_on_text_start, zl_on_text_end, zl_on_text_text, 0},
    {ZL_NS_W, "tab", zl_on_tab_start, NULL, NULL, 0},
    {ZL_NS_W, "tabs", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "tbl", zl_on_table_start, zl_on_table_end, NULL, 0},
    {ZL_NS_W, "tblGridChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "tblPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "tblPrEx", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "tc", zl_on_cell_start, zl_on_cell_end, NULL, ZL_IN_CELL},
    {ZL_NS_W, "tcPr", NULL, NULL, NULL, ZL_IN_CELL_PROPERTIES},
    {ZL_NS_W, "tcPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "text", zl_sdt_text, NULL, NULL, 0},
    {ZL_NS_W, "textInput", NULL, NULL, NULL, ZL_IN_TEXT_INPUT},
    {ZL_NS_W, "tr", zl_on_row_start, zl_on_row_end, NULL, 0},
    {ZL_NS_W, "trPr", NULL, NULL, NULL, ZL_IN_ROW_PROPERTIES},
    {ZL_NS_W, "trPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_W, "txbxContent", zl_box_start, zl_note_end, NULL, 0},
    {ZL_NS_W, "vMerge", zl_on_cell_down_start, NULL, NULL, 0},
    {ZL_NS_W, "vanish", zl_on_hidden_start, NULL, NULL, 0},
    {ZL_NS_W, "vmerge", zl_on_cell_down_start, NULL, NULL, 0},
    {ZL_NS_MC, "AlternateContent", zl_alternate_start, zl_alternate_end, NULL, 0},
    {ZL_NS_MC, "Choice", zl_choice_start, NULL, NULL, 0},
    {ZL_NS_MC, "Fallback", zl_fallback_start, zl_fallback_end, NULL, 0},
    {ZL_NS_M, "begChr", zl_begin_character, NULL, NULL, 0},
    {ZL_NS_M, "chr", zl_nary_character, NULL, NULL, 0},
    {ZL_NS_M, "d", zl_construct_start, zl_construct_end, NULL, ZL_IN_DELIMITERS},
    {ZL_NS_M, "dPr", NULL, NULL, NULL, ZL_IN_DELIMITER_PROPERTIES},
    {ZL_NS_M, "den", zl_denominator_start, NULL, NULL, 0},
    {ZL_NS_M, "e", zl_argument_start, NULL, NULL, 0},
    {ZL_NS_M, "endChr", zl_end_character, NULL, NULL, 0},
    {ZL_NS_M, "eqArr", zl_construct_start, zl_construct_end, NULL, ZL_IN_EQUATIONS},
    {ZL_NS_M, "f", zl_construct_start, zl_construct_end, NULL, 0},
    {ZL_NS_M, "fPr", NULL, NULL, NULL, ZL_IN_FRACTION_PROPERTIES},
    {ZL_NS_M, "m", zl_construct_start, zl_construct_end, NULL, 0},
    {ZL_NS_M, "mr", zl_matrix_row_start, NULL, NULL, ZL_IN_MATRIX_ROW},
    {ZL_NS_M, "nary", zl_construct_start, zl_construct_end, NULL, ZL_IN_NARY},
    {ZL_NS_M, "naryPr", NULL, NULL, NULL, ZL_IN_NARY_PROPERTIES},
    {ZL_NS_M, "oMath", zl_formula_start, zl_formula_end, NULL, 0},
    {ZL_NS_M, "rad", zl_construct_start, zl_construct_end, NULL, ZL_IN_RADICAL},
    {ZL_NS_M, "sepChr", zl_separator_character, NULL, NULL, 0},
    {ZL_NS_M, "sub", zl_limit_start, NULL, NULL, 0},
    {ZL_NS_M, "sup", zl_limit_start, NULL, NULL, 0},
    {ZL_NS_M, "t", zl_on_text_start, zl_on_text_end, zl_on_text_text, 0},
    {ZL_NS_M, "type", zl_fraction_type, NULL, NULL, 0},
    {ZL_NS_WP, "docPr", zl_drawing_name, NULL, NULL, 0},
    {ZL_NS_A, "br", zl_on_shape_break, NULL, NULL, 0},
    {ZL_NS_A, "fld", NULL, NULL, NULL, ZL_IN_SHAPE_RUN},
    {ZL_NS_A, "p", zl_on_shape_paragraph_start, zl_on_shape_paragraph_end, NULL,
     ZL_IN_SHAPE_PARAGRAPH},
    {ZL_NS_A, "r", NULL, NULL, NULL, ZL_IN_SHAPE_RUN},
    {ZL_NS_A, "t", zl_on_shape_text_start, zl_on_shape_text_end, zl_on_text_text, 0},
    {ZL_NS_A, "txBody", zl_box_start, zl_note_end, NULL, ZL_IN_SHAPE},
    {ZL_NS_PIC, "pic", zl_picture_start, NULL, NULL, 0},
    {ZL_NS_CHART, "chart", zl_chart_start, NULL, NULL, 0},
    {ZL_NS_DIAGRAM, "relIds", zl_diagram_start, NULL, NULL, 0},
    {ZL_NS_V, "imagedata", zl_picture_start, NULL, NULL, 0},
    {ZL_NS_V, "shapetype", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_V, "textpath", zl_word_art_start, NULL, NULL, 0},
    {ZL_NS_O, "DocumentProperties", zl_xml_skip, NULL, NULL, 0},
    {ZL_NS_O, "OLEObject", zl_ole_start, NULL, NULL, 0},
    {ZL_NS_AML, "annotation", zl_annotation_start, zl_annotation_end, NULL, 0},
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  root_start};

/*
 * Sets down what is open at the end of a part, also of one that breaks off in the middle: what
 * stands before that place stays, whole.
 */
static void
close_frames(struct zl_builder *builder)
{
	struct zl_fault told = *builder->fault;

	if (!zl_fault_is_fatal(told.code))
		*builder->fault = (struct zl_fault){0};
	while (builder->frame != NULL)
		zl_frame_close(builder);
	if (told.code != ZL_OK)
		*builder->fault = told;
}

enum zl_failure
zl_body_read(struct zl_context *context, const struct zl_part *part,
	     const struct zl_relations *relations, const char *root, enum zl_story story)
{
	struct zl_builder *builder = &context->builder;
	struct zl_part_reader reader = {
	    .context = context, .builder = builder, .relations = relations, .root = root};

	zl_frame_open(builder, story, part->name);
	zl_xml_parse(&grammar, &reader, part->data, part->size, builder->limits->depth,
		     builder->fault);
	builder->silent = 0;
	close_frames(builder);
	free(reader.alternates.items);
	free(reader.drawings.items);
	free(reader.constructs.items);
	free(reader.controls.items);
	return builder->fault->code;
}
