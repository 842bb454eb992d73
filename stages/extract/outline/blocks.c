/*
 * blocks.c: findings told as records of labelled lines: what was wrong, who was to see to it, by
 * when, what was done.  A label is a line, or its beginning up to a colon, whose words a column
 * rule knows; what stands behind it up to the next label is its value.  Such a record is a form
 * without a table: its lines become cells, which the builder reads as those of tables.
 *
 * Labels on lines of their own and labels that carry the numbers of one series make records; labels
 * before colons do only where what states the problem is not the first of them, as other lines of
 * labels are read where they stand.
 */
#include <stdlib.h>

#include "headings.h"
#include "outline.h"

enum {
	LABEL_BYTES = 60, /* of a label's words, at most */
	ALONE = 40,	  /* characters of a line that stands alone, at most */
	OUTERMOST = 20,	  /* rank of 一、 */
	OUTER = 30,	  /* and of (一) */
	LEAST_ROWS = 2,
	LOOK_BACK = 64 /* lines above a block among which its heading is looked for */
};

/* A label and the lines up to the next; or the number alone of a record, which has no rule. */
struct row {
	uint32_t line, end; /* of lines; without blank ones at the end */
	uint32_t label_end;
	const struct zl_rule *rule;
	bool begins; /* the first of a record */
};

struct block {
	struct zl_engine *engine;
	ZL_VECTOR(struct row) rows;
	uint8_t shape;	/* of the numbers of labels; 0: they have none */
	int32_t number; /* the last of them */
	int16_t rank;	/* numbers of this rank or less end the block */
	ZL_VECTOR(struct zl_line) out;
};

static const struct zl_line *
line_at(const struct block *block, uint32_t index)
{
	return &block->engine->lines.items[index];
}

static int16_t
rank_of(const struct zl_engine *engine, const struct zl_line *line)
{
	return line->shape == 0
		   ? INT16_MAX
		   : (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->rank;
}

const struct zl_rule *
zl_block_label(struct zl_engine *engine, const struct zl_line *line, uint32_t *end)
{
	const char *text = engine->text.data;
	uint32_t to = line->text, bytes;

	while (to < line->end && text[to] != ':') {
		if (to - line->text > LABEL_BYTES ||
		    zl_stop_at(engine, to, line->end, &bytes) >= ZL_STOP_CLAUSE)
			return NULL;
		to++;
	}
	*end = to + (to < line->end);
	while (to > line->text && text[to - 1] == ' ')
		to--;
	engine->n = line->n;
	return zl_find(engine, ZL_RULE_COLUMN, line->text, to, NULL);
}

/* Whether a line goes on behind the label's end. */
static bool
goes_on(const struct zl_engine *engine, uint32_t label_end, const struct zl_line *line)
{
	return zl_characters(engine, label_end, line->end) > 0;
}

/* Whether the line is the number of a record whose first label follows: 01, 问题1, 序号：1 */
static bool
is_opener(struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);
	uint32_t end;

	return line->shape != 0 && line->text == line->end && next < engine->lines.count &&
	       engine->lines.items[next].kind == ZL_LINE_TEXT &&
	       zl_block_label(engine, &engine->lines.items[next], &end) != NULL;
}

/*
 * Whether the line stands alone behind the row's value, as a signature and a unit's name do: short,
 * without a stop, behind one that has one, or that ends with the line of its label.
 */
static bool
stands_alone(const struct block *block, const struct zl_line *line, const struct row *row)
{
	struct zl_engine *engine = block->engine;
	bool inline_value = goes_on(engine, row->label_end, line_at(block, row->line));
	bool one = row->end == row->line + 1;

	if (line->shape != 0 || (line->flags & ZL_LINE_STOPPED) || (one && !inline_value) ||
	    zl_characters(engine, line->start, line->end) > ALONE)
		return false;
	return one || (line_at(block, row->end - 1)->flags & ZL_LINE_STOPPED);
}

/* Whether the number is that of the block's next label, or of the first one of another record. */
static bool
is_counted(const struct block *block, const struct zl_line *line, const struct zl_rule *rule)
{
	if (line->shape != block->shape || block->rows.count == 0)
		return line->shape == block->shape;
	return block->shape == 0 || line->ordinal == block->number + 1 ||
	       (line->ordinal == 1 && rule->role == ZL_ROLE_STATEMENT);
}

