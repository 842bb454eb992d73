/* positions.h: byte offsets in paragraphs to character offsets, and back. */
#ifndef ZL_POSITIONS_H
#define ZL_POSITIONS_H

#include "document.h"

/*
 * Marks in the paragraphs of one document, made as they are asked for, so that any order of
 * questions costs the same.  Zero-initialised but for the document, it is ready.  The document's
 * paragraphs must not change meanwhile.
 */
struct zl_positions {
	const struct zl_document *document;
	struct zl_positions_marks *marks; /* one a paragraph, NULL before the first question */
	bool failed;			  /* memory ran out; answers are 0 from then on */
};

/* Characters before byte offset of paragraph n; where n is no paragraph, offset as it is. */
size_t zl_positions_characters(struct zl_positions *, uint32_t n, size_t offset);

/* The byte at which the given character begins; the text's length for one past its last, SIZE_MAX
 * for more. */
size_t zl_positions_bytes(struct zl_positions *, uint32_t n, size_t characters);

void zl_positions_free(struct zl_positions *);

#endif
