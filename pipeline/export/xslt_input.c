/* xslt_input.c: see xslt_input.h and xslt.h. */
#include "xslt_input.h"

#include <inttypes.h>
#include <nettle/base16.h>
#include <nettle/base64.h>
#include <nettle/sha2.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "pipeline/common/digest.h"
#include "pipeline/common/message.h"
#include "source.h"

/* Larger files are told of by their digests even where they are to be embedded. */
enum { EMBEDDED_MOST = 16 << 20 };

#define COUNT(array) (sizeof(array) / sizeof((array)[0]))

/* An element at the end of parent, in the namespace of that; NULL when memory is out. */
static xmlNode *
add_element(xmlNode *parent, const char *name)
{
	xmlNode *made = xmlNewDocNode(parent->doc, parent->ns, (const xmlChar *)name, NULL);

	return made == NULL ? NULL : xmlAddChild(parent, made);
}

static bool
add_text(xmlNode *element, const char *data, size_t length)
{
	xmlNode *text = length > INT32_MAX
			    ? NULL
			    : xmlNewDocTextLen(element->doc, (const xmlChar *)data, (int)length);

	return text != NULL && xmlAddChild(element, text) != NULL;
}

/* Each attribute is a name and a value. */
static bool
add_attributes(xmlNode *element, const char *const (*attributes)[2], size_t count)
{
	for (size_t i = 0; i < count; i++)
		if (xmlNewProp(element, (const xmlChar *)attributes[i][0],
			       (const xmlChar *)attributes[i][1]) == NULL)
			return false;
	return true;
}

static void
add_base64(struct zl_buffer *text, const uint8_t *bytes, size_t size)
{
	char code[BASE64_ENCODE_LENGTH(3072) + 1];

	for (size_t at = 0, piece; at < size; at += piece) {
		piece = size - at < 3072 ? size - at : 3072;
		base64_encode_raw(code, piece, bytes + at);
		zl_buffer_add(text, code, BASE64_ENCODE_RAW_LENGTH(piece));
	}
}

/* The digest in base64, from its hexadecimal digits. */
static void
encode_digest(const char *sha256, char code[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1])
{
	struct base16_decode_ctx decoding;
	uint8_t digest[SHA256_DIGEST_SIZE];
	size_t size = sizeof(digest);

	base16_decode_init(&decoding);
	bool whole =
	    base16_decode_update(&decoding, &size, digest, 2 * sizeof(digest), sha256) == 1;
	if (whole)
		base64_encode_raw(code, sizeof(digest), digest);
	code[whole ? BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) : 0] = '\0';
}

struct content {
	const char *name, *type, *sha256;
	uint64_t bytes;
	const struct zl_buffer *data; /* NULL: the digest instead */
};

static bool
add_content(xmlNode *top, const struct content *content)
{
	char bytes[24], digest[BASE64_ENCODE_RAW_LENGTH(SHA256_DIGEST_SIZE) + 1];
	const char *dot = strrchr(content->name, '.');
	xmlNode *element = add_element(top, "content");
	struct zl_buffer code = {0};

	snprintf(bytes, sizeof(bytes), "%" PRIu64, content->bytes);
	encode_digest(content->sha256, digest);
	const char *const attributes[][2] = {{"name", content->name},
					     {"media-type", content->type},
					     {"suffix", dot == NULL ? "" : dot + 1},
					     {"sha256", content->sha256},
					     {"bytes", bytes},
					     {"digest", digest}};
	bool done = element != NULL && add_attributes(element, attributes, COUNT(attributes));
	if (done && content->data != NULL) {
		add_base64(&code, (const uint8_t *)content->data->data, content->data->length);
		done = !code.failed && add_text(element, code.data, code.length);
	}
	zl_buffer_free(&code);
	return done;
}

