/* compound.h: compound files (OLE2), [MS-CFB]: a small file system that documents stand in. */
#ifndef ZL_COMPOUND_H
#define ZL_COMPOUND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "bytes.h"
#include "unpack/common/fault.h"

/* Sector numbers, [MS-CFB] 2.1. */
enum { ZL_SECTOR_LAST = 0xFFFFFFFA, ZL_SECTOR_END = 0xFFFFFFFE };

/* The bytes of a stream. */
struct zl_stream {
	struct zl_bytes bytes;
	unsigned char *owned; /* what zl_stream_free frees; NULL where they stand in the file */
};

/* A compound file that is open.  Its tables are its own; the file's bytes must stay. */
struct zl_compound {
	struct zl_bytes file;
	unsigned shift, mini_shift; /* log2 of the sizes of sectors and mini sectors */
	uint32_t mini_below;	    /* smaller streams stand in the mini stream */
	uint32_t *fat;		    /* of each sector the one behind it */
	size_t fat_count;
	struct zl_stream directory, mini_fat, mini;
	unsigned char *taken; /* a bit a sector: it belongs to a stream that has been read */
};

/* Whether the file begins as one. */
bool zl_compound_is(const void *data, size_t size);

/*
 * Opens the compound file in data.  On a failure, told in fault, it is to be closed all the same.
 */
enum zl_failure zl_compound_open(struct zl_compound *, const void *data, size_t size,
				 struct zl_fault *fault);

/* Whether the root holds a storage or stream of that name (ASCII), in any case of letters. */
bool zl_compound_has(const struct zl_compound *, const char *name);

/* Whether the root holds one whose name begins with name. */
bool zl_compound_has_prefix(const struct zl_compound *, const char *name);

/*
 * Reads the stream of that name in the root into out; the caller frees it with zl_stream_free.
 * What is cut off at the file's end is left out.  Gives ZL_OK; ZL_MISSING_PART, when there is none;
 * ZL_COMPOUND_DAMAGED, when its sectors run in a circle or belong to another stream that was read;
 * ZL_OUT_OF_MEMORY.
 */
enum zl_failure zl_compound_read(struct zl_compound *, const char *name, struct zl_stream *out,
				 struct zl_fault *fault);

void zl_stream_free(struct zl_stream *);
void zl_compound_close(struct zl_compound *);

#endif
