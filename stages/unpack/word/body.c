/* body.c: the elements of WordprocessingML text, each with what it does. */
#include "body.h"

#include <string.h>

#include "alternate.h"
#include "chunk.h"
#include "notes.h"
#include "objects.h"
#include "story.h"
#include "unpack/xml/xml.h"

/* Elements that others look for among their parents. */
enum { RUN = 1, RUN_PROPERTIES, PARAGRAPH_PROPERTIES, ROW_PROPERTIES, TEXT_CHECK, CHOICES };

static struct zl_paragraph_state *
state_of(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	return job->frame == NULL ? NULL : &job->frame->state;
}

/* The run whose property is being read; NULL for properties of something else. */
static struct zl_run *
run_of(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (job->frame == NULL || zl_xml_parent(xml, 1) != RUN_PROPERTIES ||
	    zl_xml_parent(xml, 2) != RUN)
		return NULL;
	return &job->frame->run;
}

/* Whether the property being read is of the paragraph's end mark. */
static bool
is_of_mark(struct zl_xml *xml)
{
	return zl_xml_parent(xml, 1) == RUN_PROPERTIES &&
	       zl_xml_parent(xml, 2) == PARAGRAPH_PROPERTIES;
}

static void
paragraph_start(struct zl_xml *xml)
{
	struct zl_string id = zl_xml_given(xml, "paraId");
	uint32_t para_id = 0;

	for (size_t i = 0; i < id.length && i < 8; i++) {
		char c = id.data[i] | 0x20;
		para_id = para_id << 4 | (uint32_t)(c >= 'a' ? c - 'a' + 10 : c - '0');
	}
	zl_paragraph_start(xml->context, para_id);
}

static void
paragraph_end(struct zl_xml *xml)
{
	zl_paragraph_end(xml->context);
}

static void
style_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_paragraph_state *state = state_of(xml);
	struct zl_string id = zl_xml_given(xml, "val");

	if (state == NULL)
		return;
	state->style = zl_styles_find(&job->styles, id);
	if (state->style == NULL &&
	    !zl_document_copy(job->document, id.data, id.length, &state->style_id))
		zl_job_exhausted(job);
}

static void
list_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL)
		state_of(xml)->list = zl_xml_integer(xml, "val", ZL_UNSET);
}

static void
level_start(struct zl_xml *xml)
{
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (state_of(xml) != NULL && level >= 0 && level < ZL_LEVELS)
		state_of(xml)->list_level = (int8_t)level;
}

static void
outline_start(struct zl_xml *xml)
{
	int32_t level = zl_xml_integer(xml, "val", ZL_UNSET);

	if (state_of(xml) != NULL && level >= 0 && level <= 9)
		state_of(xml)->outline = (int8_t)level;
}

static void
justify_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL && zl_xml_parent(xml, 1) == PARAGRAPH_PROPERTIES)
		state_of(xml)->centred = zl_string_is(zl_xml_given(xml, "val"), "center");
}

static void
page_break_start(struct zl_xml *xml)
{
	if (state_of(xml) != NULL)
		state_of(xml)->page_break = zl_xml_toggle(xml);
}

static void
run_start(struct zl_xml *xml)
{
	zl_run_start(xml->context);
}

static void
bold_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->bold = zl_xml_toggle(xml);
}

static void
hidden_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->hidden = zl_xml_toggle(xml);
	else if (is_of_mark(xml) && state_of(xml) != NULL)
		state_of(xml)->mark_hidden = zl_xml_toggle(xml);
}

static void
run_style_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;
	struct zl_run *run = run_of(xml);

	if (run != NULL)
		run->style = zl_styles_find(&job->styles, zl_xml_given(xml, "val"));
}

static void
fonts_start(struct zl_xml *xml)
{
	struct zl_run *run = run_of(xml);

	if (run == NULL)
		return;
	run->font = zl_symbol_font(zl_xml_given(xml, "ascii"));
	if (run->font == ZL_FONT_PLAIN)
		run->font = zl_symbol_font(zl_xml_given(xml, "hAnsi"));
}

/* Tracked deletions, of text, of a paragraph's end and of a table row: out of the final view. */
static void
deleted_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	job->deletions++;
	if (is_of_mark(xml) && job->frame != NULL)
		job->frame->state.mark_deleted = true;
	else if (zl_xml_parent(xml, 1) == ROW_PROPERTIES)
		zl_row_deleted(job);
	zl_xml_skip(xml);
}

