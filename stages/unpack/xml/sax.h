/* sax.h: the two ways in which libxml2 tells what it reads; for errors the reader sees itself. */
#ifndef ZL_SAX_H
#define ZL_SAX_H

#include <libxml/parser.h>

/* Their context is a struct zl_xml. */
extern const xmlSAXHandler zl_sax_1, zl_sax_2;

#endif
