/*
 * directory.h: the central directory of a zip archive in memory, read and checked before libzip
 * sees it, because libzip lets overlapping and repeated entries pass.
 */
#ifndef ZL_DIRECTORY_H
#define ZL_DIRECTORY_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "unpack/common/fault.h"

struct zl_entry {
	struct zl_string name;	 /* as stored; borrows the archive's bytes, no NUL */
	struct zl_string folded; /* as looked up: '/' for '\', ASCII in lower case */
	uint64_t local;		 /* offset of the local header from the archive's start */
	uint64_t stored, size;	 /* bytes in the archive and, as declared, inflated */
	const void *data; /* the stored bytes; NULL when no local header stands before them */
	uint32_t crc;	  /* CRC-32, as declared */
	uint32_t index;	  /* place in the directory, as libzip counts */
	uint16_t method, flags;
};

struct zl_directory {
	struct zl_entry *entries; /* by folded name */
	size_t count;
	size_t base, end;     /* the archive's bytes within the file: junk before it is left out */
	bool has_backslashes; /* some names were written with '\' */
};

/*
 * Finds and checks the directory of the archive in data (APPNOTE.TXT 6.3.10, zip64 included).
 * Refused: more than max_entries, methods other than stored and deflated, encrypted entries, names
 * that leave the package, names that differ by case only, entries that share bytes.  Returns ZL_OK
 * with out's memory in arena, or the failure told in fault.
 */
enum zl_failure zl_directory_read(struct zl_arena *arena, const void *data, size_t size,
				  uint64_t max_entries, struct zl_directory *out,
				  struct zl_fault *fault);

/* The entry of that name, whatever its case; NULL for none. */
const struct zl_entry *zl_directory_find(const struct zl_directory *, struct zl_string name);

#endif
