/*
 * document_reader.h: the reader of documents, for the files of this folder that read only.
 *
 * The functions below read attributes of the element that begins.  What is wrong is refused: the
 * document's error is set; they then give 0 or an absent string.  The parser is stopped when its
 * callback is done, and not before: stopping it frees the attributes.
 */
#ifndef ZL_DOCUMENT_READER_H
#define ZL_DOCUMENT_READER_H

#include <libxml/parser.h>

#include "base/buffer.h"
#include "document.h"
#include "positions.h"

/* What libxml2 tells errors by, since 2.12 for reading only. */
#if LIBXML_VERSION >= 21200
#define ZL_READER_ERROR const xmlError *
#else
#define ZL_READER_ERROR xmlErrorPtr
#endif

enum { SEEN_STRINGS = 256 }; /* power of two */

struct zl_reader {
	struct zl_document *document;
	xmlParserCtxtPtr parser;
	struct zl_positions positions;
	struct zl_error carried; /* the error that the document was written with */
	unsigned depth;		 /* of open elements */
	size_t item;		 /* the last read of items[], to keep their order */
	struct zl_node *node;	 /* the open node */
	struct zl_string *text;	 /* where the text of the open element goes; NULL: it has none */
	struct zl_buffer characters; /* that text as far as it is read */
	/* Attributes of the element that begins: five pointers each, as SAX2 has them. */
	const xmlChar **attributes;
	size_t attribute_count, attributes_used;
	struct zl_string seen[SEEN_STRINGS]; /* strings that came before, to have them once */
};

/* An element of the document itself, or of its structure, begins. */
void zl_reader_begin_item(struct zl_reader *reader, const char *name);
bool zl_reader_is_in_structure(const struct zl_reader *reader); /* the last of all items */
void zl_reader_begin_node(struct zl_reader *reader, const char *name);

/* The input is no document, and why. */
void zl_reader_refuse(struct zl_reader *reader, const char *format, ...)
    __attribute__((format(printf, 2, 3)));
void zl_reader_no_memory(struct zl_reader *reader);
bool zl_reader_refused(const struct zl_reader *reader);

/* The attribute's value as it stands, borrowed; absent where there is none of that name. */
struct zl_string zl_reader_find(struct zl_reader *reader, const char *name);

/* Text as it was before it became XML, in the arena. */
struct zl_string zl_reader_keep(struct zl_reader *reader, struct zl_string text);

/* An attribute kept so; common: one that comes again and again, which is kept once. */
struct zl_string zl_reader_string(struct zl_reader *reader, const char *name);
struct zl_string zl_reader_common(struct zl_reader *reader, const char *name);

/* The same as a C string; NULL where the attribute is absent. */
const char *zl_reader_name(struct zl_reader *reader, const char *name);

/* A whole number up to most; 0 where it is absent. */
uint64_t zl_reader_number(struct zl_reader *reader, const char *name, uint64_t most);
uint32_t zl_reader_number32(struct zl_reader *reader, const char *name);

bool zl_reader_true(struct zl_reader *reader, const char *name);

/* n: a paragraph, or 0. */
uint32_t zl_reader_paragraph(struct zl_reader *reader);

/* An offset in paragraph n, from characters to bytes. */
size_t zl_reader_bytes(struct zl_reader *reader, uint32_t n, uint64_t characters);
size_t zl_reader_offset(struct zl_reader *reader, const char *name, uint32_t n);

/* The place of value among the count names that name_of gives. */
unsigned zl_reader_choice(struct zl_reader *reader, struct zl_string value,
			  const char *(*name_of)(unsigned), unsigned count);

/* sha256, into out when it is there. */
void zl_reader_hash(struct zl_reader *reader, char out[65]);

/* number-values */
void zl_reader_values(struct zl_reader *reader, int32_t values[ZL_LEVELS]);

/* para-id */
uint32_t zl_reader_id(struct zl_reader *reader);

#endif