/* The source and the record, with their bytes where they are embedded. */
static bool
add_contents(xmlNode *top, const struct zl_export_item *item, const struct zl_buffer *bytes)
{
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	struct zl_buffer name = {0};
	struct content source = {.name = zl_source_name(item->document),
				 .type = zl_media_type(report[ZL_REPORTS_FORMAT]),
				 .sha256 = item->document->source,
				 .bytes = strtoull(report[ZL_REPORTS_SOURCE_BYTES].data, NULL, 10),
				 .data = bytes};
	zl_buffer_format(&name, "%s.xml", source.name);
	struct content record = {.name = name.data == NULL ? "" : name.data,
				 .type = "application/xml; urn:zhengli:record:1",
				 .sha256 = item->document->record,
				 .bytes = item->record->length,
				 .data = bytes == NULL ? NULL : item->record};
	bool done = !name.failed && add_content(top, &source) && add_content(top, &record);
	zl_buffer_free(&name);
	return done;
}

/* The fields that there are. */
static bool
add_fields(xmlNode *top, const struct zl_fields *fields)
{
#define ATTRIBUTES(identifier, name, alias, group, element)                                        \
	{{"name", name}, {"alias", alias}, {"group", group}, {"element", element}},
	static const char *const attributes[ZL_FIELD_COUNT][4][2] = {ZL_FIELDS(ATTRIBUTES)};
#undef ATTRIBUTES

	for (size_t i = 0; i < ZL_FIELD_COUNT; i++) {
		struct zl_string value = fields->values[i];
		if (value.data == NULL)
			continue;
		xmlNode *field = add_element(top, "field");
		if (field == NULL || !add_attributes(field, attributes[i], COUNT(attributes[i])) ||
		    !add_text(field, value.data, value.length))
			return false;
	}
	return true;
}

static bool
add_head(xmlNode *top, const struct zl_export_item *item, const char *part)
{
	time_t seconds = (time_t)(item->document->time / 1000000000);
	char time[32], sha256[65];
	struct tm parts;

	gmtime_r(&seconds, &parts);
	strftime(time, sizeof(time), "%Y-%m-%dT%H:%M:%SZ", &parts);
	zl_digest(item->document->path.data, item->document->path.length, sha256);
	sha256[16] = '\0';
	const char *const attributes[][2] = {{"path", item->document->path.data},
					     {"path-id", sha256},
					     {"time", time},
					     {"record-sha256", item->document->record},
					     {"part", part}};
	return add_attributes(top, attributes, COUNT(attributes) - (part == NULL));
}

xmlDoc *
zl_xslt_input(struct zl_export *export, const struct zl_export_item *item, const char *part,
	      struct zl_buffer *scratch)
{
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	bool embeds = export->options.embed &&
		      strtoull(report[ZL_REPORTS_SOURCE_BYTES].data, NULL, 10) <= EMBEDDED_MOST;
	xmlDoc *tree = zl_record_reader_tree(export->reader);

	if (embeds && !zl_source_read(export, item->document, scratch))
		return NULL;
	xmlNode *top = xmlNewDocNode(tree, NULL, (const xmlChar *)"export", NULL);
	xmlNode *record = top == NULL ? NULL : xmlDocSetRootElement(tree, top);
	bool done = record != NULL;
	if (done) {
		xmlSetNs(top, xmlNewNs(top, (const xmlChar *)"urn:zhengli:export:1", NULL));
		done = top->ns != NULL && add_head(top, item, part) &&
		       (item->fields == NULL || add_fields(top, item->fields)) &&
		       add_contents(top, item, embeds ? scratch : NULL);
		xmlAddChild(top, record);
	}
	if (done)
		return tree;
	zl_message("%s: out of memory", item->document->path.data);
	if (record != NULL)
		zl_xslt_input_end(tree);
	return NULL;
}

void
zl_xslt_input_end(xmlDoc *tree)
{
	xmlNode *top = xmlDocGetRootElement(tree);

	xmlDocSetRootElement(tree, top->last);
	xmlFreeNode(top);
}
