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

static void
add_escaped(struct zl_buffer *text, const char *data, size_t length)
{
	const char *end = data + length, *plain = data;

	for (; data < end; data++) {
		const char *escape = *data == '&'    ? "&amp;"
				     : *data == '<'  ? "&lt;"
				     : *data == '>'  ? "&gt;"
				     : *data == '"'  ? "&quot;"
				     : *data == '\n' ? "&#10;"
				     : *data == '\r' ? "&#13;"
				     : *data == '\t' ? "&#9;"
						     : NULL;
		if (escape == NULL)
			continue;
		zl_buffer_add(text, plain, (size_t)(data - plain));
		zl_buffer_text(text, escape);
		plain = data + 1;
	}
	zl_buffer_add(text, plain, (size_t)(end - plain));
}

static void
add_attribute(struct zl_buffer *text, const char *name, const char *value)
{
	zl_buffer_format(text, " %s=\"", name);
	add_escaped(text, value, strlen(value));
	zl_buffer_byte(text, '"');
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
add_digest(struct zl_buffer *text, const char *sha256)
{
	struct base16_decode_ctx decoding;
	uint8_t digest[SHA256_DIGEST_SIZE];
	size_t size = sizeof(digest);

	base16_decode_init(&decoding);
	if (base16_decode_update(&decoding, &size, digest, 2 * sizeof(digest), sha256) == 1)
		add_base64(text, digest, size);
}

struct content {
	const char *name, *type, *sha256;
	uint64_t bytes;
	const struct zl_buffer *data; /* NULL: the digest instead */
};

static void
add_content(struct zl_buffer *text, const struct content *content)
{
	const char *dot = strrchr(content->name, '.');

	zl_buffer_text(text, "<content");
	add_attribute(text, "name", content->name);
	add_attribute(text, "media-type", content->type);
	add_attribute(text, "suffix", dot == NULL ? "" : dot + 1);
	add_attribute(text, "sha256", content->sha256);
	zl_buffer_format(text, " bytes=\"%" PRIu64 "\" digest=\"", content->bytes);
	add_digest(text, content->sha256);
	zl_buffer_text(text, "\">");
	if (content->data != NULL)
		add_base64(text, (const uint8_t *)content->data->data, content->data->length);
	zl_buffer_text(text, "</content>");
}

/* The source and the record, with their bytes where they are embedded. */
static enum zl_status
add_contents(struct zl_export *export, const struct zl_export_item *item, struct zl_buffer *text,
	     struct zl_buffer *scratch)
{
	const struct zl_string *report = zl_rows_at(item->rows, ZL_TABLE_REPORTS, 0);
	struct zl_buffer name = {0};
	uint64_t bytes = strtoull(report[ZL_REPORTS_SOURCE_BYTES].data, NULL, 10);
	bool embeds = export->options.embed && bytes <= EMBEDDED_MOST;

	if (embeds && !zl_source_read(export, item->document, scratch))
		return ZL_FAILED;
	struct content source = {.name = zl_source_name(item->document),
				 .type = zl_media_type(report[ZL_REPORTS_FORMAT]),
				 .sha256 = item->document->source,
				 .bytes = bytes,
				 .data = embeds ? scratch : NULL};
	add_content(text, &source);
	zl_buffer_format(&name, "%s.xml", source.name);
	struct content record = {.name = name.data == NULL ? "" : name.data,
				 .type = "application/xml; urn:zhengli:record:1",
				 .sha256 = item->document->record,
				 .bytes = item->record->length,
				 .data = embeds ? item->record : NULL};
	add_content(text, &record);
	zl_buffer_free(&name);
	return ZL_DONE;
}

/*
 * The record itself, without what stands before its element, and without its body for a sheet that
 * wants none.  In what emit writes "<" is markup wherever it stands.
 */
static void
add_record(struct zl_buffer *text, const struct zl_buffer *record, bool body)
{
	static const char body_end[] = "</body>";
	const char *from = strstr(record->data, "<record"), *end = record->data + record->length;
	const char *gap = body || from == NULL ? NULL : strstr(from, "<body>");
	const char *behind = gap == NULL ? NULL : strstr(gap, body_end);

	if (from == NULL)
		return;
	if (behind != NULL) {
		zl_buffer_add(text, from, (size_t)(gap - from));
		from = behind + strlen(body_end);
	}
	zl_buffer_add(text, from, (size_t)(end - from));
}

/* The fields that there are, each behind its start tag. */
static void
add_fields(struct zl_buffer *text, const struct zl_fields *fields)
{
#define TAG(identifier, name, alias, group, element)                                               \
	"<field name=\"" name "\" alias=\"" alias "\" group=\"" group "\" element=\"" element "\"" \
	">",
	static const char *const tags[ZL_FIELD_COUNT] = {ZL_FIELDS(TAG)};
#undef TAG

	for (size_t i = 0; i < ZL_FIELD_COUNT; i++) {
		struct zl_string value = fields->values[i];
		if (value.data == NULL)
			continue;
		zl_buffer_text(text, tags[i]);
		add_escaped(text, value.data, value.length);
		zl_buffer_text(text, "</field>");
	}
}

enum zl_status
zl_xslt_input(struct zl_export *export, const struct zl_export_item *item, const char *part,
	      bool body, struct zl_buffer *text, struct zl_buffer *scratch)
{
	time_t seconds = (time_t)(item->document->time / 1000000000);
	char time[32], sha256[65];
	struct tm parts;

	gmtime_r(&seconds, &parts);
	strftime(time, sizeof(time), "%Y-%m-%dT%H:%M:%SZ", &parts);
	zl_buffer_clear(text);
	zl_buffer_text(text, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n"
			     "<export xmlns=\"urn:zhengli:export:1\"");
	add_attribute(text, "path", item->document->path.data);
	zl_digest(item->document->path.data, item->document->path.length, sha256);
	sha256[16] = '\0';
	add_attribute(text, "path-id", sha256);
	add_attribute(text, "time", time);
	add_attribute(text, "record-sha256", item->document->record);
	if (part != NULL)
		add_attribute(text, "part", part);
	zl_buffer_byte(text, '>');
	if (item->fields != NULL)
		add_fields(text, item->fields);
	if (!add_contents(export, item, text, scratch))
		return ZL_FAILED;
	add_record(text, item->record, body);
	zl_buffer_text(text, "</export>\n");
	if (text->failed)
		zl_message("%s: out of memory", item->document->path.data);
	return text->failed ? ZL_FAILED : ZL_DONE;
}
