/*
 * describe_view.c: the lines of a report in which facts about it are looked for.
 *
 * A line is folded piece by piece, residue left out, and keeps the maps back, so that what is found
 * in it can be copied from the paragraph as it is written.
 */
#include "extract/describe_view.h"

#include <stdlib.h>
#include <string.h>

#include "fold.h"
#include "utf8.h"

enum {
	LINE_BYTES = 2048
}; /* of a paragraph that is looked at: its first, in the closing its last */

/* What is known of a paragraph before its text is looked at. */
enum {
	SPEAKS = 1 << 0,  /* some of it is neither residue nor a table of contents */
	BELONGS = 1 << 1, /* it begins inside a section or finding */
	OPENING = 1 << 2, /* it is one of the first lines */
	CLOSING = 1 << 3  /* it is one of the last */
};

/* A piece of a paragraph, folded. */
struct zl_fact_piece {
	struct zl_fold fold;
	size_t from; /* of the piece in the paragraph */
	size_t at;   /* of the fold in the line */
	struct zl_fact_piece *next;
};

static bool
is_apart(enum zl_node_kind kind)
{
	return kind == ZL_NODE_RESIDUE || kind == ZL_NODE_CONTENTS;
}

static bool
is_structure(enum zl_node_kind kind)
{
	return kind == ZL_NODE_SECTION || kind == ZL_NODE_FINDING ||
	       kind == ZL_NODE_RECOMMENDATION || kind == ZL_NODE_PROBLEM ||
	       kind == ZL_NODE_RESPONSE;
}

/*
 * Whether the piece stands in something of that kind.  Residue and tables of contents are one or
 * two steps above it; a few steps up, something tells of any structure that is around it.
 */
static bool
stands_in(const struct zl_node *piece, bool (*is_kind)(enum zl_node_kind))
{
	const struct zl_node *node = piece->parent;

	for (int i = 0; i < 4 && node != NULL; i++, node = node->parent)
		if (is_kind(node->kind))
			return true;
	return false;
}

static const struct zl_node *
next_piece(const struct zl_node *root, const struct zl_node *node)
{
	do
		node = zl_node_next(root, node);
	while (node != NULL && (node->kind != ZL_NODE_TEXT || node->computed));
	return node;
}

/* Whether the piece has words that may be looked at. */
static bool
speaks(const struct zl_node *piece)
{
	return piece->to > piece->from && !stands_in(piece, is_apart);
}

static void
mark_paragraphs(const struct zl_node *root, uint8_t *marks)
{
	for (const struct zl_node *node = next_piece(root, root); node != NULL;
	     node = next_piece(root, node)) {
		if (speaks(node))
			marks[node->n - 1] |= SPEAKS;
		if (node->from == 0 && stands_in(node, is_structure))
			marks[node->n - 1] |= BELONGS;
	}
}

static bool
is_line(const struct zl_document *document, const uint8_t *marks, size_t index)
{
	const struct zl_paragraph *paragraph = &document->paragraphs.items[index];

	return paragraph->story == ZL_STORY_BODY && paragraph->table == 0 &&
	       (marks[index] & SPEAKS) != 0;
}

/* Marks the first and the last lines. */
static void
choose_lines(const struct zl_document *document, uint8_t *marks)
{
	const size_t count = document->paragraphs.count;
	size_t opening = 0, closing = 0;

	for (size_t i = 0; i < count && opening < ZL_OPENING_LINES; i++)
		if (is_line(document, marks, i)) {
			marks[i] |= OPENING;
			opening++;
		}
	for (size_t i = count; i > 0 && closing < ZL_CLOSING_LINES; i--)
		if (is_line(document, marks, i - 1)) {
			marks[i - 1] |= CLOSING;
			closing++;
		}
}

/* The next offset at or behind from at which a character begins. */
static size_t
character_at(struct zl_string text, size_t from)
{
	while (from < text.length && (text.data[from] & 0xC0) == 0x80)
		from++;
	return from;
}

/* Adds what of the bytes from to to of the paragraph lies in the piece to the line. */
static bool
add_piece(struct zl_fact_lines *report, struct zl_fact_line *line, const struct zl_node *node,
	  struct zl_span part)
{
	const char *text = report->document->paragraphs.items[node->n - 1].text.data;
	size_t from = node->from > part.from ? node->from : part.from;
	size_t to = node->to < part.to ? node->to : part.to;
	struct zl_fact_piece *piece;

	if (from >= to)
		return true;
	piece = zl_arena_zero(&report->arena, 1, sizeof(*piece));
	if (piece == NULL || !zl_fold(&report->arena, text + from, to - from, &piece->fold))
		return false;
	piece->from = from;
	piece->at = line->length;
	line->length += piece->fold.length;
	if (line->last == NULL)
		line->first = piece;
	else
		line->last->next = piece;
	line->last = piece;
	return true;
}

/* Adds the part of the piece to the last line of the list, or to a new one when that is of another
 * paragraph. */
static bool
add_to_lines(struct zl_fact_lines *report, struct zl_fact_line *lines, size_t *count,
	     const struct zl_node *node, struct zl_span part)
{
	if (*count == 0 || lines[*count - 1].n != node->n)
		lines[(*count)++].n = node->n;
	return add_piece(report, &lines[*count - 1], node, part);
}

