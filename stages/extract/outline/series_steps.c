/*
 * series_steps.c: how the outline may go on with a unit, and what each way to do so costs: with a
 * series that is open, with a new one under what is open, or as what was mistyped.
 */
#include "series_steps.h"

#include <string.h>

#include "outline.h"

/* Costs. */
enum {
	COST_BEGIN = 4,		 /* a series begins at one */
	COST_RUN_ON = 5,	 /* a series goes on where one of its shape was closed */
	COST_BEGIN_LATE = 10,	 /* a series begins beyond one; and 1 a number, up to 5 */
	COST_SKIP = 6,		 /* one number is missing */
	COST_SKIP_MORE = 10,	 /* two to four are missing */
	COST_SKIP_FAR = 16,	 /* more */
	COST_REPEAT = 9,	 /* the number comes twice */
	COST_RESTART = 14,	 /* a series begins anew at its own level */
	COST_BACK = 18,		 /* it goes back to a number other than one */
	COST_VARIANT = 3,	 /* 2、 goes on with 1. */
	COST_MISTYPED = 8,	 /* （2） stands for （二） */
	COST_WRONG = 18,	 /* （二） stands where 3、 should */
	COST_INNER_OUT = 8,	 /* an outer shape stands within an inner one */
	COST_SAME_WITHIN = 10,	 /* a shape within itself */
	COST_SAME_IN_ANSWER = 3, /* the same, in the response to a problem */
	COST_LEAVE = 12,	 /* an outer heading is left for an inner shape */
	COST_BARE_LEAVE = 4,	 /* a numbered series is left for a heading without number */
	COST_CATEGORY_IN_ANSWERED = 15,
	COST_IN_ANSWERED = 9, /* a problem within one that has its response */
	COST_APART = 12,      /* behind a unit's name, in the response to a problem */
	COST_LED = 12,	      /* a measure elsewhere than behind its label */
	COST_CLASS = 2,	    /* problems told by marker, by words and others in one series: a step */
	COST_MISSING = 2,   /* the heading that a decimal names is missing */
	COST_ELSEWHERE = 6, /* a decimal goes on with those of another heading */
	COST_FAR = 40,	    /* an item begins a list anew that is open */
	COST_OVER_SAME = 1  /* an inner series of the same shape is left */
};

void
zl_series_group(struct zl_series_steps *steps)
{
	const struct zl_rule_list *numbers = &steps->engine->file->kinds[ZL_RULE_NUMBER];

	for (size_t i = 0; i < ZL_SHAPE_COUNT; i++)
		steps->groups[i] = (uint8_t)i;
	for (size_t i = 0; i < numbers->count && i < ZL_SHAPE_PART - 1; i++)
		for (size_t j = 0; j <= i; j++)
			if (numbers->items[j]->rank == numbers->items[i]->rank) {
				steps->groups[i + 1] = (uint8_t)(j + 1);
				break;
			}
	steps->groups[ZL_SHAPE_ENDING] = ZL_SHAPE_ABOUT;
}

static uint8_t
class_of(const struct zl_unit *unit)
{
	return unit->marked ? 3 : unit->deficient ? 1 : 0;
}

static int32_t
class_cost(uint8_t a, uint8_t b)
{
	return COST_CLASS * (a > b ? a - b : b - a);
}

/* What it costs that the unit comes behind ordinal last in one series. */
static int32_t
gap_cost(int32_t last, const struct zl_unit *unit)
{
	int32_t ordinal = unit->ordinal, gap = ordinal - last;

	if (ordinal == 0 || last == 0 || gap == 1)
		return 0;
	if (gap == 0)
		return COST_REPEAT;
	/* Behind a name that stands alone the list of another unit begins. */
	if (gap < 0 && ordinal == 1)
		return unit->apart ? COST_BEGIN : COST_RESTART;
	if (gap < 0)
		return COST_BACK;
	return gap == 2 ? COST_SKIP : gap <= 5 ? COST_SKIP_MORE : COST_SKIP_FAR;
}

/*
 * Whether the heading that the unit's number names is missing: 3.1 stands where 2 is the last.  The
 * level then goes on as if 3 had come.  A number that names one before was mistyped.
 */
static bool
misses_heading(const struct zl_series_level *above, const struct zl_unit *unit, int rank)
{
	return unit->within > above->last && above->figured && above->last > 0 &&
	       above->rank < rank;
}

/* What it costs that a decimal goes on with the level: gap_cost, or that of a new heading. */
static int32_t
decimal_cost(const struct zl_series_level *levels, int i, const struct zl_unit *unit, bool *misses)
{
	const struct zl_series_level *level = &levels[i];

	*misses = false;
	if (unit->within == 0 || level->within == 0 || unit->within == level->within)
		return gap_cost(level->last, unit);
	if (unit->within < level->within || unit->ordinal != 1)
		return gap_cost(level->last, unit) + COST_ELSEWHERE;
	*misses = i > 0 && misses_heading(&levels[i - 1], unit, level->rank);
	return COST_BEGIN + COST_MISSING;
}

