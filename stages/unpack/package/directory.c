/* directory.c: from the end record back to the entries, then every check over all of them. */
#include "directory.h"

#include <stdlib.h>
#include <string.h>

enum {
	END_SIZE = 22,
	COMMENT_MOST = 0xFFFF,
	LOCATOR_SIZE = 20,
	END64_SIZE = 56,
	CENTRAL_SIZE = 46,
	LOCAL_SIZE = 30,
	FLAG_ENCRYPTED = 1 << 0,
	FLAG_STRONG = 1 << 6,
	EXTRA_ZIP64 = 1
};

static const char END_MARK[] = "PK\5\6", END64_MARK[] = "PK\6\6", LOCATOR_MARK[] = "PK\6\7",
		  CENTRAL_MARK[] = "PK\1\2", LOCAL_MARK[] = "PK\3\4";

/* Where the directory stands, all offsets from the start of the file. */
struct extent {
	uint64_t start, end, count;
	size_t base, archive_end;
};

static uint64_t
little(const unsigned char *bytes, size_t count)
{
	uint64_t value = 0;

	for (size_t i = count; i-- > 0;)
		value = value << 8 | bytes[i];
	return value;
}

static bool
marked(const unsigned char *data, size_t size, uint64_t at, const char *mark, size_t need)
{
	return at <= size && size - at >= need && memcmp(data + at, mark, 4) == 0;
}

/* The zip64 end record that the locator before end names: where it says, or right before it. */
static bool
end64_find(const unsigned char *data, size_t end, uint64_t *at)
{
	if (end < LOCATOR_SIZE + END64_SIZE ||
	    !marked(data, end, end - LOCATOR_SIZE, LOCATOR_MARK, LOCATOR_SIZE))
		return false;
	*at = little(data + end - LOCATOR_SIZE + 8, 8);
	if (marked(data, end - LOCATOR_SIZE, *at, END64_MARK, END64_SIZE))
		return true;
	*at = end - LOCATOR_SIZE - END64_SIZE;
	return marked(data, end, *at, END64_MARK, END64_SIZE);
}

/* Reads the end record at the offset end; false when it leads to no directory. */
static bool
extent_read(const unsigned char *data, size_t size, size_t end, struct extent *out)
{
	const unsigned char *record = data + end;
	uint64_t length = little(record + 12, 4), offset = little(record + 16, 4), at;
	size_t comment = (size_t)little(record + 20, 2);

	*out = (struct extent){.end = end, .count = little(record + 10, 2)};
	if (end64_find(data, end, &at)) {
		record = data + at;
		out->end = at;
		out->count = little(record + 32, 8);
		length = little(record + 40, 8);
		offset = little(record + 48, 8);
	}
	if (length > out->end || offset > out->end - length)
		return false;
	out->start = out->end - length;
	out->base = (size_t)(out->start - offset);
	out->archive_end = size - end - END_SIZE < comment ? size : end + END_SIZE + comment;
	return out->count == 0 || marked(data, (size_t)out->end, out->start, CENTRAL_MARK, 4);
}

/*
 * Looks for the end record from the end of the file: first for one whose comment ends with the
 * file, then for any, since junk may follow the archive.
 */
static enum zl_failure
extent_find(const unsigned char *data, size_t size, struct extent *out, struct zl_fault *fault)
{
	size_t lowest = size > END_SIZE + COMMENT_MOST ? size - END_SIZE - COMMENT_MOST : 0;
	size_t highest = size < END_SIZE ? 0 : size - END_SIZE + 1;
	bool seen = false;

	for (int exact = 1; exact >= 0; exact--)
		for (size_t at = highest; at-- > lowest;) {
			if (memcmp(data + at, END_MARK, 4) != 0)
				continue;
			seen = true;
			size_t comment = (size_t)little(data + at + 20, 2);
			if (exact && at + END_SIZE + comment != size)
				continue;
			if (extent_read(data, size, at, out))
				return ZL_OK;
		}
	if (seen)
		return zl_fault_set(fault, ZL_ZIP_DAMAGED, "the directory of the archive");
	return zl_fault_set(fault, ZL_TRUNCATED, "no directory in %zu bytes", size);
}

/* Takes the sizes that did not fit into 32 bits from the zip64 extra field, in their order. */
static bool
extra_read(const unsigned char *extra, size_t length, struct zl_entry *entry)
{
	uint64_t *wanted[] = {&entry->size, &entry->stored, &entry->local};

	while (length >= 4) {
		size_t field = (size_t)little(extra + 2, 2), at = 4;
		if (field > length - 4)
			return true; /* a torn field of some other kind matters to nobody */
		for (size_t i = 0; little(extra, 2) == EXTRA_ZIP64 && i < 3; i++) {
			if (*wanted[i] != UINT32_MAX)
				continue;
			if (at + 8 > field + 4)
				return false;
			*wanted[i] = little(extra + at, 8);
			at += 8;
		}
		extra += field + 4;
		length -= field + 4;
	}
	return true;
}

