/* fib.c: its fixed offsets hold in every file of Word 97 and later that has been met. */
#include "fib.h"

enum {
	FLAGS = 0x0A,
	LENGTHS = 0x4C, /* ccpText */
	PAIR_COUNT = 0x98,
	PAIRS = 0x9A,
	IS_TEMPLATE = 0x0001,
	IS_ENCRYPTED = 0x0100,
	USES_TABLE1 = 0x0200
};

bool
zl_fib_read(struct zl_fib *fib, struct zl_bytes stream)
{
	uint16_t flags = zl_little16(stream, FLAGS);
	uint64_t at = 0;

	*fib = (struct zl_fib){.stream = stream,
			       .ident = zl_little16(stream, 0),
			       .is_template = flags & IS_TEMPLATE,
			       .is_encrypted = flags & IS_ENCRYPTED,
			       .uses_table1 = flags & USES_TABLE1};
	for (int part = 0; part < ZL_FIB_PARTS; part++) {
		uint32_t length = zl_little32(stream, LENGTHS + 4 * (size_t)part);
		fib->start[part] = (uint32_t)at;
		at += length <= INT32_MAX ? length : 0;
		at = at <= INT32_MAX ? at : INT32_MAX;
	}
	fib->start[ZL_FIB_PARTS] = (uint32_t)at;
	return stream.size >= PAIRS;
}

struct zl_bytes
zl_fib_onward(const struct zl_fib *fib, struct zl_bytes table, enum zl_fib_pair pair)
{
	size_t at = PAIRS + 8 * (size_t)pair;

	if (pair >= zl_little16(fib->stream, PAIR_COUNT) || !zl_bytes_has(fib->stream, at, 8) ||
	    zl_little32(fib->stream, at + 4) == 0)
		return (struct zl_bytes){NULL, 0};
	return zl_bytes_at(table, zl_little32(fib->stream, at), table.size);
}

struct zl_bytes
zl_fib_structure(const struct zl_fib *fib, struct zl_bytes table, enum zl_fib_pair pair)
{
	return zl_bytes_at(zl_fib_onward(fib, table, pair), 0,
			   zl_little32(fib->stream, PAIRS + 8 * (size_t)pair + 4));
}
