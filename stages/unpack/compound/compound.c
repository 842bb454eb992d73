/*
 * compound.c: the header and the sectors of a compound file: [MS-CFB] 2.2 to 2.5.
 *
 * Every chain of sectors is as long as the file has sectors at most, and each sector belongs to one
 * stream: so all that is read is no larger than the file.
 */
#include "compound.h"

#include <stdlib.h>
#include <string.h>

#include "entry.h"

enum {
	HEADER = 512,
	HEADER_FAT = 109, /* FAT sectors that the header itself names */
	SHIFT_MOST = 12,
};

/* The bytes of a sector, fewer where the file ends within it: [MS-CFB] 2.1. */
static struct zl_bytes
sector(const struct zl_compound *file, uint32_t index)
{
	uint64_t at = ((uint64_t)index + 1) << file->shift;

	return at > file->file.size ? (struct zl_bytes){NULL, 0}
				    : zl_bytes_at(file->file, (size_t)at, (size_t)1 << file->shift);
}

static size_t
sector_count(const struct zl_compound *file)
{
	size_t sectors = (file->file.size + ((size_t)1 << file->shift) - 1) >> file->shift;

	return sectors == 0 ? 0 : sectors - 1;
}

/* Takes the sector for the stream that is being read; false when it belongs to one already. */
static bool
take(struct zl_compound *file, uint32_t index)
{
	unsigned char bit = (unsigned char)(1 << (index & 7));

	if (file->taken[index >> 3] & bit)
		return false;
	file->taken[index >> 3] |= bit;
	return true;
}

/* Copies the numbers of one FAT sector behind those there are. */
static void
add_fat_sector(struct zl_compound *file, uint32_t index, size_t room)
{
	struct zl_bytes numbers = sector(file, index);
	size_t count = (size_t)1 << (file->shift - 2);

	for (size_t i = 0; i < count && file->fat_count < room; i++)
		file->fat[file->fat_count++] =
		    zl_bytes_has(numbers, 4 * i, 4) ? zl_little32(numbers, 4 * i) : ZL_SECTOR_END;
}

/*
 * Reads the FAT, whose sectors the header names, then the sectors of the DIFAT: [MS-CFB] 2.3, 2.5.
 * Numbers of sectors that the file does not have are not kept.
 */
static enum zl_failure
read_fat(struct zl_compound *file, struct zl_fault *fault)
{
	size_t room = sector_count(file), per_sector = (size_t)1 << (file->shift - 2);
	uint32_t next = zl_little32(file->file, 68);

	file->fat = calloc(room + 1, sizeof(*file->fat));
	file->taken = calloc(room / 8 + 1, 1);
	if (file->fat == NULL || file->taken == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "the sectors of a compound file");
	for (size_t i = 0; i < HEADER_FAT && file->fat_count < room; i++) {
		uint32_t index = zl_little32(file->file, 76 + 4 * i);
		if (index < room)
			add_fat_sector(file, index, room);
	}
	for (size_t left = room; next < room && left > 0; left--) {
		struct zl_bytes numbers = sector(file, next);
		for (size_t i = 0; i + 1 < per_sector && file->fat_count < room; i++)
			if (zl_little32(numbers, 4 * i) < room)
				add_fat_sector(file, zl_little32(numbers, 4 * i), room);
		next = zl_little32(numbers, 4 * (per_sector - 1));
	}
	if (file->fat_count == 0)
		return zl_fault_set(fault, ZL_COMPOUND_DAMAGED, "it has no table of sectors");
	return ZL_OK;
}

static uint32_t
next_sector(const struct zl_compound *file, uint32_t index)
{
	return index < file->fat_count ? file->fat[index] : ZL_SECTOR_END;
}

/* How many sectors of a chain stand one behind the other in the file, up to most of them. */
static size_t
count_run(const struct zl_compound *file, uint32_t first, size_t most)
{
	size_t count = 1;

	while (count < most && next_sector(file, first + (uint32_t)count - 1) == first + count)
		count++;
	return count;
}

static enum zl_failure
damaged(struct zl_fault *fault, const char *name)
{
	return zl_fault_set(fault, ZL_COMPOUND_DAMAGED,
			    "the sectors of %s run in a circle, or belong to another stream", name);
}

/* Takes the sectors of a chain; gives in *size how many of size bytes they hold. */
static enum zl_failure
take_chain(struct zl_compound *file, uint32_t first, const char *name, size_t *size,
	   struct zl_fault *fault)
{
	size_t sectors = sector_count(file), held = 0;

	for (uint32_t at = first; held < *size && at < sectors; at = next_sector(file, at)) {
		if (!take(file, at))
			return damaged(fault, name);
		held += sector(file, at).size;
	}
	*size = held < *size ? held : *size;
	return ZL_OK;
}

/* A chain of sectors as one stretch: as it stands in the file, or put together. */
static enum zl_failure
read_chain(struct zl_compound *file, uint32_t first, uint64_t wanted, const char *name,
	   struct zl_stream *out, struct zl_fault *fault)
{
	size_t size = wanted < file->file.size ? (size_t)wanted : file->file.size, held = 0;

