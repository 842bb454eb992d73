/* items.h: what the items of an enumeration say, counted when it is asked. */
#ifndef ZL_ITEMS_H
#define ZL_ITEMS_H

#include "headings.h"

enum zl_items_what {
	ZL_ITEMS_ALL, /* of which the words are looked at: not all of many */
	ZL_ITEMS_LACKING,
	ZL_ITEMS_ACTED,
	ZL_ITEMS_MARKED,
	ZL_ITEMS_LABELLED,
	ZL_ITEMS_PROMISING, /* lead up to something themselves */
	ZL_ITEMS_SOLVED,    /* state a problem and go on with what was done */
	ZL_ITEMS_WHAT_COUNT
};

struct zl_items {
	const struct zl_classifying *at;
	const struct zl_enumeration *enumeration;
	int32_t counts[ZL_ITEMS_WHAT_COUNT]; /* below 0: not counted yet */
};

struct zl_items zl_items_of(const struct zl_classifying *, const struct zl_enumeration *);

/* How many of the items do what is asked. */
uint32_t zl_items_count(struct zl_items *, enum zl_items_what);

/* Whether at least that share of the items do so: 2, 3 for two thirds. */
bool zl_items_share(struct zl_items *, enum zl_items_what, uint32_t least, uint32_t of);

/* Whether more than half of them tell what was done. */
bool zl_items_act(struct zl_items *);

#endif
