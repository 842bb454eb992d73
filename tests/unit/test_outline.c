/* test_outline.c: what decimals and automatic numbers say of how a report is built. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "documents.h"
#include "extract/extract.h"
#include "own_rules.h"

static void
add_text(const struct zl_document *document, const struct zl_node *node, struct zl_buffer *out)
{
	for (const struct zl_node *child = node->first; child != NULL; child = child->next) {
		const struct zl_paragraph *paragraph = NULL;
		if (child->kind == ZL_NODE_TEXT)
			paragraph = &document->paragraphs.items[child->n - 1];
		if (paragraph == NULL)
			add_text(document, child, out);
		else if (child->computed)
			zl_buffer_add(out, paragraph->number->text.data,
				      paragraph->number->text.length);
		else
			zl_buffer_add(out, paragraph->text.data + child->from,
				      child->to - child->from);
	}
}

/* A line for each heading, problem's number and statement, and measure, deeper ones indented. */
static void
add_outline(const struct zl_document *document, const struct zl_node *node, int depth,
	    struct zl_buffer *out)
{
	for (const struct zl_node *child = node->first; child != NULL; child = child->next) {
		bool deeper = child->kind == ZL_NODE_SECTION || child->kind == ZL_NODE_FINDING;
		if (child->kind == ZL_NODE_HEADING || child->kind == ZL_NODE_STATEMENT ||
		    child->kind == ZL_NODE_MEASURE) {
			for (int i = 1; i < depth; i++)
				zl_buffer_byte(out, ' ');
			zl_buffer_byte(out, child->kind == ZL_NODE_HEADING     ? '#'
					    : child->kind == ZL_NODE_STATEMENT ? '?'
									       : '-');
			add_text(document, child, out);
			zl_buffer_byte(out, '\n');
		} else if (child->kind != ZL_NODE_TEXT) {
			add_outline(document, child, depth + deeper, out);
		}
	}
}

/*
 * Reads a report of lines, NULL at the end; what stands before a bar in a line is its paragraph's
 * automatic number.
 */
static void
check(const char *const *lines, const char *expected)
{
	struct zl_document document = {0};
	struct zl_number numbers[32] = {0};
	struct zl_buffer out = {0};

	for (size_t i = 0; lines[i] != NULL; i++) {
		const char *bar = strchr(lines[i], '|');
		uint32_t n = add_paragraph(&document, bar == NULL ? lines[i] : bar + 1);
		assert_true(i < sizeof(numbers) / sizeof(numbers[0]));
		if (bar == NULL)
			continue;
		numbers[i].text = (struct zl_string){lines[i], (size_t)(bar - lines[i])};
		numbers[i].format = zl_string("decimal");
		document.paragraphs.items[n - 1].number = &numbers[i];
	}
	assert_int_equal(zl_extract(&document, own_rules), ZL_OK);
	add_outline(&document, document.body, 0, &out);
	zl_buffer_byte(&out, '\0');
	assert_false(out.failed);
	assert_string_equal(out.data, expected);
	zl_buffer_free(&out);
	zl_document_free(&document);
}

#define LINES(...) ((const char *const[]){__VA_ARGS__, NULL})

static void
figures_behind_an_automatic_number_are_text(void **state)
{
	(void)state;
	check(LINES("青泥水务公司审计整改报告", "1|整改工作组织", "公司成立专班。",
		    "2|问题整改情况", "2.1|资金方面", "2.1.1|2023年授权清单不清晰", "整改措施：",
		    "1|12个部门重新授权。", "2|3.5万元备用金收回。", "2.1.2|3个岗位未分离",
		    "整改措施：调整岗位。"),
	      "#1整改工作组织\n"
	      "#2问题整改情况\n"
	      " #2.1资金方面\n"
	      "  ?2023年授权清单不清晰\n"
	      "  -112个部门重新授权。\n"
	      "  -23.5万元备用金收回。\n"
	      "  ?3个岗位未分离\n");
}

static void
a_heading_may_have_lost_its_number(void **state)
{
	(void)state;
	check(LINES("青泥水务公司审计整改报告", "1 整改工作组织", "公司成立专班。", "2 总体进展",
		    "已整改7项。", "发现问题整改情况", "3.1 采购方面", "3.1.1 验收单据不全",
		    "整改情况：补齐单据。", "3.2.1 银企对账不及时", "整改情况：每月对账。",
		    "4 下一步打算", "继续巩固。"),
	      "#1 整改工作组织\n"
	      "#2 总体进展\n"
	      "#3.1 采购方面\n"
	      " ?验收单据不全\n"
	      "?银企对账不及时\n"
	      "#4 下一步打算\n");
}

