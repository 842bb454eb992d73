/* drawing_text.h: what a chart or diagram says. */
#ifndef ZL_DRAWING_TEXT_H
#define ZL_DRAWING_TEXT_H

#include "base/buffer.h"
#include "context.h"

/* Adds the texts that the chart or diagram in the part of that name shows to out, one a line. */
void zl_drawing_text(struct zl_context *, struct zl_string name, struct zl_buffer *out);

#endif
