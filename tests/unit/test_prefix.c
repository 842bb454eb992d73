/* test_prefix.c: what matches begin with; and that looking only there changes no match. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#define PCRE2_CODE_UNIT_WIDTH 8
#include <pcre2.h>

#include "base/utf8.h"
#include "extract/extract.h"
#include "extract/rules/prefix.h"
#include "extract/rules/rules.h"
#include "own_rules.h"

enum { TEXTS = 40, TEXT_CHARACTERS = 30 };

/* Whether the set has all of these characters, or none of them. */
static void
check_set(const struct zl_character_set *set, const char *characters, bool expected)
{
	for (const char *at = characters; *at != '\0'; at += zl_utf8_bytes(*at))
		assert_int_equal(
		    zl_character_set_has(set, zl_character_bit_of(at, zl_utf8_bytes(*at))),
		    expected);
}

static void
characters_are_told(void **state)
{
	/* Of the first, second and third character: those it can be, and some that it never is. */
	static const struct {
		const char *pattern, *can[3], *never[3];
	} cases[] = {
	    {"问题|存在", {"问存", "题在", "改"}, {"题在改", "问存", ""}},
	    {"(?:的)?(?:整改|落实){0,2}情况",
	     {"的整落情", "整落情改实况", "改实整落况"},
	     {"改况实", "的", ""}},
	    {"(?'value'[一二三]|\\d{1,2})、", {"一二三09", "、4", "、z"}, {"、四", "一", ""}},
	    {"[a-c\\-]\\x28.", {"abc-", "(", "x"}, {"d(", "a", ""}},
	    {"\\x{6574}{2}改", {"整", "整", "改"}, {"改", "改", "整"}},
	    {"{甲", {"{", "甲", "乙"}, {"甲", "{", ""}},
	    {"(?!不)(?>a|b)c\\p{Han}", {"ab", "c", "汉"}, {"c不", "a", ""}},
	    {"(a)\\1b", {"a", "a", "b"}, {"b", "", ""}},
	    {"一[^二]三", {"一", "四", "三"}, {"二", "", "一"}},
	    {"\\Qa|\\E[[:digit:]]?b", {"a", "|", "b5"}, {"|", "a", ""}},
	    {"(?:一(?=二)|三{3,})四", {"一三", "四三", "三五"}, {"四", "一二", ""}},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct zl_prefix prefix;
		zl_prefix_of(cases[i].pattern, false, &prefix);
		assert_true(prefix.floats && !prefix.has_gap);
		for (int j = 0; j < 3; j++) {
			check_set(&prefix.match.characters[j], cases[i].can[j], true);
			check_set(&prefix.match.characters[j], cases[i].never[j], false);
		}
	}
}

static void
where_matches_begin_is_told(void **state)
{
	struct zl_prefix prefix;

	(void)state;
	zl_prefix_of("^(?:甲|乙)丙", false, &prefix);
	assert_false(prefix.floats);
	check_set(&prefix.match.characters[0], "甲乙", true);
	check_set(&prefix.match.characters[0], "丙", false);
	zl_prefix_of("(?:甲|乙)丙", true, &prefix);
	assert_false(prefix.floats);
	zl_prefix_of("(?:\\A|[。,])甲", false, &prefix);
	assert_true(prefix.floats);
	check_set(&prefix.match.characters[0], "。,甲", true);
	check_set(&prefix.match.characters[0], "乙", false);
	zl_prefix_of("甲|(?<=丙)乙", false, &prefix); /* 乙 tells more than 丙 does */
	check_set(&prefix.match.characters[0], "甲乙", true);
	check_set(&prefix.match.characters[0], "丙", false);
}

