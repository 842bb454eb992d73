/* unpack_check.c: see unpack_check.h. */
#include "unpack_check.h"

#include <stdlib.h>

#include "unpack/unpack.h"

int LLVMFuzzerInitialize(int *count, char ***arguments);

static const struct zl_unpack_limits limits = {
    .source_bytes = 4 << 20,
    .part_bytes = 4 << 20,
    .package_bytes = 8 << 20,
    .ratio = 200,
    .ratio_from = 1 << 20,
    .entries = 200,
    .depth = 256,
    .paragraphs = 20000,
    .paragraph_bytes = 1 << 20,
    .text_bytes = 16 << 20,
};

static void
check(bool holds)
{
	if (!holds)
		abort();
}

void
unpack_and_check(const void *data, size_t size)
{
	struct zl_document document = {0};
	enum zl_failure code = zl_unpack(&document, data, size, &limits);

	check(code == document.error.code);
	if (code == ZL_OK)
		check(zl_document_fault(&document) == NULL);
	zl_document_free(&document);
}

/* Of the targets that this is linked to: what libFuzzer calls first. */
int
LLVMFuzzerInitialize(int *count, char ***arguments)
{
	(void)count, (void)arguments;
	zl_unpack_prepare();
	return 0;
}
