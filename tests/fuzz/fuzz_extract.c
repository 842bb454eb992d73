/*
 * fuzz_extract.c: promise 1 over paragraphs made of the genre's own markers: the pieces of each
 * paragraph, taken in the order of the tree, are that paragraph, and the record is valid.
 *
 * A byte of the input below 0x60 is one of the markers, 0x60 to 0x6F end the paragraph, from 0x6C
 * on as a cell of a table, and others stand for ideographs.
 */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "base/utf8.h"
#include "document/document.h"
#include "emit/emit.h"
#include "extract/extract.h"
#include "extract/rules/family_set.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

enum { END = 0x60, CELL = 0x6C, OTHERS = 0x70, COLUMNS = 3, PARAGRAPH_BYTES = 4096 };

static const char *const markers[] = {
    "一、",
    "二、",
    "三、",
    "（一）",
    "（二）",
    "1.",
    "2.",
    "3、",
    "（1）",
    "（2）",
    "①",
    "②",
    "一是",
    "二是",
    "三是",
    "首先，",
    "——",
    "关于",
    "针对",
    "“",
    "”",
    "‘",
    "’",
    "\"",
    "的问题",
    "问题",
    "方面",
    "在",
    "整改情况：",
    "整改措施：",
    "存在问题：",
    "问题描述：",
    "问题1：",
    "【问题2】",
    "【整改状态】",
    "整改情况",
    "责任单位：",
    "整改时限：",
    "（已完成）",
    "已完成",
    "不到位",
    "不规范",
    "加强",
    "制定",
    "存在的问题",
    "整改措施",
    "意见建议",
    "下一步",
    "目录",
    "……………1",
    "第1页共2页",
    "。",
    "；",
    "，",
    "：",
    "、",
    ".",
    " ",
    "（",
    "）",
    "【",
    "】",
    "|",
    "主要问题是",
    "反馈意见指出，",
    "第3项问题，",
    "以上问题，",
    "2023年",
    "5月1日",
    "篇一",
    "附件：",
    "特此报告",
    "联系电话：",
    "序号",
    "具体问题",
    "X、",
    "3个方面12类问题",
    "1",
    "2",
    "备注",
    "脱落",
    "某小学：",
    "已更换",
};

enum { MARKERS = sizeof(markers) / sizeof(markers[0]) };

/* Makes the last paragraph the next cell of the table before it, or the first of a new one. */
static void
put_into_table(struct zl_document *document)
{
	size_t count = document->paragraphs.count;
	struct zl_paragraph *paragraph = &document->paragraphs.items[count - 1];
	const struct zl_paragraph *before = count > 1 ? paragraph - 1 : NULL;
	uint32_t place = 0;

	if (before != NULL && before->table != 0)
		place = (before->row - 1) * COLUMNS + before->column;
	else if (zl_document_add(document, tables) == NULL)
		abort();
	paragraph->table = (uint32_t)document->tables.count;
	paragraph->row = place / COLUMNS + 1;
	paragraph->column = place % COLUMNS + 1;
	paragraph->row_span = paragraph->column_span = 1;
	struct zl_table *table = &document->tables.items[document->tables.count - 1];
	table->rows = paragraph->row;
	table->columns = COLUMNS;
}

/* The paragraph that text holds; how: the byte that ended it. */
static void
add_paragraph(struct zl_document *document, struct zl_buffer *text, uint8_t how)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);

	if (paragraph == NULL || !zl_document_copy(document, text->data == NULL ? "" : text->data,
						   text->length, &paragraph->text))
		abort();
	paragraph->outline = -1;
	if (how >= CELL && how < OTHERS)
		put_into_table(document);
	zl_buffer_clear(text);
}

static void
make_report(struct zl_document *document, const uint8_t *data, size_t size)
{
	struct zl_buffer text = {0};

	for (size_t i = 0; i < size; i++) {
		char character[4];
		if (data[i] < END)
			zl_buffer_text(&text, markers[data[i] % MARKERS]);
		else if (data[i] >= OTHERS)
			zl_buffer_add(&text, character,
				      zl_utf8_write(0x4E00 + data[i] * 7u, character));
		else
			add_paragraph(document, &text, data[i]);
		if (text.length > PARAGRAPH_BYTES)
			add_paragraph(document, &text, 0);
	}
	add_paragraph(document, &text, 0);
	zl_buffer_free(&text);
}

/* Takes the leaf off what is left of its paragraph. */
static void
take_leaf(const struct zl_document *document, const struct zl_node *leaf, size_t *taken)
{
	if (leaf->computed)
		return;
	if (leaf->n == 0 || leaf->n > document->paragraphs.count ||
	    leaf->from != taken[leaf->n - 1] || leaf->to < leaf->from)
		abort();
	taken[leaf->n - 1] = leaf->to;
}

static void
take_tree(const struct zl_document *document, const struct zl_node *root, size_t *taken)
{
	const struct zl_node *node = root;

	while (node != NULL) {
		if (node->kind == ZL_NODE_TEXT)
			take_leaf(document, node, taken);
		else if (node->first != NULL) {
			node = node->first;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node == root ? NULL : node->next;
	}
}

static void
check_pieces(const struct zl_document *document)
{
	size_t *taken = calloc(document->paragraphs.count + 1, sizeof(*taken));

	if (taken == NULL)
		abort();
	take_tree(document, document->body, taken);
	take_tree(document, document->aside, taken);
	for (size_t i = 0; i < document->paragraphs.count; i++)
		if (taken[i] != document->paragraphs.items[i].text.length)
			abort();
	free(taken);
}

static void
check_record(struct zl_document *document)
{
	struct zl_buffer record = {0};
	char message[256];

	if (zl_emit(document, &zl_emit_default, &record) != ZL_OK ||
	    !zl_record_valid(record.data, record.length, message, sizeof(message)))
		abort();
	zl_buffer_free(&record);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static struct zl_rules *rules;
	struct zl_document document = {0};

	if (rules == NULL) {
		rules = zl_rules_new();
		if (rules == NULL || !zl_rules_take_own(rules))
			abort();
		zl_rules_ready(rules);
	}
	if (!zl_document_source(&document, "fuzz.docx", 9, data, size, NULL))
		abort();
	document.source.format = zl_string("docx");
	make_report(&document, data, size);
	if (zl_extract(&document, rules) == ZL_OK) {
		check_pieces(&document);
		check_record(&document);
	} else if (document.error.code != ZL_RULE_LIMIT) {
		abort();
	}
	zl_document_free(&document);
	return 0;
}