static void
gaps_are_told(void **state)
{
	struct zl_prefix prefix;

	(void)state;
	zl_prefix_of("甲|[^乙]{2,7}(?!丙)丁", true, &prefix);
	assert_true(prefix.has_gap && !prefix.floats && !zl_prefix_is_open(&prefix));
	check_set(&prefix.behind_gap.characters[0], "丁", true);
	check_set(&prefix.behind_gap.characters[0], "甲丙", false);
	assert_int_equal(prefix.gap_ends, 0);
	assert_int_equal(prefix.gap_most, 7);
	zl_prefix_of("[^a-z,。\\d]{2,7}(?!丙)(?:[^b。!-.]+)?丁", true, &prefix);
	assert_int_equal(zl_gap_ends[1], ',');
	assert_int_equal(zl_gap_ends[4], 0x3002);
	assert_int_equal(prefix.gap_ends, 1 << 1 | 1 << 4);
	assert_int_equal(prefix.gap_most, UINT32_MAX);
	zl_prefix_of("(?:^|x)[^。]{2,9}甲", false, &prefix);
	assert_true(prefix.has_gap && prefix.floats);
	zl_prefix_of("甲?[^。]{2,9}乙", true, &prefix);
	assert_true(prefix.has_gap && !prefix.floats);
	zl_prefix_of("甲?[^。]{2,9}乙", false, &prefix); /* every place could begin it */
	assert_true(!prefix.has_gap && zl_prefix_is_open(&prefix));
}

/* Whether the pairs have the two characters of each pair in pairs, or none of them. */
static void
check_pairs(const struct zl_pair_set *set, const char *pairs, bool expected)
{
	for (const char *at = pairs; *at != '\0';) {
		size_t first = zl_utf8_bytes(*at), second = zl_utf8_bytes(at[first]);
		unsigned bit = zl_character_bit_of(at, first);
		unsigned pair = zl_pair_bit(bit, zl_character_bit_of(at + first, second));
		assert_int_equal((set->bits[pair / 64] >> pair % 64 & 1) ||
				     zl_character_set_has(&set->loose, bit),
				 expected);
		at += first + second;
	}
}

static void
pairs_are_told(void **state)
{
	struct zl_prefix prefix;

	(void)state;
	zl_prefix_of("(?:甲乙|丙丁)(?:戊|己)|庚[^辛]壬", false, &prefix);
	check_pairs(&prefix.match.pairs[0], "甲乙丙丁庚子庚癸", true);
	check_pairs(&prefix.match.pairs[0], "甲丁丙乙甲甲", false);
	check_pairs(&prefix.match.pairs[1], "乙戊乙己丁戊丁己", true);
	check_pairs(&prefix.match.pairs[1], "乙丁戊己",
		    true); /* what may be second at all is loose */
	zl_prefix_of("^[^。]{2,9}(?:甲乙|丙丁)", false, &prefix);
	assert_true(prefix.has_gap && !prefix.floats);
	check_pairs(&prefix.behind_gap.pairs[0], "甲乙丙丁", true);
	check_pairs(&prefix.behind_gap.pairs[0], "甲丁丙乙", false);
}