static void
inserted_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	job->insertions++;
}

static void
text_start(struct zl_xml *xml)
{
	struct zl_string space = zl_xml_given_in(xml, ZL_SPACE_XML, "space");
	struct zl_job *job = xml->context;

	job->keeps_space = zl_string_is(space, "preserve");
	zl_text_begin(job);
}

static void
text_text(struct zl_xml *xml, const char *text, size_t length)
{
	zl_text_add(xml->context, text, length);
}

static void
text_end(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	zl_text_end(job, job->keeps_space);
}

static void
code_text(struct zl_xml *xml, const char *text, size_t length)
{
	zl_field_code(xml->context, text, length);
}

static void
tab_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == RUN)
		zl_text_sign(xml->context, "\t");
}

static void
break_start(struct zl_xml *xml)
{
	struct zl_string type = zl_xml_given(xml, "type");

	if (zl_string_is(type, "page"))
		zl_text_page(xml->context);
	else if (!zl_string_is(type, "column"))
		zl_text_sign(xml->context, "\n");
}

static void
return_start(struct zl_xml *xml)
{
	zl_text_sign(xml->context, "\n");
}

static void
hard_hyphen_start(struct zl_xml *xml)
{
	zl_text_sign(xml->context, "\u2011");
}

static void
soft_hyphen_start(struct zl_xml *xml)
{
	zl_text_sign(xml->context, "\u00AD");
}

static void
symbol_start(struct zl_xml *xml)
{
	zl_text_symbol(xml->context, zl_xml_given(xml, "font"), zl_xml_hexadecimal(xml, "char"));
}

static void
field_start(struct zl_xml *xml)
{
	struct zl_string type = zl_xml_given(xml, "fldCharType");

	if (zl_string_is(type, "begin"))
		zl_field_begin(xml->context);
	else if (zl_string_is(type, "separate"))
		zl_field_separate(xml->context);
	else if (zl_string_is(type, "end"))
		zl_field_end(xml->context);
}

static void
simple_field_start(struct zl_xml *xml)
{
	zl_field_simple_begin(xml->context, zl_xml_given(xml, "instr"));
}

static void
simple_field_end(struct zl_xml *xml)
{
	zl_field_simple_end(xml->context);
}

static void
box_start(struct zl_xml *xml)
{
	zl_field_box(xml->context, false);
}

static void
box_value_start(struct zl_xml *xml)
{
	if (zl_xml_parent(xml, 1) == TEXT_CHECK)
		zl_field_box(xml->context, zl_xml_toggle(xml));
	else if (zl_xml_parent(xml, 1) == CHOICES)
		zl_field_choice(xml->context, zl_xml_integer(xml, "val", 0));
}

static void
entry_start(struct zl_xml *xml)
{
	zl_field_entry(xml->context, zl_xml_given(xml, "val"));
}

static void
ruby_start(struct zl_xml *xml)
{
	zl_ruby_start(xml->context);
}

static void
reading_start(struct zl_xml *xml)
{
	zl_ruby_reading(xml->context, true);
}

static void
reading_end(struct zl_xml *xml)
{
	zl_ruby_reading(xml->context, false);
}

static void
base_start(struct zl_xml *xml)
{
	zl_ruby_base(xml->context, true);
}

static void
base_end(struct zl_xml *xml)
{
	zl_ruby_base(xml->context, false);
}

static void
table_start(struct zl_xml *xml)
{
	zl_table_start(xml->context);
}

static void
table_end(struct zl_xml *xml)
{
	zl_table_end(xml->context);
}

static void
grid_start(struct zl_xml *xml)
{
	zl_table_grid(xml->context);
}

static void
row_start(struct zl_xml *xml)
{
	zl_row_start(xml->context);
}

static void
row_end(struct zl_xml *xml)
{
	zl_row_end(xml->context);
}

static void
row_before_start(struct zl_xml *xml)
{
	zl_row_before(xml->context, zl_xml_integer(xml, "val", 0));
}

static void
cell_start(struct zl_xml *xml)
{
	zl_cell_start(xml->context);
}

static void
cell_end(struct zl_xml *xml)
{
	zl_cell_end(xml->context);
}

static void
cell_span_start(struct zl_xml *xml)
{
	zl_cell_span(xml->context, zl_xml_integer(xml, "val", 1));
}

