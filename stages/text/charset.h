/* charset.h: text that does not come as XML: which encoding it is in, and its UTF-8. */
#ifndef ZL_CHARSET_H
#define ZL_CHARSET_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buffer.h"

/*
 * Opens every converter of the allow-list, once a process, before a sandbox closes.  NULL when all
 * are there; else a static sentence that names the missing one and the Debian package that has it.
 */
const char *zl_charset_prepare(void);

/*
 * Decodes size bytes to UTF-8 at the end of out.  The encoding is told by, in turn: the byte order
 * mark; label (NULL or "" for none; any GB* label is GB18030 with byte 0x80 as the euro sign), if
 * the bytes are valid in it; zero bytes, for UTF-16; the shifts of HZ; UTF-8, if they are valid;
 * GB18030, Big5 or UTF-16, if the text reads as Chinese in it; uchardet; windows-1252.  *used, if
 * not NULL, gets the static name of what was used.  False when the bytes are valid in none of
 * these: out then has the text as its label has it, or in GB18030, with U+FFFD for each byte that
 * could not be read, so nothing vanishes.  The text may hold characters that XML forbids.  Uses
 * converters that belong to the process: to be called by one thread at a time.
 */
bool zl_charset_decode(const char *label, const void *bytes, size_t size, struct zl_buffer *out,
		       const char **used);

/*
 * The code page of a font's charset, as \fcharset of RTF and FFN of Word have it; 0 for those
 * that tell none.
 */
unsigned zl_charset_code_page(int32_t charset);

/*
 * The same text, read piece by piece: a long one never stands in memory as a whole once its
 * encoding is known.
 */
struct zl_charset_text {
	struct zl_buffer piece; /* UTF-8; failed when memory is out */
	bool is_ready;		/* it has not been given yet */
	const unsigned char *bytes;
	size_t size, at; /* what has not been decoded yet begins at */
	int charset;	 /* enum zl_charset */
};

/*
 * Finds out, as zl_charset_decode does, how size bytes are encoded.  They are borrowed until
 * zl_charset_text_free, which is to be called in any case.
 */
void zl_charset_text_open(struct zl_charset_text *, const char *label, const void *bytes,
			  size_t size);

/*
 * Gives the next piece, whole characters, valid until the next call; false when there is none, or
 * no memory.
 */
bool zl_charset_text_next(struct zl_charset_text *, struct zl_string *out);

void zl_charset_text_free(struct zl_charset_text *);

#endif
