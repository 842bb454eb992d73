/* test_compound.c: a compound file made by hand, sound and then wrong in one place. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "unpack/compound/compound.h"

/* Sectors: what stands in them. */
enum {
	SECTOR = 512,
	FAT = 0,
	DIRECTORY = 1,
	MINI_FAT = 2,
	MINI = 3,
	WORD = 4, /* and eight behind it */
	SECTORS = 13,
	SIZE = (SECTORS + 1) * SECTOR,
	WORD_SIZE = 4500,
	DATA_SIZE = 100 /* two mini sectors */
};

static const uint32_t end_of_chain = 0xFFFFFFFE, none = 0xFFFFFFFF;

static unsigned char *
at_sector(unsigned char *file, unsigned sector)
{
	return file + (sector + 1) * SECTOR;
}

static void
put(unsigned char *at, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		*at++ = (unsigned char)value;
}

static void
put_entry(unsigned char *at, const char *name, unsigned type, uint32_t right, uint32_t child,
	  uint32_t start, uint32_t size)
{
	for (size_t i = 0; i <= strlen(name); i++)
		at[2 * i] = (unsigned char)name[i];
	put(at + 64, 2 * ((uint32_t)strlen(name) + 1), 2);
	at[66] = (unsigned char)type;
	put(at + 68, none, 4);
	put(at + 72, right, 4);
	put(at + 76, child, 4);
	put(at + 116, start, 4);
	put(at + 120, size, 4);
}

static void
make(unsigned char *file)
{
	static const unsigned char signature[] = "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1";
	unsigned char *fat = at_sector(file, FAT), *directory = at_sector(file, DIRECTORY);

	memset(file, 0, SIZE);
	memcpy(file, signature, 8);
	put(file + 30, 9, 2);
	put(file + 32, 6, 2);
	put(file + 44, 1, 4);
	put(file + 48, DIRECTORY, 4);
	put(file + 56, 4096, 4);
	put(file + 60, MINI_FAT, 4);
	put(file + 68, end_of_chain, 4);
	for (int i = 0; i < 109; i++)
		put(file + 76 + 4 * i, i == 0 ? FAT : none, 4);
	for (unsigned i = 0; i < SECTOR / 4; i++)
		put(fat + 4 * i, none, 4);
	for (unsigned i = WORD; i < SECTORS; i++)
		put(fat + 4 * i, i + 1 < SECTORS ? i + 1 : end_of_chain, 4);
	put(fat + 4 * DIRECTORY, end_of_chain, 4);
	put(fat + 4 * MINI_FAT, end_of_chain, 4);
	put(fat + 4 * MINI, end_of_chain, 4);
	put_entry(directory, "Root Entry", 5, none, 1, MINI, 256);
	put_entry(directory + 128, "WordDocument", 2, 2, none, WORD, WORD_SIZE);
	put_entry(directory + 256, "Data", 2, none, none, 2, DATA_SIZE);
	memset(at_sector(file, MINI_FAT), 0xFF, SECTOR);
	put(at_sector(file, MINI_FAT) + 8, 3, 4);
	put(at_sector(file, MINI_FAT) + 12, end_of_chain, 4);
	memset(at_sector(file, MINI) + 128, 'd', DATA_SIZE);
	memset(at_sector(file, WORD), 'w', (SECTORS - WORD) * SECTOR);
}

/* Opens the file and reads one stream; gives what that came to, and how many bytes there were. */
static enum zl_failure
read_stream(const unsigned char *file, size_t size, const char *name, char filling, size_t *got)
{
	struct zl_compound compound;
	struct zl_stream stream = {0};
	struct zl_fault fault = {0};

	if (zl_compound_open(&compound, file, size, &fault) == ZL_OK)
		zl_compound_read(&compound, name, &stream, &fault);
	*got = stream.bytes.size;
	for (size_t i = 0; i < *got && fault.code == ZL_OK; i++)
		assert_int_equal(stream.bytes.data[i], filling);
	zl_stream_free(&stream);
	zl_compound_close(&compound);
	return fault.code;
}

#define AT(sector, offset) (((sector) + 1) * SECTOR + (offset))

