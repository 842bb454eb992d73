/* bars.c: tables that were flattened to lines whose cells end with bars. */
#include <stdlib.h>

#include "engine.h"

enum { LEAST_CELLS = 4, LEAST_LINES = 2 };

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

/* The cells of a line, each a line. */
static bool
cut_line(struct cutting *cutting, const struct zl_line *line)
{
	struct zl_engine *engine = cutting->engine;
	struct zl_stretch bar;

	for (uint32_t from = line->start;
	     from < line->end && find_bar(engine, from, line->end, &bar); from = bar.to) {
		take_spaces(engine, from, line->end, &bar);
		struct zl_line *cell = add_line(cutting, line);
		if (cell == NULL)
			return false;
		zl_line_cut(engine, cell, from, bar.to);
		cell->kind = ZL_LINE_CELL;
		cell->flags = ZL_LINE_BARRED;
		cell->flags |= from == line->start ? ZL_LINE_ROW : 0;
		cell->problem = NULL;
		cell->problem_end = bar.from;
		cell->label = cell->detail = cell->attribute = NULL;
		cell->shape = 0;
		cell->ordinal = 0;
	}
	return true;
}

enum zl_status
zl_find_bars(struct zl_engine *engine)
{
	struct cutting cutting = {.engine = engine};
	bool done = true;

	for (size_t i = 0; done && i < engine->lines.count;) {
		uint32_t cells = 0, lines = 0;
		size_t end = run_end(engine, i, &cells, &lines);
		bool table = cells >= LEAST_CELLS && lines >= LEAST_LINES;
		for (end = end > i ? end : i + 1; done && i < end; i++) {
			const struct zl_line *line = &engine->lines.items[i];
			done = table && line->kind == ZL_LINE_TEXT
				   ? cut_line(&cutting, line)
				   : add_line(&cutting, line) != NULL;
		}
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
