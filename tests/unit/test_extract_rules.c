/* test_extract_rules.c: rule files: what is read, and what is said of a faulty one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "extract/extract.h"
#include "extract/rules/prefix.h"
#include "extract/rules/rules.h"
#include "schemas.h"

#define FILE_OF(family, inside)                                                                    \
	"<rules xmlns='urn:zhengli:rules:1' family='" family                                       \
	"' version='1'><title>t</title>\n" inside "</rules>"

static struct zl_rules_error error;

static bool
add(struct zl_rules *rules, const char *data)
{
	return zl_rules_add(rules, data, strlen(data), &error);
}

static void
own_files_are_sound(void **state)
{
	struct zl_rules *rules = zl_rules_new();

	(void)state;
	bool sound = zl_rules_add_own(rules, &error);
	if (!sound)
		fail_msg("%s, line %u:%u: %s", error.rule, error.line, error.column, error.message);
	assert_false(zl_rules_file(rules, 0) == NULL);
	assert_int_equal(64, strlen(zl_rules_sha256(rules)));
	zl_rules_free(rules);
}

static void
assert_same_text(const char *one, const char *other)
{
	assert_int_equal(one == NULL, other == NULL);
	if (one != NULL)
		assert_string_equal(one, other);
}

static void
assert_same_set(const struct zl_character_set *one, const struct zl_character_set *other)
{
	assert_memory_equal(one->bits, other->bits, sizeof(one->bits));
	assert_int_equal(one->all, other->all);
}

static void
assert_same_beginning(const struct zl_beginning *one, const struct zl_beginning *other)
{
	for (int i = 0; i < ZL_PREFIX_LENGTH; i++)
		assert_same_set(&one->characters[i], &other->characters[i]);
	for (int i = 0; i < ZL_PREFIX_LENGTH - 1; i++) {
		assert_memory_equal(one->pairs[i].bits, other->pairs[i].bits,
				    sizeof(one->pairs[i].bits));
		assert_same_set(&one->pairs[i].loose, &other->pairs[i].loose);
	}
}

static void
assert_same_prefix(const struct zl_prefix *one, const struct zl_prefix *other)
{
	assert_int_equal(one->floats, other->floats);
	assert_same_beginning(&one->match, &other->match);
	assert_int_equal(one->has_gap, other->has_gap);
	assert_same_beginning(&one->behind_gap, &other->behind_gap);
	assert_int_equal(one->gap_ends, other->gap_ends);
	assert_int_equal(one->gap_most, other->gap_most);
}

static void
assert_same_rule(const struct zl_rule *one, const struct zl_rule *other)
{
	assert_same_text(one->name, other->name);
	assert_same_text(one->source, other->source);
	assert_same_text(one->as, other->as);
	assert_same_text(one->series, other->series);
	assert_same_text(one->like, other->like);
	assert_string_equal(one->file->family, other->file->family);
	assert_int_equal(one->pattern == NULL, other->pattern == NULL);
	if (one->pattern != NULL) {
		assert_string_equal(zl_pattern_text(one->pattern), zl_pattern_text(other->pattern));
		assert_int_equal(zl_pattern_options(one->pattern),
				 zl_pattern_options(other->pattern));
		assert_same_prefix(zl_pattern_prefix(one->pattern),
				   zl_pattern_prefix(other->pattern));
	}
	assert_int_equal(one->kind, other->kind);
	assert_int_equal(one->line, other->line);
	assert_int_equal(one->weight, other->weight);
	assert_int_equal(one->rank, other->rank);
	assert_int_equal(one->ordinal, other->ordinal);
	assert_int_equal(one->place, other->place);
	assert_int_equal(one->area, other->area);
	assert_int_equal(one->marker, other->marker);
	assert_int_equal(one->cue, other->cue);
	assert_int_equal(one->role, other->role);
	assert_int_equal(one->flag, other->flag);
	assert_int_equal(one->problem, other->problem);
	assert_int_equal(one->refers, other->refers);
	assert_int_equal(one->lines, other->lines);
	assert_int_equal(one->facts, other->facts);
}

static void
assert_same_list(const struct zl_rule_list *one, const struct zl_rule_list *other)
{
	assert_int_equal(one->count, other->count);
	assert_int_equal(one->floating, other->floating);
	for (size_t i = 0; i < one->count; i++)
		assert_same_rule(one->items[i], other->items[i]);
}

static void
assert_same_pairs(const struct zl_quote *one, const struct zl_quote *other, size_t count)
{
	for (size_t i = 0; i < count; i++) {
		assert_string_equal(one[i].open, other[i].open);
		assert_string_equal(one[i].close, other[i].close);
	}
}

static void
assert_same_file(const struct zl_rule_file *one, const struct zl_rule_file *other)
{
	assert_string_equal(one->family, other->family);
	assert_string_equal(one->version, other->version);
	assert_string_equal(one->title, other->title);
	assert_string_equal(one->sha256, other->sha256);
	assert_same_text(one->extends, other->extends);
	assert_same_text(one->base == NULL ? NULL : one->base->family,
			 other->base == NULL ? NULL : other->base->family);
	assert_int_equal(one->abstract, other->abstract);
	assert_int_equal(one->silent, other->silent);
	assert_int_equal(one->quote_count, other->quote_count);
	assert_int_equal(one->bracket_count, other->bracket_count);
	assert_same_pairs(one->quotes, other->quotes, one->quote_count);
	assert_same_pairs(one->brackets, other->brackets, one->bracket_count);
	assert_memory_equal(&one->stops, &other->stops, sizeof(one->stops));
	assert_memory_equal(one->signs, other->signs, sizeof(one->signs));
	assert_memory_equal(one->sign_ends, other->sign_ends, sizeof(one->sign_ends));
	for (int i = 0; i < ZL_RULE_KIND_COUNT; i++)
		assert_same_list(&one->kinds[i], &other->kinds[i]);
	for (int i = 0; i < ZL_ASKED_COUNT; i++)
		assert_same_list(&one->asked[i], &other->asked[i]);
}

/* What was tabulated when the program was built is what reading the files gives. */
static void
the_table_says_what_the_files_say(void **state)
{
	struct zl_rules *read = zl_rules_new(), *taken = zl_rules_new();
	size_t count = 0;

	(void)state;
	assert_true(zl_rules_add_own(read, &error));
	assert_true(zl_rules_take_own(taken));
	assert_string_equal(zl_rules_sha256(read), zl_rules_sha256(taken));
	for (; zl_rules_file(read, count) != NULL; count++) {
		assert_non_null(zl_rules_file(taken, count));
		assert_same_file(zl_rules_file(read, count), zl_rules_file(taken, count));
	}
	assert_null(zl_rules_file(taken, count));
	assert_int_not_equal(0, count);
	for (int place = 0; place < ZL_PLACE_COUNT; place++)
		assert_same_list(zl_rules_evidence(read, (enum zl_place)place),
				 zl_rules_evidence(taken, (enum zl_place)place));
	for (const struct zl_embedded *own = zl_rule_files; own->name != NULL; own++)
		count--;
	assert_int_equal(0, count);
	zl_rules_free(read);
	zl_rules_free(taken);
}

