/*
 * letters.c: letters and the replies to them that stand in forms: tables, or lines of cells that
 * end with bars.  What was written and what was replied become lines, each label one and each
 * value, so that they are read as letters on lines are; what else the form holds is kept aside.
 */
#include <stdlib.h>

#include "engine.h"

enum {
	LABEL_CHARACTERS = 10, /* of a label's words, at most */
	LABEL_BYTES = 40,      /* in which they and a bar stand */
	MOST_CELLS = 120       /* of a form */
};

struct cell {
	uint32_t line, row;
	struct zl_stretch text; /* without spaces around it, and its bar */
	const struct zl_rule *label;
};

/* A form: cells with text; and the lines that take the place of the report's. */
struct form {
	struct zl_engine *engine;
	ZL_VECTOR(struct cell) cells;
	size_t statement; /* its label; the count of cells: the reply states it */
	size_t reply;	  /* its label, or where it begins */
	ZL_VECTOR(struct zl_line) out;
};

/* The column rule that the cell matches as a label, with its colon or without. */
static const struct zl_rule *
label_of(struct zl_engine *engine, const struct cell *cell)
{
	uint32_t to = cell->text.to - (engine->text.data[cell->text.to - 1] == ':');

	if (to == cell->text.from || zl_characters(engine, cell->text.from, to) > LABEL_CHARACTERS)
		return NULL;
	engine->n = engine->lines.items[cell->line].n;
	return zl_find(engine, ZL_RULE_COLUMN, cell->text.from, to, NULL);
}

/* Adds view[from, to) of the line as a cell, if it has text.  False: no memory. */
static bool
add_cell(struct form *form, size_t line, uint32_t row, uint32_t from, uint32_t to)
{
	struct zl_engine *engine = form->engine;
	const char *text = engine->text.data;

	while (to > from && text[to - 1] == ' ')
		to--;
	while (from < to && text[from] == ' ')
		from++;
	if (from == to)
		return true;
	struct cell *cell = zl_vector_add(engine->document, (void **)&form->cells.items,
					  &form->cells.count, &form->cells.capacity, sizeof(*cell));
	if (cell == NULL)
		return false;
	*cell = (struct cell){(uint32_t)line, row, {from, to}, NULL};
	cell->label = label_of(engine, cell);
	return true;
}

/* Whether the line is one of a form's: it ends with a bar, or did before the text was cut off. */
static bool
is_barred(struct zl_engine *engine, const struct zl_line *line, bool first)
{
	struct zl_stretch bar;

	return zl_bar_ends(engine, line) ||
	       (!first && line->kind == ZL_LINE_TEXT &&
		zl_bar_next(engine, line->start,
			    zl_reach(engine, line->start, line->end, LABEL_BYTES), &bar));
}

/* Adds the cells of a barred line.  False: no memory. */
static bool
add_barred(struct form *form, size_t index, uint32_t row)
{
	const struct zl_line *line = &form->engine->lines.items[index];
	struct zl_stretch bar;

	for (uint32_t from = line->start; from < line->end; from = bar.to) {
		if (!zl_bar_next(form->engine, from, line->end, &bar))
			bar = (struct zl_stretch){line->end, line->end};
		if (!add_cell(form, index, row, from, bar.from))
			return false;
	}
	return true;
}

/*
 * The cells of the table, or the barred lines, that begin with line index; *end is behind their
 * last line, index when there are none.  False: no memory.
 */
static bool
collect(struct form *form, size_t index, size_t *end)
{
	struct zl_engine *engine = form->engine;
	const struct zl_paragraph *paragraphs = engine->document->paragraphs.items;
	uint32_t table = paragraphs[engine->lines.items[index].n - 1].table;
	bool done = true;

	form->cells.count = 0;
	for (*end = index; done && *end < engine->lines.count; ++*end) {
		const struct zl_line *line = &engine->lines.items[*end];
		const struct zl_paragraph *paragraph = &paragraphs[line->n - 1];
		if (line->kind == ZL_LINE_CELL && paragraph->table == table)
			done = add_cell(form, *end, paragraph->row, line->start, line->end);
		else if (is_barred(engine, line, *end == index))
			done = add_barred(form, *end, (uint32_t)*end);
		else if (line->kind != ZL_LINE_BLANK || *end == index)
			break;
		if (form->cells.count > MOST_CELLS)
			break;
	}
	return done;
}

