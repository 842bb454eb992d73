/* search.h: binary search in sorted arrays. */
#ifndef ZL_SEARCH_H
#define ZL_SEARCH_H

#include <stddef.h>
#include <stdint.h>

/* Like strcmp: below 0 where key comes before item, 0 where it equals it, above 0 behind. */
typedef int zl_compare(const void *key, const void *item);

/*
 * Of count items of size bytes each, sorted as compare has it: the index of the first one that the
 * key comes before, count where there is none.  So [result - 1] is the last one at or before it.
 */
static inline size_t
zl_search_behind(const void *key, const void *items, size_t count, size_t size, zl_compare *compare)
{
	size_t low = 0;

	while (low < count) {
		size_t middle = low + (count - low) / 2;
		if (compare(key, (const char *)items + middle * size) < 0)
			count = middle;
		else
			low = middle + 1;
	}
	return low;
}

/* Of items that begin with the uint32_t, or size_t, that they are sorted by. */
static inline int
zl_compare_uint32(const void *key, const void *item)
{
	uint32_t a = *(const uint32_t *)key, b = *(const uint32_t *)item;

	return a < b ? -1 : a > b;
}

static inline int
zl_compare_size(const void *key, const void *item)
{
	size_t a = *(const size_t *)key, b = *(const size_t *)item;

	return a < b ? -1 : a > b;
}

#endif
