/* chunk.h: w:altChunk, a document of another kind within this one: ECMA-376 part 1, 17.17.2. */
#ifndef ZL_CHUNK_H
#define ZL_CHUNK_H

#include "unpack/xml/xml.h"

/* Handler of body.c's grammar: has the chunk's paragraphs read in place. */
zl_xml_handler zl_chunk_start;

#endif
