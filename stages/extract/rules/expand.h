/* expand.h: the source of a pattern as PCRE2 is to have it: folded, fragments put in. */
#ifndef ZL_EXPAND_H
#define ZL_EXPAND_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "base/status.h"
#include "pattern.h"
#include "text/fold.h"

/* The text so far, and for each of its bytes where in the source it comes from. */
struct zl_expansion {
	struct zl_buffer text, offsets;
	zl_fragment_of fragment;
	const void *context; /* of fragment */
	struct zl_fold fold; /* of the last character */
	struct zl_pattern_error *error;
};

/* Fills in the error; always ZL_FAILED. */
enum zl_status zl_pattern_fail(struct zl_pattern_error *, size_t offset, const char *message);

/* Adds source to the text; ZL_FAILED: the error says why.  A buffer that failed is looked at later.
 */
ZL_NODISCARD enum zl_status zl_expand(struct zl_expansion *, const char *source);

/* Where in the source the byte at offset of the expanded text comes from. */
size_t zl_expansion_source(const struct zl_expansion *, size_t offset);

#endif
