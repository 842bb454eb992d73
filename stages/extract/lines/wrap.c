/*
 * wrap.c: lines that layout broke.  Three kinds: text broken at a fixed width, a problem whose
 * quotation is broken over lines, and pages whose index was taken for text (1、 2、 before each).
 */
#include <stdlib.h>
#include <string.h>

#include "engine.h"

enum {
	LEAST_LINES = 8,  /* that tell a width */
	LEAST_WIDTH = 30, /* columns */
	MOST_WIDTH = 120, /* wider lines are paragraphs */
	SLACK = 10,	  /* columns by which a full line may be shorter */
	WIDTHS = 256,	  /* lengths counted; the last stands for all beyond */
	SIGN_BYTES = 12,  /* of a line that is an item's sign, at most */
	OPEN_LINES = 3,	  /* over which an open quotation is followed */
	LEAST_PAGES = 2,
	PAGE_CHARACTERS = 60 /* least average of a page's text */
};

/*
 * What the lines' lengths say.  An ideograph takes two columns; an ASCII character one, or two
 * where lines were broken at a number of characters.
 */
struct widths {
	uint32_t counts[WIDTHS];
	uint32_t lines, indented, width;
	uint32_t narrow; /* the columns of an ASCII character */
};

/* Columns of bytes of the document. */
static uint32_t
columns_of(const struct widths *widths, const char *text, size_t length)
{
	size_t narrow = 0, wide = 0;

	/* No character of UTF-8 takes more than two bytes a column. */
	if (length >= 2 * (size_t)WIDTHS)
		return WIDTHS;
	for (size_t i = 0; i < length; i++) {
		narrow += (unsigned char)text[i] < 0x80;
		wide += (unsigned char)text[i] >= 0xC0;
	}
	size_t count = narrow * widths->narrow + 2 * wide;
	return count < WIDTHS ? (uint32_t)count : WIDTHS;
}

/* The white space that was taken away at the beginning of paragraph n; empty if none was. */
static struct zl_string
space_before(const struct zl_document *document, uint32_t n)
{
	const struct zl_change *changes = document->changes.items;
	size_t low = 0, high = document->changes.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (changes[middle].n < n)
			low = middle + 1;
		else
			high = middle;
	}
	if (low < document->changes.count && changes[low].n == n && changes[low].offset == 0 &&
	    changes[low].new_text.length == 0)
		return changes[low].old;
	return (struct zl_string){0};
}

/* Where in its paragraph view[place] begins, which lies in the segment or is its end. */
static size_t
source_offset(const struct zl_engine *engine, const struct zl_segment *segment, uint32_t place)
{
	return place < segment->end ? zl_view_source(engine, segment, place) : segment->to;
}

/* By how many columns the line is indented. */
static uint32_t
indent(const struct zl_engine *engine, const struct widths *widths, const struct zl_line *line)
{
	const struct zl_segment *segment = &engine->segments.items[line->segment];
	const struct zl_document *document = engine->document;

	if (segment->kind != ZL_SEGMENT_TEXT || segment->end == segment->start)
		return 0;
	size_t first = source_offset(engine, segment, segment->start);
	if (first > segment->from)
		return columns_of(
		    widths, document->paragraphs.items[segment->n - 1].text.data + segment->from,
		    first - segment->from);
	struct zl_string space = {0};
	if (segment->from == 0)
		space = space_before(document, segment->n);
	return columns_of(widths, space.data, space.length);
}

/* The columns that view[place, line->end) takes, as it stands in the document. */
static uint32_t
columns(const struct zl_engine *engine, const struct widths *widths, const struct zl_line *line,
	uint32_t place)
{
	uint32_t count = place == line->start ? indent(engine, widths, line) : 0;

	for (uint32_t i = (uint32_t)zl_view_segment(engine, line, place);
	     i < line->segment_end && count < WIDTHS; i++) {
		const struct zl_segment *segment = &engine->segments.items[i];
		if (segment->start >= line->end)
			break;
		uint32_t from = segment->start > place ? segment->start : place;
		uint32_t to = segment->end < line->end ? segment->end : line->end;
		if (segment->kind != ZL_SEGMENT_TEXT || from >= to)
			continue;
		size_t first = source_offset(engine, segment, from);
		count += columns_of(
		    widths, engine->document->paragraphs.items[segment->n - 1].text.data + first,
		    source_offset(engine, segment, to) - first);
	}
	return count;
}

static void
measure(const struct zl_engine *engine, uint32_t narrow, struct widths *widths)
{
	*widths = (struct widths){.narrow = narrow};
	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		uint32_t length = columns(engine, widths, line, line->start);
		widths->counts[length < WIDTHS ? length : WIDTHS - 1]++;
		widths->lines++;
		widths->indented += indent(engine, widths, line) > 0;
	}
	/* The width: what nine of ten lines do not exceed. */
	uint32_t seen = 0;
	while (widths->width < WIDTHS - 1 && seen * 10 < widths->lines * 9)
		seen += widths->counts[widths->width++];
}

static bool
may_be_wrapped(const struct widths *widths)
{
	return widths->lines >= LEAST_LINES && widths->width >= LEAST_WIDTH &&
	       widths->width <= MOST_WIDTH;
}