/* Whether the cell is the first of its row; alone: and its only one. */
static bool
begins_row(const struct form *form, size_t index, bool alone)
{
	const struct cell *cells = form->cells.items;

	return (index == 0 || cells[index - 1].row != cells[index].row) &&
	       (!alone || index + 1 == form->cells.count ||
		cells[index + 1].row != cells[index].row);
}

/* Whether a value stands behind the label: in its row, or alone in the next. */
static bool
has_value(const struct form *form, size_t index)
{
	const struct cell *cells = form->cells.items;
	size_t next = index + 1;

	return next < form->cells.count && cells[next].label == NULL &&
	       (cells[next].row == cells[index].row ||
		(begins_row(form, next, true) &&
		 form->engine->text.data[cells[next].text.to - 1] != ':'));
}

/* Whether a reply begins with the cell: its label, or what an office opens it with. */
static bool
is_reply(struct form *form, size_t index)
{
	const struct cell *cell = &form->cells.items[index];

	/* The reply to a letter may stand behind the form. */
	if (cell->label != NULL)
		return cell->label->role == ZL_ROLE_RESPONSE && cell->label->refers &&
		       begins_row(form, index, false) &&
		       (has_value(form, index) || index + 1 == form->cells.count);
	const struct zl_rule *rule =
	    zl_find(form->engine, ZL_RULE_LABEL, cell->text.from, cell->text.to, NULL);
	return rule != NULL && rule->flag;
}

/* Whether the cell complains; or says what the letter is about, and calls that a problem. */
static bool
complains(struct form *form, size_t index)
{
	const struct cell *cell = &form->cells.items[index];
	bool subject = index > 0 && cell[-1].label != NULL && cell[-1].label->refers;

	return zl_complains(form->engine, cell->text.from, cell->text.to) ||
	       (subject && zl_find(form->engine, ZL_RULE_PROBLEM, cell->text.from, cell->text.to,
				   NULL) != NULL);
}

/* Whether what a letter is about need not be told, as the reply names it. */
static bool
is_named(struct form *form)
{
	for (size_t i = form->reply; i < form->cells.count; i++) {
		const struct cell *cell = &form->cells.items[i];
		if (cell->label == NULL && zl_find(form->engine, ZL_RULE_PROBLEM, cell->text.from,
						   cell->text.to, NULL) != NULL)
			return true;
	}
	return false;
}

/* Whether the form is a letter that complains, with the reply behind it; finds both. */
static bool
is_letter(struct form *form)
{
	const struct cell *cells = form->cells.items;
	size_t count = form->cells.count, subject = count;
	bool complained = false;

	form->statement = form->reply = count;
	for (size_t i = 0; i < count && form->reply == count; i++) {
		const struct zl_rule *label = cells[i].label;
		if (label != NULL && label->role == ZL_ROLE_STATEMENT && has_value(form, i)) {
			if (label->refers && subject == count)
				subject = i;
			if (!label->refers && form->statement == count)
				form->statement = i;
		} else if ((subject < i || form->statement < i) && is_reply(form, i)) {
			form->reply = i;
		} else if (label == NULL) {
			complained = complained || complains(form, i);
		}
	}
	if (!complained || form->reply == count)
		return false;
	if (form->statement == count)
		form->statement = is_named(form) ? count : subject;
	return form->statement == count || cells[form->statement].row != cells[form->reply].row;
}

