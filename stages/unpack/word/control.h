/* control.h: content controls (w:sdt), ECMA-376 part 1, 17.5.2, and the data they show. */
#ifndef ZL_CONTROL_H
#define ZL_CONTROL_H

#include "unpack/xml/xml.h"

/* Handlers for the grammar of body.c; their context is a part reader. */
zl_xml_handler zl_sdt_start, zl_sdt_end;			/* w:sdt */
zl_xml_handler zl_sdt_content_start, zl_sdt_content_end;	/* w:sdtContent */
zl_xml_handler zl_sdt_binding, zl_sdt_text, zl_sdt_placeholder; /* of w:sdtPr */

#endif
