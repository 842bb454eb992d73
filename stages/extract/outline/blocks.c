/*
 * blocks.c: findings told as records of labelled lines: what was wrong, who was to see to it, by
 * when, what was done.  A label is a line, or its beginning up to a colon, whose words a column
 * rule knows; what stands behind it up to the next label is its value.  Such a record is a form
 * without a table: its lines become cells, which the builder reads as those of tables.
 *
 * Labels on lines of their own and labels that carry the numbers of one series make records; labels
 * before colons do only where what states the problem is not the first of them, or is known by no
 * other rule, as other lines of labels are read where they stand.
 */
#include "blocks.h"
#include "outline.h"

#include <stdlib.h>

enum { LOOKS = 8 /* times the report's lines that are looked at, at most */ };

/* Adds the line's view[from, to) as a cell; row: it is that of its label.  False: no memory. */
static bool
add_cell(struct zl_block *block, const struct zl_line *line, uint32_t from, uint32_t to,
	 const struct zl_block_row *row)
{
	struct zl_line *cell =
	    zl_vector_add(block->engine->document, (void **)&block->out.items, &block->out.count,
			  &block->out.capacity, sizeof(*cell));

	if (cell == NULL)
		return false;
	*cell = *line;
	if (from > line->start || to < line->end)
		zl_line_cut(block->engine, cell, from, to);
	if (cell->kind != ZL_LINE_RESIDUE)
		cell->kind = ZL_LINE_CELL;
	/* A value that reads as the beginning of a part is none. */
	cell->flags = (uint16_t)((cell->flags & ~ZL_LINE_PART) | ZL_LINE_BLOCK);
	if (row == NULL)
		return true;
	cell->flags |= ZL_LINE_ROW | (row->begins ? ZL_LINE_PART : 0);
	cell->label = row->rule;
	cell->label_end = row->label_end;
	return true;
}

/* The row as cells: the label, and the lines of its value; an attribute and its value are one. */
static bool
add_cells(struct zl_block *block, const struct zl_block_row *row, uint32_t end)
{
	struct zl_line line = *zl_block_line(block, row->line);
	uint32_t from = row->line + 1, to = line.end;

	if (row->rule != NULL && row->rule->role == ZL_ROLE_ATTRIBUTE &&
	    !zl_block_names_problem(block, row)) {
		from = row->end;
		to = line.end = zl_block_line(block, row->end - 1)->end;
		line.segment_end = zl_block_line(block, row->end - 1)->segment_end;
	} else if (row->rule != NULL &&
		   zl_characters(block->engine, row->label_end, line.end) > 0) {
		to = row->label_end;
	}
	if (!add_cell(block, &line, line.start, to, row) ||
	    (to < line.end && !add_cell(block, &line, to, line.end, NULL)))
		return false;
	for (; from < end; from++)
		if (!add_cell(block, zl_block_line(block, from), zl_block_line(block, from)->start,
			      zl_block_line(block, from)->end, NULL))
			return false;
	return true;
}

/* Adds the lines [from, to) as they are.  False: no memory. */
static bool
add_lines(struct zl_block *block, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		struct zl_line *line =
		    zl_vector_add(block->engine->document, (void **)&block->out.items,
				  &block->out.count, &block->out.capacity, sizeof(*line));
		if (line == NULL)
			return false;
		*line = block->engine->lines.items[i];
	}
	return true;
}

/* Adds the cells of all rows.  False: no memory. */
static bool
add_block(struct zl_block *block)
{
	const struct zl_block_row *rows = block->rows.items;

	for (size_t i = 0; i < block->rows.count; i++)
		if (!add_cells(block, &rows[i],
			       i + 1 < block->rows.count ? rows[i + 1].line : rows[i].end))
			return false;
	return true;
}

/* What is a label in a reply only is none elsewhere. */
static void
drop_labels(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->lines.count; i++) {
		struct zl_line *line = &engine->lines.items[i];
		if (line->label == NULL || !line->label->lines || (line->flags & ZL_LINE_BLOCK))
			continue;
		line->label = NULL;
		line->label_end = line->text;
	}
}

/* Takes the lines of the records that were found; without memory, or where none was, the lines
 * stay. */
static enum zl_status
take_blocks(struct zl_block *block, size_t copied, bool done)
{
	struct zl_engine *engine = block->engine;

	done = done && (copied == 0 || add_lines(block, copied, engine->lines.count));
	free(block->rows.items);
	if (!done || copied == 0) {
		free(block->out.items);
		return done;
	}
	free(engine->lines.items);
	engine->lines.items = block->out.items;
	engine->lines.count = block->out.count;
	engine->lines.capacity = block->out.capacity;
	return ZL_DONE;
}

enum zl_status
zl_find_blocks(struct zl_engine *engine)
{
	struct zl_block block = {.engine = engine};
	size_t copied = 0, looked = 0;
	bool done = true;

	for (size_t i = 0; done && !engine->file->silent && i < engine->lines.count;) {
		size_t end = i + 1;
		block.rows.count = 0;
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			done = zl_block_rows(&block, (uint32_t)i);
		if (done && block.rows.count > 0) {
			bool found = zl_block_holds(&block);
			/* Within it another may begin, as long as not too much was looked at. */
			size_t last = block.rows.items[block.rows.count - 1].end;
			looked += last - i;
			if (found || looked > LOOKS * engine->lines.count)
				end = last;
			if (found) {
				done = add_lines(&block, copied, i) && add_block(&block);
				copied = end;
			}
		}
		i = end;
	}
	done = take_blocks(&block, copied, done);
	drop_labels(engine);
	return done && !zl_engine_failed(engine);
}
