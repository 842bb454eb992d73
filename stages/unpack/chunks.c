/* chunks.c: see chunks.h. */
#include "chunks.h"

#include <string.h>
#include <strings.h>

#include "file_type.h"
#include "source.h"
#include "unpack/compound/compound.h"
#include "unpack/rtf/rtf.h"
#include "unpack/story/places.h"
#include "unpack/web/archive.h"
#include "unpack/web/html.h"
#include "unpack/web/plain.h"
#include "unpack/word/parts.h"
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

/* A binary Word document, or RTF. */
static enum zl_status
read_older(struct zl_context *context, const void *data, size_t size)
{
	struct zl_builder *builder = &context->builder;

	if (zl_compound_is(data, size))
		zl_binary_read(builder, data, size);
	else
		zl_rtf_read(builder, data, size);
	if (builder->fault->code == ZL_OK)
		return ZL_DONE;
	zl_part_failed(context, context->chunk, builder->fault);
	return ZL_FAILED;
}

void
zl_chunk_read(struct zl_context *context, const struct zl_part *part, struct zl_string type)
{
	struct zl_fault kind = {0};
	char label[40];

	charset_of(type, label, sizeof(label));
	enum zl_file_type file = zl_file_type_of(part->data, part->size, &kind);
	switch (file) {
	case ZL_FILE_ZIP:
	case ZL_FILE_FLAT:
		zl_word_nested(context, part, zl_word_read);
		return;
	case ZL_FILE_DOC:
	case ZL_FILE_RTF:
		zl_word_nested(context, part, read_older);
		return;
	default:
		break;
	}
	if (kind.code == ZL_EMPTY_FILE)
		return;
	bool html = file == ZL_FILE_HTML || file == ZL_FILE_MHT || is_of_type(type, "text/html") ||
		    is_of_type(type, "application/xhtml+xml");
	bool message = is_of_type(type, "message/") || is_of_type(type, "multipart/");
	if ((html || message) && zl_archive_read(&context->builder, part->data, part->size))
		return;
	if (html)
		zl_html_read(&context->builder, label, part->data, part->size);
	else if (is_of_type(type, "text/plain"))
		zl_plain_read(&context->builder, label, part->data, part->size);
	else
		zl_loss_between(&context->builder, "chunk", part->name);
}
