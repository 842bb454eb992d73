/*
 * pair_numbers.c: measures that name no problem answer the problem of their number, where the two
 * lists are numbered alike.
 */
#include <stdlib.h>

#include "outline.h"
#include "pair.h"

enum { WORDED = 30 }; /* least likeness by which a heading tells of a problem, in hundredths */

/* What a number is compared by: itself, or together with that of the heading above. */
static int64_t
number_of(const struct zl_pairing *pairing, int32_t index)
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
sort_problems(struct zl_pairing *pairing)
{
	if (pairing->problems.count > 0)
		qsort_r(pairing->problems.items, pairing->problems.count, sizeof(int32_t),
			by_number, pairing);
}

/* Whether two problems have the same number. */
static bool
repeat(const struct zl_pairing *pairing)
{
	for (size_t i = 1; i < pairing->problems.count; i++)
		if (number_of(pairing, pairing->problems.items[i - 1]) ==
		    number_of(pairing, pairing->problems.items[i]))
			return true;
	return false;
}

/* Whether every measure stands under a heading of its list. */
static bool
have_headings(const struct zl_pairing *pairing)
{
	for (size_t i = 0; i < pairing->answers.count; i++)
		if (pairing->engine->units.items[pairing->answers.items[i]].parent == pairing->list)
			return false;
	return true;
}

/* The problem that the measure's number means; none when no or more than one has it. */
static int32_t
numbered_problem(const struct zl_pairing *pairing, int32_t answer)
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

/* The problem that the words of the measure's heading tell of; none when it is not clear. */
static int32_t
worded_problem(const struct zl_pairing *pairing, int32_t answer)
{
	const struct zl_engine *engine = pairing->engine;
	struct zl_choice choice = {0};

	if (pairing->problems.count > ZL_PAIR_NAMES)
		return ZL_NO_UNIT;
	for (size_t i = 0; i < pairing->problems.count; i++) {
		int32_t problem = pairing->problems.items[i];
		zl_choose(&choice,
			  zl_heading_likeness(engine, &engine->units.items[answer],
					      &engine->units.items[problem]),
			  problem);
	}
	return zl_is_chosen(&choice, WORDED) ? choice.index : ZL_NO_UNIT;
}

/* Whether the headings of at least two measures, and of half of them, tell of one problem each. */
static bool
words_tell(const struct zl_pairing *pairing)
{
	size_t telling = 0;

	if (pairing->answers.count > ZL_PAIR_NAMES)
		return false;
	for (size_t i = 0; i < pairing->answers.count; i++)
		telling += worded_problem(pairing, pairing->answers.items[i]) != ZL_NO_UNIT;
	return telling > 1 && telling * 2 >= pairing->answers.count;
}

/* Whether at least half of the couples that numbers would make share words. */
static bool
share_words(const struct zl_pairing *pairing)
{
	const struct zl_engine *engine = pairing->engine;
	uint32_t couples = 0, sharing = 0;

	for (size_t i = 0; i < pairing->answers.count && couples < ZL_PAIR_NAMES; i++) {
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
		bool shares = zl_shares_words(engine, other, line);
		sharing += shares;
		/* What shares words with another problem is not numbered as that list is. */
		for (size_t j = 0; !shares && j < pairing->problems.count && j < ZL_PAIR_NAMES; j++)
			if (zl_shares_words(engine,
					    &engine->units.items[pairing->problems.items[j]], line))
				return false;
	}
	return couples > 0 && sharing * 2 >= couples;
}

/*
 * Whether the words of the measures' headings tell of other problems than their numbers do, more
 * often than of the same.
 */
static bool
words_disagree(const struct zl_pairing *pairing)
{
	uint32_t other = 0, own = 0;

	for (size_t i = 0; i < pairing->answers.count && i < ZL_PAIR_NAMES; i++) {
		int32_t numbered = numbered_problem(pairing, pairing->answers.items[i]);
		int32_t worded = worded_problem(pairing, pairing->answers.items[i]);
		own += worded != ZL_NO_UNIT && worded == numbered;
		other += worded != ZL_NO_UNIT && worded != numbered;
	}
	return other > own;
}

/*
 * Lists of different length, or of numbers of different shape, are numbered alike only if their
 * couples share words, or if the second's numbers say so.
 */
static bool
numbers_tell(const struct zl_pairing *pairing)
{
	const struct zl_engine *engine = pairing->engine;

	if (pairing->problems.count == 0 || pairing->answers.count == 0)
		return false;
	const struct zl_unit *first = &engine->units.items[pairing->answers.items[0]];
	/* A list that was found to answer the one before it has its numbers. */
	bool alike = engine->units.items[pairing->problems.items[0]].shape == first->shape ||
		     (engine->lines.items[first->line].answers > 0 && first->list != 0);
	return (alike && pairing->problems.count == pairing->answers.count &&
		!words_disagree(pairing)) ||
	       zl_refers(engine, first) || share_words(pairing);
}

enum zl_status
zl_pair_by_number(struct zl_pairing *pairing)
{
	struct zl_engine *engine = pairing->engine;

	pairing->grouped = false;
	sort_problems(pairing);
	if (repeat(pairing) && have_headings(pairing)) {
		pairing->grouped = true;
		sort_problems(pairing);
	}
	bool tell = numbers_tell(pairing), worded = !tell && words_tell(pairing);
	for (size_t i = 0; i < pairing->answers.count; i++) {
		struct zl_unit *answer = &engine->units.items[pairing->answers.items[i]];
		if (answer->answer != ZL_NO_UNIT)
			continue;
		int32_t problem = ZL_NO_UNIT;
		if (tell && answer->ordinal > 0)
			problem = numbered_problem(pairing, pairing->answers.items[i]);
		else if (worded)
			problem = worded_problem(pairing, pairing->answers.items[i]);
		bool free =
		    problem != ZL_NO_UNIT && engine->units.items[problem].answer == ZL_NO_UNIT;
		/* A name that says something else is not overruled by a number. */
		if (free && answer->named &&
		    zl_unit_likeness(engine, zl_name_of(engine, answer),
				     &engine->units.items[problem]) == 0)
			free = false;
		if (free)
			zl_pair_up(pairing, problem, pairing->answers.items[i]);
		else if (!zl_document_flag(engine->document, "orphan",
					   engine->lines.items[answer->line].n,
					   "a measure that no problem of the list asks for"))
			return ZL_FAILED;
	}
	return ZL_DONE;
}
