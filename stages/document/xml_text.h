/*
 * xml_text.h: strings as XML 1.0 (5th edition) content and attribute values.
 *
 * Characters that XML forbids (production 2) are written \u{X}, X being their code in upper-case
 * hexadecimal; the backslash of a \u{ that was in the text is written \u{5C}, so that the form can
 * be taken back.  Every other backslash stands for itself.  Strings are valid UTF-8.
 */
#ifndef ZL_XML_TEXT_H
#define ZL_XML_TEXT_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/* Appends text as element content: & < > and the carriage return as references. */
void zl_xml_content(struct zl_buffer *out, struct zl_string text);

/* Appends text as the value of an attribute in double quotes: also quotes, tabs and line feeds. */
void zl_xml_value(struct zl_buffer *out, struct zl_string text);

/* Appends ' name="value"'. */
void zl_xml_attribute(struct zl_buffer *out, const char *name, struct zl_string value);
void zl_xml_attribute_text(struct zl_buffer *out, const char *name, const char *value);
void zl_xml_attribute_number(struct zl_buffer *out, const char *name, uint64_t value);

/*
 * Appends text as element content with no \u{X} form.  Gives length, or the offset of a character
 * that XML forbids, at which it stops.
 */
size_t zl_xml_exact(struct zl_buffer *out, const char *text, size_t length);

/* Takes the \u{X} forms back, in place; returns the new length, SIZE_MAX where one is malformed. */
size_t zl_xml_take_back(char *text, size_t length);

#endif
