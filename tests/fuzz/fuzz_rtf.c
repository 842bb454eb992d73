/* fuzz_rtf.c: Rich Text Format; what the input holds stands behind its signature. */
#include <stdint.h>

#include "base/buffer.h"
#include "unpack_check.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zl_buffer file = {0};

	zl_buffer_text(&file, "{\\rtf1");
	zl_buffer_add(&file, data, size);
	unpack_and_check(file.data, file.length);
	zl_buffer_free(&file);
	return 0;
}
