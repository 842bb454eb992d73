/* floor.c: see floor.h. */
#include "floor.h"

#include <errno.h>
#include <fcntl.h>
#include <libxml/parser.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zip.h>

#include "program.h"

static void
start_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri,
	      int namespace_count, const xmlChar **namespaces, int attribute_count,
	      int defaulted_count, const xmlChar **attributes)
{
	(void)context, (void)name, (void)prefix, (void)uri, (void)namespace_count;
	(void)namespaces, (void)attribute_count, (void)defaulted_count, (void)attributes;
}

static void
end_element(void *context, const xmlChar *name, const xmlChar *prefix, const xmlChar *uri)
{
	(void)context, (void)name, (void)prefix, (void)uri;
}

static void
characters(void *context, const xmlChar *text, int length)
{
	(void)context, (void)text, (void)length;
}

static xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .startElementNs = start_element,
    .endElementNs = end_element,
    .characters = characters,
    .ignorableWhitespace = characters,
};

void
floor_prepare(void)
{
	xmlInitParser();
}

static bool
parse(const char *text, zip_uint64_t length)
{
	return length <= INT32_MAX &&
	       xmlSAXUserParseMemory(&handler, NULL, text, (int)length) == XML_ERR_OK;
}

/* Stems of the names of the parts that unpack reads, and the numbers that may follow. */
static const char *const stems[] = {"document", "styles", "footnotes", "endnotes",
				    "comments", "header", "footer",    "numbering"};

enum { STEMS = sizeof(stems) / sizeof(stems[0]) };

/* Whether the name from its stem on is one of the first count stems, a number, and the ending. */
static bool
is_stem(const char *name, size_t count, const char *ending)
{
	for (size_t i = 0; i < count; i++) {
		size_t length = strlen(stems[i]);
		if (strncmp(name, stems[i], length) == 0 &&
		    strcmp(name + length + strspn(name + length, "0123456789"), ending) == 0)
			return true;
	}
	return false;
}

/* Whether unpack reads the part: relations of the others, and properties, too. */
static bool
is_read(const char *name, bool numbered)
{
	static const char word[] = "word/", relations[] = "_rels/";

	if (strcmp(name, "[Content_Types].xml") == 0 || strcmp(name, "_rels/.rels") == 0 ||
	    strcmp(name, "docProps/core.xml") == 0 || strcmp(name, "docProps/app.xml") == 0 ||
	    strcmp(name, "docProps/custom.xml") == 0)
		return true;
	if (strncmp(name, word, sizeof(word) - 1) != 0)
		return false;
	name += sizeof(word) - 1;
	if (strncmp(name, relations, sizeof(relations) - 1) == 0)
		return is_stem(name + sizeof(relations) - 1, STEMS, ".xml.rels");
	return is_stem(name, numbered ? STEMS : STEMS - 1, ".xml");
}

/*
 * Inflates and parses the entry; numbered is set where its paragraphs have numbers, without which
 * unpack reads no numbering.
 */
static bool
parse_entry(zip_t *archive, zip_uint64_t index, bool *numbered)
{
	static const char number[] = "numPr";
	zip_stat_t status;
	zip_file_t *file = NULL;
	char *text = NULL;
	bool done = false;

	if (zip_stat_index(archive, index, 0, &status) != 0 || status.size > INT32_MAX)
		return false;
	file = zip_fopen_index(archive, index, 0);
	text = malloc(status.size + 1);
	if (file != NULL && text != NULL &&
	    zip_fread(file, text, status.size) == (zip_int64_t)status.size) {
		*numbered = *numbered || memmem(text, status.size, number, sizeof(number) - 1);
		done = parse(text, status.size);
	}
	free(text);
	if (file != NULL)
		zip_fclose(file);
	return done;
}

bool
floor_read(const void *data, size_t size)
{
	zip_source_t *source = zip_source_buffer_create(data, size, 0, NULL);
	zip_t *archive = source == NULL ? NULL : zip_open_from_source(source, ZIP_RDONLY, NULL);
	zip_int64_t count = archive == NULL ? 0 : zip_get_num_entries(archive, 0), numbering = -1;
	bool done = false, numbered = false, known = true;

	for (zip_int64_t i = 0; i < count; i++) {
		const char *name = zip_get_name(archive, (zip_uint64_t)i, 0);
		if (name != NULL && is_read(name, false)) {
			bool read = parse_entry(archive, (zip_uint64_t)i, &numbered);
			known = known && read;
			done = done || strcmp(name, "word/document.xml") == 0;
		} else if (name != NULL && is_read(name, true)) {
			numbering = i;
		}
	}
	if (numbered && numbering >= 0)
		known = parse_entry(archive, (zip_uint64_t)numbering, &numbered) && known;
	if (archive != NULL)
		zip_discard(archive);
	else if (source != NULL)
		zip_source_free(source);
	return done && known;
}

bool
floor_load(const char *path, struct zl_buffer *buffer)
{
	int descriptor = open(path, O_RDONLY | O_CLOEXEC);
	bool read = descriptor >= 0 && zl_program_read(descriptor, buffer);

	if (!read)
		fprintf(stderr, "%s: %s\n", path, strerror(errno));
	if (descriptor >= 0)
		close(descriptor);
	return read;
}
