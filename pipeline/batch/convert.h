/* convert.h: a source's bytes become a record: the four stages in order. */
#ifndef ZL_CONVERT_H
#define ZL_CONVERT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buffer.h"
#include "document/document.h"
#include "emit/emit.h"
#include "extract/extract.h"
#include "normalise/normalise.h"
#include "pipeline/corrections/store.h"
#include "unpack/unpack.h"

/* What a conversion is made with. */
struct zl_convert_options {
	struct zl_unpack_limits limits;
	struct zl_normalise_options normalise;
	struct zl_emit_options emit;
};

/* Fills in every default. */
void zl_convert_defaults(struct zl_convert_options *);

/* The stages; the names that failures carry. */
enum zl_stage {
	ZL_STAGE_NONE, /* the source is not read yet */
	ZL_STAGE_UNPACK,
	ZL_STAGE_NORMALISE,
	ZL_STAGE_EXTRACT,
	ZL_STAGE_EMIT,
	ZL_STAGE_VALIDATE, /* by the supervisor */
	ZL_STAGE_COUNT
};

/* "unpack", ...; "read" for ZL_STAGE_NONE.  Static. */
const char *zl_stage_name(enum zl_stage);

/* All that conversions need and that is made once a process: rules and converters. */
struct zl_converter {
	struct zl_convert_options options;
	struct zl_rules *rules;
	const struct zl_store *corrections; /* NULL: none */
	volatile int *stage;		    /* where to note the stage at work; NULL for nowhere */
};

/*
 * Readies everything, so that zl_convert opens no file.  The rules become the converter's.  False,
 * and words (size bytes) one line that says why, when it cannot be done.  The caller frees the
 * converter in both cases.
 */
bool zl_converter_prepare(struct zl_converter *, const struct zl_convert_options *options,
			  struct zl_rules *rules, char *message, size_t size);
void zl_converter_free(struct zl_converter *);

/*
 * What of the options changes a record, and what only changes which documents fail; one line each,
 * the same for the same options on every host.  Added to the buffers.
 */
void zl_convert_describe(const struct zl_convert_options *, struct zl_buffer *settings,
			 struct zl_buffer *limits);

/*
 * Takes the document, whose source is filled in (zl_document_source), through the stages.  Returns
 * ZL_OK and the record at the end of out, or a failure with the document's error filled in and out
 * as it was.  Whether the record is valid is for check.h, in a process that no document has
 * touched.
 */
enum zl_failure zl_convert(struct zl_converter *, struct zl_document *document, const void *data,
			   size_t size, struct zl_buffer *out);

#endif