/* How many lines have the commonest length, give or take a column. */
static uint32_t
commonest(const struct widths *widths)
{
	uint32_t most = 0;

	for (uint32_t i = LEAST_WIDTH; i + 1 < WIDTHS; i++)
		if (widths->counts[i] + widths->counts[i + 1] > most)
			most = widths->counts[i] + widths->counts[i + 1];
	return most;
}

/* Measures in columns, or in characters where these make more lines alike. */
static void
measure_best(const struct zl_engine *engine, struct widths *widths)
{
	struct widths characters;

	measure(engine, 1, widths);
	if (!may_be_wrapped(widths))
		return;
	measure(engine, 2, &characters);
	if (commonest(&characters) > commonest(widths))
		*widths = characters;
}

/* Whether the text is broken at a fixed width: many full lines, and none much wider. */
static bool
is_wrapped(const struct zl_engine *engine, const struct widths *widths)
{
	uint32_t wider = 0, full = 0;

	if (!may_be_wrapped(widths))
		return false;
	for (uint32_t i = widths->width + SLACK; i < WIDTHS; i++)
		wider += widths->counts[i];
	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		full += line->kind == ZL_LINE_TEXT && !(line->flags & ZL_LINE_STOPPED) &&
			columns(engine, widths, line, line->start) + SLACK >= widths->width;
	}
	return wider * 20 <= widths->lines && full * 3 >= widths->lines;
}

/* Whether something of its own begins with the line. */
static bool
begins(const struct zl_line *line)
{
	return !zl_line_is_plain(line) || (line->flags & (ZL_LINE_PART | ZL_LINE_CLOSING));
}

/* Whether a quotation is opened in the line and not closed. */
static bool
is_open(const struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t place = line->text, bytes;
	size_t pair;
	int quote, depth = 0;

	for (; (quote = zl_quote_next(engine, &place, line->end, &bytes, &pair)) != ZL_QUOTE_NONE;
	     place += bytes) {
		depth += quote == ZL_QUOTE_OPEN;
		depth -= quote == ZL_QUOTE_CLOSE;
	}
	return depth > 0;
}

/* Whether next goes on with what line says, in a text broken at the width. */
static bool
goes_on(const struct zl_engine *engine, const struct widths *widths, const struct zl_line *line,
	const struct zl_line *next)
{
	bool indents =
	    widths->indented * 20 > widths->lines && widths->indented * 10 < widths->lines * 8;
	/* Of lines put together, text is where the last of them begins: see join_wrapped. */
	uint32_t begin = line->text > line->start && line->shape == 0 ? line->text : line->start;
	bool full = columns(engine, widths, line, begin) + SLACK >= widths->width ||
		    zl_ends_within(engine, begin, line->end);
	bool stopped = line->flags & ZL_LINE_STOPPED;

	if (line->kind != ZL_LINE_TEXT || next->kind != ZL_LINE_TEXT || (stopped && !full))
		return false;
	if (indents && indent(engine, widths, next) > 0)
		return false;
	/* Without indents, what begins anew must be told by its words; by chance a number may do
	 * so. */
	return indents || (full && !stopped && (!begins(next) || is_open(engine, line)));
}

static void
append(struct zl_engine *engine, struct zl_line *line, const struct zl_line *next)
{
	line->end = next->end;
	line->segment_end = next->segment_end;
	zl_line_read(engine, line);
}

static void
join_wrapped(struct zl_engine *engine, const struct widths *widths)
{
	struct zl_line *lines = engine->lines.items;
	size_t kept = 0;

	for (size_t i = 1; i < engine->lines.count; i++) {
		if (goes_on(engine, widths, &lines[kept], &lines[i])) {
			lines[kept].end = lines[i].end;
			lines[kept].segment_end = lines[i].segment_end;
			lines[kept].flags = lines[i].flags & ZL_LINE_STOPPED;
			lines[kept].text = lines[i].start;
			lines[kept].shape = 0;
			continue;
		}
		lines[++kept] = lines[i];
	}
	engine->lines.count = kept + 1;
	zl_lines_read(engine);
}

/* How many lines behind index the problem that it opens goes on over; 0: it opens none. */
static size_t
open_lines(struct zl_engine *engine, size_t index)
{
	const struct zl_line *lines = engine->lines.items;
	struct zl_match match;

	if (lines[index].kind != ZL_LINE_TEXT || (lines[index].flags & ZL_LINE_STOPPED) ||
	    (lines[index].problem == NULL && !is_open(engine, &lines[index])))
		return 0;
	for (size_t i = 1; i <= OPEN_LINES && index + i < engine->lines.count; i++) {
		const struct zl_line *next = &lines[index + i];
		if (next->kind != ZL_LINE_TEXT || begins(next))
			return 0;
		if (lines[index].problem == NULL &&
		    zl_find(engine, ZL_RULE_PROBLEM, lines[index].text, next->end, &match) !=
			NULL &&
		    match.whole.to > next->start)
			return i;
	}
	return 0;
}

