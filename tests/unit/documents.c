/* documents.c */
#include "documents.h"

#include <assert.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

uint32_t
add_paragraph(struct zl_document *document, const char *text)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);

	assert(paragraph != NULL);
	paragraph->text = zl_string(text);
	paragraph->outline = -1;
	return (uint32_t)document->paragraphs.count;
}

struct zl_node *
add_whole(struct zl_document *document, struct zl_node *parent, enum zl_node_kind kind, uint32_t n)
{
	struct zl_node *node = zl_node_add(document, parent, kind);

	zl_node_text(document, node, n, 0, document->paragraphs.items[n - 1].text.length);
	return node;
}

struct zl_node *
add_words(struct zl_document *document, struct zl_node *parent, enum zl_node_kind kind, uint32_t n,
	  size_t *at, const char *words)
{
	struct zl_string text = document->paragraphs.items[n - 1].text;
	size_t length = strlen(words);

	assert(*at + length <= text.length && memcmp(text.data + *at, words, length) == 0);
	if (kind != ZL_NODE_TEXT)
		parent = zl_node_add(document, parent, kind);
	struct zl_node *piece = zl_node_text(document, parent, n, *at, *at + length);
	*at += length;
	return kind == ZL_NODE_TEXT ? piece : parent;
}

void
make_names(struct zl_document *document)
{
	document->source = (struct zl_source){
	    .file = zl_string("2021/整改<&\">.docx"),
	    .format = zl_string("docx"),
	    .bytes = UINT64_C(5000000000),
	    .sha256 = "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
	};
	document->rules = (struct zl_rules_used){
	    .family = zl_string("rectification"),
	    .version = zl_string("1.0"),
	    .sha256 = "fedcba9876543210fedcba9876543210fedcba9876543210fedcba9876543210",
	};
	assert_true(zl_document_setting(document, "unpack", "depth=256"));
	assert_true(zl_document_setting(document, "normalise", "default"));
	struct zl_property *property = zl_document_add(document, properties);
	*property = (struct zl_property){zl_string("title"), zl_string("通报\t\"第二\"稿\r\n")};
	property = zl_document_add(document, properties);
	*property = (struct zl_property){zl_string("creator"), zl_string("C:\\u{42}\\x\x01")};
}

static void
make_number(struct zl_document *document, uint32_t n)
{
	struct zl_number *number = zl_arena_zero(&document->arena, 1, sizeof(*number));

	*number = (struct zl_number){.text = zl_string("（二）"),
				     .format = zl_string("chineseCounting"),
				     .list = 7,
				     .level = 1,
				     .values = {3, 2}};
	document->paragraphs.items[n - 1].number = number;
}

static void
make_lists(struct zl_document *document)
{
	struct zl_ruby *ruby = zl_document_add(document, rubies);
	*ruby = (struct zl_ruby){2, 3, 6, zl_string("zhěnggǎi")};
	struct zl_change *change = zl_document_add(document, changes);
	*change = (struct zl_change){"control", 2, 3, zl_string("\x0B\\u{B}"), {0}};
	change = zl_document_add(document, changes);
	*change = (struct zl_change){"white-space", 4, 0, zl_string("\t\n "), zl_string(" ")};
	struct zl_loss *loss = zl_document_add(document, losses);
	*loss = (struct zl_loss){"picture", 4, 6, 2, zl_string("印章")};
	loss = zl_document_add(document, losses);
	*loss = (struct zl_loss){"macro", 0, 0, 1, {0}};
	zl_document_warn(document, "broken-part", 0, "word/%s", "comments.xml");
	zl_document_flag(document, "close-reading", 4, "a <finding> or a §");
	zl_document_flag(document, "orphan", 5, "第3项");
	struct zl_fact *fact = zl_document_add(document, facts);
	*fact = (struct zl_fact){.name = "period",
				 .n = 2,
				 .text = zl_string("4月1日至6月28日"),
				 .from = zl_string("2024-04-01"),
				 .to = zl_string("2024-06-28")};
	fact = zl_document_add(document, facts);
	*fact = (struct zl_fact){.name = "title",
				 .n = 1,
				 .text = zl_string("整改通报"),
				 .date = zl_string("2024-04-01")};
}

