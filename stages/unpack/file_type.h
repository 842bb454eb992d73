/* file_type.h: what a file is, told from its bytes, whatever its name says. */
#ifndef ZL_FILE_TYPE_H
#define ZL_FILE_TYPE_H

#include <stddef.h>

#include "unpack/common/fault.h"

enum zl_file_type {
	ZL_FILE_ZIP,	/* .docx, or another office document */
	ZL_FILE_FLAT,	/* Flat OPC */
	ZL_FILE_WORDML, /* Word 2003 XML */
	ZL_FILE_DOC,	/* Word 6 to 2003, WPS: a compound file with a WordDocument stream */
	ZL_FILE_RTF,
	ZL_FILE_HTML,
	ZL_FILE_MHT, /* a web archive */
	ZL_FILE_TEXT,
	ZL_FILE_OTHER /* none that can be read: fault says what it is */
};

/* Looks at the bytes of a file. */
enum zl_file_type zl_file_type_of(const void *data, size_t size, struct zl_fault *fault);

#endif
