/* series_steps.h: the steps by which the outline goes on from unit to unit. */
#ifndef ZL_SERIES_STEPS_H
#define ZL_SERIES_STEPS_H

#include "extract/lines/engine.h"

enum {
	ZL_SERIES_DEPTH = 12,  /* levels open at once; deeper units go to the deepest */
	ZL_SERIES_BEAM = 8,    /* ways kept */
	ZL_SERIES_MARGIN = 24, /* ways dearer than the best by more are dropped */
	ZL_SERIES_STEPS = 48   /* candidates a unit */
};

/* A series that is open. */
struct zl_series_level {
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

/* The series open behind a unit, on one of the ways kept. */
struct zl_series_state {
	int32_t cost;
	uint8_t depth;
	uint8_t slot; /* its place among the choices of the last unit */
	struct zl_series_level levels[ZL_SERIES_DEPTH];
	int32_t last_of[ZL_SHAPE_COUNT]; /* by group: the last ordinal anywhere */
};

/* One way for one unit to go on from a state. */
struct zl_series_step {
	int32_t cost;
	uint8_t from; /* the state */
	uint8_t keep; /* levels that stay open */
	uint8_t shape, group;
	int16_t rank;
	bool goes_on; /* with the level behind those kept */
	bool misses;  /* the heading it names: that of the level above went by */
	bool wrong;   /* its number is not what should stand there */
};

/* All steps for one unit, from all states. */
struct zl_series_steps {
	struct zl_engine *engine;
	struct zl_series_state *states; /* from which they go on */
	struct zl_series_step items[ZL_SERIES_STEPS * ZL_SERIES_BEAM];
	size_t count;
	int32_t least; /* cost of them */
	uint8_t groups[ZL_SHAPE_COUNT];
};

/* Shapes of one rank make one group, named by the first of them. */
void zl_series_group(struct zl_series_steps *);

/* Adds the steps for the unit from states[from]. */
void zl_series_add(struct zl_series_steps *, uint8_t from, const struct zl_unit *unit);

/* The state behind the step; index: the unit's. */
void zl_series_take(const struct zl_series_steps *, const struct zl_series_step *step,
		    const struct zl_unit *unit, int32_t index, struct zl_series_state *out);

#endif
