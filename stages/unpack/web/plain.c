/* plain.c: see plain.h. */
#include "plain.h"

#include <string.h>

#include "text/charset.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/text.h"

/* A line that is being read. */
struct line {
	bool is_open;	 /* its paragraph */
	bool was_return; /* it ended with \r, so that \n says nothing */
};

/* Lines, or what there is of them in this piece. */
static void
read_piece(struct zl_builder *builder, struct line *line, struct zl_string piece)
{
	for (size_t i = 0; i < piece.length && builder->fault->code == ZL_OK; i++) {
		if (line->was_return && piece.data[i] == '\n') {
			line->was_return = false;
			continue;
		}
		size_t length = strcspn(piece.data + i, "\r\n\f");
		if (!line->is_open)
			zl_paragraph_start(builder, 0);
		line->is_open = true;
		if (length > 0) {
			zl_text_begin(builder);
			zl_text_add(builder, piece.data + i, length);
			zl_text_end(builder, true);
		}
		i += length;
		if (i == piece.length)
			break;
		zl_paragraph_end(builder);
		*line = (struct line){.was_return = piece.data[i] == '\r'};
	}
}

void
zl_plain_read(struct zl_builder *builder, const char *label, const char *data, size_t size)
{
	struct zl_charset_text text;
	struct line line = {0};
	struct zl_string piece;

	zl_charset_text_open(&text, label, data, size);
	while (builder->fault->code == ZL_OK && zl_charset_text_next(&text, &piece))
		read_piece(builder, &line, piece);
	if (line.is_open)
		zl_paragraph_end(builder);
	if (text.piece.failed)
		zl_builder_exhausted(builder);
	zl_charset_text_free(&text);
}
