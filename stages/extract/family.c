/* family.c: which rule file reads the document: the one for which most evidence is found. */
#include <string.h>

#include "extract/engine.h"

enum {
	LEAST_WEIGHT = 10, /* that makes a file apply */
	OPENING_LINES = 12
};

/* Where evidence is looked for. */
struct places {
	uint32_t opening; /* the view up to here */
	size_t title;	  /* lines before the first full sentence, among the first */
};

static void
find_places(const struct zl_engine *engine, struct places *places)
{
	size_t seen = 0;
	bool titled = true;

	for (size_t i = 0; i < engine->lines.count && seen < OPENING_LINES; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_BLANK)
			continue;
		titled = titled && !zl_is_stopped(engine, line->start, line->end);
		if (titled)
			places->title = i + 1;
		places->opening = line->end;
		seen++;
	}
}

static bool
matches(struct zl_engine *engine, const struct zl_rule *rule, uint32_t from, uint32_t to)
{
	return from < to && zl_pattern_match(engine->matcher, rule->pattern,
					     engine->text.data + from, to - from, NULL);
}

/* Whether the rule matches one of the first lines, or of those that begin with a number. */
static bool
matches_line(struct zl_engine *engine, const struct zl_rule *rule, size_t lines, bool numbered)
{
	for (size_t i = 0; i < lines; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if ((!numbered || line->shape != 0) &&
		    matches(engine, rule, line->start, line->end))
			return true;
	}
	return false;
}

static bool
is_found(struct zl_engine *engine, const struct zl_rule *rule, const struct places *places)
{
	switch (rule->place) {
	case ZL_PLACE_TITLE:
		return matches_line(engine, rule, places->title, false);
	case ZL_PLACE_OPENING:
		return matches(engine, rule, 0, places->opening);
	case ZL_PLACE_HEADINGS:
		return matches_line(engine, rule, engine->lines.count, true);
	default:
		return matches(engine, rule, 0, (uint32_t)engine->text.length);
	}
}

static int
weight(struct zl_engine *engine, const struct zl_rule_file *file, const struct places *places)
{
	const struct zl_rule_list *evidence = &file->kinds[ZL_RULE_EVIDENCE];
	int sum = 0;

	for (size_t i = 0; i < evidence->count; i++)
		if (is_found(engine, evidence->items[i], places))
			sum += evidence->items[i]->weight;
	return sum;
}

/* Whether the two files read what lines begin with by the same rules. */
static bool
read_alike(const struct zl_rule_file *one, const struct zl_rule_file *other)
{
	static const enum zl_rule_kind kinds[] = {ZL_RULE_NUMBER,    ZL_RULE_PART,  ZL_RULE_CLOSING,
						  ZL_RULE_PROBLEM,   ZL_RULE_LABEL, ZL_RULE_DETAIL,
						  ZL_RULE_ATTRIBUTE, ZL_RULE_NEVER, ZL_RULE_CUE};

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		const struct zl_rule_list *a = &one->kinds[kinds[i]], *b = &other->kinds[kinds[i]];
		if (a->count != b->count ||
		    memcmp(a->items, b->items, a->count * sizeof(a->items[0])) != 0)
			return false;
	}
	return true;
}

const struct zl_rule_file *
zl_rules_default(const struct zl_rules *rules)
{
	const struct zl_rule_file *file = zl_rules_insisted(rules);

	if (file != NULL)
		return file;
	for (size_t i = 0; (file = zl_rules_file(rules, i)) != NULL; i++)
		if (!file->abstract)
			return file;
	return zl_rules_file(rules, 0);
}

void
zl_choose_family(struct zl_engine *engine)
{
	const struct zl_rule_file *file, *best = engine->file;
	struct places places = {0};
	int most = LEAST_WEIGHT - 1;

	if (zl_rules_insisted(engine->rules) != NULL)
		return;
	find_places(engine, &places);
	for (size_t i = 0; (file = zl_rules_file(engine->rules, i)) != NULL; i++) {
		int found = file->abstract ? 0 : weight(engine, file, &places);
		if (found > most) {
			most = found;
			best = file;
		}
	}
	bool alike = read_alike(engine->file, best);
	engine->file = best;
	if (!alike)
		zl_lines_read(engine);
}
