/* test_word97.c: the structures of a binary Word document, each alone. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unpack/binary/fib.h"
#include "unpack/binary/pages.h"
#include "unpack/binary/pieces.h"
#include "unpack/binary/properties.h"
#include "unpack/binary/sprm.h"

#define BYTES(text) ((struct zl_bytes){(const unsigned char *)(text), sizeof(text) - 1})

static void
put(unsigned char *at, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		*at++ = (unsigned char)value;
}

static void
the_fib_tells_parts_and_structures(void **state)
{
	unsigned char stream[0x200] = {0};
	struct zl_bytes bytes = {stream, sizeof(stream)}, table = BYTES("0123456789");
	struct zl_fib fib;

	(void)state;
	put(stream, 0xA5EC, 2);
	put(stream + 0x0A, 0x0300, 2);
	put(stream + 0x4C, 100, 4);	   /* text */
	put(stream + 0x50, 20, 4);	   /* footnotes */
	put(stream + 0x54, 0xFFFFFFFF, 4); /* headers: less than nothing is none */
	put(stream + 0x5C, 5, 4);	   /* comments */
	put(stream + 0x98, 2, 2);
	put(stream + 0x9A + 8, 4, 4);
	put(stream + 0x9E + 8, 3, 4);
	put(stream + 0x9A + 16, 4, 4); /* a pair more than there are */
	put(stream + 0x9E + 16, 3, 4);
	assert_true(zl_fib_read(&fib, bytes));
	assert_int_equal(fib.ident, ZL_FIB_WORD97);
	assert_true(fib.is_encrypted && fib.uses_table1 && !fib.is_template);
	assert_int_equal(fib.start[ZL_FIB_FOOTNOTES], 100);
	assert_int_equal(fib.start[ZL_FIB_HEADERS], 120);
	assert_int_equal(fib.start[ZL_FIB_COMMENTS], 120);
	assert_int_equal(fib.start[ZL_FIB_PARTS], 125);
	struct zl_bytes structure = zl_fib_structure(&fib, table, ZL_FIB_STYLES);
	assert_int_equal(structure.size, 3);
	assert_memory_equal(structure.data, "456", 3);
	assert_int_equal(zl_fib_onward(&fib, table, ZL_FIB_STYLES).size, 6);
	assert_int_equal(zl_fib_structure(&fib, table, ZL_FIB_FOOTNOTE_REFERENCES).size, 0);
	put(stream + 0x9A + 8, 0xFFFFFFF0, 4);
	assert_int_equal(zl_fib_structure(&fib, table, ZL_FIB_STYLES).size, 0);
	assert_false(zl_fib_read(&fib, zl_bytes_at(bytes, 0, 0x99)));
}

/* Adds a piece table of count pieces to clx: positions, then where they stand and their Prms. */
static size_t
put_pieces(unsigned char *clx, size_t count, const uint32_t *positions, const uint32_t *places)
{
	clx[0] = 2;
	put(clx + 1, (uint32_t)(4 * (count + 1) + 8 * count), 4);
	for (size_t i = 0; i <= count; i++)
		put(clx + 5 + 4 * i, positions[i], 4);
	for (size_t i = 0; i < count; i++)
		put(clx + 5 + 4 * (count + 1) + 8 * i + 2, places[i], 4);
	return 5 + 4 * (count + 1) + 8 * count;
}

enum { PIECES = 2 };

static const struct {
	const char *name;
	uint32_t positions[PIECES + 1], places[PIECES];
	enum zl_failure code;
	bool is_cut;
} tables[] = {
    {"sound", {0, 4, 8}, {0, 8}, ZL_OK, false},
    {"narrow", {0, 4, 8}, {0x40000000 | 2 * 12, 0}, ZL_OK, false},
    {"in another order", {0, 4, 8}, {8, 0}, ZL_OK, false},
    {"the last reaches over the end", {0, 4, 9}, {0, 8}, ZL_OK, true},
    {"behind the end", {0, 4, 8}, {0, 0x3FFFFFFF}, ZL_OK, true},
    {"backwards", {0, 8, 4}, {0, 0}, ZL_WORD_DAMAGED, false},
    {"empty", {0, 0, 4}, {0, 0}, ZL_WORD_DAMAGED, false},
    {"more than there is", {0, 8, 16}, {0, 0}, ZL_WORD_DAMAGED, false},
};

