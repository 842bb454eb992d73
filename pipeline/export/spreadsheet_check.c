/*
 * spreadsheet_check.c: reads a workbook back.  libxlsxwriter does not look at what becomes of its
 * temporary files: on a disk that is full for a moment pieces of a sheet are missing, and the
 * workbook is said to be complete.  Every part has to be well-formed, and the sheets to have as
 * many rows, cells and bytes of text as went in.
 */
#include "spreadsheet_check.h"

#include <libxml/parser.h>
#include <stdbool.h>
#include <string.h>
#include <zip.h>

#include "pipeline/common/message.h"

struct counting {
	struct zl_sheet_sums sums;
	bool sheet; /* the part is one */
	bool text;  /* within the text of a cell */
};

static void
add_bytes(struct zl_sheet_sums *sums, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		sums->bytes += (unsigned char)text[i] >= 0x80;
}

void
zl_sheet_sums_add(struct zl_sheet_sums *sums, struct zl_string text)
{
	sums->cells++;
	add_bytes(sums, text.data, text.length);
}

static void
on_start(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int count, int defaulted,
	 const xmlChar **items)
{
	struct counting *counting = context;

	(void)prefix, (void)uri, (void)namespace_count, (void)namespaces;
	(void)count, (void)defaulted, (void)items;
	counting->sums.rows += counting->sheet && strcmp((const char *)name, "row") == 0;
	counting->sums.cells += counting->sheet && strcmp((const char *)name, "c") == 0;
	counting->text = counting->sheet && strcmp((const char *)name, "t") == 0;
}

static void
on_end(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	struct counting *counting = context;

	(void)name, (void)prefix, (void)uri;
	counting->text = false;
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct counting *counting = context;

	if (counting->text)
		add_bytes(&counting->sums, (const char *)text, (size_t)length);
}

/* Whether the part is there to its end and well-formed; counts what it holds. */
static bool
check_part(zip_file_t *part, struct counting *counting)
{
	static xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
					.startElementNs = on_start,
					.endElementNs = on_end,
					.characters = on_text};
	xmlParserCtxt *parser = xmlCreatePushParserCtxt(&handler, counting, NULL, 0, NULL);
	char bytes[32768];
	zip_int64_t got = parser == NULL ? -1 : 1;

	if (parser != NULL)
		xmlCtxtUseOptions(parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
					      XML_PARSE_NOWARNING);
	while (got > 0 && (got = zip_fread(part, bytes, sizeof(bytes))) > 0)
		if (xmlParseChunk(parser, bytes, (int)got, 0) != 0)
			got = -1;
	bool sound = got == 0 && xmlParseChunk(parser, NULL, 0, 1) == 0 && parser->wellFormed;
	xmlFreeParserCtxt(parser);
	return sound;
}

static bool
check_parts(zip_t *archive, struct counting *counting)
{
	zip_int64_t count = zip_get_num_entries(archive, 0);
	bool sound = count > 0;

	for (zip_int64_t i = 0; sound && i < count; i++) {
		const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
		zip_file_t *part = zip_fopen_index(archive, (zip_uint64_t)i, 0);
		counting->sheet = name != NULL && strncmp(name, "xl/worksheets/", 14) == 0;
		sound = part != NULL && check_part(part, counting);
		if (part != NULL)
			sound = zip_fclose(part) == 0 && sound;
	}
	return sound;
}

enum zl_status
zl_spreadsheet_check(const char *path, const struct zl_sheet_sums *expected)
{
	struct counting counting = {0};
	zip_t *archive = zip_open(path, ZIP_RDONLY, NULL);
	bool sound = archive != NULL && check_parts(archive, &counting) &&
		     counting.sums.rows == expected->rows &&
		     counting.sums.cells == expected->cells &&
		     counting.sums.bytes == expected->bytes;

	if (archive != NULL)
		zip_discard(archive);
	if (!sound)
		zl_message("%s: the workbook is not whole; make room on the disk and try again",
			   path);
	return sound ? ZL_DONE : ZL_FAILED;
}
