/*
 * long.c: long [--check] [--mebibytes N] [--paragraphs N]: how the time of extract grows with the
 * length of a report.
 *
 * Two kinds of report, made here out of the genre's own markers: all in one paragraph, of N MiB
 * (50), and N paragraphs (1,000,000).  Each is read at a tenth, at half and at the whole of its
 * size.  The driver's limits would refuse them; the stage has to be linear without them.
 * --check: exit 1 when a byte of the whole costs more than 1.5 times that of a tenth.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "clock.h"
#include "document/document.h"
#include "extract/extract.h"
#include "extract/rules/family_set.h"

static const double most_growth = 1.5;

/* What the reports are made of, in turn: three stretches with two numbers between them. */
static const char *const sentences[][3] = {
    {"", ".关于“第", "号泵站巡查记录不全、值守不到位”的问题。"},
    {"整改情况：一是补齐巡查记录", "份。二是与", "名值守人员签订责任书。"},
    {"（一）在“压实河湖管护责任有差距", "、", "”方面"},
    {"针对“闸门养护不及时的问题，", "处闸门", "处漏水。"},
    {"责任单位：第", "管护站；整改时限：2023年", "月底前。"},
    {"群众反映灌溉用水分配不公，", "个村有", "户农户未及时知晓轮灌安排。"},
    {"（", "）完善制度。制定轮灌公示办法，公示", "次；”"},
    {"二、整改落实情况", "、", ""},
};

enum { SENTENCES = sizeof(sentences) / sizeof(sentences[0]) };

static bool
add_paragraph(struct zl_document *document, const char *text, size_t length)
{
	struct zl_paragraph *paragraph = zl_document_add(document, paragraphs);

	return paragraph != NULL && zl_document_copy(document, text, length, &paragraph->text);
}

/* A report with count sentences, all in one paragraph or each in its own. */
static bool
make_report(struct zl_document *document, size_t count, bool whole)
{
	struct zl_buffer text = {0};
	bool done = true;

	for (size_t i = 0; done && i < count; i++) {
		const char *const *sentence = sentences[i % SENTENCES];
		zl_buffer_format(&text, "%s%zu%s%zu%s", sentence[0], i / SENTENCES + 1, sentence[1],
				 i % 12 + 1, sentence[2]);
		if (whole)
			continue;
		done = !text.failed && add_paragraph(document, text.data, text.length);
		zl_buffer_clear(&text);
	}
	if (whole)
		done = !text.failed && add_paragraph(document, text.data, text.length);
	zl_buffer_free(&text);
	return done;
}

/* CPU seconds a MiB that a report of count sentences takes; negative when it could not be read. */
static double
measure(const struct zl_rules *rules, const char *name, size_t count, bool whole)
{
	struct zl_document document = {0};
	double took = -1;

	if (make_report(&document, count, whole)) {
		double mebibytes = 0, begin = cpu_seconds();
		for (size_t i = 0; i < document.paragraphs.count; i++)
			mebibytes += (double)document.paragraphs.items[i].text.length / (1 << 20);
		enum zl_failure code = zl_extract(&document, rules);
		took = (cpu_seconds() - begin) / mebibytes;
		printf("%-14s %9zu paragraphs %7.1f MiB %9.1f ms a MiB%s%s\n", name,
		       document.paragraphs.count, mebibytes, took * 1e3, code == ZL_OK ? "" : "  ",
		       code == ZL_OK ? "" : document.error.message.data);
		fflush(stdout);
	}
	zl_document_free(&document);
	return took;
}

/* Measures one kind of report at three sizes; false when its time grows faster than its length. */
static bool
measure_growth(const struct zl_rules *rules, const char *name, size_t count, bool whole)
{
	double tenth = measure(rules, name, count / 10, whole);

	measure(rules, name, count / 2, whole);
	double all = measure(rules, name, count, whole);
	printf("%-14s a byte of the whole costs %.2f times that of a tenth (at most %.1f)\n", name,
	       all / tenth, most_growth);
	return tenth > 0 && all > 0 && all / tenth <= most_growth;
}

int
main(int argc, char **argv)
{
	size_t mebibytes = 50, paragraphs = 1000000, bytes = 0;
	bool check = false, linear = true;
	struct zl_rules_error error = {0};

	for (int i = 1; i < argc; i++) {
		check = check || strcmp(argv[i], "--check") == 0;
		if (strcmp(argv[i], "--mebibytes") == 0 && i + 1 < argc)
			mebibytes = strtoul(argv[++i], NULL, 10);
		else if (strcmp(argv[i], "--paragraphs") == 0 && i + 1 < argc)
			paragraphs = strtoul(argv[++i], NULL, 10);
	}
	for (size_t i = 0; i < SENTENCES; i++)
		bytes +=
		    strlen(sentences[i][0]) + strlen(sentences[i][1]) + strlen(sentences[i][2]) + 6;
	struct zl_rules *rules = zl_rules_new();
	if (rules == NULL || !zl_rules_take_own(rules)) {
		fprintf(stderr, "long: line %u: %s\n", error.line, error.message);
		return 2;
	}
	zl_rules_ready(rules);
	linear =
	    measure_growth(rules, "one paragraph", (mebibytes << 20) / bytes * SENTENCES, true);
	linear = measure_growth(rules, "paragraphs", paragraphs, false) && linear;
	zl_rules_free(rules);
	return check && !linear ? 1 : 0;
}
