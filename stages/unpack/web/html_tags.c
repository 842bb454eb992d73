/* html_tags.c: the elements of HTML, each with what it does: blocks, lists, tables. */
#include <stdlib.h>
#include <string.h>
#include <strings.h>

#include "html_page.h"
#include "unpack/story/paragraph.h"
#include "unpack/story/places.h"
#include "unpack/story/table.h"
#include "unpack/story/text.h"

const char *
zl_html_attribute(const xmlChar **attributes, const char *name)
{
	for (; attributes != NULL && attributes[0] != NULL; attributes += 2)
		if (strcasecmp((const char *)attributes[0], name) == 0)
			return attributes[1] == NULL ? "" : (const char *)attributes[1];
	return NULL;
}

/* Ends the paragraph: the next text begins another. */
static void
block(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	zl_paragraph_settle(page->builder);
	page->in_text = page->wants_space = false;
}

/* The paragraph that text goes to, and the run. */
void
zl_html_need_text(struct zl_html_page *page)
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
skip_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->skipped++;
}

static void
skip_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->skipped -= page->skipped > 0;
}

static void
bold_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->bold++;
}

static void
bold_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	page->bold -= page->bold > 0;
}

static void
heading_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	zl_paragraph_start(page->builder, 0);
	if (page->builder->frame != NULL)
		page->builder->frame->state.outline = (int8_t)tag->level;
	page->bold++;
}

static void
heading_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	bold_end(page, tag, attributes);
	block(page, tag, attributes);
}

static void
keep_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->kept_space++;
}

static void
keep_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->kept_space -= page->kept_space > 0;
}

static void
line_break(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	zl_html_need_text(page);
	zl_text_sign(page->builder, "\n");
	page->wants_space = false;
}

static void
picture(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	const char *words = zl_html_attribute(attributes, "alt");

	(void)tag;
	zl_html_need_text(page);
	zl_loss(page->builder, "picture", 1, zl_string(words == NULL ? "" : words));
}

static void
list_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	const char *start = zl_html_attribute(attributes, "start");

	block(page, tag, attributes);
	if (page->lists < ZL_HTML_LISTS)
		page->list[page->lists] = (struct zl_html_list){
		    tag->name[0] == 'o', start == NULL ? 1 : (int32_t)strtol(start, NULL, 10)};
	page->lists++;
}

static void
list_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	page->lists -= page->lists > 0;
}

/* An item of a list: what the list puts in front of it is its number. */
static void
item_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	struct zl_builder *builder = page->builder;

	block(page, tag, attributes);
	zl_paragraph_start(builder, 0);
	if (page->lists == 0 || page->lists > ZL_HTML_LISTS || builder->frame == NULL)
		return;
	struct zl_html_list *list = &page->list[page->lists - 1];
	int level = (int)page->lists - 1 < ZL_LEVELS ? (int)page->lists - 1 : ZL_LEVELS - 1;
	zl_paragraph_number(builder, list->ordered, level, list->item);
	list->item += list->item < INT32_MAX;
}

static void
table_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (page->tables++ < ZL_HTML_TABLES)
		zl_table_start(page->builder);
}

static void
table_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (page->tables > 0 && --page->tables < ZL_HTML_TABLES)
		zl_table_end(page->builder);
}

static bool
in_table(const struct zl_html_page *page)
{
	return page->tables > 0 && page->tables <= ZL_HTML_TABLES;
}

static void
row_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_row_start(page->builder);
}

static void
row_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_row_end(page->builder);
}

/* A cell; one that is empty has an empty paragraph, as in Word. */
static void
cell_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	const char *span = zl_html_attribute(attributes, "colspan");

	block(page, tag, attributes);
	if (!in_table(page))
		return;
	zl_cell_start(page->builder);
	if (span != NULL)
		zl_cell_span(page->builder, (int32_t)strtol(span, NULL, 10));
	zl_paragraph_start(page->builder, 0);
}

static void
cell_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block(page, tag, attributes);
	if (in_table(page))
		zl_cell_end(page->builder);
}

/* Sorted by name. */
static const struct zl_html_tag tags[] = {
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
	return strcasecmp(key, ((const struct zl_html_tag *)item)->name);
}

const struct zl_html_tag *
zl_html_tag_find(const xmlChar *name)
{
	return bsearch(name, tags, sizeof(tags) / sizeof(*tags), sizeof(*tags), by_name);
}

bool
zl_html_tag_skips(const struct zl_html_tag *tag)
{
	return tag->start == skip_start;
}