/* Adds the row that begins with the line.  False: no memory. */
static bool
add_row(struct block *block, uint32_t index, const struct zl_rule *rule, uint32_t label_end)
{
	struct zl_document *document = block->engine->document;
	struct row *row = zl_vector_add(document, (void **)&block->rows.items, &block->rows.count,
					&block->rows.capacity, sizeof(*row));

	if (row == NULL)
		return false;
	*row = (struct row){.line = index, .end = index + 1, .label_end = label_end, .rule = rule};
	if (rule != NULL)
		block->number = line_at(block, index)->ordinal;
	return true;
}

/* What a line behind the first is to the block. */
enum part { OUTSIDE, VALUE, LABEL, OPENER };

static enum part
part_of(struct block *block, uint32_t index, const struct zl_rule **rule, uint32_t *label_end)
{
	struct zl_engine *engine = block->engine;
	const struct zl_line *line = line_at(block, index);
	const struct row *last = &block->rows.items[block->rows.count - 1];

	if (line->kind != ZL_LINE_TEXT ||
	    (line->flags & (ZL_LINE_CLOSING | ZL_LINE_PART | ZL_LINE_LAST)))
		return OUTSIDE;
	if (is_opener(engine, index))
		return OPENER;
	*rule = zl_block_label(engine, line, label_end);
	if (*rule != NULL && is_counted(block, line, *rule))
		return LABEL;
	if (rank_of(engine, line) <= block->rank || last->rule == NULL)
		return OUTSIDE;
	/* An attribute before whose value a colon stands ends with its line. */
	if (last->rule->role == ZL_ROLE_ATTRIBUTE && last->end == last->line + 1 &&
	    goes_on(engine, last->label_end, line_at(block, last->line)))
		return OUTSIDE;
	return stands_alone(block, line, last) ? OUTSIDE : VALUE;
}

/* The rank of the numbers of headings that part labels without numbers from what follows. */
static int16_t
heading_rank(const struct block *block, uint32_t index)
{
	const struct zl_line *before = index > 0 ? line_at(block, index - 1) : NULL;

	if (before != NULL && before->kind == ZL_LINE_TEXT && before->shape != 0)
		return rank_of(block->engine, before);
	for (int left = LOOK_BACK; left > 0 && index-- > 0; left--)
		if (line_at(block, index)->kind == ZL_LINE_TEXT &&
		    rank_of(block->engine, line_at(block, index)) <= OUTER)
			return rank_of(block->engine, line_at(block, index));
	return OUTERMOST;
}

/* Finds the rows of the block that may begin with the line; none: it begins no block. */
static bool
find_rows(struct block *block, uint32_t index)
{
	struct zl_engine *engine = block->engine;
	uint32_t label_end = 0;
	const struct zl_rule *rule;
	bool done = true;

	block->rows.count = 0;
	uint32_t first =
	    (uint32_t)(is_opener(engine, index) ? zl_line_after(engine, index) : index);
	rule = first > index ? NULL : zl_block_label(engine, line_at(block, index), &label_end);
	if (first == index && rule == NULL)
		return true;
	block->shape = line_at(block, first)->shape;
	block->rank =
	    block->shape == 0 ? heading_rank(block, index) : rank_of(engine, line_at(block, first));
	done = add_row(block, index, rule, label_end);
	for (size_t i = zl_line_after(engine, index); done && i < engine->lines.count;
	     i = zl_line_after(engine, i)) {
		if (line_at(block, (uint32_t)i)->kind == ZL_LINE_RESIDUE)
			continue;
		enum part part = part_of(block, (uint32_t)i, &rule, &label_end);
		if (part == OUTSIDE)
			break;
		if (part == VALUE)
			block->rows.items[block->rows.count - 1].end = (uint32_t)i + 1;
		else
			done = part == LABEL ? add_row(block, (uint32_t)i, rule, label_end)
					     : add_row(block, (uint32_t)i, NULL, 0);
	}
	return done;
}

