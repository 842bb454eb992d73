/*
 * fuzz_document.c: documents as XML from anybody.  What can be read must come back the same when
 * written and read again; what emit makes of it must be well-formed.
 */
#include <libxml/parser.h>
#include <stdlib.h>
#include <string.h>

#include "document/document_xml.h"
#include "emit/emit.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

static void
must_come_back(const struct zl_document *document)
{
	struct zl_document again = {0};
	struct zl_buffer first = {0}, second = {0};

	if (zl_document_write(document, &first) != ZL_OK ||
	    zl_document_read(&again, first.data, first.length) != ZL_OK ||
	    zl_document_write(&again, &second) != ZL_OK || first.length != second.length ||
	    memcmp(first.data, second.data, first.length) != 0)
		abort();
	zl_document_free(&again);
	zl_buffer_free(&first);
	zl_buffer_free(&second);
}

static void
must_be_well_formed(const struct zl_buffer *record)
{
	xmlDocPtr tree = xmlReadMemory(record->data, (int)record->length, NULL, NULL,
				       XML_PARSE_HUGE | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);

	if (tree == NULL)
		abort();
	xmlFreeDoc(tree);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	struct zl_document document = {0};
	struct zl_buffer record = {0};
	char message[256];

	if (zl_document_read(&document, (const char *)data, size) == ZL_OK) {
		must_come_back(&document);
		if (zl_emit(&document, &zl_emit_default, &record) == ZL_OK) {
			must_be_well_formed(&record);
			zl_record_valid(record.data, record.length, message, sizeof(message));
		}
		zl_buffer_clear(&record);
		zl_emit_failure(&document, &record);
		must_be_well_formed(&record);
	}
	zl_document_free(&document);
	zl_buffer_free(&record);
	return 0;
}
