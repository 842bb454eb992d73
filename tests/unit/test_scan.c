/*
 * test_scan.c: what the scanner reads is told as libxml2 tells it, to the letter; the usual it
 * reads itself, and what is wrong or unusual it leaves.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "readings.h"
#include "unpack/unpack.h"
#include "unpack/xml/reader.h"

enum { DEPTH = 256 };

/* Reads the part both ways, a handler failing if until is set; whether the scanner reads it. */
static bool
compare(const char *part, size_t size, uint64_t depth, uint32_t until)
{
	struct reading a = {.until = until}, b = {.until = until};
	bool known = reading_scan(&a, part, size, depth);

	if (known) {
		reading_parse(&b, part, size, depth);
		if (!reading_same(&a, &b))
			fail_msg("%s\nscanner: %d %u %s\n%s\nlibxml2: %d %u %s\n%s", part,
				 (int)a.fault.code, a.fault.line, a.fault.message, a.heard.data,
				 (int)b.fault.code, b.fault.line, b.fault.message, b.heard.data);
	} else {
		assert_int_equal(a.heard.length, 0);
		assert_int_equal(a.fault.code, ZL_OK);
	}
	reading_free(&a);
	reading_free(&b);
	return known;
}

/* What nearly all parts have, and all that is wrong with some of them is their names. */
static const char *const usual[] = {
    "<a/>",
    "<a></a>",
    "<a ></a\n>",
    "<a b='c' d=\"e\"/>",
    "<a\tb = 'c'\r\nd\n=\n\"e\" />",
    "<a>b<c>d</c>e</a>",
    "<a><a><a/></a><a></a></a>",
    "<ab><a/></ab>",
    "\n <a/>\r\n",
    "<a>\r\n\r\rb\n\r</a>",
    "<a b='\t\r\n\r\r\n c'/>",
    "<a b='&#13;&#10;&#9;&#32;'>&#13;&#10;</a>",
    "<a b='&lt;&gt;&amp;&quot;&apos;'>&lt;&gt;&amp;&quot;&apos;</a>",
    "<a b='&#38;#38;&amp;lt;'>&#38;lt;&#60;b/>&amp;amp;</a>",
    "<a>&#x6E05;&#x6e05;&#28165;&#00028165;</a>",
    "<a b='>\"'>>\"'</a>",
    "<a b=\"'\">]] ]&gt; ]]&gt; ]&#93;></a>",
    "<a>\x7F\xC2\x80\xE6\xB8\x85\xEF\xBF\xBD\xF0\xA0\x80\x80\xF4\x8F\xBF\xBF</a>",
    "<a b='\x7F\xC2\x80\xE6\xB8\x85\xEF\xBF\xBD\xF0\xA0\x80\x80'/>",
    "<_-.9 A-.9:z=''/>",
    "<w:a xmlns:w='u' w:b='c'><w:d xmlns='v'><e/></w:d></w:a>",
    "<a xml:space='preserve'> <b/> <c xml:space='default'> </c></a>",
    "<p:a xmlns:p='u&amp;v'><p:b xmlns:p='w' p:c=''/></p:a>",
    "<?xml version='1.0'?><a/>",
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\r\n<a/>",
    "<?xml version='1.0' encoding='utf-8' standalone='no' ?>\n<a/>",
    "<?xml version='1.0' encoding='GB18030'?><a/>",
    "<?xml version='1.0' encoding='a-Z.09_'?><a/>",
    "<?xml\tversion='1.0'\nstandalone='yes'?><a/>",
    /* That these are not namespace-well-formed the reader hears of namespaces.c. */
    "<a>\n<p:b/></a>",
    "<a>b\n<c p:d='1'/></a>",
    "<:a/>",
    "<a:b:c/>",
    "<a xmlns:p=''/>",
    "<a xmlns:p='u' xmlns:q='u' p:b='1' q:b='2'/>",
    "<a><b></b>\n<xmlns:c/></a>",
};

static void
the_usual_is_read(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(usual) / sizeof(*usual); i++)
		if (!compare(usual[i], strlen(usual[i]), DEPTH, 0))
			fail_msg("%s is left", usual[i]);
}

