/* test_charset.c: every code of GB 18030-2022, the other encodings, and which one a text is in. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "charset_gb18030.h"
#include "text/charset.h"
#include "text/charset_read.h"

static void
check_code(const unsigned char *bytes, size_t length, uint32_t character)
{
	struct zl_buffer out = {0};
	uint32_t got = 0;

	bool valid = zl_charset_read(ZL_CHARSET_GB18030, bytes, length, &out);
	if (out.length > 0 && zl_utf8_read(out.data, out.length, &got) != out.length && valid)
		fail_msg("%02X%02X: more than one character", bytes[0], bytes[1]);
	if (valid != (character != 0) || (valid && got != character))
		fail_msg("%02X%02X%02X%02X: U+%04X, not U+%04X", bytes[0], bytes[1],
			 length == 4 ? bytes[2] : 0, length == 4 ? bytes[3] : 0, got, character);
	zl_buffer_free(&out);
}

static void
every_two_byte_code_is_the_standards(void **state)
{
	(void)state;
	for (unsigned lead = 0x81; lead <= 0xFE; lead++)
		for (unsigned i = 0; i < 190; i++) {
			unsigned trail = i + (i < 0x3F ? 0x40 : 0x41);
			const unsigned char bytes[2] = {(unsigned char)lead, (unsigned char)trail};
			check_code(bytes, 2, two_bytes[lead - 0x81][i]);
		}
}

static void
every_four_byte_code_is_the_standards(void **state)
{
	size_t run = 0, runs = sizeof(four_bytes) / sizeof(four_bytes[0]);

	(void)state;
	for (uint32_t pointer = 0; pointer < 126 * 10 * 126 * 10; pointer++) {
		const unsigned char bytes[4] = {(unsigned char)(0x81 + pointer / 12600),
						(unsigned char)(0x30 + pointer / 1260 % 10),
						(unsigned char)(0x81 + pointer / 10 % 126),
						(unsigned char)(0x30 + pointer % 10)};
		while (run + 1 < runs && four_bytes[run + 1].pointer <= pointer)
			run++;
		uint32_t first = four_bytes[run].character;
		check_code(bytes, 4, first == 0 ? 0 : first + pointer - four_bytes[run].pointer);
	}
}

static const struct {
	const char *name, *label, *bytes;
	size_t size;
	bool valid;
	const char *used, *text;
} cases[] = {
#define BYTES(text) (text), sizeof(text) - 1
    {"no bytes", NULL, BYTES(""), true, "UTF-8", ""},
    {"UTF-8", NULL, BYTES("关于A"), true, "UTF-8", "关于A"},
    {"a mark against the label", "gbk", BYTES("\xEF\xBB\xBF关"), true, "UTF-8", "关"},
    {"UTF-16LE by its mark", NULL, BYTES("\xFF\xFE\x73\x51\x3D\xD8\x00\xDE"), true, "UTF-16LE",
     "关\xF0\x9F\x98\x80"},
    {"UTF-16BE by its mark", NULL, BYTES("\xFE\xFF\x51\x73"), true, "UTF-16BE", "关"},
    {"UTF-32LE by its mark", NULL, BYTES("\xFF\xFE\0\0\x73\x51\0\0"), true, "UTF-32LE", "关"},
    {"UTF-32BE by its mark", NULL, BYTES("\0\0\xFE\xFF\0\0\x51\x73"), true, "UTF-32BE", "关"},
    {"a lone surrogate", "utf-16be", BYTES("\xD8\x3D\x00\x41"), false, "UTF-16BE",
     "\xEF\xBF\xBD"
     "A"},
    {"half a unit", "utf-16le", BYTES("\x73\x51\x73"), false, "UTF-16LE", "关\xEF\xBF\xBD"},
    {"GB2312 dash and dot", "GB2312", BYTES("\xA1\xAA\xA1\xA4"), true, "GB18030", "—·"},
    {"GBK by a label in quotes", " \"x-gbk\"; ", BYTES("\xB9\xD8\xD3\xDA"), true, "GB18030",
     "关于"},
    {"the euro of CP936", "cp936", BYTES("\x80\x35"), true, "GB18030", "€5"},
    {"ASCII, a pair, ASCII, and the euro at its end", "gbk",
     BYTES("<w:t space='preserve'>\xB9\xD8\xD3\xDA</w:t></w:r></w:p>\x80"), true, "GB18030",
     "<w:t space='preserve'>关于</w:t></w:r></w:p>€"},
    {"FF in GBK", "gbk", BYTES("\xB9\xD8\xFF\x41"), false, "GB18030", "关\xEF\xBF\xBD\x41"},
    {"half a pair at the end", "gbk", BYTES("\xB9\xD8\xB9"), false, "GB18030", "关\xEF\xBF\xBD"},
    {"GB18030 in four bytes", "GB18030", BYTES("\x95\x32\x82\x36"), true, "GB18030",
     "\xF0\xA0\x80\x80"},
    {"Big5", "big5", BYTES("\xC3\xF6\xA9\xF3"), true, "BIG5-HKSCS", "關於"},
    {"a character of HKSCS", "big5", BYTES("\xFA\x40\x88\x62"), true, "BIG5-HKSCS",
     "\xF0\xA0\x95\x87\xC3\x8A\xCC\x84"},
    {"HZ", NULL, BYTES("No. ~{9XSZ~} ~~ 1~\n2"), true, "HZ", "No. 关于 ~ 12"},
    {"HZ without its end", "hz", BYTES("~{9XSZ\nA"), true, "HZ", "关于\nA"},
    {"a tilde is no HZ", NULL, BYTES("~{ 1"), true, "UTF-8", "~{ 1"},
    {"no label: GBK", NULL,
     BYTES("\xB9\xD8\xD3\xDA\xD5\xFB\xB8\xC4\xC7\xE9\xBF\xF6\xB5\xC4\xB1\xA8\xB8\xE6"), true,
     "GB18030", "关于整改情况的报告"},
    {"no label: Big5", NULL,
     BYTES("\xC3\xF6\xA9\xF3\xBE\xE3\xA7\xEF\xB1\xA1\xAA\x70\xAA\xBA\xB3\xF8\xA7\x69"), true,
     "BIG5-HKSCS", "關於整改情況的報告"},
    {"a label that is none", "ISO-2022-CN-EXT", BYTES("\xB9\xD8\xD3\xDA"), true, "GB18030", "关于"},
    {"a label that lies", "utf-8",
     BYTES("\xB9\xD8\xD3\xDA\xD5\xFB\xB8\xC4\xC7\xE9\xBF\xF6\xB5\xC4\xB1\xA8\xB8\xE6"), true,
     "GB18030", "关于整改情况的报告"},
    {"UTF-16LE without mark or label", NULL, BYTES("\x73\x51\x8E\x4E\x0A\0\x74\x65\x39\x65"), true,
     "UTF-16LE", "关于\n整改"},
    {"UTF-16BE of ideographs only", NULL, BYTES("\x51\x73\x4E\x8E\x65\x74\x65\x39\x60\xC5\x51\xB5"),
     true, "UTF-16BE", "关于整改情况"},
    {"two characters in GBK", NULL, BYTES("\xD5\xFB\xB8\xC4"), true, "GB18030", "整改"},
    {"a name with a rare character", NULL, BYTES("\xD5\xC5\xE9\x46"), true, "GB18030", "张镕"},
    {"French", NULL, BYTES("d\xE9j\xE0 vu, \xE9t\xE9"), true, "CP1252", "déjà vu, été"},
    {"in no encoding", NULL, BYTES("\x81\x8D\xFF\x90 A"), false, "GB18030",
     "亶\xEF\xBF\xBD\xEF\xBF\xBD A"},
#undef BYTES
};

static void
each_encoding_is_told_and_read(void **state)
{
	(void)state;
	assert_null(zl_charset_prepare());
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct zl_buffer out = {0};
		const char *used = NULL;
		bool valid =
		    zl_charset_decode(cases[i].label, cases[i].bytes, cases[i].size, &out, &used);
		if (valid != cases[i].valid || strcmp(used, cases[i].used) != 0 ||
		    strcmp(out.data == NULL ? "" : out.data, cases[i].text) != 0)
			fail_msg("%s: %d %s \"%s\"", cases[i].name, valid, used, out.data);
		zl_buffer_free(&out);
	}
}

static void
text_is_added_behind_what_is_there(void **state)
{
	struct zl_buffer out = {0};

	(void)state;
	zl_buffer_text(&out, "前");
	assert_true(zl_charset_decode("gbk", "\xB9\xD8", 2, &out, NULL));
	assert_string_equal(out.data, "前关");
	assert_true(zl_charset_decode(NULL, NULL, 0, &out, NULL));
	assert_string_equal(out.data, "前关");
	zl_buffer_free(&out);
}

/* A long text in an encoding: lines, and stretches longer than a piece that have no ASCII. */
static void
make_long(enum zl_charset charset, struct zl_buffer *out)
{
	static const uint32_t characters[] = {'a', 0x6E05, 0x4E00, 0x3002, 0xE9, 0x10FFFD};
	bool big = charset == ZL_CHARSET_UTF_16BE;

	for (uint32_t i = 0; out->length < 400 << 10; i++) {
		uint32_t code = i % 90000 < 80000 ? characters[i % 6] : '\n';
		char text[4];
		size_t length = zl_utf8_write(code, text);
		if (charset == ZL_CHARSET_UTF_8) {
			zl_buffer_add(out, text, length);
		} else if (charset == ZL_CHARSET_GB18030) {
			if (!zl_charset_write(charset, text, length, out))
				zl_buffer_add(out, "\xE3\x32\x9A\x35", 4);
		} else {
			uint32_t units[] = {code, 0};
			if (code > 0xFFFF) {
				units[0] = 0xD800 | (code - 0x10000) >> 10;
				units[1] = 0xDC00 | ((code - 0x10000) & 0x3FF);
			}
			for (int j = 0; j < 1 + (code > 0xFFFF); j++) {
				zl_buffer_byte(out, (char)(big ? units[j] >> 8 : units[j]));
				zl_buffer_byte(out, (char)(big ? units[j] : units[j] >> 8));
			}
		}
	}
}