/* Reads the entry at bytes; returns how many it takes, 0 when it does not fit into left. */
static size_t
entry_read(const unsigned char *bytes, uint64_t left, struct zl_entry *entry)
{
	if (left < CENTRAL_SIZE || memcmp(bytes, CENTRAL_MARK, 4) != 0)
		return 0;
	size_t name = (size_t)little(bytes + 28, 2), extra = (size_t)little(bytes + 30, 2);
	size_t whole = CENTRAL_SIZE + name + extra + (size_t)little(bytes + 32, 2);
	if (whole > left)
		return 0;
	*entry = (struct zl_entry){
	    .name = {(const char *)bytes + CENTRAL_SIZE, name},
	    .flags = (uint16_t)little(bytes + 8, 2),
	    .method = (uint16_t)little(bytes + 10, 2),
	    .crc = (uint32_t)little(bytes + 16, 4),
	    .stored = little(bytes + 20, 4),
	    .size = little(bytes + 24, 4),
	    .local = little(bytes + 42, 4),
	};
	return extra_read(bytes + CENTRAL_SIZE + name, extra, entry) ? whole : 0;
}

/* A byte of a name as it is looked up. */
static char
fold_byte(char c)
{
	return c == '\\' ? '/' : c >= 'A' && c <= 'Z' ? (char)(c + 'a' - 'A') : c;
}

static bool
fold(struct zl_arena *arena, struct zl_string name, struct zl_string *out)
{
	char *folded = zl_arena_take(arena, name.length + 1);

	if (folded == NULL)
		return false;
	for (size_t i = 0; i < name.length; i++)
		folded[i] = fold_byte(name.data[i]);
	folded[name.length] = '\0';
	*out = (struct zl_string){folded, name.length};
	return true;
}

/* Whether a folded name stays below the package's root. */
static bool
name_stays(struct zl_string name)
{
	if (name.length == 0 || name.data[0] == '/' || memchr(name.data, '\0', name.length) ||
	    (name.length > 1 && name.data[1] == ':'))
		return false;
	for (const char *part = name.data; part != NULL;) {
		const char *slash = strchr(part, '/');
		size_t length = slash == NULL ? strlen(part) : (size_t)(slash - part);
		if (length == 2 && part[0] == '.' && part[1] == '.')
			return false;
		part = slash == NULL ? NULL : slash + 1;
	}
	return true;
}

static enum zl_failure
entry_check(const struct zl_entry *entry, struct zl_fault *fault)
{
	int width = entry->name.length > 80 ? 80 : (int)entry->name.length;

	if (!name_stays(entry->folded))
		return zl_fault_set(fault, ZL_ZIP_NAME, "%.*s", width, entry->name.data);
	if (entry->flags & (FLAG_ENCRYPTED | FLAG_STRONG))
		return zl_fault_set(fault, ZL_ENCRYPTED, "the entry %.*s of the archive", width,
				    entry->name.data);
	if (entry->method != 0 && entry->method != 8)
		return zl_fault_set(fault, ZL_ZIP_METHOD, "%.*s: method %u", width,
				    entry->name.data, entry->method);
	return ZL_OK;
}

static enum zl_failure
entries_read(struct zl_arena *arena, const unsigned char *data, const struct extent *extent,
	     struct zl_directory *out, struct zl_fault *fault)
{
	uint64_t at = extent->start;

	for (; out->count < extent->count; out->count++) {
		struct zl_entry *entry = &out->entries[out->count];
		size_t taken = entry_read(data + at, extent->end - at, entry);
		if (taken == 0)
			return zl_fault_set(fault, ZL_ZIP_DAMAGED,
					    "entry %zu of the archive's directory", out->count + 1);
		at += taken;
		entry->index = (uint32_t)out->count;
		if (memchr(entry->name.data, '\\', entry->name.length) != NULL)
			out->has_backslashes = true;
		if (!fold(arena, entry->name, &entry->folded))
			return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the archive's directory");
		if (entry_check(entry, fault) != ZL_OK)
			return fault->code;
	}
	if (at != extent->end)
		return zl_fault_set(fault, ZL_ZIP_DAMAGED, "the archive's directory goes on");
	return ZL_OK;
}

static int
by_place(const void *a, const void *b)
{
	const struct zl_entry *x = a, *y = b;

	return x->local < y->local ? -1 : x->local > y->local;
}

