/* source.h: the sources of documents, laid beside what is exported. */
#ifndef ZL_SOURCE_H
#define ZL_SOURCE_H

#include "export.h"

/*
 * Copies the source of a document to path below DEST.  ZL_FAILED, and said, when it is not what its
 * record was made of any more.
 */
enum zl_status zl_source_copy(struct zl_export *, const struct zl_item *,
			      const char *path) ZL_NODISCARD;

/* The bytes of the source in place of what bytes held; the same holds. */
enum zl_status zl_source_read(struct zl_export *, const struct zl_item *,
			      struct zl_buffer *bytes) ZL_NODISCARD;

/* The last component of a document's path. */
const char *zl_source_name(const struct zl_item *);

/* The media type of a format ("docx") as record.xsd names it. */
const char *zl_media_type(struct zl_string format);

#endif
