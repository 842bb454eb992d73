/*
 * stacks.c: tables of which nothing is left but their cells, one under the other: 序号, 存在的问题,
 * 整改情况, and then 1, what was wrong, what was done; 2, ...  The header's lines name the columns;
 * a row begins with its number alone on a line.  Without numbers every row has a line a column.
 * Where a numbered row has fewer lines than the header, cells were empty; where it has more, their
 * text had several lines: then the lines go to the columns that they suit best, in their order.
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
	uint32_t last[MOST_COLUMNS]; /* the last line of each one's name */
	uint32_t width;
	uint32_t first;				       /* the number of the first row */
	uint32_t known, statements, responses, others; /* of the columns */
	uint32_t gap; /* the most blank lines between two cells of the header */
	bool numbered;
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

static uint32_t
words_end(const struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t end = line->end;

	while (end > line->start && engine->text.data[end - 1] == ' ')
		end--;
	return end;
}

/* Whether the line holds a number and nothing else; *number is it. */
static bool
read_number(const struct zl_engine *engine, uint32_t index, uint32_t *number)
{
	const struct zl_line *line = &engine->lines.items[index];
	uint32_t end = words_end(engine, line);

	*number = 0;
	if (line->kind != ZL_LINE_TEXT || line->start == end || end - line->start > 4)
		return false;
	for (uint32_t i = line->start; i < end; i++) {
		if (engine->text.data[i] < '0' || engine->text.data[i] > '9')
			return false;
		*number = *number * 10 + (uint32_t)(engine->text.data[i] - '0');
	}
	return true;
}

static bool
is_number(const struct zl_engine *engine, uint32_t index, uint32_t number)
{
	uint32_t value;

	return read_number(engine, index, &value) && value == number;
}

/* The rule that knows the lines, without spaces at their end, as the name of a column. */
static const struct zl_rule *
column_over(struct zl_engine *engine, const struct zl_line *line, const struct zl_line *last)
{
	uint32_t end = words_end(engine, last);

	if (line->kind != ZL_LINE_TEXT || end - line->start > HEADER_BYTES)
		return NULL;
	engine->n = line->n;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_COLUMN, line->start, end, NULL);
	return rule != NULL && rule->lines ? NULL : rule;
}

static const struct zl_rule *
column_of(struct zl_engine *engine, const struct zl_line *line)
{
	return column_over(engine, line, line);
}

static bool
is_short(const struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];

	return line->kind == ZL_LINE_TEXT && line->end - line->start <= HEADER_BYTES &&
	       !(line->flags & ZL_LINE_STOPPED);
}

/*
 * Takes the line as the name of one more column, or with the next, where both together are known
 * and not each alone; *index goes to its last.  False: it cannot be one.
 */
static bool
add_column(struct stack *stack, uint32_t *index)
{
	struct zl_engine *engine = stack->engine;
	uint32_t gap, next = next_line(engine, *index, &gap);

	if (!is_short(engine, *index) || stack->width == MOST_COLUMNS)
		return false;
	const struct zl_line *line = &engine->lines.items[*index];
	const struct zl_rule *rule = column_of(engine, line), *both = NULL;
	if (next < engine->lines.count && is_short(engine, next) &&
	    (rule == NULL || column_of(engine, &engine->lines.items[next]) == NULL))
		both = column_over(engine, line, &engine->lines.items[next]);
	if (both != NULL) {
		rule = both;
		*index = next;
	}
	stack->known += rule != NULL;
	stack->statements += rule != NULL && rule->role == ZL_ROLE_STATEMENT;
	stack->responses += rule != NULL && rule->role == ZL_ROLE_RESPONSE;
	stack->others += rule != NULL && rule->role == ZL_ROLE_ATTRIBUTE;
	stack->last[stack->width] = *index;
	stack->columns[stack->width++] = rule;
	return true;
}

/* Whether the first numbered row begins with the line: some days' tables go on with others'. */
static bool
begins_rows(struct stack *stack, uint32_t index)
{
	return read_number(stack->engine, index, &stack->first) &&
	       (stack->first == 1 ||
		(stack->first > 0 && stack->known > 3 && stack->responses > 0));
}

/*
 * Reads the header that may begin at the line.  Where its first row begins, 0 when there is none:
 * at a number, where the first column is that of numbers; else behind the last name of a
 * column.
 */
static uint32_t
read_header(struct stack *stack, uint32_t index)
{
	struct zl_engine *engine = stack->engine;
	const struct zl_rule *first = column_of(engine, &engine->lines.items[index]);
	uint32_t at = index, gap;

	*stack = (struct stack){.engine = engine};
	stack->numbered = first != NULL && first->role == ZL_ROLE_NUMBER;
	while (at < engine->lines.count) {
		bool row =
		    stack->numbered
			? begins_rows(stack, at)
			: stack->width > 1 && column_of(engine, &engine->lines.items[at]) == NULL;
		if (row && stack->statements > 0 && stack->known * 2 >= stack->width)
			return stack->responses + (stack->numbered ? stack->others : 0) > 0 ? at
											    : 0;
		/* Only the first may have a name that no rule knows. */
		if (row || !add_column(stack, &at) ||
		    (!stack->numbered && stack->known + 1 < stack->width))
			return 0;
		at = next_line(engine, at, &gap);
		stack->gap = gap > stack->gap ? gap : stack->gap;
	}
	return 0;
}

