/* word97.h: documents of Word 97 to 2003 and of WPS: [MS-DOC]. */
#ifndef ZL_WORD97_H
#define ZL_WORD97_H

#include "unpack/compound/compound.h"
#include "unpack/story/builder.h"

/*
 * Reads the document in the compound file, which holds a WordDocument stream, into the builder,
 * which has its document and limits.  What fails it is told in the builder's fault.
 */
void zl_word97_read(struct zl_builder *, struct zl_compound *);

#endif
