/* compound.h: compound files (OLE2), [MS-CFB]: what legacy and encrypted documents come in. */
#ifndef ZL_COMPOUND_H
#define ZL_COMPOUND_H

#include <stdbool.h>
#include <stddef.h>

#include "unpack/common/fault.h"

bool zl_compound_is(const void *data, size_t size);

/* Tells from the directory of the compound file what it holds; sets the fault. */
enum zl_failure zl_compound_kind(const void *data, size_t size, struct zl_fault *fault);

#endif