	*out = (struct zl_stream){0};
	if (take_chain(file, first, name, &size, fault) != ZL_OK || size == 0)
		return fault->code;
	size_t sectors = (size + ((size_t)1 << file->shift) - 1) >> file->shift;
	if (count_run(file, first, sectors) == sectors) {
		out->bytes =
		    zl_bytes_at(file->file, (size_t)(((uint64_t)first + 1) << file->shift), size);
		return ZL_OK;
	}
	out->owned = malloc(size);
	if (out->owned == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "%s", name);
	for (uint32_t at = first; held < size; at = next_sector(file, at)) {
		struct zl_bytes piece = sector(file, at);
		size_t length = piece.size < size - held ? piece.size : size - held;
		memcpy(out->owned + held, piece.data, length);
		held += length;
	}
	out->bytes = (struct zl_bytes){out->owned, size};
	return ZL_OK;
}

/* A chain of mini sectors, put together: [MS-CFB] 2.4. */
static enum zl_failure
read_mini_chain(const struct zl_compound *file, uint32_t first, uint64_t wanted, const char *name,
		struct zl_stream *out, struct zl_fault *fault)
{
	size_t room = file->mini.bytes.size, length = (size_t)1 << file->mini_shift, held = 0;
	size_t size = wanted < room ? (size_t)wanted : room;

	*out = (struct zl_stream){0};
	if (size == 0)
		return ZL_OK;
	out->owned = malloc(size);
	if (out->owned == NULL)
		return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "%s", name);
	for (uint32_t at = first; held < size;
	     at = zl_bytes_has(file->mini_fat.bytes, (size_t)at * 4, 4)
		      ? zl_little32(file->mini_fat.bytes, (size_t)at * 4)
		      : ZL_SECTOR_END) {
		struct zl_bytes piece =
		    zl_bytes_at(file->mini.bytes, (size_t)at << file->mini_shift, length);
		if (piece.size == 0)
			break;
		size_t taken = piece.size < size - held ? piece.size : size - held;
		memcpy(out->owned + held, piece.data, taken);
		held += taken;
	}
	out->bytes = (struct zl_bytes){out->owned, held};
	return ZL_OK;
}

bool
zl_compound_is(const void *data, size_t size)
{
	return size >= 8 && memcmp(data, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8) == 0;
}

enum zl_failure
zl_compound_open(struct zl_compound *file, const void *data, size_t size, struct zl_fault *fault)
{
	struct zl_compound_entry root;

	*file = (struct zl_compound){.file = {data, size}};
	file->shift = zl_little16(file->file, 30);
	file->mini_shift = zl_little16(file->file, 32);
	file->mini_below = zl_little32(file->file, 56);
	if (size < HEADER || (file->shift != 9 && file->shift != SHIFT_MOST) ||
	    file->mini_shift >= file->shift)
		return zl_fault_set(fault, ZL_COMPOUND_DAMAGED, "its header makes no sense");
	if (read_fat(file, fault) != ZL_OK ||
	    read_chain(file, zl_little32(file->file, 48), size, "the directory", &file->directory,
		       fault) != ZL_OK)
		return fault->code;
	if (!zl_compound_entry(file, 0, &root))
		return zl_fault_set(fault, ZL_COMPOUND_DAMAGED, "it has no directory");
	if (read_chain(file, zl_little32(file->file, 60), size, "the mini FAT", &file->mini_fat,
		       fault) != ZL_OK)
		return fault->code;
	return read_chain(file, root.start, root.size, "the mini stream", &file->mini, fault);
}

enum zl_failure
zl_compound_read(struct zl_compound *file, const char *name, struct zl_stream *out,
		 struct zl_fault *fault)
{
	struct zl_compound_entry entry;

	*out = (struct zl_stream){0};
	if (!zl_compound_find(file, name, false, &entry) || entry.type != ZL_COMPOUND_STREAM)
		return zl_fault_set(fault, ZL_MISSING_PART, "%s", name);
	if (entry.size < file->mini_below)
		return read_mini_chain(file, entry.start, entry.size, name, out, fault);
	return read_chain(file, entry.start, entry.size, name, out, fault);
}

bool
zl_compound_has(const struct zl_compound *file, const char *name)
{
	struct zl_compound_entry entry;

	return zl_compound_find(file, name, false, &entry);
}

bool
zl_compound_has_prefix(const struct zl_compound *file, const char *name)
{
	struct zl_compound_entry entry;

	return zl_compound_find(file, name, true, &entry);
}

void
zl_stream_free(struct zl_stream *stream)
{
	free(stream->owned);
	*stream = (struct zl_stream){0};
}

void
zl_compound_close(struct zl_compound *file)
{
	zl_stream_free(&file->directory);
	zl_stream_free(&file->mini_fat);
	zl_stream_free(&file->mini);
	free(file->fat);
	free(file->taken);
	*file = (struct zl_compound){0};
}
