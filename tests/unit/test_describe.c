/* test_describe.c: facts about reports: the shipped own_rules, and what the code makes of matches.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "documents.h"
#include "extract/extract.h"
#include "own_rules.h"

/* A document of lines, NULL at the end: "^" before one centres it, "|" makes it a table. */
static void
make(struct zl_document *document, const char *const *lines)
{
	*document = (struct zl_document){0};
	for (; *lines != NULL; lines++) {
		const char sign = (*lines)[0];
		uint32_t n = add_paragraph(document, *lines + (sign == '^' || sign == '|'));
		struct zl_paragraph *paragraph = &document->paragraphs.items[n - 1];
		if (sign == '^')
			paragraph->flags = ZL_PARAGRAPH_CENTRED;
		if (sign == '|') {
			struct zl_table *table = zl_document_add(document, tables);
			*table = (struct zl_table){.rows = 1, .columns = 1};
			paragraph->table = (uint32_t)document->tables.count;
			paragraph->row = paragraph->column = 1;
			paragraph->row_span = paragraph->column_span = 1;
		}
	}
}

static void
check_facts(struct zl_document *document, const char *const (*expected)[2])
{
	size_t count = 0;

	assert_int_equal(zl_extract(document, own_rules), ZL_OK);
	for (; expected[count][0] != NULL; count++) {
		const struct zl_fact *fact = NULL;
		for (size_t i = 0; i < document->facts.count; i++)
			if (strcmp(document->facts.items[i].name, expected[count][0]) == 0)
				fact = &document->facts.items[i];
		if (fact == NULL)
			fail_msg("there is no %s", expected[count][0]);
		else if (!zl_string_is(fact->text, expected[count][1]))
			fail_msg("%s is %.*s", fact->name, (int)fact->text.length, fact->text.data);
	}
	if (document->facts.count > count)
		fail_msg("%zu facts too many, the last is %s", document->facts.count - count,
			 document->facts.items[document->facts.count - 1].name);
	zl_document_free(document);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})
#define FACTS(...) ((const char *const[][2]){__VA_ARGS__, {NULL, NULL}})
#define NOTHING	   ((const char *const[][2]){{NULL, NULL}})

static void
check(const char *const *lines, const char *const (*expected)[2])
{
	struct zl_document document;

	make(&document, lines);
	check_facts(&document, expected);
}

static void
a_whole_report(void **state)
{
	(void)state;
	check(
	    LINES("^中共松岭县林业局党组", "^关于巡察反馈意见整改", "^进展情况的通报",
		  "根据县委统一部署，2021年3月8日至4月30日，县委第七巡察组对松岭县林业局党组开展了"
		  "常规巡察。2021年5月20日，县委第七巡察组向县林业局党组反馈了巡察意见。",
		  "一、整改情况", "县林业局设立举报电话并公布2021年1月至5月账目。",
		  "公示时间：2021年9月1日至9月14日。联系电话：0590-6112233；邮编：399900；"
		  "通信地址：松岭县林荫路3号；邮箱：sllyj@example.com。",
		  "中共松岭县林业局党组", "2021年9月1日"),
	    FACTS({"title", "中共松岭县林业局党组关于巡察反馈意见整改进展情况的通报"},
		  {"issuer", "中共松岭县林业局党组"}, {"period", "2021年3月8日至4月30日"},
		  {"inspector", "县委第七巡察组"}, {"inspected", "松岭县林业局党组"},
		  {"feedback-date", "2021年5月20日"}, {"publicity", "2021年9月1日至9月14日"},
		  {"phone", "0590-6112233"}, {"postcode", "399900"}, {"address", "松岭县林荫路3号"},
		  {"email", "sllyj@example.com"}, {"date", "2021年9月1日"}));
}

