/*
 * grow.c: grow [--check] [--every N] [--from N] [--list]: which repeated texts make time grow
 * faster than their length.
 *
 * Reports are made of one unit many times: a word of the genre, two of them, or a piece of markup;
 * all in one paragraph, a paragraph each, or a table cell each. Each goes through the four stages
 * with n units and with 4 n; linear time makes that 4 times as long. Units that take more than
 * 4.6 times are measured again, more often, and listed if they still do.
 * --every N measures each Nth unit only, --from N begins with the Nth; --list names the units.
 * --check: exit 1 when one is over.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "clock.h"
#include "document/document.h"
#include "emit/emit.h"
#include "extract/extract.h"
#include "extract/rules/family_set.h"
#include "normalise/normalise.h"
#include "unpack/unpack.h"

enum { UNITS = 8000, TIMES = 4, AGAIN = 5 };

static const double most_growth = 4.6, least_seconds = 0.02;

/* Words that rules look for, numbers, signs, and texts that are none of these. */
static const char *const words[] = {
    "7",
    "（",
    "）",
    "“",
    "”",
    "、",
    "。",
    "：",
    "；",
    "，",
    "—",
    "…",
    " ",
    "　",
    "一、",
    "（一）",
    "1.",
    "1、",
    "（1）",
    "①",
    "3.2",
    "一是",
    "第一，",
    "首先，",
    "问题1：",
    "关于",
    "针对",
    "问题",
    "的问题",
    "整改情况：",
    "整改措施",
    "存在",
    "不到位",
    "已完成整改",
    "责任单位：",
    "2023年5月",
    "——",
    "●",
    "|",
    "目录",
    "……3",
    "县委巡察组",
    "王",
    "a",
    "Ab ",
    "《",
    "》",
    "〔2020〕5号",
    "主要问题是：",
    "一是制度不健全。",
    "1.履职不够。",
    "0795-1234567",
    "a@b.cn ",
    "第1页",
};

/* Markup within a paragraph (t) or within the body (b). */
static const struct {
	char in;
	const char *text;
} markup[] = {
    {'t', "<w:ins w:id=\"1\" w:author=\"a\"><w:r><w:t>改</w:t></w:r></w:ins>"},
    {'t', "<w:del w:id=\"1\" w:author=\"a\"><w:r><w:delText>改</w:delText></w:r></w:del>"},
    {'t', "<w:r><w:t>　</w:t></w:r>"},
    {'t', "<w:r><w:t xml:space=\"preserve\"> a </w:t></w:r>"},
    {'t', "<w:r><w:br/></w:r>"},
    {'t', "<w:r><w:tab/></w:r>"},
    {'t', "<w:r><w:rPr><w:vanish/></w:rPr><w:t>改</w:t></w:r>"},
    {'t', "<w:r><w:sym w:font=\"Wingdings\" w:char=\"F0FC\"/></w:r>"},
    {'t', "<w:bookmarkStart w:id=\"1\" w:name=\"a\"/><w:r><w:t>改</w:t></w:r>"},
    {'t',
     "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r><w:r><w:instrText>PAGE</w:instrText></w:r>"
     "<w:r><w:fldChar w:fldCharType=\"separate\"/></w:r><w:r><w:t>1</w:t></w:r>"
     "<w:r><w:fldChar w:fldCharType=\"end\"/></w:r>"},
    {'t', "<w:r><w:fldChar w:fldCharType=\"begin\"/></w:r>"},
    {'t', "<w:r><w:ruby><w:rt><w:r><w:t>guan</w:t></w:r></w:rt><w:rubyBase><w:r><w:t>关</w:t></w:r>"
	  "</w:rubyBase></w:ruby></w:r>"},
    {'t', "<w:smartTag><w:r><w:t>改</w:t></w:r></w:smartTag>"},
    {'b', "<w:p><w:pPr><w:jc w:val=\"center\"/></w:pPr><w:r><w:t>整改报告</w:t></w:r></w:p>"},
    {'b', "<w:p><w:r><w:t>一、整改情况………………12</w:t></w:r></w:p>"},
    {'b', "<w:p><w:r><w:t>仓库堆放杂乱，消防通道被占用，巡查记录不全，值守人员</w:t></w:r></w:p>"},
    {'b', "<w:p><w:pPr><w:numPr><w:ilvl w:val=\"0\"/><w:numId w:val=\"1\"/></w:numPr></w:pPr>"
	  "<w:r><w:t>改</w:t></w:r></w:p>"},
    {'b', "<w:p/>"},
    {'b', "<w:tbl><w:tr><w:tc><w:p><w:r><w:t>问题</w:t></w:r></w:p></w:tc><w:tc><w:p><w:r><w:t>"
	  "整改情况</w:t></w:r></w:p></w:tc></w:tr></w:tbl>"},
    {'b', "<w:p><w:r><w:t>问题：巡查不到位</w:t></w:r></w:p><w:p><w:r><w:t>整改情况：已整改</w:t></"
	  "w:r></w:p>"},
    {'b', "<w:p><w:r><w:t>（一）关于台账不全的问题</w:t></w:r></w:p>"},
    {'b', "<w:sdt><w:sdtContent><w:p><w:r><w:t>改</w:t></w:r></w:p></w:sdtContent></w:sdt>"},
};

