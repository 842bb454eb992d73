/* bars.c: tables that were flattened to lines whose cells end with bars. */
#include <stdlib.h>

#include "base/utf8.h"
#include "engine.h"

enum {
	LEAST_CELLS = 4,
	LEAST_LINES = 2,
	HEADERS = 8,	 /* lines among which the header is looked for */
	MOST_LINES = 200 /* of a row whose cells stand on several */
};

bool
zl_bar_next(struct zl_engine *engine, uint32_t from, uint32_t to, struct zl_stretch *bar)
{
	struct zl_match match;

	if (zl_find(engine, ZL_RULE_BAR, from, to, &match) == NULL)
		return false;
	*bar = (struct zl_stretch){(uint32_t)match.whole.from, (uint32_t)match.whole.to};
	return bar->to > bar->from;
}

bool
zl_bar_ends(struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t last = line->end;
	struct zl_stretch bar;

	while (last > line->start && zl_utf8_is_continuation(engine->text.data[--last]))
		continue;
	return line->kind == ZL_LINE_TEXT && zl_bar_next(engine, last, line->end, &bar);
}

/* The bars of a line; 0 when it does not end with one. */
static uint32_t
count_bars(struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_stretch bar = {line->start, line->start};
	uint32_t count = 0, from = line->start;

	/* Most lines do not end with one. */
	if (!zl_bar_ends(engine, line))
		return 0;
	for (; from < line->end && zl_bar_next(engine, from, line->end, &bar); from = bar.to)
		count++;
	return bar.to == line->end ? count : 0;
}

/* Behind the last line of the run of barred lines from index on; blank lines may part them. */
static size_t
run_end(struct zl_engine *engine, size_t index, uint32_t *cells, uint32_t *lines)
{
	size_t end = index;

	*cells = *lines = 0;
	for (size_t i = index; i < engine->lines.count; i = zl_line_after(engine, i)) {
		uint32_t count = count_bars(engine, &engine->lines.items[i]);
		if (count == 0)
			break;
		*cells += count;
		++*lines;
		end = i + 1;
	}
	return end;
}

struct cutting {
	struct zl_engine *engine;
	bool begins; /* the next cell begins a row */
	ZL_VECTOR(struct zl_line) out;
};

static struct zl_line *
add_line(struct cutting *cutting, const struct zl_line *line)
{
	struct zl_line *added =
	    zl_vector_add(cutting->engine->document, (void **)&cutting->out.items,
			  &cutting->out.count, &cutting->out.capacity, sizeof(*added));

	if (added != NULL)
		*added = *line;
	return added;
}

/* The spaces around a bar belong to it: before from and end nothing of them is the cell's. */
static void
take_spaces(const struct zl_engine *engine, uint32_t from, uint32_t end, struct zl_stretch *bar)
{
	while (bar->from > from && engine->text.data[bar->from - 1] == ' ')
		bar->from--;
	while (bar->to < end && engine->text.data[bar->to] == ' ')
		bar->to++;
}

/*
 * Adds view[from, to) of the line as a cell of the column, or part of one, whose bar begins at bar.
 * NULL: no memory.
 */
static struct zl_line *
add_cell(struct cutting *cutting, const struct zl_line *line, uint32_t column, uint32_t from,
	 uint32_t to, uint32_t bar)
{
	struct zl_line *cell = add_line(cutting, line);

	if (cell == NULL)
		return NULL;
	zl_line_cut(cutting->engine, cell, from, to);
	zl_line_make_cell(cell, column, bar);
	return cell;
}

/* The cells of a line, each a line. */
static bool
cut_line(struct cutting *cutting, const struct zl_line *line)
{
	struct zl_engine *engine = cutting->engine;
	struct zl_stretch bar;

	for (uint32_t from = line->start;
	     from < line->end && zl_bar_next(engine, from, line->end, &bar); from = bar.to) {
		take_spaces(engine, from, line->end, &bar);
		struct zl_line *cell = add_cell(cutting, line, 0, from, bar.to, bar.from);
		if (cell == NULL)
			return false;
		cell->flags |= from == line->start ? ZL_LINE_ROW : 0;
	}
	return true;
}