/* Folds the chosen lines. */
static bool
fold_lines(struct zl_fact_lines *report, const uint8_t *marks)
{
	const struct zl_node *root = report->document->body;
	bool good = true;

	for (const struct zl_node *node = next_piece(root, root); good && node != NULL;
	     node = next_piece(root, node)) {
		const struct zl_string text = report->document->paragraphs.items[node->n - 1].text;
		struct zl_span head = {0, character_at(text, LINE_BYTES)};
		struct zl_span tail = {0, text.length};
		if (text.length > LINE_BYTES)
			tail.from = character_at(text, text.length - LINE_BYTES);
		if ((marks[node->n - 1] & OPENING) != 0 && speaks(node))
			good = add_to_lines(report, report->opening, &report->opening_count, node,
					    head);
		if (good && (marks[node->n - 1] & CLOSING) != 0 && speaks(node))
			good = add_to_lines(report, report->closing, &report->closing_count, node,
					    tail);
	}
	for (size_t i = 0; i < report->opening_count; i++)
		report->opening[i].belongs = (marks[report->opening[i].n - 1] & BELONGS) != 0;
	return good;
}

bool
zl_fact_lines_read(struct zl_fact_lines *report, const struct zl_document *document)
{
	uint8_t *marks = calloc(document->paragraphs.count + 1, 1);
	bool good = marks != NULL;

	*report = (struct zl_fact_lines){.document = document};
	if (good) {
		mark_paragraphs(document->body, marks);
		choose_lines(document, marks);
		good = fold_lines(report, marks);
	}
	free(marks);
	return good;
}

void
zl_fact_lines_free(struct zl_fact_lines *report)
{
	zl_arena_free(&report->arena);
}

static void
add_line(struct zl_fact_view *view, const struct zl_fact_line *line)
{
	if (view->count > 0)
		zl_buffer_byte(&view->text, '\n');
	view->stretches[view->count++] = (struct zl_fact_view_stretch){line, view->text.length};
	for (const struct zl_fact_piece *piece = line->first; piece != NULL; piece = piece->next)
		zl_buffer_add(&view->text, piece->fold.text, piece->fold.length);
}

static bool
looks_like_title(const struct zl_paragraph *paragraph)
{
	return (paragraph->flags & ZL_PARAGRAPH_CENTRED) != 0 ||
	       zl_string_is(paragraph->style, "Title") ||
	       zl_string_is(paragraph->style, "Subtitle");
}

void
zl_fact_view_title(const struct zl_fact_lines *report, bool styled, struct zl_fact_view *view)
{
	for (size_t i = 0; i < report->opening_count && i < ZL_TITLE_LINES; i++) {
		const struct zl_fact_line *line = &report->opening[i];
		bool wanted =
		    !styled || looks_like_title(&report->document->paragraphs.items[line->n - 1]);
		if (line->belongs || (!wanted && view->count > 0))
			return;
		if (wanted)
			add_line(view, line);
	}
}

void
zl_fact_view_opening(const struct zl_fact_lines *report, struct zl_fact_view *view)
{
	for (size_t i = 0; i < report->opening_count; i++)
		add_line(view, &report->opening[i]);
}

void
zl_fact_view_closing(const struct zl_fact_lines *report, struct zl_fact_view *view)
{
	for (size_t i = 0; i < report->closing_count; i++)
		add_line(view, &report->closing[i]);
}

void
zl_fact_view_free(struct zl_fact_view *view)
{
	zl_buffer_free(&view->text);
}

/* The same span counted from a later beginning and ended by an end: empty where it misses them. */
static struct zl_span
within(struct zl_span span, size_t begin, size_t end)
{
	size_t from = span.from > begin ? span.from : begin;
	size_t to = span.to < end ? span.to : end;

	return from < to ? (struct zl_span){from - begin, to - begin} : (struct zl_span){0, 0};
}

/* What a span of a line's folded text is in the paragraph. */
static void
add_source(const struct zl_fact_lines *report, const struct zl_fact_line *line, struct zl_span span,
	   struct zl_buffer *out)
{
	const struct zl_string text = report->document->paragraphs.items[line->n - 1].text;

	for (const struct zl_fact_piece *piece = line->first; piece != NULL; piece = piece->next) {
		struct zl_span part = within(span, piece->at, piece->at + piece->fold.length);
		size_t from, last;
		uint32_t code;
		if (part.from == part.to)
			continue;
		from = piece->from + piece->fold.map[part.from];
		last = piece->from + piece->fold.map[part.to - 1];
		last += zl_utf8_read(text.data + last, text.length - last, &code);
		zl_buffer_add(out, text.data + from, last - from);
	}
}

uint32_t
zl_fact_view_source(const struct zl_fact_lines *report, const struct zl_fact_view *view,
		    struct zl_span span, struct zl_buffer *out)
{
	uint32_t n = 0;

	for (size_t i = 0; i < view->count; i++) {
		const struct zl_fact_view_stretch *stretch = &view->stretches[i];
		struct zl_span part =
		    within(span, stretch->at, stretch->at + stretch->line->length);
		if (part.from == part.to)
			continue;
		add_source(report, stretch->line, part, out);
		n = n == 0 ? stretch->line->n : n;
	}
	return n;
}