static void
make_note(struct zl_document *document, enum zl_story story, uint32_t anchor, size_t offset,
	  const char *id)
{
	struct zl_note *note = zl_document_add(document, notes);

	*note =
	    (struct zl_note){.story = story, .n = anchor, .offset = offset, .id = zl_string(id)};
}

/* The table of paragraph 6 and 7, and in its second cell the table of paragraph 8. */
static void
make_tables(struct zl_document *document)
{
	struct zl_table *table = zl_document_add(document, tables);
	*table = (struct zl_table){.rows = 1, .columns = 3};
	table = zl_document_add(document, tables);
	*table = (struct zl_table){
	    .parent = 1, .parent_row = 1, .parent_column = 2, .rows = 1, .columns = 1};
	for (uint32_t i = 0; i < 3; i++) {
		struct zl_paragraph *cell = &document->paragraphs.items[5 + i];
		cell->table = i < 2 ? 1 : 2;
		cell->row = 1;
		cell->column = i < 2 ? i + 1 : 1;
		cell->row_span = 1;
		cell->column_span = i == 1 ? 2 : 1;
	}
}

static void
make_paragraphs(struct zl_document *document)
{
	add_paragraph(document, "青石县粮储局整改通报");
	add_paragraph(document, "二、整改\tA&B <落实>\r\n情况]]>");
	add_paragraph(document, "");
	add_paragraph(document, "关于“台账缺失”问题（责任单位：甲办）");
	add_paragraph(document, "整改情况：一是补齐\\u{5C}。二是复核😀。");
	add_paragraph(document, "序号");
	add_paragraph(document, "备注");
	add_paragraph(document, "内");
	add_paragraph(document, "见附件");
	add_paragraph(document, "页眉");
	struct zl_paragraph *items = document->paragraphs.items;
	items[1].style = zl_string("标题 1");
	items[1].part = zl_string("word/document.xml");
	items[1].para_id = 0x0A0B0C0D;
	items[1].outline = 0;
	items[1].flags = ZL_PARAGRAPH_BOLD | ZL_PARAGRAPH_PAGE_BREAK;
	items[0].flags = ZL_PARAGRAPH_CENTRED;
	items[8].story = ZL_STORY_COMMENT;
	items[8].note = 1;
	items[9].story = ZL_STORY_HEADER;
	items[9].note = 2;
	make_note(document, ZL_STORY_COMMENT, 5, 15, "3");
	make_note(document, ZL_STORY_HEADER, 0, 0, "word/header1.xml");
	document->notes.items[0].author = zl_string("审核人");
	document->notes.items[0].date = zl_string("2024-04-01T09:00:00Z");
	make_number(document, 4);
}

static void
make_finding(struct zl_document *document, struct zl_node *section)
{
	struct zl_node *finding = zl_node_add(document, section, ZL_NODE_FINDING);
	size_t at = 0;

	finding->finding_kind = ZL_FINDING_TASK;
	finding->status = ZL_STATUS_PAIRED;
	struct zl_node *problem = zl_node_add(document, finding, ZL_NODE_PROBLEM);
	problem->rule = "problem-about";
	struct zl_node *number = zl_node_add(document, problem, ZL_NODE_NUMBER);
	zl_node_text(document, number, 4, 0, 0)->computed = true;
	add_words(document, problem, ZL_NODE_MARKER, 4, &at, "关于“");
	add_words(document, problem, ZL_NODE_STATEMENT, 4, &at, "台账缺失");
	add_words(document, problem, ZL_NODE_MARKER, 4, &at, "”问题");
	add_words(document, problem, ZL_NODE_ATTRIBUTE, 4, &at, "（责任单位：甲办）")->name =
	    "responsible-unit";
	struct zl_node *response = zl_node_add(document, finding, ZL_NODE_RESPONSE);
	at = 0;
	add_words(document, response, ZL_NODE_LABEL, 5, &at, "整改情况：");
	struct zl_node *measure = zl_node_add(document, response, ZL_NODE_MEASURE);
	measure->ordinal = 1;
	add_words(document, measure, ZL_NODE_MARKER, 5, &at, "一是");
	add_words(document, measure, ZL_NODE_TEXT, 5, &at, "补齐\\u{5C}。");
	measure = zl_node_add(document, response, ZL_NODE_MEASURE);
	measure->ordinal = 2;
	add_words(document, measure, ZL_NODE_MARKER, 5, &at, "二是");
	add_words(document, measure, ZL_NODE_TEXT, 5, &at, "复核😀。");
}