static void
a_part_of_a_decimal_may_be_missing(void **state)
{
	(void)state;
	check(LINES("青泥水务公司审计整改报告", "1.问题整改情况", "1.1.采购方面",
		    "1.1.1.验收单据不全", "整改情况：补齐单据。", "1.2.合同未备案",
		    "整改情况：已备案。", "1.1.3.比选走过场", "整改情况：重新比选。",
		    "1.2.资金方面", "1.2.1.银企对账不及时", "整改情况：每月对账。"),
	      "#1.问题整改情况\n"
	      " #1.1.采购方面\n"
	      "  ?验收单据不全\n"
	      "  ?合同未备案\n"
	      "  ?比选走过场\n"
	      " #1.2.资金方面\n"
	      "  ?银企对账不及时\n");
}

/* A stop in the label does not end the heading before the problem. */
static void
a_label_may_have_a_stop_in_it(void **state)
{
	(void)state;
	check(LINES("青泥水务公司整改报告", "）.3、存在问题：泵房漏水", "整改情况：已修复。"),
	      "?泵房漏水\n");
}

/* Nothing stands before a colon with which the report begins. */
static void
a_heading_may_begin_with_a_colon(void **state)
{
	static const char *const one[] = {":甲:", "乙丙丁。", NULL};
	static const char *const two[] = {"::", "乙丙丁。", NULL};

	(void)state;
	check(one, "");
	check(two, "");
}

/* Nothing leads up to a mark within a number. */
static void
a_number_may_hold_marks(void **state)
{
	(void)state;
	check(LINES("一、", "1.1.一、1.1.1.", "整改情况：已修复。"), "#一、\n"
								     " ?一、1.1.1.\n");
}

/* What leads up to the first mark of a report, though it does not in the end. */
static void
nothing_stands_before_the_first_mark(void **state)
{
	static const char *const lead[] = {"本次检查情况如下所述。现提出以下整改措施:",
					   "一是管理不到位。", "二是台账缺失。", NULL};
	static const char *const statement[] = {"理论学习不够,存在走过场!学用脱节等问题。", NULL};

	(void)state;
	check(lead, "?管理不到位\n?台账缺失\n");
	check(statement, "?理论学习不够,存在走过场\n?学用脱节\n");
}

/* One sentence answers a list and leads up to another. */
static void
an_answer_may_lead_up_to_problems(void **state)
{
	static const char *const lines[] = {
	    "检查发现存在以下问题:一是消防通道堵塞;二是电线私拉乱接。",
	    "现将情况报告完毕。针对消防通道堵塞问题,仍存在以下问题:", "1.安全出口上锁,管理不到位。",
	    "2.灭火器过期失效,台账缺失。", NULL};

	(void)state;
	check(lines, "?消防通道堵塞\n?电线私拉乱接\n");
}

/* A number that goes on behind the line before it has no mark; those within it have. */
static void
a_heading_reaches_behind_its_number(void **state)
{
	static const char *const lines[] = {"值班为每周一、", "第十二、第3和1、第4项问题,已完成。",
					    NULL};

	(void)state;
	check(lines, "#第十二、第3和1、第4项问题,已完成。\n");
}

/* The value of a label may read as the beginning of a part. */
static void
a_value_begins_no_part(void **state)
{
	static const char *const lines[] = {"关于反馈意见整改情况的报告",
					    "一、整改情况",
					    "1.存在问题:档案管理不规范,台账不完整。",
					    "2.责任单位:某某局",
					    "3.整改措施:第一篇",
					    "4.完成情况:已经完成整改。",
					    NULL};

	(void)state;
	check(lines, "#一、整改情况\n ?档案管理不规范,台账不完整\n");
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(figures_behind_an_automatic_number_are_text),
	    cmocka_unit_test(a_heading_may_have_lost_its_number),
	    cmocka_unit_test(a_part_of_a_decimal_may_be_missing),
	    cmocka_unit_test(a_label_may_have_a_stop_in_it),
	    cmocka_unit_test(a_number_may_hold_marks),
	    cmocka_unit_test(a_heading_may_begin_with_a_colon),
	    cmocka_unit_test(nothing_stands_before_the_first_mark),
	    cmocka_unit_test(an_answer_may_lead_up_to_problems),
	    cmocka_unit_test(a_heading_reaches_behind_its_number),
	    cmocka_unit_test(a_value_begins_no_part),
	};
	return cmocka_run_group_tests(tests, load_own_rules, free_own_rules);
}
