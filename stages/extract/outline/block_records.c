/* block_records.c: which rows of labels are records of a problem and what was done about it. */
#include "blocks.h"

enum { LEAST_ROWS = 2 };

/* Where the row's value begins: behind the label on its line, or on the next with text. */
static bool
value_of(const struct zl_block *block, const struct zl_block_row *row, struct zl_stretch *value,
	 uint32_t *line)
{
	*line = row->line;
	*value = (struct zl_stretch){row->label_end, zl_block_line(block, row->line)->end};
	if (zl_characters(block->engine, value->from, value->to) > 0)
		return true;
	for (*line = row->line + 1; *line < row->end; ++*line)
		if (zl_block_line(block, *line)->kind == ZL_LINE_TEXT) {
			*value = (struct zl_stretch){zl_block_line(block, *line)->start,
						     zl_block_line(block, *line)->end};
			return true;
		}
	return false;
}

/*
 * Whether the row states the one problem of its record: its label says so; or a paragraph does,
 * beside attributes, or in one sentence, behind the label or of a lack.
 */
static bool
states_problem(const struct zl_block *block, const struct zl_block_row *row, bool attributed)
{
	struct zl_engine *engine = block->engine;
	struct zl_stretch value;
	uint32_t line;

	if (!value_of(block, row, &value, &line))
		return false;
	if (row->rule->flag || row->rule->lines)
		return true;
	bool sentence = zl_stop_end(engine, ZL_STOP_HEADING, value.from, value.to) == value.to;
	return line + 1 >= row->end &&
	       (attributed ||
		(sentence && (line == row->line || zl_is_deficient(engine, value.from, value.to))));
}

bool
zl_block_names_problem(const struct zl_block *block, const struct zl_block_row *row)
{
	struct zl_stretch value;
	uint32_t line;

	if (row->rule == NULL || row->rule->role != ZL_ROLE_ATTRIBUTE ||
	    !value_of(block, row, &value, &line) || line == row->line)
		return false;
	const struct zl_rule *problem = zl_block_line(block, line)->problem;
	return problem != NULL && problem->marker <= ZL_MARKER_TARGET;
}

/* What the rows of a block are. */
struct counts {
	uint32_t records, alone, leading, unread;
};

/* Whether the rows [from, to) are a record; adds what they are to counts. */
static bool
is_record(const struct zl_block *block, size_t from, size_t to, struct counts *counts)
{
	const struct zl_block_row *statement = NULL;
	struct zl_stretch value;
	uint32_t line, answers = 0, attributes = 0;
	bool silent = false, stated = false;

	for (size_t i = from; i < to; i++) {
		const struct zl_block_row *row = &block->rows.items[i];
		if (row->rule == NULL) {
			stated = row->label_end < zl_block_line(block, row->line)->end;
			continue;
		}
		if (row->rule->role == ZL_ROLE_STATEMENT && statement != NULL)
			return false;
		if (row->rule->role == ZL_ROLE_STATEMENT)
			statement = row;
		stated = stated || (statement == NULL && zl_block_names_problem(block, row));
		bool said = value_of(block, row, &value, &line);
		/* What was done comes behind the problem; and the header of a table whose cells
		   became lines is no record. */
		if ((!said && silent) ||
		    (row->rule->role == ZL_ROLE_RESPONSE && statement == NULL && !stated))
			return false;
		silent = !said;
		answers += said && row->rule->role == ZL_ROLE_RESPONSE;
		attributes += said && row->rule->role == ZL_ROLE_ATTRIBUTE;
		counts->leading += statement == NULL && !stated;
		counts->unread +=
		    row == statement && zl_block_line(block, row->line)->problem == NULL;
		counts->alone += said && line > row->line;
	}
	if (!stated && (statement == NULL || !states_problem(block, statement, attributes > 0)))
		return false;
	counts->records++;
	/* A later record may have no answer, but more than its number or its problem. */
	return answers > 0 || (counts->records > 1 && block->rows.items[to - 1].rule != NULL);
}

/* Whether the reply names the problem: 关于您反映的…问题。 */
static bool
names_problem(const struct zl_block *block, const struct zl_block_row *row)
{
	struct zl_engine *engine = block->engine;
	struct zl_match number;

	for (uint32_t i = row->line; i < row->end; i++) {
		const struct zl_line *line = zl_block_line(block, i);
		for (uint32_t at = line->start, from; line->kind == ZL_LINE_TEXT && at < line->end;
		     at = zl_stop_end(engine, ZL_STOP_SENTENCE, at, line->end)) {
			from = zl_find(engine, ZL_RULE_NUMBER, at, line->end, &number) == NULL
				   ? at
				   : (uint32_t)number.whole.to;
			const struct zl_rule *rule =
			    zl_find(engine, ZL_RULE_PROBLEM, from, line->end, NULL);
			if (rule != NULL && rule->marker <= ZL_MARKER_TARGET)
				return true;
		}
	}
	return false;
}

bool
zl_block_holds(struct zl_block *block)
{
	struct zl_block_row *rows = block->rows.items;
	struct counts counts = {0};
	size_t first = 0;

	if (block->rows.count < LEAST_ROWS || zl_block_is_of_problem(block))
		return false;
	for (size_t i = 0; i < block->rows.count; i++) {
		rows[i].begins =
		    i == 0 || rows[i].rule == rows[0].rule || zl_is_teller(rows[i].rule);
		if (i > 0 && rows[i].begins && !is_record(block, first, i, &counts))
			return false;
		first = rows[i].begins ? i : first;
	}
	if (!is_record(block, first, block->rows.count, &counts))
		return false;
	if (block->letter)
		return !names_problem(block, &rows[block->rows.count - 1]);
	bool opened = rows[0].rule == NULL;
	return block->shape != 0 || counts.alone > 0 || counts.unread == counts.records ||
	       (counts.leading > 0 && (opened || counts.records > 1));
}
