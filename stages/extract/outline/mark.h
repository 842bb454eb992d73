/* mark.h: the markers that may begin an item of an enumeration, wherever they stand. */
#ifndef ZL_MARK_H
#define ZL_MARK_H

#include "base/status.h"
#include "extract/lines/engine.h"

/* What stands right before a marker; later ones are weaker places for an item to begin. */
enum zl_stands { ZL_AT_LINE, ZL_BEHIND_SENTENCE, ZL_BEHIND_COLON, ZL_BEHIND_CLAUSE, ZL_AMID };

enum { ZL_NO_ENUMERATION = -1 };
#define ZL_NO_MARK UINT32_MAX

/* A marker: 一是, 1., （一）, ①, ●; or the beginning of a sentence that names its problem. */
struct zl_mark {
	uint32_t part;		  /* the line, or the part of a response, in which it stands */
	struct zl_stretch marker; /* its place; the item's words follow */
	uint8_t style;		  /* shape, or ZL_SHAPE_COUNT + index of the item rule's series */
	uint8_t stands;
	bool ends; /* no item: behind the last one */
	int16_t rank;
	int32_t ordinal; /* 0: does not count */
	int32_t enumeration;
	uint32_t next;		    /* mark of the enumeration; ZL_NO_MARK: none */
	const struct zl_rule *rule; /* of number or item; NULL: a sentence with a problem's mark */
};

struct zl_marks {
	ZL_VECTOR(struct zl_mark) marks;
};

/*
 * The marker that stands at place, which lies in the segment or behind it.  Fills in all but part
 * and stands.  False when there is none.
 */
bool zl_mark_at(struct zl_engine *, uint32_t segment, uint32_t place, uint32_t to,
		struct zl_mark *out);

/* What stands right before place, behind a stop or where the text that begins at start does. */
enum zl_stands zl_stands_at(const struct zl_engine *, uint32_t start, uint32_t place);

/* Where the character right before place begins, spaces left out; start < place. */
uint32_t zl_place_before(const struct zl_engine *, uint32_t start, uint32_t place);

/* A copy of mark at the end of the vector, if it stands behind the last.  False: no memory. */
ZL_NODISCARD enum zl_status zl_mark_add(struct zl_engine *, struct zl_marks *,
					const struct zl_mark *mark);

/* The first item of the style in view[from, to) that no stop parts from the words before it. */
bool zl_mark_within(struct zl_engine *, uint8_t style, uint32_t from, uint32_t to,
		    struct zl_mark *out);

/* All markers of the lines of text, in order.  False: a fault. */
ZL_NODISCARD enum zl_status zl_marks_find(struct zl_engine *, struct zl_marks *out);

#endif
