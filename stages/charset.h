/* charset.h: text that does not come as XML: which encoding it is in, and its UTF-8. */
#ifndef ZL_CHARSET_H
#define ZL_CHARSET_H

#include <stdbool.h>
#include <stddef.h>

#include "buffer.h"

/*
 * Opens every converter of the allow-list, once a process, before a sandbox closes.  NULL when all
 * are there; else a static sentence that names the missing one and the Debian package that has it.
 */
const char *zl_charset_prepare(void);

/*
 * Decodes size bytes to UTF-8 at the end of out.  The encoding is told by, in turn: the byte order
 * mark; label (NULL or "" for none; any GB* label is GB18030 with byte 0x80 as the euro sign);
 * strict UTF-8; uchardet.  *used, if not NULL, gets the static name of what was used.  False when
 * the bytes are not valid in it: out then has the text with U+FFFD for what could not be read, so
 * nothing vanishes.
 */
bool zl_charset_decode(const char *label, const void *bytes, size_t size, struct zl_buffer *out,
		       const char **used);

#endif
