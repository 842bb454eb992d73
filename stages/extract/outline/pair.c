/*
 * pair.c: a list of problems and, behind it, a list of measures.  A measure that names its problem
 * answers that one; else the one of its number.  What the report does not say stays apart.
 */
#include <stdlib.h>

#include "extract/lines/engine.h"
#include "outline.h"

enum {
	MOST_COMPARED = 1 << 20, /* names times problems; beyond, numbers alone decide */
	MOST_NAMES = 16,	 /* that are compared to tell what a section is */
	SHARED = 10,		 /* least likeness of a problem and what was done about it */
	CLEARLY = 10		 /* by which the best must be ahead of the next */
};

struct pairing {
	struct zl_engine *engine;
	ZL_VECTOR(int32_t) problems;
	ZL_VECTOR(int32_t) answers;
	int32_t list; /* the list of measures */
	bool grouped; /* numbers begin anew under each heading of the lists */
};

static bool
add_index(struct pairing *pairing, void **items, size_t *count, size_t *capacity, int32_t index)
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
keep_led(struct pairing *pairing)
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
collect(struct pairing *pairing, int32_t problems, int32_t answers)
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
find_places(struct pairing *pairing, int32_t list)
{
	struct zl_engine *engine = pairing->engine;
	bool apart = begins_paragraph(engine, engine->units.items[list].line);

	for (size_t i = 0; i < pairing->answers.count && apart; i++)
		apart =
		    begins_paragraph(engine, engine->units.items[pairing->answers.items[i]].line);
	for (size_t i = 0; i < pairing->answers.count; i++)
		engine->units.items[pairing->answers.items[i]].in_place = !apart;
}

/* The words with which the measure names its problem; empty when it names none. */
static struct zl_stretch
name_of(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];

	return zl_name_at(engine, line->text, line->end);
}

/* How like the name a problem is that is a unit. */
static int
likeness(const struct zl_engine *engine, struct zl_stretch name, const struct zl_unit *problem)
{
	const struct zl_line *line = &engine->lines.items[problem->line];

	return zl_likeness(engine, name, (struct zl_stretch){line->text, line->end});
}

static void
pair_up(struct pairing *pairing, int32_t problem, int32_t answer)
{
	pairing->engine->units.items[problem].answer = answer;
	pairing->engine->units.items[answer].answer = problem;
}

/* The problem that the name means; none when it is not clear. */
static int32_t
named_problem(const struct pairing *pairing, struct zl_stretch name)
{
	const struct zl_engine *engine = pairing->engine;
	struct zl_choice choice = {0};

	for (size_t i = 0; i < pairing->problems.count; i++) {
		int32_t problem = pairing->problems.items[i];
		zl_choose(&choice, likeness(engine, name, &engine->units.items[problem]), problem);
	}
	return zl_is_chosen(&choice) ? choice.index : ZL_NO_UNIT;
}

/* A measure that names several problems, parted by commas, answers each: it stays in its place. */
static void
pair_by_names(struct pairing *pairing, int32_t answer, struct zl_stretch name)
{
	struct zl_engine *engine = pairing->engine;
	uint32_t from = name.from;

	while (from < name.to) {
		uint32_t to = zl_stop_end(engine, ZL_STOP_CLAUSE, from, name.to);
		int32_t problem = named_problem(pairing, (struct zl_stretch){from, to});
		if ((from > name.from || to < name.to) && problem != ZL_NO_UNIT &&
		    engine->units.items[problem].answer == ZL_NO_UNIT) {
			pair_up(pairing, problem, answer);
			engine->units.items[answer].in_place = true;
		}
		from = to;
	}
}

static void
pair_by_name(struct pairing *pairing)
{
	struct zl_engine *engine = pairing->engine;

	if (pairing->problems.count * pairing->answers.count > MOST_COMPARED)
		return;
	for (size_t i = 0; i < pairing->answers.count; i++) {
		struct zl_unit *answer = &engine->units.items[pairing->answers.items[i]];
		struct zl_stretch name = name_of(engine, answer);
		if (name.from == name.to)
			continue;
		int32_t problem = named_problem(pairing, name);
		answer->named = true;
		if (problem != ZL_NO_UNIT && engine->units.items[problem].answer == ZL_NO_UNIT)
			pair_up(pairing, problem, pairing->answers.items[i]);
		else if (problem == ZL_NO_UNIT)
			pair_by_names(pairing, pairing->answers.items[i], name);
	}
}

