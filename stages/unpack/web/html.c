/* html.c: HTML as Word takes it in: blocks become paragraphs, tables become tables. */
#include "html.h"

#include <libxml/parserInternals.h>
#include <string.h>
#include <strings.h>

#include "html_page.h"
#include "text/charset.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/table.h"
#include "unpack/story/text.h"
#include "unpack/xml/xml.h"

/* Where a page tells its own charset. */
enum { HEAD = 4096 };

/* Whether a style says so, however it is written: "display: none", "mso-hide:all". */
static bool
style_hides(const char *style)
{
	static const char *const ways[] = {"display:none", "mso-hide:all", "visibility:hidden"};
	char packed[512];
	size_t length = 0;

	for (; *style != '\0' && length + 1 < sizeof(packed); style++)
		if (strchr(" \t\r\n", *style) == NULL)
			packed[length++] = *style;
	packed[length] = '\0';
	for (size_t i = 0; i < sizeof(ways) / sizeof(*ways); i++)
		if (strcasestr(packed, ways[i]) != NULL)
			return true;
	return false;
}

/* Whether the element is not displayed. */
static bool
is_hidden(const xmlChar **attributes)
{
	const char *style = zl_html_attribute(attributes, "style");

	return zl_html_attribute(attributes, "hidden") != NULL ||
	       (style != NULL && style_hides(style));
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds text as it stands, or with each stretch of white space as one space, none at the start. */
static void
add_text(struct zl_html_page *page, const char *text, size_t length)
{
	size_t i = 0;

	while (i < length) {
		size_t from = i;
		while (i < length && is_space(text[i]))
			i++;
		if (i > from && page->builder->frame != NULL &&
		    page->builder->frame->text.length > 0 && page->in_text)
			page->wants_space = true;
		for (from = i; i < length && !is_space(text[i]);)
			i++;
		if (i == from)
			break;
		zl_html_need_text(page);
		zl_text_begin(page->builder);
		if (page->wants_space)
			zl_text_add(page->builder, " ", 1);
		zl_text_add(page->builder, text + from, i - from);
		zl_text_end(page->builder, true);
		page->wants_space = false;
	}
}

/* The lines of preformatted text. */
static void
add_lines(struct zl_html_page *page, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t from = i;
		while (i < length && text[i] != '\n')
			i++;
		zl_html_need_text(page);
		zl_text_begin(page->builder);
		zl_text_add(page->builder, text + from, i - from);
		zl_text_end(page->builder, true);
		if (i < length)
			zl_text_sign(page->builder, "\n");
		i++;
	}
}

static void
give_text(struct zl_html_page *page, const char *text, size_t length)
{
	if (page->skipped > 0 || page->builder->fault->code != ZL_OK)
		return;
	if (page->kept_space > 0)
		add_lines(page, text, length);
	else
		add_text(page, text, length);
}

/* A sign that was held back is text after all. */
static void
give_less(struct zl_html_page *page)
{
	if (page->less)
		give_text(page, "<", 1);
	page->less = false;
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct zl_html_page *page = context;
	const struct zl_html_tag *tag = zl_html_tag_find(name);

	give_less(page);
	if (page->parser->nameNr > ZL_HTML_DEEPEST) {
		zl_fault_set(page->builder->fault, ZL_TOO_DEEP, "a page of more than %d elements",
			     ZL_HTML_DEEPEST);
		xmlStopParser(page->parser);
		return;
	}
	if (page->hidden == 0 && is_hidden(attributes))
		page->hidden = page->parser->nameNr;
	if (tag != NULL && page->builder->fault->code == ZL_OK &&
	    (page->skipped == 0 || zl_html_tag_skips(tag)))
		tag->start(page, tag, attributes);
}

static void
on_end(void *context, const xmlChar *name)
{
	struct zl_html_page *page = context;
	const struct zl_html_tag *tag = zl_html_tag_find(name);

	give_less(page);
	if (page->hidden > 0 && page->parser->nameNr <= page->hidden)
		page->hidden = 0;
	if (tag != NULL && tag->end != NULL && page->builder->fault->code == ZL_OK &&
	    (page->skipped == 0 || zl_html_tag_skips(tag)))
		tag->end(page, tag, NULL);
}

/*
 * Text.  What Word writes for other browsers to pass by, <![if !supportLists]> and <![endif]>, is
 * none: the parser gives its < alone, and then what stands behind it.
 */
