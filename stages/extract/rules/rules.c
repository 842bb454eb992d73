/* rules.c: a set of rule files. */
#include "rules.h"

#include <stdlib.h>
#include <string.h>

#include "rules_set.h"

struct zl_rules *
zl_rules_new(void)
{
	struct zl_rules *rules = calloc(1, sizeof(*rules));

	if (rules != NULL && (rules->matcher = zl_matcher_new()) == NULL) {
		free(rules);
		rules = NULL;
	}
	return rules;
}

static void
clear_lists(const struct zl_rule_file *file)
{
	for (int i = 0; i < ZL_RULE_KIND_COUNT; i++)
		zl_rule_list_clear(&file->kinds[i]);
	for (int i = 0; i < ZL_ASKED_COUNT; i++)
		zl_rule_list_clear(&file->asked[i]);
}

void
zl_rules_free(struct zl_rules *rules)
{
	if (rules == NULL)
		return;
	for (size_t i = 0; i < rules->file_count; i++)
		clear_lists(rules->files[i]);
	for (int i = 0; i < ZL_PLACE_COUNT; i++)
		zl_rule_list_clear(&rules->evidence[i]);
	for (size_t i = 0; i < rules->pattern_count; i++)
		zl_pattern_free(rules->patterns[i].pattern);
	free(rules->patterns);
	free(rules->files);
	zl_matcher_free(rules->matcher);
	xmlRelaxNGFree(rules->schema);
	zl_arena_free(&rules->arena);
	free(rules);
}

void
zl_rules_ready(struct zl_rules *rules)
{
	for (size_t i = 0; i < rules->pattern_count; i++)
		zl_pattern_ready(rules->patterns[i].pattern);
	zl_matcher_steps(rules->matcher, ZL_MATCH_STEPS);
	rules->ready = true;
}

void
zl_rules_spare(struct zl_rules *rules)
{
	zl_matcher_steps(rules->matcher, ZL_MATCH_STEPS / 20);
}

bool
zl_rules_is_ready(const struct zl_rules *rules)
{
	return rules->ready;
}

uint32_t
zl_rules_fact(const struct zl_rules *rules, const char *group)
{
	for (size_t i = 0; i < rules->fact_count; i++)
		if (strcmp(rules->facts[i], group) == 0)
			return UINT32_C(1) << i;
	return ZL_FACTS_OTHER;
}

const char *
zl_rules_sha256(const struct zl_rules *rules)
{
	return rules->sha256;
}

const struct zl_rule_file *
zl_rules_file(const struct zl_rules *rules, size_t index)
{
	return index < rules->file_count ? rules->files[index] : NULL;
}

const struct zl_rule_list *
zl_rules_evidence(const struct zl_rules *rules, enum zl_place place)
{
	return &rules->evidence[place];
}

void
zl_rules_insist(struct zl_rules *rules, const struct zl_rule_file *file)
{
	rules->only = file;
}

const struct zl_rule_file *
zl_rules_insisted(const struct zl_rules *rules)
{
	return rules->only;
}

struct zl_matcher *
zl_rules_matcher(const struct zl_rules *rules)
{
	return rules->matcher;
}

const struct zl_rule *
zl_rules_of_pattern(const struct zl_rules *rules, const struct zl_pattern *pattern)
{
	for (size_t i = 0; i < rules->pattern_count; i++)
		if (rules->patterns[i].pattern == pattern)
			return rules->patterns[i].rule;
	return NULL;
}

const char *
zl_rule_kind_name(enum zl_rule_kind kind)
{
	static const char *const names[ZL_RULE_KIND_COUNT] = {
	    [ZL_RULE_EVIDENCE] = "evidence",
	    [ZL_RULE_FRAGMENT] = "fragment",
	    [ZL_RULE_NUMBER] = "number",
	    [ZL_RULE_ITEM] = "item",
	    [ZL_RULE_PART] = "part",
	    [ZL_RULE_HEADING] = "heading",
	    [ZL_RULE_CATEGORY] = "category",
	    [ZL_RULE_PROBLEM] = "problem",
	    [ZL_RULE_PREFIX] = "prefix",
	    [ZL_RULE_SUFFIX] = "suffix",
	    [ZL_RULE_CLAUSES] = "clauses",
	    [ZL_RULE_NAMING] = "naming",
	    [ZL_RULE_LABEL] = "label",
	    [ZL_RULE_DETAIL] = "detail",
	    [ZL_RULE_ATTRIBUTE] = "attribute",
	    [ZL_RULE_VALUE] = "value",
	    [ZL_RULE_CUE] = "cue",
	    [ZL_RULE_NEVER] = "never",
	    [ZL_RULE_COLUMN] = "column",
	    [ZL_RULE_BAR] = "bar",
	    [ZL_RULE_CONTENTS] = "contents",
	    [ZL_RULE_RESIDUE] = "residue",
	    [ZL_RULE_IGNORED] = "ignored",
	    [ZL_RULE_CLOSING] = "closing",
	    [ZL_RULE_SENTENCE] = "sentence",
	    [ZL_RULE_FACT] = "fact",
	    [ZL_RULE_DATE] = "date",
	};
	return names[kind];
}
