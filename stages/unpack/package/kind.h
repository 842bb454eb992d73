/* kind.h: what a file is, told from its bytes, whatever its name says. */
#ifndef ZL_KIND_H
#define ZL_KIND_H

#include <stddef.h>

#include "package.h"
#include "unpack/xml/fault.h"

enum zl_kind {
	ZL_KIND_ZIP,
	ZL_KIND_FLAT, /* Flat OPC */
	ZL_KIND_OTHER /* none that can be read: fault says what it is */
};

/* Looks at the bytes of a file. */
enum zl_kind zl_kind_of(const void *data, size_t size, struct zl_fault *fault);

/* What a zip archive without a Word document is; sets the fault. */
enum zl_failure zl_kind_of_package(const struct zl_package *, struct zl_fault *fault);

#endif
