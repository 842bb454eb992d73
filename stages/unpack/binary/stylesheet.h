/* stylesheet.h: styles of a binary document become those that the builder knows: [MS-DOC] 2.9.271.
 */
#ifndef ZL_STYLESHEET_H
#define ZL_STYLESHEET_H

#include "sprm.h"
#include "unpack/story/builder.h"

enum { ZL_STYLES_MOST = 4096 }; /* istds have twelve bits */

/* Of Word 6 and 95: the font that a style tells, -1 for none, and the style that it is based on. */
struct zl_style_font {
	int32_t font;
	uint16_t base;
};

/* How a stylesheet is written. */
struct zl_stylesheet_form {
	zl_sprm_reader *next_sprm;
	unsigned code_page;	     /* of names; 0: they are UTF-16 */
	struct zl_style_font *fonts; /* ZL_STYLES_MOST, filled in; or NULL */
};

/*
 * Reads the STSH into the builder's styles, whose ids are the styles' numbers (istd) in decimal.
 * What makes no sense in it is left out; the builder's fault is set when memory is out.
 */
void zl_stylesheet_read(struct zl_builder *, struct zl_bytes stsh,
			const struct zl_stylesheet_form *);

#endif
