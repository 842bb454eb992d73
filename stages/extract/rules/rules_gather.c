/*
 * rules_gather.c: the lists of a rule file: its own rules and those of the file it extends, with
 * their patterns, by kind and by what is asked together.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "prefilter.h"
#include "rules_load.h"

/* The byte of the XML with which the rule's pattern begins, and its line; the end if not found. */
static const char *
find_pattern(const struct zl_loading *loading, const struct zl_rule *rule, unsigned *line)
{
	const char *at = loading->data, *end = at + loading->size;
	size_t length = strlen(rule->name);

	for (*line = 1; *line < rule->line && at < end; at++)
		*line += *at == '\n';
	for (; at + length + 1 < end; at++)
		if ((*at == '"' || *at == '\'') && at[length + 1] == *at &&
		    memcmp(at + 1, rule->name, length) == 0)
			break;
	for (; at < end && *at != '>'; at++)
		*line += *at == '\n';
	return at < end ? at + 1 : end;
}

static bool
begins(const char *at, const char *end, const char *word)
{
	size_t length = strlen(word);

	return (size_t)(end - at) >= length && memcmp(at, word, length) == 0;
}

/* Where in the XML the byte at offset of the rule's pattern stands: line and column from 1. */
static void
place_fault(const struct zl_loading *loading, const struct zl_rule *rule, size_t offset)
{
	static const struct {
		const char *entity;
		char byte;
	} entities[] = {
	    {"&lt;", '<'}, {"&gt;", '>'}, {"&amp;", '&'}, {"&quot;", '"'}, {"&apos;", '\''}};
	const char *end = loading->data + loading->size;
	unsigned line;
	const char *at = find_pattern(loading, rule, &line);

	for (size_t i = 0; i < offset && at < end; i++) {
		size_t step = 1;
		for (size_t j = 0; j < sizeof(entities) / sizeof(entities[0]); j++)
			if (rule->source[i] == entities[j].byte &&
			    begins(at, end, entities[j].entity))
				step = strlen(entities[j].entity);
		line += *at == '\n';
		at += step;
	}
	loading->error->line = line;
	loading->error->column = 1;
	for (; at > loading->data && at <= end && at[-1] != '\n'; at--)
		loading->error->column += ((unsigned char)at[-1] & 0xC0) != 0x80;
}

/* A fragment as the file sees it: its own, or of the file it extends. */
static const char *
fragment_of(const void *context, const char *name, size_t length)
{
	const struct zl_rule_list *list =
	    &((const struct zl_rule_file *)context)->kinds[ZL_RULE_FRAGMENT];

	for (size_t i = 0; i < list->count; i++)
		if (strlen(list->items[i]->name) == length &&
		    memcmp(list->items[i]->name, name, length) == 0)
			return list->items[i]->source;
	return NULL;
}

/* How patterns of a kind lie in what they are matched with. */
static unsigned
anchoring(const struct zl_rule *rule)
{
	switch (rule->kind) {
	case ZL_RULE_NUMBER:
	case ZL_RULE_ITEM:
	case ZL_RULE_CATEGORY:
	case ZL_RULE_PROBLEM:
	case ZL_RULE_PREFIX:
	case ZL_RULE_LABEL:
	case ZL_RULE_DETAIL:
	case ZL_RULE_CLAUSES:
	case ZL_RULE_NAMING:
	case ZL_RULE_DATE:
	case ZL_RULE_ATTRIBUTE:
	case ZL_RULE_IGNORED:
		return ZL_PATTERN_AT_START;
	case ZL_RULE_COLUMN:
	case ZL_RULE_PART:
	case ZL_RULE_CLOSING:
	case ZL_RULE_VALUE:
	case ZL_RULE_SUFFIX:
	case ZL_RULE_CONTENTS:
		return ZL_PATTERN_WHOLE;
	case ZL_RULE_RESIDUE:
		return rule->flag ? ZL_PATTERN_AT_START : ZL_PATTERN_WHOLE;
	default:
		return ZL_PATTERN_ANYWHERE;
	}
}

