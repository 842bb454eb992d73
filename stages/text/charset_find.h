/* charset_find.h: which encoding a text is in, for what reads it by pieces. */
#ifndef ZL_CHARSET_FIND_H
#define ZL_CHARSET_FIND_H

#include "charset_read.h"

/*
 * The encoding that the byte order mark, of *mark bytes, else the label tells; ZL_CHARSET_NONE for
 * none.
 */
enum zl_charset zl_charset_told(const char *label, const char *bytes, size_t size, size_t *mark);

/*
 * Finds out how the text is encoded, as zl_charset_decode of charset.h does, and adds all of it to
 * out.  *mark gets the length of its byte order mark, *valid whether all of it is valid.
 */
enum zl_charset zl_charset_find(const char *label, const char *bytes, size_t size, size_t *mark,
				struct zl_buffer *out, bool *valid);

#endif
