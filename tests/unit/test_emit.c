/* test_emit.c: records: their form, their text, and that they are valid. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <libxml/parser.h>
#include <libxml/tree.h>

#include "documents.h"
#include "emit/emit.h"

static int
tear_down(void **state)
{
	(void)state;
	xmlCleanupParser();
	return 0;
}

/* The paragraph that text in node belongs to; 0 where it is none of a paragraph's. */
static uint32_t
owner(const xmlNode *node)
{
	for (; node != NULL && node->type == XML_ELEMENT_NODE; node = node->parent) {
		xmlChar *computed = xmlGetNoNsProp(node, BAD_CAST "computed");
		xmlChar *n = xmlGetNoNsProp(node, BAD_CAST "n");
		uint32_t number = n == NULL ? 0 : (uint32_t)strtoul((char *)n, NULL, 10);
		bool is_computed = computed != NULL;
		xmlFree(computed);
		xmlFree(n);
		if (is_computed)
			return 0;
		if (number > 0)
			return number;
	}
	return 0;
}

/* Adds the text under root to the paragraphs' texts. */
static void
gather(const xmlNode *root, struct zl_buffer *texts, size_t count)
{
	const xmlNode *node = root;

	while (node != NULL) {
		uint32_t n = node->type == XML_TEXT_NODE ? owner(node->parent) : 0;
		assert_true(n <= count);
		if (n > 0)
			zl_buffer_text(&texts[n], (const char *)node->content);
		if (node->children != NULL && node->type == XML_ELEMENT_NODE) {
			node = node->children;
			continue;
		}
		while (node != root && node->next == NULL)
			node = node->parent;
		node = node == root ? NULL : node->next;
	}
}

/* Promise 1: what stands in body and notes is the document's paragraphs, to the byte. */
static void
holds_every_paragraph(const struct zl_document *document, const struct zl_buffer *record)
{
	size_t count = document->paragraphs.count;
	struct zl_buffer *texts = calloc(count + 1, sizeof(*texts));
	xmlDocPtr tree =
	    xmlReadMemory(record->data, (int)record->length, NULL, NULL, XML_PARSE_HUGE);

	assert_non_null(tree);
	for (xmlNode *child = xmlDocGetRootElement(tree)->children; child; child = child->next)
		if (strcmp((const char *)child->name, "body") == 0 ||
		    strcmp((const char *)child->name, "notes") == 0)
			gather(child, texts, count);
	for (size_t i = 0; i < count; i++) {
		struct zl_string want = document->paragraphs.items[i].text;
		assert_int_equal(want.length, texts[i + 1].length);
		if (want.length > 0)
			assert_memory_equal(want.data, texts[i + 1].data, want.length);
		zl_buffer_free(&texts[i + 1]);
	}
	free(texts);
	xmlFreeDoc(tree);
}

static void
assert_valid(const struct zl_buffer *record)
{
	char words[300];

	if (!zl_record_valid(record->data, record->length, words, sizeof(words)))
		fail_msg("%s\n%s", words, record->data);
}

/* Emits, with all that must hold for any record. */
static void
emit(struct zl_document *document, struct zl_buffer *record)
{
	if (zl_emit(document, &zl_emit_default, record) != ZL_OK)
		fail_msg("%s", document->error.message.data);
	assert_valid(record);
	holds_every_paragraph(document, record);
}

static void
contains(const struct zl_buffer *record, const char *part)
{
	if (strstr(record->data, part) == NULL)
		fail_msg("not there: %s\n%s", part, record->data);
}