enum zl_status
zl_loading_keep(struct zl_loading *loading, struct zl_pattern *pattern, const struct zl_rule *rule)
{
	struct zl_rules *rules = loading->rules;

	if (rules->pattern_count == rules->pattern_capacity) {
		size_t more = rules->pattern_capacity * 2 + 64;
		void *moved = reallocarray(rules->patterns, more, sizeof(*rules->patterns));
		if (moved == NULL) {
			zl_pattern_free(pattern);
			return zl_loading_no_memory(loading->error);
		}
		rules->patterns = moved;
		rules->pattern_capacity = more;
	}
	rules->patterns[rules->pattern_count].pattern = pattern;
	rules->patterns[rules->pattern_count++].rule = rule;
	return ZL_DONE;
}

/* Notes what facts the rule's groups tell, and names that are new. */
static void
note_facts(struct zl_rules *rules, struct zl_rule *rule)
{
	const char *group;

	for (unsigned i = 0; (group = zl_pattern_group_name(rule->pattern, i)) != NULL; i++) {
		uint32_t fact = zl_rules_fact(rules, group);
		if (fact == ZL_FACTS_OTHER && rules->fact_count < ZL_FACTS_TOLD) {
			fact = UINT32_C(1) << rules->fact_count;
			rules->facts[rules->fact_count++] = group;
		}
		rule->facts |= fact;
	}
}

static enum zl_status
compile(struct zl_loading *loading, struct zl_rule *rule)
{
	struct zl_pattern_error problem;

	rule->pattern =
	    zl_pattern_new(rule->source, anchoring(rule), fragment_of, loading->file, &problem);
	if (rule->pattern != NULL && rule->kind == ZL_RULE_FACT)
		note_facts(loading->rules, rule);
	if (rule->pattern != NULL)
		return zl_loading_keep(loading, rule->pattern, rule);
	zl_loading_fault(loading->error, rule->name, rule->line, "%s", problem.message);
	if (rule->file == loading->file)
		place_fault(loading, rule, problem.offset);
	return ZL_FAILED;
}

void
zl_loading_append(struct zl_rule_list *list, const struct zl_rule *rule)
{
	list->items[list->count++] = rule;
}

static bool
has_name(const struct zl_rule_list *list, size_t count, const char *name)
{
	for (size_t i = 0; i < count; i++)
		if (strcmp(list->items[i]->name, name) == 0)
			return true;
	return false;
}

enum zl_status
zl_loading_list(struct zl_loading *loading, struct zl_rule_list *list, size_t most)
{
	struct zl_arena *arena = &loading->rules->arena;

	list->items = zl_arena_zero(arena, most + 1, sizeof(*list->items));
	list->prefilters =
	    zl_arena_zero(arena, most / ZL_PREFILTER_RULES + 1, sizeof(*list->prefilters));
	return (list->items != NULL && list->prefilters != NULL) ||
	       zl_loading_no_memory(loading->error);
}

void
zl_loading_share(struct zl_rule_list *list, const struct zl_rule_list *base)
{
	if (list->count == base->count &&
	    memcmp(list->items, base->items, list->count * sizeof(list->items[0])) == 0)
		list->prefilters = base->prefilters;
}

/* Whether a fragment that differs from the base's is put into source. */
static bool
differs_here(const struct zl_loading *loading, const char *source)
{
	const struct zl_rule_list *fragments = &loading->file->kinds[ZL_RULE_FRAGMENT];

	for (size_t i = 0; i < fragments->count; i++)
		if (loading->differs[i] && zl_pattern_names(source, fragments->items[i]->name))
			return true;
	return false;
}

/* Tells which fragments differ from the base's: own ones, and those into which such are put. */
static bool
compare_fragments(struct zl_loading *loading)
{
	const struct zl_rule_list *fragments = &loading->file->kinds[ZL_RULE_FRAGMENT];

	loading->differs =
	    zl_arena_zero(&loading->rules->arena, fragments->count + 1, sizeof(*loading->differs));
	if (loading->differs == NULL)
		return zl_loading_no_memory(loading->error);
	for (bool more = true; more;) {
		more = false;
		for (size_t i = 0; i < fragments->count; i++) {
			const struct zl_rule *fragment = fragments->items[i];
			if (loading->differs[i] || (fragment->file != loading->file &&
						    !differs_here(loading, fragment->source)))
				continue;
			loading->differs[i] = more = true;
		}
	}
	return true;
}

/*
 * The file's rules of one kind: its own, then those of its base that it does not replace.  The
 * base's are compiled anew where fragments of the file take their places in them.
 */
