/* readings.c: see readings.h. */
#include "readings.h"

#include <stdlib.h>
#include <string.h>

#include "unpack/xml/reader.h"

const char *const reading_pieces[] = {
    "&lt;",
    "&gt;",
    "&amp;",
    "&quot;",
    "&apos;",
    "&#9;",
    "&#10;",
    "&#13;",
    "&#x20;",
    "&#38;",
    "&#60;",
    "&#x6e05;",
    "&#X41;",
    "&#0;",
    "&#x0;",
    "&#xD800;",
    "&#xFFFE;",
    "&#xFFFF;",
    "&#x10FFFF;",
    "&#x110000;",
    "&#00000065;",
    "&#000000065;",
    "&#;",
    "&#x;",
    "&;",
    "&",
    "&lt",
    "&nbsp;",
    "&l t;",
    "&#4294967361;",
    "]]>",
    "]]",
    "]",
    "]]&gt;",
    ">",
    "<",
    "</",
    "/>",
    "<!--a-->",
    "<!--a--b-->",
    "<![CDATA[a]]>",
    "<?a b?>",
    "<?xml?>",
    "<!DOCTYPE a>",
    "\r",
    "\n",
    "\r\n",
    "\n\r",
    "\r\r\n",
    "\t",
    " ",
    "\x0B",
    "\x01",
    "\x7F",
    "\xC2\x85",
    "\xE2\x80\xA8",
    "\xC2\xA0",
    "\xC0\x80",
    "\xC1\xBF",
    "\xE0\x9F\xBF",
    "\xE0\xA0\x80",
    "\xED\x9F\xBF",
    "\xED\xA0\x80",
    "\xEE\x80\x80",
    "\xEF\xBF\xBD",
    "\xEF\xBF\xBE",
    "\xEF\xBF\xBF",
    "\xEF\xBB\xBF",
    "\xF0\x8F\xBF\xBF",
    "\xF0\x90\x80\x80",
    "\xF4\x8F\xBF\xBF",
    "\xF4\x90\x80\x80",
    "\xF0\x9F\xBF\xBE",
    "\xE6\xB8\x85",
    "\xE6\xB8",
    "\xE6",
    "\x80",
    "\xFF",
    "a",
    ":",
    "-",
    ".",
    "1",
    "_",
    "=",
    "\"",
    "'",
    "/",
    " a=''",
    " a=\"<\"",
    " a='>'",
    " a='\"'",
    " a=\"'\"",
    " a = 'b'",
    " a\n=\r'b'",
    " a=''b=''",
    " a",
    " a=",
    " a=b",
    " xmlns='u'",
    " xmlns=''",
    " xmlns:p='u'",
    " xmlns:q='u'",
    " xmlns:p=''",
    " p:a='b'",
    " q:a='b'",
    " xml:space='preserve'",
    " xml:space='default'",
    " xml:space='x'",
    " xml:lang='-'",
    " xml:id='1'",
    " xmlns:xml='http://www.w3.org/XML/1998/namespace'",
    " xmlns:xmlns='u'",
    " xmlns:a:b='u'",
    "<a/>",
    "<a></a>",
    "<a >b</a >",
    "<p:a/>",
    "<p:a></p:a>",
    "<p:a></q:a>",
    "<a></b>",
    "</a>",
    "<a",
    "<:a/>",
    "<1/>",
    "<-/>",
    "<a:/>",
    "<a:1/>",
    "<a.b-c_1/>",
    "<\xE6\xB8\x85/>",
    "<a\xE6\xB8\x85/>",
    "<a / >",
    "< a/>",
    "<a/ >",
    "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>",
    "<?xml version='1.0'?>",
    "<?xml version='1.1'?>",
    "<?xml version='1.0' encoding='utf-8'?>",
    "<?xml version='1.0' encoding='UTF-16'?>",
    "<?xml encoding='UTF-8'?>",
    "<?xml version='1.0' encoding='GB18030'?>",
    "<?xml version='1.0' encoding='x'?>",
    "<?xml version='1.0'encoding='UTF-8'?>",
    "<?xml version='1.0' standalone='no' ?>",
    "<?xml version='1.0' standalone='maybe'?>",
};
const size_t reading_piece_count = sizeof(reading_pieces) / sizeof(*reading_pieces);

