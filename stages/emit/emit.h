/* emit.h: the last stage: a structured document becomes a record. */
#ifndef ZL_EMIT_H
#define ZL_EMIT_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"
#include "document/document.h"

struct zl_emit_options {
	size_t
	    changes; /* how many single changes a record lists at most; counts are always whole */
};

extern const struct zl_emit_options zl_emit_default;

/*
 * Writes the document's record, schemas/record.xsd, to out: UTF-8, stable order of attributes,
 * indentation that adds nothing to any text.  Notes its setting ("changes").  Returns ZL_OK or a
 * failure (with document->error set): ZL_INVALID_DOCUMENT for a structure that is not there or does
 * not hold every paragraph, for text that XML forbids and for nodes deeper than ZL_TREE_DEPTH.
 */
enum zl_failure zl_emit(struct zl_document *document, const struct zl_emit_options *options,
			struct zl_buffer *out);

/*
 * Whether the record (or failure) in data is valid against schemas/record.xsd and written as
 * records are.  data ends with a NUL that length does not count.  If not, words (size bytes) gets
 * the first complaint, one line.
 */
bool zl_record_valid(const char *data, size_t length, char *message, size_t size);

/*
 * Writes the failed/ file of a document that has no record, from document->source and
 * document->error: code, stage, part, line, n, words, advice.
 */
enum zl_failure zl_emit_failure(const struct zl_document *document, struct zl_buffer *out);

#endif
