/*
 * series.c: the outline.  Each unit continues a series that is open, or begins one under what is
 * open; its number may be mistyped, skip, repeat or run on from a series long closed.  Every such
 * step has a cost, and the outline is the way through the document that costs least: a search from
 * unit to unit that keeps the few best ways (a beam), so that time is linear and a later number can
 * still decide what an earlier one was.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/lines/engine.h"
#include "outline.h"

enum {
	DEPTH = 12,	/* levels open at once; deeper units go to the deepest */
	BEAM = 8,	/* ways kept */
	MARGIN = 24,	/* ways dearer than the best by more are dropped */
	CLOSE = 3,	/* ways so near the best make its decisions close ones */
	MOST_STEPS = 48 /* candidates a unit */
};

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

struct level {
	uint8_t group; /* of shapes with one rank */
	uint8_t shape;
	uint8_t class; /* how its units announce problems: 0 not, 1 by words, 3 by marker */
	bool answered;
	bool figured;
	int16_t rank;
	int32_t last, unit;
	int32_t within; /* what its units name as the number above them; 0: nothing */
	uint32_t list;	/* the enumeration that its units are items of; 0: none */
};

struct state {
	int32_t cost;
	uint8_t depth;
	uint8_t slot; /* its place among the choices of the last unit */
	struct level levels[DEPTH];
	int32_t last_of[ZL_SHAPE_COUNT]; /* by group: the last ordinal anywhere */
};

/* One way for one unit to go on from a state. */
struct step {
	int32_t cost;
	uint8_t from; /* the state */
	uint8_t keep; /* levels that stay open */
	uint8_t shape, group;
	int16_t rank;
	bool goes_on; /* with the level behind those kept */
	bool misses;  /* the heading it names: that of the level above went by */
	bool wrong;   /* its number is not what should stand there */
};

/* What was decided for a unit on one of the ways kept. */
struct choice {
	int32_t parent;
	uint8_t before; /* the choice of the unit before */
	uint8_t shape;
};

struct search {
	struct zl_engine *engine;
	struct state buffers[2][BEAM], *states, *next;
	size_t count;
	struct step steps[MOST_STEPS * BEAM];
	size_t step_count;
	int32_t least; /* cost of them */
	uint8_t groups[ZL_SHAPE_COUNT];
	ZL_VECTOR(struct choice) choices;
	ZL_VECTOR(uint32_t) firsts; /* where each unit's choices begin */
};