/* What the cells of a header name: columns that a ledger has, and others. */
struct header {
	uint32_t columns, known, statements;
	const struct zl_rule *first; /* column */
};

/* Counts the line's cells, each before a bar, as names of columns. */
static void
count_names(struct zl_engine *engine, const struct zl_line *line, struct header *header)
{
	struct zl_stretch bar;

	for (uint32_t from = line->start;
	     from < line->end && zl_bar_next(engine, from, line->end, &bar); from = bar.to) {
		take_spaces(engine, from, line->end, &bar);
		const struct zl_rule *rule = zl_find(engine, ZL_RULE_COLUMN, from, bar.from, NULL);
		if (header->columns++ == 0)
			header->first = rule;
		header->known += rule != NULL;
		header->statements += rule != NULL && rule->role == ZL_ROLE_STATEMENT;
	}
}

/* Whether a figure is all of the line's first cell. */
static bool
begins_with_figure(struct zl_engine *engine, const struct zl_line *line)
{
	const char *text = engine->text.data;
	struct zl_stretch bar;
	uint32_t place = line->start;

	if (!zl_bar_next(engine, line->start, line->end, &bar))
		return false;
	take_spaces(engine, line->start, line->end, &bar);
	while (place < bar.from && text[place] >= '0' && text[place] <= '9')
		place++;
	return place > line->start && place == bar.from;
}

/* Whether so many known names of so many make a ledger's header. */
static bool
is_header(const struct header *header)
{
	return header->columns >= LEAST_CELLS && header->statements > 0 &&
	       header->known * 2 >= header->columns;
}

/*
 * How many columns the header names that begins with line index, and ends with line *last: that
 * line; or where the first column is of numbers, that before one that begins with a figure.  0: it
 * is no header of a ledger.
 */
static uint32_t
count_columns(struct zl_engine *engine, size_t index, size_t *last)
{
	const struct zl_line *lines = engine->lines.items;
	struct header header = {0};

	*last = index;
	if (count_bars(engine, &lines[index]) < 2)
		return 0;
	count_names(engine, &lines[index], &header);
	if (is_header(&header) || header.first == NULL || header.first->role != ZL_ROLE_NUMBER)
		return is_header(&header) ? header.columns : 0;
	for (size_t i = zl_line_after(engine, index);
	     i < engine->lines.count && i < index + HEADERS && count_bars(engine, &lines[i]) > 0 &&
	     !begins_with_figure(engine, &lines[i]);
	     i = zl_line_after(engine, i)) {
		count_names(engine, &lines[i], &header);
		*last = i;
	}
	return is_header(&header) ? header.columns : 0;
}

/*
 * Cuts the line to cells of the columns from *column on; one that no bar ends goes on in the next
 * line.
 */
static bool
cut_on(struct cutting *cutting, const struct zl_line *line, uint32_t width, uint32_t *column)
{
	struct zl_engine *engine = cutting->engine;
	struct zl_stretch bar;

	for (uint32_t from = line->start, to; from < line->end; from = to) {
		bool barred = zl_bar_next(engine, from, line->end, &bar);
		if (barred)
			take_spaces(engine, from, line->end, &bar);
		to = barred ? bar.to : line->end;
		struct zl_line *cell =
		    add_cell(cutting, line, *column, from, to, barred ? bar.from : to);
		if (cell == NULL)
			return false;
		cell->flags |= cutting->begins ? ZL_LINE_ROW : 0;
		cutting->begins = barred && *column == width;
		*column = barred ? *column % width + 1 : *column;
	}
	return true;
}

/* Adds a line without text as part of the cell before it. */
static bool
add_blank(struct cutting *cutting, const struct zl_line *line, uint32_t column, uint32_t width)
{
	struct zl_line *blank = add_line(cutting, line);

	if (blank == NULL)
		return false;
	if (blank->kind == ZL_LINE_BLANK)
		blank->kind = ZL_LINE_CELL;
	blank->flags |= ZL_LINE_BARRED;
	blank->problem_end = blank->end;
	blank->ordinal = (int32_t)(cutting->begins ? width : column);
	return true;
}