static void
pieces_are_looked_at(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(tables) / sizeof(*tables); i++) {
		unsigned char clx[64] = {0};
		struct zl_fault fault = {0};
		struct zl_pieces pieces = {0};
		size_t size = put_pieces(clx, PIECES, tables[i].positions, tables[i].places);
		enum zl_failure code = zl_pieces_read(&pieces, (struct zl_bytes){clx, size},
						      BYTES("abcdefghijklmnop"), &fault);
		if (code != tables[i].code || pieces.is_cut != tables[i].is_cut)
			fail_msg("%s: %s", tables[i].name, zl_failure_code(code));
		zl_pieces_free(&pieces);
	}
}

static void
characters_are_found_in_their_pieces(void **state)
{
	static const uint32_t positions[] = {0, 2, 5}, places[] = {4, 0x40000000 | 2 * 1};
	unsigned char clx[64] = "\1\3\0abc", room[4];
	struct zl_fault fault = {0};
	struct zl_pieces pieces = {0};
	size_t size = 6 + put_pieces(clx + 6, 2, positions, places);

	(void)state;
	put(clx + 6 + 5 + 12 + 6, 1, 2);		   /* the first grpprl */
	put(clx + 6 + 5 + 12 + 14, 0x5C << 1 | 1 << 8, 2); /* hidden, as a number */
	assert_int_equal(
	    zl_pieces_read(&pieces, (struct zl_bytes){clx, size}, BYTES("\1ABCx\0y\0"), &fault),
	    ZL_OK);
	const struct zl_piece *wide = zl_pieces_find(&pieces, 1);
	const struct zl_piece *narrow = zl_pieces_find(&pieces, 4);
	assert_int_equal(zl_piece_character(&pieces, wide, 1), 'y');
	assert_int_equal(zl_piece_character(&pieces, narrow, 4), 'C');
	assert_null(zl_pieces_find(&pieces, 5));
	assert_int_equal(zl_pieces_next(&pieces, 1), 2);
	assert_int_equal(zl_pieces_next(&pieces, 2), UINT32_MAX);
	assert_memory_equal(zl_piece_modifier(&pieces, wide, room).data, "abc", 3);
	assert_memory_equal(zl_piece_modifier(&pieces, narrow, room).data, "\x3C\x08\1", 3);
	zl_pieces_free(&pieces);
}

/* Sprms as they are met: their codes, and the lengths of their operands. */
static const struct {
	struct zl_bytes grpprl;
	int count;
	uint16_t code; /* of the last */
	size_t operand;
} grpprls[] = {
    {BYTES(""), 0, 0, 0},
    {BYTES("\x35\x08\1"), 1, ZL_SPRM_C_BOLD, 1},
    {BYTES("\x35\x08"), 0, 0, 0},
    {BYTES("\x35\x08\1\x0B\x46\1\0"), 2, ZL_SPRM_P_LIST, 2},
    {BYTES("\x46\x66\1\2\3\4"), 1, ZL_SPRM_P_HUGE, 4},
    {BYTES("\x23\x76\0\1\xE8\3"), 1, ZL_SPRM_T_WIDTH, 4},
    {BYTES("\x08\xD6\4\0abc"), 1, ZL_SPRM_T_DEFINE, 3},
    {BYTES("\x08\xD6\0\0abc"), 0, 0, 0},
    {BYTES("\x08\xD6\xFF\xFF\1"), 0, 0, 0},
    {BYTES("\x2B\xD6\2ab\x35\x08\1"), 2, ZL_SPRM_C_BOLD, 1},
    {BYTES("\x15\xC6\xFF\1wxyz\1abc\x35\x08\1"), 2, ZL_SPRM_C_BOLD, 1},
    {BYTES("\x00\xE0\1\2\3\x35\x08\1"), 2, ZL_SPRM_C_BOLD, 1},
};

/* The same of Word 6 and 95. */
static const struct {
	struct zl_bytes grpprl;
	int count;
	uint16_t code;
	size_t operand;
} older[] = {
    {BYTES(""), 0, 0, 0},
    {BYTES("\x55\1"), 1, ZL_SPRM_C_BOLD, 1},
    {BYTES("\x55"), 0, 0, 0},
    {BYTES("\x55\1\x53"), 2, ZL_SPRM_C_PLAIN, 0},
    {BYTES("\x44\4wxyz\x41\1"), 2, ZL_SPRM_C_DELETED, 1},
    {BYTES("\x4A\3\1\0\xFC"), 1, ZL_SPRM_C_SYMBOL, 3},
    {BYTES("\xBE\4\0abc"), 1, ZL_SPRM_T_DEFINE95, 3},
    {BYTES("\xBE\xFF\xFF\1"), 0, 0, 0},
    {BYTES("\x17\xFF\1wxyz\1abc\x18\1"), 2, ZL_SPRM_P_IN_TABLE, 1},
    {BYTES("\x17\2\0\0\x18\1"), 2, ZL_SPRM_P_IN_TABLE, 1},
    {BYTES("\xBB"
	   "123456789012"
	   "\x19\1"),
     2, ZL_SPRM_P_ROW_END, 1},
    {BYTES("\xFF\x55\1"), 0, 0, 0},
};