/* What a number is compared by: itself, or together with that of the heading above. */
static int64_t
number_of(const struct pairing *pairing, int32_t index)
{
	const struct zl_unit *units = pairing->engine->units.items;
	int64_t above = pairing->grouped && units[index].parent != ZL_NO_UNIT
			    ? units[units[index].parent].ordinal
			    : 0;

	return (above << 32) + units[index].ordinal;
}

static int
by_number(const void *a, const void *b, void *context)
{
	int64_t one = number_of(context, *(const int32_t *)a);
	int64_t other = number_of(context, *(const int32_t *)b);

	return one < other ? -1 : one > other;
}

static void
sort_problems(struct pairing *pairing)
{
	if (pairing->problems.count > 0)
		qsort_r(pairing->problems.items, pairing->problems.count, sizeof(int32_t),
			by_number, pairing);
}

/* Whether two problems have the same number. */
static bool
repeat(const struct pairing *pairing)
{
	for (size_t i = 1; i < pairing->problems.count; i++)
		if (number_of(pairing, pairing->problems.items[i - 1]) ==
		    number_of(pairing, pairing->problems.items[i]))
			return true;
	return false;
}

/* Whether every measure stands under a heading of its list. */
static bool
have_headings(const struct pairing *pairing)
{
	for (size_t i = 0; i < pairing->answers.count; i++)
		if (pairing->engine->units.items[pairing->answers.items[i]].parent == pairing->list)
			return false;
	return true;
}

/* The problem that the measure's number means; none when no or more than one has it. */
static int32_t
numbered_problem(const struct pairing *pairing, int32_t answer)
{
	int64_t number = number_of(pairing, answer);
	const int32_t *problems = pairing->problems.items;
	size_t low = 0, high = pairing->problems.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (number_of(pairing, problems[middle]) < number)
			low = middle + 1;
		else
			high = middle;
	}
	if (low == pairing->problems.count || number_of(pairing, problems[low]) != number ||
	    (low + 1 < pairing->problems.count && number_of(pairing, problems[low + 1]) == number))
		return ZL_NO_UNIT;
	return problems[low];
}

static bool
shares_words(const struct zl_engine *engine, const struct zl_unit *problem,
	     const struct zl_line *answer)
{
	struct zl_stretch one = {engine->lines.items[problem->line].text, problem->heading_end};
	struct zl_stretch other = {answer->text, answer->end};

	return zl_likeness(engine, one, other) >= SHARED ||
	       zl_likeness(engine, other, one) >= SHARED;
}

/* Whether at least half of the couples that numbers would make share words. */
static bool
share_words(const struct pairing *pairing)
{
	const struct zl_engine *engine = pairing->engine;
	uint32_t couples = 0, sharing = 0;

	for (size_t i = 0; i < pairing->answers.count && couples < MOST_NAMES; i++) {
		const struct zl_unit *answer = &engine->units.items[pairing->answers.items[i]];
		int32_t problem = answer->ordinal > 0
				      ? numbered_problem(pairing, pairing->answers.items[i])
				      : ZL_NO_UNIT;
		if (problem == ZL_NO_UNIT || answer->answer != ZL_NO_UNIT ||
		    engine->units.items[problem].answer != ZL_NO_UNIT)
			continue;
		const struct zl_line *line = &engine->lines.items[answer->line];
		const struct zl_unit *other = &engine->units.items[problem];
		couples++;
		bool shares = shares_words(engine, other, line);
		sharing += shares;
		/* What shares words with another problem is not numbered as that list is. */
		for (size_t j = 0; !shares && j < pairing->problems.count && j < MOST_NAMES; j++)
			if (shares_words(engine, &engine->units.items[pairing->problems.items[j]],
					 line))
				return false;
	}
	return couples > 0 && sharing * 2 >= couples;
}

/*
 * Lists of different length, or of numbers of different shape, are numbered alike only if their
 * couples share words, or if the second's numbers say so.
 */
