/* main.c: zhengli-normalise, a filter from document XML to document XML. */
#include <stdio.h>

#include "normalise.h"
#include "program.h"
#include "text/charset.h"

static const char *
take_option(void *context, int which, const char *value)
{
	const char *bad;

	(void)which;
	if (zl_normalise_choose(value, context, &bad))
		return NULL;
	return "--normalise: default or strict, then +CLASS and -CLASS, separated by commas; "
	       "the classes are listed in zhengli-normalise(1)";
}

static enum zl_failure
run(void *context, struct zl_document *document)
{
	return zl_normalise(document, context);
}

int
main(int argc, char *argv[])
{
	static const struct option options[] = {{"normalise", required_argument, NULL, 1},
						{NULL, 0, NULL, 0}};
	struct zl_normalise_options choice = zl_normalise_default;
	const struct zl_program program = {
	    .name = "zhengli-normalise",
	    .usage = "[--normalise CLASSES]",
	    .options = options,
	    .option = take_option,
	    .run = run,
	    .context = &choice,
	};
	const char *missing = zl_charset_prepare();
	if (missing != NULL) {
		fprintf(stderr, "zhengli-normalise: %s\n", missing);
		return ZL_EXIT_BROKEN;
	}
	return zl_program_main(&program, argc, argv);
}