/* What groups problems does not stand in the response to one. */
static int32_t
category_cost(const struct zl_series_level *above, const struct zl_unit *unit)
{
	return !unit->marked && unit->category != NULL && above->answered
		   ? COST_CATEGORY_IN_ANSWERED
		   : 0;
}

static void
add_step(struct zl_series_steps *steps, struct zl_series_step step)
{
	if (steps->count == 0 || step.cost < steps->least)
		steps->least = step.cost;
	if (step.cost <= steps->least + ZL_SERIES_MARGIN &&
	    steps->count < sizeof(steps->items) / sizeof(steps->items[0]))
		steps->items[steps->count++] = step;
}

/* The enumeration behind a lead of which the unit is an item; 0: none. */
static uint32_t
item_list(const struct zl_unit *unit)
{
	return unit->shape == ZL_SHAPE_LIST ? 0 : unit->list;
}

/* Steps that go on with a level of the shape, or of one of its rank. */
static void
add_goings_on(struct zl_series_steps *steps, uint8_t from, const struct zl_unit *unit,
	      struct zl_series_step step)
{
	const struct zl_series_state *state = &steps->states[from];
	int32_t over = 0;

	for (int i = state->depth - 1; i >= 0; i--) {
		const struct zl_series_level *level = &state->levels[i];
		if (level->group != step.group || level->list != item_list(unit))
			continue;
		struct zl_series_step added = step;
		if (item_list(unit) != 0) {
			added.keep = (uint8_t)i;
			added.goes_on = true;
			add_step(steps, added);
			break;
		}
		added.cost += over + decimal_cost(state->levels, i, unit, &added.misses) +
			      class_cost(level->class, class_of(unit)) +
			      (level->shape == step.shape ? 0 : COST_VARIANT) +
			      (unit->led ? COST_LED : 0);
		if (i > 0 && !unit->run_in)
			added.cost += category_cost(&level[-1], unit);
		added.keep = (uint8_t)i;
		added.goes_on = true;
		add_step(steps, added);
		over += COST_OVER_SAME;
	}
}

/*
 * Steps that go on with a level of another rank: the number is wrong in shape and count, and only
 * its place, between what announces problems in the same way, tells what it should be.
 */
static void
add_wrong_numbers(struct zl_series_steps *steps, uint8_t from, const struct zl_unit *unit,
		  struct zl_series_step step)
{
	const struct zl_series_state *state = &steps->states[from];

	if (step.shape >= ZL_SHAPE_PART || unit->ordinal < 2 || unit->list != 0)
		return;
	for (int i = state->depth - 1; i >= 0; i--) {
		const struct zl_series_level *level = &state->levels[i];
		if (level->shape >= ZL_SHAPE_PART || level->group == step.group ||
		    level->list != 0 || level->last == 0 || level->class != class_of(unit))
			continue;
		struct zl_series_step added = step;
		added.cost += COST_WRONG;
		added.shape = level->shape;
		added.group = level->group;
		added.rank = level->rank;
		added.keep = (uint8_t)i;
		added.goes_on = added.wrong = true;
		add_step(steps, added);
	}
}

static int32_t
begin_cost(const struct zl_series_state *state, const struct zl_unit *unit, uint8_t group)
{
	if (unit->ordinal <= 1 || unit->led)
		return COST_BEGIN;
	if (state->last_of[group] + 1 == unit->ordinal)
		return COST_RUN_ON;
	return COST_BEGIN_LATE + (unit->ordinal < 5 ? unit->ordinal : 5);
}

/* The cost under a level of the unit's own shape; 2.2 stands beside 2.1, and not in it. */
static int32_t
under_same_cost(const struct zl_series_level *level, const struct zl_unit *unit)
{
	bool states = unit->marked || (unit->deficient && unit->answered);
	bool beside = unit->within > 0 && unit->within == level->within;

	return level->answered && !states && !beside ? COST_SAME_IN_ANSWER : COST_SAME_WITHIN;
}

/* What it costs to stand right under the level. */
static int32_t
under_cost(const struct zl_series_level *level, const struct zl_unit *unit,
	   const struct zl_series_step *step)
{
	int32_t cost = 0;

	if (level->group == step->group)
		cost += under_same_cost(level, unit);
	else if (level->rank >= step->rank && step->shape != ZL_SHAPE_LIST)
		cost += COST_INNER_OUT;
	if (unit->marked && level->answered && level->class > 0)
		cost += COST_IN_ANSWERED;
	if (unit->apart && level->answered && level->class > 0)
		cost += COST_APART;
	return cost + category_cost(level, unit);
}

/* The first item of an enumeration stands under what leads up to it. */
static void
add_first_item(struct zl_series_steps *steps, uint8_t from, const struct zl_unit *unit,
	       struct zl_series_step step)
{
	const struct zl_series_state *state = &steps->states[from];
	int i = state->depth - 1;

	while (i >= 0 && state->levels[i].list != unit->list)
		i--;
	if (i >= 0)
		step.cost += COST_FAR;
	step.keep = state->depth < ZL_SERIES_DEPTH ? state->depth : ZL_SERIES_DEPTH - 1;
	add_step(steps, step);
}

