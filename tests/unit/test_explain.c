/* test_explain.c: how a document was read, as people see it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "documents.h"
#include "pipeline/commands/explain_print.h"

/* What is printed; the caller frees it. */
static char *
print(const struct zl_document *document, const struct zl_explanation *explanation, bool colour)
{
	static char *text; /* static, as gcc 12 takes what the stream puts there for a local */
	static size_t length;
	FILE *stream = open_memstream(&text, &length);

	assert_non_null(stream);
	assert_true(zl_explain_print(stream, document, explanation, colour, true));
	assert_int_equal(fclose(stream), 0);
	return text;
}

/* 1. 关于“台账不全”问题（已完成） with its answer below, and a doubt about it. */
static void
make_finding(struct zl_document *document)
{
	struct zl_node *section, *finding, *part;
	size_t at = 0;
	uint32_t n;

	*document = (struct zl_document){0};
	document->rules.family = zl_string("rectification");
	document->rules.version = zl_string("7");
	document->body = zl_node_add(document, NULL, ZL_NODE_BODY);
	section = zl_node_add(document, document->body, ZL_NODE_SECTION);
	section->level = 1;
	n = add_paragraph(document, "整改情况");
	part = add_whole(document, section, ZL_NODE_HEADING, n);
	part->rule = "answered";
	n = add_paragraph(document, "1.关于“台账不全”问题");
	finding = zl_node_add(document, section, ZL_NODE_FINDING);
	finding->finding_kind = ZL_FINDING_ISSUE;
	finding->status = ZL_STATUS_PAIRED;
	part = zl_node_add(document, finding, ZL_NODE_PROBLEM);
	part->rule = "about-quoted";
	add_words(document, part, ZL_NODE_NUMBER, n, &at, "1.")->rule = "decimal-dot";
	add_words(document, part, ZL_NODE_MARKER, n, &at, "关于“");
	add_words(document, part, ZL_NODE_STATEMENT, n, &at, "台账不全");
	add_words(document, part, ZL_NODE_MARKER, n, &at, "”问题");
	zl_document_flag(document, "close-reading", n, "read as a finding, or a section");
	n = add_paragraph(document, "整改情况：已补登。");
	at = 0;
	part = zl_node_add(document, finding, ZL_NODE_RESPONSE);
	part = zl_node_add(document, part, ZL_NODE_PARAGRAPH);
	add_words(document, part, ZL_NODE_LABEL, n, &at, "整改情况：")->rule = "answer-label";
	add_words(document, part, ZL_NODE_TEXT, n, &at, "已补登。");
}

static void
pieces_rules_and_doubts_are_shown(void **state)
{
	struct zl_document document;
	char *text;

	(void)state;
	make_finding(&document);
	text = print(&document, NULL, false);
	assert_string_equal(text, "Read by rules rectification, version 7\n\n"
				  "    1 section of level 1 › heading ‹answered›\n"
				  "        text       整改情况\n"
				  "    2 finding (issue, paired) › problem ‹about-quoted›\n"
				  "        number     1.  ‹decimal-dot›\n"
				  "        marker     关于“\n"
				  "        statement  台账不全\n"
				  "        marker     ”问题\n"
				  "      ? close-reading: read as a finding, or a section\n"
				  "    3 finding (issue, paired) › response › p\n"
				  "        label      整改情况：  ‹answer-label›\n"
				  "        text       已补登。\n"
				  "\nFacts about the report\n");
	free(text);
	zl_document_free(&document);
}

