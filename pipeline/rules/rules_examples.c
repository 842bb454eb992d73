/* rules_test.c: whether the examples of a rule file are read as they say. */
#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "pipeline/score/score_parts.h"
#include "rules_check.h"
#include "rules_reading.h"

enum { MOST_WORDS = 2048 };

/* An example being tested. */
struct trial {
	struct zl_rules_case *rules;
	const struct zl_example *example;
	struct zl_example_reading reading;
	bool failed; /* to be read as it says */
	bool broken; /* no memory */
};

/* Says what is not as expected. */
__attribute__((format(printf, 2, 3))) static void
differ(struct trial *trial, const char *format, ...)
{
	char message[MOST_WORDS];
	va_list arguments;
	int length =
	    snprintf(message, sizeof(message), _("example of rule “%s”: "), trial->example->rule);

	va_start(arguments, format);
	if (length >= 0 && (size_t)length < sizeof(message))
		vsnprintf(message + length, sizeof(message) - (size_t)length, format, arguments);
	va_end(arguments);
	zl_rules_show(trial->rules, trial->example->line, 0, N_("error"), message);
	trial->failed = true;
}

/* Whether both say the same: as zhengli score compares. */
static bool
same(struct trial *trial, struct zl_string a, const char *b)
{
	struct zl_arena arena = {0};
	struct zl_score_text left, right;
	bool good = zl_score_fold(&arena, a.data, a.length, &left) &&
		    zl_score_fold(&arena, b, strlen(b), &right);
	bool equal = good && zl_score_equal(left, right);

	trial->broken |= !good;
	zl_arena_free(&arena);
	return equal;
}

/* Compares what is said of a finding beside its statement. */
static void
compare_finding(struct trial *trial, const struct zl_expected *expected,
		const struct zl_read_finding *found)
{
	const char *kind = zl_finding_kind_name(found->node->finding_kind);
	const char *status = zl_status_name(found->node->status);
	const char *response = expected->response == NULL ? "" : expected->response;
	struct zl_string parent = zl_reading_parent(&trial->reading, found);

	if (expected->kind != NULL && strcmp(expected->kind, kind) != 0)
		differ(trial, _("finding “%s” is of kind %s, expected is %s"), expected->statement,
		       kind, expected->kind);
	if (expected->status != NULL && strcmp(expected->status, status) != 0)
		differ(trial, _("finding “%s” is %s, expected is %s"), expected->statement, status,
		       expected->status);
	if (!same(trial, found->response, response))
		differ(trial, _("finding “%s” has the response “%.*s”, expected is “%s”"),
		       expected->statement, (int)found->response.length, found->response.data,
		       response);
	if (expected->measures >= 0 && expected->measures != found->measures)
		differ(trial, _("finding “%s” has %d measures, expected are %d"),
		       expected->statement, found->measures, expected->measures);
	if (expected->parent != NULL && !same(trial, parent, expected->parent))
		differ(trial, _("finding “%s” stands in “%.*s”, expected is “%s”"),
		       expected->statement, (int)parent.length, parent.data, expected->parent);
}

static void
expect_finding(struct trial *trial, const struct zl_expected *expected)
{
	for (size_t i = 0; i < trial->reading.finding_count; i++) {
		struct zl_read_finding *found = &trial->reading.findings[i];
		if (found->met || !same(trial, found->statement, expected->statement))
			continue;
		found->met = true;
		compare_finding(trial, expected, found);
		return;
	}
	differ(trial, _("there is no finding “%s”"), expected->statement);
}

static void
expect_recommendation(struct trial *trial, const struct zl_expected *expected)
{
	for (size_t i = 0; i < trial->reading.recommendation_count; i++)
		if (!trial->reading.recommendations_met[i] &&
		    same(trial, trial->reading.recommendations[i], expected->statement)) {
			trial->reading.recommendations_met[i] = true;
			return;
		}
	differ(trial, _("there is no recommendation “%s”"), expected->statement);
}

