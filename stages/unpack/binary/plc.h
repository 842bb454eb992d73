/* plc.h: a PLC: positions, and data for the stretches between them: [MS-DOC] 2.2.2. */
#ifndef ZL_PLC_H
#define ZL_PLC_H

#include <stdbool.h>

#include "unpack/compound/bytes.h"

struct zl_plc {
	struct zl_bytes bytes;
	size_t count; /* of stretches: there is a position more */
	size_t each;  /* bytes of data */
};

/* Data of each bytes a stretch. */
static inline struct zl_plc
zl_plc(struct zl_bytes bytes, size_t each)
{
	return (struct zl_plc){bytes, bytes.size < 4 ? 0 : (bytes.size - 4) / (4 + each), each};
}

/* Position i of count + 1. */
static inline uint32_t
zl_plc_position(const struct zl_plc *plc, size_t i)
{
	return zl_little32(plc->bytes, 4 * i);
}

/* The data of stretch i. */
static inline struct zl_bytes
zl_plc_data(const struct zl_plc *plc, size_t i)
{
	return zl_bytes_at(plc->bytes, 4 * (plc->count + 1) + plc->each * i, plc->each);
}

/*
 * The last stretch that begins at or before the position; count when there is none.  The positions
 * of a sound PLC are sorted; of another one any stretch is given.
 */
static inline size_t
zl_plc_find(const struct zl_plc *plc, uint32_t position)
{
	size_t low = 0, high = plc->count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (zl_plc_position(plc, middle) <= position)
			low = middle + 1;
		else
			high = middle;
	}
	return low == 0 ? plc->count : low - 1;
}

/* Whether a stretch begins at the position. */
static inline bool
zl_plc_begins(const struct zl_plc *plc, uint32_t position)
{
	size_t i = zl_plc_find(plc, position);

	return i < plc->count && zl_plc_position(plc, i) == position;
}

#endif
