/* fuzz_compound.c: a compound file, as it stands behind its signature; every stream is read. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "unpack/compound/compound.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* A byte of the stream's ends is looked at, and no stream is larger than the file. */
static void
check(const struct zl_stream *stream, size_t most)
{
	static volatile uint8_t seen;

	if (stream->bytes.size > most)
		abort();
	if (stream->bytes.size > 0)
		seen = stream->bytes.data[0] ^ stream->bytes.data[stream->bytes.size - 1];
	(void)seen;
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	static const char *const names[] = {"WordDocument", "1Table", "0Table", "Data",
					    "\005SummaryInformation"};
	struct zl_compound compound;
	struct zl_fault fault = {0};
	struct zl_buffer file = {0};

	zl_buffer_add(&file, "\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1", 8);
	zl_buffer_add(&file, data, size);
	bool open = zl_compound_open(&compound, file.data, file.length, &fault) == ZL_OK;
	for (size_t i = 0; open && i < sizeof(names) / sizeof(*names); i++) {
		struct zl_stream stream;
		struct zl_fault missing = {0};
		if (zl_compound_read(&compound, names[i], &stream, &missing) == ZL_OK)
			check(&stream, file.length);
		zl_stream_free(&stream);
	}
	zl_compound_close(&compound);
	zl_buffer_free(&file);
	return 0;
}
