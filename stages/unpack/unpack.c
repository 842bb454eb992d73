/* unpack.c: the stage. */
#include "unpack.h"

#include <time.h>

#include "job.h"
#include "order.h"
#include "text/charset.h"
#include "unpack/xml/xml.h"

const struct zl_unpack_limits zl_unpack_limits_default = {
    .source_bytes = (uint64_t)256 << 20,
    .part_bytes = (uint64_t)512 << 20,
    .package_bytes = (uint64_t)1 << 30,
    .ratio = 200,
    .ratio_from = 1 << 20,
    .entries = 10000,
    .depth = 256,
    .paragraphs = 1000000,
    .paragraph_bytes = 16 << 20,
};

static void
note_changes(struct zl_job *job)
{
	if (job->insertions + job->deletions > 0)
		zl_document_warn(job->document, "tracked-changes", 0,
				 "%llu insertions kept, %llu deletions left out",
				 (unsigned long long)job->insertions,
				 (unsigned long long)job->deletions);
}

enum zl_failure
zl_unpack(struct zl_document *document, const void *data, size_t size,
	  const struct zl_unpack_limits *limits)
{
	uint64_t bytes = 0;
	struct zl_job job = {.document = document, .limits = limits, .bytes = &bytes};

	if (size > limits->source_bytes)
		return zl_document_fail(document, "unpack", ZL_TOO_LARGE, NULL, 0, 0,
					"%zu bytes, limit %llu", size,
					(unsigned long long)limits->source_bytes);
	if (zl_job_read(&job, data, size)) {
		note_changes(&job);
		zl_order(&job);
	}
	zl_job_free(&job);
	return document->error.code;
}

void
zl_unpack_prepare(void)
{
	tzset(); /* libzip asks for the local time */
	zl_xml_prepare();
	zl_charset_prepare();
}