static const struct {
	const char *name;
	size_t at; /* 0: nothing is wrong */
	uint32_t value;
	int bytes;
	enum zl_failure code;
	size_t word, data; /* bytes of the streams; of what fails 0 */
} cases[] = {
    {"sound", 0, 0, 0, ZL_OK, WORD_SIZE, DATA_SIZE},
    {"name in another case", AT(DIRECTORY, 128), 'w', 1, ZL_OK, WORD_SIZE, DATA_SIZE},
    {"sectors of 256 bytes", 30, 8, 2, ZL_COMPOUND_DAMAGED, 0, 0},
    {"sectors of 2 GiB", 30, 31, 2, ZL_COMPOUND_DAMAGED, 0, 0},
    {"mini sectors larger than sectors", 32, 9, 2, ZL_COMPOUND_DAMAGED, 0, 0},
    {"the FAT is outside", 76, 99, 4, ZL_COMPOUND_DAMAGED, 0, 0},
    {"the directory is outside", 48, 99, 4, ZL_COMPOUND_DAMAGED, 0, 0},
    {"the directory runs in a circle", AT(FAT, 4 * DIRECTORY), DIRECTORY, 4, ZL_COMPOUND_DAMAGED, 0,
     0},
    {"the DIFAT runs in a circle", 68, 0, 4, ZL_OK, WORD_SIZE, DATA_SIZE},
    {"the stream runs in a circle", AT(FAT, 4 * (WORD + 3)), WORD, 4, ZL_COMPOUND_DAMAGED, 0,
     DATA_SIZE},
    {"the stream runs into the directory", AT(FAT, 4 * (WORD + 3)), DIRECTORY, 4,
     ZL_COMPOUND_DAMAGED, 0, DATA_SIZE},
    {"the stream ends early", AT(FAT, 4 * (WORD + 3)), 0xFFFFFFFE, 4, ZL_OK, 4 * SECTOR, DATA_SIZE},
    {"the stream says it is huge", AT(DIRECTORY, 128 + 120), 0xFFFFFFFF, 4, ZL_OK, 9 * SECTOR,
     DATA_SIZE},
    {"no mini FAT", 60, 0xFFFFFFFE, 4, ZL_OK, WORD_SIZE, 64},
    {"a mini stream that runs in a circle", AT(MINI_FAT, 12), 2, 4, ZL_OK, WORD_SIZE, DATA_SIZE},
    {"entries that run in a circle", AT(DIRECTORY, 256 + 72), 1, 4, ZL_OK, WORD_SIZE, DATA_SIZE},
};

static void
each_is_read_or_refused(void **state)
{
	unsigned char file[SIZE];

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(*cases); i++) {
		size_t word, data;
		make(file);
		put(file + cases[i].at, cases[i].at == 0 ? 0xD0 : cases[i].value,
		    cases[i].at == 0 ? 1 : cases[i].bytes);
		enum zl_failure code = read_stream(file, SIZE, "WordDocument", 'w', &word);
		read_stream(file, SIZE, "DATA", 'd', &data);
		if (code != cases[i].code)
			fail_msg("%s: %s", cases[i].name, zl_failure_code(code));
		if (cases[i].word != word || cases[i].data != data)
			fail_msg("%s: %zu and %zu bytes", cases[i].name, word, data);
	}
}

static void
the_last_sector_may_be_cut(void **state)
{
	unsigned char file[SIZE];
	size_t got;

	(void)state;
	make(file);
	assert_int_equal(read_stream(file, SIZE - SECTOR + 404, "WordDocument", 'w', &got), ZL_OK);
	assert_int_equal(got, WORD_SIZE);
	assert_int_equal(read_stream(file, SIZE - 2 * SECTOR, "WordDocument", 'w', &got), ZL_OK);
	assert_int_equal(got, 7 * SECTOR);
	assert_int_equal(read_stream(file, SECTOR, "WordDocument", 'w', &got), ZL_COMPOUND_DAMAGED);
	make(file);
	assert_int_equal(read_stream(file, SIZE, "1Table", 'w', &got), ZL_MISSING_PART);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_is_read_or_refused),
	    cmocka_unit_test(the_last_sector_may_be_cut),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
