/* block_rows.c: labels, and the lines that belong to them. */
#include <string.h>

#include "blocks.h"
#include "outline.h"

enum {
	LABEL_BYTES = 60, /* of a label's words, at most */
	ALONE = 40,	  /* characters of a line that stands alone, at most */
	OF_PROBLEM = 1,	  /* rank of numbers of problems */
	OUTERMOST = 20,	  /* rank of 一、 */
	OUTER = 30,	  /* and of (一) */
	LETTER_LINES = 6, /* of a letter and what stands before its reply, at most */
	LOOK_BACK = 64	  /* lines above a block among which its heading is looked for */
};

/* The rank of the line's number; what numbers problems is outside of labels. */
static int16_t
rank_of(const struct zl_engine *engine, const struct zl_line *line)
{
	const struct zl_rule *rule =
	    line->shape == 0 ? NULL : engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1];

	return rule == NULL ? INT16_MAX : rule->problem ? OF_PROBLEM : (int16_t)rule->rank;
}

/* Where the label's words view[from, to) end without spaces and a remark in a bracket. */
static uint32_t
words_end(const char *text, uint32_t from, uint32_t to)
{
	while (to > from && text[to - 1] == ' ')
		to--;
	if (to == from || text[to - 1] != ')')
		return to;
	for (uint32_t open = to; open-- > from;)
		if (text[open] == '(')
			return open;
	return to;
}

/* Whether an office's reply to a letter begins with the line. */
static bool
is_reply(const struct zl_line *line)
{
	return line->kind == ZL_LINE_TEXT && line->shape == 0 && line->label != NULL &&
	       line->label->flag;
}

/* Whether a line goes on behind the label's end. */
static bool
goes_on(const struct zl_engine *engine, uint32_t label_end, const struct zl_line *line)
{
	return zl_characters(engine, label_end, line->end) > 0;
}

/* Whether what stands behind the label of who asks, or on the next line, complains of nothing. */
static bool
asks_only(struct zl_engine *engine, const struct zl_line *line, uint32_t from)
{
	size_t next = zl_line_after(engine, (size_t)(line - engine->lines.items));

	if (goes_on(engine, from, line))
		return !zl_complains(engine, from, line->end);
	return next < engine->lines.count && !zl_complains(engine, engine->lines.items[next].start,
							   engine->lines.items[next].end);
}

/*
 * The column rule that the label with which the line begins matches, behind its number; *end is
 * behind what parts it from its value.  NULL: it begins with none.
 */
static const struct zl_rule *
find_label(struct zl_engine *engine, const struct zl_line *line, uint32_t *end)
{
	const char *text = engine->text.data;

	if (is_reply(line)) {
		*end = line->label_end;
		return line->label;
	}
	uint32_t to = line->text + LABEL_BYTES < line->end ? line->text + LABEL_BYTES : line->end;
	const char *colon = memchr(text + line->text, ':', to - line->text);
	const char *space = memchr(text + line->text, ' ', to - line->text);
	const char *part = colon == NULL || (space != NULL && space < colon) ? space : colon;

	if (part != NULL)
		to = (uint32_t)(part - text);
	else if (to < line->end || (line->flags & ZL_LINE_STOPPED))
		return NULL;
	for (uint32_t at = line->text, next; at < to; at = next)
		if ((next = zl_stop_end(engine, ZL_STOP_CLAUSE, at, to)) < to &&
		    text[next - 1] != ')')
			return NULL;
	/* A state alone on its line is a value, and no label. */
	if (to == line->end && line->shape == 0 &&
	    zl_find(engine, ZL_RULE_VALUE, line->text, to, NULL) != NULL)
		return NULL;
	*end = to + (to < line->end);
	engine->n = line->n;
	uint32_t words = words_end(text, line->text, to);
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_COLUMN, line->text, words, NULL);
	/* Names are labels before a colon or in a form only; plans are no answers. */
	bool formed = line->flags & ZL_LINE_ROW;
	if (rule == NULL || (rule->refers && rule->lines && !formed) ||
	    (rule->lines && !formed && (to == line->end || text[to] != ':')) ||
	    (rule->role == ZL_ROLE_RESPONSE &&
	     zl_heading_area(engine, line->text, words) == ZL_AREA_PLAN) ||
	    (zl_is_teller(rule) && !rule->flag && asks_only(engine, line, *end)))
		return NULL;
	return rule;
}

