/* marks.c: paragraph marks, cell marks and section marks: [MS-DOC] 2.4.2 and 2.4.3. */
#include "marks.h"

#include <stdlib.h>
#include <string.h>

enum { CELL = 0x07, SECTION = 0x0C, PARAGRAPH = 0x0D, FIELD_BEGIN = 0x13, FIELD_END = 0x15 };

/* How deep in tables the paragraph is: [MS-DOC] 2.4.3. */
static unsigned
depth_of(const struct zl_binary_paragraph *said)
{
	return said->depth != 0 ? said->depth : said->in_table;
}

static enum zl_grid_kind
kind_of(uint16_t character, const struct zl_binary_paragraph *said, unsigned depth)
{
	if (depth > 0 && character == CELL)
		return said->is_row_end || said->is_inner_row_end ? ZL_GRID_ROW : ZL_GRID_CELL;
	if (depth > 1 && said->is_inner_row_end)
		return ZL_GRID_ROW;
	return depth > 1 && said->is_inner_cell ? ZL_GRID_CELL : ZL_GRID_PARAGRAPH;
}

/* Sets down the paragraph whose mark stands at the position. */
static bool
add_mark(struct zl_marks *marks, struct zl_binary *binary, uint32_t at, uint16_t character)
{
	struct zl_row_shape shape;
	memset(&shape, 0, sizeof(shape));
	struct zl_binary_paragraph said = zl_binary_paragraph_of(binary, at, &shape);
	unsigned depth = depth_of(&said);

	binary->numbered += said.is_numbered95;
	if (!zl_grid_add(&marks->grid, binary->builder, depth, kind_of(character, &said, depth),
			 &shape))
		return false;
	struct zl_mark *mark = zl_builder_add(binary->builder, &marks->marks);
	if (mark == NULL)
		return false;
	*mark = (struct zl_mark){.at = at,
				 .list = (int16_t)said.list,
				 .style = said.style,
				 .ends_section = character == SECTION,
				 .level = said.level,
				 .outline = said.outline,
				 .centred = said.centred,
				 .page_break = said.page_break};
	return true;
}

/* Keeps account of the fields that are open: a begin is closed by the next end that is free. */
static bool
note_field(struct zl_marks *marks, struct zl_binary *binary, uint16_t character, uint32_t at)
{
	if (character == FIELD_BEGIN) {
		uint32_t *open = zl_builder_add(binary->builder, &marks->open_fields);
		if (open == NULL)
			return false;
		*open = at;
	} else if (character == FIELD_END && marks->open_fields.count > 0) {
		marks->open_fields.count--;
	}
	return true;
}

static bool
is_mark(const struct zl_binary *binary, uint16_t character, uint32_t at)
{
	return character == PARAGRAPH || character == CELL ||
	       (character == SECTION && zl_plc_begins(&binary->sections, at + 1));
}

void
zl_marks_read(struct zl_marks *marks, struct zl_binary *binary, uint32_t first, uint32_t end)
{
	const struct zl_fault *fault = binary->builder->fault;
	uint32_t from = first, at = first;

	marks->first = first;
	while (at < end && fault->code == ZL_OK) {
		const struct zl_piece *piece = zl_pieces_find(&binary->pieces, at);
		if (piece == NULL) { /* the stream is cut off there */
			at = zl_pieces_next(&binary->pieces, at);
			continue;
		}
		uint32_t piece_end = piece->end < end ? piece->end : end;
		for (; at < piece_end && fault->code == ZL_OK; at++) {
			uint16_t character = zl_piece_character(&binary->pieces, piece, at);
			if (character > 0x15)
				continue;
			if (!note_field(marks, binary, character, at))
				return;
			if (!is_mark(binary, character, at))
				continue;
			if (!add_mark(marks, binary, at, character))
				return;
			from = at + 1;
		}
	}
	/* Text behind the last mark: its paragraph has none. */
	if (from < at && fault->code == ZL_OK)
		add_mark(marks, binary, at, PARAGRAPH);
	if (fault->code == ZL_OK)
		zl_grid_settle(&marks->grid, binary->builder);
}

void
zl_marks_free(struct zl_marks *marks)
{
	free(marks->marks.items);
	zl_grid_free(&marks->grid);
	free(marks->open_fields.items);
	*marks = (struct zl_marks){0};
}
