/* chunks.h: documents within a document, each read by what it is. */
#ifndef ZL_CHUNKS_H
#define ZL_CHUNKS_H

#include "unpack/word/context.h"

/* Reads a chunk by its bytes; its content type decides only where they do not. */
zl_chunk_reader zl_chunk_read;

#endif
