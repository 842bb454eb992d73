/* document_xml.h: a document as XML, schemas/document.xsd: what travels between the stage programs.
 */
#ifndef ZL_DOCUMENT_XML_H
#define ZL_DOCUMENT_XML_H

#include <stddef.h>

#include "base/buffer.h"
#include "document.h"

/*
 * Writes all of the document, structure included; of one that carries an error its source and the
 * error, as nothing else of it is to be relied on.  Returns ZL_OK or ZL_OUT_OF_MEMORY.
 */
enum zl_failure zl_document_write(const struct zl_document *document, struct zl_buffer *out);

/*
 * Reads what zl_document_write wrote into the empty document.  Returns ZL_OK, or
 * ZL_INVALID_DOCUMENT or ZL_OUT_OF_MEMORY with the error filled in.  A document that carries an
 * error is read as such: ZL_OK is returned and document->error is what was written; programs pass
 * it on.
 */
enum zl_failure zl_document_read(struct zl_document *document, const char *data, size_t size);

#endif