static void
titles(void **state)
{
	(void)state;
	check(LINES("关于全县茶产业发展情况的调研报", "告", "一片叶子撑起满山春色",
		    "为摸清底数，"
		    "我们开展了调研。"),
	      FACTS({"title", "关于全县茶产业发展情况的调研报告"},
		    {"subtitle", "一片叶子撑起满山春色"}));
	check(LINES("让老街亮起来", "——西坞古镇保护情况调研报告", "西坞古镇始建于明代。"),
	      FACTS({"title", "让老街亮起来"}, {"subtitle", "西坞古镇保护情况调研报告"}));
	check(
	    LINES("松岭县林业局文件", "松林发〔2020〕12号",
		  "松岭县林业局关于防火检查整改情况的报告", "县应急管理局：", "现将情况报告如下。"),
	    FACTS({"title", "松岭县林业局关于防火检查整改情况的报告"}, {"issuer", "松岭县林业局"}));
	check(
	    LINES("县直机关作风建设自查报告（送审稿）", "（2022年4月）", "按照要求，现报告如下。"),
	    FACTS({"title", "县直机关作风建设自查报告（送审稿）"}, {"date", "2022年4月"}));
	check(LINES("西坞镇关于消防检查整改情况的报告根据县里安排，我镇开展了整改。一、整改情况"),
	      FACTS({"title", "西坞镇关于消防检查整改情况的报告"}));
}

static void
titles_without_a_kind(void **state)
{
	(void)state;
	check(LINES("^松岭县召开巡察整改工作约谈会", "11月9日，县里召开约谈会，通报进展。"),
	      FACTS({"title", "松岭县召开巡察整改工作约谈会"}));
	check(LINES("松岭县召开巡察整改工作约谈会", "11月9日，县里召开约谈会，通报进展。"),
	      FACTS({"title", "松岭县召开巡察整改工作约谈会"}));
	check(LINES("松岭县阳光政务网", "11月9日，县里召开约谈会，通报进展。"), NOTHING);
	check(LINES("^松岭县委文件", "11月9日，县里召开约谈会，通报进展。"), NOTHING);
}

static void
no_titles(void **state)
{
	(void)state;
	check(LINES("根据县里安排，我镇认真开展了整改，现报告如下。", "一、基本情况"), NOTHING);
	check(LINES("一、关于开展自查的报告", "情况如下。"), NOTHING);
	check(LINES("首页>公开>通报", "|整改情况报告", "现报告如下。"), NOTHING);
	check(LINES("一、整改情况的通报", "情况如下。"), NOTHING);
}

static void
a_centred_title_goes_before_what_stands_over_it(void **state)
{
	(void)state;
	check(LINES("西坞镇政务公开专栏", "^西坞镇关于消防检查整改情况的报告", "^西坞镇人民政府",
		    "按照要求，我镇开展了整改。"),
	      FACTS({"title", "西坞镇关于消防检查整改情况的报告"}));
}

static void
inspections(void **state)
{
	(void)state;
	check(
	    LINES(
		"市委第二巡察组于2020年9月1日至10月30日对西坞区城管局党组进行了专项巡察，并于2020年"
		"11月25日反馈了意见。"),
	    FACTS({"inspector", "市委第二巡察组"}, {"period", "2020年9月1日至10月30日"},
		  {"inspected", "西坞区城管局党组"}, {"feedback-date", "2020年11月25日"}));
	check(LINES("2022年5月，按照计划，市审计局派出审计组，自5月9日起至7月8日，对西坞区2021年度"
		    "预算执行"
		    "情况进行了审计。"),
	      FACTS({"inspector", "市审计局"}, {"period", "5月9日起至7月8日"},
		    {"inspected", "西坞区"}));
	check(LINES("2021年4月6日至6月4日，省委第五巡视组对我单位开展了巡视。7月12日，省委第五巡视"
		    "组召开"
		    "反馈会。"),
	      FACTS({"inspector", "省委第五巡视组"}, {"period", "2021年4月6日至6月4日"},
		    {"inspected", "我单位"}, {"feedback-date", "7月12日"}));
	check(LINES("2022年8月3日，市委第六巡察组向市林业局党组反馈了巡察情况。"),
	      FACTS({"inspector", "市委第六巡察组"}, {"inspected", "市林业局党组"},
		    {"feedback-date", "2022年8月3日"}));
	check(LINES("2024年5月20日至31日，县林业局联合县水利局对县苗圃开展了专项检查。"),
	      FACTS({"period", "2024年5月20日至31日"}));
	check(LINES("今年以来，我局对辖区娱乐场所开展了检查，对企业反映的问题逐一反馈。截至2021年8"
		    "月1日，"
		    "检查反馈的问题已整改。"),
	      NOTHING);
}