/* What is left, and whether libxml2 reads it. */
static const struct {
	const char *part;
	bool is_read;
} left[] = {
    {"", false},
    {" ", false},
    {"<", false},
    {"<a", false},
    {"<a ", false},
    {"<a b", false},
    {"<a b=", false},
    {"<a b='", false},
    {"<a b='c'", false},
    {"<a/", false},
    {"<a>", false},
    {"<a></", false},
    {"<a></a", false},
    {"<a></a ", false},
    {"<a>&", false},
    {"<a>]]", false},
    {"<a>\xE6\xB8", false},
    {"a<b/>", false},
    {"<a/>b", false},
    {"<a/><b/>", false},
    {"</a>", false},
    {"<a></b>", false},
    {"<a></ab>", false},
    {"<ab></a>", false},
    {"<a><b></a></b>", false},
    {"< a/>", false},
    {"<a / >", false},
    {"<a></ a>", false},
    {"<a></a/>", false},
    {"<a></a b='c'>", false},
    {"<1/>", false},
    {"<-a/>", false},
    {"<a b/>", false},
    {"<a b=c/>", false},
    {"<a b='c\"/>", false},
    {"<a b='<'/>", false},
    {"<a b='&'/>", false},
    {"<a b='c'd='e'/>", false},
    {"<a b='c' b='d'/>", false},
    {"<a b='c' d='e' b='c'/>", false},
    {"<a ='c'/>", false},
    {"<a>]]></a>", false},
    {"<a>&b;</a>", false},
    {"<a>&lt</a>", false},
    {"<a>& lt;</a>", false},
    {"<a>&#;</a>", false},
    {"<a>&#x;</a>", false},
    {"<a>&#X41;</a>", false},
    {"<a>&#4g;</a>", false},
    {"<a>&#-1;</a>", false},
    {"<a>&# 65;</a>", false},
    {"<a>&#0;</a>", false},
    {"<a>&#8;</a>", false},
    {"<a>&#xD800;</a>", false},
    {"<a>&#xFFFE;</a>", false},
    {"<a>&#x110000;</a>", false},
    {"<a>&#x100000041;</a>", false},
    {"<a>\x01</a>", false},
    {"<a b='\x1F'/>", false},
    {"<a>\x80</a>", false},
    {"<a>\xC0\x80</a>", false},
    {"<a>\xED\xA0\x80</a>", false},
    {"<a>\xEF\xBF\xBE</a>", false},
    {"<a>\xF4\x90\x80\x80</a>", false},
    {"<a>\xFF</a>", false},
    {"<a/>&#32;", false},
    {"&#32;<a/>", false},
    {" <?xml version='1.0'?><a/>", false},
    {"<?xml?><a/>", false},
    {"<?xml encoding='UTF-8'?><a/>", false},
    {"<?xml version='1.0' standalone='maybe'?><a/>", false},
    {"<?xml version='1.0' standalone='yes' encoding='UTF-8'?><a/>", false},
    {"<?xml version='1.0'encoding='UTF-8'?><a/>", false},
    {"<?xml version='1.0' >?><a/>", false},
    {"<?xml version='1.0' encoding=''?><a/>", false},
    {"<?xml version='1.0' encoding='8'?><a/>", false},
    {"<?xml version='1.0' encoding='UTF:8'?><a/>", false},
    {"<?xml version='1.0' encoding='UTF-8\"?><a/>", false},
    {"<?xml version='1.0'>", false},
    {"<!DOCTYPE a><a/>", false},
    {"<a><!DOCTYPE a></a>", false},
    {"<a><!-- -- --></a>", false},
    {"<a><![CDATA[b</a>", false},
    {"<a><?xml b?></a>", false},
    {"<a>&#000000065;</a>", true},
    {"<?xml version = '1.0'?><a/>", true},
    {"<?xml version='1.1'?><a/>", true},
    {"<!--a--><a/><!--b-->", true},
    {"<a>b<!--c-->d</a>", true},
    {"<a><![CDATA[<b>]]></a>", true},
    {"<?b c?><a><?d?></a>", true},
    {"<\xE6\xB8\x85/>", true},
    {"<a\xE6\xB8\x85/>", true},
    {"<a \xE6\xB8\x85='b'/>", true},
};

