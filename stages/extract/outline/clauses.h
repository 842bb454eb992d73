/*
 * clauses.h: enumerations without markers: clauses and sentences behind words that lead up to
 * problems, or alone under a heading that promises some.
 */
#ifndef ZL_CLAUSES_H
#define ZL_CLAUSES_H

#include "headings.h"

/* Where such clauses stand in a line; one: the first sentence is a problem, all else its detail. */
struct zl_clauses {
	struct zl_stretch all;
	bool one;
	bool single;	/* only one, behind a lead: 主要问题有： */
	bool of_object; /* they stand behind words that only name an object */
};

/* The clauses that begin, with what leads up to them, at place in the line.  False: there are none.
 */
bool zl_clauses_at(struct zl_engine *, const struct zl_line *line, uint32_t place,
		   struct zl_clauses *out);

/* The same of sentences that state a problem each and go on with what was done: ...，已更换。 */
bool zl_clauses_acted(struct zl_engine *, const struct zl_line *line, uint32_t place,
		      struct zl_clauses *out);

/* The same of the sentences of the line of that index, under a heading that promises problems. */
bool zl_clauses_under(struct zl_engine *, uint32_t line, struct zl_clauses *out);

/* Whether the line's first sentence states a problem, under such a heading, by its words. */
bool zl_clauses_state_first(struct zl_engine *, const struct zl_line *line);

/*
 * The same of the sentences behind words that only name an object: （三）X公司。检查时... or
 * X小学：...
 */
bool zl_clauses_of_object(struct zl_engine *, const struct zl_line *line, struct zl_clauses *out);

/* Adds a mark before each of the clauses, and one behind them.  False: no memory. */
ZL_NODISCARD enum zl_status zl_clauses_mark(struct zl_engine *, uint32_t line,
					    const struct zl_clauses *, struct zl_marks *out);

/* Counts sentences behind words that only name an object, and those that tell what is wrong. */
void zl_clauses_count_of_objects(struct zl_classifying *);

/* Whether the report has the habit to state problems so behind numbers of the shape. */
bool zl_clauses_are_of_objects(const struct zl_classifying *, uint8_t shape);

/* Whether words such as 等问题 stand behind clauses that end at place: one of them is enough. */
bool zl_clauses_are_summed_up(const struct zl_engine *, uint32_t place, uint32_t to);

/* Whether a response's label stands in the line behind from, or begins the next line. */
bool zl_clauses_are_answered(const struct zl_engine *, const struct zl_line *line, uint32_t from);

#endif
