/*
 * store.h: the data that content controls are bound to: custom XML parts (ECMA-376 part 1, 15.2.5)
 * and the package's own properties.
 */
#ifndef ZL_STORE_H
#define ZL_STORE_H

#include "context.h"

/*
 * Adds the value at the path (XPath as Word writes it, /a[1]/b[2]/@c) of the store with that id to
 * out.  False when there is no such store or place, or the path is of another kind.
 */
bool zl_store_value(struct zl_context *, struct zl_string id, struct zl_string path,
		    struct zl_buffer *out);

#endif