static void
cell_down_start(struct zl_xml *xml)
{
	zl_cell_merge_down(xml->context, zl_string_is(zl_xml_given(xml, "val"), "restart"));
}

static void
cell_right_start(struct zl_xml *xml)
{
	zl_cell_merge_right(xml->context, zl_string_is(zl_xml_given(xml, "val"), "restart"));
}

static void
subdocument_start(struct zl_xml *xml)
{
	zl_loss(xml->context, "subdocument", 1, zl_string(""));
}

/* The root tells whether the part is what it is taken for. */
static void
root_start(struct zl_xml *xml)
{
	struct zl_job *job = xml->context;

	if (xml->name->prefix->namespace->space != ZL_SPACE_W ||
	    strcmp(xml->name->local, job->root) != 0)
		zl_xml_fail(xml, ZL_NOT_A_DOCX, "its root element is %.80s, not w:%s",
			    xml->name->local, job->root);
}

static const struct zl_element elements[] = {
    {ZL_SPACE_W, "altChunk", zl_chunk_start, NULL, NULL, 0},
    {ZL_SPACE_W, "b", bold_start, NULL, NULL, 0},
    {ZL_SPACE_W, "br", break_start, NULL, NULL, 0},
    {ZL_SPACE_W, "checkBox", box_start, NULL, NULL, TEXT_CHECK},
    {ZL_SPACE_W, "checked", box_value_start, NULL, NULL, 0},
    {ZL_SPACE_W, "comment", zl_comment_start, zl_note_end, NULL, 0},
    {ZL_SPACE_W, "commentRangeStart", zl_comment_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "commentReference", zl_comment_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "control", zl_control_start, NULL, NULL, 0},
    {ZL_SPACE_W, "cr", return_start, NULL, NULL, 0},
    {ZL_SPACE_W, "ddList", NULL, NULL, NULL, CHOICES},
    {ZL_SPACE_W, "default", box_value_start, NULL, NULL, 0},
    {ZL_SPACE_W, "del", deleted_start, NULL, NULL, 0},
    {ZL_SPACE_W, "drawing", zl_drawing_start, zl_drawing_end, NULL, 0},
    {ZL_SPACE_W, "endnote", zl_endnote_start, zl_note_end, NULL, 0},
    {ZL_SPACE_W, "endnoteReference", zl_endnote_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "fldChar", field_start, NULL, NULL, 0},
    {ZL_SPACE_W, "fldSimple", simple_field_start, simple_field_end, NULL, 0},
    {ZL_SPACE_W, "footerReference", zl_header_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "footnote", zl_footnote_start, zl_note_end, NULL, 0},
    {ZL_SPACE_W, "footnoteReference", zl_footnote_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "gridBefore", row_before_start, NULL, NULL, 0},
    {ZL_SPACE_W, "gridCol", grid_start, NULL, NULL, 0},
    {ZL_SPACE_W, "gridSpan", cell_span_start, NULL, NULL, 0},
    {ZL_SPACE_W, "hMerge", cell_right_start, NULL, NULL, 0},
    {ZL_SPACE_W, "headerReference", zl_header_reference, NULL, NULL, 0},
    {ZL_SPACE_W, "ilvl", level_start, NULL, NULL, 0},
    {ZL_SPACE_W, "ins", inserted_start, NULL, NULL, 0},
    {ZL_SPACE_W, "instrText", NULL, NULL, code_text, 0},
    {ZL_SPACE_W, "jc", justify_start, NULL, NULL, 0},
    {ZL_SPACE_W, "listEntry", entry_start, NULL, NULL, 0},
    {ZL_SPACE_W, "moveFrom", deleted_start, NULL, NULL, 0},
    {ZL_SPACE_W, "noBreakHyphen", hard_hyphen_start, NULL, NULL, 0},
    {ZL_SPACE_W, "numId", list_start, NULL, NULL, 0},
    {ZL_SPACE_W, "object", zl_object_start, zl_drawing_end, NULL, 0},
    {ZL_SPACE_W, "outlineLvl", outline_start, NULL, NULL, 0},
    {ZL_SPACE_W, "p", paragraph_start, paragraph_end, NULL, 0},
    {ZL_SPACE_W, "pPr", NULL, NULL, NULL, PARAGRAPH_PROPERTIES},
    {ZL_SPACE_W, "pPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "pStyle", style_start, NULL, NULL, 0},
    {ZL_SPACE_W, "pageBreakBefore", page_break_start, NULL, NULL, 0},
    {ZL_SPACE_W, "pict", zl_drawing_start, zl_drawing_end, NULL, 0},
    {ZL_SPACE_W, "ptab", tab_start, NULL, NULL, 0},
    {ZL_SPACE_W, "r", run_start, NULL, NULL, RUN},
    {ZL_SPACE_W, "rFonts", fonts_start, NULL, NULL, 0},
    {ZL_SPACE_W, "rPr", NULL, NULL, NULL, RUN_PROPERTIES},
    {ZL_SPACE_W, "rPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "rStyle", run_style_start, NULL, NULL, 0},
    {ZL_SPACE_W, "result", box_value_start, NULL, NULL, 0},
    {ZL_SPACE_W, "rt", reading_start, reading_end, NULL, 0},
    {ZL_SPACE_W, "ruby", ruby_start, NULL, NULL, 0},
    {ZL_SPACE_W, "rubyBase", base_start, base_end, NULL, 0},
    {ZL_SPACE_W, "sdtEndPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "sdtPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "sectPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "softHyphen", soft_hyphen_start, NULL, NULL, 0},
    {ZL_SPACE_W, "subDoc", subdocument_start, NULL, NULL, 0},
    {ZL_SPACE_W, "sym", symbol_start, NULL, NULL, 0},
    {ZL_SPACE_W, "t", text_start, text_end, text_text, 0},
    {ZL_SPACE_W, "tab", tab_start, NULL, NULL, 0},
    {ZL_SPACE_W, "tabs", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "tbl", table_start, table_end, NULL, 0},
    {ZL_SPACE_W, "tblGridChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "tblPr", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "tblPrEx", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "tc", cell_start, cell_end, NULL, 0},
    {ZL_SPACE_W, "tcPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "tr", row_start, row_end, NULL, 0},
    {ZL_SPACE_W, "trPr", NULL, NULL, NULL, ROW_PROPERTIES},
    {ZL_SPACE_W, "trPrChange", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_W, "txbxContent", zl_box_start, zl_note_end, NULL, 0},
    {ZL_SPACE_W, "vMerge", cell_down_start, NULL, NULL, 0},
    {ZL_SPACE_W, "vanish", hidden_start, NULL, NULL, 0},
    {ZL_SPACE_MC, "AlternateContent", zl_alternate_start, zl_alternate_end, NULL, 0},
    {ZL_SPACE_MC, "Choice", zl_choice_start, NULL, NULL, 0},
    {ZL_SPACE_MC, "Fallback", zl_fallback_start, zl_fallback_end, NULL, 0},
    {ZL_SPACE_M, "oMath", zl_formula_start, zl_formula_end, NULL, 0},
    {ZL_SPACE_M, "t", text_start, text_end, text_text, 0},
    {ZL_SPACE_WP, "docPr", zl_drawing_name, NULL, NULL, 0},
    {ZL_SPACE_PIC, "pic", zl_picture_start, NULL, NULL, 0},
    {ZL_SPACE_CHART, "chart", zl_chart_start, NULL, NULL, 0},
    {ZL_SPACE_DIAGRAM, "relIds", zl_diagram_start, NULL, NULL, 0},
    {ZL_SPACE_V, "imagedata", zl_picture_start, NULL, NULL, 0},
    {ZL_SPACE_V, "shapetype", zl_xml_skip, NULL, NULL, 0},
    {ZL_SPACE_V, "textpath", zl_word_art_start, NULL, NULL, 0},
    {ZL_SPACE_O, "OLEObject", zl_ole_start, NULL, NULL, 0},
};

static const struct zl_grammar grammar = {elements, sizeof(elements) / sizeof(*elements), NULL,
					  root_start};

enum zl_failure
zl_body_read(struct zl_job *job, const struct zl_part *part, const char *root, enum zl_story story)
{
	job->root = root;
	zl_frame_open(job, story, part->name);
	zl_xml_parse(&grammar, job, part->data, part->size, job->limits->depth, job->fault);
	job->alternate_count = job->drawing_count = 0;
	job->silent = job->formula_depth = 0;
	while (job->frame != NULL)
		zl_frame_close(job);
	return job->fault->code;
}
