/* style_names.h: the names of Word's own styles, which a document may have in any language. */
#ifndef ZL_STYLE_NAMES_H
#define ZL_STYLE_NAMES_H

/* The name that .docx has for the style of that sti; NULL for one that is not Word's own. */
const char *zl_style_name(unsigned sti);

#endif
