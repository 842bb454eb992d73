/*
 * xslt.h: a style sheet over one document at a time, by libxslt, which is loaded when the first is.
 *
 * What a sheet sees is one small document, made in memory:
 *
 *	<export xmlns="urn:zhengli:export:1" path= path-id= time= record-sha256= part=>
 *	  <field name="全宗号" alias="fonds" group="档号" element="全宗号">…</field> …
 *	  <content name= media-type= suffix= sha256= bytes= digest=>base64 of the file</content> …
 *	  <record xmlns="urn:zhengli:record:1">…</record>
 *	</export>
 *
 * A sheet with <input body="no"/> of that namespace at its top sees the record without its body,
 *which is most of what there is to read.  path-id is 16 digits of the path's SHA-256; the first
 *content is the source, the second the record, digest is base64 of the SHA-256.  A sheet can
 *neither read nor write files, nor reach a network.
 */
#ifndef ZL_XSLT_H
#define ZL_XSLT_H

#include "export.h"

struct zl_sheet_xslt;

/*
 * The sheet of size bytes, or the one at path when that is not NULL; what it gives is to be valid
 * against the schema of schema_size bytes (NULL for none), or the one at schema_path.  NULL, and
 * said, when it cannot be had.  The reader makes trees from then on, as the sheet wants them.
 */
struct zl_sheet_xslt *zl_xslt_new(struct zl_record_reader *, const char *sheet, size_t size,
				  const char *path, const char *schema, size_t schema_size,
				  const char *schema_path);
void zl_xslt_free(struct zl_sheet_xslt *);

/*
 * What the sheet makes of a document, in place of what out held; part is the value of
 * export/@part, NULL for none.  ZL_FAILED, and said, when it makes nothing, or what is not valid.
 */
enum zl_status zl_xslt_apply(struct zl_sheet_xslt *, struct zl_export *,
			     const struct zl_export_item *, const char *part,
			     struct zl_buffer *out) ZL_NODISCARD;

/* Whether the file at path is valid against the schema at schema_path; false, and said. */
bool zl_xslt_valid(const char *path, const char *schema_path);

#endif
