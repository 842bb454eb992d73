/* test_failure.c: the list of failures, and its Chinese. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/failure.h"
#include "base/failure_chinese.h"

static void
codes_are_told_apart(void **state)
{
	(void)state;
	for (int i = 0; i < ZL_FAILURE_COUNT; i++)
		assert_int_equal(zl_failure_of_code(zl_failure_code((enum zl_failure)i)), i);
	assert_int_equal(zl_failure_of_code("no such code"), ZL_FAILURE_COUNT);
}

/* Whether the text has a character beyond ASCII. */
static int
is_chinese(const char *text)
{
	while (*text != '\0' && (unsigned char)*text < 0x80)
		text++;
	return *text != '\0';
}

/* A failure without Chinese: give it a row in stages/base/failure_chinese.c. */
static void
every_failure_has_its_chinese(void **state)
{
	(void)state;
	if (getenv("ZL_COMPLETE") == NULL)
		skip();
	for (int i = 1; i < ZL_FAILURE_COUNT; i++) {
		enum zl_failure failure = (enum zl_failure)i;
		if (!is_chinese(zl_failure_chinese_sentence(failure)) ||
		    !is_chinese(zl_failure_chinese_advice(failure)))
			fail_msg("%s has no row in failure_chinese.c", zl_failure_code(failure));
	}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(codes_are_told_apart),
	    cmocka_unit_test(every_failure_has_its_chinese),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