static void
what_is_not_known_is_open(void **state)
{
	static const char *const patterns[] = {
	    "",	     "a?",   "a|",	    "...",    "[^a]*", "\\w{3}",     "\\p{Han}{4}",
	    "(?i)a", "(?R)", "[[:alpha:]]", "[\\b]+", "x{0}",  "(?(?=a)b|c)"};
	struct zl_prefix prefix;

	(void)state;
	for (size_t i = 0; i < sizeof(patterns) / sizeof(patterns[0]); i++) {
		zl_prefix_of(patterns[i], false, &prefix);
		assert_true(zl_prefix_is_open(&prefix));
	}
	zl_prefix_of(".a", false, &prefix);
	assert_false(zl_prefix_is_open(&prefix));
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
same_match(struct zl_matcher *matcher, const struct zl_rule *rule)
{
	char text[4 * TEXT_CHARACTERS + 64];
	size_t offset;
	int fault;
	const char *pattern = zl_pattern_text(rule->pattern);
	pcre2_code *code = pcre2_compile((PCRE2_SPTR)pattern, PCRE2_ZERO_TERMINATED,
					 zl_pattern_options(rule->pattern), &fault, &offset, NULL);
	pcre2_match_data *data = pcre2_match_data_create(1, NULL);
	struct zl_prefilter *prefilter = NULL;
	const struct zl_rule_list alone = {.items = &rule, .count = 1, .prefilters = &prefilter};

	assert_non_null(code);
	for (int i = 0; i < TEXTS; i++) {
		struct zl_match match;
		size_t length = random_text(pattern, text);
		int count = pcre2_match(code, (PCRE2_SPTR)text, length, 0, 0, data, NULL);
		assert_int_equal(count >= 0,
				 zl_rule_find(matcher, &alone, text, length, &match) != NULL);
		if (count >= 0) {
			assert_int_equal(pcre2_get_ovector_pointer(data)[0], match.whole.from);
			assert_int_equal(pcre2_get_ovector_pointer(data)[1], match.whole.to);
		}
	}
	zl_rule_list_clear(&alone);
	pcre2_match_data_free(data);
	pcre2_code_free(code);
}

static void
matches_are_as_pcre2_finds_them(void **state)
{
	const struct zl_rule_file *file;
	size_t patterns = 0;

	(void)state;
	srand(1);
	for (size_t i = 0; (file = zl_rules_file(own_rules, i)) != NULL; i++)
		for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
			for (size_t j = 0; j < file->kinds[kind].count; j++) {
				if (file->kinds[kind].items[j]->pattern == NULL)
					continue;
				zl_matcher_reset(zl_rules_matcher(own_rules));
				same_match(zl_rules_matcher(own_rules), file->kinds[kind].items[j]);
				patterns++;
			}
	assert_true(patterns > 100);
}

/* The first rule of the list that matches when it is asked alone. */
static const struct zl_rule *
first_alone(struct zl_matcher *matcher, const struct zl_rule_list *alone, size_t count,
	    const char *text, size_t length)
{
	for (size_t i = 0; i < count; i++)
		if (zl_rule_find(matcher, &alone[i], text, length, NULL) != NULL)
			return alone[i].items[0];
	return NULL;
}

static void
same_rule(struct zl_matcher *matcher, const struct zl_rule_list *list)
{
	char text[4 * TEXT_CHARACTERS + 64];
	struct zl_rule_list *alone = calloc(list->count + 1, sizeof(*alone));
	struct zl_prefilter **prefilters = calloc(list->count + 1, sizeof(*prefilters));

	assert_true(alone != NULL && prefilters != NULL);
	for (size_t i = 0; i < list->count; i++)
		alone[i] = (struct zl_rule_list){
		    .items = &list->items[i], .count = 1, .prefilters = &prefilters[i]};
	for (size_t i = 0; i < list->count; i++)
		for (int j = 0; j < TEXTS / 4; j++) {
			size_t length = random_text(zl_pattern_text(list->items[i]->pattern), text);
			zl_matcher_reset(matcher);
			assert_ptr_equal(zl_rule_find(matcher, list, text, length, NULL),
					 first_alone(matcher, alone, list->count, text, length));
		}
	for (size_t i = 0; i < list->count; i++)
		zl_rule_list_clear(&alone[i]);
	free(prefilters);
	free(alone);
}

static void
lists_find_their_first_rule(void **state)
{
	const struct zl_rule_file *file = zl_rules_file(own_rules, 0);

	(void)state;
	srand(2);
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		if (kind != ZL_RULE_FRAGMENT)
			same_rule(zl_rules_matcher(own_rules), &file->kinds[kind]);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(characters_are_told),
	    cmocka_unit_test(where_matches_begin_is_told),
	    cmocka_unit_test(gaps_are_told),
	    cmocka_unit_test(pairs_are_told),
	    cmocka_unit_test(what_is_not_known_is_open),
	    cmocka_unit_test(matches_are_as_pcre2_finds_them),
	    cmocka_unit_test(lists_find_their_first_rule),
	};
	return cmocka_run_group_tests(tests, load_own_rules, free_own_rules);
}
