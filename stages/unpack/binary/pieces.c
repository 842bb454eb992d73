/* pieces.c */
#include "pieces.h"

#include <stdlib.h>

#include "base/search.h"
#include "plc.h"

enum {
	PRC = 1,  /* a grpprl follows: [MS-DOC] 2.9.210 */
	PCDT = 2, /* the piece table follows: 2.9.178 */
	NARROW = 0x40000000,
	OFFSET = 0x3FFFFFFF
};

/* Keeps the grpprls that stand before the piece table; gives the piece table. */
static enum zl_failure
read_modifiers(struct zl_pieces *pieces, struct zl_bytes clx, struct zl_bytes *table,
	       struct zl_fault *fault)
{
	size_t at = 0;

	while (zl_byte(clx, at) == PRC) {
		size_t length = zl_little16(clx, at + 1);
		struct zl_bytes *modifier = zl_vector_push(&pieces->modifiers);
		if (modifier == NULL)
			return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the piece table");
		*modifier = zl_bytes_at(clx, at + 3, length);
		at += 3 + length;
	}
	if (zl_byte(clx, at) != PCDT)
		return zl_fault_set(fault, ZL_WORD_DAMAGED, "it has no piece table");
	*table = zl_bytes_at(clx, at + 5, zl_little32(clx, at + 1));
	return ZL_OK;
}

/* Adds a piece of so many characters; one that ends behind the stream is cut.  *held counts bytes.
 */
static bool
add_piece(struct zl_pieces *pieces, struct zl_piece piece, uint32_t length, size_t *held)
{
	size_t size = pieces->stream.size;
	size_t room = piece.offset > size ? 0 : (size - piece.offset) >> !piece.narrow;
	struct zl_piece *added = zl_vector_push(&pieces->pieces);

	if (added == NULL)
		return false;
	if (length > room) {
		length = (uint32_t)room;
		pieces->is_cut = true;
	}
	piece.end = piece.first + length;
	*held += (size_t)length << !piece.narrow;
	*added = piece;
	return true;
}

/* Piece i of the table, but its end. */
static struct zl_piece
piece_of(const struct zl_pieces *pieces, const struct zl_plc *plc, size_t i)
{
	struct zl_bytes data = zl_plc_data(plc, i);
	uint32_t place = zl_little32(data, 2);
	bool narrow = pieces->is_word95 ? !pieces->is_wide : (place & NARROW) != 0;
	bool halved = narrow && !pieces->is_word95;

	return (struct zl_piece){.first = zl_plc_position(plc, i),
				 .offset = halved ? (place & OFFSET) / 2 : place & OFFSET,
				 .narrow = narrow,
				 .modifier = zl_little16(data, 6)};
}

enum zl_failure
zl_pieces_read(struct zl_pieces *pieces, struct zl_bytes clx, struct zl_bytes stream,
	       struct zl_fault *fault)
{
	struct zl_bytes table = {0};
	size_t held = 0;

	*pieces = (struct zl_pieces){
	    .stream = stream, .is_word95 = pieces->is_word95, .is_wide = pieces->is_wide};
	if (read_modifiers(pieces, clx, &table, fault) != ZL_OK)
		return fault->code;
	struct zl_plc plc = zl_plc(table, 8);
	if (plc.count == 0)
		return zl_fault_set(fault, ZL_WORD_DAMAGED, "its piece table is empty");
	for (size_t i = 0; i < plc.count; i++) {
		uint32_t first = zl_plc_position(&plc, i), end = zl_plc_position(&plc, i + 1);
		if (end <= first)
			return zl_fault_set(fault, ZL_WORD_DAMAGED, "its pieces are out of order");
		if (!add_piece(pieces, piece_of(pieces, &plc, i), end - first, &held))
			return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the piece table");
		if (held > stream.size)
			return zl_fault_set(fault, ZL_WORD_DAMAGED,
					    "its pieces hold more text than there is");
	}
	return ZL_OK;
}

enum zl_failure
zl_pieces_one(struct zl_pieces *pieces, uint32_t offset, uint32_t length, struct zl_bytes stream,
	      struct zl_fault *fault)
{
	size_t held = 0;

	pieces->stream = stream;
	if (!add_piece(pieces, (struct zl_piece){.offset = offset, .narrow = !pieces->is_wide},
		       length, &held))
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the piece table");
	return ZL_OK;
}

static int
by_position(const void *key, const void *item)
{
	uint32_t position = *(const uint32_t *)key, first = ((const struct zl_piece *)item)->first;

	return position < first ? -1 : position > first;
}

const struct zl_piece *
zl_pieces_find(const struct zl_pieces *pieces, uint32_t position)
{
	size_t behind = zl_search_behind(&position, pieces->pieces.items, pieces->pieces.count,
					 sizeof(struct zl_piece), by_position);

	if (behind == 0 || position >= pieces->pieces.items[behind - 1].end)
		return NULL;
	return &pieces->pieces.items[behind - 1];
}

uint32_t
zl_pieces_next(const struct zl_pieces *pieces, uint32_t position)
{
	size_t behind = zl_search_behind(&position, pieces->pieces.items, pieces->pieces.count,
					 sizeof(struct zl_piece), by_position);

	return behind == pieces->pieces.count ? UINT32_MAX : pieces->pieces.items[behind].first;
}

/* The sprms that a Prm0 may name by a number of seven bits: [MS-DOC] 2.9.214. */
static uint16_t
short_sprm(unsigned number)
{
	static const struct {
		uint8_t number;
		uint16_t sprm;
	} sprms[] = {
	    {0x05, 0x2403}, {0x09, 0x2407}, {0x0C, 0x260A}, {0x18, 0x2416},
	    {0x19, 0x2417}, {0x41, 0x0800}, {0x42, 0x0801}, {0x53, 0x2A33},
	    {0x55, 0x0835}, {0x5C, 0x083C}, {0x75, 0x0855}, {0x76, 0x0856},
	};

	for (size_t i = 0; i < sizeof(sprms) / sizeof(*sprms); i++)
		if (sprms[i].number == number)
			return sprms[i].sprm;
	return 0;
}

struct zl_bytes
zl_piece_modifier(const struct zl_pieces *pieces, const struct zl_piece *piece, unsigned char *room)
{
	size_t index = piece->modifier >> 1;

	if (piece->modifier & 1)
		return index < pieces->modifiers.count ? pieces->modifiers.items[index]
						       : (struct zl_bytes){NULL, 0};
	if (pieces->is_word95) { /* its sprms have seven bits of eight */
		room[0] = (unsigned char)(index & 0x7F);
		room[1] = (unsigned char)(piece->modifier >> 8);
		return (struct zl_bytes){room, 2};
	}
	uint16_t sprm = short_sprm(index & 0x7F);
	if (sprm == 0)
		return (struct zl_bytes){NULL, 0};
	room[0] = (unsigned char)sprm;
	room[1] = (unsigned char)(sprm >> 8);
	room[2] = (unsigned char)(piece->modifier >> 8);
	return (struct zl_bytes){room, 3};
}

void
zl_pieces_free(struct zl_pieces *pieces)
{
	free(pieces->pieces.items);
	free(pieces->modifiers.items);
	*pieces = (struct zl_pieces){0};
}
