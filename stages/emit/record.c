/* record.c: lines and elements of a record. */
#include "record.h"
#include "document/xml_text.h"

void
zl_record_line(struct zl_record *record)
{
	static const char spaces[] = "                                ";
	size_t width = 2 * (size_t)record->depth;

	zl_buffer_byte(record->out, '\n');
	for (; width > sizeof(spaces) - 1; width -= sizeof(spaces) - 1)
		zl_buffer_add(record->out, spaces, sizeof(spaces) - 1);
	zl_buffer_add(record->out, spaces, width);
}

void
zl_record_tag(struct zl_record *record, const char *name)
{
	zl_record_line(record);
	zl_buffer_byte(record->out, '<');
	zl_buffer_text(record->out, name);
}

bool
zl_record_holds(struct zl_record *record, bool something)
{
	zl_buffer_text(record->out, something ? ">" : "/>");
	record->depth += something;
	return something;
}

void
zl_record_end(struct zl_record *record, const char *name)
{
	record->depth--;
	zl_record_line(record);
	zl_buffer_add(record->out, "</", 2);
	zl_buffer_text(record->out, name);
	zl_buffer_byte(record->out, '>');
}

void
zl_record_text(struct zl_record *record, const char *name, struct zl_string text)
{
	zl_buffer_byte(record->out, '>');
	zl_xml_content(record->out, text);
	zl_buffer_add(record->out, "</", 2);
	zl_buffer_text(record->out, name);
	zl_buffer_byte(record->out, '>');
}