static void
a_report_has_all_its_parts(void **state)
{
	static const char *const parts[] = {
	    "<record xmlns=\"urn:zhengli:record:1\" id=\"zl-0123456789abcdef\">\n  <source ",
	    "<source file=\"2021/整改&lt;&amp;&quot;&gt;.docx\" format=\"docx\" "
	    "bytes=\"5000000000\" sha256=\"0123456789abcdef",
	    "<property name=\"creator\">C:\\u{5C}u{42}\\x\\u{1}</property>",
	    " settings=\"changes=10000 normalise=default unpack=depth=256\"/>",
	    "    <title n=\"1\" date=\"2024-04-01\">整改通报</title>\n"
	    "    <period n=\"2\" from=\"2024-04-01\" to=\"2024-06-28\">",
	    "    <section level=\"1\" ordinal=\"2\">\n"
	    "      <heading n=\"2\"><number>二、</number>整改\tA&amp;B &lt;落实&gt;&#13;\n"
	    "情况]]&gt;</heading>\n"
	    "      <p n=\"3\"/>\n"
	    "      <finding id=\"f1\" kind=\"task\" status=\"paired\">\n"
	    "        <problem n=\"4\"><number computed=\"true\" level=\"2\" "
	    "format=\"chineseCounting\" value=\"2\">（二）</number>"
	    "<marker>关于“</marker><statement>台账缺失</statement>"
	    "<marker>”问题</marker><attribute name=\"responsible-unit\">"
	    "（责任单位：甲办）</attribute></problem>\n"
	    "        <response>\n"
	    "          <p n=\"5\"><label>整改情况：</label></p>\n"
	    "          <measure ordinal=\"1\">\n"
	    "            <p n=\"5\"><marker>一是</marker>补齐\\u{5C}。</p>\n"
	    "          </measure>\n",
	    "<cell column=\"2\" column-span=\"2\">\n            <p n=\"7\">备注</p>\n"
	    "            <table rows=\"1\" columns=\"1\">",
	    "<comment id=\"3\" anchor=\"5\" offset=\"5\" author=\"审核人\" "
	    "date=\"2024-04-01T09:00:00Z\">\n      <p n=\"9\">见附件</p>\n    </comment>\n",
	    "<header id=\"word/header1.xml\">\n      <residue n=\"10\">页眉</residue>\n",
	    "<ruby anchor=\"2\" offset=\"1\" length=\"2\">zhěnggǎi</ruby>",
	    "<normalisation total=\"2\" listed=\"2\">\n"
	    "    <class name=\"control\" count=\"1\"/>\n"
	    "    <class name=\"white-space\" count=\"1\"/>\n"
	    "    <change class=\"control\" n=\"2\" offset=\"1\" "
	    "old=\"\\u{B}\\u{5C}u{B}\" new=\"\"/>\n"
	    "    <change class=\"white-space\" n=\"4\" offset=\"0\" old=\"&#9;&#10; \" "
	    "new=\" \"/>",
	    "<loss kind=\"picture\" n=\"4\" offset=\"2\" count=\"2\">印章</loss>\n"
	    "    <loss kind=\"macro\" count=\"1\"/>",
	    "<quality findings=\"1\" paired=\"1\" group=\"0\" unanswered=\"0\" orphans=\"1\">\n"
	    "    <warning code=\"broken-part\">word/comments.xml</warning>\n"
	    "    <flag code=\"close-reading\" n=\"4\">a &lt;finding&gt; or a §</flag>\n",
	};
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	make_report(&document);
	emit(&document, &record);
	for (size_t i = 0; i < sizeof(parts) / sizeof(parts[0]); i++)
		contains(&record, parts[i]);
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
random_documents_are_whole_and_valid(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 200; seed++) {
		struct zl_document document = {0};
		struct zl_buffer record = {0};
		make_random(&document, seed);
		emit(&document, &record);
		zl_buffer_free(&record);
		zl_document_free(&document);
	}
}

/* A document with these paragraphs and an empty structure. */
static void
make_empty(struct zl_document *document, const char *const *texts, size_t count)
{
	for (size_t i = 0; i < count; i++)
		add_paragraph(document, texts[i]);
	make_names(document);
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	document->aside = zl_node_add(document, NULL, ZL_NODE_NOTES);
}

static struct zl_node *
add_finding(struct zl_document *document, struct zl_node *parent)
{
	struct zl_node *finding = zl_node_add(document, parent, ZL_NODE_FINDING);

	finding->status = ZL_STATUS_UNANSWERED;
	return finding;
}

