/* html.c: HTML as Word takes it in: blocks become paragraphs, tables become tables. */
#include <libxml/HTMLparser.h>
#include <libxml/parserInternals.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html.h"
#include "text/charset.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/table.h"
#include "unpack/story/text.h"
#include "unpack/xml/xml.h"

/* Pages whose tags are never closed are deep; deeper than this is an attack. */
enum { LISTS = 16, TABLES_MOST = 64, HEAD = 4096, DEEPEST = 4096 };

/* A list being read: HTML numbers its items itself. */
struct list {
	bool ordered;
	int32_t item;
};

struct page {
	struct zl_builder *builder;
	htmlParserCtxtPtr parser;
	unsigned skipped;    /* open elements whose text is not shown */
	unsigned kept_space; /* open pre elements */
	unsigned bold;
	int hidden; /* depth of the open element that is not displayed; 0 for none */
	unsigned tables, lists;
	struct list list[LISTS];
	bool in_text;	  /* a paragraph is open */
	bool wants_space; /* white space was met within it */
};

struct tag;
typedef void handler(struct page *, const struct tag *, const xmlChar **attributes);

/* An element: what its start and its end do. */
struct tag {
	const char *name;
	handler *start, *end;
	int level; /* of a heading, as outline levels count */
};

static const char *
attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
		if (strcasecmp((const char *)attributes[0], name) == 0)
			return attributes[1] == NULL ? "" : (const char *)attributes[1];
	return NULL;
}

/* Ends the paragraph: the next text begins another. */
static void
block(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	zl_paragraph_settle(page->builder);
	page->in_text = page->wants_space = false;
}

/* The paragraph that text goes to, and the run. */
static void
need_text(struct page *page)
{
	struct zl_builder *builder = page->builder;

	if (builder->frame == NULL)
		return;
	if (!builder->frame->open)
		zl_paragraph_start(builder, 0);
	builder->frame->run.bold = page->bold > 0;
	builder->frame->run.hidden = page->hidden > 0 ? 1 : ZL_UNSET;
	page->in_text = true;
}

static void
skip_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->skipped++;
}

static void
skip_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->skipped -= page->skipped > 0;
}

static void
bold_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->bold++;
}

static void
bold_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->bold -= page->bold > 0;
}

static void
heading_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	zl_paragraph_start(page->builder, 0);
	if (page->builder->frame != NULL)
		page->builder->frame->state.outline = (int8_t)tag->level;
	page->bold++;
}

static void
heading_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	bold_end(page, tag, attributes);
	block(page, tag, attributes);
}

static void
keep_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->kept_space++;
}

static void
keep_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->kept_space -= page->kept_space > 0;
}

static void
line_break(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	need_text(page);
	zl_text_sign(page->builder, "\n");
	page->wants_space = false;
}

static void
picture(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	const char *words = attribute(attributes, "alt");

	(void)tag;
	need_text(page);
	zl_loss(page->builder, "picture", 1, zl_string(words == NULL ? "" : words));
}

static void
list_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	const char *start = attribute(attributes, "start");

	block(page, tag, attributes);
	if (page->lists < LISTS)
		page->list[page->lists] = (struct list){
		    tag->name[0] == 'o', start == NULL ? 1 : (int32_t)strtol(start, NULL, 10)};
	page->lists++;
}

static void
list_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->lists -= page->lists > 0;
}

/* An item of a list: what the list puts in front of it is its number. */
static void
item_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	struct zl_builder *builder = page->builder;

	block(page, tag, attributes);
	zl_paragraph_start(builder, 0);
	if (page->lists == 0 || page->lists > LISTS || builder->frame == NULL)
		return;
	struct list *list = &page->list[page->lists - 1];
	int level = (int)page->lists - 1 < ZL_LEVELS ? (int)page->lists - 1 : ZL_LEVELS - 1;
	zl_paragraph_number(builder, list->ordered, level, list->item);
	list->item += list->item < INT32_MAX;
}

static void
table_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (page->tables++ < TABLES_MOST)
		zl_table_start(page->builder);
}

static void
table_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (page->tables > 0 && --page->tables < TABLES_MOST)
		zl_table_end(page->builder);
}

static bool
in_table(const struct page *page)
{
	return page->tables > 0 && page->tables <= TABLES_MOST;
}

static void
row_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_row_start(page->builder);
}

static void
row_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_row_end(page->builder);
}

/* A cell; one that is empty has an empty paragraph, as in Word. */
static void
cell_start(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	const char *span = attribute(attributes, "colspan");

	block(page, tag, attributes);
	if (!in_table(page))
		return;
	zl_cell_start(page->builder);
	if (span != NULL)
		zl_cell_span(page->builder, (int32_t)strtol(span, NULL, 10));
	zl_paragraph_start(page->builder, 0);
}

static void
cell_end(struct page *page, const struct tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_cell_end(page->builder);
}