static void
all_else_is_left_to_libxml2(void **state)
{
	(void)state;
	for (size_t i = 0; i < sizeof(left) / sizeof(*left); i++) {
		struct reading reading = {0};
		if (compare(left[i].part, strlen(left[i].part), DEPTH, 0))
			fail_msg("%s is read", left[i].part);
		reading_parse(&reading, left[i].part, strlen(left[i].part), DEPTH);
		if ((reading.fault.code == ZL_OK) != left[i].is_read)
			fail_msg("%s: %s", left[i].part, reading.fault.message);
		reading_free(&reading);
	}
	/* A NUL ends what libxml2 reads; here it is a character like any other. */
	assert_false(compare("<a/>\0", 5, DEPTH, 0));
	assert_false(compare("<a>\0</a>", 8, DEPTH, 0));
	assert_false(compare("<a b='\0'/>", 10, DEPTH, 0));
}

/* Where something may stand; '%' is its place. */
static const char *const places[] = {
    "%",
    "%<a/>",
    "<a/>%",
    "<?xml version='1.0'%?><a/>",
    "<?xml version='1.0' encoding='%'?><a/>",
    "<?xml version='%'?><a/>",
    "<%/>",
    "<a%/>",
    "<a %/>",
    "<a>%</a>",
    "<a>b%c</a>",
    "<a>%",
    "<a>]%></a>",
    "<a>]]%</a>",
    "<a></a%>",
    "<a></%>",
    "<a><%></a>",
    "<%></%>",
    "<a b='%'/>",
    "<a b=\"%\"/>",
    "<a b=%/>",
    "<a b='c'%d='e'/>",
    "<a b%='c'/>",
    "<a b='c' %='d'/>",
    "<a %='c' b='d'></a>",
    "<a>&%;</a>",
    "<a>&#%;</a>",
    "<a>&#x%;</a>",
    "<a b='&%;'/>",
    "<a xmlns:p='u'>%</a>",
    "<a xmlns:p='u'><b%/></a>",
    "<a xmlns%='u'/>",
    "<a xmlns:p='%'/>",
};

/* Compares with length bytes put in at each place; adds to the count those that are read. */
static void
compare_everywhere(const char *bytes, size_t length, size_t *count)
{
	for (size_t i = 0; i < sizeof(places) / sizeof(*places); i++) {
		struct zl_buffer part = {0};
		for (const char *at = places[i]; *at != '\0'; at++)
			if (*at == '%')
				zl_buffer_add(&part, bytes, length);
			else
				zl_buffer_byte(&part, *at);
		if (part.length > 0)
			*count += compare(part.data, part.length, DEPTH, 0);
		zl_buffer_free(&part);
	}
}

static void
pieces_are_read_alike_everywhere(void **state)
{
	size_t count = 0;

	(void)state;
	for (size_t i = 0; i < reading_piece_count; i++)
		compare_everywhere(reading_pieces[i], strlen(reading_pieces[i]), &count);
	assert_in_range(count, 700, 1000);
}

static void
bytes_are_read_alike_everywhere(void **state)
{
	static const char behind[] = "\x7F\x80\x8F\x90\x9F\xA0\xBF\xC0";
	size_t count = 0;

	(void)state;
	for (int byte = 0; byte < 256; byte++) {
		char bytes[4] = {(char)byte};
		compare_everywhere(bytes, 1, &count);
		for (size_t i = 0; byte >= 0x80 && i < strlen(behind); i++) {
			bytes[1] = behind[i];
			for (size_t j = 0; j < strlen(behind); j++) {
				bytes[2] = bytes[3] = behind[j];
				compare_everywhere(bytes, 2 + j % 3, &count);
			}
		}
	}
	assert_in_range(count, 2000, 20000);
}

