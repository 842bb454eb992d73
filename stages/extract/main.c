/* main.c: zhengli-extract, a filter from document XML to document XML. */
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "extract.h"
#include "program.h"
#include "rules/family_set.h"

/* What the options gave: the rule file's name, and the rules. */
struct setup {
	const char *file;
	struct zl_rules *rules;
};

static const char *
take_option(void *context, int which, const char *value)
{
	struct setup *setup = context;

	(void)which;
	if (setup->file != NULL)
		return "--rules can be given once";
	setup->file = value;
	return NULL;
}

static void
broken(const struct setup *setup, const char *message)
{
	fprintf(stderr, "zhengli-extract: %s: %s\n", setup->file == NULL ? "rules" : setup->file,
		message);
	exit(ZL_EXIT_BROKEN);
}

/* The rule file that was named, alone. */
static bool
add_file(const struct setup *setup, struct zl_rules_error *error)
{
	struct zl_buffer data = {0};
	int descriptor = open(setup->file, O_RDONLY | O_CLOEXEC);

	if (descriptor < 0 || !zl_program_read(descriptor, &data))
		broken(setup, strerror(errno));
	close(descriptor);
	bool added =
	    zl_rules_add_only(setup->rules, data.data == NULL ? "" : data.data, data.length, error);
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
	bool added =
	    setup->file == NULL ? zl_rules_add_own(setup->rules, &error) : add_file(setup, &error);
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
						{NULL, 0, NULL, 0}};
	struct setup setup = {0};
	const struct zl_program program = {
	    .name = "zhengli-extract",
	    .usage = "[--rules FILE]",
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