static int
by_name(const void *a, const void *b)
{
	const struct zl_entry *x = a, *y = b;
	size_t length = x->folded.length < y->folded.length ? x->folded.length : y->folded.length;
	int order = memcmp(x->folded.data, y->folded.data, length);

	if (order != 0)
		return order;
	return x->folded.length < y->folded.length ? -1 : x->folded.length > y->folded.length;
}

/*
 * The offset behind the entry's bytes, from the archive's start; at least behind its header.  Notes
 * where the bytes are, if there is a header.
 */
static uint64_t
entry_end(const unsigned char *archive, uint64_t size, struct zl_entry *entry)
{
	uint64_t at = entry->local + LOCAL_SIZE;

	if (marked(archive, (size_t)size, entry->local, LOCAL_MARK, LOCAL_SIZE)) {
		at +=
		    little(archive + entry->local + 26, 2) + little(archive + entry->local + 28, 2);
		entry->data = archive + at;
	}
	return at + entry->stored;
}

/* Entries must not share bytes with each other nor with the directory; sorts them by place. */
static enum zl_failure
places_check(const unsigned char *data, const struct extent *extent, struct zl_directory *out,
	     struct zl_fault *fault)
{
	const unsigned char *archive = data + extent->base;
	uint64_t size = extent->start - extent->base;

	qsort(out->entries, out->count, sizeof(*out->entries), by_place);
	for (size_t i = 0; i < out->count; i++) {
		struct zl_entry *entry = &out->entries[i];
		uint64_t next = i + 1 < out->count ? out->entries[i + 1].local : size;
		int width = entry->name.length > 80 ? 80 : (int)entry->name.length;
		if (entry->local > size || entry->stored > size)
			return zl_fault_set(fault, ZL_ZIP_DAMAGED, "%.*s lies outside the archive",
					    width, entry->name.data);
		if (entry_end(archive, size, entry) > next)
			return zl_fault_set(fault, ZL_ZIP_OVERLAP, "%.*s runs into %s", width,
					    entry->name.data,
					    i + 1 < out->count ? "another entry" : "the directory");
	}
	return ZL_OK;
}

/* No two names may be the same but for case; sorts the entries by name. */
static enum zl_failure
names_check(struct zl_directory *out, struct zl_fault *fault)
{
	qsort(out->entries, out->count, sizeof(*out->entries), by_name);
	for (size_t i = 1; i < out->count; i++) {
		const struct zl_entry *entry = &out->entries[i];
		int width = entry->name.length > 80 ? 80 : (int)entry->name.length;
		if (by_name(&out->entries[i - 1], entry) == 0)
			return zl_fault_set(fault, ZL_ZIP_DUPLICATE, "%.*s", width,
					    entry->name.data);
	}
	return ZL_OK;
}

enum zl_failure
zl_directory_read(struct zl_arena *arena, const void *data, size_t size, uint64_t max_entries,
		  struct zl_directory *out, struct zl_fault *fault)
{
	struct extent extent = {0};

	*out = (struct zl_directory){0};
	if (extent_find(data, size, &extent, fault) != ZL_OK)
		return fault->code;
	if (extent.count > max_entries || extent.count > UINT32_MAX)
		return zl_fault_set(fault, ZL_TOO_MANY, "%llu entries, limit %llu",
				    (unsigned long long)extent.count,
				    (unsigned long long)max_entries);
	if (extent.count > (extent.end - extent.start) / CENTRAL_SIZE)
		return zl_fault_set(fault, ZL_ZIP_DAMAGED, "the archive's directory is cut short");
	out->base = extent.base;
	out->end = extent.archive_end;
	out->entries = zl_arena_zero(arena, (size_t)extent.count + 1, sizeof(*out->entries));
	if (out->entries == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the archive's directory");
	if (entries_read(arena, data, &extent, out, fault) != ZL_OK ||
	    places_check(data, &extent, out, fault) != ZL_OK)
		return fault->code;
	return names_check(out, fault);
}

/* Compares a name in any case with an entry's. */
static int
by_key(const void *key, const void *item)
{
	const struct zl_string *name = key, *folded = &((const struct zl_entry *)item)->folded;

	for (size_t i = 0; i < name->length && i < folded->length; i++) {
		unsigned char x = (unsigned char)fold_byte(name->data[i]);
		unsigned char y = (unsigned char)folded->data[i];
		if (x != y)
			return x < y ? -1 : 1;
	}
	return name->length < folded->length ? -1 : name->length > folded->length;
}

const struct zl_entry *
zl_directory_find(const struct zl_directory *directory, struct zl_string name)
{
	if (directory->count == 0)
		return NULL;
	return bsearch(&name, directory->entries, directory->count, sizeof(*directory->entries),
		       by_key);
}
