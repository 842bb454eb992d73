/* package.c: parts inflated under limits: at one go, or step by step where they may lie. */
#include "package.h"

#include <libdeflate.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>
#include <zlib.h>

#include "flat.h"

/* How much is inflated between two looks at the limits. */
enum { STEP = 1 << 20 };

/* APPNOTE.TXT 6.3.10, 4.4.5. */
enum { DEFLATED = 8 };

/* libzip's failure as ours. */
static enum zl_failure
zip_fault(struct zl_fault *fault, zip_error_t *error)
{
	int code = zip_error_code_zip(error);
	bool memory = code == ZIP_ER_MEMORY || code == ZIP_ER_OK || /* some forget to say */
		      (code == ZIP_ER_ZLIB && zip_error_code_system(error) == Z_MEM_ERROR);

	return zl_fault_set(fault, memory ? ZL_OUT_OF_MEMORY : ZL_ZIP_DAMAGED, "%s",
			    zip_error_strerror(error));
}

void
zl_package_prepare(void)
{
	static const unsigned char nothing[] = {0x03, 0x00}; /* deflated, RFC 1951 */
	static const char archive[22] = "PK\5\6";	     /* without entries */
	struct libdeflate_decompressor *inflater = libdeflate_alloc_decompressor();
	zip_error_t error;
	char out;
	size_t size = libdeflate_crc32(0, nothing, sizeof(nothing));

	if (inflater != NULL) {
		libdeflate_deflate_decompress(inflater, nothing, sizeof(nothing), &out, 1, &size);
		libdeflate_free_decompressor(inflater);
	}
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(archive, sizeof(archive), 0, &error);
	zip_t *zip = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, &error);
	if (zip != NULL)
		zip_discard(zip);
	else
		zip_source_free(source);
	zip_error_fini(&error);
}

enum zl_failure
zl_package_open_zip(struct zl_package *package, const struct zl_unpack_limits *limits,
		    uint64_t *bytes, const void *data, size_t size, struct zl_fault *fault)
{
	zip_error_t error;

	*package = (struct zl_package){.limits = limits, .bytes = bytes};
	if (zl_directory_read(&package->arena, data, size, limits->entries, &package->directory,
			      fault) != ZL_OK)
		return fault->code;
	struct zl_directory *directory = &package->directory;
	zip_error_init(&error);
	zip_source_t *source = zip_source_buffer_create(
	    (const char *)data + directory->base, directory->end - directory->base, 0, &error);
	if (source != NULL)
		package->zip = zip_open_from_source(source, ZIP_RDONLY, &error);
	if (package->zip == NULL) {
		zip_fault(fault, &error);
		zip_source_free(source);
	} else if (zip_get_num_entries(package->zip, 0) != (zip_int64_t)directory->count) {
		zl_fault_set(fault, ZL_ZIP_DAMAGED, "the archive's directory reads in two ways");
	}
	zip_error_fini(&error);
	package->inflater = libdeflate_alloc_decompressor();
	return fault->code;
}

enum zl_failure
zl_package_open_flat(struct zl_package *package, const struct zl_unpack_limits *limits,
		     uint64_t *bytes, const void *data, size_t size, struct zl_fault *fault)
{
	*package = (struct zl_package){.limits = limits, .bytes = bytes};
	return zl_flat_read(&package->flat, limits, data, size, fault);
}

static struct zl_string
without_slash(struct zl_string name)
{
	if (name.length > 0 && (name.data[0] == '/' || name.data[0] == '\\'))
		return (struct zl_string){name.data + 1, name.length - 1};
	return name;
}

bool
zl_package_has(const struct zl_package *package, struct zl_string name)
{
	name = without_slash(name);
	if (package->flat != NULL)
		return zl_flat_find(package->flat, name) != NULL;
	return zl_directory_find(&package->directory, name) != NULL;
}

/* Whether the part may have grown to size, and all parts to bytes. */
static enum zl_failure
check_size(const struct zl_package *package, const struct zl_entry *entry, uint64_t size,
	   uint64_t bytes, struct zl_fault *fault)
{
	const struct zl_unpack_limits *limits = package->limits;
	uint64_t stored = entry->stored == 0 ? 1 : entry->stored;

	if (size > limits->part_bytes)
		return zl_fault_set(fault, ZL_TOO_LARGE,
				    "the part inflates to more than %llu bytes",
				    (unsigned long long)limits->part_bytes);
	if (bytes > limits->package_bytes)
		return zl_fault_set(fault, ZL_TOO_LARGE,
				    "the parts inflate to more than %llu bytes",
				    (unsigned long long)limits->package_bytes);
	if (size > limits->ratio_from && size / stored >= limits->ratio)
		return zl_fault_set(fault, ZL_RATIO,
				    "%llu bytes and more of %llu stored, limit 1:%llu",
				    (unsigned long long)size, (unsigned long long)stored,
				    (unsigned long long)limits->ratio);
	return ZL_OK;
}

/*
 * Inflates a part at one go that is what the archive's directory says, as they are but for hostile
 * and damaged ones; half of libzip's time.  False for any other: libzip then tells what it is.
 */
