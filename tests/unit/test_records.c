/* test_records.c: records as rows: which text goes to which cell; normal forms of words. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "pipeline/records/normal.h"
#include "pipeline/records/reader.h"

#define RECORD(inner) "<record xmlns=\"urn:zhengli:record:1\" id=\"zl-0\">" inner "</record>"

static struct zl_record_rows *
read_rows(struct zl_record_reader *reader, const char *xml)
{
	struct zl_buffer words = {0};

	if (!zl_record_reader_read(reader, xml, strlen(xml), &words))
		fail_msg("%s", words.data);
	return zl_record_reader_rows(reader);
}

/* Whether a cell is the text; NULL: absent. */
static void
cell_is(const struct zl_record_rows *rows, enum zl_record_table table, size_t row, size_t column,
	const char *text)
{
	assert_true(row < rows->tables[table].count);
	struct zl_string cell = zl_rows_at(rows, table, row)[column];
	char *copy = strndup(cell.data == NULL ? "" : cell.data, cell.length);
	assert_string_equal(copy, text == NULL ? "" : text);
	assert_true((cell.data == NULL) == (text == NULL));
	free(copy);
}

static void
texts_go_to_their_cells(void **state)
{
	struct zl_record_reader *reader = zl_record_reader_new();
	const struct zl_record_rows *rows = read_rows(
	    reader,
	    RECORD(
		"<source file=\"a &amp; b.docx\" bytes=\"7\" sha256=\"0\"/><body>\n"
		"<section level=\"1\" ordinal=\"2\"><heading n=\"2\"><number computed=\"true\">"
		"二、</number>问题</heading>\n"
		"<finding id=\"f1\" kind=\"issue\" status=\"group\"><problem n=\"3\"><number>1."
		"</number><statement>甲<residue>第1页</residue>乙</statement><detail>细一</detail>"
		"<detail>细二</detail></problem>\n"
		"<finding id=\"f2\" kind=\"issue\" status=\"paired\"><problem n=\"4\"><statement>"
		"丙</statement></problem><response><p n=\"5\"><label>整改：</label>开头</p>\n"
		"<measure ordinal=\"1\"><p n=\"6\"><marker>一是</marker>补登。</p>\n<p n=\"7\">"
		"再核。<attribute name=\"state\">（已完成）</attribute></p></measure></response>"
		"<attribute name=\"deadline\" n=\"8\"><label>时限：</label>2023年12月底前"
		"</attribute></finding></finding></section></body>"));

	(void)state;
	cell_is(rows, ZL_TABLE_REPORTS, 0, ZL_REPORTS_PATH, "a & b.docx");
	cell_is(rows, ZL_TABLE_SECTIONS, 0, ZL_SECTIONS_NUMBER, "二、");
	cell_is(rows, ZL_TABLE_SECTIONS, 0, ZL_SECTIONS_HEADING, "问题");
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_STATEMENT, "甲乙");
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_DETAIL, "细一\n细二");
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_NUMBER, "1.");
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_RESPONSE, NULL);
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_PARENT, "f1");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_DEPTH, "2");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_SECTION, "s1");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_RESPONSE, "开头\n一是补登。\n再核。");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_RESPONSE_FIRST, "5");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_RESPONSE_LAST, "7");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_STATE, "done");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_STATE_FROM, "attribute");
	cell_is(rows, ZL_TABLE_FINDINGS, 1, ZL_FINDINGS_DEADLINE, "2023-12-31");
	cell_is(rows, ZL_TABLE_MEASURES, 0, ZL_MEASURES_MARKER, "一是");
	cell_is(rows, ZL_TABLE_MEASURES, 0, ZL_MEASURES_TEXT, "一是补登。\n再核。");
	cell_is(rows, ZL_TABLE_ATTRIBUTES, 1, ZL_ATTRIBUTES_LABEL, "时限：");
	cell_is(rows, ZL_TABLE_ATTRIBUTES, 1, ZL_ATTRIBUTES_PRECISION, "month");
	assert_int_equal(rows->tables[ZL_TABLE_MEASURES].count, 1);
	zl_record_reader_free(reader);
}

static void
answers_are_found_where_they_stand(void **state)
{
	struct zl_record_reader *reader = zl_record_reader_new();
	const struct zl_record_rows *rows = read_rows(
	    reader,
	    RECORD("<body><finding id=\"f1\" kind=\"issue\" status=\"paired\"><problem n=\"1\">"
		   "<statement>甲</statement></problem><response ref=\"a2 a1\"/></finding>"
		   "<answer id=\"a1\"><p n=\"3\">答一</p></answer><answer id=\"a2\"><measure "
		   "ordinal=\"1\"><p n=\"4\">答二</p></measure></answer></body>"));

	(void)state;
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_RESPONSE, "答二\n答一");
	cell_is(rows, ZL_TABLE_FINDINGS, 0, ZL_FINDINGS_MEASURES, "1");
	cell_is(rows, ZL_TABLE_MEASURES, 0, ZL_MEASURES_FINDING, "f1");
	zl_record_reader_free(reader);
}