static void
words_over_several_paragraphs_stand_in_p(void **state)
{
	static const char *const texts[] = {"关于“台账", "缺失”问题", "一是台账不全", "二是无人"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	size_t at = 0;

	(void)state;
	make_empty(&document, texts, 4);
	struct zl_node *finding = add_finding(&document, document.body);
	struct zl_node *problem = zl_node_add(&document, finding, ZL_NODE_PROBLEM);
	add_words(&document, problem, ZL_NODE_MARKER, 1, &at, "关于“");
	struct zl_node *statement =
	    add_words(&document, problem, ZL_NODE_STATEMENT, 1, &at, "台账");
	at = 0;
	add_words(&document, statement, ZL_NODE_TEXT, 2, &at, "缺失");
	add_words(&document, problem, ZL_NODE_MARKER, 2, &at, "”问题");
	struct zl_node *detail = add_whole(&document, problem, ZL_NODE_DETAIL, 3);
	zl_node_text(&document, detail, 4, 0, strlen(texts[3]));
	emit(&document, &record);
	contains(&record, "<problem>\n"
			  "        <p n=\"1\"><marker>关于“</marker></p>\n"
			  "        <statement>\n"
			  "          <p n=\"1\">台账</p>\n"
			  "          <p n=\"2\">缺失</p>\n"
			  "        </statement>\n"
			  "        <p n=\"2\"><marker>”问题</marker></p>\n"
			  "        <detail>\n"
			  "          <p n=\"3\">一是台账不全</p>\n"
			  "          <p n=\"4\">二是无人</p>\n"
			  "        </detail>\n"
			  "      </problem>");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
findings_may_share_a_paragraph(void **state)
{
	static const char *const texts[] = {"主要问题是：一是台账不全；二是无人值守。"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	size_t at = 0;

	(void)state;
	make_empty(&document, texts, 1);
	struct zl_node *p = zl_node_add(&document, document.body, ZL_NODE_PARAGRAPH);
	add_words(&document, p, ZL_NODE_TEXT, 1, &at, "主要问题是：");
	const char *items[] = {"一是", "台账不全", "；", "二是", "无人值守", "。"};
	for (int i = 0; i < 6; i += 3) {
		struct zl_node *finding = add_finding(&document, document.body);
		p = zl_node_add(&document, finding, ZL_NODE_PROBLEM);
		add_words(&document, p, ZL_NODE_MARKER, 1, &at, items[i]);
		add_words(&document, p, ZL_NODE_STATEMENT, 1, &at, items[i + 1]);
		add_words(&document, p, ZL_NODE_TEXT, 1, &at, items[i + 2]);
	}
	emit(&document, &record);
	contains(&record, "<p n=\"1\">主要问题是：</p>\n"
			  "    <finding id=\"f1\" kind=\"issue\" status=\"unanswered\">\n"
			  "      <problem n=\"1\"><marker>一是</marker><statement>台账不全"
			  "</statement>；</problem>\n"
			  "    </finding>\n"
			  "    <finding id=\"f2\" kind=\"issue\" status=\"unanswered\">\n"
			  "      <problem n=\"1\"><marker>二是</marker>");
	contains(&record, "<quality findings=\"2\" paired=\"0\" group=\"0\" unanswered=\"2\"");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
residue_joins_the_paragraph_it_is_in(void **state)
{
	static const char *const texts[] = {"整改情况：第1页已完成。"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	size_t at = 0;

	(void)state;
	make_empty(&document, texts, 1);
	struct zl_node *finding = add_finding(&document, document.body);
	zl_node_add(&document, finding, ZL_NODE_PROBLEM);
	struct zl_node *response = zl_node_add(&document, finding, ZL_NODE_RESPONSE);
	add_words(&document, response, ZL_NODE_LABEL, 1, &at, "整改情况：");
	add_words(&document, response, ZL_NODE_RESIDUE, 1, &at, "第1页");
	add_words(&document, response, ZL_NODE_TEXT, 1, &at, "已完成。");
	emit(&document, &record);
	contains(&record, "      <problem/>\n"
			  "      <response>\n"
			  "        <p n=\"1\"><label>整改情况：</label><residue>第1页</residue>"
			  "已完成。</p>\n"
			  "      </response>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
give_number(struct zl_document *document, uint32_t n, const char *text, bool bullet)
{
	struct zl_number *number = zl_arena_zero(&document->arena, 1, sizeof(*number));

	*number = (struct zl_number){.text = zl_string(text),
				     .format = zl_string(bullet ? "bullet" : "decimal"),
				     .bullet = bullet,
				     .values = {4}};
	document->paragraphs.items[n - 1].number = number;
}

static void
automatic_numbers_are_never_lost(void **state)
{
	static const char *const texts[] = {"甲", "乙", "丙", "丁"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	make_empty(&document, texts, 4);
	give_number(&document, 1, "4.", false);
	give_number(&document, 2, "•", true);
	give_number(&document, 3, "", false);
	give_number(&document, 4, "5.", false);
	for (uint32_t n = 1; n <= 3; n++)
		add_whole(&document, document.body, ZL_NODE_PARAGRAPH, n);
	struct zl_node *p = zl_node_add(&document, document.body, ZL_NODE_PARAGRAPH);
	struct zl_node *marker = zl_node_add(&document, p, ZL_NODE_MARKER);
	zl_node_text(&document, marker, 4, 0, 0)->computed = true;
	zl_node_text(&document, marker, 4, 0, strlen(texts[3]));
	emit(&document, &record);
	contains(&record,
		 "<p n=\"1\"><number computed=\"true\" level=\"1\" format=\"decimal\" value=\"4\">"
		 "4.</number>甲</p>\n"
		 "    <p n=\"2\"><number computed=\"true\" level=\"1\" format=\"bullet\">•</number>"
		 "乙</p>\n"
		 "    <p n=\"3\">丙</p>\n"
		 "    <p n=\"4\"><marker><number computed=\"true\" level=\"1\" format=\"decimal\" "
		 "value=\"4\">5.</number>丁</marker></p>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
notes_are_grouped(void **state)
{
	static const char *const texts[] = {"正文", "脚注一", "框", "脚注一续"};
	static const uint32_t notes[] = {0, 1, 2, 1};
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	make_empty(&document, texts, 4);
	add_whole(&document, document.body, ZL_NODE_PARAGRAPH, 1);
	for (uint32_t n = 2; n <= 4; n++) {
		add_whole(&document, document.aside, ZL_NODE_PARAGRAPH, n);
		document.paragraphs.items[n - 1].note = notes[n - 1];
	}
	for (int i = 0; i < 3; i++) {
		struct zl_note *note = zl_document_add(&document, notes);
		note->story = i == 0 ? ZL_STORY_FOOTNOTE : ZL_STORY_BOX;
		note->n = 1;
		note->offset = 3;
	}
	emit(&document, &record);
	contains(&record, "    <footnote anchor=\"1\" offset=\"1\">\n"
			  "      <p n=\"2\">脚注一</p>\n"
			  "      <p n=\"4\">脚注一续</p>\n"
			  "    </footnote>\n"
			  "    <box anchor=\"1\" offset=\"1\">\n"
			  "      <p n=\"3\">框</p>\n"
			  "    </box>\n"
			  "    <box anchor=\"1\" offset=\"1\"/>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

/* Notes in an order that would turn the pieces of paragraph 2 round. */
static void
notes_never_tear_a_paragraph_apart(void **state)
{
	static const char *const texts[] = {"框", "页眉"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	make_empty(&document, texts, 2);
	for (uint32_t n = 1; n <= 2; n++) {
		zl_document_add(&document, notes);
		document.notes.items[n - 1].story = n == 1 ? ZL_STORY_HEADER : ZL_STORY_BOX;
		document.paragraphs.items[n - 1].note = 3 - n;
	}
	struct zl_node *both = add_whole(&document, document.aside, ZL_NODE_PARAGRAPH, 1);
	zl_node_text(&document, both, 2, 0, 3);
	struct zl_node *rest = zl_node_add(&document, document.aside, ZL_NODE_PARAGRAPH);
	zl_node_text(&document, rest, 2, 3, 6);
	emit(&document, &record);
	contains(&record, "<p n=\"1\">框</p>\n    <p n=\"2\">页</p>\n    <p n=\"2\">眉</p>\n"
			  "    <header/>\n    <box/>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
changes_are_cut_and_counted(void **state)
{
	static const char *const texts[] = {"甲"};
	const struct zl_emit_options options = {.changes = 2};
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	char name[100][8];

	(void)state;
	make_empty(&document, texts, 1);
	add_whole(&document, document.body, ZL_NODE_PARAGRAPH, 1);
	for (int i = 0; i < 300; i++) {
		struct zl_change *change = zl_document_add(&document, changes);
		snprintf(name[i % 100], sizeof(name[0]), "c%02d", i % 100);
		*change = (struct zl_change){.class_name = name[i % 100], .n = 1};
	}
	assert_int_equal(ZL_OK, zl_emit(&document, &options, &record));
	assert_valid(&record);
	contains(&record, "<normalisation total=\"300\" listed=\"2\" cut=\"true\">\n"
			  "    <class name=\"c00\" count=\"3\"/>\n"
			  "    <class name=\"c01\" count=\"3\"/>\n");
	contains(&record, "    <class name=\"c99\" count=\"3\"/>\n"
			  "    <change class=\"c00\" n=\"1\" offset=\"0\" old=\"\" new=\"\"/>\n"
			  "    <change class=\"c01\" n=\"1\" offset=\"0\" old=\"\" new=\"\"/>\n"
			  "  </normalisation>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
facts_are_in_the_order_of_the_schema(void **state)
{
	static const char *const names[] = {"date", "auditor", "phone", "title", "phone"};
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	make_empty(&document, NULL, 0);
	for (size_t i = 0; i < 5; i++) {
		struct zl_fact *fact = zl_document_add(&document, facts);
		fact->name = names[i];
		fact->text = zl_string(i == 4 ? "2" : "1");
	}
	emit(&document, &record);
	contains(&record, "    <title>1</title>\n    <phone>1</phone>\n    <phone>2</phone>\n"
			  "    <date>1</date>\n    <fact name=\"auditor\">1</fact>\n");
	zl_buffer_free(&record);
	zl_document_free(&document);
}

/* One paragraph in one p, to be spoilt. */
static enum zl_failure
emit_spoilt(const char *text, void (*spoil)(struct zl_document *))
{
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	make_empty(&document, &text, 1);
	add_whole(&document, document.body, ZL_NODE_PARAGRAPH, 1);
	if (spoil != NULL)
		spoil(&document);
	enum zl_failure code = zl_emit(&document, &zl_emit_default, &record);
	assert_int_equal(code, document.error.code);
	zl_buffer_free(&record);
	zl_document_free(&document);
	return code;
}

static void
lose_structure(struct zl_document *document)
{
	document->body = NULL;
}

static void
lose_a_byte(struct zl_document *document)
{
	document->body->first->first->to--;
}

static void
cut_a_character(struct zl_document *document)
{
	document->body->first->first->to = 1;
	zl_node_text(document, document->body->first, 1, 1, 3);
}

static void
point_nowhere(struct zl_document *document)
{
	zl_node_add(document, document->body, ZL_NODE_TABLE)->table = 1;
}

static void
number_nothing(struct zl_document *document)
{
	zl_node_text(document, document->body->first, 2, 0, 0)->computed = true;
}

static void
go_too_deep(struct zl_document *document)
{
	struct zl_node *node = document->body;

	for (int i = 0; i <= ZL_TREE_DEPTH; i++)
		node = zl_node_add(document, node, ZL_NODE_SECTION);
}

static void
fail_before(struct zl_document *document)
{
	zl_document_fail(document, "unpack", ZL_PDF, NULL, 0, 0, "%s", "it is a PDF");
}

static void
what_is_no_document_has_no_record(void **state)
{
	(void)state;
	assert_int_equal(ZL_OK, emit_spoilt("甲", NULL));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("a\x01", NULL));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("a\xEF\xBF\xBF", NULL));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", lose_structure));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", lose_a_byte));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", cut_a_character));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", point_nowhere));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", number_nothing));
	assert_int_equal(ZL_INVALID_DOCUMENT, emit_spoilt("甲", go_too_deep));
	assert_int_equal(ZL_PDF, emit_spoilt("甲", fail_before));
}

static void
failures_say_why(void **state)
{
	struct zl_document document = {0};
	struct zl_buffer failure = {0};

	(void)state;
	make_names(&document);
	zl_document_fail(&document, "unpack", ZL_XML_MALFORMED, "word/a<b>.xml", 7, 3, "no %s",
			 "end tag & more");
	assert_int_equal(ZL_OK, zl_emit_failure(&document, &failure));
	contains(&failure,
		 "<failure xmlns=\"urn:zhengli:record:1\" code=\"xml-malformed\" "
		 "stage=\"unpack\" part=\"word/a&lt;b&gt;.xml\" line=\"7\" n=\"3\">\n"
		 "  <source file=\"2021/整改&lt;&amp;&quot;&gt;.docx\" bytes=\"5000000000\" "
		 "sha256=\"0123456789abcdef");
	contains(&failure, "  <sentence>a part is not well-formed XML</sentence>\n"
			   "  <words>no end tag &amp; more</words>\n"
			   "  <advice>have Word repair the file</advice>\n"
			   "  <translation language=\"zh-CN\">\n"
			   "    <sentence>部件不是格式良好的 XML</sentence>\n"
			   "    <advice>用 Word 修复该文件</advice>\n"
			   "  </translation>\n</failure>\n");
	assert_valid(&failure);
	zl_buffer_free(&failure);
	zl_document_free(&document);
}

static void
every_failure_is_valid(void **state)
{
	(void)state;
	for (int code = ZL_OK + 1; code < ZL_FAILURE_COUNT; code++) {
		struct zl_document document = {0};
		struct zl_buffer failure = {0};
		zl_document_fail(&document, "unpack", (enum zl_failure)code, NULL, 0, 0, "%s", "");
		assert_int_equal(ZL_OK, zl_emit_failure(&document, &failure));
		assert_valid(&failure);
		zl_buffer_free(&failure);
		zl_document_free(&document);
	}
}

/* Replaces one part of the record by another and tells whether it is still valid. */
static bool
valid_with(const struct zl_buffer *record, const char *part, const char *instead, char *words,
	   size_t size)
{
	const char *at = strstr(record->data, part);
	struct zl_buffer changed = {0};

	assert_non_null(at);
	zl_buffer_add(&changed, record->data, (size_t)(at - record->data));
	zl_buffer_text(&changed, instead);
	zl_buffer_text(&changed, at + strlen(part));
	bool valid = zl_record_valid(changed.data, changed.length, words, size);
	zl_buffer_free(&changed);
	return valid;
}

static void
the_schema_refuses(void **state)
{
	static const char *const changes[][2] = {
	    {"zl-0123456789abcdef", "zl-0123456789ABCDEF"},
	    {"sha256=\"0", "sha256=\""},
	    {"status=\"paired\"", "status=\"answered\""},
	    {"kind=\"task\"", "kind=\"problem\""},
	    {"kind=\"task\"", "kind=\"task\" color=\"red\""},
	    {"id=\"f1\"", "id=\"1\""},
	    {"from=\"2024-04-01\"", "from=\"2024-04\""},
	    {"from=\"2024-04-01\"", "from=\"2024-02-30\""},
	    {"<p n=\"3\"/>", "<p/>"},
	    {"<p n=\"3\"/>", "<p n=\"0\"/>"},
	    {"<p n=\"3\"/>", "<q n=\"3\"/>"},
	    {"<p n=\"3\"/>", "<heading n=\"3\"/>"},
	    {"<p n=\"3\"/>", "words"},
	    {"<response>", "words<response>"},
	    {"<losses>", "<losses/><losses>"},
	    {"<body>", "<body xmlns=\"\">"},
	    {"</record>", ""},
	    {"</record>", "</record><record/>"},
	    {"台账", "\xFF"},
	    {"台账", "&none;"},
	};
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	char words[300];

	(void)state;
	make_report(&document);
	emit(&document, &record);
	for (size_t i = 0; i < sizeof(changes) / sizeof(changes[0]); i++) {
		if (valid_with(&record, changes[i][0], changes[i][1], words, sizeof(words)))
			fail_msg("%s for %s is valid", changes[i][1], changes[i][0]);
		if (strncmp(words, "line ", 5) != 0)
			fail_msg("%s: %s", changes[i][1], words);
		assert_null(strchr(words, '\n'));
	}
	assert_valid(&record);
	zl_buffer_free(&record);
	zl_document_free(&document);
}

static void
long_texts_are_valid(void **state)
{
	enum { LENGTH = 12000000 };
	char *text = malloc(LENGTH + 1);
	struct zl_document document = {0};
	struct zl_buffer record = {0};

	(void)state;
	assert_non_null(text);
	for (size_t i = 0; i < LENGTH; i += 3)
		memcpy(text + i, "长", 3);
	text[LENGTH] = '\0';
	make_empty(&document, (const char *const *)&text, 1);
	add_whole(&document, document.body, ZL_NODE_PARAGRAPH, 1);
	struct zl_loss *loss = zl_document_add(&document, losses);
	*loss = (struct zl_loss){.kind = "hidden", .count = 1, .text = {text, LENGTH}};
	emit(&document, &record);
	zl_buffer_free(&record);
	zl_document_free(&document);
	free(text);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(a_report_has_all_its_parts),
	    cmocka_unit_test(random_documents_are_whole_and_valid),
	    cmocka_unit_test(words_over_several_paragraphs_stand_in_p),
	    cmocka_unit_test(findings_may_share_a_paragraph),
	    cmocka_unit_test(residue_joins_the_paragraph_it_is_in),
	    cmocka_unit_test(automatic_numbers_are_never_lost),
	    cmocka_unit_test(notes_are_grouped),
	    cmocka_unit_test(notes_never_tear_a_paragraph_apart),
	    cmocka_unit_test(changes_are_cut_and_counted),
	    cmocka_unit_test(facts_are_in_the_order_of_the_schema),
	    cmocka_unit_test(what_is_no_document_has_no_record),
	    cmocka_unit_test(failures_say_why),
	    cmocka_unit_test(every_failure_is_valid),
	    cmocka_unit_test(the_schema_refuses),
	    cmocka_unit_test(long_texts_are_valid),
	};
	return cmocka_run_group_tests(tests, NULL, tear_down);
}
