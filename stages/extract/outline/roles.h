/* roles.h: what the steps share that decide what each unit is. */
#ifndef ZL_ROLES_H
#define ZL_ROLES_H

#include "outline.h"

struct zl_deciding {
	struct zl_engine *engine;
	bool *like;	       /* units that look like findings of themselves */
	int32_t problem_lists; /* at the outermost level: the last list of problems, or none */
	uint32_t asked;	       /* sections that were asked in vain whether they name problems */
};

/* ---- evidence.c ---- */

/* Finds what speaks for each unit beyond its own words, and fills in like. */
void zl_evidence_find(struct zl_deciding *);

/* ---- areas.c ---- */

/* The area of what stands around the unit. */
uint8_t zl_area_around(const struct zl_engine *, const struct zl_unit *unit);

/*
 * Whether the heading's words promise an area.  A problem's or a task's words may do so by chance:
 * words on organising and results count only for headings that state no problem, and not within an
 * area of findings.
 */
bool zl_has_area(const struct zl_engine *, const struct zl_unit *unit);

/* Whether the unit groups measures under their list, as the problems are grouped in theirs. */
bool zl_groups_measures(struct zl_engine *, const struct zl_unit *unit, const struct zl_unit *list);

/*
 * The part of the report, which holds problems, and those around it wait for measures beside them,
 * as long as they promise nothing else.
 */
void zl_parts_wait(struct zl_deciding *, int32_t part);

/* A section behind a list of problems may be the list of measures that answers it. */
void zl_lists_find(struct zl_deciding *, int32_t index);

#endif
