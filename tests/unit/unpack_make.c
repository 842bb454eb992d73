/* unpack_make.c */
#include "unpack_make.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <zip.h>

#include "base/buffer.h"
#include "unpack/unpack.h"

#define RELATIONS "http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
#define WORD	  "application/vnd.openxmlformats-officedocument.wordprocessingml."

/* What a part is, by how its name begins behind "word/". */
static const struct {
	const char *name, *relation, *type;
} kinds[] = {
    {"styles", "styles", WORD "styles+xml"},
    {"numbering", "numbering", WORD "numbering+xml"},
    {"footnotes", "footnotes", WORD "footnotes+xml"},
    {"endnotes", "endnotes", WORD "endnotes+xml"},
    {"comments", "comments", WORD "comments+xml"},
    {"header", "header", WORD "header+xml"},
    {"footer", "footer", WORD "footer+xml"},
    {"chart", "chart", "application/vnd.openxmlformats-officedocument.drawingml.chart+xml"},
    {"data", "diagramData",
     "application/vnd.openxmlformats-officedocument.drawingml.diagramData+xml"},
    {"chunk", "aFChunk", NULL},
};

/* Types of chunks, by extension. */
static const struct {
	const char *extension, *type;
} chunks[] = {
    {".htm", "text/html"},	 {".txt", "text/plain; charset=gb2312"}, {".mht", "message/rfc822"},
    {".rtf", "application/rtf"}, {".docx", WORD "document.main+xml"},
};

void *
make_zip(const struct make_part *parts, size_t count, size_t *size)
{
	zip_source_t *target = zip_source_buffer_create(NULL, 0, 0, NULL);
	zip_t *archive = zip_open_from_source(target, ZIP_TRUNCATE, NULL);
	zip_stat_t status;

	zip_source_keep(target);
	for (size_t i = 0; i < count; i++)
		zip_file_add(
		    archive, parts[i].name,
		    zip_source_buffer(archive, parts[i].data,
				      parts[i].size > 0 ? parts[i].size : strlen(parts[i].data), 0),
		    ZIP_FL_ENC_UTF_8);
	zip_close(archive);
	zip_source_stat(target, &status);
	*size = status.size;
	void *bytes = malloc(*size);
	zip_source_open(target);
	zip_source_read(target, bytes, *size);
	zip_source_close(target);
	zip_source_free(target);
	return bytes;
}

static size_t
kind_of(const char *name)
{
	size_t i = 0;

	while (i + 1 < sizeof(kinds) / sizeof(*kinds) &&
	       strncmp(name + strlen("word/"), kinds[i].name, strlen(kinds[i].name)) != 0)
		i++;
	return i;
}

static const char *
type_of(const char *name)
{
	const char *type = kinds[kind_of(name)].type;

	for (size_t i = 0; type == NULL && i < sizeof(chunks) / sizeof(*chunks); i++)
		if (strstr(name, chunks[i].extension) != NULL)
			type = chunks[i].type;
	return type == NULL ? "application/octet-stream" : type;
}

static void
write_types(struct zl_buffer *out, const struct make_part *extra, size_t count)
{
	zl_buffer_text(
	    out, "<Types xmlns='http://schemas.openxmlformats.org/package/2006/content-types'>"
		 "<Default Extension='rels' ContentType='application/vnd.openxmlformats-"
		 "package.relationships+xml'/><Override PartName='/word/document.xml' "
		 "ContentType='" WORD "document.main+xml'/>");
	for (size_t i = 0; i < count; i++)
		zl_buffer_format(out, "<Override PartName='/%s' ContentType='%s'/>", extra[i].name,
				 type_of(extra[i].name));
	zl_buffer_text(out, "</Types>");
}