static void
expect_fact(struct trial *trial, const struct zl_expected *expected)
{
	const struct zl_document *document = &trial->reading.document;

	for (size_t i = 0; i < document->facts.count; i++) {
		const struct zl_fact *fact = &document->facts.items[i];
		if (strcmp(fact->name, expected->fact) != 0)
			continue;
		if (!same(trial, fact->text, expected->statement))
			differ(trial, _("fact %s is “%.*s”, expected is “%s”"), fact->name,
			       (int)fact->text.length, fact->text.data, expected->statement);
		return;
	}
	differ(trial, _("there is no fact %s"), expected->fact);
}

/* What was found and is not expected. */
static void
refuse_others(struct trial *trial)
{
	const struct zl_example_reading *reading = &trial->reading;

	for (size_t i = 0; i < reading->finding_count; i++)
		if (!reading->findings[i].met)
			differ(trial, _("finding “%.*s” is not expected"),
			       (int)reading->findings[i].statement.length,
			       reading->findings[i].statement.data);
	for (size_t i = 0; i < reading->recommendation_count; i++)
		if (!reading->recommendations_met[i])
			differ(trial, _("recommendation “%.*s” is not expected"),
			       (int)reading->recommendations[i].length,
			       reading->recommendations[i].data);
}

static void
compare_example(struct trial *trial)
{
	for (size_t i = 0; i < trial->example->expected_count; i++) {
		const struct zl_expected *expected = &trial->example->expected[i];
		switch (expected->what) {
		case ZL_EXPECT_FINDING:
			expect_finding(trial, expected);
			break;
		case ZL_EXPECT_RECOMMENDATION:
			expect_recommendation(trial, expected);
			break;
		case ZL_EXPECT_FACT:
			expect_fact(trial, expected);
			break;
		}
	}
	refuse_others(trial);
}

/* False: no memory.  *passed: the example is read as it says. */
static enum zl_status
test_example(struct zl_rules_case *rules, const struct zl_example *example, bool *passed)
{
	struct trial trial = {.rules = rules, .example = example};
	const struct zl_error *error = &trial.reading.document.error;

	if (zl_reading_make(&trial.reading, rules->rules, example))
		compare_example(&trial);
	else if (error->code == ZL_OK || error->code == ZL_OUT_OF_MEMORY)
		trial.broken = true;
	else
		differ(&trial, "%s: %s", zl_failure_sentence(error->code),
		       error->message.data == NULL ? "" : error->message.data);
	*passed = !trial.failed;
	zl_reading_free(&trial.reading);
	return !trial.broken;
}

/* A line for each rule that has examples, in the order of the first of them; then all in one. */
static void
print_rules(const struct zl_rules_case *rules, const bool *passed)
{
	const struct zl_rule_file *file = rules->file;
	size_t all_good = 0;

	for (size_t i = 0; i < file->example_count; i++) {
		size_t count = 0, good = 0;
		all_good += passed[i];
		bool earlier = false;
		for (size_t j = 0; j < file->example_count; j++)
			if (strcmp(file->examples[j].rule, file->examples[i].rule) == 0) {
				earlier |= j < i;
				count++;
				good += passed[j];
			}
		if (!earlier)
			fprintf(rules->stream, _("%s  %s: %zu of %zu\n"),
				good == count ? _("pass") : _("FAIL"), file->examples[i].rule, good,
				count);
	}
	fprintf(rules->stream, _("%zu of %zu examples pass\n"), all_good, file->example_count);
}

enum zl_status
zl_rules_test(struct zl_rules_case *rules)
{
	const size_t count = rules->file->example_count;
	bool *passed = calloc(count + 1, sizeof(*passed));
	bool good = passed != NULL;
	size_t failures = 0;

	for (size_t i = 0; good && i < count; i++) {
		good = test_example(rules, &rules->file->examples[i], &passed[i]);
		failures += !passed[i];
	}
	if (good) {
		print_rules(rules, passed);
		rules->errors += failures;
	}
	free(passed);
	return good;
}
