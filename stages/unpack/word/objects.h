/* objects.h: what stands in text without being text: pictures, charts, shapes. */
#ifndef ZL_OBJECTS_H
#define ZL_OBJECTS_H

#include "unpack/xml/xml.h"

/* Handlers for the grammar of body.c; their context is a part reader. */
zl_xml_handler zl_drawing_start;		 /* w:drawing, w:pict */
zl_xml_handler zl_object_start;			 /* w:object */
zl_xml_handler zl_drawing_end;			 /* of all three */
zl_xml_handler zl_drawing_name;			 /* wp:docPr */
zl_xml_handler zl_picture_start;		 /* pic:pic, v:imagedata */
zl_xml_handler zl_chart_start, zl_diagram_start; /* c:chart, dgm:relIds */
zl_xml_handler zl_ole_start, zl_control_start;	 /* o:OLEObject, w:control */
zl_xml_handler zl_word_art_start;		 /* v:textpath */

#endif
