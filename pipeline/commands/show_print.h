/* show_print.h: a record for people: its facts, and its findings under their headings. */
#ifndef ZL_SHOW_PRINT_H
#define ZL_SHOW_PRINT_H

#include <libxml/tree.h>
#include <stdbool.h>
#include <stdio.h>

/*
 * Prints the record (or failure) whose root element this is.  Lines are folded to width columns, 0
 * for none.  Whether the stream could be written is the caller's to ask.
 */
void zl_show_print(FILE *stream, const xmlNode *root, int width, bool colour);

#endif