/* Text that stands on a line of its own: pieces of it are put together. */
static void
add_text(struct zl_buffer *out, const char *text, size_t length)
{
	for (size_t i = 0; i < length; i++)
		if (text[i] == '\n' || text[i] == '\\' || text[i] == '"')
			zl_buffer_format(out, "\\%02x", (unsigned)text[i]);
		else
			zl_buffer_byte(out, text[i]);
}

static void
leave_text(struct reading *reading)
{
	if (reading->in_text)
		zl_buffer_text(&reading->heard, "\"\n");
	reading->in_text = false;
}

static void
count_down(struct zl_xml *xml, struct reading *reading)
{
	if (reading->until > 0 && --reading->until == 0)
		zl_xml_fail(xml, ZL_TOO_MANY, "the handler of %s", xml->name->written);
}

static void
heard_start(struct zl_xml *xml)
{
	struct reading *reading = xml->context;
	struct zl_buffer *out = &reading->heard;

	leave_text(reading);
	zl_buffer_format(out, "<{%s}%s %s%s", xml->name->prefix->namespace->uri, xml->name->written,
			 xml->name->local, zl_xml_keeps_space(xml) ? " keeps space" : "");
	for (size_t i = 0; i < xml->attribute_count; i++) {
		const struct zl_name *name = xml->attributes[i].name;
		zl_buffer_format(out, " {%s}%s=\"",
				 name->declared == NULL ? name->prefix->namespace->uri : "xmlns",
				 name->written);
		add_text(out, xml->attributes[i].value.data, xml->attributes[i].value.length);
		zl_buffer_byte(out, '"');
	}
	zl_buffer_byte(out, '\n');
	count_down(xml, reading);
}

static void
heard_end(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	leave_text(reading);
	zl_buffer_format(&reading->heard, "> %s %llu\n", xml->name->written,
			 (unsigned long long)xml->depth);
	count_down(xml, reading);
}

static void
heard_text(struct zl_xml *xml, const char *text, size_t length)
{
	struct reading *reading = xml->context;

	if (!reading->in_text && length > 0)
		zl_buffer_byte(&reading->heard, '"');
	reading->in_text = reading->in_text || length > 0;
	add_text(&reading->heard, text, length);
}

static void
heard_root(struct zl_xml *xml)
{
	struct reading *reading = xml->context;

	zl_buffer_format(&reading->heard, "root %s\n", xml->name->written);
}

static const struct zl_element every = {ZL_NS_NONE, "", heard_start, heard_end, heard_text, 0};
static const struct zl_grammar grammar = {NULL, 0, &every, heard_root};

static void
close_reading(struct reading *reading, struct zl_xml *xml)
{
	leave_text(reading);
	free(xml->open.items);
}

bool
reading_scan(struct reading *reading, const char *data, size_t size, uint64_t depth)
{
	struct zl_xml xml = {
	    .context = reading, .grammar = &grammar, .fault = &reading->fault, .most_depth = depth};
	bool known = zl_reader_scan(&xml, data, size);

	close_reading(reading, &xml);
	return known;
}

void
reading_parse(struct reading *reading, const char *data, size_t size, uint64_t depth)
{
	struct zl_xml xml = {
	    .context = reading, .grammar = &grammar, .fault = &reading->fault, .most_depth = depth};

	zl_reader_parse(&xml, data, size);
	close_reading(reading, &xml);
}

bool
reading_same(const struct reading *a, const struct reading *b)
{
	return a->fault.code == b->fault.code && a->fault.line == b->fault.line &&
	       strcmp(a->fault.message, b->fault.message) == 0 &&
	       a->heard.length == b->heard.length &&
	       (a->heard.length == 0 || memcmp(a->heard.data, b->heard.data, a->heard.length) == 0);
}

void
reading_free(struct reading *reading)
{
	zl_buffer_free(&reading->heard);
}
