/*
 * stretch_text.c: characters, and what those below the space stand for: [MS-DOC] 2.4.1 and 2.8.25.
 */
#include "drawn.h"
#include "forms.h"
#include "stretch.h"
#include "unpack/story/fields.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/text.h"
#include "utf16.h"
#include "word95.h"

enum {
	PICTURE = 0x01,
	DRAWN = 0x08,
	TAB = 0x09,
	LINE = 0x0B,
	PAGE = 0x0C,
	COLUMN = 0x0E,
	FIELD_BEGIN = 0x13,
	FIELD_SEPARATOR = 0x14,
	FIELD_END = 0x15,
	HARD_HYPHEN = 0x1E,
	SOFT_HYPHEN = 0x1F,
	SYMBOL = 0x28,
	TEXT_MOST = 64 << 10 /* bytes that are collected before they are handed over */
};

/* Whether the text stands in a field's code. */
static bool
is_in_code(const struct zl_stretch *stretch)
{
	const struct zl_frame *frame = stretch->builder->frame;

	return frame != NULL && frame->code_depth > 0;
}

/* Hands the text collected over to the builder. */
static void
flush(struct zl_stretch *stretch)
{
	struct zl_buffer *text = &stretch->text;

	zl_code_page_add(text, stretch->code_page, stretch->bytes.data, stretch->bytes.length);
	text->failed = text->failed || stretch->bytes.failed;
	zl_buffer_clear(&stretch->bytes);
	if (text->failed)
		zl_builder_exhausted(stretch->builder);
	if (text->length == 0)
		return;
	if (is_in_code(stretch)) {
		zl_field_code(stretch->builder, text->data, text->length);
	} else {
		zl_text_begin(stretch->builder);
		zl_text_add(stretch->builder, text->data, text->length);
		zl_text_end(stretch->builder, true);
	}
	zl_buffer_clear(text);
}

/* A toggle as the builder has it; 0x81 is the opposite of what the styles say. */
static int8_t
toggle(int16_t value, int character, int paragraph)
{
	if (value == 0x81)
		return (character == 1) == (paragraph == 1);
	return value == 0 || value == 1 ? (int8_t)value : ZL_UNSET;
}

static void
set_run(struct zl_stretch *stretch, const struct zl_binary_run *said)
{
	struct zl_builder *builder = stretch->builder;
	const struct zl_style *style = zl_binary_style(stretch->binary, said->style);
	const struct zl_style *paragraph = zl_paragraph_style(builder);

	zl_run_start(builder);
	if (style != NULL && style->kind != ZL_STYLE_CHARACTER)
		style = NULL;
	builder->frame->run = (struct zl_run){
	    .bold = toggle(said->bold, style == NULL ? ZL_UNSET : style->bold,
			   paragraph == NULL ? ZL_UNSET : paragraph->bold),
	    .hidden = toggle(said->hidden, style == NULL ? ZL_UNSET : style->hidden,
			     paragraph == NULL ? ZL_UNSET : paragraph->hidden),
	    .style = style,
	    .fonts = zl_fonts_unset,
	};
	if (stretch->binary->fib.is_word95)
		stretch->code_page =
		    zl_word95_code_page(stretch->binary, said->font, stretch->style);
	if (said->font >= 0)
		zl_fonts_set(&builder->frame->run.fonts, zl_symbol_font(zl_font_table_name(
							     &stretch->binary->fonts, said->font)));
}

/* Notes that notes and comments are referred to here, and where the next ones are. */
static void
refer(struct zl_stretch *stretch, uint32_t position)
{
	flush(stretch);
	stretch->reference_at = UINT32_MAX;
	for (int i = 0; i < ZL_REFERENCES; i++) {
		struct zl_reference *reference = &stretch->references[i];
		const struct zl_plc *plc = &reference->plc;
		while (reference->next < plc->count &&
		       zl_plc_position(plc, reference->next) <= position) {
			if (zl_plc_position(plc, reference->next) == position)
				zl_anchor(stretch->builder, reference->story,
					  (int32_t)reference->next + 1);
			reference->next++;
		}
		if (reference->next < plc->count &&
		    zl_plc_position(plc, reference->next) < stretch->reference_at)
			stretch->reference_at = zl_plc_position(plc, reference->next);
	}
}

static void
begin_field(struct zl_stretch *stretch, bool deleted)
{
	bool *field = zl_builder_add(stretch->builder, &stretch->fields);

	if (field == NULL)
		return;
	*field = deleted;
	if (!deleted)
		zl_field_begin(stretch->builder);
}

/* A field's begin, separator or end; of one that never ends, or is deleted, nothing is told. */
static void
read_field(struct zl_stretch *stretch, uint16_t character, uint32_t position, bool deleted)
{
	const struct zl_marks *marks = &stretch->marks;
	size_t open = stretch->fields.count;

	while (stretch->open_field < marks->open_fields.count &&
	       marks->open_fields.items[stretch->open_field] < position)
		stretch->open_field++;
	if (character == FIELD_BEGIN) {
		if (stretch->open_field == marks->open_fields.count ||
		    marks->open_fields.items[stretch->open_field] != position)
			begin_field(stretch, deleted);
		return;
	}
	if (open == 0)
		return;
	bool is_deleted = stretch->fields.items[open - 1];
	if (character == FIELD_END)
		stretch->fields.count--;
	if (is_deleted)
		return;
	if (character == FIELD_SEPARATOR)
		zl_field_separate(stretch->builder);
	else
		zl_field_end(stretch->builder);
}