static bool
inflate_at_once(struct zl_package *package, const struct zl_entry *entry, struct zl_part *out)
{
	struct zl_fault fault = {0};
	size_t used;

	if (entry->data == NULL || entry->method != DEFLATED || package->inflater == NULL ||
	    entry->size > package->limits->package_bytes ||
	    check_size(package, entry, entry->size, *package->bytes + entry->size, &fault) != ZL_OK)
		return false;
	out->size = (size_t)entry->size;
	out->data = out->owned = malloc(out->size + 1);
	if (out->owned == NULL ||
	    libdeflate_deflate_decompress_ex(package->inflater, entry->data, (size_t)entry->stored,
					     out->owned, out->size, &used,
					     NULL) != LIBDEFLATE_SUCCESS ||
	    used != entry->stored || libdeflate_crc32(0, out->owned, out->size) != entry->crc) {
		zl_part_free(out);
		return false;
	}
	out->owned[out->size] = '\0';
	*package->bytes += out->size;
	return true;
}

/* Room for the next step behind size bytes: what the entry declares, if that is believable. */
static bool
make_room(char **data, size_t *capacity, size_t size, const struct zl_entry *entry)
{
	size_t wanted = size + STEP;

	if (*data == NULL && entry->size < STEP)
		wanted = (size_t)entry->size;
	else if (*data == NULL && entry->size / 256 < entry->stored)
		wanted = (size_t)entry->size; /* cheaper than to grow, and within reach */
	else if (*data != NULL && size < *capacity)
		return true;
	else if (*data != NULL)
		wanted = size + size / 2 + 4096;
	char *moved = realloc(*data, wanted + 2);
	if (moved == NULL)
		return false;
	*data = moved;
	*capacity = wanted + 1; /* one byte more than declared shows that there is more */
	return true;
}

/* Inflates all of an open entry; what it had so far when it fails. */
static enum zl_failure
inflate_entry(struct zl_package *package, zip_file_t *file, const struct zl_entry *entry,
	      struct zl_part *out, struct zl_fault *fault)
{
	size_t capacity = 0;

	for (;;) {
		if (!make_room(&out->owned, &capacity, out->size, entry))
			return zl_fault_set(fault, ZL_OUT_OF_MEMORY, "%zu bytes", out->size);
		size_t step = capacity - out->size < STEP ? capacity - out->size : STEP;
		zip_int64_t got = zip_fread(file, out->owned + out->size, step);
		if (got < 0)
			return zip_fault(fault, zip_file_get_error(file));
		if (got == 0)
			break;
		out->size += (size_t)got;
		*package->bytes += (size_t)got;
		if (check_size(package, entry, out->size, *package->bytes, fault) != ZL_OK)
			return fault->code;
	}
	out->owned[out->size] = '\0';
	out->data = out->owned;
	return ZL_OK;
}

/* Whether libzip reads the same of the directory's entry as we do. */
static bool
reads_alike(struct zl_package *package, const struct zl_entry *entry)
{
	zip_stat_t status;

	return zip_stat_index(package->zip, entry->index, 0, &status) == 0 &&
	       status.comp_size == entry->stored && status.size == entry->size;
}

static enum zl_failure
read_entry(struct zl_package *package, const struct zl_entry *entry, struct zl_part *out,
	   struct zl_fault *fault)
{
	if (!reads_alike(package, entry))
		return zl_fault_set(fault, ZL_ZIP_DAMAGED,
				    "the archive's directory reads in two ways");
	if (inflate_at_once(package, entry, out))
		return ZL_OK;
	zip_file_t *file = zip_fopen_index(package->zip, entry->index, 0);
	if (file == NULL)
		return zip_fault(fault, zip_get_error(package->zip));
	if (inflate_entry(package, file, entry, out, fault) != ZL_OK)
		zl_part_free(out);
	zip_fclose(file);
	return fault->code;
}

/* A part of a Flat OPC file counts each time it is read, as if it were inflated. */
static enum zl_failure
read_flat(struct zl_package *package, struct zl_part *out, struct zl_fault *fault)
{
	if (zl_flat_part(package->flat, out, fault) != ZL_OK)
		return fault->code;
	*package->bytes += out->size;
	if (*package->bytes > package->limits->package_bytes)
		zl_fault_set(fault, ZL_TOO_LARGE, "the parts read have more than %llu bytes",
			     (unsigned long long)package->limits->package_bytes);
	return fault->code;
}

enum zl_failure
zl_package_read(struct zl_package *package, struct zl_string name, struct zl_part *out,
		struct zl_fault *fault)
{
	*out = (struct zl_part){.name = without_slash(name)};
	if (package->flat != NULL)
		return read_flat(package, out, fault);
	const struct zl_entry *entry = zl_directory_find(&package->directory, out->name);
	if (entry == NULL)
		return zl_fault_set(fault, ZL_MISSING_PART, "%.*s", (int)out->name.length,
				    out->name.data);
	return read_entry(package, entry, out, fault);
}

void
zl_part_free(struct zl_part *part)
{
	free(part->owned);
	part->owned = NULL;
	part->data = NULL;
	part->size = 0;
}

void
zl_package_close(struct zl_package *package)
{
	if (package->zip != NULL)
		zip_discard(package->zip);
	libdeflate_free_decompressor(package->inflater);
	zl_flat_free(package->flat);
	zl_arena_free(&package->arena);
	*package = (struct zl_package){0};
}