static enum zl_status
gather_kind(struct zl_loading *loading, enum zl_rule_kind kind)
{
	struct zl_rule_list *list = &loading->file->kinds[kind];
	const struct zl_rule_file *base = loading->file->base;
	size_t own = 0, most = loading->own_count + (base == NULL ? 0 : base->kinds[kind].count);

	if (!zl_loading_list(loading, list, most))
		return ZL_FAILED;
	for (size_t i = 0; i < loading->own_count; i++) {
		struct zl_rule *rule = &loading->own[i];
		if (rule->kind != kind)
			continue;
		if (has_name(list, list->count, rule->name))
			return zl_loading_fault(loading->error, rule->name, rule->line,
						"there are two %s rules of this name",
						zl_rule_kind_name(kind));
		zl_loading_append(list, rule);
		own++;
		if (kind != ZL_RULE_FRAGMENT && !compile(loading, rule))
			return ZL_FAILED;
	}
	for (size_t i = 0; base != NULL && i < base->kinds[kind].count; i++) {
		const struct zl_rule *rule = base->kinds[kind].items[i];
		if (kind == ZL_RULE_EVIDENCE || has_name(list, own, rule->name))
			continue;
		if (kind != ZL_RULE_FRAGMENT && differs_here(loading, rule->source)) {
			struct zl_rule *again =
			    zl_arena_take(&loading->rules->arena, sizeof(*again));
			if (again == NULL)
				return zl_loading_no_memory(loading->error);
			*again = *rule;
			if (!compile(loading, again))
				return ZL_FAILED;
			rule = again;
		}
		zl_loading_append(list, rule);
	}
	if (base != NULL)
		zl_loading_share(list, &base->kinds[kind]);
	return ZL_DONE;
}

/* Adds the rule to the lists with which it is asked, when these are not all of its kind. */
static void
add_asked(struct zl_rule_file *file, const struct zl_rule *rule)
{
	struct zl_rule_list *lists = file->asked;

	switch (rule->kind) {
	case ZL_RULE_FACT:
		zl_loading_append(&lists[ZL_ASKED_FACTS + rule->place], rule);
		break;
	case ZL_RULE_CUE:
		zl_loading_append(&lists[ZL_ASKED_CUES + rule->cue], rule);
		break;
	case ZL_RULE_IGNORED:
		zl_loading_append(&lists[ZL_ASKED_UNSEEN], rule);
		break;
	case ZL_RULE_RESIDUE:
		zl_loading_append(&lists[rule->flag ? ZL_ASKED_UNSEEN : ZL_ASKED_RESIDUES], rule);
		break;
	case ZL_RULE_ITEM:
		if (rule->flag)
			zl_loading_append(&lists[ZL_ASKED_WITHIN], rule);
		break;
	case ZL_RULE_NUMBER:
		if (rule->flag)
			zl_loading_append(&lists[ZL_ASKED_SPLIT], rule);
		break;
	default:
		break;
	}
}

/* The lists of rules that are asked together, out of those of the kinds. */
static enum zl_status
gather_asked(struct zl_loading *loading)
{
	struct zl_rule_file *file = loading->file;
	size_t most = 0;
	/* Ignored text comes before residue: kind by kind, backwards. */
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		most += file->kinds[kind].count;
	for (int i = 0; i < ZL_ASKED_COUNT; i++)
		if (!zl_loading_list(loading, &file->asked[i], most))
			return ZL_FAILED;
	for (int i = ZL_ASKED_FLOATING; i < ZL_ASKED_COUNT; i++)
		file->asked[i].floating = true;
	for (int kind = ZL_RULE_KIND_COUNT; kind-- > 0;)
		for (size_t i = 0; i < file->kinds[kind].count; i++)
			add_asked(file, file->kinds[kind].items[i]);
	for (int i = 0; file->base != NULL && i < ZL_ASKED_COUNT; i++)
		zl_loading_share(&file->asked[i], &file->base->asked[i]);
	return ZL_DONE;
}

/* Fragments first: the others' patterns name them. */
enum zl_status
zl_loading_gather(struct zl_loading *loading)
{
	if (!gather_kind(loading, ZL_RULE_FRAGMENT) || !compare_fragments(loading))
		return ZL_FAILED;
	for (int kind = 0; kind < ZL_RULE_KIND_COUNT; kind++)
		if (kind != ZL_RULE_FRAGMENT && !gather_kind(loading, (enum zl_rule_kind)kind))
			return ZL_FAILED;
	return gather_asked(loading);
}