static void
write_relations(struct zl_buffer *out, const struct make_part *extra, size_t count)
{
	zl_buffer_text(out, "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/"
			    "relationships'>");
	for (size_t i = 0; i < count; i++)
		zl_buffer_format(
		    out, "<Relationship Id='rId%zu' Type='" RELATIONS "%s' Target='%s'/>", i + 1,
		    kinds[kind_of(extra[i].name)].relation, extra[i].name + strlen("word/"));
	zl_buffer_text(out, "</Relationships>");
}

void *
make_package(const char *body, const struct make_part *extra, size_t count, size_t *size)
{
	struct zl_buffer types = {0}, relations = {0}, document = {0};
	struct make_part *parts = calloc(count + 4, sizeof(*parts));

	write_types(&types, extra, count);
	write_relations(&relations, extra, count);
	zl_buffer_format(&document, "<w:document%s><w:body>%s</w:body></w:document>",
			 MAKE_NAMESPACES, body);
	parts[0] = (struct make_part){"[Content_Types].xml", types.data, types.length};
	parts[1] = (struct make_part){
	    "_rels/.rels",
	    "<Relationships xmlns='http://schemas.openxmlformats.org/package/2006/relationships'>"
	    "<Relationship Id='rId1' Type='" RELATIONS "officeDocument' "
	    "Target='word/document.xml'/></Relationships>",
	    0};
	parts[2] = (struct make_part){"word/document.xml", document.data, document.length};
	parts[3] =
	    (struct make_part){"word/_rels/document.xml.rels", relations.data, relations.length};
	for (size_t i = 0; i < count; i++)
		parts[4 + i] = extra[i];
	void *bytes = make_zip(parts, count + 4, size);
	zl_buffer_free(&types);
	zl_buffer_free(&relations);
	zl_buffer_free(&document);
	free(parts);
	return bytes;
}

enum zl_failure
make_document(struct zl_document *document, const char *body, const struct make_part *extra,
	      size_t count)
{
	size_t size;
	void *bytes = make_package(body, extra, count, &size);

	enum zl_failure code = zl_unpack(document, bytes, size, &zl_unpack_limits_default);
	free(bytes);
	if (code != ZL_OK)
		fprintf(stderr, "%s: %s (%s, line %u)\n", zl_failure_code(code),
			document->error.message.data, document->error.part.data,
			document->error.line);
	return code;
}

enum zl_failure
make_body(struct zl_document *document, const char *body)
{
	return make_document(document, body, NULL, 0);
}

const char *
make_text(const struct zl_document *document, enum zl_story story)
{
	static struct zl_buffer text;

	zl_buffer_clear(&text);
	zl_buffer_text(&text, "");
	for (size_t i = 0; i < document->paragraphs.count; i++) {
		const struct zl_paragraph *paragraph = &document->paragraphs.items[i];
		if (paragraph->story != story)
			continue;
		if (paragraph->number != NULL) {
			zl_buffer_add(&text, paragraph->number->text.data,
				      paragraph->number->text.length);
			zl_buffer_byte(&text, '|');
		}
		zl_buffer_add(&text, paragraph->text.data, paragraph->text.length);
		zl_buffer_byte(&text, '\n');
	}
	return text.data;
}

const char *
make_losses(const struct zl_document *document)
{
	static struct zl_buffer text;

	zl_buffer_clear(&text);
	zl_buffer_text(&text, "");
	for (size_t i = 0; i < document->losses.count; i++) {
		const struct zl_loss *loss = &document->losses.items[i];
		zl_buffer_format(&text, "%s@%u:%zu=", loss->kind, loss->n, loss->offset);
		zl_buffer_add(&text, loss->text.data, loss->text.length);
		zl_buffer_byte(&text, '\n');
	}
	return text.data;
}

const char *
make_warnings(const struct zl_document *document)
{
	static struct zl_buffer text;

	zl_buffer_clear(&text);
	zl_buffer_text(&text, "");
	for (size_t i = 0; i < document->warnings.count; i++)
		zl_buffer_format(&text, "%s@%u ", document->warnings.items[i].code,
				 document->warnings.items[i].n);
	return text.data;
}
