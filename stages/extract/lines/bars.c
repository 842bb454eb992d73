/* bars.c: tables that were flattened to lines whose cells end with bars. */
#include <stdlib.h>

#include "engine.h"

enum {
	LEAST_CELLS = 4,
	LEAST_LINES = 2,
	HEADERS = 8,	 /* lines among which the header is looked for */
	MOST_LINES = 200 /* of a row whose cells stand on several */
};

/* The next bar in view[from, to); false when there is none. */
static bool
find_bar(struct zl_engine *engine, uint32_t from, uint32_t to, struct zl_stretch *bar)
{
	struct zl_match match;

	if (zl_find(engine, ZL_RULE_BAR, from, to, &match) == NULL)
		return false;
	*bar = (struct zl_stretch){(uint32_t)match.whole.from, (uint32_t)match.whole.to};
	return bar->to > bar->from;
}

/* The bars of a line; 0 when it does not end with one. */
static uint32_t
count_bars(struct zl_engine *engine, const struct zl_line *line)
{
	struct zl_stretch bar = {line->start, line->start};
	uint32_t count = 0, from = line->start, last = line->end;

	/* Most lines do not end with one. */
	while (last > from && ((unsigned char)engine->text.data[--last] & 0xC0) == 0x80)
		continue;
	if (line->kind != ZL_LINE_TEXT || !find_bar(engine, last, line->end, &bar))
		return 0;
	for (; from < line->end && find_bar(engine, from, line->end, &bar); from = bar.to)
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

/* Adds view[from, to) of the line as a cell, or part of one, whose bar begins at bar. */
static bool
add_cell(struct cutting *cutting, const struct zl_line *line, uint32_t from, uint32_t to,
	 uint32_t bar)
{
	struct zl_line *cell = add_line(cutting, line);

	if (cell == NULL)
		return false;
	zl_line_cut(cutting->engine, cell, from, to);
	cell->kind = ZL_LINE_CELL;
	cell->flags = ZL_LINE_BARRED;
	cell->problem = NULL;
	cell->problem_end = bar;
	cell->label = cell->detail = cell->attribute = NULL;
	cell->shape = 0;
	cell->ordinal = 0;
	return true;
}

/* The cells of a line, each a line. */
static bool
cut_line(struct cutting *cutting, const struct zl_line *line)
{
	struct zl_engine *engine = cutting->engine;
	struct zl_stretch bar;

	for (uint32_t from = line->start;
	     from < line->end && find_bar(engine, from, line->end, &bar); from = bar.to) {
		take_spaces(engine, from, line->end, &bar);
		if (!add_cell(cutting, line, from, bar.to, bar.from))
			return false;
		if (from == line->start)
			cutting->out.items[cutting->out.count - 1].flags |= ZL_LINE_ROW;
	}
	return true;
}

/* How many columns the line names, each before a bar, that a ledger has; 0: it is no header. */
static uint32_t
count_columns(struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t columns = 0, known = 0, statements = 0;
	struct zl_stretch bar;

	if (count_bars(engine, line) < LEAST_CELLS)
		return 0;
	for (uint32_t from = line->start;
	     from < line->end && find_bar(engine, from, line->end, &bar); from = bar.to) {
		take_spaces(engine, from, line->end, &bar);
		const struct zl_rule *rule = zl_find(engine, ZL_RULE_COLUMN, from, bar.from, NULL);
		columns++;
		known += rule != NULL;
		statements += rule != NULL && rule->role == ZL_ROLE_STATEMENT;
	}
	return statements > 0 && known * 2 >= columns ? columns : 0;
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
		bool barred = find_bar(engine, from, line->end, &bar);
		if (barred)
			take_spaces(engine, from, line->end, &bar);
		to = barred ? bar.to : line->end;
		if (!add_cell(cutting, line, from, to, barred ? bar.from : to))
			return false;
		struct zl_line *cell = &cutting->out.items[cutting->out.count - 1];
		cell->ordinal = (int32_t)*column;
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
						  find_bar(engine, from, line->end, &bar);
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

/* The lines [from, to) as cells, line by line, or column by column where width is given. */
static bool
cut_lines(struct cutting *cutting, size_t from, size_t to, uint32_t width)
{
	uint32_t column = 1;

	cutting->begins = true;
	for (size_t i = from; i < to; i++) {
		const struct zl_line *line = &cutting->engine->lines.items[i];
		bool text = line->kind == ZL_LINE_TEXT;
		if (!(width > 0 ? text ? cut_on(cutting, line, width, &column)
				       : add_blank(cutting, line, column, width)
		      : text ? cut_line(cutting, line)
				: add_line(cutting, line) != NULL))
			return false;
	}
	return true;
}

/* Behind the table that begins with the line; index + 1 when none does.  *width: see cut_lines. */
static size_t
table_end(struct zl_engine *engine, size_t index, uint32_t *width)
{
	uint32_t cells = 0, lines = 0;
	size_t end = run_end(engine, index, &cells, &lines);

	for (size_t i = index; i < end && i < index + HEADERS; i++) {
		*width = count_columns(engine, &engine->lines.items[i]);
		if (*width > 0 && rows_end(engine, i, *width) > end) {
			/* What stands before the header is none of the table. */
			end = i > index ? i : rows_end(engine, i, *width);
			*width = i > index ? 0 : *width;
			return end;
		}
	}
	*width = 0;
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
		done = end > i ? cut_lines(&cutting, i, end, width)
			       : add_line(&cutting, &engine->lines.items[i]) != NULL;
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
