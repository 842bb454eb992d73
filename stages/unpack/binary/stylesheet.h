/* stylesheet.h: styles of a binary document become those that the builder knows: [MS-DOC] 2.9.271.
 */
#ifndef ZL_STYLESHEET_H
#define ZL_STYLESHEET_H

#include "unpack/compound/bytes.h"
#include "unpack/story/builder.h"

/*
 * Reads the STSH into the builder's styles, whose ids are the styles' numbers (istd) in decimal.
 * What makes no sense in it is left out; the builder's fault is set when memory is out.
 */
void zl_stylesheet_read(struct zl_builder *, struct zl_bytes stsh);

/* The style of that number; NULL for none. */
const struct zl_style *zl_stylesheet_find(const struct zl_styles *, uint16_t number);

#endif