/* The files compiled in are not validated when they are added as such: copies of them are. */
static void
own_files_are_valid(void **state)
{
	(void)state;
	for (const struct zl_embedded *own = zl_rule_files; own->name != NULL; own++) {
		struct zl_rules *rules = zl_rules_new();
		char *copy = strdup(own->data);
		assert_true(rules != NULL && copy != NULL);
		if (!zl_rules_add(rules, copy, own->size, &error))
			fail_msg("%s, line %u: %s", own->name, error.line, error.message);
		free(copy);
		zl_rules_free(rules);
	}
}

static void
a_pattern_is_folded_as_text_is(void **state)
{
	struct zl_rules *rules = zl_rules_new();
	struct zl_match match;

	(void)state;
	assert_true(add(rules, FILE_OF("a", "<fragment name='who'>甲|乙</fragment>"
					    "<problem name='p' marker='about'>關於（{who}）：\n"
					    " (?'statement'.+)問題</problem>")));
	const struct zl_rule_list *problems = &zl_rules_file(rules, 0)->kinds[ZL_RULE_PROBLEM];
	const char *text = "关于(乙):台账问题";
	assert_non_null(
	    zl_rule_find(zl_rules_matcher(rules), problems, text, strlen(text), &match));
	assert_memory_equal(text + match.groups[ZL_GROUP_STATEMENT].from, "台账", strlen("台账"));
	assert_null(zl_rule_find(zl_rules_matcher(rules), problems, "x关于(乙):a问题", 20, NULL));
	zl_rules_free(rules);
}

