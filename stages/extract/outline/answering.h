/* answering.h: which enumeration answers which. */
#ifndef ZL_ANSWERING_H
#define ZL_ANSWERING_H

#include "headings.h"

/*
 * Whether a list of problems stands beside what comes, which may stand under headings of its own
 * that promise measures.
 */
bool zl_is_waited_for(const struct zl_classifying *at);

/* Whether the first item names one of the problems enumerated last. */
bool zl_names_listed(const struct zl_classifying *at, const struct zl_enumeration *enumeration);

/*
 * Whether the enumeration, behind a response's label, answers the one before it item by item: it
 * has the same numbers, as many, and no problem but the last has a label behind it, which is this.
 * If so, the two become lists of problems and answers.
 */
bool zl_answers_before(const struct zl_classifying *at, struct zl_enumeration *enumeration);

#endif
