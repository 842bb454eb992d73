/* losses.h: setting down what cannot be carried. */
#ifndef ZL_LOSSES_H
#define ZL_LOSSES_H

#include "builder.h"

/* Notes a loss at the offset of paragraph n, 0 for the document as a whole.  kind is static. */
void zl_loss_add(struct zl_builder *, const char *kind, uint32_t count, struct zl_string text,
		 uint32_t n, size_t offset);

#endif
