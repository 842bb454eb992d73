/* fonts.h: w:rFonts. */
#ifndef ZL_FONTS_H
#define ZL_FONTS_H

#include "symbols.h"
#include "unpack/xml/xml.h"

/* Takes what the element w:rFonts being handled says; what it leaves out stays as it is. */
void zl_fonts_read(const struct zl_xml *, struct zl_fonts *);

#endif
