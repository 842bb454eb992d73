/*
 * test_enumerations.c: lists of problems and of measures, by every kind of marker, behind their
 * lead on its line, in a paragraph of their own, and a line each.
 */
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

enum { ITEMS = 3, MOST_FINDINGS = 4, MOST_BYTES = 400 };

enum placement { BEHIND_LEAD, OWN_PARAGRAPH, LINE_EACH, PLACEMENTS };

static const char *const markers[][ITEMS] = {
    {"一是", "二是", "三是"},
    {"1.", "2.", "3."},
    {"1、", "2、", "3、"},
    {"（1）", "（2）", "（3）"},
    {"①", "②", "③"},
    {"（一）", "（二）", "（三）"},
    {"A.", "B.", "C."},
    {"第一，", "第二，", "第三，"},
    {"首先，", "其次，", "再次，"},
    {"——", "——", "——"},
    {"●", "●", "●"},
    {"1）", "2）", "3）"},
};

static const char *const problems[ITEMS] = {"渠道淤堵未清", "闸门锈蚀失修", "水费收缴滞后"};
static const char *const measures[ITEMS] = {"清淤渠道9公里，每月巡查", "更换闸门4座，加装护栏",
					    "收回水费6万元，实行预付"};

/* What was read. */
struct reading {
	size_t count;
	struct {
		char statement[MOST_BYTES], response[MOST_BYTES];
		bool paired;
		size_t measures;
	} findings[MOST_FINDINGS];
};

/* Adds a paragraph with a copy of the text. */
static void
add_line(struct zl_document *document, const struct zl_buffer *text)
{
	struct zl_string copy;

	assert_true(zl_document_copy(document, text->data, text->length, &copy));
	add_paragraph(document, copy.data);
}

/* Adds the lead and the list behind it. */
static void
add_list(struct zl_document *document, const char *lead, const char *const marks[ITEMS],
	 const char *const items[ITEMS], enum placement placement)
{
	struct zl_buffer line = {0};

	zl_buffer_text(&line, lead);
	for (size_t i = 0; i < ITEMS; i++) {
		if (placement == LINE_EACH || (placement == OWN_PARAGRAPH && i == 0)) {
			add_line(document, &line);
			line.length = 0;
		}
		zl_buffer_text(&line, marks[i]);
		zl_buffer_text(&line, items[i]);
		zl_buffer_text(&line, i + 1 < ITEMS ? "；" : "。");
	}
	add_line(document, &line);
	zl_buffer_free(&line);
}

static void
add_text(const struct zl_document *document, const struct zl_node *root, char *out)
{
	size_t length = strlen(out);

	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node)) {
		if (node->kind != ZL_NODE_TEXT || node->computed)
			continue;
		size_t bytes = node->to - node->from;
		assert_true(length + bytes < MOST_BYTES);
		memcpy(out + length, document->paragraphs.items[node->n - 1].text.data + node->from,
		       bytes);
		length += bytes;
		out[length] = '\0';
	}
}

/* The first node of the kind under root; of answers the one with the number. */
static const struct zl_node *
find(const struct zl_node *root, enum zl_node_kind kind, uint32_t answer)
{
	for (const struct zl_node *node = root; node != NULL; node = zl_node_next(root, node))
		if (node->kind == kind && (answer == 0 || node->answer == answer))
			return node;
	return NULL;
}

