/* main.c: zhengli-extract, a filter from document XML to document XML. */
#include <errno.h>
#include <fcntl.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract.h"
#include "program.h"
#include "rules/family_set.h"

enum { FILES_MOST = 32 };

/* What the options gave: rule files whose families compete with those compiled in, or one that
 * reads every document; and the rules. */
struct setup {
	const char *files[FILES_MOST], *file; /* file: the one at work, for messages */
	size_t count;
	bool only;
	struct zl_rules *rules;
};

static const char *
take_option(void *context, int which, const char *value)
{
	struct setup *setup = context;

	if (setup->count == FILES_MOST)
		return "too many rule files";
	if (setup->count > 0 && (setup->only || which == 2))
		return "--only-rules stands alone";
	setup->files[setup->count++] = value;
	setup->only = which == 2;
	return NULL;
}

static void
broken(const struct setup *setup, const char *message)
{
	fprintf(stderr, "zhengli-extract: %s: %s\n", setup->file == NULL ? "rules" : setup->file,
		message);
	exit(ZL_EXIT_BROKEN);
}

/* The rule file at work. */
static bool
add_file(const struct setup *setup, struct zl_rules_error *error)
{
	struct zl_buffer data = {0};

	if (!zl_program_read_file(setup->file, &data))
		broken(setup, strerror(errno));
	const char *text = data.data == NULL ? "" : data.data;
	bool added = setup->only ? zl_rules_add_only(setup->rules, text, data.length, error)
				 : zl_rules_add(setup->rules, text, data.length, error);
	zl_buffer_free(&data);
	return added;
}

/* Reads and compiles the rules: nothing can be read, nor compiled with JIT, in the sandbox. */
static const char *
prepare(void *context)
{
	struct setup *setup = context;
	struct zl_rules_error error;
	char message[700];

	setup->rules = zl_rules_new();
	if (setup->rules == NULL)
		broken(setup, strerror(ENOMEM));
	if (setup->count == 0 && !zl_rules_take_own(setup->rules))
		broken(setup, strerror(ENOMEM));
	bool added = setup->count == 0 || setup->only || zl_rules_add_own(setup->rules, &error);
	for (size_t i = 0; added && i < setup->count; i++) {
		setup->file = setup->files[i];
		added = add_file(setup, &error);
	}
	if (!added) {
		snprintf(message, sizeof(message), "line %u, column %u: %s%s%s", error.line,
			 error.column, error.rule, error.rule[0] == '\0' ? "" : ": ",
			 error.message);
		broken(setup, message);
	}
	zl_rules_ready(setup->rules);
	return NULL;
}

static enum zl_failure
run(void *context, struct zl_document *document)
{
	const struct setup *setup = context;

	return zl_extract(document, setup->rules);
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {{"rules", required_argument, NULL, 1},
						{"only-rules", required_argument, NULL, 2},
						{NULL, 0, NULL, 0}};
	struct setup setup = {0};
	const struct zl_program program = {
	    .name = "zhengli-extract",
	    .usage = "[--rules FILE]... [--only-rules FILE]",
	    .options = options,
	    .option = take_option,
	    .prepare = prepare,
	    .run = run,
	    .context = &setup,
	};
	int status = zl_program_main(&program, argc, argv);
	zl_rules_free(setup.rules); /* the document that was written borrowed from them */
	return status;
}
