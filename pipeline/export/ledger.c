/* ledger.c: export --to ledger: 整改台账, a workbook with a row a finding. */
#include <inttypes.h>
#include <libgen.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "config.h"
#include "export.h"
#include "pipeline/common/message.h"
#include "pipeline/state/state_sql.h"
#include "spreadsheet.h"

enum { SHEETS = 10 };

/* Columns in order: title, width, and what is in it, for the second sheet. */
static const struct {
	struct zl_sheet_column column;
	const char *meaning;
} columns[] = {
    {{"序号", 6}, "行号"},
    {{"被巡察单位", 20}, "报告所载被巡察、被检查单位"},
    {{"巡察机构", 20}, "报告所载巡察、检查机构"},
    {{"报告题名", 30}, "报告标题"},
    {{"成文日期", 12}, "报告落款日期"},
    {{"类别", 20}, "问题所在章节的标题"},
    {{"问题编号", 8}, "报告中的编号"},
    {{"反馈问题", 40}, "问题原文"},
    {{"问题详情", 30}, "问题之外的说明"},
    {{"整改情况", 60}, "答复原文"},
    {{"措施数", 8}, "答复中列举的措施条数"},
    {{"责任领导", 14}, "报告所载"},
    {{"责任单位", 18}, "报告所载；没有责任单位时为牵头单位"},
    {{"整改时限", 14}, "报告所载"},
    {{"报告所载状态", 14}, "报告自己的说法，如“已完成”"},
    {{"提取结果", 12}, "是否找到答复；与是否整改完成无关"},
    {{"存疑", 30}, "需要人工核对之处"},
    {{"来源文件", 30}, "文件路径"},
    {{"段落", 10}, "原文段落起止"},
    {{"记录号", 22}, "XML 记录的 id"},
    {{"问题标识", 10}, "记录内 finding 的 id"},
    {{"更正", 30}, "留给档案人员填写"},
};

enum { COLUMNS = sizeof(columns) / sizeof(columns[0]) };

struct ledger {
	struct zl_workbook *workbook;
	struct zl_sheet *sheet;
	unsigned sheets;
	uint64_t row, too_long;
	struct zl_buffer text; /* cells of the row at hand that are put together */
	size_t offsets[COLUMNS + 1];
};

static struct zl_sheet *
new_sheet(struct ledger *ledger)
{
	struct zl_sheet_column shape[COLUMNS];
	char name[32] = "整改台账";

	if (ledger->sheets == SHEETS) {
		zl_message("more than %u sheets of findings; use csv or sqlite", SHEETS);
		return NULL;
	}
	if (++ledger->sheets > 1)
		snprintf(name, sizeof(name), "整改台账%u", ledger->sheets);
	for (size_t i = 0; i < COLUMNS; i++)
		shape[i] = columns[i].column;
	return ledger->sheet = zl_workbook_sheet(ledger->workbook, name, shape, COLUMNS);
}

static enum zl_status
begin(struct zl_export *export)
{
	struct ledger *ledger = export->data = calloc(1, sizeof(*ledger));
	char *copy = strdup(export->destination.part);

	if (ledger == NULL || copy == NULL)
		return ZL_FAILED;
	int64_t time =
	    zl_state_number(&export->documents.state, "SELECT coalesce(max(started), 0) FROM runs");
	ledger->workbook =
	    time < 0 ? NULL : zl_workbook_new(export->destination.part, dirname(copy), time);
	free(copy);
	return ledger->workbook != NULL && new_sheet(ledger) != NULL ? ZL_DONE : ZL_FAILED;
}

/* Adds a line to the cell that grows. */
static void
add_line(struct zl_buffer *text, size_t from, const char *line, size_t length)
{
	if (text->length > from)
		zl_buffer_byte(text, '\n');
	zl_buffer_add(text, line, length);
}

static void
add_attributes(const struct zl_record_rows *rows, struct zl_string finding, const char *name,
	       struct zl_buffer *text)
{
	size_t from = text->length;

	for (size_t i = 0; i < rows->tables[ZL_TABLE_ATTRIBUTES].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, ZL_TABLE_ATTRIBUTES, i);
		if (zl_string_equal(row[ZL_ATTRIBUTES_FINDING], finding) &&
		    zl_string_is(row[ZL_ATTRIBUTES_NAME], name) &&
		    row[ZL_ATTRIBUTES_TEXT].data != NULL)
			add_line(text, from, row[ZL_ATTRIBUTES_TEXT].data,
				 row[ZL_ATTRIBUTES_TEXT].length);
	}
}