/* Adds the line's view[from, to) as a line of that kind.  NULL: no memory. */
static struct zl_line *
add_line(struct form *form, const struct zl_line *line, uint32_t from, uint32_t to,
	 enum zl_line_kind kind)
{
	struct zl_line *added =
	    zl_vector_add(form->engine->document, (void **)&form->out.items, &form->out.count,
			  &form->out.capacity, sizeof(*added));

	if (added == NULL)
		return NULL;
	*added = *line;
	added->kind = (uint8_t)kind;
	if (from > line->start || to < line->end || kind == ZL_LINE_TEXT)
		zl_line_cut(form->engine, added, from, to);
	return added;
}

/* Adds the lines [from, to) as they are.  False: no memory. */
static bool
add_lines(struct form *form, size_t from, size_t to)
{
	for (size_t i = from; i < to; i++) {
		const struct zl_line *line = &form->engine->lines.items[i];
		enum zl_line_kind kind = line->kind;
		if (add_line(form, line, line->start, line->end, kind) == NULL)
			return false;
	}
	return true;
}

/*
 * Marks the cells of the letter and the reply, labels and values: what stands behind the label in
 * its row, and alone in the next rows.
 */
static void
choose(struct form *form, bool *chosen)
{
	const struct cell *cells = form->cells.items;
	bool value = false;

	for (size_t i = 0; i < form->cells.count; i++) {
		if (i == form->statement || i == form->reply)
			value = true;
		else if (cells[i].label != NULL ||
			 (begins_row(form, i, false) &&
			  (!begins_row(form, i, true) ||
			   form->engine->text.data[cells[i].text.to - 1] == ':')))
			value = false;
		chosen[i] = value;
	}
}

/* The lines [from, to) of the form as lines of their cells. */
static bool
add_form(struct form *form, size_t from, size_t to)
{
	bool chosen[MOST_CELLS + 1], done = true;
	size_t next = 0;

	choose(form, chosen);
	for (size_t i = from; done && i < to; i++) {
		const struct zl_line *line = &form->engine->lines.items[i];
		uint32_t at = line->start;
		for (; done && next < form->cells.count && form->cells.items[next].line == i;
		     next++) {
			const struct cell *cell = &form->cells.items[next];
			if (!chosen[next])
				continue;
			done = (at == cell->text.from ||
				add_line(form, line, at, cell->text.from, ZL_LINE_RESIDUE) != NULL);
			struct zl_line *added = done ? add_line(form, line, cell->text.from,
								cell->text.to, ZL_LINE_TEXT)
						     : NULL;
			done = added != NULL;
			if (done && cell->label != NULL)
				added->flags |= ZL_LINE_ROW;
			else if (done && form->statement < form->cells.count &&
				 !form->cells.items[form->statement].label->refers)
				added->flags |= ZL_LINE_VALUE;
			at = cell->text.to;
		}
		if (done && (at < line->end || line->start == line->end))
			done = add_line(form, line, at, line->end,
					line->start == line->end ? ZL_LINE_BLANK
								 : ZL_LINE_RESIDUE) != NULL;
	}
	return done;
}

enum zl_status
zl_find_letters(struct zl_engine *engine)
{
	struct form form = {.engine = engine};
	size_t copied = 0, end;
	bool done = true;

	for (size_t i = 0; done && !engine->file->silent && i < engine->lines.count; i = end) {
		done = collect(&form, i, &end);
		if (done && end > i && form.cells.count <= MOST_CELLS && is_letter(&form)) {
			done = add_lines(&form, copied, i) && add_form(&form, i, end);
			copied = end;
		}
		end = end > i ? end : i + 1;
	}
	done = done && (copied == 0 || add_lines(&form, copied, engine->lines.count));
	free(form.cells.items);
	if (!done || copied == 0) {
		free(form.out.items);
		return done && !zl_engine_failed(engine);
	}
	free(engine->lines.items);
	engine->lines.items = form.out.items;
	engine->lines.count = form.out.count;
	engine->lines.capacity = form.out.capacity;
	return !zl_engine_failed(engine);
}
