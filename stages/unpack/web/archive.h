/* archive.h: the page of a web archive. */
#ifndef ZL_ARCHIVE_H
#define ZL_ARCHIVE_H

#include "unpack/story/builder.h"

/*
 * Sets the first page or text of the web archive down in the builder's frame; false when it holds
 * none.
 */
bool zl_archive_read(struct zl_builder *, const char *data, size_t size);

#endif
