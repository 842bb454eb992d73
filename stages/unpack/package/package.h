/* package.h: the parts of a document's package, by name: in a zip archive or in a Flat OPC file. */
#ifndef ZL_PACKAGE_H
#define ZL_PACKAGE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "directory.h"
#include "unpack/common/fault.h"
#include "unpack/common/limits.h"

struct libdeflate_decompressor;
struct zip;
struct zl_flat;

/* The bytes of a part. */
struct zl_part {
	struct zl_string name; /* without the leading '/' */
	const char *data;      /* NUL after size */
	size_t size;
	char *owned; /* what zl_part_free frees */
};

struct zl_package {
	const struct zl_unpack_limits *limits;
	struct zl_arena arena; /* names */
	struct zl_directory directory;
	struct zip *zip; /* NULL for Flat OPC */
	struct libdeflate_decompressor *inflater;
	struct zl_flat *flat; /* NULL for a zip archive */
	uint64_t *bytes;      /* inflated so far, shared with packages inside this one */
};

/*
 * Has libdeflate and libzip open now what they open at first use: /proc/self/auxv, to learn of the
 * processor, on some; openssl.cnf where libzip brings OpenSSL.  Later nothing may be opened.
 */
void zl_package_prepare(void);

/*
 * Opens the zip archive in data, which must stay.  bytes counts what all reads inflate.  On a
 * failure, told in fault, the package is to be closed all the same.
 */
enum zl_failure zl_package_open_zip(struct zl_package *, const struct zl_unpack_limits *,
				    uint64_t *bytes, const void *data, size_t size,
				    struct zl_fault *fault);

/* The same for a Flat OPC file: XML whose root is pkg:package. */
enum zl_failure zl_package_open_flat(struct zl_package *, const struct zl_unpack_limits *,
				     uint64_t *bytes, const void *data, size_t size,
				     struct zl_fault *fault);

/* Whether there is a part of that name, in any case; name may begin with '/'. */
bool zl_package_has(const struct zl_package *, struct zl_string name);

/*
 * Reads the part of that name, inflated, into out; the caller frees it with zl_part_free.  Gives
 * ZL_OK; ZL_MISSING_PART; ZL_ZIP_DAMAGED; ZL_TOO_LARGE or ZL_RATIO; ZL_OUT_OF_MEMORY.
 */
enum zl_failure zl_package_read(struct zl_package *, struct zl_string name, struct zl_part *out,
				struct zl_fault *fault);

void zl_part_free(struct zl_part *);
void zl_package_close(struct zl_package *);

#endif
