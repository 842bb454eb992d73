/* plain.c: see plain.h. */
#include "plain.h"

#include <string.h>

#include "text/charset.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/text.h"

void
zl_plain_read(struct zl_builder *builder, const char *label, const char *data, size_t size)
{
	struct zl_buffer text = {0};

	zl_charset_decode(label, data, size, &text, NULL);
	for (size_t i = 0; i < text.length && builder->fault->code == ZL_OK;) {
		size_t length = strcspn(text.data + i, "\r\n\f");
		zl_paragraph_start(builder, 0);
		if (length > 0) {
			zl_text_begin(builder);
			zl_text_add(builder, text.data + i, length);
			zl_text_end(builder, true);
		}
		zl_paragraph_end(builder);
		i += length;
		if (i + 1 < text.length && text.data[i] == '\r' && text.data[i + 1] == '\n')
			i++;
		i++;
	}
	if (text.failed)
		zl_builder_exhausted(builder);
	zl_buffer_free(&text);
}
