/*
 * test_normalise_classes.c: of every class, three texts that change and three that look like them
 * and must not; each alone, then all classes together.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "normalise/normalise.h"
#include "text/charset.h"

/* With to NULL the text must stay as it is. */
static const struct {
	const char *class_name, *from, *to;
} cases[] = {
    /* GBK and UTF-8 read as windows-1252, UTF-8 read as GBK; words of other languages, names */
    {"mojibake", "¹ØÓÚ¡°ÕËÄ¿²»Çå¡±µÄÎÊÌâ", "关于“账目不清”的问题"},
    {"mojibake", "1.å…³äºŽæ•´æ”¹æƒ…å†µ", "1.关于整改情况"},
    {"mojibake", "鍏充簬鏁存敼鎯呭喌鐨勬姤鍛", NULL}, /* its last byte is lost: warned of only */
    {"mojibake", "鍏充簬鏁存敼", "关于整改"},
    {"mojibake", "PÄÄTÖS: ÄÄNESTYS ÖÖLLÄ", NULL},
    {"mojibake", "Über die Größe façade, déjà vu à Genève", NULL},
    {"mojibake", "皴染斧劈，米点渲淡，赭石花青", NULL},
    {"mojibake", "Ответ на вопрос μέτρα", NULL},

    {"forbidden", "关\x01于", "关于"},
    {"forbidden", "整\x0B改\x1F", "整改"},
    {"forbidden", "A\xEF\xBF\xBF", "A"},
    {"forbidden", "关于\t整改", NULL},
    {"forbidden", "关\xC2\x85于", NULL},
    {"forbidden", "\xEF\xBF\xBD", NULL},

    {"control", "关\x7F于", "关于"},
    {"control", "关\xC2\x80于\xC2\x9F", "关于"},
    {"control", "A\xEF\xBF\xB9注\xEF\xBF\xBB", "A注"},
    {"control", "关于\n整改", NULL},
    {"control", "关\xC2\xA0于", NULL},
    {"control", "␡␀", NULL},

    {"invisible", "关\u200B于", "关于"},
    {"invisible", "\uFEFF整改", "整改"},
    {"invisible", "\u202A整改\u202C\u200E", "整改"},
    {"invisible", "می\u200Cخواهم", NULL},
    {"invisible", "👩\u200D💻", NULL},
    {"invisible", "שלום\u200F 关于", NULL},

    {"private-use", "\uE81E\uE864", "\u9FB4\u9FBB"},
    {"private-use", "关于\uE78D整改", "关于\uFE10整改"},
    {"private-use", "\uE816\uE76C", "\U00020087€"},
    {"private-use", "\uE000", NULL},
    {"private-use", "\uF8FF", NULL},
    {"private-use", "\u9FB4\uFE10", NULL},

    {"symbol-font", "\uF0B7 整改", "• 整改"},
    {"symbol-font", "\uF0FC完成", "✓完成"},
    {"symbol-font", "\uF06C", "●"},
    {"symbol-font", "\uF041", NULL},
    {"symbol-font", "\uE0B7", NULL},
    {"symbol-font", "•✓●", NULL},

    {"radical", "⽔⺠", "水民"},
    {"radical", "⼀是⾼度重视", "一是高度重视"},
    {"radical", "⻄部", "西部"},
    {"radical", "水民", NULL},
    {"radical", "⿰⿱", NULL},
    {"radical", "〇㇐", NULL},

    {"compatibility", "\uF9F4", "林"},
    {"compatibility", "整\uF9E1", "整李"},
    {"compatibility", "\U0002F800", "丽"},
    {"compatibility", "\uFA0E\uFA29", NULL},
    {"compatibility", "㎡℃Ⅳ", NULL},
    {"compatibility", "\uFB00", NULL},

    {"vertical", "关于︐整改︒", "关于，整改。"},
    {"vertical", "︵一︶﹁甲﹂", "（一）「甲」"},
    {"vertical", "整改情况︰", "整改情况："},
    {"vertical", "（一）「甲」", NULL},
    {"vertical", "﹅﹉", NULL},
    {"vertical", "︎", NULL},

    {"half-width", "完成｡", "完成。"},
    {"half-width", "｢甲､乙｣", "「甲、乙」"},
    {"half-width", "阿･里", "阿・里"},
    {"half-width", "ｱｲｳ", NULL},
    {"half-width", "甲·乙", NULL},
    {"half-width", "ￜ", NULL},

    {"width", "２０２４年", "2024年"},
    {"width", "１．关于ＰＰＰ项目", "1.关于PPP项目"},
    {"width", "增长６．５％，电话０５１２－１２３", "增长6.5%，电话0512-123"},
    {"width", "（一）：；", NULL},
    {"width", "约％，甲－乙，甲／乙", NULL},
    {"width", "3～5人＋2人＝7人", NULL},

    {"look-alike", "├─根目录", NULL},
    {"look-alike", "|─根目录", NULL},
    {"look-alike", "甲─乙", "甲—乙"},
    {"look-alike", "〝甲〞和〝乙〟", "“甲”和“乙”"},
    {"look-alike", "云政﹝2019﹞3号﹐情况﹕", "云政〔2019〕3号，情况："},
    {"look-alike", "≪办法≫中的″短板″", "《办法》中的“短板”"},
    {"look-alike", "比例为3∶2，角度5′10″", NULL},
    {"look-alike", "a ≪ b, «oui»", NULL},
    {"look-alike", "il dit : «…oui…» — «non»", NULL},
    {"look-alike", "───────", NULL},
    {"look-alike", "\"甲\"＂乙＂", NULL},

    {"residue", "插入目录用 TOC \\o \"1-3\" \\h 开关", NULL},
    {"residue", "第 PAGE \\* MERGEFORMAT 页", "第  页"},
    {"residue", "[bookmark: _GoBack]整改情况", "整改情况"},
    {"residue", "第PAGE \\* MERGEFORMAT页", "第页"},
    {"residue", "目录TOC \\o \"1-3\" \\h \\z \\u", "目录"},
    {"residue", "[bookmark]", NULL},
    {"residue", "PAGE 3", NULL},
    {"residue", "\\\\server\\PAGE", NULL},
    {"residue", "第1页 共3页", NULL},

    {"gloss", "关(guān)于", "关于"},
    {"gloss", "對(duì)賬（zhàng）戶", "對賬戶"},
    {"gloss", "学习（xuéxí）", "学习"},
    {"gloss", "关于(guan)", NULL},
    {"gloss", "咖啡(café)", NULL},
    {"gloss", "A(ā)", NULL},
    {"gloss", "第(1)项", NULL},

    {"hyphen", "exam-\nple", "example"},
    {"hyphen", "co\u00ADoperation", "cooperation"},
    {"hyphen", "sys- \n tem", "system"},
    {"hyphen", "well-known", NULL},
    {"hyphen", "2019-\n2020", NULL},
    {"hyphen", "甲-\n乙", NULL},

    {"punctuation", "关于账目,库存不清；已整改，完成", "关于账目，库存不清；已整改，完成"},
    {"punctuation", "一是清理(牵头单位:甲办)，二是完善；",
     "一是清理（牵头单位：甲办），二是完善；"},
    {"punctuation", "整改情况, 如下：一是清理", "整改情况， 如下：一是清理"},
    {"punctuation", "关于账目,库存不清;已整改。一、", NULL},
    {"punctuation", "1.关于10:30的会议，第(1)项，1,000元。", NULL},
    {"punctuation", "参见http://a.cn，使用Word(DOC)。", NULL},

    {"white-space", "　　整改 情况 ", "整改 情况"},
    {"white-space", "责任人：王小明　　李强 赵文", "责任人：王小明 李强 赵文"},
    {"white-space", "责任人：李 强 王小明 赵 文", "责任人：李强 王小明 赵文"},
    {"white-space", "李　强 王小明 赵　文", "李强 王小明 赵文"},
    {"white-space", "李　强 王　明", "李强 王明"},
    {"white-space", "关 于 整 改 情 况", "关于整改情况"},
    {"white-space", "2021年 度 工 作", "2021年度工作"},
    {"white-space", "第 一 章　　总 则", "第一章 总则"},
    {"white-space", "关 于问题， 王 明", "关于问题，王明"},
    {"white-space", "来源：县水利局 浏览量：3", NULL},
    {"white-space", "搬 迁　户，（一） 甲", "搬迁户，（一）甲"},
    {"white-space", "ABC  公司\u00A0of\t \t甲", "ABC 公司 of\t甲"},
    {"white-space", "3 个 ABC 公司", NULL},
    {"white-space", "the “word” — it", NULL},
    {"white-space", "第一行\n第二行\t1", NULL},
};

