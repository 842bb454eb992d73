/*
 * page_read.c: the pass over a record's XML: which elements are open, what a run of text belongs
 * to, and the pieces that come of it.  What stands beside the text is read in page_beside.c.
 */
#include "page_read.h"

#include <assert.h>
#include <string.h>

#include "base/search.h"

struct known {
	const char *name;
	enum zl_page_element element;
	int role, mark; /* -1: those around it */
};

/* Sorted by name. */
static const struct known known[] = {
    {"answer", ZL_IN_FLOW, ZL_PAGE_ROLE_RESPONSE, ZL_MARK_NONE},
    {"attribute", ZL_IN_FLOW, ZL_PAGE_ROLE_ATTRIBUTE, ZL_MARK_NONE},
    {"box", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"cell", ZL_IN_CELL, -1, -1},
    {"change", ZL_IN_CHANGE, -1, -1},
    {"comment", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"description", ZL_IN_DESCRIPTION, -1, -1},
    {"detail", ZL_IN_FLOW, ZL_PAGE_ROLE_DETAIL, ZL_MARK_NONE},
    {"endnote", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"finding", ZL_IN_NODE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"flag", ZL_IN_FLAG, -1, -1},
    {"footer", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"footnote", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"generator", ZL_IN_GENERATOR, -1, -1},
    {"header", ZL_IN_NOTE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"heading", ZL_IN_NAME, ZL_PAGE_ROLE_HEADING, ZL_MARK_NONE},
    {"label", ZL_IN_FLOW, -1, ZL_MARK_LABEL},
    {"loss", ZL_IN_LOSS, -1, -1},
    {"marker", ZL_IN_FLOW, -1, ZL_MARK_MARKER},
    {"measure", ZL_IN_FLOW, ZL_PAGE_ROLE_MEASURE, ZL_MARK_NONE},
    {"normalisation", ZL_IN_NORMALISATION, -1, -1},
    {"notes", ZL_IN_NOTES, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"number", ZL_IN_FLOW, -1, ZL_MARK_NUMBER},
    {"problem", ZL_IN_NAME, ZL_PAGE_ROLE_PROBLEM, ZL_MARK_NONE},
    {"property", ZL_IN_PROPERTY, -1, -1},
    {"quality", ZL_IN_QUALITY, -1, -1},
    {"recommendation", ZL_IN_NODE, ZL_PAGE_ROLE_RECOMMENDATION, ZL_MARK_NONE},
    {"record", ZL_IN_RECORD, -1, -1},
    {"residue", ZL_IN_FLOW, ZL_PAGE_ROLE_RESIDUE, ZL_MARK_NONE},
    {"response", ZL_IN_FLOW, ZL_PAGE_ROLE_RESPONSE, ZL_MARK_NONE},
    {"row", ZL_IN_ROW, -1, -1},
    {"ruby", ZL_IN_RUBY, -1, -1},
    {"section", ZL_IN_NODE, ZL_PAGE_ROLE_TEXT, ZL_MARK_NONE},
    {"source", ZL_IN_SOURCE, -1, -1},
    {"statement", ZL_IN_FLOW, -1, ZL_MARK_STATEMENT},
    {"table", ZL_IN_TABLE, -1, -1},
    {"warning", ZL_IN_WARNING, -1, -1},
};

static int
compare_name(const void *key, const void *item)
{
	return strcmp(key, ((const struct known *)item)->name);
}

static const struct known *
known_as(const char *name)
{
	static const struct known other = {"", ZL_IN_FLOW, -1, -1};
	size_t behind = zl_search_behind(name, known, sizeof(known) / sizeof(known[0]),
					 sizeof(known[0]), compare_name);

	return behind > 0 && strcmp(name, known[behind - 1].name) == 0 ? &known[behind - 1]
								       : &other;
}

/* What an element within body or notes changes for the text in it. */
static void
enter_flow(struct zl_page_reader *reader, struct zl_page_frame *frame, const char *name)
{
	struct zl_page *page = reader->page;

	if (frame->element == ZL_IN_NODE) {
		struct zl_page_node *node = zl_vector_push(&page->nodes);
		if (node == NULL) {
			zl_page_stop(reader);
			return;
		}
		node->kind = name[0] == 's'   ? ZL_PAGE_SECTION
			     : name[0] == 'f' ? ZL_PAGE_FINDING
					      : ZL_PAGE_PROPOSAL;
		node->depth = frame->nodes++;
		node->id = zl_page_attribute(reader, "id");
		node->status = zl_page_attribute(reader, "status");
		node->task = zl_page_attribute(reader, "kind");
		node->first = (uint32_t)page->pieces.count;
		frame->owner = (uint32_t)page->nodes.count;
	} else if (frame->element == ZL_IN_NAME && frame->owner > 0) {
		page->nodes.items[frame->owner - 1].first = (uint32_t)page->pieces.count;
		page->nodes.items[frame->owner - 1].in_cells =
		    name[0] == 'p' && zl_page_number(reader, "n") == 0;
	}
}