static bool
numbers_tell(const struct pairing *pairing)
{
	const struct zl_engine *engine = pairing->engine;

	if (pairing->problems.count == 0 || pairing->answers.count == 0)
		return false;
	return (pairing->problems.count == pairing->answers.count &&
		engine->units.items[pairing->problems.items[0]].shape ==
		    engine->units.items[pairing->answers.items[0]].shape) ||
	       zl_refers(engine, &engine->units.items[pairing->answers.items[0]]) ||
	       share_words(pairing);
}

/* Measures that name no problem answer that of their number, one measure a problem. */
static bool
pair_by_number(struct pairing *pairing)
{
	struct zl_engine *engine = pairing->engine;

	pairing->grouped = false;
	sort_problems(pairing);
	if (repeat(pairing) && have_headings(pairing)) {
		pairing->grouped = true;
		sort_problems(pairing);
	}
	bool tell = numbers_tell(pairing);
	for (size_t i = 0; i < pairing->answers.count; i++) {
		struct zl_unit *answer = &engine->units.items[pairing->answers.items[i]];
		if (answer->answer != ZL_NO_UNIT)
			continue;
		int32_t problem = answer->ordinal > 0 && tell
				      ? numbered_problem(pairing, pairing->answers.items[i])
				      : ZL_NO_UNIT;
		bool free =
		    problem != ZL_NO_UNIT && engine->units.items[problem].answer == ZL_NO_UNIT;
		/* A name that says something else is not overruled by a number. */
		if (free && answer->named &&
		    likeness(engine, name_of(engine, answer), &engine->units.items[problem]) == 0)
			free = false;
		if (free)
			pair_up(pairing, problem, pairing->answers.items[i]);
		else if (!zl_document_flag(engine->document, "orphan",
					   engine->lines.items[answer->line].n,
					   "a measure that no problem of the list asks for"))
			return false;
	}
	return true;
}

bool
zl_names_problems(struct zl_engine *engine, int32_t list, int32_t section, bool *named)
{
	struct pairing pairing = {.engine = engine};
	const struct zl_unit *units = engine->units.items;
	uint32_t naming = 0, all = 0;
	bool done = collect(&pairing, list, section);

	for (int32_t i = units[section].first_child; done && i != ZL_NO_UNIT;
	     i = units[i].next_sibling, all++) {
		struct zl_stretch name = name_of(engine, &units[i]);
		naming += name.from < name.to && all < MOST_NAMES &&
			  named_problem(&pairing, name) != ZL_NO_UNIT;
	}
	free(pairing.problems.items);
	free(pairing.answers.items);
	*named = naming * 2 > (all < MOST_NAMES ? all : MOST_NAMES);
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
 * The problems of the enumeration, which stand behind the lead before the unit at index, and the
 * units that answer it without a lead, up to that of the next enumeration.
 */
static bool
collect_listed(struct pairing *pairing, uint32_t list, int32_t index)
{
	const struct zl_engine *engine = pairing->engine;
	const struct zl_unit *units = engine->units.items;

	pairing->problems.count = pairing->answers.count = 0;
	pairing->list = ZL_NO_UNIT;
	while (index > 0 && !(units[index].shape == ZL_SHAPE_LIST && units[index].list == list))
		index--;
	for (int32_t i = index; i < (int32_t)engine->units.count; i++) {
		const struct zl_unit *unit = &units[i];
		if (unit->shape == ZL_SHAPE_LIST && unit->list > list &&
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
pair_shared(struct pairing *pairing)
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
		    shares_words(engine, &engine->units.items[pairing->problems.items[i]], line);
	if (sharing * 3 < pairing->problems.count * 2)
		return true;
	answer->in_place = true;
	for (size_t i = 0; i < pairing->problems.count; i++)
		pair_up(pairing, pairing->problems.items[i], index);
	return true;
}

/* Pairs what answers an enumeration of problems without a lead of its own. */
static bool
pair_listed(struct pairing *pairing)
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
		if (!pair_by_number(pairing))
			return false;
	}
	return true;
}

enum zl_status
zl_pair(struct zl_engine *engine)
{
	struct pairing pairing = {.engine = engine};
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
		done = pair_by_number(&pairing);
	}
	free(pairing.problems.items);
	free(pairing.answers.items);
	return done && !zl_engine_failed(engine);
}