static void
signatures(void **state)
{
	(void)state;
	check(LINES("我局将继续抓好整改。", "特此报告。", "松岭县林业局（盖章）",
		    "二〇二一年九月一日"),
	      FACTS({"issuer", "松岭县林业局"}, {"date", "二〇二一年九月一日"}));
	check(LINES("坚决防止反弹。西坞街道办事处 2021年6月25日"),
	      FACTS({"issuer", "西坞街道办事处"}, {"date", "2021年6月25日"}));
	check(LINES("现报告如下。", "特此报告", "2021年9月1日"), FACTS({"date", "2021年9月1日"}));
	check(LINES("现报告如下。", "松岭县林业局", "2021年9月1日", "附件：整改台账"),
	      FACTS({"issuer", "松岭县林业局"}, {"date", "2021年9月1日"}));
	check(LINES("现公示如下。", "公示单位：松岭县林业局", "公示日期：2021年9月1日"),
	      FACTS({"issuer", "松岭县林业局"}, {"date", "2021年9月1日"}));
	check(LINES("关于全县林业发展情况的调研报告", "县人大农业委员会", "主任、各位委员：",
		    "现报告如下。"),
	      FACTS({"title", "关于全县林业发展情况的调研报告"}, {"issuer", "县人大农业委员会"}));
	check(LINES("截至2021年9月1日，已整改。", "松岭县林业局负责。"), NOTHING);
}

static void
masks_and_traditional_script_stay(void **state)
{
	(void)state;
	check(LINES("中共ＸＸ縣林業局黨組關於巡察整改情況的通報",
		    "根據縣委統一部署，20XX年×月×日至×月××日，縣委第×巡察組對ＸＸ縣林業局黨組開展了"
		    "巡察。"
		    "****年*月**日，縣委第×巡察組反饋了巡察意見。",
		    "聯繫電話：0590-*******", "中共ＸＸ縣林業局黨組", "二○XX年×月×日"),
	      FACTS({"title", "中共ＸＸ縣林業局黨組關於巡察整改情況的通報"},
		    {"issuer", "中共ＸＸ縣林業局黨組"}, {"inspector", "縣委第×巡察組"},
		    {"inspected", "ＸＸ縣林業局黨組"}, {"period", "20XX年×月×日至×月××日"},
		    {"feedback-date", "****年*月**日"}, {"phone", "0590-*******"},
		    {"date", "二○XX年×月×日"}));
}

/* The ISO forms of a publicity span. */
static void
check_span(const char *text, const char *from, const char *to)
{
	char line[256];
	struct zl_document document;

	snprintf(line, sizeof(line), "公示期限：%s。", text);
	make(&document, LINES(line));
	assert_int_equal(zl_extract(&document, own_rules), ZL_OK);
	assert_int_equal(document.facts.count, 1);
	assert_true(zl_string_is(document.facts.items[0].text, text));
	assert_true(zl_string_equal(document.facts.items[0].from, zl_string(from)));
	assert_true(zl_string_equal(document.facts.items[0].to, zl_string(to)));
	zl_document_free(&document);
}

static void
iso_dates(void **state)
{
	(void)state;
	check_span("2024年4月1日至6月28日", "2024-04-01", "2024-06-28");
	check_span("2024年4月1日至28日", "2024-04-01", "2024-04-28");
	check_span("2023年11月6日—2024年1月12日", "2023-11-06", "2024-01-12");
	check_span("2024.4.1-2024.6.28", "2024-04-01", "2024-06-28");
	check_span("二〇二四年四月一日至十二月三十一日", "2024-04-01", "2024-12-31");
	check_span("二O二四年四月二十日到二十九日", "2024-04-20", "2024-04-29");
	check_span("2024 年 4 月 1 日 至 6 月 28 日", "2024-04-01", "2024-06-28");
	check_span("2024年2月29日至3月1日", "2024-02-29", "2024-03-01");
	/* What is masked, incomplete, no day or before the beginning is not made up. */
	check_span("2023年2月29日至3月1日", "", "");
	check_span("2024年4月1日至*月28日", "2024-04-01", "");
	check_span("2024年4月至6月", "", "");
	check_span("4月1日至6月28日", "", "");
	check_span("2023年11月6日至1月12日", "2023-11-06", "");
	check_span("20XX年4月1日至6月28日", "", "");
}