enum {
	WORDS = sizeof(words) / sizeof(words[0]),
	MARKUP = sizeof(markup) / sizeof(markup[0]),
	SHAPES = 3, /* one paragraph, paragraphs, cells */
	PAIRS = WORDS * (WORDS + 1),
	ALL = PAIRS * SHAPES + MARKUP
};

/* What is repeated, between what, in what. */
struct unit {
	char name[160], text[512];
	const char *before, *after; /* of all units */
};

#define PARAGRAPH(text) "<w:p><w:r><w:t xml:space=\"preserve\">" text "</w:t></w:r></w:p>"

static void
make_unit(size_t number, struct unit *unit)
{
	static const char *const shapes[SHAPES] = {"one paragraph", "paragraphs", "cells"};

	*unit = (struct unit){.before = "", .after = ""};
	if (number >= PAIRS * SHAPES) {
		size_t i = number - PAIRS * SHAPES;
		snprintf(unit->name, sizeof(unit->name), "%.60s...", markup[i].text);
		snprintf(unit->text, sizeof(unit->text), "%s", markup[i].text);
		unit->before = markup[i].in == 't' ? "<w:p>" : "";
		unit->after = markup[i].in == 't' ? "</w:p>" : "";
		return;
	}
	size_t shape = number % SHAPES, pair = number / SHAPES;
	const char *first = words[pair / (WORDS + 1)];
	const char *second = pair % (WORDS + 1) == WORDS ? "" : words[pair % (WORDS + 1)];
	snprintf(unit->name, sizeof(unit->name), "%s%s, %s", first, second, shapes[shape]);
	if (shape == 0) {
		snprintf(unit->text, sizeof(unit->text), "%s%s", first, second);
		unit->before = "<w:p><w:r><w:t xml:space=\"preserve\">";
		unit->after = "</w:t></w:r></w:p>";
	} else if (shape == 1) {
		snprintf(unit->text, sizeof(unit->text), PARAGRAPH("%s%s"), first, second);
	} else {
		snprintf(unit->text, sizeof(unit->text),
			 "<w:tr><w:tc>" PARAGRAPH("%s%s") "</w:tc></w:tr>", first, second);
		unit->before = "<w:tbl>";
		unit->after = "</w:tbl>";
	}
}

/* A flat OPC file (ECMA-376-2, annex on flat packages as Word writes them) of count units. */
static void
make_source(const struct unit *unit, size_t count, struct zl_buffer *out)
{
	zl_buffer_clear(out);
	zl_buffer_text(
	    out,
	    "<?xml version=\"1.0\"?>"
	    "<pkg:package xmlns:pkg=\"http://schemas.microsoft.com/office/2006/xmlPackage\">"
	    "<pkg:part pkg:name=\"/_rels/.rels\" pkg:contentType=\""
	    "application/vnd.openxmlformats-package.relationships+xml\"><pkg:xmlData>"
	    "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
	    "<Relationship Id=\"rId1\" "
	    "Type=\"http://schemas.openxmlformats.org/officeDocument/2006/"
	    "relationships/officeDocument\" Target=\"word/document.xml\"/></Relationships>"
	    "</pkg:xmlData></pkg:part>"
	    "<pkg:part pkg:name=\"/word/document.xml\" pkg:contentType=\"application/"
	    "vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml\"><pkg:xmlData>"
	    "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
	    "<w:body>");
	zl_buffer_text(out, unit->before);
	for (size_t i = 0; i < count; i++)
		zl_buffer_text(out, unit->text);
	zl_buffer_text(out, unit->after);
	zl_buffer_text(out, "</w:body></w:document></pkg:xmlData></pkg:part></pkg:package>");
}

