/*
 * reader.h: the lower half of xml.h: a part is read, xml.c hears of its elements.
 *
 * The scanner reads the part first (scan.h), and libxml2 what the scanner does not know; it alone
 * says what is wrong with a part.  libxml2 reads with SAX1, which libxml2 keeps beside SAX2 and
 * does not deprecate: names come as they are written, looked up in the parser's dictionary once and
 * not twice, and namespaces are left to namespaces.c, which needs no search for each prefix.  That
 * is a fifth of libxml2's time. SAX2 reads parts with very long tags, as SAX1 compares an
 * attribute's name with those of all others letter by letter; and it tells what is wrong with a
 * part that cannot be read.
 */
#ifndef ZL_READER_H
#define ZL_READER_H

#include "tape.h"
#include "xml.h"

/* Attributes of one element: libxml2 compares each with all others.  Word's roots have some forty.
 */
enum { ZL_ATTRIBUTES_MOST = 500 };

/* Reads size bytes of UTF-8 at data, NUL behind them; what goes wrong is told in the fault. */
void zl_reader_read(struct zl_xml *, const char *data, size_t size);

/* The same by libxml2 alone. */
void zl_reader_parse(struct zl_xml *, const char *data, size_t size);

/* The same by the scanner alone; false, and nothing told, when it leaves the part to libxml2. */
bool zl_reader_scan(struct zl_xml *, const char *data, size_t size);

/* Tells the handlers of a part at data what its tape has. */
void zl_replay(struct zl_xml *, const struct zl_tape *, const char *data);

/* Notes the first failure with its place. */
void zl_reader_fault(struct zl_xml *, enum zl_failure code, const char *message);

/* What handlers.c hears; a name is NULL when it is no QName, and the element is refused then. */
void zl_xml_on_start(struct zl_xml *, struct zl_name *, const struct zl_attribute *attributes,
		     size_t count);
void zl_xml_on_end(struct zl_xml *, const struct zl_name *);
void zl_xml_on_text(struct zl_xml *, const char *text, size_t length);

#endif
