/* rules_files.c: the rule files of a command line, and which of them extends which. */
#include "rules_files.h"

#include <libxml/xmlreader.h>
#include <stdlib.h>
#include <string.h>

#include "program.h"

static char *
attribute(xmlTextReader *reader, const char *name)
{
	xmlChar *value = xmlTextReaderGetAttribute(reader, (const xmlChar *)name);
	char *copy = value == NULL ? NULL : strdup((const char *)value);

	xmlFree(value);
	return copy;
}

/* Looks at the root element; what is not well-formed is complained about when it is added. */
static void
read_root(struct zl_rules_source *source)
{
	const int options = XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING;
	xmlTextReader *reader = NULL;

	if (source->data.length > 0 && source->data.length <= INT32_MAX)
		reader = xmlReaderForMemory(source->data.data, (int)source->data.length, NULL, NULL,
					    options);
	while (reader != NULL && xmlTextReaderRead(reader) == 1)
		if (xmlTextReaderNodeType(reader) == XML_READER_TYPE_ELEMENT) {
			source->family = attribute(reader, "family");
			source->extends = attribute(reader, "extends");
			break;
		}
	xmlFreeTextReader(reader);
}

static enum zl_status
read_file(struct zl_rules_source *source)
{
	bool good = zl_program_read_file(source->name, &source->data);

	if (good)
		read_root(source);
	return good;
}

enum zl_status
zl_rules_files_read(struct zl_rules_files *files, char *const names[], size_t count,
		    const char **bad)
{
	files->count = count;
	files->items = calloc(count + 1, sizeof(*files->items));
	*bad = names[0];
	for (size_t i = 0; files->items != NULL && i < count; i++) {
		*bad = files->items[i].name = names[i];
		if (!read_file(&files->items[i]))
			return ZL_FAILED;
	}
	return files->items != NULL;
}

void
zl_rules_files_free(struct zl_rules_files *files)
{
	for (size_t i = 0; files->items != NULL && i < files->count; i++) {
		zl_buffer_free(&files->items[i].data);
		free(files->items[i].family);
		free(files->items[i].extends);
	}
	free(files->items);
}

/* The file that is of the family which file index extends; count for none. */
static size_t
base_of(const struct zl_rules_files *files, size_t index)
{
	const char *extends = files->items[index].extends;

	for (size_t i = 0; extends != NULL && i < files->count; i++)
		if (i != index && files->items[i].family != NULL &&
		    strcmp(files->items[i].family, extends) == 0)
			return i;
	return files->count;
}

enum zl_status
zl_rules_files_add(const struct zl_rules_files *files, size_t index, struct zl_rules *rules,
		   struct zl_rules_error *error, size_t *faulty)
{
	size_t depth = 0, base;

	/* As many steps towards the base as there are files: more would be a circle. */
	for (base = index; base < files->count && depth <= files->count; depth++)
		base = base_of(files, base);
	while (depth-- > 0) {
		const struct zl_rules_source *source;
		base = index;
		for (size_t i = 0; i < depth && base < files->count; i++)
			base = base_of(files, base);
		if (base == files->count)
			continue;
		source = &files->items[base];
		*faulty = base;
		if (!zl_rules_add(rules, source->data.data == NULL ? "" : source->data.data,
				  source->data.length, error))
			return ZL_FAILED;
	}
	return ZL_DONE;
}