static void
a_file_has_what_it_extends(void **state)
{
	struct zl_rules *rules = zl_rules_new();

	(void)state;
	assert_true(add(rules, FILE_OF("a", "<fragment name='x'>一</fragment>"
					    "<label name='l'>{x}号</label>"
					    "<label name='m'>别的</label>")));
	assert_true(add(rules, "<rules xmlns='urn:zhengli:rules:1' family='b' version='1' "
			       "extends='a'><title>t</title><fragment name='x'>二</fragment>"
			       "<label name='m'>新的</label></rules>"));
	const struct zl_rule_list *labels = &zl_rules_file(rules, 1)->kinds[ZL_RULE_LABEL];
	assert_int_equal(2, labels->count);
	assert_string_equal("新的", labels->items[0]->source);
	assert_non_null(zl_rule_find(zl_rules_matcher(rules), labels, "二号", 6, NULL));
	assert_null(zl_rule_find(zl_rules_matcher(rules), labels, "一号", 6, NULL));
	zl_rules_free(rules);
}

/* A fragment of the file's own shows in the base's patterns through fragments of the base, too. */
static void
a_fragment_is_replaced_however_deep(void **state)
{
	struct zl_rules *rules = zl_rules_new();

	(void)state;
	assert_true(add(rules, FILE_OF("a", "<fragment name='x'>一</fragment>"
					    "<fragment name='y'>第{x}</fragment>"
					    "<label name='l'>{y}号</label>"
					    "<label name='m'>别的</label>")));
	assert_true(add(rules, "<rules xmlns='urn:zhengli:rules:1' family='b' version='1' "
			       "extends='a'><title>t</title><fragment name='x'>二</fragment>"
			       "</rules>"));
	const struct zl_rule_list *base = &zl_rules_file(rules, 0)->kinds[ZL_RULE_LABEL];
	const struct zl_rule_list *labels = &zl_rules_file(rules, 1)->kinds[ZL_RULE_LABEL];
	assert_non_null(zl_rule_find(zl_rules_matcher(rules), labels, "第二号", 9, NULL));
	assert_null(zl_rule_find(zl_rules_matcher(rules), labels, "第一号", 9, NULL));
	assert_non_null(zl_rule_find(zl_rules_matcher(rules), base, "第一号", 9, NULL));
	assert_ptr_equal(base->items[1], labels->items[1]);
	zl_rules_free(rules);
}

static void
a_file_alone_reads_what_its_base_would(void **state)
{
	static const char base[] =
	    FILE_OF("a", "<evidence name='e' weight='99' in='anywhere'>整改</evidence>");
	static const char file[] = "<rules xmlns='urn:zhengli:rules:1' family='b' version='1' "
				   "extends='a'><title>t</title></rules>";

	(void)state;
	for (int only = 0; only < 2; only++) {
		struct zl_rules *rules = zl_rules_new();
		struct zl_document document = {0};
		struct zl_paragraph *paragraph = zl_document_add(&document, paragraphs);
		paragraph->text = zl_string("整改情况");
		paragraph->outline = -1;
		assert_true(add(rules, base));
		assert_true(only ? zl_rules_add_only(rules, file, strlen(file), &error)
				 : add(rules, file));
		assert_int_equal(zl_extract(&document, rules), ZL_OK);
		assert_true(zl_string_is(document.rules.family, only ? "b" : "a"));
		zl_document_free(&document);
		zl_rules_free(rules);
	}
}

