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

/* Ends the paragraph, if it is an empty one, too: the next text begins another. */
static void
settle(struct zl_html_page *page)
{
	zl_paragraph_settle(page->builder);
	page->in_text = page->wants_space = false;
}

/*
 * Ends the paragraph.  One that an item, a heading or a cell has begun and nothing stands in yet is
 * that of the block within it: <li><p>.
 */
static void
block(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	const struct zl_frame *frame = page->builder->frame;

	(void)tag, (void)attributes;
	if (frame == NULL || !frame->open || frame->text.length > 0 || frame->hidden.length > 0 ||
	    frame->anchored)
		settle(page);
}

/* Ends the paragraph whatever stands in it, as the ends of items, headings and cells do. */
static void
block_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	(void)tag, (void)attributes;
	settle(page);
}

/* The paragraph that is open, or a new one. */
static void
need_paragraph(struct zl_html_page *page)
{
	if (page->builder->frame == NULL || !page->builder->frame->open)
		zl_paragraph_start(page->builder, 0);
}

/* The paragraph that text goes to, and the run. */
void
zl_html_need_text(struct zl_html_page *page)
{
	struct zl_builder *builder = page->builder;

	if (builder->frame == NULL)
		return;
	need_paragraph(page);
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

/* What was deleted is left out, and counted. */
static void
deletion_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	page->builder->deletions += page->skipped == 0;
	skip_start(page, tag, attributes);
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
	need_paragraph(page);
	if (page->builder->frame != NULL)
		page->builder->frame->state.outline = (int8_t)tag->level;
	page->bold++;
}

static void
heading_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	bold_end(page, tag, attributes);
	block_end(page, tag, attributes);
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
	need_paragraph(page);
	if (page->lists == 0 || page->lists > ZL_HTML_LISTS || builder->frame == NULL)
		return;
	struct zl_html_list *list = &page->list[page->lists - 1];
	int level = (int)page->lists - 1 < ZL_LEVELS ? (int)page->lists - 1 : ZL_LEVELS - 1;
	zl_paragraph_number(builder, list->ordered, level, list->item);
	list->item += list->item < INT32_MAX;
}

/* The table whose cells are read; NULL: none, or one too deep. */
static struct zl_html_table *
table_of(struct zl_html_page *page)
{
	return page->tables > 0 && page->tables <= ZL_HTML_TABLES ? &page->table[page->tables - 1]
								  : NULL;
}

static void
table_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block_end(page, tag, attributes);
	page->tables++;
	if (table_of(page) == NULL)
		return;
	*table_of(page) = (struct zl_html_table){0};
	zl_table_start(page->builder);
}

static void
table_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block_end(page, tag, attributes);
	if (table_of(page) != NULL)
		zl_table_end(page->builder);
	page->tables -= page->tables > 0;
}

static void
row_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block_end(page, tag, attributes);
	if (table_of(page) == NULL)
		return;
	table_of(page)->column = 0;
	zl_row_start(page->builder);
}

/* The cells at the column that reach down from rows above: the rest of each, as Word has it. */
static void
pass_tall_cells(struct zl_html_page *page, struct zl_html_table *table)
{
	while (table->column < ZL_HTML_COLUMNS && table->rows[table->column] > 0) {
		uint32_t at = table->column;
		table->rows[at]--;
		table->column += table->span[at];
		zl_cell_start(page->builder);
		zl_cell_span(page->builder, table->span[at]);
		zl_cell_merge_down(page->builder, false);
		zl_paragraph_start(page->builder, 0);
		settle(page);
		zl_cell_end(page->builder);
	}
}

static void
row_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block_end(page, tag, attributes);
	if (table_of(page) == NULL)
		return;
	pass_tall_cells(page, table_of(page));
	zl_row_end(page->builder);
}

/* The attribute's number, from 1 to most; 1 where it has none. */
static int32_t
count_of(const xmlChar **attributes, const char *name, int32_t most)
{
	const char *value = zl_html_attribute(attributes, name);
	long count = value == NULL ? 1 : strtol(value, NULL, 10);

	return count < 1 ? 1 : count > most ? most : (int32_t)count;
}

/* A cell; one that is empty has an empty paragraph, as in Word. */
static void
cell_start(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	struct zl_html_table *table = table_of(page);
	int32_t span = count_of(attributes, "colspan", INT16_MAX);
	int32_t rows = count_of(attributes, "rowspan", INT16_MAX);

	block_end(page, tag, attributes);
	if (table == NULL)
		return;
	pass_tall_cells(page, table);
	zl_cell_start(page->builder);
	if (span > 1)
		zl_cell_span(page->builder, span);
	if (rows > 1 && table->column + (uint32_t)span <= ZL_HTML_COLUMNS) {
		zl_cell_merge_down(page->builder, true);
		table->rows[table->column] = (uint16_t)(rows - 1);
		table->span[table->column] = (uint16_t)span;
	}
	table->column += (uint32_t)span;
	zl_paragraph_start(page->builder, 0);
}

static void
cell_end(struct zl_html_page *page, const struct zl_html_tag *tag, const xmlChar **attributes)
{
	block_end(page, tag, attributes);
	if (table_of(page) != NULL)
		zl_cell_end(page->builder);
}

/* Sorted by name. */
static const struct zl_html_tag tags[] = {
    {"address", block, block, 0},
    {"article", block, block, 0},
    {"aside", block, block, 0},
    {"b", bold_start, bold_end, 0},
    {"blockquote", block, block, 0},
    {"body", block, block, 0},
    {"br", line_break, NULL, 0},
    {"caption", block, block, 0},
    {"center", block, block, 0},
    {"dd", block, block, 0},
    {"del", deletion_start, skip_end, 0},
    {"div", block, block, 0},
    {"dl", block, block, 0},
    {"dt", block, block, 0},
    {"figcaption", block, block, 0},
    {"figure", block, block, 0},
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
    {"li", item_start, block_end, 0},
    {"main", block, block, 0},
    {"nav", block, block, 0},
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
	return tag->end == skip_end;
}
