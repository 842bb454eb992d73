/* properties.h: what a package says of itself. */
#ifndef ZL_PROPERTIES_H
#define ZL_PROPERTIES_H

#include "document/document.h"
#include "unpack/common/fault.h"

/*
 * Adds the properties of one part to the document: core properties (ECMA-376 part 2, clause 8.3)
 * as "title", "creator", "created" ..., extended ones (part 1, 22.2) as "application", "company"
 * ..., custom ones (22.3) as "custom:" and their name.  Empty ones are left out.
 */
enum zl_failure zl_properties_read(struct zl_document *, const char *data, size_t size,
				   uint64_t depth, struct zl_fault *fault);

#endif