static struct zl_node *
make_cell(struct zl_document *document, struct zl_node *row, int64_t column, uint32_t n)
{
	struct zl_node *cell = zl_node_add(document, row, ZL_NODE_CELL);

	cell->ordinal = column;
	add_whole(document, cell, ZL_NODE_PARAGRAPH, n);
	return cell;
}

static struct zl_node *
make_table(struct zl_document *document, struct zl_node *parent, uint32_t table)
{
	struct zl_node *node = zl_node_add(document, parent, ZL_NODE_TABLE);

	node->table = table;
	node = zl_node_add(document, node, ZL_NODE_ROW);
	node->ordinal = 1;
	return node;
}

void
make_report(struct zl_document *document)
{
	make_names(document);
	make_paragraphs(document);
	make_tables(document);
	make_lists(document);
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	add_whole(document, document->body, ZL_NODE_PARAGRAPH, 1);
	struct zl_node *section = zl_node_add(document, document->body, ZL_NODE_SECTION);
	section->level = 1;
	section->ordinal = 2;
	struct zl_node *heading = zl_node_add(document, section, ZL_NODE_HEADING);
	size_t at = 0;
	add_words(document, heading, ZL_NODE_NUMBER, 2, &at, "二、");
	add_words(document, heading, ZL_NODE_TEXT, 2, &at, "整改\tA&B <落实>\r\n情况]]>");
	add_whole(document, section, ZL_NODE_PARAGRAPH, 3);
	make_finding(document, section);
	struct zl_node *row = make_table(document, section, 1);
	make_cell(document, row, 1, 6);
	struct zl_node *cell = make_cell(document, row, 2, 7);
	make_cell(document, make_table(document, cell, 2), 1, 8);
	document->aside = zl_node_add(document, NULL, ZL_NODE_NOTES);
	add_whole(document, document->aside, ZL_NODE_PARAGRAPH, 9);
	add_whole(document, document->aside, ZL_NODE_RESIDUE, 10);
}

/* Numbers that are the same everywhere: a linear congruential generator. */
static unsigned
draw(unsigned *seed, unsigned below)
{
	*seed = *seed * 1103515245U + 12345U;
	return (*seed >> 16) % below;
}

/* Any characters, those that XML does not have among them when wild. */
static struct zl_string
random_text(struct zl_document *document, unsigned *seed, unsigned most, bool wild)
{
	static const char *const tame[] = {"问", "题", "a",  "<",   "&",  "\r", "\n", "\t",
					   " ",	 "\\", "u{", "]]>", "\"", "，", "😀",  "\xC2\x85"};
	static const char *const all[] = {"\x01", "\x1F", "\xEF\xBF\xBE", "\xEF\xBF\xBF", "\\u{B}"};
	char text[4096];
	size_t length = 0;
	struct zl_string out;

	for (unsigned i = draw(seed, most + 1); i > 0 && length < sizeof(text) - 8; i--) {
		const char *piece =
		    wild && draw(seed, 4) == 0 ? all[draw(seed, 5)] : tame[draw(seed, 16)];
		memcpy(text + length, piece, strlen(piece));
		length += strlen(piece);
	}
	assert_true(zl_document_copy(document, text, length, &out));
	return out;
}

/* The next character's end in text. */
static size_t
character_end(struct zl_string text, size_t at)
{
	do
		at++;
	while (at < text.length && ((unsigned char)text.data[at] & 0xC0) == 0x80);
	return at;
}

/* Paragraph n cut at random places, in one element of kind. */
static void
random_pieces(struct zl_document *document, unsigned *seed, struct zl_node *parent, uint32_t n)
{
	static const enum zl_node_kind kinds[] = {ZL_NODE_NUMBER, ZL_NODE_MARKER, ZL_NODE_LABEL,
						  ZL_NODE_STATEMENT, ZL_NODE_DETAIL};
	struct zl_string text = document->paragraphs.items[n - 1].text;
	size_t from = 0;

	do {
		size_t to = from;
		for (unsigned steps = draw(seed, 300); steps > 0 && to < text.length; steps--)
			to = character_end(text, to);
		if (to == from && text.length > from)
			to = character_end(text, to);
		struct zl_node *in = draw(seed, 2) == 0
					 ? parent
					 : zl_node_add(document, parent, kinds[draw(seed, 5)]);
		zl_node_text(document, in, n, from, to);
		from = to;
	} while (from < text.length);
}

