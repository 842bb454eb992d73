/* test_unpack_format.c: numbers as Word writes them, a row a format. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "unpack/numbering/numbering_format.h"

struct row {
	const char *format;
	int32_t value;
	const char *text;
	enum zl_formatted how;
};

static const struct row rows[] = {
    {"decimal", 0, "0", ZL_FORMATTED},
    {"decimal", 101, "101", ZL_FORMATTED},
    {"decimalHalfWidth", 12, "12", ZL_FORMATTED},
    {"decimalZero", 9, "09", ZL_FORMATTED},
    {"decimalZero", 100, "100", ZL_FORMATTED},
    {"001, 002, 003, ...", 7, "007", ZL_FORMATTED},
    {"0001, 0002, 0003, ...", 12, "0012", ZL_FORMATTED},
    {"00001, 00002, 00003, ...", 101, "00101", ZL_FORMATTED},
    {"chineseCounting", 1, "一", ZL_FORMATTED},
    {"chineseCounting", 10, "十", ZL_FORMATTED},
    {"chineseCounting", 11, "十一", ZL_FORMATTED},
    {"chineseCounting", 12, "十二", ZL_FORMATTED},
    {"chineseCounting", 20, "二十", ZL_FORMATTED},
    {"chineseCounting", 99, "九十九", ZL_FORMATTED},
    {"chineseCounting", 101, "一○一", ZL_FORMATTED},
    {"chineseCountingThousand", 1, "一", ZL_FORMATTED},
    {"chineseCountingThousand", 10, "十", ZL_FORMATTED},
    {"chineseCountingThousand", 11, "十一", ZL_FORMATTED},
    {"chineseCountingThousand", 12, "十二", ZL_FORMATTED},
    {"chineseCountingThousand", 101, "一百〇一", ZL_FORMATTED},
    {"chineseCountingThousand", 110, "一百一十", ZL_FORMATTED},
    {"chineseCountingThousand", 1001, "一千〇一", ZL_FORMATTED},
    {"chineseCountingThousand", 1010, "一千〇一十", ZL_FORMATTED},
    {"chineseCountingThousand", 10001, "一万〇一", ZL_FORMATTED},
    {"chineseCountingThousand", 23000, "二万三千", ZL_FORMATTED},
    {"chineseCountingThousand", 1000000, "", ZL_FORMATTED_RANGE},
    {"chineseLegalSimplified", 1, "壹", ZL_FORMATTED},
    {"chineseLegalSimplified", 10, "壹拾", ZL_FORMATTED},
    {"chineseLegalSimplified", 11, "壹拾壹", ZL_FORMATTED},
    {"chineseLegalSimplified", 12, "壹拾贰", ZL_FORMATTED},
    {"chineseLegalSimplified", 101, "壹佰零壹", ZL_FORMATTED},
    {"chineseLegalSimplified", 1000000, "", ZL_FORMATTED_RANGE},
    {"japaneseCounting", 1, "一", ZL_FORMATTED},
    {"japaneseCounting", 10, "十", ZL_FORMATTED},
    {"japaneseCounting", 11, "十一", ZL_FORMATTED},
    {"japaneseCounting", 12, "十二", ZL_FORMATTED},
    {"japaneseCounting", 21, "二十一", ZL_FORMATTED},
    {"japaneseCounting", 101, "百一", ZL_FORMATTED},
    {"japaneseCounting", 1000000, "", ZL_FORMATTED_RANGE},
    {"ideographDigital", 1, "一", ZL_FORMATTED},
    {"ideographDigital", 10, "一〇", ZL_FORMATTED},
    {"ideographDigital", 11, "一一", ZL_FORMATTED},
    {"ideographDigital", 12, "一二", ZL_FORMATTED},
    {"ideographDigital", 101, "一〇一", ZL_FORMATTED},
    {"decimalFullWidth", 1, "１", ZL_FORMATTED},
    {"decimalFullWidth", 101, "１０１", ZL_FORMATTED},
    {"decimalFullWidth2", 12, "１２", ZL_FORMATTED},
    {"ideographTraditional", 1, "甲", ZL_FORMATTED},
    {"ideographTraditional", 10, "癸", ZL_FORMATTED},
    {"ideographTraditional", 11, "11", ZL_FORMATTED_RANGE},
    {"ideographTraditional", 101, "101", ZL_FORMATTED_RANGE},
    {"ideographZodiac", 1, "子", ZL_FORMATTED},
    {"ideographZodiac", 10, "酉", ZL_FORMATTED},
    {"ideographZodiac", 12, "亥", ZL_FORMATTED},
    {"ideographZodiac", 13, "13", ZL_FORMATTED_RANGE},
    {"ideographZodiacTraditional", 1, "甲子", ZL_FORMATTED},
    {"ideographZodiacTraditional", 60, "癸亥", ZL_FORMATTED},
    {"ideographZodiacTraditional", 61, "61", ZL_FORMATTED_RANGE},
    {"decimalEnclosedCircle", 1, "①", ZL_FORMATTED},
    {"decimalEnclosedCircle", 10, "⑩", ZL_FORMATTED},
    {"decimalEnclosedCircle", 12, "⑫", ZL_FORMATTED},
    {"decimalEnclosedCircle", 20, "⑳", ZL_FORMATTED},
    {"decimalEnclosedCircle", 21, "21", ZL_FORMATTED_RANGE},
    {"decimalEnclosedCircle", 0, "0", ZL_FORMATTED_RANGE},
    {"decimalEnclosedCircleChinese", 3, "③", ZL_FORMATTED},
    {"decimalEnclosedFullstop", 20, "⒛", ZL_FORMATTED},
    {"decimalEnclosedParen", 2, "⑵", ZL_FORMATTED},
    {"ideographEnclosedCircle", 10, "㊉", ZL_FORMATTED},
    {"ideographEnclosedCircle", 11, "11", ZL_FORMATTED_RANGE},
    {"taiwaneseCounting", 12, "十二", ZL_FORMATTED},
    {"taiwaneseCountingThousand", 12, "十二", ZL_FORMATTED},
    {"taiwaneseDigital", 12, "一二", ZL_FORMATTED},
    {"japaneseDigitalTenThousand", 12, "一二", ZL_FORMATTED},
    {"ideographLegalTraditional", 12, "壹拾貳", ZL_FORMATTED},
    {"japaneseLegal", 12, "壱拾弐", ZL_FORMATTED},
    {"koreanDigital", 10, "일영", ZL_FORMATTED},
    {"koreanDigital2", 10, "一零", ZL_FORMATTED},
    {"koreanCounting", 11, "십일", ZL_FORMATTED},
    {"koreanLegal", 21, "스물하나", ZL_FORMATTED},
    {"ganada", 14, "하", ZL_FORMATTED},
    {"chosung", 1, "ㄱ", ZL_FORMATTED},
    {"aiueoFullWidth", 46, "ン", ZL_FORMATTED},
    {"iroha", 2, "ﾛ", ZL_FORMATTED},
    {"lowerLetter", 26, "z", ZL_FORMATTED},
    {"lowerLetter", 27, "aa", ZL_FORMATTED},
    {"lowerLetter", 53, "aaa", ZL_FORMATTED},
    {"upperLetter", 28, "BB", ZL_FORMATTED},
    {"upperLetter", 781, "781", ZL_FORMATTED_RANGE},
    {"upperLetter", INT32_MAX, "2147483647", ZL_FORMATTED_RANGE},
    {"lowerRoman", 4, "iv", ZL_FORMATTED},
    {"upperRoman", 1994, "MCMXCIV", ZL_FORMATTED},
    {"upperRoman", INT32_MAX, "2147483647", ZL_FORMATTED_RANGE},
    {"ordinal", 1, "1st", ZL_FORMATTED},
    {"ordinal", 12, "12th", ZL_FORMATTED},
    {"ordinal", 23, "23rd", ZL_FORMATTED},
    {"ordinal", 111, "111th", ZL_FORMATTED},
    {"cardinalText", 1, "One", ZL_FORMATTED},
    {"cardinalText", 42, "Forty-two", ZL_FORMATTED},
    {"cardinalText", 1100, "One thousand one hundred", ZL_FORMATTED},
    {"ordinalText", 21, "Twenty-first", ZL_FORMATTED},
    {"ordinalText", 30, "Thirtieth", ZL_FORMATTED},
    {"hex", 31, "1F", ZL_FORMATTED},
    {"chicago", 6, "††", ZL_FORMATTED},
    {"numberInDash", 3, "- 3 -", ZL_FORMATTED},
    {"russianUpper", 2, "Б", ZL_FORMATTED},
    {"thaiNumbers", 12, "๑๒", ZL_FORMATTED},
    {"none", 5, "", ZL_FORMATTED},
    {"bullet", 5, "", ZL_FORMATTED},
    {"decimal", -3, "-3", ZL_FORMATTED_RANGE},
    {"noSuchFormat", 7, "7", ZL_FORMATTED_UNKNOWN},
    {"decimalZer", 7, "7", ZL_FORMATTED_UNKNOWN},
};

static void
every_row(void **state)
{
	struct zl_buffer out = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(rows) / sizeof(*rows); i++) {
		zl_buffer_clear(&out);
		zl_buffer_text(&out, "");
		enum zl_formatted how = zl_format_number(zl_format_find(zl_string(rows[i].format)),
							 rows[i].value, &out);
		if (strcmp(out.data, rows[i].text) != 0 || how != rows[i].how)
			fail_msg("%s %d: %s, not %s (%d)", rows[i].format, rows[i].value, out.data,
				 rows[i].text, (int)how);
	}
	zl_buffer_free(&out);
}

/* The table is searched by halves: every name in it must be found. */
static void
every_name_of_the_standard_but_few(void **state)
{
	static const char *const names[] = {"aiueo",
					    "aiueoFullWidth",
					    "bullet",
					    "cardinalText",
					    "chicago",
					    "chineseCounting",
					    "chineseCountingThousand",
					    "chineseLegalSimplified",
					    "chosung",
					    "decimal",
					    "decimalEnclosedCircle",
					    "decimalEnclosedCircleChinese",
					    "decimalEnclosedFullstop",
					    "decimalEnclosedParen",
					    "decimalFullWidth",
					    "decimalFullWidth2",
					    "decimalHalfWidth",
					    "decimalZero",
					    "ganada",
					    "hex",
					    "ideographDigital",
					    "ideographEnclosedCircle",
					    "ideographLegalTraditional",
					    "ideographTraditional",
					    "ideographZodiac",
					    "ideographZodiacTraditional",
					    "iroha",
					    "irohaFullWidth",
					    "japaneseCounting",
					    "japaneseDigitalTenThousand",
					    "japaneseLegal",
					    "koreanCounting",
					    "koreanDigital",
					    "koreanDigital2",
					    "koreanLegal",
					    "lowerLetter",
					    "lowerRoman",
					    "none",
					    "numberInDash",
					    "ordinal",
					    "ordinalText",
					    "russianLower",
					    "russianUpper",
					    "taiwaneseCounting",
					    "taiwaneseCountingThousand",
					    "taiwaneseDigital",
					    "thaiNumbers",
					    "upperLetter",
					    "upperRoman"};

	(void)state;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++)
		if (zl_format_find(zl_string(names[i])) == NULL)
			fail_msg("%s", names[i]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(every_row),
	    cmocka_unit_test(every_name_of_the_standard_but_few),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
