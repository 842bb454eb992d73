/*
 * pair.c: a list of problems and, behind it, a list of measures.  A measure that names its problem
 * answers that one; else the one of its number.  What the report does not say stays apart.
 */
#include <stdlib.h>

#include "extract/lines/engine.h"
#include "outline.h"
#include "pair.h"

enum { MOST_COMPARED = 1 << 20 }; /* names times problems; beyond, numbers alone decide */

static bool
add_index(struct zl_pairing *pairing, void **items, size_t *count, size_t *capacity, int32_t index)
{
	int32_t *added =
	    zl_vector_add(pairing->engine->document, items, count, capacity, sizeof(*added));

	if (added != NULL)
		*added = index;
	return added != NULL;
}

#define pairing_add(pairing, vector, index)                                                        \
	add_index((pairing), (void **)&(pairing)->vector.items, &(pairing)->vector.count,          \
		  &(pairing)->vector.capacity, (index))

/* Whether the unit stands right under the words that lead up to an enumeration. */
static bool
is_led(const struct zl_engine *engine, int32_t index)
{
	int32_t parent = engine->units.items[index].parent;

	return parent != ZL_NO_UNIT && engine->units.items[parent].shape == ZL_SHAPE_LIST;
}

/* Where a lead enumerates the measures, what else stands under their heading is none. */
static void
keep_led(struct zl_pairing *pairing)
{
	const int32_t *answers = pairing->answers.items;
	size_t led = 0;

	for (size_t i = 0; i < pairing->answers.count; i++)
		led += is_led(pairing->engine, answers[i]);
	if (led < 2 || led == pairing->answers.count)
		return;
	led = 0;
	for (size_t i = 0; i < pairing->answers.count; i++)
		if (is_led(pairing->engine, answers[i]))
			pairing->answers.items[led++] = answers[i];
	pairing->answers.count = led;
}

/* The findings under the list, those within findings left out; and the measures under the other. */
static bool
collect(struct zl_pairing *pairing, int32_t problems, int32_t answers)
{
	const struct zl_engine *engine = pairing->engine;
	const struct zl_unit *units = engine->units.items;

	pairing->problems.count = pairing->answers.count = 0;
	pairing->list = answers;
	for (int32_t i = problems + 1; i < answers; i++)
		if (units[i].reading == ZL_READ_FINDING && !units[i].answered &&
		    zl_heading_above(engine, i, problems) != ZL_NO_UNIT &&
		    !pairing_add(pairing, problems, i))
			return false;
	for (int32_t i = answers + 1; i < (int32_t)engine->units.count; i++) {
		if (!zl_stands_in(engine, i, answers))
			break;
		if (units[i].reading == ZL_READ_ANSWER && !pairing_add(pairing, answers, i))
			return false;
	}
	keep_led(pairing);
	return true;
}

/* Whether a paragraph begins with the line. */
static bool
begins_paragraph(const struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *lines = engine->lines.items;

	return index == 0 ||
	       engine->segments.items[lines[index - 1].segment_end - 1].n < lines[index].n;
}

/*
 * Measures are put to their problems where each is a paragraph of its own; else all of them stay
 * where they are, since no text must change places with other text of its paragraph.
 */
static void
find_places(struct zl_pairing *pairing, int32_t list)
{
	struct zl_engine *engine = pairing->engine;
	bool apart = begins_paragraph(engine, engine->units.items[list].line);

	for (size_t i = 0; i < pairing->answers.count && apart; i++)
		apart =
		    begins_paragraph(engine, engine->units.items[pairing->answers.items[i]].line);
	for (size_t i = 0; i < pairing->answers.count; i++)
		engine->units.items[pairing->answers.items[i]].in_place = !apart;
}

/* The problem that the name means; none when it is not clear. */
static int32_t
named_problem(const struct zl_pairing *pairing, struct zl_stretch name)
{
	const struct zl_engine *engine = pairing->engine;
	struct zl_choice choice = {0};

	for (size_t i = 0; i < pairing->problems.count; i++) {
		int32_t problem = pairing->problems.items[i];
		zl_choose(&choice, zl_unit_likeness(engine, name, &engine->units.items[problem]),
			  problem);
	}
	return zl_is_chosen(&choice, ZL_NAMED) ? choice.index : ZL_NO_UNIT;
}

/* A measure that names several problems, parted by commas, answers each: it stays in its place. */
static void
pair_by_names(struct zl_pairing *pairing, int32_t answer, struct zl_stretch name)
{
	struct zl_engine *engine = pairing->engine;
	uint32_t from = name.from;

	while (from < name.to) {
		uint32_t to = zl_stop_end(engine, ZL_STOP_CLAUSE, from, name.to);
		int32_t problem = named_problem(pairing, (struct zl_stretch){from, to});
		if ((from > name.from || to < name.to) && problem != ZL_NO_UNIT &&
		    engine->units.items[problem].answer == ZL_NO_UNIT) {
			zl_pair_up(pairing, problem, answer);
			engine->units.items[answer].in_place = true;
		}
		from = to;
	}
}