static void
characters_are_read_alike(void **state)
{
	size_t count = 0;

	(void)state;
	for (uint32_t code = 1; code < 0x120000;
	     code += code < 0x3100 || code % 0x1000 > 0xFF0 || code % 0x1000 < 0x10 ? 1 : 13) {
		struct zl_buffer part = {0};
		char wide[4];
		size_t length = zl_utf8_write(code, wide);
		zl_buffer_text(&part, "<a>");
		zl_buffer_add(&part, wide, length);
		zl_buffer_text(&part, "</a>");
		count += compare(part.data, part.length, DEPTH, 0);
		zl_buffer_clear(&part);
		zl_buffer_format(&part, "<a b='&#x%X;'>&#%u;</a>", code, code);
		count += compare(part.data, part.length, DEPTH, 0);
		zl_buffer_free(&part);
	}
	assert_in_range(count, 150000, 250000);
}

/* A failure that a handler finds has the line that libxml2 would be at. */
static void
failures_have_their_line(void **state)
{
	static const char part[] =
	    "<?xml version='1.0'?>\r\n<a\n b='c\nd'\n>\r<b>\n\n</b\n\n><c\r\n/>"
	    "e\nf&#10;\n<g><h\n></h\n>\n</g> \r\r\n</a\n\n>\n";

	(void)state;
	for (uint32_t until = 1; until < 12; until++)
		assert_true(compare(part, sizeof(part) - 1, DEPTH, until));
	for (uint64_t depth = 1; depth < 4; depth++)
		assert_true(compare(part, sizeof(part) - 1, depth, 0));
}

/* Reads a part of a beginning, count times the middle, '%' being how often so far, and an end. */
static bool
compare_repeated(const char *begin, const char *middle, size_t count, const char *end)
{
	struct zl_buffer part = {0};

	zl_buffer_text(&part, begin);
	for (size_t i = 0; i < count; i++)
		for (const char *at = middle; *at != '\0'; at++)
			if (*at == '%')
				zl_buffer_format(&part, "%zu", i);
			else
				zl_buffer_byte(&part, *at);
	zl_buffer_text(&part, end);
	bool known = compare(part.data, part.length, DEPTH, 0);
	zl_buffer_free(&part);
	return known;
}

static void
the_oversized_is_left(void **state)
{
	(void)state;
	assert_true(compare_repeated("<a>", "b", ZL_TAPE_STRETCH, "</a>"));
	assert_false(compare_repeated("<a>", "b", ZL_TAPE_STRETCH + 1, "</a>"));
	assert_true(compare_repeated("<a b='", "c", ZL_TAPE_STRETCH, "'/>"));
	assert_false(compare_repeated("<a b='", "c", ZL_TAPE_STRETCH + 1, "'/>"));
	assert_true(compare_repeated("<", "a", 200, "/>"));
	assert_false(compare_repeated("<", "a", 201, "/>"));
	assert_true(compare_repeated("<a", " b%=''", ZL_ATTRIBUTES_MOST, "/>"));
	assert_false(compare_repeated("<a", " b%=''", ZL_ATTRIBUTES_MOST + 1, "/>"));
	assert_true(compare_repeated("<a>", "<b%/>", ZL_TAPE_NAMES - 1, "</a>"));
	assert_false(compare_repeated("<a>", "<b%/>", ZL_TAPE_NAMES, "</a>"));
	assert_true(compare_repeated("<a>", "<b/>", ZL_TAPE_TOKENS / 2 - 1, "</a>"));
	assert_false(compare_repeated("<a>", "<b/>", ZL_TAPE_TOKENS / 2, "</a>"));
	assert_true(compare_repeated("<a>", "b\r\n", 1000, "</a>"));
	assert_false(compare_repeated("<a>", "\r", 1000, "</a>"));
	assert_true(compare_repeated("<a/>", " ", 16 * ZL_TAPE_TOKENS - 4, ""));
	assert_false(compare_repeated("<a/>", " ", 16 * ZL_TAPE_TOKENS - 3, ""));
}

