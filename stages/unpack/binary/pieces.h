/* pieces.h: the piece table: where in the stream each character stands: [MS-DOC] 2.4.1. */
#ifndef ZL_PIECES_H
#define ZL_PIECES_H

#include "base/vector.h"
#include "unpack/common/fault.h"
#include "unpack/compound/bytes.h"

enum { ZL_DOUBLE95 = 0x3000 }; /* from there on both bytes count, the first one above */

/* A stretch of characters that stand one behind the other in the stream. */
struct zl_piece {
	uint32_t first, end; /* character positions */
	uint32_t offset;     /* of the first one, bytes of the stream */
	bool narrow;	     /* a byte a character, else two: UTF-16 */
	uint16_t modifier;   /* Prm: properties that fast saving added */
};

struct zl_pieces {
	struct zl_bytes stream;
	ZL_VECTOR(struct zl_piece) pieces;    /* by position, without gaps or overlaps */
	bool is_cut;			      /* the stream ends before some piece does */
	ZL_VECTOR(struct zl_bytes) modifiers; /* the grpprls that Prms name by number */
	bool is_word95, is_wide;	      /* set before: see struct zl_fib */
};

/*
 * Reads the Clx of a document whose text stands in stream.  Gives ZL_OK; ZL_WORD_DAMAGED when there
 * is no piece table, or its pieces hold more than the stream; ZL_OUT_OF_MEMORY.
 */
enum zl_failure zl_pieces_read(struct zl_pieces *, struct zl_bytes clx, struct zl_bytes stream,
			       struct zl_fault *fault);

/* The same of a document without a piece table: length characters that stand at the offset. */
enum zl_failure zl_pieces_one(struct zl_pieces *, uint32_t offset, uint32_t length,
			      struct zl_bytes stream, struct zl_fault *fault);

/* The piece that holds the position; NULL for none. */
const struct zl_piece *zl_pieces_find(const struct zl_pieces *, uint32_t position);

/* The first position behind the given one that a piece begins at; UINT32_MAX for none. */
uint32_t zl_pieces_next(const struct zl_pieces *, uint32_t position);

/* Where the character at a position of the piece stands. */
static inline uint32_t
zl_piece_offset(const struct zl_piece *piece, uint32_t position)
{
	return piece->offset + ((position - piece->first) << !piece->narrow);
}

/* The character, as UTF-16 has it. */
static inline uint16_t
zl_piece_character(const struct zl_pieces *pieces, const struct zl_piece *piece, uint32_t position)
{
	uint32_t at = zl_piece_offset(piece, position);
	uint16_t unit = zl_little16(pieces->stream, at);

	/* Word 95 has two bytes of a code page, or a byte and something else. */
	if (piece->narrow || (pieces->is_word95 && unit < ZL_DOUBLE95))
		return zl_byte(pieces->stream, at);
	return unit;
}

/*
 * The properties that the piece's Prm adds: a grpprl, which may stand in room (4 bytes); empty for
 * none.
 */
struct zl_bytes zl_piece_modifier(const struct zl_pieces *, const struct zl_piece *,
				  unsigned char *room);

void zl_pieces_free(struct zl_pieces *);

#endif
