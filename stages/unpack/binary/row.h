/* row.h: a table row's shape: where its cells begin and end, and which are merged. */
#ifndef ZL_BINARY_ROW_H
#define ZL_BINARY_ROW_H

#include "sprm.h"
#include "unpack/story/grid.h"

/* Adds what the sprm says; others than those of tables are passed over. */
void zl_row_shape_apply(struct zl_row_shape *, const struct zl_sprm *);

#endif
