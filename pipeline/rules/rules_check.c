/* rules_check.c: fragments that nothing uses, rules that never win, patterns that run away. */
#include "rules_check.h"

#include <stdarg.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "pattern_cost.h"
#include "pipeline/common/language.h"

enum { SHOWN_BYTES = 120 }; /* of a pattern or text in a message */

/* Says something about a rule of the file; counts it as an error or a warning. */
__attribute__((format(printf, 4, 5))) static void
remark(struct zl_rules_case *rules, const struct zl_rule *rule, bool error, const char *format, ...)
{
	char message[1024];
	va_list arguments;

	va_start(arguments, format);
	vsnprintf(message, sizeof(message), format, arguments);
	va_end(arguments);
	zl_rules_show(rules, rule->line, 0, error ? N_("error") : N_("warning"), message);
	if (error)
		rules->errors++;
	else
		rules->warnings++;
}

/* Whether pattern source names the fragment: {name}. */
static bool
names(const char *source, const char *name)
{
	const size_t length = strlen(name);

	for (const char *at = strchr(source, '{'); at != NULL; at = strchr(at + 1, '{'))
		if (strncmp(at + 1, name, length) == 0 && at[1 + length] == '}')
			return true;
	return false;
}

/* Whether a rule that matches something names the fragment. */
static bool
named_by_rule(const struct zl_rule_file *file, const char *name)
{
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		for (size_t i = 0; kind != ZL_RULE_FRAGMENT && i < file->kinds[kind].count; i++)
			if (names(file->kinds[kind].items[i]->source, name))
				return true;
	return false;
}

/* Marks the fragments that rules name, directly or through other fragments. */
static void
mark_used(const struct zl_rule_file *file, bool *used)
{
	const struct zl_rule_list *fragments = &file->kinds[ZL_RULE_FRAGMENT];
	bool more = true;

	for (size_t i = 0; i < fragments->count; i++)
		used[i] = named_by_rule(file, fragments->items[i]->name);
	while (more) {
		more = false;
		for (size_t i = 0; i < fragments->count; i++)
			for (size_t j = 0; !used[i] && j < fragments->count; j++)
				if (used[j] &&
				    names(fragments->items[j]->source, fragments->items[i]->name))
					used[i] = more = true;
	}
}

static enum zl_status
check_fragments(struct zl_rules_case *rules)
{
	const struct zl_rule_list *fragments = &rules->file->kinds[ZL_RULE_FRAGMENT];
	bool *used = calloc(fragments->count + 1, sizeof(*used));

	if (used == NULL)
		return ZL_FAILED;
	mark_used(rules->file, used);
	for (size_t i = 0; i < fragments->count; i++)
		if (!used[i] && fragments->items[i]->file == rules->file)
			remark(rules, fragments->items[i], false, _("no rule uses fragment “%s”"),
			       fragments->items[i]->name);
	free(used);
	return ZL_DONE;
}

/* Whether of several rules of the kind only the first that matches counts. */
static bool
first_wins(const struct zl_rule *a, const struct zl_rule *b)
{
	if (a->kind == ZL_RULE_EVIDENCE || a->kind == ZL_RULE_CUE || a->kind == ZL_RULE_FRAGMENT)
		return false;
	return a->kind != ZL_RULE_FACT || a->place == b->place;
}

/* The rule before index in the list that has the same pattern; NULL for none. */
static const struct zl_rule *
same_before(const struct zl_rule_list *list, size_t index)
{
	const struct zl_rule *rule = list->items[index];

	for (size_t i = 0; i < index; i++)
		if (first_wins(rule, list->items[i]) &&
		    strcmp(zl_pattern_text(list->items[i]->pattern),
			   zl_pattern_text(rule->pattern)) == 0)
			return list->items[i];
	return NULL;
}

static void
check_copies(struct zl_rules_case *rules, const struct zl_rule_list *list)
{
	for (size_t i = 0; i < list->count; i++) {
		const struct zl_rule *rule = list->items[i], *before;
		if (rule->kind == ZL_RULE_FRAGMENT || rule->file != rules->file)
			continue;
		before = same_before(list, i);
		if (before != NULL)
			remark(rules, rule, false,
			       _("rule “%s” never wins: rule “%s” above it has the same pattern"),
			       rule->name, before->name);
	}
}

/* Bytes of text that can be shown, up to the end of a character. */
static int
shown(const char *text, size_t length)
{
	if (length > SHOWN_BYTES) {
		length = SHOWN_BYTES;
		while (length > 0 && (text[length] & 0xC0) == 0x80)
			length--;
	}
	return (int)length;
}

static void
say_cost(struct zl_rules_case *rules, const struct zl_rule *rule,
	 const struct zl_cost_report *report)
{
	const char *part = zl_pattern_text(rule->pattern) + report->from;
	const char *how = report->cost == ZL_COST_RUNAWAY
			      ? _("can run away")
			      : _("takes time as the square of the text’s length");

	remark(rules, rule, report->cost == ZL_COST_RUNAWAY,
	       _("rule “%s” %s: %s %.*s on text like “%.*s%.*s%.*s…”"), rule->name, how,
	       report->nested ? _("a repetition in a repetition,") : "in",
	       shown(part, report->to - report->from), part,
	       shown(report->beginning.data, report->beginning.length), report->beginning.data,
	       shown(report->unit.data, report->unit.length), report->unit.data,
	       shown(report->unit.data, report->unit.length), report->unit.data);
}

static enum zl_status
check_costs(struct zl_rules_case *rules, const struct zl_rule_list *list)
{
	bool good = true;

	for (size_t i = 0; good && i < list->count; i++) {
		const struct zl_rule *rule = list->items[i];
		struct zl_arena arena = {0};
		struct zl_cost_report report;
		if (rule->kind == ZL_RULE_FRAGMENT || rule->file != rules->file)
			continue;
		good = zl_pattern_cost(&arena, zl_pattern_text(rule->pattern),
				       zl_pattern_options(rule->pattern), &report);
		if (good && report.cost != ZL_COST_FAIR)
			say_cost(rules, rule, &report);
		zl_arena_free(&arena);
	}
	return good;
}

/* Groups that nobody asks for are mistyped; those of facts and dates are their names. */
static void
check_groups(struct zl_rules_case *rules, const struct zl_rule_list *list)
{
	const char *name;

	for (size_t i = 0; i < list->count; i++) {
		const struct zl_rule *rule = list->items[i];
		if (rule->kind == ZL_RULE_FRAGMENT || rule->kind == ZL_RULE_FACT ||
		    rule->kind == ZL_RULE_DATE || rule->file != rules->file)
			continue;
		for (unsigned k = 0; (name = zl_pattern_group_name(rule->pattern, k)) != NULL; k++)
			if (!zl_pattern_is_known_group(name))
				remark(
				    rules, rule, true,
				    _("rule “%s”: nothing reads group “%s”; groups are statement, "
				      "value, rest and label"),
				    rule->name, name);
	}
}

enum zl_status
zl_rules_check(struct zl_rules_case *rules)
{
	bool good = check_fragments(rules);

	for (int kind = 0; good && kind < ZL_RULE_KIND_COUNT; kind++) {
		check_copies(rules, &rules->file->kinds[kind]);
		check_groups(rules, &rules->file->kinds[kind]);
		good = check_costs(rules, &rules->file->kinds[kind]);
	}
	return good && zl_rules_check_shadows(rules);
}
