/* family.c: which rule file reads the document: the one for which most evidence is found. */
#include <string.h>

#include "engine.h"

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
		titled =
		    titled && !zl_is_stopped(engine, line->start, line->end) &&
		    zl_stop_end(engine, ZL_STOP_HEADING, line->start, line->end) == line->end &&
		    line->shape == 0 && line->label == NULL;
		if (titled)
			places->title = i + 1;
		places->opening = line->end;
		seen++;
	}
}

/* Notes which of the evidence is found in view[from, to). */
static void
find_in(struct zl_engine *engine, const struct zl_rule_list *evidence, size_t from, size_t to,
	bool *found)
{
	if (from < to)
		zl_rule_match_all(engine->matcher, evidence, engine->text.data + from, to - from,
				  found);
}

/* The same in the first lines, or in those of them that begin with a number. */
static void
find_in_lines(struct zl_engine *engine, const struct zl_rule_list *evidence, size_t lines,
	      bool numbered, bool *found)
{
	for (size_t i = 0; i < lines; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (!numbered || line->shape != 0)
			find_in(engine, evidence, line->start, line->end, found);
	}
}

/* The place of the file in the set. */
static size_t
index_of(const struct zl_rules *rules, const struct zl_rule_file *file)
{
	size_t i = 0;

	while (zl_rules_file(rules, i) != file)
		i++;
	return i;
}

/* Adds the weights of the evidence found in one place to those of its files; false: no memory. */
static bool
weigh(struct zl_engine *engine, enum zl_place place, const struct places *places, int *weights)
{
	const struct zl_rule_list *evidence = zl_rules_evidence(engine->rules, place);
	bool *found = zl_arena_zero(&engine->arena, evidence->count + 1, sizeof(*found));

	if (found == NULL)
		return false;
	switch (place) {
	case ZL_PLACE_TITLE:
		find_in_lines(engine, evidence, places->title, false, found);
		break;
	case ZL_PLACE_OPENING:
		find_in(engine, evidence, 0, places->opening, found);
		break;
	case ZL_PLACE_HEADINGS:
		find_in_lines(engine, evidence, engine->lines.count, true, found);
		break;
	default:
		find_in(engine, evidence, 0, engine->text.length, found);
	}
	for (size_t i = 0; i < evidence->count; i++)
		if (found[i])
			weights[index_of(engine->rules, evidence->items[i]->file)] +=
			    evidence->items[i]->weight;
	return true;
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

/* The file for which most evidence is found; the one at work where there is too little for any. */
static const struct zl_rule_file *
best_file(struct zl_engine *engine)
{
	const struct zl_rule_file *file, *best = engine->file;
	struct places places = {0};
	size_t count = 0;
	int most = LEAST_WEIGHT - 1;

	while (zl_rules_file(engine->rules, count) != NULL)
		count++;
	int *weights = zl_arena_zero(&engine->arena, count, sizeof(*weights));
	find_places(engine, &places);
	for (int place = 0; weights != NULL && place < ZL_PLACE_COUNT; place++)
		if (!weigh(engine, (enum zl_place)place, &places, weights))
			return NULL;
	for (size_t i = 0; weights != NULL && (file = zl_rules_file(engine->rules, i)) != NULL; i++)
		if (weights[i] > most) {
			most = weights[i];
			best = file;
		}
	return weights == NULL ? NULL : best;
}

enum zl_status
zl_choose_family(struct zl_engine *engine)
{
	const struct zl_rule_file *best;

	if (zl_rules_insisted(engine->rules) != NULL)
		return ZL_DONE;
	best = best_file(engine);
	if (best == NULL)
		return ZL_FAILED;
	bool alike = read_alike(engine->file, best);
	engine->file = best;
	if (!alike)
		zl_lines_read(engine);
	return ZL_DONE;
}
