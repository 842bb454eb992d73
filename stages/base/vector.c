/* vector.c: see vector.h. */
#include "vector.h"

#include <stdlib.h>

enum zl_status
zl_vector_double(void **items, size_t *capacity, size_t size)
{
	size_t more = *capacity == 0 ? 16 : *capacity * 2;
	void *moved = reallocarray(*items, more, size);

	if (moved == NULL)
		return ZL_FAILED;
	*items = moved;
	*capacity = more;
	return ZL_DONE;
}
