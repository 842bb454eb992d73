/* floor.h: what libzip and libxml2 alone cost: the measure that the stages are held against. */
#ifndef FLOOR_H
#define FLOOR_H

#include <stdbool.h>
#include <stddef.h>

#include "base/buffer.h"

/* Readies libxml2, once a process. */
void floor_prepare(void);

/*
 * Opens the package in data, inflates the parts that unpack reads (the document, its styles, notes,
 * comments, headers and footers, numbering where it is used, relations, types and properties) and
 * parses each with SAX2 callbacks that do nothing.  False when there is no word/document.xml or a
 * part is not well-formed.
 */
bool floor_read(const void *data, size_t size);

/* Reads the file at path into buffer; false, with a message on standard error, when it fails. */
bool floor_load(const char *path, struct zl_buffer *buffer);

#endif
