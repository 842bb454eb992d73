/* xml.h: writing a part of a package, over libxml2's writer. */
#ifndef SAMPLES_XML_H
#define SAMPLES_XML_H

#include <libxml/xmlwriter.h>
#include <stdbool.h>
#include <stddef.h>

/* A part being written.  The first thing that fails sets failed; the rest then does nothing. */
struct xml {
	xmlBufferPtr buffer;
	xmlTextWriterPtr writer;
	bool failed;
};

/* Begins a part in encoding ("UTF-8", "UTF-16", "GB18030"); xml_free ends it in all cases. */
void xml_begin(struct xml *, const char *encoding);

void xml_open(struct xml *, const char *element);
void xml_attribute(struct xml *, const char *name, const char *value);
void xml_attribute_number(struct xml *, const char *name, long value);
void xml_text(struct xml *, const char *text, size_t length);
void xml_close(struct xml *);

/* <element/>, <element w:val="value"/>, and <element>text</element>. */
void xml_empty(struct xml *, const char *element);
void xml_value(struct xml *, const char *element, const char *value);
void xml_value_number(struct xml *, const char *element, long value);
void xml_element(struct xml *, const char *element, const char *text);

/* Closes what is open and completes the part; false when anything failed. */
bool xml_end(struct xml *);
void xml_free(struct xml *);

#endif
