/* rules_own.c: a set of the rule files that are compiled in, out of the table of them. */
#include <stdlib.h>
#include <string.h>

#include "rules_load.h"
#include "rules_table.h"

static const struct zl_table *const table = &zl_own_table;

/* Each rule of the table with its file and its pattern, which is compiled when it is used. */
static enum zl_status
make_rules(struct zl_loading *loading, struct zl_rule *rules, const struct zl_rule_file *files)
{
	for (size_t i = 0; i < table->rule_count; i++) {
		const struct zl_table_rule *row = &table->rules[i];
		rules[i] = row->rule;
		rules[i].file = &files[row->file];
		if (row->text == NULL)
			continue;
		rules[i].pattern = zl_pattern_known(row->text, row->prefix, row->options);
		if (rules[i].pattern == NULL ||
		    !zl_loading_keep(loading, rules[i].pattern, &rules[i]))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/* The list that stands at *row, which goes on behind it. */
static enum zl_status
make_list(struct zl_loading *loading, const struct zl_rule *rules, const uint16_t **row,
	  const struct zl_rule_list *base, struct zl_rule_list *list)
{
	size_t count = *(*row)++;

	if (!zl_loading_list(loading, list, count))
		return ZL_FAILED;
	for (size_t i = 0; i < count; i++)
		zl_loading_append(list, &rules[*(*row)++]);
	if (base != NULL)
		zl_loading_share(list, base);
	return ZL_DONE;
}

static enum zl_status
make_file(struct zl_loading *loading, const struct zl_rule *rules, struct zl_rule_file *files,
	  size_t index)
{
	const struct zl_table_file *row = &table->files[index];
	const struct zl_rule_file *base = row->base < 0 ? NULL : &files[row->base];
	const uint16_t *lists = row->lists;
	struct zl_rule_file *file = loading->file = &files[index];

	*file = row->file;
	file->base = base;
	for (int i = 0; i < ZL_RULE_KIND_COUNT; i++)
		if (!make_list(loading, rules, &lists, base == NULL ? NULL : &base->kinds[i],
			       &file->kinds[i]))
			return ZL_FAILED;
	for (int i = 0; i < ZL_ASKED_COUNT; i++) {
		file->asked[i].floating = i >= ZL_ASKED_FLOATING;
		if (!make_list(loading, rules, &lists, base == NULL ? NULL : &base->asked[i],
			       &file->asked[i]))
			return ZL_FAILED;
	}
	loading->rules->files[loading->rules->file_count++] = file;
	return zl_loading_evidence(loading);
}

enum zl_status
zl_rules_take_own(struct zl_rules *rules)
{
	struct zl_rules_error error = {0};
	struct zl_loading loading = {.rules = rules, .error = &error};
	struct zl_rule *made = zl_arena_zero(&rules->arena, table->rule_count, sizeof(*made));
	struct zl_rule_file *files =
	    zl_arena_zero(&rules->arena, table->file_count, sizeof(*files));

	rules->files = calloc(table->file_count, sizeof(*rules->files));
	if (made == NULL || files == NULL || rules->files == NULL ||
	    !make_rules(&loading, made, files))
		return ZL_FAILED;
	for (size_t i = 0; i < table->file_count; i++)
		if (!make_file(&loading, made, files, i))
			return ZL_FAILED;
	for (size_t i = 0; i < table->fact_count; i++)
		rules->facts[rules->fact_count++] = table->facts[i];
	memcpy(rules->sha256, table->sha256, sizeof(rules->sha256));
	return ZL_DONE;
}
