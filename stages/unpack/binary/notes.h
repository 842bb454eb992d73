/* notes.h: footnotes, endnotes, comments, headers and footers. */
#ifndef ZL_BINARY_NOTES_H
#define ZL_BINARY_NOTES_H

#include "binary.h"

/* Sets down all of them, as far as they hold something. */
void zl_binary_notes_read(struct zl_binary *);

#endif