/*
 * A table whose header names width columns in the line, and whose cells may stand on several lines
 * each: as long as rows end with the last column.  Behind its last line; index when there is none.
 */
static size_t
rows_end(struct zl_engine *engine, size_t index, uint32_t width)
{
	size_t end = index;
	uint32_t bars = 0, lines = 0;

	for (size_t i = index + 1; i < engine->lines.count && lines <= MOST_LINES; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		struct zl_stretch bar;
		uint32_t here = 0;
		for (uint32_t from = line->start; line->kind == ZL_LINE_TEXT && from < line->end &&
						  zl_bar_next(engine, from, line->end, &bar);
		     from = bar.to)
			here++;
		/* Between rows every line has a bar. */
		if (line->kind == ZL_LINE_TEXT && here == 0 && bars % width == 0)
			break;
		bars += here;
		lines = bars % width == 0 ? 0 : lines + 1;
		if (here > 0 && bars % width == 0)
			end = i + 1;
	}
	/* The last row may have lost its end, with the text's. */
	return lines > 0 && lines <= MOST_LINES && bars > width ? engine->lines.count : end;
}

/* The lines [from, to) as cells, a row each. */
static bool
cut_rows(struct cutting *cutting, size_t from, size_t to)
{
	bool done = true;

	for (size_t i = from; done && i < to; i++) {
		const struct zl_line *line = &cutting->engine->lines.items[i];
		done = line->kind == ZL_LINE_TEXT ? cut_line(cutting, line)
						  : add_line(cutting, line) != NULL;
	}
	return done;
}

/* The lines [from, to) as cells, in rows of so many. */
static bool
cut_columns(struct cutting *cutting, size_t from, size_t to, uint32_t width)
{
	uint32_t column = 1;
	bool done = true;

	cutting->begins = true;
	for (size_t i = from; done && i < to; i++) {
		const struct zl_line *line = &cutting->engine->lines.items[i];
		done = line->kind == ZL_LINE_TEXT ? cut_on(cutting, line, width, &column)
						  : add_blank(cutting, line, column, width);
	}
	return done;
}

/*
 * Behind the table that begins with the line; index when none does.  *width: of its rows, whose
 * cells may stand on several lines; 0: each line is one.
 */
static size_t
table_end(struct zl_engine *engine, size_t index, uint32_t *width)
{
	uint32_t cells = 0, lines = 0;
	size_t end = run_end(engine, index, &cells, &lines);

	*width = 0;
	for (size_t i = index; i < end && i < index + HEADERS; i++) {
		size_t last = i;
		uint32_t columns = count_columns(engine, i, &last);
		size_t behind = columns > 0 ? rows_end(engine, last, columns) : i;
		/* Rows of a line each need no counting, unless the header has several. */
		if (behind <= (last > i ? last + 1 : end))
			continue;
		/* What stands before the header is none of the table. */
		if (i > index)
			return i;
		*width = columns;
		return behind;
	}
	return cells >= LEAST_CELLS && lines >= LEAST_LINES ? end : index;
}

enum zl_status
zl_find_bars(struct zl_engine *engine)
{
	struct cutting cutting = {.engine = engine};
	bool done = true;

	for (size_t i = 0; done && i < engine->lines.count;) {
		uint32_t width = 0;
		size_t end = table_end(engine, i, &width);
		if (end == i)
			done = add_line(&cutting, &engine->lines.items[i]) != NULL;
		else
			done = width > 0 ? cut_columns(&cutting, i, end, width)
					 : cut_rows(&cutting, i, end);
		i = end > i ? end : i + 1;
	}
	if (!done) {
		free(cutting.out.items);
		return ZL_FAILED;
	}
	free(engine->lines.items);
	engine->lines.items = cutting.out.items;
	engine->lines.count = cutting.out.count;
	engine->lines.capacity = cutting.out.capacity;
	return !zl_engine_failed(engine);
}
