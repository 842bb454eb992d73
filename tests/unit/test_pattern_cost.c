/* test_pattern_cost.c: patterns that run away are told from those that do not. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "pipeline/rules/pattern_cost.h"
#include "pipeline/rules/pattern_pump.h"

static const uint32_t anywhere = PCRE2_UTF | PCRE2_DOTALL | PCRE2_NO_AUTO_CAPTURE;
static const uint32_t whole = anywhere | PCRE2_ANCHORED | PCRE2_ENDANCHORED;

static enum zl_cost
cost(const char *pattern, uint32_t options)
{
	struct zl_arena arena = {0};
	struct zl_cost_report report;

	assert_true(zl_pattern_cost(&arena, pattern, options, &report));
	zl_arena_free(&arena);
	return report.cost;
}

static void
fair_patterns_are_fair(void **state)
{
	static const char *const patterns[] = {
	    "关于[\"“](?<statement>.+)[\"”](?:的)?问题(?:的整改(?:情况)?)?",
	    "(?:[^，。]{1,40}，)?存在问题:(?<statement>[^。]+)",
	    "[一二三四五六七八九十]{1,3}[、.](?<rest>.*)",
	    "(?:一是|二是)[^。;]*(?:[。;]|$)",
	    "(?:\\d{1,3}\\.)+",
	    "(?:责任(?:单位|领导|人)|时限):(?<value>.*)",
	    "(?=.*问题)[^。]*+问题",
	    "(?:\\Q(*\\E|[]x])*y",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		if (cost(patterns[i], whole) != ZL_COST_FAIR)
			fail_msg("%s is thought to be slow", patterns[i]);
}

static void
runaways_are_found(void **state)
{
	static const char *const patterns[] = {
	    "(?:[^。]+)+问题",
	    "(?:[^。]*，?)*。",
	    "(?:一|一一)*二",
	    "关于(?:(?:[^，]+|“[^”]*”)+，)问题",
	    "(?<statement>(?:.*){3})(?:不|未)到位",
	    "(?:\\w|\\d)+(?:a|b)$",
	    "(?=(?:整+改?)+情况)整改",
	    "(?:(?<=。)。|。+)+x",
	    "(?(?=一)(?:一+)+二|三)",
	    "[^。]*[^，]*[^；]*[^：]*问题",
	    "关于(?'statement'(?:[^。]+\\x2c?)+)问题",
	};

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(*patterns); i++)
		if (cost(patterns[i], whole) != ZL_COST_RUNAWAY)
			fail_msg("%s is thought to be fair", patterns[i]);
}

static void
squares_are_found(void **state)
{
	(void)state;
	assert_int_equal(cost("[^。]*[^，]*问题", whole), ZL_COST_SQUARE);
	/* A search begins anew at every place. */
	assert_int_equal(cost("[^。]*问题", anywhere), ZL_COST_SQUARE);
	assert_int_equal(cost("[^。]*问题", whole), ZL_COST_FAIR);
	assert_int_equal(cost("关于[^。]{1,60}问题", anywhere), ZL_COST_FAIR);
}

static void
the_report_says_where(void **state)
{
	static const char pattern[] = "关于(?:[^。]+)+问题";
	struct zl_arena arena = {0};
	struct zl_cost_report report;

	(void)state;
	assert_true(zl_pattern_cost(&arena, pattern, whole, &report));
	assert_int_equal(report.cost, ZL_COST_RUNAWAY);
	assert_true(report.nested);
	assert_memory_equal(pattern + report.from, "(?:[^。]+)+", report.to - report.from);
	assert_true(zl_string_is(report.beginning, "关于"));
	assert_true(zl_string_is(report.unit, "a"));
	zl_arena_free(&arena);
}

static void
pumps_match_what_they_stand_for(void **state)
{
	static const char pattern[] =
	    "一(?:\\x{4e8c}|[三-四])(?i)(?#注)\\d{2}(?<name>五\\p{Han}*)\\x01\\Q*\\E六+";
	struct zl_arena arena = {0};
	struct zl_pump *pumps;

	(void)state;
	assert_true(zl_pattern_pumps(&arena, pattern, &pumps));
	assert_non_null(pumps);
	assert_true(zl_string_is(pumps->beginning, "一二11五"));
	assert_true(zl_string_is(pumps->unit, "一"));
	while (pumps->next != NULL)
		pumps = pumps->next;
	assert_true(zl_string_is(pumps->beginning, "一二11五一\x01*"));
	assert_true(zl_string_is(pumps->unit, "六"));
	zl_arena_free(&arena);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(fair_patterns_are_fair),
	    cmocka_unit_test(runaways_are_found),
	    cmocka_unit_test(squares_are_found),
	    cmocka_unit_test(the_report_says_where),
	    cmocka_unit_test(pumps_match_what_they_stand_for),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