static void
reasons_stand_under_the_paragraph(void **state)
{
	struct zl_explained lines[] = {
	    {.n = 1, .what = "section", .level = 1, .score = 9, .area = "answers"},
	    {.n = 2,
	     .what = "finding",
	     .level = 2,
	     .score = 7,
	     .other = "section",
	     .other_score = 6,
	     .close = true,
	     .rule = "about-quoted",
	     .number = "decimal-dot"},
	    {.n = 3, .what = "text", .label = "answer-label"},
	};
	struct zl_explanation explanation = {.lines = {.items = lines, .count = 3, .capacity = 3}};
	struct zl_document document;
	char *text;

	(void)state;
	make_finding(&document);
	text = print(&document, &explanation, false);
	assert_non_null(
	    strstr(text, "整改情况\n      = section (9), headings promise answers\n    2 "));
	assert_non_null(strstr(text,
			       "”问题\n      = finding (7), close, else section (6), by "
			       "‹about-quoted›, number ‹decimal-dot›\n      ? close-reading"));
	assert_non_null(strstr(text, "已补登。\n\nFacts"));
	free(text);
	zl_document_free(&document);
}

static void
colour_is_only_added(void **state)
{
	struct zl_document document;
	char *plain, *coloured, *to;

	(void)state;
	make_finding(&document);
	plain = print(&document, NULL, false);
	coloured = print(&document, NULL, true);
	assert_non_null(strstr(coloured, "\033[31m台账不全\033[0m"));
	to = coloured;
	for (const char *from = coloured; *from != '\0';) {
		if (*from == '\033')
			from = strchr(from, 'm') + 1;
		else
			*to++ = *from++;
	}
	*to = '\0';
	assert_string_equal(plain, coloured);
	free(plain);
	free(coloured);
	zl_document_free(&document);
}

static void
text_cannot_talk_to_the_terminal(void **state)
{
	struct zl_document document = {0};
	char *text;

	(void)state;
	document.body = zl_node_add(&document, NULL, ZL_NODE_BODY);
	add_whole(&document, document.body, ZL_NODE_PARAGRAPH,
		  add_paragraph(&document, "红\033[31m\n\u202e字\xC2\x9B"
					   "2J"));
	text = print(&document, NULL, false);
	assert_null(strchr(text, '\033'));
	assert_null(strstr(text, "\u202e"));
	assert_null(strstr(text, "\xC2\x9B"
				 ""));
	assert_non_null(strstr(text, "红 [31m  字 2J\n"));
	free(text);
	zl_document_free(&document);
}

static void
long_texts_and_deep_trees_are_cut(void **state)
{
	struct zl_document document = {0};
	struct zl_node *node;
	char *text, *line;
	uint32_t n;

	(void)state;
	n = add_paragraph(&document,
			  "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六"
			  "七八九十一二三四五六七八九十");
	node = document.body = zl_node_add(&document, NULL, ZL_NODE_BODY);
	for (int i = 0; i < 50000; i++)
		node = zl_node_add(&document, node, ZL_NODE_FINDING);
	add_whole(&document, node, ZL_NODE_PARAGRAPH, n);
	text = print(&document, NULL, false);
	line = strstr(text, "    1 › › › ");
	assert_non_null(line);
	assert_true(strlen(line) < 500);
	assert_non_null(strstr(text, "二…\n"));
	free(text);
	zl_document_free(&document);
}

/* Every paragraph of a document in which everything occurs is there, in order. */
static void
every_paragraph_is_shown(void **state)
{
	(void)state;
	for (unsigned seed = 0; seed < 50; seed++) {
		struct zl_document document = {0};
		char *text;
		make_random(&document, seed);
		text = print(&document, NULL, seed % 2 == 0);
		for (size_t n = 1; n <= document.paragraphs.count; n++) {
			char begin[32];
			snprintf(begin, sizeof(begin), seed % 2 == 0 ? "\033[1m%5zu" : "\n%5zu ",
				 n);
			if (strstr(text, begin) == NULL)
				fail_msg("seed %u: paragraph %zu is missing", seed, n);
		}
		free(text);
		zl_document_free(&document);
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(pieces_rules_and_doubts_are_shown),
	    cmocka_unit_test(reasons_stand_under_the_paragraph),
	    cmocka_unit_test(colour_is_only_added),
	    cmocka_unit_test(text_cannot_talk_to_the_terminal),
	    cmocka_unit_test(long_texts_and_deep_trees_are_cut),
	    cmocka_unit_test(every_paragraph_is_shown),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
