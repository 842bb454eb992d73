/*
 * stacks.c: tables of which nothing is left but their cells, one under the other: 序号, 存在的问题,
 * 整改情况, and then 1, what was wrong, what was done; 2, ...  The header's lines name the columns;
 * a row begins with its number alone on a line.  Where a row has fewer lines than the header, cells
 * were empty; where it has more, their text had several lines: then the lines go to the columns
 * that they suit best, in their order.
 */
#include <stdlib.h>

#include "engine.h"

enum {
	MOST_COLUMNS = 14,
	MOST_LINES = 48, /* of a row */
	HEADER_BYTES = 60,
	SHORT_BYTES = 45, /* what an attribute takes at most, in the main */
	SUITS = 6,
	MISSED = 2 /* what a column without a line, and a second line of a column, cost */
};

struct stack {
	struct zl_engine *engine;
	const struct zl_rule *columns[MOST_COLUMNS];
	uint32_t width;
	uint32_t gap; /* the most blank lines between two cells of the header */
};

/* The lines of a row, its number first, and the column of each. */
struct row {
	uint32_t lines[MOST_LINES], count;
	uint8_t column[MOST_LINES];
};

/* The index of the next line with text; *gap: blank ones before it. */
static uint32_t
next_line(const struct zl_engine *engine, uint32_t index, uint32_t *gap)
{
	uint32_t next = (uint32_t)zl_line_after(engine, index);

	*gap = next - index - 1;
	return next;
}

/* Whether the line holds that number and nothing else. */
static bool
is_number(const struct zl_engine *engine, uint32_t index, uint32_t number)
{
	const struct zl_line *line = &engine->lines.items[index];
	uint64_t value = 0;

	if (line->kind != ZL_LINE_TEXT || line->start == line->end || line->end - line->start > 4)
		return false;
	for (uint32_t i = line->start; i < line->end; i++) {
		if (engine->text.data[i] < '0' || engine->text.data[i] > '9')
			return false;
		value = value * 10 + (uint64_t)(engine->text.data[i] - '0');
	}
	return value == number;
}

static const struct zl_rule *
column_of(struct zl_engine *engine, const struct zl_line *line)
{
	if (line->kind != ZL_LINE_TEXT || line->end - line->start > HEADER_BYTES)
		return NULL;
	engine->n = line->n;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_COLUMN, line->start, line->end, NULL);
	return rule != NULL && rule->lines ? NULL : rule;
}

/* Reads the header that may begin at the line; where its first row begins, 0 when there is none. */
static uint32_t
read_header(struct stack *stack, uint32_t index)
{
	struct zl_engine *engine = stack->engine;
	const struct zl_line *line = &engine->lines.items[index];
	uint32_t known = 0, statements = 0, others = 0, gap;
	const struct zl_rule *rule = column_of(engine, line);

	if (rule == NULL || rule->role != ZL_ROLE_NUMBER)
		return 0;
	stack->gap = 0;
	for (stack->width = 0;
	     index < engine->lines.count &&
		     stack
			 ->width<MOST_COLUMNS;
				 index = next_line(engine, index, &gap), stack->gap = gap>
			     stack->gap
		 ? gap
		 : stack->gap) {
		line = &engine->lines.items[index];
		if (is_number(engine, index, 1))
			return statements > 0 && others > 0 && known * 2 >= stack->width ? index
											 : 0;
		if (line->kind != ZL_LINE_TEXT || line->end - line->start > HEADER_BYTES ||
		    (line->flags & ZL_LINE_STOPPED))
			return 0;
		rule = column_of(engine, line);
		known += rule != NULL;
		statements += rule != NULL && rule->role == ZL_ROLE_STATEMENT;
		others += rule != NULL &&
			  (rule->role == ZL_ROLE_RESPONSE || rule->role == ZL_ROLE_ATTRIBUTE);
		stack->columns[stack->width++] = rule;
	}
	return 0;
}

/* Whether the last row cannot go on with the line. */
static bool
ends_row(const struct stack *stack, uint32_t index, uint32_t gap)
{
	const struct zl_line *line = &stack->engine->lines.items[index];

	return gap > stack->gap || (line->flags & (ZL_LINE_CLOSING | ZL_LINE_PART)) != 0;
}

/* Reads the row of that number, which begins at the line.  Where the next begins; 0: it was the
 * last. */
static uint32_t
read_row(const struct stack *stack, uint32_t index, uint32_t number, struct row *row)
{
	struct zl_engine *engine = stack->engine;
	uint32_t gap = 0, fits = 0;

	row->count = 0;
	for (uint32_t i = index; i < engine->lines.count; i = next_line(engine, i, &gap)) {
		if (row->count > 0 && is_number(engine, i, number + 1))
			return i;
		if (row->count == MOST_LINES || engine->lines.items[i].kind != ZL_LINE_TEXT)
			break;
		/* Of the last row only as many lines as there are columns are its. */
		if (fits == 0 && row->count > 0 &&
		    (row->count == stack->width || ends_row(stack, i, gap)))
			fits = row->count;
		row->lines[row->count++] = i;
	}
	row->count = fits > 0 ? fits : row->count < stack->width ? row->count : stack->width;
	return 0;
}

