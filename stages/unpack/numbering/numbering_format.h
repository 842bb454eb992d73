/* numbering_format.h: a number as Word writes it in the formats of ECMA-376 part 1, 17.18.59. */
#ifndef ZL_NUMBERING_FORMAT_H
#define ZL_NUMBERING_FORMAT_H

#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

struct zl_format;

/* How well a number could be written. */
enum zl_formatted {
	ZL_FORMATTED,
	ZL_FORMATTED_RANGE,  /* the format has no such number: Word writes it otherwise */
	ZL_FORMATTED_UNKNOWN /* no such format: written in decimal */
};

/* The format of that name, NULL for one not known.  Static. */
const struct zl_format *zl_format_find(struct zl_string name);

/* The name of the format that binary Word, RTF and Word 2003 XML have by this number (nfc.c). */
struct zl_string zl_format_of_nfc(uint32_t nfc);

/* The format's name.  Static. */
const char *zl_format_name(const struct zl_format *);

/* Adds value to out as Word writes it; a NULL format is decimal and unknown. */
enum zl_formatted zl_format_number(const struct zl_format *, int32_t value, struct zl_buffer *out);

#endif
