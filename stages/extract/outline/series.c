/*
 * series.c: the outline.  Each unit continues a series that is open, or begins one under what is
 * open; its number may be mistyped, skip, repeat or run on from a series long closed.  Every such
 * step has a cost (series_steps.c), and the outline is the way through the document that costs
 * least: a search from unit to unit that keeps the few best ways (a beam), so that time is linear
 * and a later number can still decide what an earlier one was.
 */
#include <stdlib.h>
#include <string.h>

#include "extract/lines/engine.h"
#include "outline.h"
#include "series_steps.h"

enum { CLOSE = 3 }; /* ways so near the best make its decisions close ones */

/* What was decided for a unit on one of the ways kept. */
struct choice {
	int32_t parent;
	uint8_t before; /* the choice of the unit before */
	uint8_t shape;
};

struct search {
	struct zl_engine *engine;
	struct zl_series_state buffers[2][ZL_SERIES_BEAM], *next;
	size_t count; /* of states */
	struct zl_series_steps steps;
	ZL_VECTOR(struct choice) choices;
	ZL_VECTOR(uint32_t) firsts; /* where each unit's choices begin */
};

/* Cheapest first; among equals the one that keeps more open, so that the order is fixed. */
static bool
comes_before(const struct zl_series_step *one, const struct zl_series_step *other)
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
sink_step(struct search *search, size_t place, struct zl_series_step step)
{
	struct zl_series_step *heap = search->steps.items;

	for (size_t child; (child = 2 * place + 1) < search->steps.count; place = child) {
		if (child + 1 < search->steps.count && comes_before(&heap[child + 1], &heap[child]))
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
	for (size_t place = search->steps.count / 2; place-- > 0;)
		sink_step(search, place, search->steps.items[place]);
}

/* Takes the first step from the heap. */
static struct zl_series_step
next_step(struct search *search)
{
	struct zl_series_step first = search->steps.items[0];

	search->steps.count--;
	sink_step(search, 0, search->steps.items[search->steps.count]);
	return first;
}

/* Whether the two will go on alike for ever. */
static bool
same_state(const struct zl_series_state *a, const struct zl_series_state *b)
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
	while (search->steps.count > 0 && count < ZL_SERIES_BEAM) {
		const struct zl_series_step step = next_step(search);
		bool known = false;
		if (step.cost > search->steps.least + ZL_SERIES_MARGIN)
			break;
		zl_series_take(&search->steps, &step, unit, index, &search->next[count]);
		for (size_t j = 0; j < count && !known; j++)
			known = same_state(&search->next[j], &search->next[count]);
		if (known)
			continue;
		struct choice *choice = zl_vector_add(
		    search->engine->document, (void **)&search->choices.items,
		    &search->choices.count, &search->choices.capacity, sizeof(*choice));
		if (choice == NULL)
			return false;
		choice->before = search->steps.states[step.from].slot;
		choice->shape = step.shape;
		choice->parent =
		    step.keep == 0 ? ZL_NO_UNIT : search->next[count].levels[step.keep - 1].unit;
		search->next[count].slot = (uint8_t)count;
		count++;
	}
	struct zl_series_state *next = search->next;
	search->next = search->steps.states;
	search->steps.states = next;
	search->count = count;
	return true;
}

/* Costs stay small however long the document is: only differences count. */
static void
level_costs(struct search *search)
{
	int32_t least = search->steps.states[0].cost;

	for (size_t i = 0; i < search->count; i++)
		search->steps.states[i].cost -= least;
}

static bool
go_through(struct search *search)
{
	struct zl_engine *engine = search->engine;

	search->steps.states = search->buffers[0];
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
				search->steps.states[j].depth = 0;
				memset(search->steps.states[j].last_of, 0,
				       sizeof(search->steps.states[j].last_of));
			}
		search->steps.count = 0;
		for (size_t j = 0; j < search->count; j++)
			zl_series_add(&search->steps, (uint8_t)j, unit);
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
	search->engine = search->steps.engine = engine;
	zl_series_group(&search->steps);
	bool done = go_through(search);
	if (done && engine->units.count > 0) {
		go_back(search, 0, false);
		for (uint8_t i = 1; i < search->count; i++)
			if (search->steps.states[i].cost <= CLOSE)
				go_back(search, i, true);
		link_children(engine);
	}
	free(search->choices.items);
	free(search->firsts.items);
	free(search);
	return done;
}
