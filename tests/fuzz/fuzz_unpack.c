/*
 * fuzz_unpack.c: a file, or the parts of a package, as zl_unpack sees them.
 *
 * Input that begins with "%%%" is a list of parts, each "%%%", its name, a line break and its
 * bytes; they are put into an archive, so that mutations meet the XML and not the checksums.  Any
 * other input is a file as it stands.  What becomes a document must keep the promises of
 * document.h.
 */
#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#include "base/buffer.h"
#include "unpack/unpack.h"
#include "unpack_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char mark[] = "%%%";

enum { MARK = sizeof(mark) - 1, PARTS_MOST = 64 };

/* A part of the list, and where it stands in the archive. */
struct part {
	struct zl_string name, data;
	size_t at;
};

static uint32_t
checksum(struct zl_string data)
{
	uint32_t crc = UINT32_MAX;

	for (size_t i = 0; i < data.length; i++) {
		crc ^= (uint8_t)data.data[i];
		for (int bit = 0; bit < 8; bit++)
			crc = crc >> 1 ^ (crc & 1 ? 0xEDB88320U : 0);
	}
	return ~crc;
}

static void
add_little(struct zl_buffer *out, uint64_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		zl_buffer_byte(out, (char)value);
}

/* The fields that a local header and a directory entry share. */
static void
add_header(struct zl_buffer *out, const struct part *part)
{
	add_little(out, 20, 2);
	add_little(out, 0, 2); /* flags */
	add_little(out, 0, 2); /* stored */
	add_little(out, 33 << 16, 4);
	add_little(out, checksum(part->data), 4);
	add_little(out, part->data.length, 4);
	add_little(out, part->data.length, 4);
	add_little(out, part->name.length, 2);
	add_little(out, 0, 2);
}

static void
add_entry(struct zl_buffer *out, struct part *part)
{
	part->at = out->length;
	zl_buffer_text(out, "PK\3\4");
	add_header(out, part);
	zl_buffer_add(out, part->name.data, part->name.length);
	zl_buffer_add(out, part->data.data, part->data.length);
}

static void
add_directory(struct zl_buffer *out, const struct part *parts, size_t count)
{
	size_t at = out->length;

	for (size_t i = 0; i < count; i++) {
		zl_buffer_text(out, "PK\1\2");
		add_little(out, 20, 2);
		add_header(out, &parts[i]);
		add_little(out, 0, 10);
		add_little(out, parts[i].at, 4);
		zl_buffer_add(out, parts[i].name.data, parts[i].name.length);
	}
	size_t length = out->length - at;
	zl_buffer_text(out, "PK\5\6");
	add_little(out, 0, 4);
	add_little(out, count, 2);
	add_little(out, count, 2);
	add_little(out, length, 4);
	add_little(out, at, 4);
	add_little(out, 0, 2);
}

/* Puts the parts of the list into an archive. */
static void
pack(const char *list, size_t size, struct zl_buffer *out)
{
	struct part parts[PARTS_MOST];
	const char *end = list + size, *at = list;
	size_t count = 0;

	while (at < end && count < PARTS_MOST) {
		at += MARK;
		const char *next = memmem(at, (size_t)(end - at), mark, MARK);
		next = next == NULL ? end : next;
		const char *line = memchr(at, '\n', (size_t)(next - at));
		const char *name_end = line == NULL ? next : line;
		const char *data = line == NULL ? next : line + 1;
		parts[count] =
		    (struct part){{at, (size_t)(name_end - at)}, {data, (size_t)(next - data)}, 0};
		add_entry(out, &parts[count++]);
		at = next;
	}
	add_directory(out, parts, count);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zl_buffer archive = {0};

	if (size >= MARK && memcmp(data, mark, MARK) == 0)
		pack((const char *)data, size, &archive);
	else
		zl_buffer_add(&archive, data, size);
	unpack_and_check(archive.data, archive.length);
	zl_buffer_free(&archive);
	return 0;
}
