/* test_first.c: what matches begin with; and that looking only there changes no match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "extract/extract.h"
#include "extract/rules.h"
#include "utf8.h"

enum { TEXTS = 40, TEXT_CHARACTERS = 30 };

static void
begins_are_told(void **state)
{
	static const struct {
		const char *pattern, *begins, *never;
	} cases[] = {
	    {"问题|存在", "问存", "题在改"},
	    {"(?:的)?(?:整改|落实){0,2}情况", "的整落情", "改况实"},
	    {"(?<=甲)乙(?=丙)", "乙", "甲丙"},
	    {"(?'value'[一二三]|\\d{1,2})、", "一二三09", "、四"},
	    {"[a-c\\-]\\x28", "abc-", "d("},
	    {"^\\x{6574}", "整", "x改"},
	    {"{甲", "{", "甲"},
	    {"(?!不)(?>a|b)c", "ab", "c不"},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct zl_first first;
		uint32_t code;
		zl_first_of(cases[i].pattern, &first);
		assert_false(first.all);
		for (const char *at = cases[i].begins; *at != '\0';) {
			at += zl_utf8_read(at, strlen(at), &code);
			assert_true(zl_first_has(&first, code));
		}
		for (const char *at = cases[i].never; *at != '\0';) {
			at += zl_utf8_read(at, strlen(at), &code);
			assert_false(zl_first_has(&first, code));
		}
	}
}

static void
what_is_not_known_is_all(void **state)
{
	static const char *const patterns[] = {
	    "",	       "a?",	"a|",	".a",	       "[^a]b", "\\w",	"\\p{Han}",
	    "(a)\\1?", "(?i)a", "(?R)", "[[:alpha:]]", "[\\b]", "x{0}", "(?(?=a)b|c)"};

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		struct zl_first first;
		zl_first_of(patterns[i], &first);
		if (strcmp(patterns[i], "(a)\\1?") == 0)
			assert_false(first.all); /* the reference stands behind what counts */
		else
			assert_true(first.all);
	}
}

/* Characters of the pattern in any order, so that matches and near misses are common. */
static size_t
random_text(const char *pattern, char *text)
{
	size_t length = strlen(pattern), size = 0;

	for (int i = 0; i < TEXT_CHARACTERS; i++) {
		size_t at = (size_t)rand() % length;
		int run = rand() % 6;
		while (at > 0 && ((unsigned char)pattern[at] & 0xC0) == 0x80)
			at--;
		for (uint32_t code; run-- > 0 && at < length && i < TEXT_CHARACTERS; i++) {
			size_t step = zl_utf8_read(pattern + at, length - at, &code);
			memcpy(text + size, pattern + at, step);
			size += step;
			at += step;
		}
	}
	return size;
}

static void
same_match(struct zl_matcher *matcher, const struct zl_pattern *pattern)
{
	char text[4 * TEXT_CHARACTERS + 64];
	size_t offset;
	int fault;
	pcre2_code *code =
	    pcre2_compile((PCRE2_SPTR)zl_pattern_text(pattern), PCRE2_ZERO_TERMINATED,
			  zl_pattern_options(pattern), &fault, &offset, NULL);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);

	assert_non_null(code);
	for (int i = 0; i < TEXTS; i++) {
		struct zl_match match;
		size_t length = random_text(zl_pattern_text(pattern), text);
		int count = pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL);
		assert_int_equal(count >= 0,
				 zl_pattern_match(matcher, pattern, text, length, &match));
		if (count >= 0) {
			assert_int_equal(pcre2_get_ovector_pointer(data)[0], match.whole.from);
			assert_int_equal(pcre2_get_ovector_pointer(data)[1], match.whole.to);
		}
	}
	pcre2_match_data_free(data);
	pcre2_code_free(code);
}

static void
matches_are_as_pcre2_finds_them(void **state)
{
	struct zl_rules *rules = zl_rules_new();
	struct zl_rules_error error;
	const struct zl_rule_file *file;
	size_t patterns = 0;

	(void)state;
	srand(1);
	assert_non_null(rules);
	assert_true(zl_rules_add_own(rules, &error));
	for (size_t i = 0; (file = zl_rules_file(rules, i)) != NULL; i++)
		for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
			for (size_t j = 0; j < file->kinds[kind].count; j++) {
				if (file->kinds[kind].items[j]->pattern == NULL)
					continue;
				zl_matcher_reset(zl_rules_matcher(rules));
				same_match(zl_rules_matcher(rules),
					   file->kinds[kind].items[j]->pattern);
				patterns++;
			}
	assert_true(patterns > 100);
	zl_rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(begins_are_told),
	    cmocka_unit_test(what_is_not_known_is_all),
	    cmocka_unit_test(matches_are_as_pcre2_finds_them),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
