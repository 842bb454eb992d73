/*
 * look.h: what kind of file something is, from a few of its bytes: for folders, whose files are
 * taken or passed over by what they are.  Nothing is parsed that could lead astray; a file that is
 * taken is read by its bytes anew.
 */
#ifndef ZL_LOOK_H
#define ZL_LOOK_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

enum zl_kind {
	/* Read: see zl_kind_is_read. */
	ZL_KIND_DOCX, /* .docx, .docm, .dotx, Flat OPC */
	ZL_KIND_DOC,  /* Word 97-2003, WPS */
	ZL_KIND_RTF,
	ZL_KIND_WORDML, /* Word 2003 XML */
	ZL_KIND_HTML,
	ZL_KIND_MHT,
	ZL_KIND_TXT,
	/* Passed over. */
	ZL_KIND_PDF,
	ZL_KIND_OFD,
	ZL_KIND_OPENDOCUMENT,
	ZL_KIND_SPREADSHEET,
	ZL_KIND_PRESENTATION,
	ZL_KIND_DRAWING,
	ZL_KIND_PICTURE,
	ZL_KIND_MEDIA,
	ZL_KIND_ARCHIVE,
	ZL_KIND_PROGRAM,
	ZL_KIND_MESSAGE,
	ZL_KIND_ENCRYPTED,
	ZL_KIND_XML,
	ZL_KIND_OWNER, /* "~$name": a document is open */
	ZL_KIND_EMPTY,
	ZL_KIND_OTHER,
	ZL_KIND_COUNT
};

/*
 * Reads size bytes at the offset of the file into the buffer; returns how many there were, 0 also
 * when it cannot be read.
 */
typedef size_t zl_look_read(void *context, uint64_t offset, void *buffer, size_t size);

/* Looks at a file of size bytes: at its first and last bytes, and where they lead. */
enum zl_kind zl_look(zl_look_read *, void *context, uint64_t size);

/* "docx", "picture": static. */
const char *zl_kind_name(enum zl_kind);

/* The kind of that name, ZL_KIND_COUNT for none. */
enum zl_kind zl_kind_of_name(const char *name, size_t length);

/* Whether files of the kind are read. */
bool zl_kind_is_read(enum zl_kind);

/*
 * Whether a file of that name is meant as a document, whatever is in it: *.docx *.docm *.dotx
 * *.dotm *.doc *.dot *.wps *.wpt *.rtf, in any case.
 */
bool zl_name_is_document(const char *name);

/* Whether a text or page of that name is meant as a document: *.txt *.htm *.html *.mht *.mhtml. */
bool zl_name_is_text(const char *name);

#endif
