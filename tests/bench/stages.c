/*
 * stages.c: stages [-n REPETITIONS] [-c] FILE...: what each stage costs, as a ratio to the floor.
 *
 * All files are read by the floor and taken through the line, stage by stage, one behind the other,
 * REPETITIONS times; what counts is each stage's least CPU time for a file, so that neighbours on
 * the machine do not matter.  A file comes again only when all the others were, since one that is
 * repeated trains the processor's caches.  -c: exit 1 when a stage is over its limit.
 */
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "clock.h"
#include "document/document.h"
#include "emit/emit.h"
#include "extract/extract.h"
#include "extract/rules/family_set.h"
#include "floor.h"
#include "normalise/normalise.h"
#include "unpack/unpack.h"

/* One document on its way, and what its stages need. */
struct line {
	const struct zl_buffer *source;
	struct zl_buffer record;
	struct zl_document document;
	struct zl_rules *rules;
};

static bool
run_floor(struct line *line)
{
	return floor_read(line->source->data, line->source->length);
}

static bool
run_unpack(struct line *line)
{
	return zl_document_source(&line->document, "bench.docx", 10, line->source->data,
				  line->source->length, NULL) &&
	       zl_unpack(&line->document, line->source->data, line->source->length,
			 &zl_unpack_limits_default) == ZL_OK;
}

static bool
run_normalise(struct line *line)
{
	return zl_normalise(&line->document, &zl_normalise_default) == ZL_OK;
}

static bool
run_extract(struct line *line)
{
	return zl_extract(&line->document, line->rules) == ZL_OK;
}

static bool
run_emit(struct line *line)
{
	zl_buffer_clear(&line->record);
	return zl_emit(&line->document, &zl_emit_default, &line->record) == ZL_OK;
}

static bool
run_validate(struct line *line)
{
	char message[256];

	return zl_record_valid(line->record.data, line->record.length, message, sizeof(message));
}

static bool
run_free(struct line *line)
{
	zl_document_free(&line->document);
	return true;
}

/* In the order they run; limit is the most a stage may cost, in floors, 0 for none of its own. */
static const struct {
	const char *name;
	bool (*run)(struct line *);
	double limit;
} stages[] = {
    {"floor", run_floor, 0},	    {"unpack", run_unpack, 1.0}, {"normalise", run_normalise, 0.15},
    {"extract", run_extract, 0.35}, {"emit", run_emit, 0},	 {"validate", run_validate, 0},
    {"free", run_free, 0},
};

enum { STAGES = sizeof(stages) / sizeof(stages[0]) };

static const double whole_limit = 1.5;

/* A file, and the shortest time that each stage took for it. */
struct file {
	const char *path;
	struct zl_buffer source;
	double least[STAGES];
	bool failed; /* to be read, or in a stage: it counts for nothing */
};

static void
take(struct line *line, struct file *file)
{
	line->source = &file->source;
	for (int i = 0; i < STAGES && !file->failed; i++) {
		double begin = cpu_seconds();
		file->failed = !stages[i].run(line);
		double took = cpu_seconds() - begin;
		if (took < file->least[i])
			file->least[i] = took;
	}
	if (file->failed)
		zl_document_free(&line->document);
}

/* Takes all files, REPETITIONS times, and adds what they took to total; gives how many count. */
static int
measure(struct line *line, struct file *files, int count, int repetitions, double total[STAGES])
{
	int measured = 0;

	for (int i = 0; i < repetitions; i++)
		for (int j = 0; j < count; j++)
			if (!files[j].failed)
				take(line, &files[j]);
	for (int j = 0; j < count; j++) {
		if (files[j].failed)
			fprintf(stderr, "stages: %s: not measured\n", files[j].path);
		for (int i = 0; i < STAGES && !files[j].failed; i++)
			total[i] += files[j].least[i];
		measured += !files[j].failed;
	}
	return measured;
}

static struct file *
load(char *const paths[], int count)
{
	struct file *files = calloc((size_t)count + 1, sizeof(*files));

	for (int j = 0; files != NULL && j < count; j++) {
		files[j].path = paths[j];
		files[j].failed = !floor_load(paths[j], &files[j].source);
		for (int i = 0; i < STAGES; i++)
			files[j].least[i] = 1e9;
	}
	return files;
}

static void
unload(struct file *files, int count)
{
	for (int j = 0; files != NULL && j < count; j++)
		zl_buffer_free(&files[j].source);
	free(files);
}

static void
print_row(const char *name, double took, int files, double floor, double limit)
{
	printf("%-10s %9.3f ms a document %8.3f of the floor", name, took * 1e3 / files,
	       took / floor);
	if (limit > 0)
		printf(" (at most %.2f)%s", limit, took / floor > limit ? " OVER" : "");
	putchar('\n');
}

/* Prints the table; gives how many rows are over their limit. */
static int
print(const double total[STAGES], int files)
{
	double whole = 0;
	int over = 0;

	for (int i = 0; i < STAGES; i++) {
		print_row(stages[i].name, total[i], files, total[0], stages[i].limit);
		over += stages[i].limit > 0 && total[i] / total[0] > stages[i].limit;
		whole += i == 0 ? 0 : total[i];
	}
	print_row("whole", whole, files, total[0], whole_limit);
	return over + (whole / total[0] > whole_limit);
}

static bool
prepare(struct line *line)
{
	struct zl_rules_error error = {0};

	floor_prepare();
	zl_unpack_prepare();
	line->rules = zl_rules_new();
	if (line->rules == NULL)
		return false;
	if (!zl_rules_take_own(line->rules)) {
		fprintf(stderr, "stages: line %u: %s\n", error.line, error.message);
		return false;
	}
	zl_rules_ready(line->rules);
	return true;
}

static void
release(struct line *line)
{
	zl_rules_free(line->rules);
	zl_buffer_free(&line->record);
}

/* Measures the files and prints the table; gives the exit status but for the limits. */
static int
bench(struct line *line, char *const paths[], int count, int repetitions, int *over)
{
	double total[STAGES] = {0};
	struct file *files = load(paths, count);
	int measured = files == NULL ? 0 : measure(line, files, count, repetitions, total);

	unload(files, count);
	if (measured == 0)
		return 1;
	printf("%d files, least of %d repetitions\n", measured, repetitions);
	*over = print(total, measured);
	return 0;
}

int
main(int argc, char *argv[])
{
	struct line line = {0};
	int repetitions = 10, over = 0, status = 1, option;
	bool check = false;

	while ((option = getopt(argc, argv, "cn:")) != -1) {
		if (option == 'c')
			check = true;
		else if (option == 'n' && atoi(optarg) > 0)
			repetitions = atoi(optarg);
		else {
			fprintf(stderr, "usage: stages [-c] [-n REPETITIONS] FILE...\n");
			return 2;
		}
	}
	if (prepare(&line))
		status = bench(&line, argv + optind, argc - optind, repetitions, &over);
	release(&line);
	return status != 0 ? status : check && over > 0;
}
