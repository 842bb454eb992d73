/* vector.h: arrays that grow. */
#ifndef ZL_VECTOR_H
#define ZL_VECTOR_H

#include <stddef.h>

#define ZL_VECTOR(type)                                                                            \
	struct {                                                                                   \
		type *items;                                                                       \
		size_t count, capacity;                                                            \
	}

/*
 * Adds a zeroed item of size bytes behind *count others and returns it; NULL, and nothing changed,
 * when memory runs out.  Earlier items may move.  The caller frees *items.
 */
void *zl_vector_grow(void **items, size_t *count, size_t *capacity, size_t size);

/* The same for a ZL_VECTOR, with the type of its items. */
#define zl_vector_push(vector)                                                                     \
	((__typeof__((vector)->items))zl_vector_grow((void **)&(vector)->items, &(vector)->count,  \
						     &(vector)->capacity,                          \
						     sizeof(*(vector)->items)))

#endif