/* The ISO form of the day that a report with that period was fed back. */
static void
check_feedback(const char *period, const char *day, const char *iso)
{
	char line[256];
	struct zl_document document;
	const struct zl_fact *last;

	snprintf(line, sizeof(line), "%s，县委巡察组对县林业局开展了巡察，%s反馈了意见。", period,
		 day);
	make(&document, LINES(line));
	assert_int_equal(zl_extract(&document, own_rules), ZL_OK);
	assert_true(document.facts.count > 0);
	last = &document.facts.items[document.facts.count - 1];
	assert_string_equal(last->name, "feedback-date");
	assert_true(zl_string_is(last->text, day));
	assert_true(zl_string_equal(last->date, zl_string(iso)));
	zl_document_free(&document);
}

static void
feedback_follows_the_period(void **state)
{
	(void)state;
	check_feedback("2021年4月6日至6月4日", "7月12日", "2021-07-12");
	check_feedback("2021年10月11日至12月20日", "1月8日", "2022-01-08");
	check_feedback("2021年10月11日至12月20日", "元月8日", "2022-01-08");
	check_feedback("2021年4月6日至6月4日", "2023年7月12日", "2023-07-12");
	check_feedback("2021年4月6日至6月4日", "*月**日", "");
	check_feedback("2021年4月6日至6月4日", "20XX年7月12日", "");
	check_feedback("2021年4月至6月", "7月12日", "");
	check_feedback("20XX年4月6日至6月4日", "7月12日", "");
}

static void
residue_within_a_fact_is_left_out(void **state)
{
	(void)state;
	check(LINES("特此报告。", "松岭县第2页 共3页林业局", "2021年9月1日"),
	      FACTS({"issuer", "松岭县林业局"}, {"date", "2021年9月1日"}));
}

static void
an_automatic_number_is_no_part_of_a_fact(void **state)
{
	static const struct zl_number number = {.text = {"松岭县", sizeof("松岭县") - 1}};
	struct zl_document document;

	(void)state;
	make(&document, LINES("特此报告。", "林业局办公室", "2021年9月1日"));
	document.paragraphs.items[1].number = &number;
	check_facts(&document, FACTS({"issuer", "林业局办公室"}, {"date", "2021年9月1日"}));
}

static void
long_lines_are_looked_at_in_part(void **state)
{
	const size_t length = 3000000;
	struct zl_buffer line = {0};
	struct zl_document document;

	(void)state;
	zl_buffer_text(&line, "西坞镇关于整改情况的报告县委：");
	while (line.length < length)
		zl_buffer_text(&line, "一是组对局，二是对组。");
	zl_buffer_text(&line, "西坞镇人民政府 2021年6月25日");
	make(&document, LINES(line.data));
	check_facts(&document, FACTS({"title", "西坞镇关于整改情况的报告"},
				     {"issuer", "西坞镇人民政府"}, {"date", "2021年6月25日"}));
	zl_buffer_free(&line);
}

static void
an_empty_document_has_no_facts(void **state)
{
	(void)state;
	check((const char *const[]){NULL}, NOTHING);
	check(LINES("", " ", "第1页"), NOTHING);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_whole_report),
	    cmocka_unit_test(titles),
	    cmocka_unit_test(titles_without_a_kind),
	    cmocka_unit_test(no_titles),
	    cmocka_unit_test(a_centred_title_goes_before_what_stands_over_it),
	    cmocka_unit_test(inspections),
	    cmocka_unit_test(signatures),
	    cmocka_unit_test(masks_and_traditional_script_stay),
	    cmocka_unit_test(iso_dates),
	    cmocka_unit_test(feedback_follows_the_period),
	    cmocka_unit_test(residue_within_a_fact_is_left_out),
	    cmocka_unit_test(an_automatic_number_is_no_part_of_a_fact),
	    cmocka_unit_test(long_lines_are_looked_at_in_part),
	    cmocka_unit_test(an_empty_document_has_no_facts),
	};
	return cmocka_run_group_tests(tests, load_own_rules, free_own_rules);
}