/* Whether no row goes on with the line. */
static bool
ends_row(const struct stack *stack, uint32_t index)
{
	return stack->engine->lines.items[index].flags & (ZL_LINE_CLOSING | ZL_LINE_PART);
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
		    (row->count == stack->width || gap > stack->gap || ends_row(stack, i)))
			fits = row->count;
		row->lines[row->count++] = i;
	}
	if (fits > 0)
		row->count = fits;
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
	if (from < to)
		return MISSED * (int)(to - from - 1);
	const struct zl_rule *rule = stack->columns[to];
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

/* Makes the lines [from, to) cells of the column, or parts of one. */
static void
make_cells(const struct stack *stack, uint32_t from, uint32_t to, uint32_t column)
{
	for (uint32_t i = from; i < to; i++) {
		struct zl_line *line = &stack->engine->lines.items[i];
		zl_line_make_cell(line, column, line->end);
	}
}

/* Makes the row's lines cells; those without text go with the cell before.  Behind the last. */
static uint32_t
make_row(const struct stack *stack, const struct row *row)
{
	uint32_t end = row->lines[row->count - 1] + 1;

	for (uint32_t i = 0; i < row->count; i++)
		make_cells(stack, row->lines[i], i + 1 < row->count ? row->lines[i + 1] : end,
			   row->column[i]);
	stack->engine->lines.items[row->lines[0]].flags |= ZL_LINE_ROW;
	return end;
}

/* Makes the header's lines [from, to) cells; blank ones go with the name before. */
static void
make_header(const struct stack *stack, uint32_t from, uint32_t to)
{
	stack->engine->lines.items[from].flags |= ZL_LINE_ROW;
	for (uint32_t i = 0; i < stack->width; i++) {
		uint32_t end = i + 1 < stack->width ? stack->last[i] + 1 : to;
		make_cells(stack, from, end, i + 1);
		from = end;
	}
}

/*
 * The next row of a stack without numbers, which has as many lines as columns: it says what was
 * wrong, or what was done.  False: it does not.
 */
static bool
read_plain_row(const struct stack *stack, uint32_t index, struct row *row)
{
	struct zl_engine *engine = stack->engine;
	bool told = false;

	for (row->count = 0; row->count < stack->width;
	     index = (uint32_t)zl_line_after(engine, index)) {
		if (index >= engine->lines.count ||
		    engine->lines.items[index].kind != ZL_LINE_TEXT ||
		    (row->count > 0 && ends_row(stack, index)))
			return false;
		const struct zl_rule *rule = stack->columns[row->count];
		const struct zl_line *line = &engine->lines.items[index];
		told = told || (rule != NULL && suits(engine, line, rule) == SUITS);
		row->column[row->count] = (uint8_t)(row->count + 1);
		row->lines[row->count++] = index;
	}
	return told;
}

static uint32_t
line_behind(const struct stack *stack, const struct row *row)
{
	return (uint32_t)zl_line_after(stack->engine, row->lines[row->count - 1]);
}

/* The stack without numbers whose first row may begin at the line.  Behind its last line. */
static uint32_t
take_plain_rows(struct stack *stack, uint32_t header, uint32_t first)
{
	struct row row, second;
	uint32_t end = first;

	/* Two rows at least make a table. */
	if (!read_plain_row(stack, first, &row) ||
	    !read_plain_row(stack, line_behind(stack, &row), &second))
		return header + 1;
	make_header(stack, header, first);
	do {
		make_cells(stack, end, row.lines[0], stack->width);
		end = make_row(stack, &row);
	} while (read_plain_row(stack, line_behind(stack, &row), &row));
	return end;
}

/* The numbered rows of a stack, the first of which begins at the line.  Behind the last. */
static uint32_t
take_rows(struct stack *stack, uint32_t first)
{
	struct row row;
	uint32_t end = first;

	for (uint32_t number = stack->first; first > 0; number++) {
		first = read_row(stack, first, number, &row);
		align(stack, &row);
		end = make_row(stack, &row);
		if (first > 0)
			make_cells(stack, end, first, row.column[row.count - 1]);
	}
	return end;
}

/* The stack that begins at the line.  Behind its last line; index + 1 when there is none. */
static uint32_t
take_stack(struct stack *stack, uint32_t index)
{
	struct zl_engine *engine = stack->engine;
	uint32_t next = (uint32_t)zl_line_after(engine, index), first = 0;

	/* Most lines are longer. */
	if (next < engine->lines.count && is_short(engine, index) && is_short(engine, next))
		first = read_header(stack, index);
	if (first == 0)
		return index + 1;
	if (!stack->numbered)
		return take_plain_rows(stack, index, first);
	make_header(stack, index, first);
	return take_rows(stack, first);
}

void
zl_find_stacks(struct zl_engine *engine)
{
	struct stack stack = {.engine = engine};

	for (uint32_t i = 0; i < engine->lines.count && !zl_engine_failed(engine);)
		i = engine->lines.items[i].kind == ZL_LINE_TEXT ? take_stack(&stack, i) : i + 1;
}
