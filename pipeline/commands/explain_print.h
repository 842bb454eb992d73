/* explain_print.h: how a document was read, paragraph by paragraph, for people. */
#ifndef ZL_EXPLAIN_PRINT_H
#define ZL_EXPLAIN_PRINT_H

#include <stdio.h>

#include "document/document.h"
#include "extract/explain.h"

/*
 * Prints every paragraph of a document that has its structure: each piece with what it was read as
 * and by which rule, why (lines, which may be NULL), and the flags; then the facts.  False when
 * memory is out.  With cut, texts end where a line of a terminal does.  Whether the stream could be
 * written is the caller's to ask.
 */
bool zl_explain_print(FILE *stream, const struct zl_document *document,
		      const struct zl_explanation *explanation, bool colour, bool cut);

#endif