static void
count_sprms(size_t i, zl_sprm_reader *next_sprm, struct zl_bytes grpprl, int count, uint16_t code,
	    size_t operand)
{
	struct zl_sprm sprm = {0};
	size_t at = 0;
	int met = 0;

	while (next_sprm(grpprl, &at, &sprm))
		met++;
	if (met != count)
		fail_msg("grpprl %zu: %d sprms", i, met);
	if (met > 0 && (sprm.code != code || sprm.operand.size != operand))
		fail_msg("grpprl %zu: %04X, %zu bytes", i, sprm.code, sprm.operand.size);
}

static void
sprms_tell_their_length(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(grpprls) / sizeof(*grpprls); i++)
		count_sprms(i, zl_sprm_next, grpprls[i].grpprl, grpprls[i].count, grpprls[i].code,
			    grpprls[i].operand);
	for (size_t i = 0; i < sizeof(older) / sizeof(*older); i++)
		count_sprms(100 + i, zl_sprm95_next, older[i].grpprl, older[i].count, older[i].code,
			    older[i].operand);
}

/* A list number, or what stands for one that was taken off. */
static void
lists_are_taken_on_and_off(void **state)
{
	static const struct {
		uint16_t stored;
		int32_t list;
	} numbers[] = {{0, 0},	    {1, 1},	     {0x7FE, 0x7FE}, {0x7FF, 0},
		       {0xF801, 0}, {0xF802, 0x7FE}, {0xFFFF, 1}};

	(void)state;
	for (size_t i = 0; i < sizeof(numbers) / sizeof(*numbers); i++) {
		struct zl_binary_paragraph paragraph = zl_binary_paragraph_nothing;
		unsigned char operand[2];
		put(operand, numbers[i].stored, 2);
		zl_binary_paragraph_apply(&paragraph,
					  &(struct zl_sprm){ZL_SPRM_P_LIST, {operand, 2}});
		assert_int_equal(paragraph.list, numbers[i].list);
	}
}

static void
pages_tell_what_counts_where(void **state)
{
	unsigned char stream[1024] = {0}, bins[12];
	struct zl_pages pages = {.stream = {stream, sizeof(stream)}};

	(void)state;
	put(bins, 100, 4);
	put(bins + 4, 120, 4);
	put(bins + 8, 1, 4);
	pages.bins = zl_plc((struct zl_bytes){bins, sizeof(bins)}, 4);
	put(stream + 512, 100, 4);
	put(stream + 516, 110, 4);
	put(stream + 520, 115, 4);
	stream[512 + 12] = 0;	/* of the first nothing is said */
	stream[512 + 13] = 100; /* words */
	stream[512 + 511] = 2;
	memcpy(stream + 512 + 200, "\3abc", 4);
	struct zl_page_entry entry = zl_pages_find(&pages, 105);
	assert_int_equal(entry.end, 110);
	assert_int_equal(entry.grpprl.size, 0);
	entry = zl_pages_find(&pages, 110);
	assert_int_equal(entry.end, 115);
	assert_int_equal(entry.grpprl.size, 3);
	assert_memory_equal(entry.grpprl.data, "abc", 3);
	entry = zl_pages_find(&pages, 117); /* on the page, behind its last entry */
	assert_int_equal(entry.end, 120);
	assert_int_equal(entry.grpprl.size, 0);
	assert_int_equal(zl_pages_find(&pages, 50).end, 100);
	stream[512 + 511] = 255; /* more entries than a page can have */
	assert_int_equal(zl_pages_find(&pages, 110).grpprl.size, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_fib_tells_parts_and_structures),
	    cmocka_unit_test(pieces_are_looked_at),
	    cmocka_unit_test(characters_are_found_in_their_pieces),
	    cmocka_unit_test(sprms_tell_their_length),
	    cmocka_unit_test(lists_are_taken_on_and_off),
	    cmocka_unit_test(pages_tell_what_counts_where),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