static void
enter_table(struct zl_page_reader *reader, const struct zl_page_frame *frame)
{
	if (frame->element == ZL_IN_TABLE && frame->tables == 1) {
		reader->tables++;
		reader->rows = 0;
	} else if (frame->element == ZL_IN_ROW && frame->tables == 1) {
		reader->rows++;
	}
}

/* A cell of an outermost table; what is in a table in it is its text. */
static void
enter_cell(struct zl_page_reader *reader, struct zl_page_frame *frame)
{
	struct zl_page_cell *cell;

	if (frame->tables != 1)
		return;
	cell = zl_vector_push(&reader->page->cells);
	if (cell == NULL) {
		zl_page_stop(reader);
		return;
	}
	*cell = (struct zl_page_cell){.table = reader->tables,
				      .row = reader->rows,
				      .column = zl_page_number(reader, "column"),
				      .row_span = zl_page_number(reader, "row-span"),
				      .column_span = zl_page_number(reader, "column-span")};
	frame->cell = (uint32_t)reader->page->cells.count;
}

static void
enter_note(struct zl_page_reader *reader, struct zl_page_frame *frame, const char *name)
{
	struct zl_page_note *note = zl_vector_push(&reader->page->notes);

	if (note == NULL || !zl_arena_copy(&reader->page->arena, name, strlen(name), &note->kind)) {
		zl_page_stop(reader);
		return;
	}
	note->author = zl_page_attribute(reader, "author");
	note->date = zl_page_attribute(reader, "date");
	note->anchor = zl_page_number(reader, "anchor");
	frame->note = (uint32_t)reader->page->notes.count;
}

/* Whether the text goes on with the piece that came last. */
static bool
goes_on(const struct zl_page *page, const struct zl_page_piece *piece)
{
	const struct zl_page_piece *last;

	if (page->pieces.count == 0)
		return false;
	last = &page->pieces.items[page->pieces.count - 1];
	return last->n == piece->n && last->owner == piece->owner && last->role == piece->role &&
	       last->mark == piece->mark && last->computed == piece->computed &&
	       last->cell == piece->cell && last->note == piece->note &&
	       last->from + last->length == piece->from;
}

static void
add_piece(struct zl_page_reader *reader, const struct zl_page_frame *frame, const void *text,
	  size_t length)
{
	struct zl_page *page = reader->page;
	struct zl_page_piece piece = {.n = frame->n,
				      .from = (uint32_t)page->text.length,
				      .length = (uint32_t)length,
				      .owner = frame->owner,
				      .cell = frame->cell,
				      .note = frame->note,
				      .role = frame->role,
				      .mark = frame->mark,
				      .computed = frame->computed};

	zl_buffer_add(&page->text, text, length);
	if (goes_on(page, &piece)) {
		page->pieces.items[page->pieces.count - 1].length += (uint32_t)length;
		return;
	}
	struct zl_page_piece *added = zl_vector_push(&page->pieces);
	if (added == NULL || page->text.failed || page->text.length > UINT32_MAX / 2)
		zl_page_stop(reader);
	else
		*added = piece;
}

static void
on_start(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri,
	 int namespace_count, const xmlChar **namespaces, int count, int defaulted,
	 const xmlChar **attributes)
{
	struct zl_page_reader *reader = context;
	static const struct zl_page_frame outermost = {0};
	const char *name = (const char *)local;
	const struct known *element = known_as(name);

	(void)prefix, (void)uri, (void)namespace_count, (void)namespaces, (void)defaulted;
	if (reader->failed)
		return;
	if (reader->depth == ZL_PAGE_DEPTH ||
	    (reader->depth == 0) != (element->element == ZL_IN_RECORD)) {
		zl_page_stop(reader);
		return;
	}
	struct zl_page_frame *frame = &reader->frames[reader->depth];
	*frame = reader->depth == 0 ? outermost : reader->frames[reader->depth - 1];
	reader->depth++;
	reader->attributes = attributes;
	reader->attribute_count = count;
	frame->above = frame->element;
	frame->element = element->element;
	frame->role = element->role < 0 ? frame->role : (uint8_t)element->role;
	frame->mark = element->mark < 0 ? frame->mark : (uint8_t)element->mark;
	frame->tables += element->element == ZL_IN_TABLE;
	if (zl_page_beside_enter(reader, frame, name))
		return;
	uint32_t n = zl_page_number(reader, "n");
	frame->n = n > 0 ? n : frame->n;
	frame->computed |= zl_page_attribute(reader, "computed").data != NULL;
	enter_flow(reader, frame, name);
	enter_table(reader, frame);
	if (frame->element == ZL_IN_CELL)
		enter_cell(reader, frame);
	else if (frame->element == ZL_IN_NOTE || frame->element == ZL_IN_NOTES)
		enter_note(reader, frame, name);
	if (n > reader->page->paragraphs)
		reader->page->paragraphs = n;
	if (n > 0) /* a paragraph without text has a place, too */
		add_piece(reader, frame, "", 0);
}