/* CPU seconds that count units take through the line; what fails by a limit counts as well. */
static double
take(const struct zl_rules *rules, const struct unit *unit, size_t count, struct zl_buffer *source,
     struct zl_buffer *record)
{
	struct zl_document document = {0};
	struct zl_unpack_limits limits = zl_unpack_limits_default;

	limits.paragraphs = limits.paragraph_bytes = UINT32_MAX;
	make_source(unit, count, source);
	zl_buffer_clear(record);
	double begin = cpu_seconds();
	if (zl_document_source(&document, "grow.xml", 8, source->data, source->length, NULL) &&
	    zl_unpack(&document, source->data, source->length, &limits) == ZL_OK &&
	    zl_normalise(&document, &zl_normalise_default) == ZL_OK &&
	    zl_extract(&document, rules) == ZL_OK &&
	    zl_emit(&document, &zl_emit_default, record) != ZL_OK)
		printf("no record: %s\n", unit->name);
	zl_document_free(&document);
	return cpu_seconds() - begin;
}

/* How many times as long TIMES as many units take: the least of several tries of both. */
static double
growth(const struct zl_rules *rules, const struct unit *unit, int tries, double *seconds)
{
	struct zl_buffer source = {0}, record = {0};
	double few = 1e9, many = 1e9;

	for (int i = 0; i < tries; i++) {
		double took = take(rules, unit, UNITS, &source, &record);
		few = took < few ? took : few;
		took = take(rules, unit, UNITS * TIMES, &source, &record);
		many = took < many ? took : many;
	}
	zl_buffer_free(&source);
	zl_buffer_free(&record);
	*seconds = many;
	return many / few;
}

/* Measures each unit that was asked for; returns how many are over. */
static size_t
measure(const struct zl_rules *rules, size_t from, size_t every, bool list)
{
	size_t over = 0, units = 0;
	double worst = 0;

	for (size_t i = from; i < ALL; i += every, units++) {
		struct unit unit;
		double seconds;
		make_unit(i, &unit);
		if (list) {
			printf("%zu %s\n", i, unit.name);
			continue;
		}
		double times = growth(rules, &unit, 1, &seconds);
		if (times > most_growth && seconds > least_seconds)
			times = growth(rules, &unit, AGAIN, &seconds);
		bool is_over = times > most_growth && seconds > least_seconds;
		if (is_over)
			printf("%5.1f times, %7.3f s: %zu %s\n", times, seconds, i, unit.name);
		if (seconds > least_seconds && times > worst)
			worst = times;
		over += is_over;
		fflush(stdout);
	}
	printf("%zu units at %d and %d: %zu over %.1f times, the worst %.2f\n", units, UNITS,
	       UNITS * TIMES, over, most_growth, worst);
	return over;
}

int
main(int argc, char **argv)
{
	size_t every = 1, from = 0;
	bool check = false, list = false;
	struct zl_rules_error error = {0};

	for (int i = 1; i < argc; i++) {
		check = check || strcmp(argv[i], "--check") == 0;
		list = list || strcmp(argv[i], "--list") == 0;
		if (strcmp(argv[i], "--every") == 0 && i + 1 < argc)
			every = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--from") == 0 && i + 1 < argc)
			from = strtoul(argv[++i], NULL, 10);
	}
	zl_unpack_prepare();
	struct zl_rules *rules = zl_rules_new();
	if (every == 0 || rules == NULL || !zl_rules_take_own(rules)) {
		fprintf(stderr, "grow: line %u: %s\n", error.line, error.message);
		return 2;
	}
	zl_rules_ready(rules);
	size_t over = measure(rules, from, every, list);
	zl_rules_free(rules);
	return check && over > 0 ? 1 : 0;
}
