/* fib.c: its fixed offsets hold in every file of Word 97 and later that has been met. */
#include "fib.h"

enum {
	FLAGS = 0x0A,
	LENGTHS = 0x4C, /* ccpText */
	PAIR_COUNT = 0x98,
	PAIRS = 0x9A,
	IS_TEMPLATE = 0x0001,
	IS_COMPLEX = 0x0004,
	IS_ENCRYPTED = 0x0100,
	USES_TABLE1 = 0x0200,
	IS_WIDE = 0x1000, /* fExtChar */
	LENGTHS95 = 0x34, /* of Word 6 and 95 */
	PAIRS95 = 0x58,
	GAP95 = 10, /* five words between the pairs */
	GAP95_BEHIND = ZL_FIB_COMMENT_AUTHORS + 1
};

/* Word 6 and 95, with the identities of the Far East: [MS-DOC] 2.5.1 has none of them. */
static bool
is_word95(uint16_t ident)
{
	return ident == ZL_FIB_WORD95 || (ident >= 0xA697 && ident <= 0xA699);
}

bool
zl_fib_read(struct zl_fib *fib, struct zl_bytes stream)
{
	uint16_t flags = zl_little16(stream, FLAGS);
	uint64_t at = 0;

	*fib = (struct zl_fib){.stream = stream,
			       .ident = zl_little16(stream, 0),
			       .is_word95 = is_word95(zl_little16(stream, 0)),
			       .is_complex = flags & IS_COMPLEX,
			       .is_wide = flags & IS_WIDE,
			       .is_template = flags & IS_TEMPLATE,
			       .is_encrypted = flags & IS_ENCRYPTED,
			       .uses_table1 = flags & USES_TABLE1};
	for (int part = 0; part < ZL_FIB_PARTS; part++) {
		uint32_t length =
		    zl_little32(stream, (fib->is_word95 ? LENGTHS95 : LENGTHS) + 4 * (size_t)part);
		fib->start[part] = (uint32_t)at;
		at += length <= INT32_MAX ? length : 0;
		at = at <= INT32_MAX ? at : INT32_MAX;
	}
	fib->start[ZL_FIB_PARTS] = (uint32_t)at;
	return stream.size >= PAIRS;
}

/* Where the pair stands; behind the end when there is none. */
static size_t
place_of(const struct zl_fib *fib, enum zl_fib_pair pair)
{
	if (!fib->is_word95)
		return pair < zl_little16(fib->stream, PAIR_COUNT) ? PAIRS + 8 * (size_t)pair
								   : fib->stream.size;
	/* Shapes, drawings and lists came later; text boxes are told otherwise. */
	if (pair > ZL_FIB_ENDNOTE_TEXTS || pair == ZL_FIB_SHAPES || pair == ZL_FIB_HEADER_SHAPES)
		return fib->stream.size;
	return PAIRS95 + 8 * (size_t)pair + ((int)pair > GAP95_BEHIND ? GAP95 : 0);
}

struct zl_bytes
zl_fib_onward(const struct zl_fib *fib, struct zl_bytes table, enum zl_fib_pair pair)
{
	size_t at = place_of(fib, pair);

	if (!zl_bytes_has(fib->stream, at, 8) || zl_little32(fib->stream, at + 4) == 0)
		return (struct zl_bytes){NULL, 0};
	return zl_bytes_at(table, zl_little32(fib->stream, at), table.size);
}

struct zl_bytes
zl_fib_structure(const struct zl_fib *fib, struct zl_bytes table, enum zl_fib_pair pair)
{
	return zl_bytes_at(zl_fib_onward(fib, table, pair), 0,
			   zl_little32(fib->stream, place_of(fib, pair) + 4));
}
