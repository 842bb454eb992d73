/* notes.h: text boxes, notes and comments, and where they are referred to. */
#ifndef ZL_NOTES_H
#define ZL_NOTES_H

#include "unpack/xml/xml.h"

/* Handlers for the grammar of body.c; their context is a part reader. */
zl_xml_handler zl_box_start;	  /* w:txbxContent, a:txBody */
zl_xml_handler zl_footnote_start; /* w:footnote */
zl_xml_handler zl_endnote_start;  /* w:endnote */
zl_xml_handler zl_comment_start;  /* w:comment */
zl_xml_handler zl_note_end;	  /* of all five */
zl_xml_handler zl_footnote_reference, zl_endnote_reference;
zl_xml_handler zl_comment_reference; /* and w:commentRangeStart: the first counts */
zl_xml_handler zl_header_reference;  /* and w:footerReference */

/* Of Word 2003 XML: w:hdr and w:ftr in a section, aml:annotation. */
zl_xml_handler zl_wordml_header_start, zl_wordml_header_end;
zl_xml_handler zl_annotation_start, zl_annotation_end;

#endif
