/* test_score.c: what zhengli score compares, and how it counts. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/common/command.h"
#include "pipeline/score/score_parts.h"

static struct zl_score_text
folded(struct zl_arena *arena, const char *text)
{
	struct zl_score_text out;

	assert_true(zl_score_fold(arena, text, strlen(text), &out));
	return out;
}

static void
only_words_are_compared(void **state)
{
	static const char *const same[][2] = {
	    {"“台账”不全。", "\"台账\"不全"},
	    {"「台账」 不\u3000全；", "“台账”不全，。"},
	    {"（１）Ａ", "(1)A"},
	    {"‘两张皮’", "'两张皮'"},
	    {"\u200b库存\u00ad账\u00a0不符", "库存账不符"},
	    {"。", ""},
	};
	struct zl_arena arena = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(same) / sizeof(*same); i++)
		assert_true(zl_score_equal(folded(&arena, same[i][0]), folded(&arena, same[i][1])));
	assert_false(zl_score_equal(folded(&arena, "“账”"), folded(&arena, "‘账’")));
	assert_false(zl_score_equal(folded(&arena, "账。实"), folded(&arena, "账实")));
	zl_arena_free(&arena);
}

/* Levenshtein's distance the plain way, to check the fast one by. */
static size_t
plain_distance(struct zl_score_text a, struct zl_score_text b)
{
	size_t row[64];

	for (size_t j = 0; j <= b.length; j++)
		row[j] = j;
	for (size_t i = 1; i <= a.length; i++) {
		size_t corner = row[0];
		row[0] = i;
		for (size_t j = 1; j <= b.length; j++) {
			size_t best = corner + (a.data[i - 1] != b.data[j - 1]);
			corner = row[j];
			if (row[j] + 1 < best)
				best = row[j] + 1;
			if (row[j - 1] + 1 < best)
				best = row[j - 1] + 1;
			row[j] = best;
		}
	}
	return row[b.length];
}

static void
likeness_is_that_of_the_plain_distance(void **state)
{
	int32_t left[40], right[40];
	uint32_t random = 7;
	bool failed = false;

	(void)state;
	for (size_t round = 0; round < 20000; round++) {
		struct zl_score_text a = {left, round % 37}, b = {right, round % 29 + round % 5};
		size_t longer = a.length > b.length ? a.length : b.length, far;
		double expected;
		for (size_t i = 0; i < 40; i++) {
			random = random * 1664525 + 1013904223;
			left[i] = (int32_t)(random >> 30);
			right[i] = round % 3 == 0 ? (int32_t)(random >> 28 & 3)
						  : left[i] ^ ((random >> 20 & 7) == 0);
		}
		far = plain_distance(a, b);
		expected = longer == 0 ? 1 : 1 - (double)far / (double)longer;
		if (expected < 0.5)
			expected = 0;
		assert_true(zl_score_similarity(a, b, &failed) == expected);
	}
	assert_false(failed);
}

static void
long_texts_are_told_in_bounded_time(void **state)
{
	const size_t length = 400000;
	int32_t *a = calloc(length, sizeof(*a)), *b = calloc(length, sizeof(*b));
	bool failed = false;

	(void)state;
	for (size_t i = 0; i < length; i++) {
		a[i] = (int32_t)(i * i % 9973);
		b[i] = (int32_t)(i * i * i % 9967) + 10000;
	}
	struct zl_score_text left = {a, length}, right = {b, length};
	assert_true(zl_score_similarity(left, right, &failed) == 0);
	memcpy(b, a, length * sizeof(*a));
	b[1000] = b[200000] = -1;
	assert_true(zl_score_similarity(left, right, &failed) > 0.99);
	assert_false(failed);
	free(a);
	free(b);
}

static void
read_both(const char *gold_json, const char *record_xml, struct zl_score_sheet *gold,
	  struct zl_score_sheet *found)
{
	struct zl_buffer message = {0};

	*gold = *found = (struct zl_score_sheet){0};
	assert_true(zl_score_read_gold(gold_json, strlen(gold_json), gold, &message));
	assert_true(zl_score_read_record(record_xml, strlen(record_xml), found, &message));
	assert_null(message.data);
}

static void
assert_counts(const struct zl_score *score, enum zl_score_field field, size_t gold, size_t found,
	      size_t right)
{
	assert_int_equal(score->fields[field].gold, gold);
	assert_int_equal(score->fields[field].found, found);
	assert_int_equal(score->fields[field].right, right);
}

