/* outline.h: from lines to units: what each begins, under what, and what answers it. */
#ifndef ZL_OUTLINE_H
#define ZL_OUTLINE_H

#include "extract/lines/engine.h"

/* ---- enumerate.c ---- */

/* Finds enumerations, and makes their items lines of their own.  False: a fault. */
ZL_NODISCARD enum zl_status zl_enumerate(struct zl_engine *);

/* What view[from, to) leads up to, by the weight of its parts: problems, measures, or NONE. */
uint8_t zl_leads_to(struct zl_engine *, uint32_t from, uint32_t to);

/*
 * The area that the words of a heading promise, by a rule or by their parts; those before a colon
 * will do, unless the words behind it say what is wrong.
 */
uint8_t zl_heading_area(struct zl_engine *, uint32_t from, uint32_t to);

/* ---- blocks.c ---- */

/*
 * Makes the lines of records of labelled lines cells: ZL_LINE_BLOCK.  Those that begin a row have
 * its column rule as label; NULL: they open the record, and state its problem from label_end on.
 * False: no memory.
 */
ZL_NODISCARD enum zl_status zl_find_blocks(struct zl_engine *);

/* ---- units.c ---- */

/* Collects the units, without outline, and finds the area of the whole.  False: no memory. */
ZL_NODISCARD enum zl_status zl_units_collect(struct zl_engine *);

/* ---- nameless.c ---- */

/*
 * Marks sentences that state a problem in words that tell it not, where others in their place,
 * under headings of the shape, do; and lines without a mark that state a problem and go on with
 * what was done, where the report promises answers.  *found: there are such.
 */
void zl_find_nameless(struct zl_engine *, bool *found);

/*
 * Marks the items of a list under a heading that may hold problems with answers, of which each
 * names its problem without a mark and goes on with what was done: 1.针对走访不实，约谈4人。
 * *found is set when there are such.
 */
void zl_find_named(struct zl_engine *, bool *found);

/* ---- series.c ---- */

/* Finds the outline: each unit's parent, children, and the shape it is read as.  False: no memory.
 */
ZL_NODISCARD enum zl_status zl_outline(struct zl_engine *);

/* Whether the unit stands in the other, at any depth, or is it. */
bool zl_stands_in(const struct zl_engine *, int32_t index, int32_t other);

/* ---- siblings.c ---- */

enum { ZL_FOR_KIND = 4 }; /* what siblings that are findings weigh for a unit's being one */

/*
 * Fills in what each unit's siblings say for its being a finding; like: units that look like
 * findings of themselves.
 */
void zl_find_support(struct zl_engine *, const bool *like);

/* ---- roles.c ---- */

/*
 * Of a unit that stands under the section with headings only between them: the innermost heading
 * above it, which may be the section.  ZL_NO_UNIT for others.
 */
int32_t zl_heading_above(const struct zl_engine *, int32_t index, int32_t section);

/* Finds the area of the whole: what the title and the opening promise. */
void zl_find_root_area(struct zl_engine *);

/* Decides what each unit is.  False: a fault. */
ZL_NODISCARD enum zl_status zl_roles(struct zl_engine *);

/* ---- names.c ---- */

/* The words with which view[from, to) names the problem that it answers; empty: none. */
struct zl_stretch zl_name_at(struct zl_engine *, uint32_t from, uint32_t to);

/* The same of a unit: a measure. */
struct zl_stretch zl_name_of(struct zl_engine *, const struct zl_unit *unit);

/* How many of the name's pairs of characters the problem has, in hundredths. */
int zl_likeness(const struct zl_engine *, struct zl_stretch name, struct zl_stretch problem);

/* The same of a problem that is a unit. */
int zl_unit_likeness(const struct zl_engine *, struct zl_stretch name,
		     const struct zl_unit *problem);

/* How much of the heading of a measure stands in that of the problem, or the other way round. */
int zl_heading_likeness(const struct zl_engine *, const struct zl_unit *answer,
			const struct zl_unit *problem);

/* Whether what was done shares words with the heading of the problem. */
bool zl_shares_words(const struct zl_engine *, const struct zl_unit *problem,
		     const struct zl_line *answer);

enum { ZL_NAMED = 50 }; /* least likeness by which a name tells, in hundredths */

/*
 * Which of several problems a name means: cleared, all likenesses added, and asked whether the best
 * is at least so likely, and clearly ahead of the next.
 */
struct zl_choice {
	int best, next;
	int32_t index; /* of the best */
};
void zl_choose(struct zl_choice *, int likeness, int32_t index);
bool zl_is_chosen(const struct zl_choice *, int least);

/* ---- pair.c ---- */

/*
 * Whether most units of the section begin with the name of a problem of the list: *named.  False:
 * no memory.
 */
bool zl_names_problems(struct zl_engine *, int32_t list, int32_t section, bool *named);

/* Pairs lists of problems with the lists of measures behind them.  False: a fault. */
ZL_NODISCARD enum zl_status zl_pair(struct zl_engine *);

/* Whether the unit's number is that of the problem it answers, and so belongs to the response. */
bool zl_refers(const struct zl_engine *, const struct zl_unit *unit);

/* ---- tasks.c ---- */

/* Reads headings that name work as tasks, in reports that state no problem. */
void zl_find_tasks(struct zl_engine *);

#endif
