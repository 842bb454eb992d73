/* rules_shadow.c: rules whose own examples are read by others. */
#include <stdlib.h>
#include <string.h>

#include "pipeline/common/language.h"
#include "rules_check.h"
#include "rules_reading.h"

/* The readings of one rule's examples. */
struct readings {
	struct zl_example_reading *items;
	size_t count;
};

/* Kinds whose rules show in what is read. */
static bool
is_seen(enum zl_rule_kind kind)
{
	return kind == ZL_RULE_NUMBER || kind == ZL_RULE_ITEM || kind == ZL_RULE_PROBLEM ||
	       kind == ZL_RULE_LABEL || kind == ZL_RULE_DETAIL || kind == ZL_RULE_ATTRIBUTE;
}

static enum zl_status
read_examples(const struct zl_rules_case *rules, const struct zl_rule *rule,
	      struct readings *readings)
{
	const struct zl_rule_file *file = rules->file;

	readings->items = calloc(file->example_count + 1, sizeof(*readings->items));
	readings->count = 0;
	if (readings->items == NULL)
		return ZL_FAILED;
	for (size_t i = 0; i < file->example_count; i++)
		if (strcmp(file->examples[i].rule, rule->name) == 0 &&
		    !zl_reading_make(&readings->items[readings->count++], rules->rules,
				     &file->examples[i]))
			return ZL_FAILED;
	return ZL_DONE;
}

static void
free_readings(struct readings *readings)
{
	for (size_t i = 0; readings->items != NULL && i < readings->count; i++)
		zl_reading_free(&readings->items[i]);
	free(readings->items);
}

/* In how many of the readings the rule had a part. */
static size_t
count_used(const struct readings *readings, const struct zl_rule *rule)
{
	size_t count = 0;

	for (size_t i = 0; i < readings->count; i++)
		count += zl_reading_used(&readings->items[i], rule->name);
	return count;
}

/* The rule before index in the list that had a part in all readings; NULL for none. */
static const struct zl_rule *
taker(const struct zl_rule_list *list, size_t index, const struct readings *readings)
{
	for (size_t i = 0; i < index; i++)
		if (count_used(readings, list->items[i]) == readings->count)
			return list->items[i];
	return NULL;
}

/* Says so when the rule at index had no part in any of its examples. */
static void
judge(struct zl_rules_case *rules, const struct zl_rule_list *list, size_t index,
      const struct readings *readings)
{
	const struct zl_rule *rule = list->items[index], *other;
	char message[256];

	if (readings->count == 0 || count_used(readings, rule) > 0)
		return;
	other = taker(list, index, readings);
	if (other != NULL)
		snprintf(message, sizeof(message),
			 _("rule “%s” never wins: rule “%s” above it takes all of its examples"),
			 rule->name, other->name);
	else
		snprintf(message, sizeof(message), _("rule “%s” has no part in its own examples"),
			 rule->name);
	zl_rules_show(rules, rule->line, 0, N_("warning"), message);
	rules->warnings++;
}

enum zl_status
zl_rules_check_shadows(struct zl_rules_case *rules)
{
	bool good = true;

	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++) {
		const struct zl_rule_list *list = &rules->file->kinds[kind];
		for (size_t i = 0; is_seen((enum zl_rule_kind)kind) && good && i < list->count;
		     i++) {
			struct readings readings;
			if (list->items[i]->file != rules->file)
				continue;
			good = read_examples(rules, list->items[i], &readings);
			if (good)
				judge(rules, list, i, &readings);
			free_readings(&readings);
		}
	}
	return good;
}
