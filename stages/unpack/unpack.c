/* unpack.c: the stage. */
#include "unpack.h"

#include <time.h>

#include "chunks.h"
#include "source.h"
#include "text/charset.h"
#include "unpack/story/order.h"
#include "unpack/xml/xml.h"

static void
note_changes(const struct zl_builder *builder)
{
	if (builder->insertions + builder->deletions > 0)
		zl_document_warn(builder->document, "tracked-changes", 0,
				 "%llu insertions kept, %llu deletions left out",
				 (unsigned long long)builder->insertions,
				 (unsigned long long)builder->deletions);
}

enum zl_failure
zl_unpack(struct zl_document *document, const void *data, size_t size,
	  const struct zl_unpack_limits *limits)
{
	uint64_t bytes = 0;
	struct zl_context context = {.builder = {.document = document, .limits = limits},
				     .bytes = &bytes,
				     .read_chunk = zl_chunk_read};

	if (size > limits->source_bytes)
		return zl_document_fail(document, "unpack", ZL_TOO_LARGE, NULL, 0, 0,
					"%zu bytes, limit %llu", size,
					(unsigned long long)limits->source_bytes);
	if (zl_unpack_source(&context, data, size)) {
		note_changes(&context.builder);
		zl_order(&context.builder);
	}
	zl_context_free(&context);
	if (document->error.code == ZL_OK)
		zl_document_assert(document);
	return document->error.code;
}

void
zl_unpack_prepare(void)
{
	tzset(); /* libzip asks for the local time */
	zl_xml_prepare();
	zl_package_prepare();
	zl_charset_prepare();
}