/* Whether the numbered line states the problem of a record whose numbered labels follow. */
static bool
is_stated(struct zl_engine *engine, const struct zl_line *line, const struct zl_line *label)
{
	if (rank_of(engine, line) >= rank_of(engine, label))
		return false;
	uint32_t end = zl_heading_end(engine, line->text, line->end);
	return line->problem != NULL || rank_of(engine, line) == OF_PROBLEM ||
	       (zl_is_deficient(engine, line->text, end) &&
		zl_heading_area(engine, line->text, end) == ZL_AREA_NONE);
}

/*
 * Whether a record begins with the numbered line, whose first label follows: its number alone (01,
 * 问题1, 序号：1), one of the report's before one of its own (一、受理编号：D12), or its problem,
 * which begins at *problem, the line's end for none.
 */
static bool
is_opener(struct zl_engine *engine, uint32_t index, uint32_t *problem)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);
	uint32_t end;

	*problem = line->end;
	if (line->shape == 0 || next == engine->lines.count)
		return false;
	const struct zl_line *label = &engine->lines.items[next];
	bool alone = line->text == line->end;
	if (label->kind != ZL_LINE_TEXT ||
	    (!alone && (label->shape == line->shape || label->ordinal != 1)) ||
	    find_label(engine, label, &end) == NULL)
		return false;
	if (alone)
		return true;
	const struct zl_rule *own = find_label(engine, line, &end);
	if (own == NULL)
		*problem = line->text;
	return own != NULL ? own->role == ZL_ROLE_NUMBER : is_stated(engine, line, label);
}

/*
 * The reply to the letter that begins with the line: a sentence of a lack, and a few lines without
 * number or label behind it.  engine->lines.count: none.
 */
static size_t
reply_to(struct zl_engine *engine, uint32_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t none = engine->lines.count, at = index;

	if (!(line->flags & ZL_LINE_STOPPED) || line->shape != 0)
		return none;
	for (int left = LETTER_LINES; left > 0; left--) {
		at = zl_line_after(engine, at);
		if (at == none || engine->lines.items[at].shape != 0)
			return none;
		if (is_reply(&engine->lines.items[at]))
			return zl_complains(engine, line->start, line->end) ? at : none;
	}
	return none;
}

/*
 * Whether the line stands alone behind the row's value, as a signature and a unit's name do: short,
 * without a stop, behind one that has one, or that ends with the line of its label.
 */
static bool
stands_alone(const struct zl_block *block, const struct zl_line *line,
	     const struct zl_block_row *row)
{
	struct zl_engine *engine = block->engine;
	bool inline_value = goes_on(engine, row->label_end, zl_block_line(block, row->line));
	bool one = row->end == row->line + 1;

	if (line->shape != 0 || (line->flags & ZL_LINE_STOPPED) || (one && !inline_value) ||
	    zl_characters(engine, line->start, line->end) > ALONE)
		return false;
	return one || (zl_block_line(block, row->end - 1)->flags & ZL_LINE_STOPPED);
}

/* Adds the row that begins with the line.  False: no memory. */
static bool
add_row(struct zl_block *block, uint32_t index, const struct zl_rule *rule, uint32_t label_end)
{
	struct zl_document *document = block->engine->document;
	struct zl_block_row *row =
	    zl_vector_add(document, (void **)&block->rows.items, &block->rows.count,
			  &block->rows.capacity, sizeof(*row));

	if (row == NULL)
		return false;
	*row = (struct zl_block_row){
	    .line = index, .end = index + 1, .label_end = label_end, .rule = rule};
	return true;
}

/* What a line behind the first is to the block. */
enum part { OUTSIDE, VALUE, LABEL, OPENER };

