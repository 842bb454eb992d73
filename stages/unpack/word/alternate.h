/* alternate.h: mc:AlternateContent, ECMA-376 part 3, clause 9.3: of two things one is read. */
#ifndef ZL_ALTERNATE_H
#define ZL_ALTERNATE_H

#include "unpack/xml/xml.h"

/* Handlers for the grammar of body.c; their context is a part reader. */
zl_xml_handler zl_alternate_start, zl_alternate_end; /* mc:AlternateContent */
zl_xml_handler zl_choice_start;
zl_xml_handler zl_fallback_start, zl_fallback_end;

#endif