static void
read_document(struct zl_document *document, struct reading *out)
{
	uint32_t n;

	*out = (struct reading){0};
	assert_int_equal(zl_extract(document, own_rules), ZL_OK);
	assert_true(zl_document_whole(document, &n));
	for (const struct zl_node *node = document->body; node != NULL;
	     node = zl_node_next(document->body, node)) {
		if (node->kind != ZL_NODE_FINDING)
			continue;
		assert_true(out->count < MOST_FINDINGS);
		const struct zl_node *response = find(node, ZL_NODE_RESPONSE, 0);
		if (response != NULL && response->answer > 0)
			response = find(document->body, ZL_NODE_ANSWER, response->answer);
		add_text(document, find(node, ZL_NODE_STATEMENT, 0),
			 out->findings[out->count].statement);
		if (response != NULL)
			add_text(document, response, out->findings[out->count].response);
		for (const struct zl_node *at = response; at != NULL;
		     at = zl_node_next(response, at))
			out->findings[out->count].measures += at->kind == ZL_NODE_MEASURE;
		out->findings[out->count++].paired = node->status == ZL_STATUS_PAIRED;
	}
}

static void
begin(struct zl_document *document)
{
	*document = (struct zl_document){0};
	add_paragraph(document, "柳川县水务局关于县委第二巡察组反馈意见整改情况的通报");
	add_paragraph(document,
		      "2022年3月至5月，县委第二巡察组对我局开展了巡察。现将整改情况公布如下。");
}

/* Problems behind a lead under a unit's name, and measures behind another: three pairs. */
static bool
reads_two_lists(const char *const marks[ITEMS], enum placement placement)
{
	struct zl_document document;
	struct reading reading;

	begin(&document);
	add_paragraph(&document, "一、北干渠");
	add_list(&document, "存在以下问题：", marks, problems, placement);
	add_list(&document, "整改情况：", marks, measures, placement);
	add_paragraph(&document, "特此通报。");
	read_document(&document, &reading);
	bool right = reading.count == ITEMS;
	for (size_t i = 0; right && i < ITEMS; i++)
		right = strcmp(reading.findings[i].statement, problems[i]) == 0 &&
			strstr(reading.findings[i].response, measures[i]) != NULL;
	zl_document_free(&document);
	return right;
}

/* Measures of one problem, behind a label, or in words that lead up to them, and another pair. */
static bool
reads_measures(const char *const marks[ITEMS], enum placement placement, bool labelled)
{
	struct zl_document document;
	struct reading reading;

	begin(&document);
	add_paragraph(&document, "一、反馈问题整改情况");
	if (labelled) {
		add_paragraph(&document, "（一）关于“渠道淤堵”的问题");
		add_list(&document, "整改情况：局党组高度重视，立即部署整改。", marks, measures,
			 placement);
		add_paragraph(&document, "（二）关于“钥匙保管不严”的问题");
		add_paragraph(&document, "整改情况：已收回钥匙5把。");
	} else {
		add_paragraph(&document, "（一）渠道淤堵未清问题。");
		add_list(&document, "针对该问题，我局采取以下措施：", marks, measures, placement);
		add_paragraph(&document, "（二）钥匙保管不严问题。");
		add_paragraph(&document, "已收回钥匙5把。");
	}
	add_paragraph(&document, "特此通报。");
	read_document(&document, &reading);
	bool right = reading.count == 2 && reading.findings[0].paired &&
		     reading.findings[0].measures == ITEMS && reading.findings[1].paired;
	zl_document_free(&document);
	return right;
}

static void
each_marker_in_each_place(void **state)
{
	size_t wrong = 0;

	(void)state;
	for (size_t i = 0; i < sizeof(markers) / sizeof(markers[0]); i++)
		for (int place = 0; place < PLACEMENTS; place++) {
			bool lists = reads_two_lists(markers[i], (enum placement)place);
			bool label = reads_measures(markers[i], (enum placement)place, true);
			bool lead = reads_measures(markers[i], (enum placement)place, false);
			wrong += !lists + !label + !lead;
			if (!lists || !label || !lead)
				print_error("%s in place %d:%s%s%s\n", markers[i][0], place,
					    lists ? "" : " two lists", label ? "" : " label",
					    lead ? "" : " lead");
		}
	assert_int_equal(wrong, 0);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(each_marker_in_each_place)};

	return cmocka_run_group_tests(tests, load_own_rules, free_own_rules);
}
