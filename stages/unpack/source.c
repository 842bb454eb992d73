/* source.c: which reader reads what. */
#include "source.h"

#include "file_type.h"
#include "unpack/binary/word97.h"
#include "unpack/rtf/rtf.h"
#include "unpack/story/frame.h"
#include "unpack/web/archive.h"
#include "unpack/web/html.h"
#include "unpack/web/plain.h"
#include "unpack/word/word.h"
#include "unpack/word/wordml.h"

void
zl_binary_read(struct zl_builder *builder, const void *data, size_t size)
{
	struct zl_compound file;

	if (zl_compound_open(&file, data, size, builder->fault) == ZL_OK)
		zl_word97_read(builder, &file);
	zl_compound_close(&file);
}

/* The parser wants a zero behind the text. */
static void
read_wordml(struct zl_context *context, const void *data, size_t size)
{
	struct zl_buffer text = {0};

	zl_buffer_add(&text, data, size);
	if (text.failed)
		zl_builder_exhausted(&context->builder);
	else
		zl_wordml_read(context, text.data, text.length);
	zl_buffer_free(&text);
}

/* Pages and texts, which have one story. */
static void
read_web(struct zl_builder *builder, enum zl_file_type type, const void *data, size_t size)
{
	zl_frame_open(builder, ZL_STORY_BODY, zl_string(""));
	if (type == ZL_FILE_HTML) {
		builder->document->source.format = zl_string("html");
		zl_html_read(builder, "", data, size);
	} else if (type == ZL_FILE_MHT) {
		builder->document->source.format = zl_string("mht");
		if (!zl_archive_read(builder, data, size))
			zl_fault_set(builder->fault, ZL_MISSING_PART,
				     "a web archive without a page");
	} else {
		builder->document->source.format = zl_string("txt");
		zl_plain_read(builder, "", data, size);
	}
	while (builder->frame != NULL)
		zl_frame_close(builder);
}

enum zl_status
zl_unpack_source(struct zl_context *context, const void *data, size_t size)
{
	struct zl_builder *builder = &context->builder;
	struct zl_document *document = builder->document;
	struct zl_fault fault = {0};
	enum zl_file_type type = zl_file_type_of(data, size, &fault);

	builder->fault = &fault;
	builder->part = zl_string("");
	switch (type) {
	case ZL_FILE_ZIP:
	case ZL_FILE_FLAT:
		builder->fault = NULL; /* a part has its own */
		return zl_word_read(context, data, size);
	case ZL_FILE_DOC:
		zl_binary_read(builder, data, size);
		break;
	case ZL_FILE_HTML:
	case ZL_FILE_MHT:
	case ZL_FILE_TEXT:
		read_web(builder, type, data, size);
		break;
	case ZL_FILE_RTF:
		document->source.format = zl_string("rtf");
		zl_rtf_read(builder, data, size);
		break;
	case ZL_FILE_WORDML:
		document->source.format = zl_string("wordml");
		read_wordml(context, data, size);
		break;
	case ZL_FILE_OTHER:
		break;
	}
	if (fault.code != ZL_OK)
		zl_document_fail(document, "unpack", fault.code, builder->part.data, fault.line,
				 (uint32_t)document->paragraphs.count, "%s", fault.message);
	builder->fault = NULL;
	return document->error.code == ZL_OK ? ZL_DONE : ZL_FAILED;
}