static const char gold_text[] =
    "{\"findings\": ["
    "{\"problem\": \"台账不全\", \"kind\": \"issue\", \"status\": \"group\", \"parent\": null,"
    " \"sections\": [\"二、整改情况\"], \"response\": null, \"measures\": 0},"
    "{\"problem\": \"库存账实不符\", \"kind\": \"issue\", \"status\": \"paired\","
    " \"parent\": \"台账不全\", \"sections\": [\"二、整改情况\"], \"response\": "
    "\"一是清点。二是补登。\","
    " \"measures\": 2},"
    "{\"problem\": \"登记本缺页\", \"kind\": \"issue\", \"status\": \"paired\","
    " \"parent\": \"台账不全\", \"sections\": [\"二、整改情况\"], \"response\": \"已补。\", "
    "\"measures\": 0}],"
    "\"recommendations\": [{\"statement\": \"增设库房\"}],"
    "\"description\": {\"title\": \"整改报告\", \"period-from\": \"2024-04-01\","
    " \"feedback-date\": \"2024-07-25\"}}";

static const char record_text[] =
    "<record xmlns='urn:zhengli:record:1'><description><title n='1'>整改报告</title>"
    "<period from='2024-04-01' to='2024-05-01'>2024年4月1日至5月1日</period>"
    "<feedback-date date='2024-07-25'>2024年7月25日</feedback-date>"
    "<phone>0590-6112233</phone></description><body>"
    "<section><heading><number>一、</number>总体</heading>"
    "<section><heading><number>二、</number>整改情况</heading>"
    "<finding kind='issue' status='group'><problem><marker>关于“</marker><statement>台账不全"
    "</statement><detail>。见附件</detail></problem>"
    "<finding kind='task' status='paired'><problem><statement>库存账实不符</statement></problem>"
    "<response><p><label>整改情况：</label></p><measure>一是清点。<residue>第3页</residue></"
    "measure>"
    "<measure>二是补登。</measure></response></finding>"
    "<finding kind='issue' status='paired'><problem><statement>登记本缺失页</statement></problem>"
    "<response>已补。</response></finding></finding></section></section>"
    "<recommendation><statement>增设冷库房</statement></recommendation>"
    "<recommendation>增设库房</recommendation></body></record>";

static void
each_field_is_counted(void **state)
{
	struct zl_score_sheet gold, found;
	struct zl_score score;

	(void)state;
	read_both(gold_text, record_text, &gold, &found);
	assert_true(zl_score_compare(&gold, &found, &score));
	assert_counts(&score, ZL_SCORE_PAIRS, 2, 2, 1);
	assert_counts(&score, ZL_SCORE_STATEMENTS, 3, 3, 2);
	assert_counts(&score, ZL_SCORE_RESPONSES, 2, 2, 2);
	assert_counts(&score, ZL_SCORE_MEASURES, 3, 3, 2);
	assert_counts(&score, ZL_SCORE_NESTING, 3, 3, 2);
	assert_counts(&score, ZL_SCORE_SECTIONS, 3, 3, 2);
	assert_counts(&score, ZL_SCORE_STATUS, 3, 3, 2);
	assert_counts(&score, ZL_SCORE_KIND, 3, 3, 1);
	assert_counts(&score, ZL_SCORE_DESCRIPTION, 3, 4, 3);
	assert_counts(&score, ZL_SCORE_RECOMMENDATIONS, 1, 2, 1);
	/* 登记本缺页 and 登记本缺失页: one in six. */
	assert_true(score.fields[ZL_SCORE_STATEMENTS].soft > 2.83);
	assert_true(score.fields[ZL_SCORE_STATEMENTS].soft < 2.84);
	assert_true(score.fields[ZL_SCORE_NESTING].soft == 3);
	free(score.partner);
	zl_score_free(&gold);
	zl_score_free(&found);
}