static void
pieces_are_the_whole(void **state)
{
	static const struct {
		enum zl_charset charset;
		const char *label, *before;
		size_t before_length;
		bool broken;
	} long_texts[] = {
	    {ZL_CHARSET_UTF_8, "utf-8", "", 0, false},
	    {ZL_CHARSET_UTF_8, "", "\xEF\xBB\xBF", 3, false},
	    {ZL_CHARSET_GB18030, "gb2312", "", 0, false},
	    {ZL_CHARSET_GB18030, "gb2312", "", 0, true},
	    {ZL_CHARSET_GB18030, "", "\x84\x31\x95\x33", 4, false},
	    {ZL_CHARSET_GB18030, "utf-8", "", 0, false},
	    {ZL_CHARSET_UTF_16LE, "", "\xFF\xFE", 2, false},
	    {ZL_CHARSET_UTF_16BE, "utf-16be", "", 0, true},
	    {ZL_CHARSET_UTF_16BE, "", "\xFE\xFF", 2, true},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(long_texts) / sizeof(*long_texts); i++) {
		struct zl_buffer bytes = {0}, whole = {0}, joined = {0};
		struct zl_charset_text text;
		struct zl_string piece;
		zl_buffer_add(&bytes, long_texts[i].before, long_texts[i].before_length);
		make_long(long_texts[i].charset, &bytes);
		if (long_texts[i].broken)
			zl_buffer_byte(&bytes, (char)0xFF);
		zl_charset_decode(long_texts[i].label, bytes.data, bytes.length, &whole, NULL);
		zl_charset_text_open(&text, long_texts[i].label, bytes.data, bytes.length);
		while (zl_charset_text_next(&text, &piece))
			zl_buffer_add(&joined, piece.data, piece.length);
		if (joined.length != whole.length ||
		    memcmp(joined.data, whole.data, whole.length) != 0)
			fail_msg("case %zu: the pieces hold %zu bytes, not %zu", i, joined.length,
				 whole.length);
		zl_charset_text_free(&text);
		zl_buffer_free(&bytes);
		zl_buffer_free(&whole);
		zl_buffer_free(&joined);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_two_byte_code_is_the_standards),
	    cmocka_unit_test(every_four_byte_code_is_the_standards),
	    cmocka_unit_test(each_encoding_is_told_and_read),
	    cmocka_unit_test(text_is_added_behind_what_is_there),
	    cmocka_unit_test(pieces_are_the_whole),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