static void
faults_have_their_place(void **state)
{
	static const struct {
		const char *data, *rule, *message;
		unsigned line, column;
	} cases[] = {
	    {FILE_OF("a", "<label name='l'>整改(:</label>"), "l", "missing closing parenthesis", 2,
	     21},
	    {FILE_OF("a", "<label name='l'>x&lt;{none}</label>"), "l",
	     "there is no fragment {none}", 2, 22},
	    {FILE_OF("a", "<fragment name='x'>{x}</fragment><label name='l'>{x}</label>"), "l",
	     "a fragment contains itself: {x}", 2, 50},
	    {FILE_OF("a", "<label name='l'>a</label><label name='l'>b</label>"), "l",
	     "there are two label rules of this name", 2, 0},
	    {FILE_OF("a", "<number name='n'>b</number>"), "", "attribute", 2, 0},
	    {"<rules", "", "", 1, 7},
	    {"<!DOCTYPE rules><rules/>", "", "a rule file has no document type declaration", 1, 0},
	};

	(void)state;
	for (size_t i = 0; i < sizeof(cases) / sizeof(cases[0]); i++) {
		struct zl_rules *rules = zl_rules_new();
		assert_false(add(rules, cases[i].data));
		assert_string_equal(cases[i].rule, error.rule);
		assert_non_null(strstr(error.message, cases[i].message));
		assert_int_equal(cases[i].line, error.line);
		assert_int_equal(cases[i].column, error.column);
		zl_rules_free(rules);
	}
}

static void
what_no_pattern_can_have_is_a_fault(void **state)
{
	struct zl_buffer file = {0};
	struct zl_rules *rules = zl_rules_new();

	(void)state;
	assert_false(add(rules, FILE_OF("a", "<never name='n'>[\\x{FFFFFFFF}]</never>")));
	zl_buffer_text(&file, "<rules xmlns='urn:zhengli:rules:1' family='b' version='1'>"
			      "<title>t</title><never name='n'>a");
	for (int i = 0; i < 60000; i++)
		zl_buffer_byte(&file, '*');
	zl_buffer_text(&file, "</never></rules>");
	assert_false(add(rules, file.data));
	zl_buffer_free(&file);
	zl_rules_free(rules);
}

static void
marks_without_a_sign_are_none(void **state)
{
	struct zl_rules *rules = zl_rules_new();

	(void)state;
	assert_true(add(rules, FILE_OF("a", "<quote open='' close='”'/><quote open='“' close='”'/>"
					    "<bracket open='(' close=''/>")));
	assert_int_equal(zl_rules_file(rules, 0)->quote_count, 1);
	assert_int_equal(zl_rules_file(rules, 0)->bracket_count, 0);
	zl_rules_free(rules);
}

static void
a_pattern_that_runs_away_is_a_fault(void **state)
{
	struct zl_rules *rules = zl_rules_new();
	const struct zl_pattern *pattern;
	char text[64];

	(void)state;
	memset(text, 'a', sizeof(text));
	assert_true(
	    add(rules, FILE_OF("a", "<cue name='c' for='task' weight='1'>(a|aa)+[bd]</cue>")));
	struct zl_matcher *matcher = zl_rules_matcher(rules);
	const struct zl_rule_list *cues = &zl_rules_file(rules, 0)->kinds[ZL_RULE_CUE];
	text[sizeof(text) - 1] = 'c';
	assert_null(zl_rule_find(matcher, cues, text, sizeof(text), NULL));
	assert_int_equal(ZL_MATCH_LIMIT, zl_matcher_fault(matcher, &pattern, NULL));
	assert_string_equal("c", zl_rules_of_pattern(rules, pattern)->name);
	assert_null(zl_rule_find(matcher, cues, "aab", 3, NULL)); /* until it is reset */
	zl_matcher_reset(matcher);
	assert_non_null(zl_rule_find(matcher, cues, "aab", 3, NULL));
	zl_rules_free(rules);
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(own_files_are_sound),
	    cmocka_unit_test(own_files_are_valid),
	    cmocka_unit_test(the_table_says_what_the_files_say),
	    cmocka_unit_test(a_pattern_is_folded_as_text_is),
	    cmocka_unit_test(a_file_has_what_it_extends),
	    cmocka_unit_test(a_fragment_is_replaced_however_deep),
	    cmocka_unit_test(a_file_alone_reads_what_its_base_would),
	    cmocka_unit_test(faults_have_their_place),
	    cmocka_unit_test(what_no_pattern_can_have_is_a_fault),
	    cmocka_unit_test(marks_without_a_sign_are_none),
	    cmocka_unit_test(a_pattern_that_runs_away_is_a_fault),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