/* Where the row's value begins: behind the label on its line, or on the next with text. */
static bool
value_of(const struct block *block, const struct row *row, struct zl_stretch *value, uint32_t *line)
{
	*line = row->line;
	*value = (struct zl_stretch){row->label_end, line_at(block, row->line)->end};
	if (zl_characters(block->engine, value->from, value->to) > 0)
		return true;
	for (*line = row->line + 1; *line < row->end; ++*line)
		if (line_at(block, *line)->kind == ZL_LINE_TEXT) {
			*value = (struct zl_stretch){line_at(block, *line)->start,
						     line_at(block, *line)->end};
			return true;
		}
	return false;
}

/* Whether a number or an item's marker stands at place. */
static bool
has_mark(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	return zl_find(engine, ZL_RULE_NUMBER, place, to, NULL) != NULL ||
	       zl_find(engine, ZL_RULE_ITEM, place, to, NULL) != NULL;
}

/*
 * Whether the value enumerates problems: several marks begin sentences of it, the first of them the
 * value itself; or stand anywhere behind what leads up to them, or under a heading of lists.
 */
static bool
is_list(const struct block *block, const struct row *row, bool heads_lists)
{
	struct zl_engine *engine = block->engine;
	struct zl_stretch value;
	uint32_t line, marks = 0;

	if (!value_of(block, row, &value, &line))
		return false;
	bool listed = heads_lists || has_mark(engine, value.from, value.to) ||
		      engine->text.data[value.to - 1] == ':';
	while (listed && marks < 2) {
		for (uint32_t at = value.from; at < value.to;
		     at = zl_stop_end(engine, ZL_STOP_SENTENCE, at, value.to))
			marks += has_mark(engine, at, value.to);
		if (++line >= row->end)
			break;
		value = (struct zl_stretch){line_at(block, line)->start, line_at(block, line)->end};
	}
	return marks > 1;
}

/*
 * Whether the row states the one problem of its record: its label says so; or a paragraph does that
 * enumerates nothing, beside attributes, or in one sentence that tells of a lack.
 */
static bool
states_problem(const struct block *block, const struct row *row, bool attributed)
{
	struct zl_engine *engine = block->engine;
	struct zl_stretch value;
	uint32_t line;

	if (is_list(block, row, !row->rule->flag) || !value_of(block, row, &value, &line))
		return false;
	if (row->rule->flag)
		return true;
	return line + 1 >= row->end &&
	       (attributed ||
		(zl_stop_end(engine, ZL_STOP_HEADING, value.from, value.to) == value.to &&
		 zl_is_deficient(engine, value.from, value.to)));
}

/* What the rows of a block are. */
struct counts {
	uint32_t records, stated, answered, alone, leading;
};

/* Whether the rows [from, to) are a record; adds what they are to counts. */
static bool
is_record(const struct block *block, size_t from, size_t to, struct counts *counts)
{
	const struct row *statement = NULL;
	struct zl_stretch value;
	uint32_t line, answers = 0, attributes = 0;
	bool silent = false;

	for (size_t i = from; i < to; i++) {
		const struct row *row = &block->rows.items[i];
		if (row->rule == NULL)
			continue;
		if (row->rule->role == ZL_ROLE_STATEMENT && statement != NULL)
			return false;
		if (row->rule->role == ZL_ROLE_STATEMENT)
			statement = row;
		bool said = value_of(block, row, &value, &line);
		/* The header of a table whose cells became lines. */
		if (!said && silent)
			return false;
		silent = !said;
		answers += said && row->rule->role == ZL_ROLE_RESPONSE;
		attributes += said && row->rule->role == ZL_ROLE_ATTRIBUTE;
		counts->leading += statement == NULL;
		counts->alone += said && line > row->line;
	}
	if (statement == NULL || !states_problem(block, statement, attributes > 0))
		return false;
	counts->records++;
	counts->answered += answers > 0;
	return answers > 0 || counts->records > 1;
}

/* Whether the heading above the block's numbers states the problem of which they tell. */
static bool
is_of_problem(const struct block *block)
{
	struct zl_engine *engine = block->engine;
	uint32_t index = block->rows.items[0].line;
	int16_t rank = rank_of(engine, line_at(block, index));

	if (block->rows.items[0].rule == NULL)
		return false;
	for (int left = LOOK_BACK; left > 0 && index-- > 0; left--) {
		const struct zl_line *line = line_at(block, index);
		if (line->kind != ZL_LINE_TEXT || (line->shape == 0 && line->problem == NULL) ||
		    (line->shape != 0 && rank_of(engine, line) >= rank))
			continue;
		uint32_t end = zl_heading_end(engine, line->text, line->end);
		return line->problem != NULL || zl_is_deficient(engine, line->text, end);
	}
	return false;
}