/* Steps that begin a series under each of the levels open, or under none. */
static void
add_beginnings(struct zl_series_steps *steps, uint8_t from, const struct zl_unit *unit,
	       struct zl_series_step step)
{
	const struct zl_series_state *state = &steps->states[from];
	/* What leads up to the answers to a list stands beside its items. */
	bool answers = step.shape == ZL_SHAPE_LIST && unit->promised == ZL_AREA_MEASURES;
	int32_t leave = 0;

	if (item_list(unit) != 0) {
		add_first_item(steps, from, unit, step);
		return;
	}
	step.cost += begin_cost(state, unit, step.group);
	for (int keep = state->depth; keep >= 0; keep--) {
		struct zl_series_step added = step;
		if (keep < state->depth) {
			const struct zl_series_level *left = &state->levels[keep];
			bool stays = left->rank < step.rank || step.shape == ZL_SHAPE_LIST;
			leave += stays && !(answers && left->list != 0) ? COST_LEAVE : 0;
			leave += left->group == step.group ? COST_RESTART : 0;
			leave +=
			    step.shape == ZL_SHAPE_BARE && left->last > 0 ? COST_BARE_LEAVE : 0;
		}
		if (keep == ZL_SERIES_DEPTH)
			continue;
		added.keep = (uint8_t)keep;
		added.cost += leave;
		if (answers && keep > 0 && state->levels[keep - 1].list != 0)
			added.cost += COST_LEAVE;
		if (unit->led)
			added.cost += keep == state->depth ? 0 : COST_LED;
		else if (keep > 0)
			added.cost += under_cost(&state->levels[keep - 1], unit, &step);
		if (unit->within > 0 && keep > 0 &&
		    misses_heading(&state->levels[keep - 1], unit, step.rank)) {
			added.misses = true;
			added.cost += COST_MISSING;
		}
		add_step(steps, added);
	}
}

/* The shape that the unit's shape is at times typed for; 0 for none. */
static uint8_t
like_shape(const struct zl_engine *engine, uint8_t shape)
{
	const struct zl_rule_list *numbers = &engine->file->kinds[ZL_RULE_NUMBER];

	if (shape >= ZL_SHAPE_PART || numbers->items[shape - 1]->like == NULL)
		return 0;
	for (size_t i = 0; i < numbers->count && i < ZL_SHAPE_PART - 1; i++)
		if (strcmp(numbers->items[i]->name, numbers->items[shape - 1]->like) == 0)
			return (uint8_t)(i + 1);
	return 0;
}

void
zl_series_add(struct zl_series_steps *steps, uint8_t from, const struct zl_unit *unit)
{
	const struct zl_engine *engine = steps->engine;
	struct zl_series_step step = {.cost = steps->states[from].cost,
				      .from = from,
				      .shape = unit->shape,
				      .group = steps->groups[unit->shape],
				      .rank = unit->rank};
	uint8_t like = like_shape(engine, unit->shape);
	struct zl_unit changed;

	/* The numbers of the problems that answers refer to come in any order. */
	if (zl_refers(engine, unit)) {
		changed = *unit;
		changed.ordinal = 0;
		unit = &changed;
	}

	add_goings_on(steps, from, unit, step);
	add_beginnings(steps, from, unit, step);
	add_wrong_numbers(steps, from, unit, step);
	if (like == 0 || unit->list != 0)
		return;
	changed = *unit;
	changed.within = 0;
	unit = &changed;
	step.cost += COST_MISTYPED;
	step.shape = like;
	step.group = steps->groups[like];
	step.rank = (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[like - 1]->rank;
	add_goings_on(steps, from, unit, step);
	add_beginnings(steps, from, unit, step);
}

void
zl_series_take(const struct zl_series_steps *steps, const struct zl_series_step *step,
	       const struct zl_unit *unit, int32_t index, struct zl_series_state *out)
{
	const struct zl_series_state *from = &steps->states[step->from];
	struct zl_series_level *level;

	memcpy(out, from, sizeof(*out));
	level = &out->levels[step->keep];
	if (!step->goes_on)
		*level = (struct zl_series_level){
		    .group = step->group, .class = class_of(unit), .list = item_list(unit)};
	out->cost = step->cost;
	out->depth = (uint8_t)(step->keep + 1);
	if (step->misses) {
		level[-1].last = unit->within;
		level[-1].unit = step->keep > 1 ? level[-2].unit : ZL_NO_UNIT;
	}
	level->shape = step->shape;
	level->rank = step->rank;
	/* What heads a list stands under whatever heading is open. */
	if (step->shape == ZL_SHAPE_LIST)
		level->rank = step->keep == 0 ? 0 : out->levels[step->keep - 1].rank;
	level->last = step->wrong ? level->last + 1 : unit->ordinal;
	level->unit = index;
	level->within = step->shape == unit->shape ? unit->within : level->within;
	level->figured = unit->figured;
	level->answered = unit->answered;
	if (class_of(unit) > level->class)
		level->class = class_of(unit);
	out->last_of[step->group] = level->last;
}
