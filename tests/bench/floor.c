/* floor.c */
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

static bool
parse_part(zip_t *archive, const char *name)
{
	zip_stat_t status;
	zip_file_t *file = NULL;
	char *text = NULL;
	bool done = false;

	if (zip_stat(archive, name, 0, &status) != 0 || status.size > INT32_MAX)
		return false;
	file = zip_fopen_index(archive, status.index, 0);
	text = malloc(status.size + 1);
	if (file != NULL && text != NULL &&
	    zip_fread(file, text, status.size) == (zip_int64_t)status.size)
		done = parse(text, status.size);
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
	bool done = archive != NULL && parse_part(archive, "word/document.xml");

	if (archive != NULL)
		zip_discard(archive);
	else if (source != NULL)
		zip_source_free(source);
	return done;
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
