/*
 * formula.h: formulas, ECMA-376 part 1, clause 22.1: their characters stay in the text, in one
 * line, with those that Word draws from properties; how they stood to each other is lost.
 */
#ifndef ZL_FORMULA_H
#define ZL_FORMULA_H

#include "unpack/xml/xml.h"

/* What elements of formulas tell their children. */
enum {
	ZL_IN_DELIMITERS = 32, /* m:d */
	ZL_IN_DELIMITER_PROPERTIES,
	ZL_IN_NARY,
	ZL_IN_NARY_PROPERTIES,
	ZL_IN_FRACTION_PROPERTIES,
	ZL_IN_RADICAL,
	ZL_IN_MATRIX_ROW,
	ZL_IN_EQUATIONS
};

/* Handlers for the grammar of body.c; their context is a part reader. */
zl_xml_handler zl_formula_start, zl_formula_end;	  /* m:oMath */
zl_xml_handler zl_construct_start, zl_construct_end;	  /* m:d, m:nary, m:f, m:rad ... */
zl_xml_handler zl_matrix_row_start;			  /* m:mr */
zl_xml_handler zl_begin_character, zl_end_character;	  /* m:begChr, m:endChr */
zl_xml_handler zl_separator_character, zl_nary_character; /* m:sepChr, m:chr */
zl_xml_handler zl_fraction_type;			  /* m:type */
zl_xml_handler zl_denominator_start, zl_limit_start, zl_argument_start; /* m:den, m:sub, m:e */

#endif