static void
equal_statements_have_keys_of_their_own(void **state)
{
#define FINDING(id, text)                                                                          \
	"<finding id=\"" id "\" kind=\"issue\" status=\"unanswered\"><problem n=\"1\">"            \
	"<statement>" text "</statement></problem></finding>"
	struct zl_record_reader *reader = zl_record_reader_new();
	char keys[3][17];
	const struct zl_record_rows *rows =
	    read_rows(reader, RECORD("<body>" FINDING("f1", "同") FINDING("f2", "异")
					 FINDING("f3", "同") "</body>"));

	(void)state;
	for (size_t i = 0; i < 3; i++)
		snprintf(keys[i], sizeof(keys[i]), "%s",
			 zl_rows_at(rows, ZL_TABLE_FINDINGS, i)[ZL_FINDINGS_KEY].data);
	assert_string_not_equal(keys[0], keys[2]);
	/* One more before them, and other numbers: the keys stay. */
	rows = read_rows(reader, RECORD("<body>" FINDING("f1", "新") FINDING("f2", "同")
					    FINDING("f3", "异") FINDING("f4", "同") "</body>"));
	for (size_t i = 0; i < 3; i++)
		cell_is(rows, ZL_TABLE_FINDINGS, i + 1, ZL_FINDINGS_KEY, keys[i]);
	zl_record_reader_free(reader);
}

static void
what_is_no_record_is_refused(void **state)
{
	static const char *const wrong[] = {
	    "",
	    "<record/>",
	    "<record xmlns=\"urn:other\"/>",
	    "<record xmlns=\"urn:zhengli:record:1\">",
	    "<!DOCTYPE x [<!ENTITY a \"b\">]><record xmlns=\"urn:zhengli:record:1\">&a;</record>",
	    "<record xmlns=\"urn:zhengli:record:1\"/>x",
	    "\377\376"};
	struct zl_record_reader *reader = zl_record_reader_new();
	struct zl_buffer words = {0}, deep = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(wrong) / sizeof(wrong[0]); i++) {
		zl_buffer_clear(&words);
		assert_false(zl_record_reader_read(reader, wrong[i], strlen(wrong[i]), &words));
		assert_true(words.length > 0);
	}
	zl_buffer_text(&deep, "<record xmlns=\"urn:zhengli:record:1\">");
	for (size_t i = 0; i < 1000; i++)
		zl_buffer_text(&deep, "<finding>");
	assert_false(zl_record_reader_read(reader, deep.data, deep.length, &words));
	/* The reader is fit for the next one. */
	read_rows(reader, RECORD("<body/>"));
	zl_buffer_free(&words);
	zl_buffer_free(&deep);
	zl_record_reader_free(reader);
}

static void
dates_are_the_last_day_that_words_allow(void **state)
{
	static const struct {
		const char *words, *date, *precision;
	} known[] = {
	    {"2023年12月底前", "2023-12-31", "month"},
	    {"整改时限：２０２４年２月", "2024-02-29", "month"},
	    {"2023年6月30日前完成并长期坚持", "2023-06-30", "day"},
	    {"2022年3月至12月", "2022-12-31", "month"},
	    {"2022年3月1日至2023年4月5日", "2023-04-05", "day"},
	    {"2024年上半年", "2024-06-30", "half-year"},
	    {"2024年第三季度", "2024-09-30", "quarter"},
	    {"2024年底", "2024-12-31", "year"},
	    {"2024年5月中旬", "2024-05-20", "ten-days"},
	    {"2024-05-06", "2024-05-06", "day"},
	};
	static const char *const none[] = {
	    "5月31日", "20XX年12月底", "2023年2月30日", "立行立改", "2023年13月", "12023年5月", ""};
	struct zl_fold fold = {0};
	struct zl_normal_date date;

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		if (!zl_normal_date(&fold, known[i].words, strlen(known[i].words), &date))
			fail_msg("%s: no date", known[i].words);
		assert_string_equal(date.date, known[i].date);
		assert_string_equal(date.precision, known[i].precision);
	}
	for (size_t i = 0; i < sizeof(none) / sizeof(none[0]); i++)
		assert_false(zl_normal_date(&fold, none[i], strlen(none[i]), &date));
	zl_fold_free(&fold);
}

static void
states_are_one_of_five(void **state)
{
	static const struct {
		const char *words, *attribute, *response;
	} known[] = {
	    {"（已完成）", "done", "done"},
	    {"整改状态：未整改到位", "under-way", "under-way"},
	    {"基本完成", "under-way", "under-way"},
	    {"已完成，长期坚持", "done", "done"},
	    {"尚未启动", "not-begun", "not-begun"},
	    {"立行立改", "unknown", "unknown"},
	    {"完成率80%", "under-way", "unknown"},
	    {"补登台账。目前该问题已整改到位。", "done", "done"},
	    {"已完成整改。一是补登台账。二是核对。", "done", "done"},
	    {"补登台账。已整改209项。", "done", "unknown"},
	    {"已完成变更备案。正在核对。", "under-way", "unknown"},
	};
	struct zl_fold fold = {0};

	(void)state;
	for (size_t i = 0; i < sizeof(known) / sizeof(known[0]); i++) {
		size_t length = strlen(known[i].words);
		assert_string_equal(
		    zl_finding_state_name(zl_normal_state(&fold, known[i].words, length)),
		    known[i].attribute);
		assert_string_equal(
		    zl_finding_state_name(zl_normal_response(&fold, known[i].words, length)),
		    known[i].response);
	}
	zl_fold_free(&fold);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(texts_go_to_their_cells),
	    cmocka_unit_test(answers_are_found_where_they_stand),
	    cmocka_unit_test(equal_statements_have_keys_of_their_own),
	    cmocka_unit_test(what_is_no_record_is_refused),
	    cmocka_unit_test(dates_are_the_last_day_that_words_allow),
	    cmocka_unit_test(states_are_one_of_five),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
