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

enum { LINE_BYTES = 4096 }; /* of a line in a view: its beginning, in the closing its end */

/* What is known of a paragraph before its text is looked at. */
enum {
	SPEAKS = 1 << 0,  /* some of it is neither residue nor a table of contents */
	BELONGS = 1 << 1, /* it begins inside a section or finding */
	CHOSEN = 1 << 2	  /* it is one of the first or last lines */
};

/* A piece of a paragraph, folded. */
struct piece {
	struct zl_fold fold;
	size_t from; /* of the piece in the paragraph */
	size_t at;   /* of the fold in the line */
	struct piece *next;
};

struct zl_fact_line {
	uint32_t n;
	bool belongs;  /* to a section or finding */
	size_t length; /* of all folds */
	struct piece *first, *last;
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

/* Marks the first and the last lines; how many they are and where the closing begins. */
static void
choose_lines(struct zl_fact_lines *report, uint8_t *marks)
{
	const size_t count = report->document->paragraphs.count;
	size_t closing_count = 0;

	for (size_t i = 0; i < count && report->opening_count < ZL_OPENING_LINES; i++)
		if (is_line(report->document, marks, i)) {
			report->opening_count++;
			report->count++;
			marks[i] |= CHOSEN;
		}
	for (size_t i = count; i > 0 && closing_count < ZL_CLOSING_LINES; i--)
		if (is_line(report->document, marks, i - 1)) {
			closing_count++;
			report->count += (marks[i - 1] & CHOSEN) == 0;
			marks[i - 1] |= CHOSEN;
		}
	report->closing = report->count - closing_count;
}

static bool
add_piece(struct zl_fact_lines *report, struct zl_fact_line *line, const struct zl_node *node)
{
	const char *text = report->document->paragraphs.items[node->n - 1].text.data;
	struct piece *piece = zl_arena_zero(&report->arena, 1, sizeof(*piece));

	if (piece == NULL ||
	    !zl_fold(&report->arena, text + node->from, node->to - node->from, &piece->fold))
		return false;
	piece->from = node->from;
	piece->at = line->length;
	line->length += piece->fold.length;
	if (line->last == NULL)
		line->first = piece;
	else
		line->last->next = piece;
	line->last = piece;
	return true;
}

/* Folds the chosen lines. */
static bool
fold_lines(struct zl_fact_lines *report, const uint8_t *marks)
{
	const struct zl_node *root = report->document->body;
	struct zl_fact_line *line = report->lines;
	size_t count = 0;

	for (const struct zl_node *node = next_piece(root, root); node != NULL;
	     node = next_piece(root, node)) {
		if ((marks[node->n - 1] & CHOSEN) == 0 || !speaks(node))
			continue;
		if (count == 0 || line->n != node->n) {
			line = &report->lines[count++];
			line->n = node->n;
			line->belongs = (marks[node->n - 1] & BELONGS) != 0;
		}
		if (!add_piece(report, line, node))
			return false;
	}
	return true;
}

bool
zl_fact_lines_read(struct zl_fact_lines *report, const struct zl_document *document)
{
	uint8_t *marks = calloc(document->paragraphs.count + 1, 1);
	bool good = marks != NULL;

	*report = (struct zl_fact_lines){.document = document};
	if (good) {
		mark_paragraphs(document->body, marks);
		choose_lines(report, marks);
		report->lines =
		    zl_arena_zero(&report->arena, report->count + 1, sizeof(*report->lines));
		good = report->lines != NULL && fold_lines(report, marks);
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
add_line_text(const struct zl_fact_line *line, struct zl_buffer *text)
{
	for (const struct piece *piece = line->first; piece != NULL; piece = piece->next)
		zl_buffer_add(text, piece->fold.text, piece->fold.length);
}

/* Cuts the view's last line to its first or last LINE_BYTES, between two characters. */
static void
cut_line(struct zl_fact_view_stretch *stretch, struct zl_buffer *text, bool keep_end)
{
	size_t length = stretch->to, cut;
	char *line = text->data + stretch->at;

	if (length <= LINE_BYTES)
		return;
	cut = keep_end ? length - LINE_BYTES : LINE_BYTES;
	while ((line[cut] & 0xC0) == 0x80)
		cut--;
	if (keep_end) {
		memmove(line, line + cut, length - cut);
		stretch->from = cut;
		text->length -= cut;
	} else {
		stretch->to = cut;
		text->length = stretch->at + cut;
	}
}

static void
add_line(struct zl_fact_view *view, const struct zl_fact_line *line, bool keep_end)
{
	struct zl_fact_view_stretch *stretch = &view->stretches[view->count];

	if (view->count++ > 0)
		zl_buffer_byte(&view->text, '\n');
	*stretch = (struct zl_fact_view_stretch){line, 0, line->length, view->text.length};
	add_line_text(line, &view->text);
	if (!view->text.failed)
		cut_line(stretch, &view->text, keep_end);
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
		const struct zl_fact_line *line = &report->lines[i];
		bool wanted =
		    !styled || looks_like_title(&report->document->paragraphs.items[line->n - 1]);
		if (line->belongs || (!wanted && view->count > 0))
			return;
		if (wanted)
			add_line(view, line, false);
	}
}

void
zl_fact_view_opening(const struct zl_fact_lines *report, struct zl_fact_view *view)
{
	for (size_t i = 0; i < report->opening_count; i++)
		add_line(view, &report->lines[i], false);
}

void
zl_fact_view_closing(const struct zl_fact_lines *report, struct zl_fact_view *view)
{
	for (size_t i = report->closing; i < report->count; i++)
		add_line(view, &report->lines[i], true);
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

	for (const struct piece *piece = line->first; piece != NULL; piece = piece->next) {
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
		    within(span, stretch->at, stretch->at + stretch->to - stretch->from);
		if (part.from == part.to)
			continue;
		part.from += stretch->from;
		part.to += stretch->from;
		add_source(report, stretch->line, part, out);
		n = n == 0 ? stretch->line->n : n;
	}
	return n;
}