static int64_t
number_of(struct zl_string digits)
{
	return digits.data == NULL ? 0 : strtoll(digits.data, NULL, 10);
}

/* What is doubtful within the paragraphs of a finding, and that people have put it right. */
static void
add_doubts(const struct zl_record_rows *rows, const struct zl_string *finding,
	   struct zl_buffer *text)
{
	size_t begin = text->length;
	int64_t from = number_of(finding[ZL_FINDINGS_N_FIRST]);
	int64_t to = number_of(finding[ZL_FINDINGS_RESPONSE_LAST]);

	if (number_of(finding[ZL_FINDINGS_N_LAST]) > to)
		to = number_of(finding[ZL_FINDINGS_N_LAST]);
	for (size_t i = 0; i < rows->tables[ZL_TABLE_FLAGS].count; i++) {
		const struct zl_string *flag = zl_rows_at(rows, ZL_TABLE_FLAGS, i);
		int64_t n = number_of(flag[ZL_FLAGS_N]);
		if (zl_string_is(flag[ZL_FLAGS_KIND], "flag") && n >= from && n <= to && n > 0)
			add_line(text, begin,
				 flag[ZL_FLAGS_WORDS].data == NULL ? flag[ZL_FLAGS_CODE].data
								   : flag[ZL_FLAGS_WORDS].data,
				 flag[ZL_FLAGS_WORDS].data == NULL ? flag[ZL_FLAGS_CODE].length
								   : flag[ZL_FLAGS_WORDS].length);
	}
	if (zl_string_is(zl_rows_at(rows, ZL_TABLE_REPORTS, 0)[ZL_REPORTS_CORRECTED], "1"))
		add_line(text, begin, "人工更正", strlen("人工更正"));
}

static void
add_places(const struct zl_string *finding, struct zl_buffer *text)
{
	struct zl_string first = finding[ZL_FINDINGS_N_FIRST];
	struct zl_string last = finding[ZL_FINDINGS_RESPONSE_LAST].data != NULL
				    ? finding[ZL_FINDINGS_RESPONSE_LAST]
				    : finding[ZL_FINDINGS_N_LAST];

	zl_buffer_add(text, first.data, first.length);
	if (last.data != NULL && !zl_string_equal(first, last)) {
		zl_buffer_text(text, "–");
		zl_buffer_add(text, last.data, last.length);
	}
}

static struct zl_string
heading_of(const struct zl_record_rows *rows, struct zl_string section)
{
	for (size_t i = 0; i < rows->tables[ZL_TABLE_SECTIONS].count; i++) {
		const struct zl_string *row = zl_rows_at(rows, ZL_TABLE_SECTIONS, i);
		if (zl_string_equal(row[ZL_SECTIONS_SECTION], section))
			return row[ZL_SECTIONS_HEADING];
	}
	return (struct zl_string){0};
}

static const char *
result_of(struct zl_string status)
{
	return zl_string_is(status, "paired")  ? "已配对"
	       : zl_string_is(status, "group") ? "上级问题"
					       : "未见答复";
}

/* The cells that are put together, one behind the other in text; offsets tell them apart. */
static void
put_together(struct ledger *ledger, const struct zl_record_rows *rows,
	     const struct zl_string *finding, struct zl_string *cells)
{
	static const struct {
		int column;
		const char *attribute;
	} made[] = {{11, "responsible-leader"}, {13, "deadline"}, {14, "state"}};
	struct zl_buffer *text = &ledger->text;
	struct zl_string id = finding[ZL_FINDINGS_FINDING];
	size_t at[7] = {0};

	zl_buffer_clear(text);
	zl_buffer_format(text, "%" PRIu64, ++ledger->row);
	for (size_t i = 0; i < 3; i++) {
		at[i + 1] = text->length;
		add_attributes(rows, id, made[i].attribute, text);
	}
	at[4] = text->length;
	add_doubts(rows, finding, text);
	at[5] = text->length;
	add_places(finding, text);
	at[6] = text->length;
	cells[0] = (struct zl_string){text->data, at[1]};
	for (size_t i = 0; i < 3; i++)
		cells[made[i].column] =
		    (struct zl_string){text->data + at[i + 1], at[i + 2] - at[i + 1]};
	cells[16] = (struct zl_string){text->data + at[4], at[5] - at[4]};
	cells[18] = (struct zl_string){text->data + at[5], at[6] - at[5]};
}

