/* foreign.h: zip archives that hold something else than a Word document. */
#ifndef ZL_FOREIGN_H
#define ZL_FOREIGN_H

#include "package.h"

/* What a zip archive without a Word document is; sets the fault. */
enum zl_failure zl_package_foreign(const struct zl_package *, struct zl_fault *fault);

#endif