static void
on_end(void *context, const xmlChar *local, const xmlChar *prefix, const xmlChar *uri)
{
	struct zl_page_reader *reader = context;

	(void)local, (void)prefix, (void)uri;
	if (reader->failed || reader->depth == 0)
		return;
	struct zl_page_frame *frame = &reader->frames[--reader->depth];
	struct zl_page *page = reader->page;
	if (frame->gathers)
		zl_page_beside_leave(reader, frame);
	if (frame->owner > 0 && (frame->element == ZL_IN_NAME || frame->element == ZL_IN_NODE)) {
		struct zl_page_node *node = &page->nodes.items[frame->owner - 1];
		if (frame->element == ZL_IN_NAME || node->kind == ZL_PAGE_PROPOSAL)
			node->last = (uint32_t)page->pieces.count;
		if (node->last > node->first)
			node->n = page->pieces.items[node->first].n;
	}
}

static void
on_text(void *context, const xmlChar *text, int length)
{
	struct zl_page_reader *reader = context;

	if (reader->failed || reader->depth == 0 || length <= 0)
		return;
	const struct zl_page_frame *frame = &reader->frames[reader->depth - 1];
	if (frame->gathers)
		zl_buffer_add(&reader->gathered, text, (size_t)length);
	else if (frame->n > 0) /* else it is indentation */
		add_piece(reader, frame, text, (size_t)length);
}

/* Puts the pieces of each paragraph together, in the order in which they came. */
static enum zl_status
put_in_order(struct zl_page *page)
{
	size_t count = page->pieces.count, places = (size_t)page->paragraphs + 3;
	uint32_t *begin = zl_arena_zero(&page->arena, places, sizeof(*begin));

	page->order = zl_arena_take(&page->arena, (count + 1) * sizeof(*page->order));
	if (begin == NULL || page->order == NULL)
		return ZL_FAILED;
	/* One place further than it is to be, which filling in makes good. */
	for (size_t i = 0; i < count; i++)
		begin[page->pieces.items[i].n + 2]++;
	for (size_t n = 2; n < places; n++)
		begin[n] += begin[n - 1];
	for (size_t i = 0; i < count; i++) {
		assert(page->pieces.items[i].n <= page->paragraphs);
		page->order[begin[page->pieces.items[i].n + 1]++] = (uint32_t)i;
	}
	page->begin = begin;
	return ZL_DONE;
}

enum zl_status
zl_page_read(struct zl_page *page, const char *xml, size_t size)
{
	static struct _xmlSAXHandler handler = {.initialized = XML_SAX2_MAGIC,
						.startElementNs = on_start,
						.endElementNs = on_end,
						.characters = on_text,
						.cdataBlock = on_text,
						.ignorableWhitespace = on_text};
	struct zl_page_reader reader = {.page = page};

	if (size > INT32_MAX)
		return ZL_FAILED;
	reader.parser = xmlCreatePushParserCtxt(&handler, &reader, NULL, 0, NULL);
	if (reader.parser == NULL)
		return ZL_FAILED;
	xmlCtxtUseOptions(reader.parser, XML_PARSE_NONET | XML_PARSE_HUGE | XML_PARSE_NOERROR |
					     XML_PARSE_NOWARNING);
	bool done = xmlParseChunk(reader.parser, xml, (int)size, 1) == 0 && !reader.failed &&
		    reader.parser->wellFormed && !reader.gathered.failed;
	xmlFreeParserCtxt(reader.parser);
	zl_buffer_free(&reader.gathered);
	return done && put_in_order(page) && zl_page_find_ledgers(page, reader.tables) ? ZL_DONE
										       : ZL_FAILED;
}
