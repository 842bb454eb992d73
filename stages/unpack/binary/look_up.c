/*
 * look_up.c: properties of a place in the text: [MS-DOC] 2.4.6.1 and 2.4.6.2.
 *
 * A grpprl may be referred to by many places.  How many bytes of them are read in all is limited,
 * for otherwise a small file could keep its reader busy for ever.
 */
#include "binary.h"

enum { DEFAULT_STYLE = 0 };

/* Counts the bytes of properties read; false, and the fault set, when they are too many. */
static bool
account(struct zl_binary *binary, size_t bytes)
{
	binary->work += bytes;
	if (binary->work > binary->work_most)
		zl_fault_set(binary->builder->fault, ZL_RATIO,
			     "the same properties are referred to again and again");
	return binary->work <= binary->work_most;
}

static void
apply(struct zl_binary *binary, struct zl_bytes grpprl, struct zl_binary_paragraph *paragraph,
      struct zl_row_shape *shape, bool is_huge)
{
	struct zl_sprm sprm;

	if (!account(binary, grpprl.size))
		return;
	for (size_t at = 0; binary->next_sprm(grpprl, &at, &sprm);) {
		zl_binary_paragraph_apply(paragraph, &sprm);
		if (shape != NULL)
			zl_row_shape_apply(shape, &sprm);
		/* A grpprl that is too long for a page stands in the Data stream. */
		if (!is_huge && (sprm.code == ZL_SPRM_P_HUGE || sprm.code == ZL_SPRM_P_HUGE1)) {
			uint32_t place = zl_little32(sprm.operand, 0);
			size_t length = zl_little16(binary->data.bytes, place);
			apply(binary, zl_bytes_at(binary->data.bytes, (size_t)place + 2, length),
			      paragraph, shape, true);
		}
	}
}

struct zl_binary_paragraph
zl_binary_paragraph_of(struct zl_binary *binary, uint32_t position, struct zl_row_shape *shape)
{
	const struct zl_piece *piece = zl_pieces_find(&binary->pieces, position);
	struct zl_binary_paragraph paragraph = zl_binary_paragraph_nothing;
	unsigned char room[4];

	if (piece == NULL)
		return paragraph;
	struct zl_page_entry entry =
	    zl_pages_find(&binary->paragraph_pages, zl_piece_offset(piece, position));
	paragraph.style = entry.style;
	apply(binary, entry.grpprl, &paragraph, shape, false);
	if (piece->modifier != 0)
		apply(binary, zl_piece_modifier(&binary->pieces, piece, room), &paragraph, shape,
		      false);
	return paragraph;
}

static void
apply_characters(struct zl_binary *binary, struct zl_bytes grpprl, struct zl_binary_run *run)
{
	struct zl_sprm sprm;

	if (!account(binary, grpprl.size))
		return;
	for (size_t at = 0; binary->next_sprm(grpprl, &at, &sprm);)
		zl_binary_run_apply(run, &sprm);
}

struct zl_binary_run
zl_binary_run_of(struct zl_binary *binary, uint32_t position, uint32_t *end)
{
	const struct zl_piece *piece = zl_pieces_find(&binary->pieces, position);
	struct zl_binary_run run = zl_binary_run_nothing;
	unsigned char room[4];

	*end = position + 1;
	if (piece == NULL)
		return run;
	uint32_t offset = zl_piece_offset(piece, position);
	struct zl_page_entry entry = zl_pages_find(&binary->character_pages, offset);
	uint32_t characters = (entry.end - offset) >> !piece->narrow;
	*end = characters < piece->end - position ? position + characters : piece->end;
	if (*end == position)
		*end = position + 1;
	apply_characters(binary, entry.grpprl, &run);
	if (piece->modifier != 0)
		apply_characters(binary, zl_piece_modifier(&binary->pieces, piece, room), &run);
	return run;
}

const struct zl_style *
zl_binary_style(const struct zl_binary *binary, uint16_t number)
{
	return number < binary->style_count ? binary->styles[number] : NULL;
}