static void
random_lists(struct zl_document *document, unsigned *seed)
{
	uint32_t count = (uint32_t)document->paragraphs.count;

	for (unsigned i = draw(seed, 8); i > 0; i--) {
		uint32_t n = draw(seed, count) + 1;
		struct zl_change *change = zl_document_add(document, changes);
		*change = (struct zl_change){.class_name = draw(seed, 2) ? "one" : "two",
					     .n = n,
					     .old = random_text(document, seed, 5, true),
					     .new_text = random_text(document, seed, 5, true)};
		change->offset = document->paragraphs.items[n - 1].text.length;
	}
}

void
make_random(struct zl_document *document, unsigned seed)
{
	static const enum zl_node_kind kinds[] = {ZL_NODE_PARAGRAPH, ZL_NODE_RESIDUE,
						  ZL_NODE_RECOMMENDATION, ZL_NODE_ATTRIBUTE};

	make_names(document);
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	document->aside = zl_node_add(document, NULL, ZL_NODE_NOTES);
	struct zl_node *holder = document->body;
	for (unsigned i = draw(&seed, 20) + 1; i > 0; i--) {
		struct zl_string text = random_text(document, &seed, 1500, false);
		add_paragraph(document, "");
		document->paragraphs.items[document->paragraphs.count - 1].text = text;
	}
	for (uint32_t n = 1; n <= document->paragraphs.count; n++) {
		if (draw(&seed, 3) == 0)
			holder = zl_node_add(document, document->body, ZL_NODE_SECTION);
		if (holder != document->body)
			holder->level = 1;
		struct zl_node *node = zl_node_add(document, holder, kinds[draw(&seed, 4)]);
		if (node->kind == ZL_NODE_ATTRIBUTE)
			node->name = "state";
		random_pieces(document, &seed, node, n);
	}
	random_lists(document, &seed);
}

#define SAME(condition)                                                                            \
	do {                                                                                       \
		if (!(condition))                                                                  \
			return #condition;                                                         \
	} while (0)
#define SAME_STRING(field) SAME(zl_string_equal(a->field, b->field))
#define SAME_TEXT(field)   SAME(strcmp(a->field ? a->field : "", b->field ? b->field : "") == 0)

static const char *
number_difference(const struct zl_number *a, const struct zl_number *b)
{
	SAME((a == NULL) == (b == NULL));
	if (a == NULL)
		return NULL;
	SAME_STRING(text);
	SAME_STRING(format);
	SAME(a->list == b->list && a->level == b->level && a->bullet == b->bullet);
	SAME(memcmp(a->values, b->values, sizeof(a->values)) == 0);
	return NULL;
}

static const char *
paragraph_difference(const struct zl_paragraph *a, const struct zl_paragraph *b)
{
	SAME_STRING(text);
	SAME_STRING(style);
	SAME_STRING(part);
	SAME(a->para_id == b->para_id && a->note == b->note && a->table == b->table);
	SAME(a->row == b->row && a->column == b->column);
	SAME(a->row_span == b->row_span && a->column_span == b->column_span);
	SAME(a->story == b->story && a->outline == b->outline && a->flags == b->flags);
	return number_difference(a->number, b->number);
}

static const char *
note_difference(const struct zl_note *a, const struct zl_note *b)
{
	SAME(a->story == b->story && a->n == b->n && a->offset == b->offset);
	SAME_STRING(id);
	SAME_STRING(author);
	SAME_STRING(date);
	return NULL;
}

static const char *
ruby_difference(const struct zl_ruby *a, const struct zl_ruby *b)
{
	SAME(a->n == b->n && a->offset == b->offset && a->length == b->length);
	SAME_STRING(text);
	return NULL;
}

static const char *
change_difference(const struct zl_change *a, const struct zl_change *b)
{
	SAME_TEXT(class_name);
	SAME(a->n == b->n && a->offset == b->offset);
	SAME_STRING(old);
	SAME_STRING(new_text);
	return NULL;
}

static const char *
loss_difference(const struct zl_loss *a, const struct zl_loss *b)
{
	SAME_TEXT(kind);
	SAME(a->n == b->n && a->offset == b->offset && a->count == b->count);
	SAME_STRING(text);
	return NULL;
}

