/* response_attributes.h: attributes in the text of a finding, taken as parts of it. */
#ifndef ZL_RESPONSE_ATTRIBUTES_H
#define ZL_RESPONSE_ATTRIBUTES_H

#include "response_parts.h"

/*
 * Appends the attribute whose label stands at from to out; gives where it ends, at the end of its
 * sentence or before the label of another.
 */
uint32_t zl_attribute_take(struct zl_engine *, uint32_t line, uint32_t from, uint32_t to,
			   struct zl_parts *out);

/*
 * The attributes in the bracket with which view[from, to) ends: appended to out as parts whose
 * stretches are the bracket.  Gives where the bracket begins, to when there is none.
 */
uint32_t zl_trailing_attributes(struct zl_engine *, uint32_t line, uint32_t from, uint32_t to,
				struct zl_parts *out);

/*
 * Appends the bracket with a value, a state, that stands at from behind a label to out; gives where
 * it ends, from when there is none.
 */
uint32_t zl_leading_value(struct zl_engine *, uint32_t line, uint32_t from, uint32_t to,
			  struct zl_parts *out);

#endif
