/*
 * fuzz_binary.c: a binary Word document, or the streams of one.
 *
 * Input that begins with "%%%" is a list of streams, each "%%%", its name, a line break and its
 * bytes; they are put into a compound file, so that mutations meet what stands in them.  Any other
 * input is a compound file as it stands behind its signature.
 */
#include <stdint.h>
#include <string.h>

#include "base/buffer.h"
#include "unpack_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static const char mark[] = "%%%";

enum { MARK = sizeof(mark) - 1, STREAMS_MOST = 3, SECTOR = 512, MOST = 32 << 10 };

/* A stream, and the sector that it begins at: behind the FAT and the directory. */
struct stream {
	const char *name, *data;
	size_t name_length, size, first;
};

static void
add_little(struct zl_buffer *out, uint32_t value, int bytes)
{
	for (; bytes > 0; bytes--, value >>= 8)
		zl_buffer_byte(out, (char)value);
}

static void
fill(struct zl_buffer *out, char byte)
{
	while (out->length % SECTOR != 0)
		zl_buffer_byte(out, byte);
}

static size_t
split(const char *list, size_t size, struct stream *streams)
{
	const char *end = list + size, *at = list;
	size_t count = 0, sector = 2;

	while (at < end && count < STREAMS_MOST) {
		struct stream *stream = &streams[count++];
		at += MARK;
		const char *next = memmem(at, (size_t)(end - at), mark, MARK);
		next = next == NULL ? end : next;
		const char *line = memchr(at, '\n', (size_t)(next - at));
		const char *name_end = line == NULL ? next : line;
		const char *data = line == NULL ? next : line + 1;
		size_t length = (size_t)(name_end - at);
		*stream = (struct stream){at, data, length < 31 ? length : 31,
					  (size_t)(next - data), sector};
		sector += (stream->size + SECTOR - 1) / SECTOR;
		at = next;
	}
	return count;
}

static void
add_entry(struct zl_buffer *out, const struct stream *stream, uint32_t right, uint32_t child)
{
	for (size_t i = 0; i < 32; i++)
		add_little(out, i < stream->name_length ? (unsigned char)stream->name[i] : 0, 2);
	add_little(out, (uint32_t)(2 * stream->name_length + 2), 2);
	add_little(out, child == UINT32_MAX ? 2 : 5, 1);
	add_little(out, 1, 1);
	add_little(out, UINT32_MAX, 4);
	add_little(out, right, 4);
	add_little(out, child, 4);
	for (int i = 0; i < 9; i++)
		add_little(out, 0, 4);
	add_little(out, (uint32_t)stream->first, 4);
	add_little(out, (uint32_t)stream->size, 4);
	add_little(out, 0, 4);
}

/* Puts the streams into a compound file whose mini stream is empty. */
static void
pack(const char *list, size_t size, struct zl_buffer *out)
{
	struct stream streams[STREAMS_MOST], root = {.name = "R", .name_length = 1};
	size_t count = split(list, size, streams);

	zl_buffer_add(out, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	for (int i = 0; i < 4; i++)
		add_little(out, 0, 4);
	add_little(out, 0x0003003E, 4);
	add_little(out, 0x0009FFFE, 4);
	add_little(out, 6, 4);
	add_little(out, 0, 4);
	add_little(out, 0, 4);
	add_little(out, 1, 4); /* FAT sectors */
	add_little(out, 1, 4); /* the directory's */
	add_little(out, 0, 4);
	add_little(out, 0, 4); /* no stream is mini */
	add_little(out, 0xFFFFFFFE, 4);
	add_little(out, 0, 4);
	add_little(out, 0xFFFFFFFE, 4);
	add_little(out, 0, 4);
	add_little(out, 0, 4); /* the FAT's sector */
	fill(out, (char)0xFF);
	add_little(out, 0xFFFFFFFD, 4);
	add_little(out, 0xFFFFFFFE, 4);
	for (size_t i = 0; i < count; i++)
		for (size_t j = 0, n = (streams[i].size + SECTOR - 1) / SECTOR; j < n; j++)
			add_little(
			    out, j + 1 < n ? (uint32_t)(streams[i].first + j + 1) : 0xFFFFFFFE, 4);
	fill(out, (char)0xFF);
	add_entry(out, &root, UINT32_MAX, 1);
	for (size_t i = 0; i < count; i++)
		add_entry(out, &streams[i], i + 1 < count ? (uint32_t)i + 2 : UINT32_MAX,
			  UINT32_MAX);
	fill(out, 0);
	for (size_t i = 0; i < count; i++) {
		zl_buffer_add(out, streams[i].data, streams[i].size);
		fill(out, 0);
	}
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zl_buffer file = {0};

	if (size >= MARK && size <= MOST && memcmp(data, mark, MARK) == 0) {
		pack((const char *)data, size, &file);
	} else {
		zl_buffer_add(&file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
		zl_buffer_add(&file, data, size);
	}
	unpack_and_check(file.data, file.length);
	zl_buffer_free(&file);
	return 0;
}
