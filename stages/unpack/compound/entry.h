/* entry.h: the entries of a compound file's directory: [MS-CFB] 2.6. */
#ifndef ZL_COMPOUND_ENTRY_H
#define ZL_COMPOUND_ENTRY_H

#include "compound.h"

enum { ZL_COMPOUND_STORAGE = 1, ZL_COMPOUND_STREAM = 2, ZL_COMPOUND_ROOT = 5 };

struct zl_compound_entry {
	uint8_t type;
	uint32_t left, right, child; /* numbers of entries */
	uint32_t start;		     /* first sector */
	uint64_t size;
};

/* Entry number index; false when there is none. */
bool zl_compound_entry(const struct zl_compound *, uint32_t index, struct zl_compound_entry *out);

/*
 * The child of the root of that name (ASCII), or whose name begins so, in any case of letters;
 * false when there is none.  The tree is walked as a whole: its order is not relied on.
 */
bool zl_compound_find(const struct zl_compound *, const char *name, bool prefix,
		      struct zl_compound_entry *out);

#endif
