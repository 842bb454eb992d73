/*
 * test_doubt.c: doubt changes nothing but flags and the score: what is read with it is what is read
 * without it.  The linker hands over the call of zl_doubt (--wrap).
 */
#include <glob.h>
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "documents.h"
#include "extract/doubt/doubt.h"
#include "extract/doubt/doubt_codes.h"
#include "extract/extract.h"
#include "own_rules.h"

enum zl_status __real_zl_doubt(struct zl_engine *engine);
enum zl_status __wrap_zl_doubt(struct zl_engine *engine);

static bool doubting;

enum zl_status
__wrap_zl_doubt(struct zl_engine *engine)
{
	return doubting ? __real_zl_doubt(engine) : ZL_DONE;
}

/* Reads the report at path, a paragraph a line. */
static void
read_report(const char *path, bool with_doubt, struct zl_document *document)
{
	FILE *file = fopen(path, "r");
	char *line = NULL;
	size_t room = 0;

	assert_non_null(file);
	for (ssize_t length; (length = getline(&line, &room, file)) > 0;) {
		line[length - (line[length - 1] == '\n')] = '\0';
		struct zl_string kept;
		assert_true(zl_document_copy(document, line, strlen(line), &kept));
		if (line[0] != '@')
			add_paragraph(document, kept.data);
	}
	free(line);
	fclose(file);
	doubting = with_doubt;
	assert_int_equal(zl_extract(document, own_rules), ZL_OK);
}

static void
test_changes_nothing(void **state)
{
	char pattern[512];
	glob_t found;
	size_t flags = 0, doubtful = 0;

	(void)state;
	snprintf(pattern, sizeof(pattern), "%s/tests/layouts/*.txt", getenv("ZL_SOURCE_ROOT"));
	assert_int_equal(glob(pattern, 0, NULL, &found), 0);
	assert_true(found.gl_pathc > 40);
	for (size_t i = 0; i < found.gl_pathc; i++) {
		struct zl_document with = {0}, without = {0};
		read_report(found.gl_pathv[i], true, &with);
		read_report(found.gl_pathv[i], false, &without);
		assert_true(with.flags.count >= without.flags.count);
		flags += with.flags.count - without.flags.count;
		doubtful += with.doubt > 0;
		with.flags.count = without.flags.count;
		with.doubt = without.doubt = 0;
		const char *difference = document_difference(&with, &without);
		if (difference != NULL)
			print_error("%s: %s\n", found.gl_pathv[i], difference);
		assert_null(difference);
		zl_document_free(&with);
		zl_document_free(&without);
	}
	/* It was at work. */
	assert_true(flags > 40 && doubtful > 20);
	globfree(&found);
}

/* The table is sorted, and every code has its words. */
static void
test_codes(void **state)
{
	size_t count;
	const struct zl_doubt_code *codes = zl_doubt_codes(&count);

	(void)state;
	for (size_t i = 0; i < count; i++) {
		assert_true(i == 0 || strcmp(codes[i - 1].code, codes[i].code) < 0);
		assert_ptr_equal(zl_doubt_code(codes[i].code, strlen(codes[i].code)), &codes[i]);
		assert_true(codes[i].weight >= 0 && codes[i].weight <= 16);
		assert_true(codes[i].chip[0] != '\0' && codes[i].sentence[0] != '\0' &&
			    codes[i].english[0] != '\0');
	}
	assert_null(zl_doubt_code("none", 4));
}

int
main(void)
{
	const struct CMUnitTest tests[] = {cmocka_unit_test(test_changes_nothing),
					   cmocka_unit_test(test_codes)};

	return cmocka_run_group_tests(tests, load_own_rules, free_own_rules);
}