static enum zl_status
put_finding(struct ledger *ledger, const struct zl_record_rows *rows,
	    const struct zl_string *finding)
{
	const struct zl_string *report = zl_rows_at(rows, ZL_TABLE_REPORTS, 0);
	struct zl_string cells[COLUMNS] = {0};
	bool fits;

	if (zl_sheet_rows(ledger->sheet) == ZL_SHEET_ROWS && new_sheet(ledger) == NULL)
		return ZL_FAILED;
	put_together(ledger, rows, finding, cells);
	if (ledger->text.failed)
		return ZL_FAILED;
	cells[1] = report[ZL_REPORTS_INSPECTED];
	cells[2] = report[ZL_REPORTS_INSPECTOR];
	cells[3] = report[ZL_REPORTS_TITLE];
	cells[4] = report[ZL_REPORTS_DATE];
	cells[5] = heading_of(rows, finding[ZL_FINDINGS_SECTION]);
	cells[6] = finding[ZL_FINDINGS_NUMBER];
	cells[7] = finding[ZL_FINDINGS_STATEMENT];
	cells[8] = finding[ZL_FINDINGS_DETAIL];
	cells[9] = finding[ZL_FINDINGS_RESPONSE];
	cells[10] = finding[ZL_FINDINGS_MEASURES];
	cells[12] = finding[ZL_FINDINGS_UNIT];
	cells[15] = zl_string(result_of(finding[ZL_FINDINGS_STATUS]));
	cells[17] = report[ZL_REPORTS_PATH];
	cells[19] = report[ZL_REPORTS_RECORD];
	cells[20] = finding[ZL_FINDINGS_FINDING];
	enum zl_status done = zl_sheet_row(ledger->sheet, cells, COLUMNS, &fits);
	ledger->too_long += !fits;
	return done;
}

static enum zl_status
put(struct zl_export *export, const struct zl_export_item *item)
{
	for (size_t i = 0; i < item->rows->tables[ZL_TABLE_FINDINGS].count; i++)
		if (!put_finding(export->data, item->rows,
				 zl_rows_at(item->rows, ZL_TABLE_FINDINGS, i)))
			return ZL_FAILED;
	return ZL_DONE;
}

/* The second sheet: what the columns mean, and what the workbook was made of. */
static enum zl_status
explain(struct zl_export *export)
{
	static const struct zl_sheet_column shape[] = {{"栏目", 20}, {"说明", 80}};
	struct ledger *ledger = export->data;
	struct zl_sheet *sheet = zl_workbook_sheet(ledger->workbook, "说明", shape, 2);
	char reports[24], rows[24], too_long[24];
	bool fits, done = sheet != NULL;

	snprintf(reports, sizeof(reports), "%" PRIu64, export->puts);
	snprintf(rows, sizeof(rows), "%" PRIu64, ledger->row);
	snprintf(too_long, sizeof(too_long), "%" PRIu64, ledger->too_long);
	for (size_t i = 0; done && i < COLUMNS; i++)
		done = zl_sheet_row(sheet,
				    (struct zl_string[]){zl_string(columns[i].column.title),
							 zl_string(columns[i].meaning)},
				    2, &fits);
	const char *const facts[][2] = {{"报告数", reports},
					{"问题数", rows},
					{"因超长未写入的单元格所在行数", too_long},
					{"数据版本（token）", export->token.data},
					{"zhengli", ZL_VERSION}};
	for (size_t i = 0; done && i < sizeof(facts) / sizeof(facts[0]); i++)
		done = zl_sheet_row(
		    sheet, (struct zl_string[]){zl_string(facts[i][0]), zl_string(facts[i][1])}, 2,
		    &fits);
	return done ? ZL_DONE : ZL_FAILED;
}

static enum zl_status
end(struct zl_export *export)
{
	struct ledger *ledger = export->data;

	if (!explain(export))
		return ZL_FAILED;
	if (ledger->too_long > 0)
		zl_message("%" PRIu64 " rows have cells that are longer than Excel takes; they "
			   "say so",
			   ledger->too_long);
	struct zl_workbook *workbook = ledger->workbook;
	ledger->workbook = NULL;
	return zl_workbook_close(workbook);
}

static void
release(struct zl_export *export)
{
	struct ledger *ledger = export->data;

	if (ledger != NULL) {
		zl_workbook_drop(ledger->workbook);
		zl_buffer_free(&ledger->text);
	}
	free(ledger);
}

const struct zl_target zl_target_ledger = {
    .name = "ledger",
    .single = true,
    .begin = begin,
    .put = put,
    .end = end,
    .free = release,
};