/* How well the line suits a column. */
static int
suits(struct zl_engine *engine, const struct zl_line *line, const struct zl_rule *rule)
{
	bool lacks = zl_is_deficient(engine, line->start, line->end);
	bool brief = line->end - line->start <= SHORT_BYTES;

	if (rule == NULL)
		return lacks ? -MISSED : 0;
	if (rule->role == ZL_ROLE_STATEMENT)
		return lacks ? SUITS : brief ? -MISSED : MISSED;
	if (rule->role == ZL_ROLE_RESPONSE)
		return lacks						  ? -MISSED
		       : zl_tells_of_acts(engine, line->start, line->end) ? SUITS
		       : brief						  ? 0
									  : MISSED;
	return lacks || !brief ? -SUITS : 1;
}

/*
 * What it costs to go from a column to a later one, or to stay: only a row of too many lines should
 * stay, and rather in columns that are not read.
 */
static int
step_cost(const struct stack *stack, const struct row *row, uint32_t from, uint32_t to)
{
	const struct zl_rule *rule = stack->columns[to];

	if (from < to)
		return MISSED * (int)(to - from - 1);
	return (row->count > stack->width ? MISSED : SUITS) +
	       (rule != NULL && rule->role == ZL_ROLE_ATTRIBUTE);
}

/* Gives each line of the row its column: one by one, or those which suit best together. */
static void
align(const struct stack *stack, struct row *row)
{
	struct {
		int sum;
		uint8_t from;
	} best[MOST_LINES][MOST_COLUMNS];
	uint32_t width = stack->width, last = 1;

	for (uint32_t i = 0; i < row->count; i++)
		row->column[i] = (uint8_t)(i + 1);
	if (row->count == width || row->count < 2)
		return;
	for (uint32_t i = 1; i < row->count; i++) {
		const struct zl_line *line = &stack->engine->lines.items[row->lines[i]];
		for (uint32_t j = 1; j < width; j++) {
			best[i][j].sum = i == 1 ? -step_cost(stack, row, 0, j) : INT32_MIN / 2;
			best[i][j].from = 0;
			for (uint32_t k = 1; i > 1 && k <= j; k++) {
				int sum = best[i - 1][k].sum - step_cost(stack, row, k, j);
				if (sum > best[i][j].sum) {
					best[i][j].sum = sum;
					best[i][j].from = (uint8_t)k;
				}
			}
			best[i][j].sum += suits(stack->engine, line, stack->columns[j]);
		}
	}
	for (uint32_t j = 2, i = row->count - 1; j < width; j++)
		if (best[i][j].sum - step_cost(stack, row, j, width) >
		    best[i][last].sum - step_cost(stack, row, last, width))
			last = j;
	for (uint32_t i = row->count - 1; i > 0; last = best[i--][last].from)
		row->column[i] = (uint8_t)(last + 1);
}

/* Makes the line a cell of that column. */
static void
make_cell(struct zl_line *line, uint8_t column, bool begins)
{
	line->kind = ZL_LINE_CELL;
	line->flags = ZL_LINE_BARRED | (begins ? ZL_LINE_ROW : 0);
	line->ordinal = column;
	line->problem = NULL;
	line->problem_end = line->end;
	line->label = line->detail = line->attribute = NULL;
	line->shape = 0;
}

/* The lines [from, to) as cells; those without text go with the cell before. */
static void
make_cells(const struct stack *stack, const struct row *row)
{
	for (uint32_t i = 0; i < row->count; i++) {
		uint32_t end = i + 1 < row->count ? row->lines[i + 1] : row->lines[i] + 1;
		for (uint32_t j = row->lines[i]; j < end; j++)
			make_cell(&stack->engine->lines.items[j], row->column[i],
				  i == 0 && j == row->lines[0]);
	}
}

/* The stack that begins at the line.  Behind its last line; index + 1 when there is none. */
static uint32_t
take_stack(struct stack *stack, uint32_t index)
{
	struct row row = {.count = 0};
	uint32_t first = read_header(stack, index), gap;

	if (first == 0)
		return index + 1;
	for (uint32_t i = index; i < first; i = next_line(stack->engine, i, &gap)) {
		row.column[row.count] = (uint8_t)(row.count + 1);
		row.lines[row.count++] = i;
	}
	make_cells(stack, &row);
	uint32_t last = row.lines[row.count - 1];
	for (uint32_t number = 1; first > 0; number++) {
		uint32_t begin = first;
		for (uint32_t i = last + 1; i < begin; i++)
			make_cell(&stack->engine->lines.items[i], row.column[row.count - 1], false);
		first = read_row(stack, begin, number, &row);
		align(stack, &row);
		make_cells(stack, &row);
		last = row.lines[row.count - 1];
	}
	return last + 1;
}

void
zl_find_stacks(struct zl_engine *engine)
{
	struct stack stack = {.engine = engine};

	for (uint32_t i = 0; i < engine->lines.count && !zl_engine_failed(engine);)
		i = engine->lines.items[i].kind == ZL_LINE_TEXT ? take_stack(&stack, i) : i + 1;
}