/* A document of one paragraph, normalised with the choice; the text is borrowed from document. */
static const char *
normalise(struct zl_document *document, const char *text, const char *choice)
{
	struct zl_normalise_options options;
	const char *bad;

	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);
	paragraph->text = zl_string(text);
	assert_true(zl_normalise_choose(choice, &options, &bad));
	assert_int_equal(ZL_OK, zl_normalise(document, &options));
	return paragraph->text.data;
}

/* "default" less all classes but the one. */
static void
only(const char *class_name, char *choice, size_t size)
{
	const char *name, *description;

	snprintf(choice, size, "default");
	for (unsigned i = 0; (name = zl_normalise_class(i, &description)) != NULL; i++)
		if (strcmp(name, class_name) != 0)
			snprintf(choice + strlen(choice), size - strlen(choice), ",-%s", name);
}

static void
each_class_alone(void **state)
{
	(void)state;
	assert_null(zl_charset_prepare());
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct zl_document document = {0};
		char choice[512];
		only(cases[i].class_name, choice, sizeof(choice));
		const char *got = normalise(&document, cases[i].from, choice);
		const char *want = cases[i].to == NULL ? cases[i].from : cases[i].to;
		if (strcmp(got, want) != 0)
			fail_msg("%s: \"%s\" gives \"%s\"", cases[i].class_name, cases[i].from,
				 got);
		for (size_t j = 0; j < document.changes.count; j++)
			assert_string_equal(document.changes.items[j].class_name,
					    cases[i].class_name);
		if ((cases[i].to == NULL) != (document.changes.count == 0))
			fail_msg("%s: \"%s\": %zu changes", cases[i].class_name, cases[i].from,
				 document.changes.count);
		zl_document_free(&document);
	}
}

/* What must not change does not with all classes on, where no other class is meant to see to it. */
static void
every_class_has_its_cases(void **state)
{
	const char *name, *description;

	(void)state;
	for (unsigned i = 0; (name = zl_normalise_class(i, &description)) != NULL; i++) {
		unsigned change = 0, stay = 0;
		for (size_t j = 0; j < sizeof(cases) / sizeof(cases[0]); j++)
			if (strcmp(cases[j].class_name, name) == 0) {
				change += cases[j].to != NULL;
				stay += cases[j].to == NULL;
			}
		if (change < 3 || stay < 3)
			fail_msg("%s: %u cases change, %u stay", name, change, stay);
		assert_true(strlen(description) > 0);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(each_class_alone),
	    cmocka_unit_test(every_class_has_its_cases),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
