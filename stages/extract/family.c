/* family.c: which rule file reads the document: the one for which most evidence is found. */
#include "extract/engine.h"

enum {
	LEAST_WEIGHT = 10, /* that makes a file apply */
	OPENING_LINES = 12
};

/* Whether a line is where the evidence is to be looked for. */
static bool
is_place(struct zl_engine *engine, const struct zl_line *line, enum zl_place place, size_t seen,
	 bool titled)
{
	switch (place) {
	case ZL_PLACE_TITLE:
		return titled;
	case ZL_PLACE_OPENING:
		return seen < OPENING_LINES;
	case ZL_PLACE_HEADINGS:
		return zl_find(engine, ZL_RULE_NUMBER, line->start, line->end, NULL) != NULL;
	default:
		return true;
	}
}

static bool
is_found(struct zl_engine *engine, const struct zl_rule *rule)
{
	size_t seen = 0;
	bool titled = true;

	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_BLANK)
			continue;
		titled = titled && !zl_is_stopped(engine, line->start, line->end);
		if (seen >= OPENING_LINES &&
		    (rule->place == ZL_PLACE_OPENING || rule->place == ZL_PLACE_TITLE))
			return false;
		/* Whether a line is a heading takes longer to tell than whether it has the words.
		 */
		if (zl_pattern_match(engine->matcher, rule->pattern,
				     engine->text.data + line->start, line->end - line->start,
				     NULL) &&
		    is_place(engine, line, rule->place, seen, titled))
			return true;
		seen++;
	}
	return false;
}

static int
weight(struct zl_engine *engine, const struct zl_rule_file *file)
{
	const struct zl_rule_list *evidence = &file->kinds[ZL_RULE_EVIDENCE];
	int sum = 0;

	for (size_t i = 0; i < evidence->count; i++)
		if (is_found(engine, evidence->items[i]))
			sum += evidence->items[i]->weight;
	return sum;
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

const struct zl_rule_file *
zl_choose_family(struct zl_engine *engine, const struct zl_rules *rules)
{
	const struct zl_rule_file *file, *best = zl_rules_default(rules);
	int most = LEAST_WEIGHT - 1;

	if (zl_rules_insisted(rules) != NULL)
		return zl_rules_insisted(rules);
	for (size_t i = 0; (file = zl_rules_file(rules, i)) != NULL; i++) {
		if (file->abstract)
			continue;
		engine->file = file;
		int found = weight(engine, file);
		if (found > most) {
			most = found;
			best = file;
		}
	}
	return best;
}
