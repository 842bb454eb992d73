/* part_text.h: the parts of text beside the main one. */
#ifndef ZL_PART_TEXT_H
#define ZL_PART_TEXT_H

#include "context.h"

/* Reads a part of text that is not the main one; its root must be w:NAME. */
void zl_part_text(struct zl_context *, struct zl_string name, const char *root, enum zl_story);

#endif
