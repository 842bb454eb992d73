/* in_line.h: enumerations of numbers in mid-line that no words lead up to; see in_line.c. */
#ifndef ZL_IN_LINE_H
#define ZL_IN_LINE_H

#include "items.h"

/* Whether the enumeration stands in a response: a label stands between the heading and it. */
bool zl_in_response(const struct zl_classifying *, const struct zl_mark *first);

/* What an enumeration of numbers in mid-line is without a lead: enum zl_enumerated. */
uint8_t zl_kind_in_line(const struct zl_classifying *, const struct zl_enumeration *,
			struct zl_items *);

#endif
