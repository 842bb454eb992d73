/* places.h: what stands in the text without being text: references, and what is lost. */
#ifndef ZL_PLACES_H
#define ZL_PLACES_H

#include "builder.h"

/* Notes what cannot be carried at the place reached.  kind is static, text may be empty. */
void zl_loss(struct zl_builder *, const char *kind, uint32_t count, struct zl_string text);

/* The same between paragraphs: its place is the end of the one before. */
void zl_loss_between(struct zl_builder *, const char *kind, struct zl_string text);

/* The place reached: paragraph and offset; opens a paragraph if there is none. */
uint32_t zl_place(struct zl_builder *, size_t *offset);

/* Notes that the place reached refers to a note or comment. */
void zl_anchor(struct zl_builder *, enum zl_story, int32_t id);

#endif
