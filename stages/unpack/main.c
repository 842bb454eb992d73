/* main.c: zhengli-unpack, a .docx file in, the document's XML out. */
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"
#include "unpack.h"

struct unpacking {
	struct zl_unpack_limits limits;
	const char *name; /* NULL: the file's own */
	const char *data;
	size_t size;
};

/* The options and, from LIMIT on, the limits that they set, in one order. */
enum { NAME = 1, LIMIT };

static const struct option options[] = {
    {"name", required_argument, NULL, NAME},
    {"max-source", required_argument, NULL, LIMIT},
    {"max-part", required_argument, NULL, LIMIT + 1},
    {"max-package", required_argument, NULL, LIMIT + 2},
    {"max-ratio", required_argument, NULL, LIMIT + 3},
    {"ratio-from", required_argument, NULL, LIMIT + 4},
    {"max-entries", required_argument, NULL, LIMIT + 5},
    {"max-depth", required_argument, NULL, LIMIT + 6},
    {"max-paragraphs", required_argument, NULL, LIMIT + 7},
    {"max-paragraph", required_argument, NULL, LIMIT + 8},
    {"max-text", required_argument, NULL, LIMIT + 9},
    {0},
};

static uint64_t *
limit_of(struct zl_unpack_limits *limits, int which)
{
	uint64_t *const places[] = {
	    &limits->source_bytes, &limits->part_bytes, &limits->package_bytes,
	    &limits->ratio,	   &limits->ratio_from, &limits->entries,
	    &limits->depth,	   &limits->paragraphs, &limits->paragraph_bytes,
	    &limits->text_bytes,
	};

	return places[which - LIMIT];
}

static const char *
take_option(void *context, int which, const char *value)
{
	struct unpacking *unpacking = context;
	char *end;

	if (which == NAME) {
		unpacking->name = value;
		return NULL;
	}
	errno = 0;
	unsigned long long number = strtoull(value, &end, 10);
	if (errno != 0 || *value < '0' || *value > '9' || *end != '\0' || number == 0)
		return "a number above 0 is needed";
	*limit_of(&unpacking->limits, which) = number;
	return NULL;
}

static enum zl_failure
take_source(void *context, struct zl_document *document, const char *file, const char *data,
	    size_t size)
{
	struct unpacking *unpacking = context;
	const char *name = unpacking->name != NULL ? unpacking->name : file != NULL ? file : "-";

	unpacking->data = data;
	unpacking->size = size;
	if (!zl_document_source(document, name, strlen(name), data, size, NULL))
		return ZL_OUT_OF_MEMORY;
	return document->error.code;
}

static enum zl_failure
unpack(void *context, struct zl_document *document)
{
	struct unpacking *unpacking = context;

	return zl_unpack(document, unpacking->data, unpacking->size, &unpacking->limits);
}

int
main(int argc, char *argv[])
{
	struct unpacking unpacking = {.limits = zl_unpack_limits_default};
	const struct zl_program program = {
	    .name = "zhengli-unpack",
	    .usage = "[--name NAME] [--max-... NUMBER]",
	    .options = options,
	    .option = take_option,
	    .read = take_source,
	    .run = unpack,
	    .context = &unpacking,
	};

	zl_unpack_prepare();
	return zl_program_main(&program, argc, argv);
}