static void
join_open(struct zl_engine *engine)
{
	struct zl_line *lines = engine->lines.items;
	size_t kept = 0;

	for (size_t i = 0; i < engine->lines.count; i++, kept++) {
		size_t more = open_lines(engine, i);
		lines[kept] = lines[i];
		for (; more > 0; more--)
			append(engine, &lines[kept], &lines[++i]);
	}
	engine->lines.count = kept;
}

/* Whether the line breaks off: sentences end in it, or clauses, but none at its end. */
static bool
is_broken(const struct zl_engine *engine, const struct zl_line *line)
{
	return !(line->flags & ZL_LINE_STOPPED) &&
	       (zl_stop_end(engine, ZL_STOP_SENTENCE, line->text, line->end) < line->end ||
		zl_ends_within(engine, line->text, line->end));
}

/*
 * The line with the first page's index, behind nothing but a title and what a site added; the
 * number of lines: none.
 */
static size_t
first_page(struct zl_engine *engine)
{
	size_t i = 0;

	for (; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		engine->n = line->n;
		if (line->kind == ZL_LINE_TEXT && line->shape != 0 && line->ordinal == 1)
			return i;
		if (line->kind == ZL_LINE_TEXT &&
		    zl_characters(engine, line->start, line->end) > PAGE_CHARACTERS &&
		    zl_find(engine, ZL_RULE_RESIDUE, line->start, line->end, NULL) == NULL)
			return engine->lines.count;
	}
	return i;
}

bool
zl_has_pages(struct zl_engine *engine)
{
	const struct zl_line *lines = engine->lines.items, *before = NULL;
	size_t first = first_page(engine), broken = 0, characters = 0;
	int32_t pages = 0;

	for (size_t i = first; i < engine->lines.count; i++) {
		const struct zl_line *line = &lines[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		if (line->shape == lines[first].shape && line->ordinal == pages + 1) {
			broken += before != NULL && is_broken(engine, before);
			pages++;
		}
		characters += zl_characters(engine, line->start, line->end);
		before = line;
	}
	if (pages < LEAST_PAGES || broken == 0 || (int32_t)broken * 2 < pages - 1 ||
	    characters < (size_t)pages * PAGE_CHARACTERS)
		return false;
	engine->pages = engine->file->kinds[ZL_RULE_NUMBER].items[lines[first].shape - 1];
	engine->first_page = lines[first].n;
	return true;
}

/* Puts lines together that the end of a page broke off. */
static void
join_pages(struct zl_engine *engine)
{
	struct zl_line *lines = engine->lines.items;
	size_t kept = 0, last = SIZE_MAX; /* the line that the next may go on with */

	for (size_t i = 0; i < engine->lines.count; i++) {
		if (lines[i].kind == ZL_LINE_TEXT && last != SIZE_MAX &&
		    is_broken(engine, &lines[last])) {
			kept = last + 1; /* with what is blank between them */
			lines[last].end = lines[i].end;
			lines[last].segment_end = lines[i].segment_end;
			lines[last].flags = lines[i].flags & ZL_LINE_STOPPED;
			lines[last].text = lines[i].start;
			continue;
		}
		lines[kept] = lines[i];
		if (lines[kept].kind == ZL_LINE_TEXT)
			last = lines[kept].n >= engine->first_page ? kept : SIZE_MAX;
		else if (lines[kept].kind != ZL_LINE_BLANK)
			last = SIZE_MAX;
		kept++;
	}
	engine->lines.count = kept;
	zl_lines_read(engine);
}

/* Whether nothing but the sign of an item that goes on up to end stands on the line: - or ● */
static bool
is_sign_only(struct zl_engine *engine, const struct zl_line *line, uint32_t end)
{
	struct zl_match match;

	engine->n = line->n;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_ITEM, line->start, end, &match);
	return rule != NULL && rule->ordinal == 0 && match.whole.to == line->end &&
	       match.groups[ZL_GROUP_VALUE].from == SIZE_MAX;
}

/* Puts signs that stand alone on their lines before the items that they mark. */
static void
join_signs(struct zl_engine *engine)
{
	struct zl_line *lines = engine->lines.items;
	size_t kept = 0;

	for (size_t i = 0; i < engine->lines.count; i++, kept++) {
		lines[kept] = lines[i];
		if (lines[i].kind != ZL_LINE_TEXT || lines[i].end - lines[i].start > SIGN_BYTES)
			continue;
		size_t next = zl_line_after(engine, i);
		if (next >= engine->lines.count || lines[next].kind != ZL_LINE_TEXT ||
		    lines[next].end - lines[next].start <= SIGN_BYTES ||
		    !is_sign_only(engine, &lines[i], lines[next].end))
			continue;
		append(engine, &lines[kept], &lines[next]);
		i = next;
	}
	engine->lines.count = kept;
}

void
zl_wrap(struct zl_engine *engine)
{
	struct widths widths;

	if (engine->lines.count == 0)
		return;
	join_signs(engine);
	if (engine->pages != NULL) {
		join_pages(engine);
		return;
	}
	measure_best(engine, &widths);
	if (is_wrapped(engine, &widths))
		join_wrapped(engine, &widths);
	join_open(engine);
}
