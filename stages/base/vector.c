/* vector.c: see vector.h. */
#include <stdlib.h>
#include <string.h>

#include "vector.h"

void *
zl_vector_grow(void **items, size_t *count, size_t *capacity, size_t size)
{
	if (*count == *capacity) {
		size_t more = *capacity == 0 ? 16 : *capacity * 2;
		void *moved = reallocarray(*items, more, size);
		if (moved == NULL)
			return NULL;
		*items = moved;
		*capacity = more;
	}
	return memset((char *)*items + size * (*count)++, 0, size);
}