static void
on_text(void *context, const xmlChar *text, int length)
{
	struct zl_html_page *page = context;
	const char *from = (const char *)text, *end = from + length;

	if (page->less && length > 1 && memcmp(from, "![", 2) == 0) {
		const char *close = memmem(from, (size_t)length, "]>", 2);
		page->less = close == NULL;
		from = close == NULL ? from : close + 2;
	}
	give_less(page);
	page->less = end - from == 1 && *from == '<';
	if (!page->less)
		give_text(page, from, (size_t)(end - from));
}

/* No page is well-formed; memory is looked after by zl_xml_exhausted. */
static void
on_error(void *context, ZL_XML_ERROR error)
{
	(void)context, (void)error;
}

/* What the parser reads: the page's text, as it is decoded. */
struct source {
	struct zl_charset_text text;
	struct zl_string left; /* of the piece that is being read */
};

static int
on_read(void *context, char *buffer, int room)
{
	struct source *source = context;

	if (source->left.length == 0 && !zl_charset_text_next(&source->text, &source->left))
		return 0;
	size_t length = source->left.length < (size_t)room ? source->left.length : (size_t)room;
	memcpy(buffer, source->left.data, length);
	source->left.data += length;
	source->left.length -= length;
	return (int)length;
}

/* The parser of a source; NULL when there is no memory. */
static htmlParserCtxtPtr
parser_new(struct source *source)
{
	htmlParserCtxtPtr parser = htmlNewParserCtxt();
	xmlParserInputBufferPtr buffer =
	    xmlParserInputBufferCreateIO(on_read, NULL, source, XML_CHAR_ENCODING_NONE);
	xmlParserInputPtr input = parser == NULL || buffer == NULL
				      ? NULL
				      : xmlNewIOInputStream(parser, buffer, XML_CHAR_ENCODING_NONE);

	if (input == NULL)
		xmlFreeParserInputBuffer(buffer);
	if (input != NULL && inputPush(parser, input) >= 0)
		return parser;
	xmlFreeInputStream(input);
	htmlFreeParserCtxt(parser);
	return NULL;
}

static void
parse(struct zl_html_page *page, struct source *source)
{
	page->parser = parser_new(source);
	if (page->parser == NULL) {
		zl_builder_exhausted(page->builder);
		return;
	}
	*page->parser->sax = (xmlSAXHandler){
	    .initialized = XML_SAX2_MAGIC,
	    .startElement = on_start,
	    .endElement = on_end,
	    .characters = on_text,
	    .ignorableWhitespace = on_text,
	    .serror = on_error,
	};
	page->parser->userData = page;
	htmlCtxtUseOptions(page->parser, HTML_PARSE_RECOVER | HTML_PARSE_NONET |
					     HTML_PARSE_IGNORE_ENC | HTML_PARSE_NOIMPLIED);
	xmlSwitchEncoding(page->parser, XML_CHAR_ENCODING_UTF8);
	htmlParseDocument(page->parser);
	htmlFreeParserCtxt(page->parser);
	if (zl_xml_exhausted() || source->text.piece.failed)
		zl_builder_exhausted(page->builder);
}

/* The charset that the page itself tells in its first bytes; "" for none. */
static void
own_charset(const char *data, size_t size, char *out, size_t room)
{
	const char *end = data + (size < HEAD ? size : HEAD), *at = data;
	size_t length = 0;

	out[0] = '\0';
	while ((at = memmem(at, (size_t)(end - at), "charset=", 8)) != NULL) {
		at += 8;
		while (at < end && (*at == '"' || *at == '\''))
			at++;
		while (at < end && length + 1 < room && strchr("\"'>; /", *at) == NULL)
			out[length++] = *at++;
		out[length] = '\0';
		if (length > 0)
			return;
	}
}

void
zl_html_read(struct zl_builder *builder, const char *label, const char *data, size_t size)
{
	struct zl_html_page page = {.builder = builder};
	struct source source = {0};
	char own[40];

	if (label[0] == '\0') {
		own_charset(data, size, own, sizeof(own));
		label = own;
	}
	zl_charset_text_open(&source.text, label, data, size);
	parse(&page, &source);
	give_less(&page);
	while (page.tables-- > 0 && page.tables < ZL_HTML_TABLES)
		zl_table_end(builder);
	zl_paragraph_settle(builder);
	zl_charset_text_free(&source.text);
}