/* Sorted by name. */
static const struct tag tags[] = {
    {"address", block, block, 0},
    {"article", block, block, 0},
    {"b", bold_start, bold_end, 0},
    {"blockquote", block, block, 0},
    {"body", block, block, 0},
    {"br", line_break, NULL, 0},
    {"center", block, block, 0},
    {"dd", block, block, 0},
    {"div", block, block, 0},
    {"dl", block, block, 0},
    {"dt", block, block, 0},
    {"footer", block, block, 0},
    {"form", block, block, 0},
    {"h1", heading_start, heading_end, 0},
    {"h2", heading_start, heading_end, 1},
    {"h3", heading_start, heading_end, 2},
    {"h4", heading_start, heading_end, 3},
    {"h5", heading_start, heading_end, 4},
    {"h6", heading_start, heading_end, 5},
    {"header", block, block, 0},
    {"hr", block, NULL, 0},
    {"img", picture, NULL, 0},
    {"li", item_start, block, 0},
    {"ol", list_start, list_end, 0},
    {"p", block, block, 0},
    {"pre", keep_start, keep_end, 0},
    {"script", skip_start, skip_end, 0},
    {"section", block, block, 0},
    {"strong", bold_start, bold_end, 0},
    {"style", skip_start, skip_end, 0},
    {"table", table_start, table_end, 0},
    {"td", cell_start, cell_end, 0},
    {"th", cell_start, cell_end, 0},
    {"title", skip_start, skip_end, 0},
    {"tr", row_start, row_end, 0},
    {"ul", list_start, list_end, 0},
};

static int
by_name(const void *key, const void *item)
{
	return strcasecmp(key, ((const struct tag *)item)->name);
}

static const struct tag *
tag_find(const xmlChar *name)
{
	return bsearch(name, tags, sizeof(tags) / sizeof(*tags), sizeof(*tags), by_name);
}

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
	const char *style = attribute(attributes, "style");

	return attribute(attributes, "hidden") != NULL || (style != NULL && style_hides(style));
}

static void
on_start(void *context, const xmlChar *name, const xmlChar **attributes)
{
	struct page *page = context;
	const struct tag *tag = tag_find(name);

	if (page->parser->nameNr > DEEPEST) {
		zl_fault_set(page->builder->fault, ZL_TOO_DEEP, "a page of more than %d elements",
			     DEEPEST);
		xmlStopParser(page->parser);
		return;
	}
	if (page->hidden == 0 && is_hidden(attributes))
		page->hidden = page->parser->nameNr;
	if (tag != NULL && page->builder->fault->code == ZL_OK &&
	    (page->skipped == 0 || tag->start == skip_start))
		tag->start(page, tag, attributes);
}

static void
on_end(void *context, const xmlChar *name)
{
	struct page *page = context;
	const struct tag *tag = tag_find(name);

	if (page->hidden > 0 && page->parser->nameNr <= page->hidden)
		page->hidden = 0;
	if (tag != NULL && tag->end != NULL && page->builder->fault->code == ZL_OK &&
	    (page->skipped == 0 || tag->end == skip_end))
		tag->end(page, tag, NULL);
}

static bool
is_space(char c)
{
	return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

/* Adds text as it stands, or with each stretch of white space as one space, none at the start. */
static void
add_text(struct page *page, const char *text, size_t length)
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
		need_text(page);
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
add_lines(struct page *page, const char *text, size_t length)
{
	for (size_t i = 0; i < length;) {
		size_t from = i;
		while (i < length && text[i] != '\n')
			i++;
		need_text(page);
		zl_text_begin(page->builder);
		zl_text_add(page->builder, text + from, i - from);
		zl_text_end(page->builder, true);
		if (i < length)
			zl_text_sign(page->builder, "\n");
		i++;
	}
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct page *page = context;

	if (page->skipped > 0 || page->builder->fault->code != ZL_OK)
		return;
	if (page->kept_space > 0)
		add_lines(page, (const char *)text, (size_t)length);
	else
		add_text(page, (const char *)text, (size_t)length);
}

/* No page is well-formed; memory is looked after by zl_xml_exhausted. */
static void
on_error(void *context, ZL_XML_ERROR error)
{
	(void)context, (void)error;
}

static void
parse(struct page *page, const char *text, size_t length)
{
	page->parser = htmlCreateMemoryParserCtxt(text, (int)length);
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
	if (zl_xml_exhausted())
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
	struct page page = {.builder = builder};
	struct zl_buffer text = {0};
	char own[40];

	if (label[0] == '\0') {
		own_charset(data, size, own, sizeof(own));
		label = own;
	}
	zl_charset_decode(label, data, size, &text, NULL);
	if (text.failed)
		zl_builder_exhausted(builder);
	else if (text.length > INT_MAX)
		zl_fault_set(builder->fault, ZL_TOO_LARGE, "a page of %zu bytes", text.length);
	else if (text.length > 0)
		parse(&page, text.data, text.length);
	while (page.tables-- > 0 && page.tables < TABLES_MOST)
		zl_table_end(builder);
	zl_paragraph_settle(builder);
	zl_buffer_free(&text);
}
