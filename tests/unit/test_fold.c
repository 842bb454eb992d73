/* test_fold.c: the folded view: what becomes what, white space, the steps back. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/utf8.h"
#include "text/fold.h"

static const struct {
	const char *source, *folded;
} cases[] = {
    {"", ""},
    {"１．关于“账目”", "1.关于“账目”"},
    {"（一）Ａ，Ｂ；Ｃ：？！", "(一)A,B;C:?!"},
    {"一、二､三﹑", "一、二、三、"},
    {"完成。完成｡", "完成。完成。"},
    {"「甲」『乙』｢丙｣〝丁〞„戊‟", "“甲”“乙”“丙”“丁”“戊“"},
    {"‘甲’'乙'\"丙\"＂丁＂", "‘甲’'乙'\"丙\"\"丁\""},
    {"﹝2019﹞ 3 号〔2020〕4号", "〔2019〕3 号〔2020〕4号"},
    {"【甲】︻乙︼", "【甲】【乙】"},
    {"關於對賬戶餘額進行覈實後發現的問題", "关于对账户余额进行核实后发现的问题"},
    {"⽔⺠共⼯", "水民共工"},
    {"\xEF\xA4\x80\xEF\xA8\x8E", "岂\xEF\xA8\x8E"}, /* U+F900 and U+FA0E, no compatibility one */
    {"关\xE2\x80\x8B于\xEF\xBB\xBF", "关于"},
    {"——－–―", "——--—"},
    {"○〇零0◯", "○〇零0○"},
    {"①⑴㈠Ⅳ㎡℃××※•", "①⑴㈠Ⅳ㎡℃××※•"},
    {"搬 迁　户", "搬迁户"},
    {"  　首尾 \t\n", "首尾"},
    {"1. 关于 （2） 聚焦 ： 一是", "1.关于(2)聚焦:一是"},
    {"ABC  公司 3 个 of  the\u00A0day", "ABC 公司 3 个 of the day"},
    {"2. Abc (3) def", "2. Abc (3) def"},
    {"２． Ａｂｃ （３） ｄｅｆ", "2. Abc (3) def"},
    {"한국 사람", "한국 사람"},
};

static void
each_character_has_its_fold(void **state)
{
	struct zl_fold fold = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		assert_true(zl_fold(&fold, cases[i].source, strlen(cases[i].source)));
		assert_string_equal(fold.text.data, cases[i].folded);
		assert_int_equal(fold.text.length, strlen(cases[i].folded));
	}
	zl_fold_free(&fold);
}

static void
the_steps_lead_back(void **state)
{
	const char *source = " （一） 關 A";
	const uint32_t expected[] = {1, 4, 4, 4, 7, 11, 11, 11, 14, 15, 16};
	struct zl_fold fold = {0};

	(void)state;
	assert_true(zl_fold(&fold, source, strlen(source)));
	assert_string_equal(fold.text.data, "(一)关 A");
	assert_int_equal(fold.text.length + 1, sizeof(expected) / sizeof(expected[0]));
	for (uint32_t i = 0; i <= fold.text.length; i++)
		assert_int_equal(zl_fold_source(fold.steps, fold.step_count, fold.text.data, i),
				 expected[i]);
	zl_fold_free(&fold);
}

/* No character grows, and what is folded folds to itself. */
static void
every_character_keeps_its_bounds(void **state)
{
	struct zl_fold once = {0}, twice = {0};

	(void)state;
	for (uint32_t code = 0; code < 0x110000; code++) {
		char text[4];
		if (code >= 0xD800 && code <= 0xDFFF)
			continue;
		size_t size = zl_utf8_write(code, text);
		assert_true(zl_fold(&once, text, size));
		assert_true(once.text.length <= size);
		assert_true(zl_fold(&twice, once.text.data, once.text.length));
		if (once.text.length != twice.text.length ||
		    memcmp(once.text.data, twice.text.data, once.text.length) != 0)
			fail_msg("U+%04X folds in two steps", code);
	}
	zl_fold_free(&once);
	zl_fold_free(&twice);
}

static void
a_text_too_long_is_refused(void **state)
{
	struct zl_fold fold = {0};

	(void)state;
	assert_false(zl_fold(&fold, "", SIZE_MAX));
	zl_fold_free(&fold);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_character_has_its_fold),
	    cmocka_unit_test(the_steps_lead_back),
	    cmocka_unit_test(every_character_keeps_its_bounds),
	    cmocka_unit_test(a_text_too_long_is_refused),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
