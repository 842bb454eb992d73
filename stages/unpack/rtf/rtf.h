/* rtf.h: Rich Text Format. */
#ifndef ZL_RTF_H
#define ZL_RTF_H

#include "unpack/story/builder.h"

/*
 * Reads the document in data into the builder, which has its document and limits.  What fails it
 * is told in the builder's fault.
 */
void zl_rtf_read(struct zl_builder *, const char *data, size_t size);

#endif
