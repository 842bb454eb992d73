/* fuzz_record.c: of any bytes, zl_record_valid takes nothing that libxml2 refuses. */
#include <stdint.h>
#include <stdlib.h>

#include "base/buffer.h"
#include "emit/emit.h"
#include "tests/unit/referee.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zl_buffer record = {0};
	char message[256];

	if (!referee_ready())
		abort();
	zl_buffer_add(&record, data, size);
	if (record.data != NULL && zl_record_valid(record.data, size, message, sizeof(message)) &&
	    !referee_valid(&record))
		abort();
	zl_buffer_free(&record);
	return 0;
}