/* Marks where records begin, and says whether all of them are such. */
static bool
is_block(struct block *block)
{
	struct row *rows = block->rows.items;
	struct counts counts = {0};
	size_t first = 0;

	if (block->rows.count < LEAST_ROWS || is_of_problem(block))
		return false;
	for (size_t i = 0; i < block->rows.count; i++) {
		rows[i].begins = i == 0 || rows[i].rule == rows[0].rule;
		if (i > 0 && rows[i].begins && !is_record(block, first, i, &counts))
			return false;
		first = rows[i].begins ? i : first;
	}
	if (!is_record(block, first, block->rows.count, &counts))
		return false;
	bool opened = rows[0].rule == NULL;
	return block->shape != 0 || counts.alone > 0 ||
	       (counts.leading > 0 && (opened || counts.records > 1));
}

/* Adds the line's view[from, to) as a cell.  False: no memory. */
static bool
add_cell(struct block *block, const struct zl_line *line, uint32_t from, uint32_t to,
	 uint16_t flags)
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
	cell->flags |= ZL_LINE_BLOCK | flags;
	return true;
}

/* The row as cells: the label, and the lines of its value; an attribute and its value are one. */
static bool
add_cells(struct block *block, const struct row *row, uint32_t end)
{
	const struct zl_line *line = line_at(block, row->line);
	uint16_t flags = ZL_LINE_ROW | (row->begins ? ZL_LINE_PART : 0);

	if (row->rule != NULL && row->rule->role == ZL_ROLE_ATTRIBUTE) {
		struct zl_line joined = *line;
		joined.end = line_at(block, row->end - 1)->end;
		joined.segment_end = line_at(block, row->end - 1)->segment_end;
		if (!add_cell(block, &joined, joined.start, joined.end, flags))
			return false;
	} else {
		uint32_t to = row->rule != NULL && goes_on(block->engine, row->label_end, line)
				  ? row->label_end
				  : line->end;
		if (!add_cell(block, line, line->start, to, flags) ||
		    (to < line->end && !add_cell(block, line, to, line->end, 0)))
			return false;
		for (uint32_t i = row->line + 1; i < row->end; i++)
			if (!add_cell(block, line_at(block, i), line_at(block, i)->start,
				      line_at(block, i)->end, 0))
				return false;
	}
	for (uint32_t i = row->end; i < end; i++)
		if (!add_cell(block, line_at(block, i), line_at(block, i)->start,
			      line_at(block, i)->end, 0))
			return false;
	return true;
}

/* Adds the lines [from, to) as they are.  False: no memory. */
static bool
add_lines(struct block *block, size_t from, size_t to)
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
add_block(struct block *block)
{
	const struct row *rows = block->rows.items;

	for (size_t i = 0; i < block->rows.count; i++)
		if (!add_cells(block, &rows[i],
			       i + 1 < block->rows.count ? rows[i + 1].line : rows[i].end))
			return false;
	return true;
}

enum zl_status
zl_find_blocks(struct zl_engine *engine)
{
	struct block block = {.engine = engine};
	size_t copied = 0;
	bool done = true;

	for (size_t i = 0; done && !engine->file->silent && i < engine->lines.count;) {
		size_t end = i + 1;
		block.rows.count = 0;
		if (engine->lines.items[i].kind == ZL_LINE_TEXT)
			done = find_rows(&block, (uint32_t)i);
		if (done && block.rows.count > 0) {
			end = block.rows.items[block.rows.count - 1].end;
			if (is_block(&block)) {
				done = add_lines(&block, copied, i) && add_block(&block);
				copied = end;
			}
		}
		i = end;
	}
	done = done && (copied == 0 || add_lines(&block, copied, engine->lines.count));
	free(block.rows.items);
	if (!done || copied == 0) {
		free(block.out.items);
		return done && !zl_engine_failed(engine);
	}
	free(engine->lines.items);
	engine->lines.items = block.out.items;
	engine->lines.count = block.out.count;
	engine->lines.capacity = block.out.capacity;
	return !zl_engine_failed(engine);
}
