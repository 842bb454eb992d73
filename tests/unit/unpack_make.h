/* unpack_make.h: packages made in memory for the tests of unpack. */
#ifndef UNPACK_MAKE_H
#define UNPACK_MAKE_H

#include <stddef.h>

#include "document/document.h"

/* A part; data is a C string unless size says otherwise. */
struct make_part {
	const char *name, *data;
	size_t size; /* 0: strlen(data) */
};

/* A zip archive of the parts, in their order; the caller frees it. */
void *make_zip(const struct make_part *parts, size_t count, size_t *size);

/*
 * A package with word/document.xml holding body (what stands within w:body), a relationship for
 * every part of extra, whose ids are rId1, rId2 ... in their order, and their content types, both
 * told by their names: styles, numbering, footnotes, endnotes, comments, header*, footer*, chart*,
 * data* and chunk*.  The caller frees it.
 */
void *make_package(const char *body, const struct make_part *extra, size_t count, size_t *size);

/* Unpacks such a package, with the default limits, into the empty document. */
enum zl_failure make_document(struct zl_document *document, const char *body,
			      const struct make_part *extra, size_t count);

/* The same without other parts. */
enum zl_failure make_body(struct zl_document *document, const char *body);

/*
 * The document's paragraphs of the story as one text: number, '|', text, and '\n' for each.
 * Static, until the next call.
 */
const char *make_text(const struct zl_document *document, enum zl_story story);

/* The losses: kind, '@', n, ':', offset, '=', text and '\n' each.  Static, until the next call. */
const char *make_losses(const struct zl_document *document);

/* The codes of the warnings, each with '@', its n and ' '.  Static, until the next call. */
const char *make_warnings(const struct zl_document *document);

/* XML declarations of the namespaces that tests use, for roots. */
#define MAKE_NAMESPACES                                                                            \
	" xmlns:w='http://schemas.openxmlformats.org/wordprocessingml/2006/main'"                  \
	" xmlns:w14='http://schemas.microsoft.com/office/word/2010/wordml'"                        \
	" xmlns:r='http://schemas.openxmlformats.org/officeDocument/2006/relationships'"           \
	" xmlns:mc='http://schemas.openxmlformats.org/markup-compatibility/2006'"                  \
	" xmlns:m='http://schemas.openxmlformats.org/officeDocument/2006/math'"                    \
	" xmlns:wp='http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing'"       \
	" xmlns:a='http://schemas.openxmlformats.org/drawingml/2006/main'"                         \
	" xmlns:pic='http://schemas.openxmlformats.org/drawingml/2006/picture'"                    \
	" xmlns:c='http://schemas.openxmlformats.org/drawingml/2006/chart'"                        \
	" xmlns:dgm='http://schemas.openxmlformats.org/drawingml/2006/diagram'"                    \
	" xmlns:wps='http://schemas.microsoft.com/office/word/2010/wordprocessingShape'"           \
	" xmlns:v='urn:schemas-microsoft-com:vml'"                                                 \
	" xmlns:o='urn:schemas-microsoft-com:office:office'"

/* Short cuts: a paragraph with one run; a run. */
#define P(text) "<w:p><w:r><w:t xml:space='preserve'>" text "</w:t></w:r></w:p>"
#define R(text) "<w:r><w:t xml:space='preserve'>" text "</w:t></w:r>"
#define PP(properties, text)                                                                       \
	"<w:p><w:pPr>" properties "</w:pPr><w:r><w:t xml:space='preserve'>" text                   \
	"</w:t></w:r></w:p>"

#endif
