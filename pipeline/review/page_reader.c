/* page_reader.c: what every element of a record may be asked for while a page is read. */
#include "page_read.h"

#include <stdlib.h>
#include <string.h>

void
zl_page_stop(struct zl_page_reader *reader)
{
	reader->failed = true;
	xmlStopParser(reader->parser);
}

struct zl_string
zl_page_attribute(struct zl_page_reader *reader, const char *name)
{
	struct zl_string copy = {0};

	/* Five pointers each: local name, prefix, URI, value, its end. */
	for (int i = 0; i < reader->attribute_count; i++) {
		const xmlChar **at = reader->attributes + 5 * (size_t)i;
		if (strcmp((const char *)at[0], name) != 0)
			continue;
		if (!zl_arena_copy(&reader->page->arena, (const char *)at[3],
				   (size_t)(at[4] - at[3]), &copy))
			zl_page_stop(reader);
		return copy;
	}
	return copy;
}

uint32_t
zl_page_number(struct zl_page_reader *reader, const char *name)
{
	for (int i = 0; i < reader->attribute_count; i++) {
		const xmlChar **at = reader->attributes + 5 * (size_t)i;
		if (strcmp((const char *)at[0], name) != 0)
			continue;
		uint32_t number = 0;
		for (const xmlChar *digit = at[3]; digit < at[4] && number < 100000000; digit++)
			number = 10 * number + (uint32_t)(*digit - '0');
		return number;
	}
	return 0;
}
