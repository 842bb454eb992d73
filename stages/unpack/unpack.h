/* unpack.h: the first stage: the bytes of a file become a document. */
#ifndef ZL_UNPACK_H
#define ZL_UNPACK_H

#include <stddef.h>
#include <stdint.h>

#include "document/document.h"
#include "unpack/common/limits.h"

/*
 * Losses that it tells: picture, shape, chart, diagram, ole, control, formula (its characters stay
 * in the text), hidden (text), field (a field without a stored result), field-code (text within
 * one), subdocument, chunk (an altChunk that cannot be read), repeated (a header or footer that
 * says what another one does).
 *
 * Warnings: missing-relation, missing-part, broken-part, backslash-names, tracked-changes,
 * merged-cell-text, number-range, number-format, equation-field, symbol (a glyph that no table
 * has), symbol-font (glyphs written as what they look like), data-binding (a control shows its
 * data).
 */

/*
 * Reads the file in data (which stays the caller's), told by its bytes, into document, which must
 * be empty but for its source's name, size and hash.  Gives ZL_OK, or a failure with the document's
 * error filled in; the caller frees the document in both cases.  Opens no file once
 * zl_unpack_prepare has run. Follows ECMA-376 parts 1 and 2 (5th edition), [MS-DOC] and RTF 1.9.1.
 */
enum zl_failure zl_unpack(struct zl_document *document, const void *data, size_t size,
			  const struct zl_unpack_limits *limits);

/* Readies libxml2, libzip and the converters, once a process, before a sandbox closes. */
void zl_unpack_prepare(void);

#endif
