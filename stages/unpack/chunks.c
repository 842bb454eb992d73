/* chunks.c: see chunks.h. */
#include "chunks.h"

#include <string.h>
#include <strings.h>

#include "unpack/package/file_type.h"
#include "unpack/story/places.h"
#include "unpack/web/html.h"
#include "unpack/web/mime.h"
#include "unpack/web/plain.h"
#include "unpack/word/word.h"

/* The charset that a content type tells: the value of charset=. */
static void
charset_of(struct zl_string type, char *out, size_t room)
{
	static const char key[] = "charset=";
	size_t length = 0;

	out[0] = '\0';
	for (size_t i = 0; i + sizeof(key) - 1 < type.length; i++) {
		if (strncasecmp(type.data + i, key, sizeof(key) - 1) != 0)
			continue;
		for (i += sizeof(key) - 1; i < type.length && length + 1 < room; i++)
			if (type.data[i] == ';' || type.data[i] == ' ')
				break;
			else if (type.data[i] != '"')
				out[length++] = type.data[i];
		out[length] = '\0';
		return;
	}
}

static bool
is_of_type(struct zl_string type, const char *name)
{
	return type.length >= strlen(name) && strncasecmp(type.data, name, strlen(name)) == 0;
}

/* Reads the page of a web archive; false when it is none. */
static bool
read_web_archive(struct zl_context *context, const struct zl_part *part)
{
	struct zl_web_page page = {0};
	bool found = zl_mime_find_page(part->data, part->size, &page);

	if (page.data.failed)
		zl_builder_exhausted(&context->builder);
	else if (found && page.is_html)
		zl_html_read(&context->builder, page.charset, page.data.data, page.data.length);
	else if (found)
		zl_plain_read(&context->builder, page.charset, page.data.data, page.data.length);
	zl_buffer_free(&page.data);
	return found;
}

void
zl_chunk_read(struct zl_context *context, const struct zl_part *part, struct zl_string type)
{
	struct zl_fault kind = {0};
	char label[40];

	charset_of(type, label, sizeof(label));
	switch (zl_file_type_of(part->data, part->size, &kind)) {
	case ZL_FILE_ZIP:
	case ZL_FILE_FLAT:
		zl_word_nested(context, part);
		return;
	case ZL_FILE_OTHER:
		break;
	}
	if (kind.code == ZL_EMPTY_FILE)
		return;
	bool html = kind.code == ZL_HTML || is_of_type(type, "text/html") ||
		    is_of_type(type, "application/xhtml+xml");
	bool message = is_of_type(type, "message/") || is_of_type(type, "multipart/");
	if ((html || message) && read_web_archive(context, part))
		return;
	if (html)
		zl_html_read(&context->builder, label, part->data, part->size);
	else if (is_of_type(type, "text/plain"))
		zl_plain_read(&context->builder, label, part->data, part->size);
	else
		zl_loss_between(&context->builder, "chunk", part->name);
}