static const char *
remark_difference(const struct zl_remark *a, const struct zl_remark *b)
{
	SAME_TEXT(code);
	SAME(a->n == b->n);
	SAME_STRING(message);
	return NULL;
}

static const char *
property_difference(const struct zl_property *a, const struct zl_property *b)
{
	SAME_STRING(name);
	SAME_STRING(value);
	return NULL;
}

static const char *
fact_difference(const struct zl_fact *a, const struct zl_fact *b)
{
	SAME_TEXT(name);
	SAME(a->n == b->n);
	SAME_STRING(text);
	SAME_STRING(date);
	SAME_STRING(from);
	SAME_STRING(to);
	return NULL;
}

static const char *
table_difference(const struct zl_table *a, const struct zl_table *b)
{
	SAME(memcmp(a, b, sizeof(*a)) == 0);
	return NULL;
}

static const char *
node_difference(const struct zl_node *a, const struct zl_node *b)
{
	SAME(a->kind == b->kind);
	SAME_TEXT(rule);
	SAME((a->first == NULL) == (b->first == NULL) && (a->next == NULL) == (b->next == NULL));
	switch (a->kind) {
	case ZL_NODE_TEXT:
		SAME(a->n == b->n && a->computed == b->computed);
		SAME(a->from == b->from && a->to == b->to);
		break;
	case ZL_NODE_FINDING:
		SAME(a->finding_kind == b->finding_kind && a->status == b->status);
		break;
	case ZL_NODE_ATTRIBUTE:
		SAME_TEXT(name);
		break;
	case ZL_NODE_TABLE:
		SAME(a->table == b->table);
		break;
	case ZL_NODE_SECTION:
		SAME(a->level == b->level && a->ordinal == b->ordinal);
		break;
	case ZL_NODE_MEASURE:
	case ZL_NODE_ROW:
	case ZL_NODE_CELL:
		SAME(a->ordinal == b->ordinal);
		break;
	default:
		break;
	}
	return NULL;
}

static const char *
tree_difference(const struct zl_node *root, const struct zl_node *other)
{
	const struct zl_node *a = root, *b = other;

	SAME((a == NULL) == (b == NULL));
	while (a != NULL) {
		const char *difference = node_difference(a, b);
		if (difference != NULL)
			return difference;
		a = zl_node_next(root, a);
		b = zl_node_next(other, b);
	}
	return NULL;
}

static const char *
source_difference(const struct zl_document *a, const struct zl_document *b)
{
	SAME_STRING(source.file);
	SAME_STRING(source.format);
	SAME(a->source.bytes == b->source.bytes);
	SAME_TEXT(source.sha256);
	SAME_STRING(rules.family);
	SAME_STRING(rules.version);
	SAME_TEXT(rules.sha256);
	SAME(a->error.code == b->error.code);
	SAME_TEXT(error.stage);
	SAME_STRING(error.part);
	SAME(a->error.line == b->error.line && a->error.n == b->error.n);
	SAME_STRING(error.message);
	return NULL;
}

#define SAME_ITEMS(vector, difference_of)                                                          \
	do {                                                                                       \
		SAME(a->vector.count == b->vector.count);                                          \
		for (size_t i = 0; i < a->vector.count; i++) {                                     \
			const char *item_difference =                                              \
			    difference_of(&a->vector.items[i], &b->vector.items[i]);               \
			if (item_difference != NULL)                                               \
				return item_difference;                                            \
		}                                                                                  \
	} while (0)

const char *
document_difference(const struct zl_document *a, const struct zl_document *b)
{
	const char *difference = source_difference(a, b);

	if (difference != NULL)
		return difference;
	SAME_ITEMS(paragraphs, paragraph_difference);
	SAME_ITEMS(tables, table_difference);
	SAME_ITEMS(notes, note_difference);
	SAME_ITEMS(rubies, ruby_difference);
	SAME_ITEMS(changes, change_difference);
	SAME_ITEMS(losses, loss_difference);
	SAME_ITEMS(warnings, remark_difference);
	SAME_ITEMS(flags, remark_difference);
	SAME_ITEMS(properties, property_difference);
	SAME_ITEMS(settings, property_difference);
	SAME_ITEMS(facts, fact_difference);
	difference = tree_difference(a->body, b->body);
	return difference != NULL ? difference : tree_difference(a->aside, b->aside);
}