static void
pair_by_name(struct zl_pairing *pairing)
{
	struct zl_engine *engine = pairing->engine;

	if (pairing->problems.count * pairing->answers.count > MOST_COMPARED)
		return;
	for (size_t i = 0; i < pairing->answers.count; i++) {
		struct zl_unit *answer = &engine->units.items[pairing->answers.items[i]];
		struct zl_stretch name = zl_name_of(engine, answer);
		if (name.from == name.to)
			continue;
		int32_t problem = named_problem(pairing, name);
		answer->named = true;
		if (problem != ZL_NO_UNIT && engine->units.items[problem].answer == ZL_NO_UNIT)
			zl_pair_up(pairing, problem, pairing->answers.items[i]);
		else if (problem == ZL_NO_UNIT)
			pair_by_names(pairing, pairing->answers.items[i], name);
	}
}

bool
zl_names_problems(struct zl_engine *engine, int32_t list, int32_t section, bool *named)
{
	struct zl_pairing pairing = {.engine = engine};
	const struct zl_unit *units = engine->units.items;
	uint32_t naming = 0, all = 0;
	bool done = collect(&pairing, list, section);

	for (int32_t i = units[section].first_child; done && i != ZL_NO_UNIT;
	     i = units[i].next_sibling, all++) {
		struct zl_stretch name = zl_name_of(engine, &units[i]);
		naming += name.from < name.to && all < ZL_PAIR_NAMES &&
			  named_problem(&pairing, name) != ZL_NO_UNIT;
	}
	free(pairing.problems.items);
	free(pairing.answers.items);
	*named = naming * 2 > (all < ZL_PAIR_NAMES ? all : ZL_PAIR_NAMES);
	return done;
}

/* Whether the list of measures stands in another: a heading within that one. */
static bool
is_grouping(const struct zl_engine *engine, const struct zl_unit *unit)
{
	return unit->parent != ZL_NO_UNIT &&
	       engine->units.items[unit->parent].reading == ZL_READ_SECTION &&
	       engine->units.items[unit->parent].answer == unit->answer;
}

/*
 * The problems of the enumeration, the first of which or what leads up to them stands before the
 * unit at index, and the units that answer it without a lead, up to that of the next enumeration.
 */
static bool
collect_listed(struct zl_pairing *pairing, uint32_t list, int32_t index)
{
	const struct zl_engine *engine = pairing->engine;
	const struct zl_unit *units = engine->units.items;

	pairing->problems.count = pairing->answers.count = 0;
	pairing->list = ZL_NO_UNIT;
	const int32_t asked = index;
	while (index > 0 && !(units[index].list == list &&
			      (units[index].shape == ZL_SHAPE_LIST || units[index].ordinal == 1)))
		index--;
	for (int32_t i = index; i < (int32_t)engine->units.count; i++) {
		const struct zl_unit *unit = &units[i];
		if (i > asked && unit->shape == ZL_SHAPE_LIST && unit->list > list &&
		    unit->promised == ZL_AREA_PROBLEMS)
			break;
		bool answers = engine->lines.items[unit->line].answers == list;
		bool problem = unit->list == list && unit->reading == ZL_READ_FINDING;
		if ((problem && !pairing_add(pairing, problems, i)) ||
		    (answers && !pairing_add(pairing, answers, i)))
			return false;
	}
	return true;
}

/*
 * One response behind a label for all problems of the list: it answers them where it shares words
 * with most.  Returns whether the last of the answers is such a one.
 */
static bool
pair_shared(struct zl_pairing *pairing)
{
	struct zl_engine *engine = pairing->engine;
	int32_t index = pairing->answers.items[pairing->answers.count - 1];
	struct zl_unit *answer = &engine->units.items[index];
	const struct zl_line *line = &engine->lines.items[answer->line];

	if (answer->ordinal > 0)
		return false;
	size_t sharing = 0;
	for (size_t i = 0; i < pairing->problems.count; i++)
		sharing +=
		    zl_shares_words(engine, &engine->units.items[pairing->problems.items[i]], line);
	if (sharing * 3 < pairing->problems.count * 2)
		return true;
	answer->in_place = true;
	for (size_t i = 0; i < pairing->problems.count; i++)
		zl_pair_up(pairing, pairing->problems.items[i], index);
	return true;
}

/* Pairs what answers an enumeration of problems without a lead of its own. */
static bool
pair_listed(struct zl_pairing *pairing)
{
	const struct zl_engine *engine = pairing->engine;
	uint32_t last = 0;

	for (size_t i = 0; i < engine->units.count; i++) {
		uint32_t list = engine->lines.items[engine->units.items[i].line].answers;
		if (list == 0 || list == last)
			continue;
		last = list;
		if (!collect_listed(pairing, list, (int32_t)i))
			return false;
		if (pair_shared(pairing))
			continue;
		find_places(pairing, pairing->answers.items[0]);
		pair_by_name(pairing);
		if (!zl_pair_by_number(pairing))
			return false;
	}
	return true;
}

enum zl_status
zl_pair(struct zl_engine *engine)
{
	struct zl_pairing pairing = {.engine = engine};
	bool done = pair_listed(&pairing);

	for (size_t i = 0; done && i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		if (unit->reading != ZL_READ_SECTION || unit->area != ZL_AREA_MEASURES ||
		    unit->answer == ZL_NO_UNIT || is_grouping(engine, unit))
			continue;
		done = collect(&pairing, unit->answer, (int32_t)i);
		if (!done)
			break;
		find_places(&pairing, (int32_t)i);
		pair_by_name(&pairing);
		done = zl_pair_by_number(&pairing);
	}
	free(pairing.problems.items);
	free(pairing.answers.items);
	return done && !zl_engine_failed(engine);
}
