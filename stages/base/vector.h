/* vector.h: arrays that grow. */
#ifndef ZL_VECTOR_H
#define ZL_VECTOR_H

#include <stddef.h>
#include <string.h>

#include "status.h"

#define ZL_VECTOR(type)                                                                            \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t count, capacity;                                                            \
	}

/* Makes room for as many items again; fails, and nothing changed, when memory runs out. */
ZL_NODISCARD enum zl_status zl_vector_double(void **items, size_t *capacity, size_t size);

/*
 * Adds a zeroed item of size bytes behind *count others and returns it; NULL, and nothing changed,
 * when memory runs out.  Earlier items may move.  The caller frees *items.
 */
static inline void *
zl_vector_grow(void **items, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity && !zl_vector_double(items, capacity, size))
		return NULL;
	return memset((char *)*items + size * (*count)++, 0, size);
}

/* The same for a ZL_VECTOR, with the type of its items. */
#define zl_vector_push(vector)                                                                     \
	((__typeof__((vector)->items))zl_vector_grow((void **)&(vector)->items, &(vector)->count,  \
						     &(vector)->capacity,                          \
						     sizeof(*(vector)->items)))

#endif
