/* program.h: what the four stage programs share: arguments, descriptors, messages, exit status. */
#ifndef ZL_PROGRAM_H
#define ZL_PROGRAM_H

#include "buffer.h"
#include "document.h"

/* Exit status of a stage program. */
enum {
	ZL_EXIT_OK = 0,
	ZL_EXIT_FAILED =
	    1, /* the document failed; the reason is on standard error and in the output */
	ZL_EXIT_USAGE = 2,
	ZL_EXIT_BROKEN = 3 /* the work could not be done: no memory, a descriptor that fails */
};

/* Reads all of the descriptor into buffer; false, with errno set, when it fails. */
bool zl_program_read(int descriptor, struct zl_buffer *buffer);

/* Writes all of it; false, with errno set, when it fails. */
bool zl_program_write(int descriptor, const void *bytes, size_t length);

/*
 * Says on standard error why the document failed, one line:
 * "program: file: sentence: words (part, line, paragraph); advice".
 */
void zl_program_complain(const char *program, const struct zl_document *document);

#endif
