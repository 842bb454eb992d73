/*
 * flat.h: Flat OPC, a whole package in one XML file (pkg:package, namespace
 * http://schemas.microsoft.com/office/2006/xmlPackage), as Word writes it for "Word XML document".
 */
#ifndef ZL_FLAT_H
#define ZL_FLAT_H

#include <stddef.h>

#include "package.h"
#include "unpack/common/fault.h"

struct zl_flat;
struct zl_flat_part;

/*
 * Reads the file in data.  *out, also when it fails with what fault tells, is freed by
 * zl_flat_free.  Parts in pkg:xmlData are written out again as XML; parts in pkg:binaryData are
 * decoded from base64.
 */
enum zl_failure zl_flat_read(struct zl_flat **out, const struct zl_unpack_limits *limits,
			     const void *data, size_t size, struct zl_fault *fault);

/* The part of that name (no leading '/'), in any case; NULL for none. */
const struct zl_flat_part *zl_flat_find(const struct zl_flat *, struct zl_string name);

/* Name and content type of part i, absent strings past the last. */
struct zl_string zl_flat_name(const struct zl_flat *, size_t i);
struct zl_string zl_flat_type(const struct zl_flat *, size_t i);

/* Fills in out's data, which stays the package's, by its name: ZL_OK or ZL_MISSING_PART. */
enum zl_failure zl_flat_part(const struct zl_flat *, struct zl_part *out, struct zl_fault *fault);

void zl_flat_free(struct zl_flat *);

#endif
