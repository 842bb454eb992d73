/* entry.c: the root's children stand in a tree, which may be made to run in a circle. */
#include "entry.h"

#include <ctype.h>
#include <string.h>

enum { ENTRY = 128, NAME_MOST = 32, DEPTH_MOST = 64 };

bool
zl_compound_entry(const struct zl_compound *file, uint32_t index, struct zl_compound_entry *out)
{
	struct zl_bytes entry = zl_bytes_at(file->directory.bytes, (size_t)index * ENTRY, ENTRY);

	if (entry.size < ENTRY)
		return false;
	*out = (struct zl_compound_entry){.type = zl_byte(entry, 66),
					  .left = zl_little32(entry, 68),
					  .right = zl_little32(entry, 72),
					  .child = zl_little32(entry, 76),
					  .start = zl_little32(entry, 116),
					  .size = zl_little32(entry, 120)};
	/* The upper half means nothing with sectors of 512 bytes. */
	if (file->shift > 9)
		out->size = zl_little64(entry, 120);
	return true;
}

/* Whether the entry's name is name, or begins with it: in UTF-16, compared without case. */
static bool
has_name(const struct zl_compound *file, uint32_t index, const char *name, bool prefix)
{
	struct zl_bytes entry = zl_bytes_at(file->directory.bytes, (size_t)index * ENTRY, ENTRY);
	size_t length = strlen(name), stored = zl_little16(entry, 64) / 2U;

	if (stored == 0 || stored > NAME_MOST ||
	    (prefix ? stored - 1 < length : stored - 1 != length))
		return false;
	for (size_t i = 0; i < length; i++) {
		uint16_t unit = zl_little16(entry, 2 * i);
		if (unit > 0x7F || tolower(unit) != tolower((unsigned char)name[i]))
			return false;
	}
	return true;
}

/*
 * Walks the tree with a stack of what is still to be seen.  An entry is seen once in a sound tree:
 * after as many steps as there are entries the walk ends.
 */
bool
zl_compound_find(const struct zl_compound *file, const char *name, bool prefix,
		 struct zl_compound_entry *out)
{
	uint32_t waiting[DEPTH_MOST];
	size_t count = 0, left = file->directory.bytes.size / ENTRY;
	struct zl_compound_entry entry;

	if (!zl_compound_entry(file, 0, &entry))
		return false;
	for (uint32_t at = entry.child; left > 0; left--) {
		if (zl_compound_entry(file, at, &entry) && at != 0) {
			if (has_name(file, at, name, prefix)) {
				*out = entry;
				return true;
			}
			if (count < DEPTH_MOST && entry.right < file->directory.bytes.size / ENTRY)
				waiting[count++] = entry.right;
			if (entry.left < file->directory.bytes.size / ENTRY) {
				at = entry.left;
				continue;
			}
		}
		if (count == 0)
			return false;
		at = waiting[--count];
	}
	return false;
}
