/* fold_name.h: names that a file system which ignores case takes for one. */
#ifndef ZL_FOLD_NAME_H
#define ZL_FOLD_NAME_H

#include <stddef.h>

#include "base/buffer.h"

/*
 * Replaces what folded held with the name as such a file system compares it, or more coarsely:
 * NFKC with case folded (UAX #31), and no dots or spaces at the end of a component.  A name that is
 * no UTF-8 has its ASCII letters folded.
 */
void zl_fold_name(const char *name, size_t length, struct zl_buffer *folded);

#endif
