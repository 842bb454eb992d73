/* pair.h: a list of problems and the list of measures that answers it, as they are paired. */
#ifndef ZL_PAIR_H
#define ZL_PAIR_H

#include "base/status.h"
#include "extract/lines/engine.h"

enum { ZL_PAIR_NAMES = 16 }; /* most units whose words are compared to tell what a list is */

struct zl_pairing {
	struct zl_engine *engine;
	ZL_VECTOR(int32_t) problems;
	ZL_VECTOR(int32_t) answers;
	int32_t list; /* the list of measures */
	bool grouped; /* numbers begin anew under each heading of the lists */
};

/* The measure answers the problem. */
static inline void
zl_pair_up(struct zl_pairing *pairing, int32_t problem, int32_t answer)
{
	pairing->engine->units.items[problem].answer = answer;
	pairing->engine->units.items[answer].answer = problem;
}

/* Pairs by numbers the measures that answer no problem yet, one a problem.  False: no memory. */
ZL_NODISCARD enum zl_status zl_pair_by_number(struct zl_pairing *);

#endif