static enum part
part_of(struct zl_block *block, uint32_t index, const struct zl_rule **rule, uint32_t *label_end)
{
	struct zl_engine *engine = block->engine;
	const struct zl_line *line = zl_block_line(block, index);
	const struct zl_block_row *last = &block->rows.items[block->rows.count - 1];

	if (line->kind != ZL_LINE_TEXT ||
	    (line->flags & (ZL_LINE_CLOSING | ZL_LINE_PART | ZL_LINE_LAST)))
		return OUTSIDE;
	if (is_opener(engine, index, label_end)) {
		*rule = NULL;
		return OPENER;
	}
	*rule = line->shape == block->shape ? find_label(engine, line, label_end) : NULL;
	/* What has been replied to is replied to no more. */
	if ((*rule != NULL && is_reply(line) && is_reply(zl_block_line(block, last->line)) &&
	     (zl_block_line(block, last->end - 1)->flags & ZL_LINE_STOPPED)) ||
	    (*rule == NULL && block->letter && reply_to(engine, index) < engine->lines.count))
		return OUTSIDE;
	if (*rule != NULL)
		return LABEL;
	/* A reply as follows may have numbers of its own. */
	const struct zl_line *before = zl_block_line(block, last->end - 1);
	uint32_t colon;
	if ((block->letter || zl_is_teller(block->rows.items[0].rule)) &&
	    zl_mark_before(engine, ":", before->start, before->end, &colon))
		block->rank = 0;
	if (rank_of(engine, line) <= block->rank || last->rule == NULL)
		return OUTSIDE;
	/* An attribute before whose value a colon stands ends with its line. */
	if (last->rule->role == ZL_ROLE_ATTRIBUTE && last->end == last->line + 1 &&
	    goes_on(engine, last->label_end, zl_block_line(block, last->line)))
		return OUTSIDE;
	return stands_alone(block, line, last) ? OUTSIDE : VALUE;
}

/* The rank of the numbers of headings that part labels without numbers from what follows. */
static int16_t
heading_rank(const struct zl_block *block, uint32_t index)
{
	const struct zl_line *before = index > 0 ? zl_block_line(block, index - 1) : NULL;

	if (before != NULL && before->kind == ZL_LINE_TEXT && before->shape != 0)
		return rank_of(block->engine, before);
	for (int left = LOOK_BACK; left > 0 && index-- > 0; left--)
		if (zl_block_line(block, index)->kind == ZL_LINE_TEXT &&
		    rank_of(block->engine, zl_block_line(block, index)) <= OUTER)
			return rank_of(block->engine, zl_block_line(block, index));
	return OUTERMOST;
}

enum zl_status
zl_block_rows(struct zl_block *block, uint32_t index)
{
	struct zl_engine *engine = block->engine;
	uint32_t label_end = 0;
	const struct zl_rule *rule;
	bool done = true;

	block->rows.count = 0;
	bool opens = is_opener(engine, index, &label_end);
	uint32_t first = opens ? (uint32_t)zl_line_after(engine, index) : index;
	rule = opens ? NULL : find_label(engine, zl_block_line(block, index), &label_end);
	size_t none = engine->lines.count;
	size_t reply = opens || rule != NULL ? none : reply_to(engine, index);
	block->letter = reply < none;
	/* No record begins with what was done. */
	if (!opens && !block->letter && (rule == NULL || rule->role == ZL_ROLE_RESPONSE))
		return true;
	if (block->letter)
		label_end = zl_block_line(block, index)->start;
	block->shape = zl_block_line(block, first)->shape;
	block->rank = block->shape == 0 ? heading_rank(block, index)
					: rank_of(engine, zl_block_line(block, first));
	done = add_row(block, index, rule, label_end);
	if (done && block->letter)
		block->rows.items[0].end = (uint32_t)reply;
	for (size_t i = block->letter ? reply : zl_line_after(engine, index); done && i < none;
	     i = zl_line_after(engine, i)) {
		if (zl_block_line(block, (uint32_t)i)->kind == ZL_LINE_RESIDUE)
			continue;
		enum part part = part_of(block, (uint32_t)i, &rule, &label_end);
		if (part == OUTSIDE)
			break;
		if (part == VALUE)
			block->rows.items[block->rows.count - 1].end = (uint32_t)i + 1;
		else
			done = add_row(block, (uint32_t)i, rule, label_end);
	}
	return done;
}

bool
zl_block_is_of_problem(const struct zl_block *block)
{
	struct zl_engine *engine = block->engine;
	uint32_t index = block->rows.items[0].line;
	int16_t rank = rank_of(engine, zl_block_line(block, index));
	/* Behind a first number what has none stands under that. */
	bool first = zl_block_line(block, index)->ordinal <= 1;

	if (block->rows.items[0].rule == NULL)
		return false;
	for (int left = LOOK_BACK; left > 0 && index-- > 0; left--) {
		const struct zl_line *line = zl_block_line(block, index);
		if (line->kind != ZL_LINE_TEXT ||
		    (line->shape == 0 && (line->problem == NULL || !first)) ||
		    (line->shape != 0 && rank_of(engine, line) >= rank))
			continue;
		uint32_t end = zl_heading_end(engine, line->text, line->end);
		return line->problem != NULL || rank_of(engine, line) == OF_PROBLEM ||
		       zl_is_deficient(engine, line->text, end);
	}
	return false;
}
