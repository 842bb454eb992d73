/* parse.c: a part read from its first byte to its last. */
#include <limits.h>
#include <stdlib.h>

#include "encoding.h"
#include "reader.h"

enum zl_failure
zl_xml_parse(const struct zl_grammar *grammar, void *context, const char *data, size_t size,
	     uint64_t depth, struct zl_fault *fault)
{
	struct zl_buffer decoded = {0};
	struct zl_xml xml = {
	    .context = context, .grammar = grammar, .fault = fault, .most_depth = depth};

	if (zl_encoding_utf8(&data, &size, &decoded, fault) == ZL_OK) {
		if (size == 0 || size > INT_MAX)
			zl_fault_set(fault, size == 0 ? ZL_XML_MALFORMED : ZL_TOO_LARGE,
				     "%zu bytes", size);
		else
			zl_reader_read(&xml, data, size);
	}
	zl_buffer_free(&decoded);
	free(xml.open.items);
	return fault->code;
}
