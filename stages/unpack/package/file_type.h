/* file_type.h: what a file is, told from its bytes, whatever its name says. */
#ifndef ZL_FILE_TYPE_H
#define ZL_FILE_TYPE_H

#include <stddef.h>

#include "package.h"
#include "unpack/common/fault.h"

enum zl_file_type {
	ZL_FILE_ZIP,
	ZL_FILE_FLAT, /* Flat OPC */
	ZL_FILE_OTHER /* none that can be read: fault says what it is */
};

/* Looks at the bytes of a file. */
enum zl_file_type zl_file_type_of(const void *data, size_t size, struct zl_fault *fault);

/* What a zip archive without a Word document is; sets the fault. */
enum zl_failure zl_file_type_of_package(const struct zl_package *, struct zl_fault *fault);

#endif