/* A picture, an object, or, in a field's code, what the field has for a form. */
static void
read_picture(struct zl_stretch *stretch, const struct zl_binary_run *run)
{
	struct zl_bytes data = stretch->binary->data.bytes;

	if (!run->special)
		return;
	if (run->data || is_in_code(stretch)) {
		if (run->has_picture)
			zl_form_read(stretch->builder, zl_bytes_at(data, run->picture, data.size));
	} else if (run->ole || run->object) {
		zl_drawn_object(stretch->builder);
	} else if (run->has_picture) {
		zl_drawn_picture(stretch->builder, zl_bytes_at(data, run->picture, data.size));
	}
}

/* A character below the space. */
static void
read_control(struct zl_stretch *stretch, uint16_t character, uint32_t position,
	     const struct zl_binary_run *run)
{
	struct zl_builder *builder = stretch->builder;

	flush(stretch);
	switch (character) {
	case PICTURE:
		read_picture(stretch, run);
		break;
	case DRAWN:
		if (run->special)
			zl_drawn_shape(stretch->binary, stretch->part, position);
		break;
	case TAB:
		zl_text_sign(builder, "\t");
		break;
	case LINE:
		zl_text_sign(builder, "\n");
		break;
	case PAGE:
		zl_text_page(builder);
		break;
	case COLUMN:
		zl_text_column(builder);
		break;
	case HARD_HYPHEN:
		zl_text_sign(builder, "\u2011");
		break;
	case SOFT_HYPHEN:
		zl_text_sign(builder, "\u00AD");
		break;
	}
}

static void
read_symbol(struct zl_stretch *stretch, const struct zl_binary_run *run)
{
	flush(stretch);
	zl_text_symbol(stretch->builder,
		       zl_font_table_name(&stretch->binary->fonts, run->symbol_font), run->symbol);
}

static bool
is_field(uint16_t character)
{
	return character >= FIELD_BEGIN && character <= FIELD_END;
}

/* The characters of a piece from first to before end, of which one thing is said. */
static void
read_run(struct zl_stretch *stretch, const struct zl_piece *piece, uint32_t first, uint32_t end,
	 const struct zl_binary_run *run)
{
	const struct zl_pieces *pieces = &stretch->binary->pieces;

	for (uint32_t at = first; at < end && !zl_builder_is_idle(stretch->builder); at++) {
		uint16_t character = zl_piece_character(pieces, piece, at);
		if (at >= stretch->reference_at && !run->deleted)
			refer(stretch, at);
		if (is_field(character)) {
			flush(stretch);
			read_field(stretch, character, at, run->deleted);
		} else if (run->deleted) {
			continue;
		} else if (character < 0x20) {
			read_control(stretch, character, at, run);
		} else if (character == SYMBOL && run->has_symbol) {
			read_symbol(stretch, run);
		} else if (stretch->binary->fib.is_word95) {
			if (character >= ZL_DOUBLE95)
				zl_buffer_byte(&stretch->bytes, (char)(character >> 8));
			zl_buffer_byte(&stretch->bytes, (char)character);
		} else if (piece->narrow) {
			zl_narrow_add(&stretch->text, (uint8_t)character);
		} else {
			bool pair = (character & 0xFC00) == 0xD800 && at + 1 < end;
			zl_utf16_add(&stretch->text, pieces->stream, zl_piece_offset(piece, at),
				     pair ? 2 : 1);
			at += pair;
		}
		if (stretch->text.length >= TEXT_MOST)
			flush(stretch);
	}
	flush(stretch);
}

/* Counts tracked changes: what begins here. */
static void
note_changes(struct zl_stretch *stretch, const struct zl_binary_run *run)
{
	stretch->builder->deletions += run->deleted && !stretch->was_deleted;
	stretch->builder->insertions += run->inserted && !stretch->was_inserted;
	stretch->was_deleted = run->deleted;
	stretch->was_inserted = run->inserted;
}

void
zl_stretch_text(struct zl_stretch *stretch, uint32_t first, uint32_t end)
{
	uint32_t at = first;

	while (at < end && !zl_builder_is_idle(stretch->builder)) {
		const struct zl_piece *piece = zl_pieces_find(&stretch->binary->pieces, at);
		uint32_t run_end;
		if (piece == NULL) {
			at = zl_pieces_next(&stretch->binary->pieces, at);
			continue;
		}
		struct zl_binary_run run = zl_binary_run_of(stretch->binary, at, &run_end);
		run_end = run_end < end ? run_end : end;
		note_changes(stretch, &run);
		set_run(stretch, &run);
		read_run(stretch, piece, at, run_end, &run);
		at = run_end;
	}
}
