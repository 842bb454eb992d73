/* apply.h: corrections at work, in the passes of the engine that they concern. */
#ifndef ZL_APPLY_H
#define ZL_APPLY_H

#include "corrections.h"
#include "extract/lines/engine.h"

/*
 * Before units are collected: proves every anchor, and has a unit begin where a correction says
 * that one does.  False: no memory.
 */
bool zl_corrections_begin(struct zl_engine *);

/* What a correction says that the unit is read as; false: none does. */
bool zl_corrections_reading(const struct zl_engine *, const struct zl_unit *, uint8_t *reading);

/* Whether the reading of the unit is a correction's: what it is tells nothing of the others. */
enum { ZL_CORRECTED_SCORE = INT16_MAX };
static inline bool
zl_is_corrected(const struct zl_unit *unit)
{
	return unit->score == ZL_CORRECTED_SCORE;
}

/* Behind the tree: responses, statements, parents and facts; flags for all.  False: no memory. */
bool zl_corrections_finish(struct zl_engine *);

#endif