/* Shapes of one rank make one group, named by the first of them. */
static void
find_groups(struct search *search)
{
	const struct zl_rule_list *numbers = &search->engine->file->kinds[ZL_RULE_NUMBER];

	for (size_t i = 0; i < ZL_SHAPE_COUNT; i++)
		search->groups[i] = (uint8_t)i;
	for (size_t i = 0; i < numbers->count && i < ZL_SHAPE_PART - 1; i++)
		for (size_t j = 0; j <= i; j++)
			if (numbers->items[j]->rank == numbers->items[i]->rank) {
				search->groups[i + 1] = (uint8_t)(j + 1);
				break;
			}
	search->groups[ZL_SHAPE_ENDING] = ZL_SHAPE_ABOUT;
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
misses_heading(const struct level *above, const struct zl_unit *unit, int rank)
{
	return unit->within > above->last && above->figured && above->last > 0 &&
	       above->rank < rank;
}

/* What it costs that a decimal goes on with the level: gap_cost, or that of a new heading. */
static int32_t
decimal_cost(const struct level *levels, int i, const struct zl_unit *unit, bool *misses)
{
	const struct level *level = &levels[i];

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
category_cost(const struct level *above, const struct zl_unit *unit)
{
	return !unit->marked && unit->category != NULL && above->answered
		   ? COST_CATEGORY_IN_ANSWERED
		   : 0;
}

static void
add_step(struct search *search, struct step step)
{
	if (search->step_count == 0 || step.cost < search->least)
		search->least = step.cost;
	if (step.cost <= search->least + MARGIN &&
	    search->step_count < sizeof(search->steps) / sizeof(search->steps[0]))
		search->steps[search->step_count++] = step;
}

/* The enumeration behind a lead of which the unit is an item; 0: none. */
static uint32_t
item_list(const struct zl_unit *unit)
{
	return unit->shape == ZL_SHAPE_LIST ? 0 : unit->list;
}

/* Steps that go on with a level of the shape, or of one of its rank. */
static void
add_goings_on(struct search *search, uint8_t from, const struct zl_unit *unit, struct step step)
{
	const struct state *state = &search->states[from];
	int32_t over = 0;

	for (int i = state->depth - 1; i >= 0; i--) {
		const struct level *level = &state->levels[i];
		if (level->group != step.group || level->list != item_list(unit))
			continue;
		struct step added = step;
		if (item_list(unit) != 0) {
			added.keep = (uint8_t)i;
			added.goes_on = true;
			add_step(search, added);
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
		add_step(search, added);
		over += COST_OVER_SAME;
	}
}

/*
 * Steps that go on with a level of another rank: the number is wrong in shape and count, and only
 * its place, between what announces problems in the same way, tells what it should be.
 */
static void
add_wrong_numbers(struct search *search, uint8_t from, const struct zl_unit *unit, struct step step)
{
	const struct state *state = &search->states[from];

	if (step.shape >= ZL_SHAPE_PART || unit->ordinal < 2 || unit->list != 0)
		return;
	for (int i = state->depth - 1; i >= 0; i--) {
		const struct level *level = &state->levels[i];
		if (level->shape >= ZL_SHAPE_PART || level->group == step.group ||
		    level->list != 0 || level->last == 0 || level->class != class_of(unit))
			continue;
		struct step added = step;
		added.cost += COST_WRONG;
		added.shape = level->shape;
		added.group = level->group;
		added.rank = level->rank;
		added.keep = (uint8_t)i;
		added.goes_on = added.wrong = true;
		add_step(search, added);
	}
}

static int32_t
begin_cost(const struct state *state, const struct zl_unit *unit, uint8_t group)
{
	if (unit->ordinal <= 1 || unit->led)
		return COST_BEGIN;
	if (state->last_of[group] + 1 == unit->ordinal)
		return COST_RUN_ON;
	return COST_BEGIN_LATE + (unit->ordinal < 5 ? unit->ordinal : 5);
}

/* The cost under a level of the unit's own shape; 2.2 stands beside 2.1, and not in it. */
static int32_t
under_same_cost(const struct level *level, const struct zl_unit *unit)
{
	bool states = unit->marked || (unit->deficient && unit->answered);
	bool beside = unit->within > 0 && unit->within == level->within;

	return level->answered && !states && !beside ? COST_SAME_IN_ANSWER : COST_SAME_WITHIN;
}

/* What it costs to stand right under the level. */
static int32_t
under_cost(const struct level *level, const struct zl_unit *unit, const struct step *step)
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
add_first_item(struct search *search, uint8_t from, const struct zl_unit *unit, struct step step)
{
	const struct state *state = &search->states[from];
	int i = state->depth - 1;

	while (i >= 0 && state->levels[i].list != unit->list)
		i--;
	if (i >= 0)
		step.cost += COST_FAR;
	step.keep = state->depth < DEPTH ? state->depth : DEPTH - 1;
	add_step(search, step);
}

/* Steps that begin a series under each of the levels open, or under none. */
static void
add_beginnings(struct search *search, uint8_t from, const struct zl_unit *unit, struct step step)
{
	const struct state *state = &search->states[from];
	int32_t leave = 0;

	if (item_list(unit) != 0) {
		add_first_item(search, from, unit, step);
		return;
	}
	step.cost += begin_cost(state, unit, step.group);
	for (int keep = state->depth; keep >= 0; keep--) {
		struct step added = step;
		if (keep < state->depth) {
			const struct level *left = &state->levels[keep];
			bool stays = left->rank < step.rank || step.shape == ZL_SHAPE_LIST;
			leave += stays ? COST_LEAVE : 0;
			leave += left->group == step.group ? COST_RESTART : 0;
			leave +=
			    step.shape == ZL_SHAPE_BARE && left->last > 0 ? COST_BARE_LEAVE : 0;
		}
		if (keep == DEPTH)
			continue;
		added.keep = (uint8_t)keep;
		added.cost += leave;
		if (unit->led)
			added.cost += keep == state->depth ? 0 : COST_LED;
		else if (keep > 0)
			added.cost += under_cost(&state->levels[keep - 1], unit, &step);
		if (unit->within > 0 && keep > 0 &&
		    misses_heading(&state->levels[keep - 1], unit, step.rank)) {
			added.misses = true;
			added.cost += COST_MISSING;
		}
		add_step(search, added);
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

static void
add_steps(struct search *search, uint8_t from, const struct zl_unit *unit)
{
	const struct zl_engine *engine = search->engine;
	struct step step = {.cost = search->states[from].cost,
			    .from = from,
			    .shape = unit->shape,
			    .group = search->groups[unit->shape],
			    .rank = unit->rank};
	uint8_t like = like_shape(engine, unit->shape);
	struct zl_unit changed;

	/* The numbers of the problems that answers refer to come in any order. */
	if (zl_refers(engine, unit)) {
		changed = *unit;
		changed.ordinal = 0;
		unit = &changed;
	}

	add_goings_on(search, from, unit, step);
	add_beginnings(search, from, unit, step);
	add_wrong_numbers(search, from, unit, step);
	if (like == 0 || unit->list != 0)
		return;
	changed = *unit;
	changed.within = 0;
	unit = &changed;
	step.cost += COST_MISTYPED;
	step.shape = like;
	step.group = search->groups[like];
	step.rank = (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[like - 1]->rank;
	add_goings_on(search, from, unit, step);
	add_beginnings(search, from, unit, step);
}

/* Cheapest first; among equals the one that keeps more open, so that the order is fixed. */
static bool
comes_before(const struct step *one, const struct step *other)
{
	if (one->cost != other->cost)
		return one->cost < other->cost;
	if (one->from != other->from)
		return one->from < other->from;
	if (one->goes_on != other->goes_on)
		return one->goes_on;
	if (one->keep != other->keep)
		return one->keep > other->keep;
	return one->shape < other->shape;
}

/* Puts the step where it belongs in the heap, at place or below. */
static void
sink_step(struct search *search, size_t place, struct step step)
{
	struct step *heap = search->steps;

	for (size_t child; (child = 2 * place + 1) < search->step_count; place = child) {
		if (child + 1 < search->step_count && comes_before(&heap[child + 1], &heap[child]))
			child++;
		if (!comes_before(&heap[child], &step))
			break;
		heap[place] = heap[child];
	}
	heap[place] = step;
}

/* Makes the steps a heap, the first on top: only a few of them will be needed in order. */
static void
heap_steps(struct search *search)
{
	for (size_t place = search->step_count / 2; place-- > 0;)
		sink_step(search, place, search->steps[place]);
}

/* Takes the first step from the heap. */
static struct step
next_step(struct search *search)
{
	struct step first = search->steps[0];

	search->step_count--;
	sink_step(search, 0, search->steps[search->step_count]);
	return first;
}

/* The state behind the step. */
static void
take_step(const struct search *search, const struct step *step, const struct zl_unit *unit,
	  int32_t index, struct state *out)
{
	const struct state *from = &search->states[step->from];
	struct level *level;

	memcpy(out, from, sizeof(*out));
	level = &out->levels[step->keep];
	if (!step->goes_on)
		*level = (struct level){
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

/* Whether the two will go on alike for ever. */
static bool
same_state(const struct state *a, const struct state *b)
{
	if (a->depth != b->depth)
		return false;
	for (int i = 0; i < a->depth; i++)
		if (a->levels[i].shape != b->levels[i].shape ||
		    a->levels[i].last != b->levels[i].last ||
		    a->levels[i].class != b->levels[i].class)
			return false;
	return true;
}

/* Keeps the best steps as the states to go on from. */
static bool
keep_best(struct search *search, const struct zl_unit *unit, int32_t index)
{
	size_t count = 0;

	heap_steps(search);
	while (search->step_count > 0 && count < BEAM) {
		const struct step step = next_step(search);
		bool known = false;
		if (step.cost > search->least + MARGIN)
			break;
		take_step(search, &step, unit, index, &search->next[count]);
		for (size_t j = 0; j < count && !known; j++)
			known = same_state(&search->next[j], &search->next[count]);
		if (known)
			continue;
		struct choice *choice = zl_vector_add(
		    search->engine->document, (void **)&search->choices.items,
		    &search->choices.count, &search->choices.capacity, sizeof(*choice));
		if (choice == NULL)
			return false;
		choice->before = search->states[step.from].slot;
		choice->shape = step.shape;
		choice->parent =
		    step.keep == 0 ? ZL_NO_UNIT : search->next[count].levels[step.keep - 1].unit;
		search->next[count].slot = (uint8_t)count;
		count++;
	}
	struct state *next = search->next;
	search->next = search->states;
	search->states = next;
	search->count = count;
	return true;
}

/* Costs stay small however long the document is: only differences count. */
static void
level_costs(struct search *search)
{
	int32_t least = search->states[0].cost;

	for (size_t i = 0; i < search->count; i++)
		search->states[i].cost -= least;
}

static bool
go_through(struct search *search)
{
	struct zl_engine *engine = search->engine;

	search->states = search->buffers[0];
	search->next = search->buffers[1];
	search->count = 1;
	for (size_t i = 0; i < engine->units.count; i++) {
		const struct zl_unit *unit = &engine->units.items[i];
		uint32_t *first =
		    zl_vector_add(engine->document, (void **)&search->firsts.items,
				  &search->firsts.count, &search->firsts.capacity, sizeof(*first));
		if (first == NULL)
			return false;
		*first = (uint32_t)search->choices.count;
		if (unit->shape == ZL_SHAPE_PART)
			for (size_t j = 0; j < search->count; j++) {
				search->states[j].depth = 0;
				memset(search->states[j].last_of, 0,
				       sizeof(search->states[j].last_of));
			}
		search->step_count = 0;
		for (size_t j = 0; j < search->count; j++)
			add_steps(search, (uint8_t)j, unit);
		if (!keep_best(search, unit, (int32_t)i))
			return false;
		level_costs(search);
	}
	return true;
}

/* Writes the way that ends in the slot into the units, or compares with it: close decisions. */
static void
go_back(struct search *search, uint8_t slot, bool compare)
{
	struct zl_engine *engine = search->engine;

	for (size_t i = engine->units.count; i-- > 0;) {
		const struct choice *choice =
		    &search->choices.items[search->firsts.items[i] + slot];
		struct zl_unit *unit = &engine->units.items[i];
		if (!compare) {
			unit->parent = choice->parent;
			unit->read_as = choice->shape;
		} else if (unit->parent != choice->parent || unit->read_as != choice->shape) {
			unit->close = true;
		}
		slot = choice->before;
	}
}

static void
link_children(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->units.count; i++) {
		int32_t parent = engine->units.items[i].parent;
		if (parent == ZL_NO_UNIT)
			continue;
		struct zl_unit *above = &engine->units.items[parent];
		if (above->last_child == ZL_NO_UNIT)
			above->first_child = (int32_t)i;
		else
			engine->units.items[above->last_child].next_sibling = (int32_t)i;
		above->last_child = (int32_t)i;
	}
}

enum zl_status
zl_outline(struct zl_engine *engine)
{
	struct search *search = calloc(1, sizeof(*search));

	if (search == NULL) {
		zl_document_fail(engine->document, "extract", ZL_OUT_OF_MEMORY, NULL, 0, 0,
				 "no memory for the outline");
		return ZL_FAILED;
	}
	search->engine = engine;
	find_groups(search);
	bool done = go_through(search);
	if (done && engine->units.count > 0) {
		go_back(search, 0, false);
		for (uint8_t i = 1; i < search->count; i++)
			if (search->states[i].cost <= CLOSE)
				go_back(search, i, true);
		link_children(engine);
	}
	free(search->choices.items);
	free(search->firsts.items);
	free(search);
	return done;
}
