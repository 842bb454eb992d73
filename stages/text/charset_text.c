/*
 * charset_text.c: long texts are decoded whole once, to find out their encoding, and then again
 * piece by piece, cut where no encoding can have begun a character.
 */
#include "charset.h"

#include "charset_find.h"

enum {
	LONG = 256 << 10,  /* shorter texts stay as they were decoded at first */
	PIECE = 64 << 10,  /* bytes of a long one that are decoded at once, or a few more */
	NEVER_LATER = 0x30 /* bytes below it are no second byte of any character */
};

/* Bytes of a unit that the text may be cut behind; 0 where it has to be read in one. */
static size_t
unit_of(int charset)
{
	switch (charset) {
	case ZL_CHARSET_NONE:
	case ZL_CHARSET_HZ: /* has states */
		return 0;
	case ZL_CHARSET_UTF_16LE:
	case ZL_CHARSET_UTF_16BE:
		return 2;
	case ZL_CHARSET_UTF_32LE:
	case ZL_CHARSET_UTF_32BE:
		return 4;
	default:
		return 1;
	}
}

/* Whether the text may be cut before byte i, which is not the first. */
static bool
is_cut(const struct zl_charset_text *text, size_t i)
{
	size_t unit = unit_of(text->charset);
	bool big = text->charset == ZL_CHARSET_UTF_16BE;

	if (unit == 1)
		return text->bytes[i - 1] < NEVER_LATER;
	/* Not between the two halves of a pair. */
	return (i - text->at) % unit == 0 &&
	       (unit == 4 || (text->bytes[i - (big ? 2 : 1)] & 0xFC) != 0xD8);
}

/* Decodes the next piece; false when not all of it is valid. */
static bool
read_piece(struct zl_charset_text *text)
{
	size_t left = text->size - text->at, end = left > PIECE ? text->at + PIECE : text->size;

	while (end < text->size && !is_cut(text, end))
		end++;
	zl_buffer_clear(&text->piece);
	bool valid = zl_charset_read((enum zl_charset)text->charset, text->bytes + text->at,
				     end - text->at, &text->piece);
	text->at = end;
	text->is_ready = true;
	return valid;
}

/* Whether the text is valid in the charset. */
static bool
is_valid(struct zl_charset_text *text)
{
	bool valid = true;

	while (valid && text->at < text->size)
		valid = read_piece(text);
	return valid;
}

void
zl_charset_text_open(struct zl_charset_text *text, const char *label, const void *bytes,
		     size_t size)
{
	size_t mark;
	bool valid;

	*text = (struct zl_charset_text){.bytes = bytes, .size = size};
	text->charset = zl_charset_told(label, size == 0 ? "" : bytes, size, &mark);
	text->at = mark;
	bool is_long = size >= LONG && unit_of(text->charset) != 0;
	if (!is_long || (mark == 0 && !is_valid(text))) {
		zl_buffer_clear(&text->piece);
		text->charset = zl_charset_find(label, size == 0 ? "" : bytes, size, &mark,
						&text->piece, &valid);
		is_long = size >= LONG && unit_of(text->charset) != 0;
	}
	text->is_ready = !is_long;
	text->at = is_long ? mark : size;
	if (is_long && !text->piece.failed)
		zl_buffer_free(&text->piece);
}

bool
zl_charset_text_next(struct zl_charset_text *text, struct zl_string *out)
{
	if (!text->is_ready && text->at < text->size)
		read_piece(text);
	bool more = text->is_ready && !text->piece.failed && text->piece.length > 0;
	text->is_ready = false;
	*out = more ? (struct zl_string){text->piece.data, text->piece.length} : zl_string("");
	return more;
}

void
zl_charset_text_free(struct zl_charset_text *text)
{
	zl_buffer_free(&text->piece);
}