/* Tags that are written the same are scanned once. */
static void
the_repeated_is_read_alike(void **state)
{
	static const char *const middles[] = {
	    "<b some='%' attribute='c'/>",
	    "<b some='c' attribute='d'/>\n",
	    "<b some='c' attribute='d'>e</b>",
	    "<b some='c' attribute='d'/><b some='c' attribute='d'></b>",
	    "<b some='>' attribute='>'/><b some='>' attribute='d'/><b some='>' attribute='>'/>",
	    "<b some='>' attribute='<'/>",
	    "<b attribute='some > other'/><b attribute='some > others'/>",
	    "<b attribute='some > c' d='e'></b><b attribute='some > c' d='e'/>",
	    "<b attribute='some >'/><b attribute='some > c'/><b attribute='some >'/>",
	    "<b some='&lt;&#13;' attribute='\t\n'/>\r\n",
	    "<b some='' attribute='/'></b><b some='' attribute='/'/>",
	    "<b xmlns='urn:%' other=''><c xmlns='urn:same' d=''/></b><c xmlns='urn:same' d=''/>",
	    "<b same='a' attribute='1' same='2'/>",
	    "<b some='c' attribute='d' />",
	};
	static const size_t counts[] = {2, 3, 40, 1500};

	(void)state;
	for (size_t i = 0; i < sizeof(middles) / sizeof(*middles); i++)
		for (size_t j = 0; j < sizeof(counts) / sizeof(*counts); j++) {
			bool known = compare_repeated("<a>", middles[i], counts[j], "</a>");
			assert_int_equal(known, strstr(middles[i], "'<'") == NULL &&
						    strstr(middles[i], "same='2'") == NULL);
			/* What is wrong behind them has its line. */
			compare_repeated("<a>\n", middles[i], counts[j], "<p:b/></a>");
			bool around =
			    compare_repeated("<a>\n<b some='c' attribute='d'>", middles[i],
					     counts[j], "<b some='c' attribute='d'></b></b></a>");
			assert_int_equal(around, known);
		}
	assert_true(
	    compare_repeated("<a>", "<b some='' attribute=''/>", ZL_TAPE_TOKENS / 4 - 1, "</a>"));
	assert_false(
	    compare_repeated("<a>", "<b some='' attribute=''/>", ZL_TAPE_TOKENS / 4, "</a>"));
}

/* Tags just as long as those that are looked for, and a little longer and shorter. */
static void
the_long_repeated_is_read_alike(void **state)
{
	(void)state;
	for (size_t length = 230; length <= 270; length++) {
		struct zl_buffer tag = {0};
		zl_buffer_text(&tag, "<b some='");
		for (size_t i = 0; i < length; i++)
			zl_buffer_byte(&tag, 'c');
		zl_buffer_add(&tag, "'/>", sizeof("'/>"));
		assert_true(compare_repeated("<a>", tag.data, 3, "</a>"));
		zl_buffer_free(&tag);
	}
}

static void
depth_is_bounded(void **state)
{
	static const char *const tags[] = {"<a>", "<a some='' attribute=''>"};

	(void)state;
	for (size_t depth = DEPTH; depth <= DEPTH + 1; depth++)
		for (size_t tag = 0; tag < 2; tag++) {
			struct zl_buffer part = {0};
			for (size_t i = 0; i < depth; i++)
				zl_buffer_text(&part, tags[tag]);
			for (size_t i = 0; i < depth; i++)
				zl_buffer_text(&part, "</a>");
			assert_int_equal(compare(part.data, part.length, 1000, 0), depth == DEPTH);
			compare(part.data, part.length, 100, 0);
			zl_buffer_free(&part);
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(the_usual_is_read),
	    cmocka_unit_test(all_else_is_left_to_libxml2),
	    cmocka_unit_test(pieces_are_read_alike_everywhere),
	    cmocka_unit_test(bytes_are_read_alike_everywhere),
	    cmocka_unit_test(characters_are_read_alike),
	    cmocka_unit_test(failures_have_their_line),
	    cmocka_unit_test(the_oversized_is_left),
	    cmocka_unit_test(the_repeated_is_read_alike),
	    cmocka_unit_test(the_long_repeated_is_read_alike),
	    cmocka_unit_test(depth_is_bounded),
	};
	zl_unpack_prepare();
	return cmocka_run_group_tests(tests, NULL, NULL);
}