static void
equal_problems_count_once_each(void **state)
{
	static const char twice[] =
	    "{\"findings\": [{\"problem\": \"漏\", \"kind\": \"issue\", \"status\": "
	    "\"unanswered\"},"
	    "{\"problem\": \"漏\", \"kind\": \"task\", \"status\": \"unanswered\"}]}";
	struct zl_score_sheet gold, found;
	struct zl_score score;

	(void)state;
	read_both(twice,
		  "<record xmlns='urn:zhengli:record:1'><finding kind='task'><problem>漏</problem>"
		  "</finding></record>",
		  &gold, &found);
	assert_true(zl_score_compare(&gold, &found, &score));
	assert_counts(&score, ZL_SCORE_STATEMENTS, 2, 1, 1);
	assert_counts(&score, ZL_SCORE_KIND, 2, 1, 0);
	assert_true(zl_score_ratio(1, 1, 2).precision == 1);
	assert_true(zl_score_ratio(1, 1, 2).recall == 0.5);
	assert_true(zl_score_ratio(0, 0, 0).f1 == 1);
	assert_true(zl_score_ratio(0, 3, 0).f1 == 0);
	free(score.partner);
	zl_score_free(&gold);
	zl_score_free(&found);
}

static void
faulty_gold_is_named(void **state)
{
	static const char *const faulty[][2] = {
	    {"{\"findings\": [", "line 1, column"},
	    {"[]", "no list of findings"},
	    {"{\"findings\": [{\"problem\": 3}]}", "finding 1: problem"},
	    {"{\"findings\": [], \"recommendations\": [{}]}", "recommendation 1: statement"},
	    {"{\"findings\": [], \"description\": {\"title\": null}}", "title: is no text"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++) {
		struct zl_score_sheet sheet = {0};
		struct zl_buffer message = {0};
		assert_false(
		    zl_score_read_gold(faulty[i][0], strlen(faulty[i][0]), &sheet, &message));
		assert_non_null(strstr(message.data, faulty[i][1]));
		zl_buffer_free(&message);
		zl_score_free(&sheet);
	}
}

static void
faulty_records_are_named(void **state)
{
	static const char *const faulty[] = {
	    "", "<record><p></record>", "<!DOCTYPE record [<!ENTITY a 'b'>]><record>&a;</record>"};

	(void)state;
	for (size_t i = 0; i < sizeof(faulty) / sizeof(*faulty); i++) {
		struct zl_score_sheet sheet = {0};
		struct zl_buffer message = {0};
		assert_false(zl_score_read_record(faulty[i], strlen(faulty[i]), &sheet, &message));
		assert_non_null(strstr(message.data, "no record"));
		assert_null(strchr(message.data, '\n'));
		zl_buffer_free(&message);
		zl_score_free(&sheet);
	}
}

static void
deeper_than_a_record_is_none(void **state)
{
	const size_t depth = 20000;
	struct zl_buffer record = {0}, message = {0};
	struct zl_score_sheet sheet = {0};

	(void)state;
	zl_buffer_text(&record, "<record xmlns='urn:zhengli:record:1'>");
	for (size_t i = 0; i < depth; i++)
		zl_buffer_text(&record, "<section><finding><problem>漏</problem>");
	for (size_t i = 0; i < depth; i++)
		zl_buffer_text(&record, "</finding></section>");
	zl_buffer_text(&record, "</record>");
	assert_false(zl_score_read_record(record.data, record.length, &sheet, &message));
	assert_non_null(strstr(message.data, "nest deeper than in a record"));
	zl_buffer_free(&record);
	zl_buffer_free(&message);
	zl_score_free(&sheet);
}

static void
the_command_line_is_checked(void **state)
{
	char *too_few[] = {"score", "records", NULL};
	char *no_number[] = {"score", "--min", "half", "records", "gold", NULL};
	char *no_folder[] = {"score", "/nonexistent/records", "/nonexistent/gold", NULL};

	(void)state;
	assert_int_equal(zl_command_score(2, too_few), 2);
	assert_int_equal(zl_command_score(5, no_number), 2);
	assert_int_equal(zl_command_score(3, no_folder), 3);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(only_words_are_compared),
	    cmocka_unit_test(likeness_is_that_of_the_plain_distance),
	    cmocka_unit_test(long_texts_are_told_in_bounded_time),
	    cmocka_unit_test(each_field_is_counted),
	    cmocka_unit_test(equal_problems_count_once_each),
	    cmocka_unit_test(faulty_gold_is_named),
	    cmocka_unit_test(faulty_records_are_named),
	    cmocka_unit_test(deeper_than_a_record_is_none),
	    cmocka_unit_test(the_command_line_is_checked),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
