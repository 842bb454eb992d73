/*
 * unit_shape.c: whether something begins with a line, and in which shape: with a number, the mark
 * of a problem, a label behind it, or alone as a heading.
 */
#include "unit_shape.h"

enum {
	NAMELESS_CHARACTERS = 70, /* most of a problem that is told by its label only */
	BARE_CHARACTERS = 18	  /* most of a heading without a number */
};

/* Whether text of the same sentence goes on behind the problem: 针对...问题，我镇... */
static bool
runs_on(const struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t bytes;

	return line->problem_end < line->end &&
	       zl_stop_at(engine, line->problem_end, line->end, &bytes) == ZL_STOP_CLAUSE &&
	       line->problem_end + bytes < line->end;
}

bool
zl_is_sentence(const struct zl_engine *engine, const struct zl_line *line)
{
	return line->kind == ZL_LINE_TEXT && line->shape == 0 && line->problem != NULL &&
	       line->problem->marker <= ZL_MARKER_TARGET && runs_on(engine, line);
}

/*
 * Such a sentence is a finding only among others of its kind; alone it is more likely a sentence of
 * a response.
 */
static bool
stands_among_its_kind(const struct zl_engine *engine, size_t index)
{
	size_t next = zl_line_after(engine, index);
	size_t before = index;

	if (next < engine->lines.count && zl_is_sentence(engine, &engine->lines.items[next]))
		return true;
	while (before > 0 && engine->lines.items[before - 1].kind == ZL_LINE_BLANK)
		before--;
	return before > 0 && zl_is_sentence(engine, &engine->lines.items[before - 1]);
}

/* A line without a number that a label follows: the label tells that it states a problem. */
static bool
is_nameless(struct zl_engine *engine, const struct zl_collecting *at, size_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);
	struct zl_match match;

	if (at->pending || !zl_line_is_plain(line) || next >= engine->lines.count ||
	    (line->flags & (ZL_LINE_CLOSING | ZL_LINE_PART)))
		return false;
	const struct zl_line *answer = &engine->lines.items[next];
	/* Before the first sentence a label alone is the rest of a title. */
	if (answer->kind != ZL_LINE_TEXT || answer->label == NULL || answer->shape != 0 ||
	    (at->titled && answer->label_end == answer->end) ||
	    zl_characters(engine, line->start, line->end) > NAMELESS_CHARACTERS)
		return false;
	const struct zl_rule *item = zl_find(engine, ZL_RULE_ITEM, line->start, line->end, &match);
	if (item != NULL && (item->ordinal != 0 || match.groups[ZL_GROUP_VALUE].from != SIZE_MAX))
		return false;
	if (item == NULL && !(line->flags & ZL_LINE_STOPPED))
		return true;
	return zl_is_deficient(engine, line->start,
			       zl_heading_end(engine, line->start, line->end)) &&
	       zl_weigh(engine, ZL_CUE_ACTION, line->start, line->end) <= 0;
}

/* A heading without a number, alone on its line. */
static bool
is_bare(struct zl_engine *engine, const struct zl_collecting *at, size_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	struct zl_match match;

	if (line->shape != 0 || line->problem != NULL || (line->flags & ZL_LINE_STOPPED) ||
	    zl_characters(engine, line->start, line->end) > BARE_CHARACTERS)
		return false;
	/* A label alone on its line is one while problems wait for theirs. */
	if (line->label != NULL &&
	    (line->label_end < line->end || at->labels > 0 || (at->pending && at->ordinal < 2)))
		return false;
	/* A sentence that leads to what follows is none, however short. */
	if (zl_characters(engine, zl_stop_end(engine, ZL_STOP_CLAUSE, line->start, line->end),
			  line->end) > 0)
		return false;
	const struct zl_rule *rule =
	    zl_find(engine, ZL_RULE_HEADING, line->start, line->end, &match);
	size_t next = zl_line_after(engine, index);
	/* Nor is what leads to an enumeration of problems. */
	return rule != NULL && rule->flag && next < engine->lines.count &&
	       !(engine->lines.items[next].flags & ZL_LINE_ITEM);
}

bool
zl_is_number_only(const struct zl_engine *engine, const struct zl_line *line)
{
	size_t next = zl_line_after(engine, (size_t)(line - engine->lines.items));

	return line->shape != 0 && line->text == line->end && next < engine->lines.count &&
	       engine->lines.items[next].kind == ZL_LINE_TEXT &&
	       engine->lines.items[next].shape == 0 && engine->lines.items[next].problem != NULL;
}

/* Whether a problem's number is all that the line and the next, which is of a table or another
 * unit, say of the problem. */
static bool
is_stray_number(const struct zl_engine *engine, const struct zl_line *line)
{
	size_t next = zl_line_after(engine, (size_t)(line - engine->lines.items));

	return line->text == line->end &&
	       engine->file->kinds[ZL_RULE_NUMBER].items[line->shape - 1]->problem &&
	       (next == engine->lines.count || engine->lines.items[next].kind != ZL_LINE_TEXT ||
		engine->lines.items[next].shape != 0);
}

/* Whether the label of problems is all of the numbered line, and numbered lines follow: a heading.
 */
static bool
heads_numbers(const struct zl_engine *engine, size_t index)
{
	const struct zl_line *line = &engine->lines.items[index];
	size_t next = zl_line_after(engine, index);

	return line->shape != 0 && line->problem != NULL &&
	       line->problem->marker == ZL_MARKER_LABEL &&
	       zl_characters(engine, line->statement.from, line->statement.to) == 0 &&
	       next < engine->lines.count && engine->lines.items[next].kind == ZL_LINE_TEXT &&
	       engine->lines.items[next].shape != 0;
}

uint8_t
zl_unit_shape(struct zl_engine *engine, const struct zl_collecting *at, size_t index)
{
	struct zl_line *line = &engine->lines.items[index];

	if (line->kind != ZL_LINE_TEXT)
		return 0;
	if (line->flags & ZL_LINE_PART)
		return ZL_SHAPE_PART;
	if (heads_numbers(engine, index))
		line->problem = NULL;
	if (line->shape != 0)
		return is_stray_number(engine, line) || (line->list != 0 && line->text == line->end)
			   ? 0
			   : line->shape;
	if (line->leads != ZL_AREA_NONE)
		return ZL_SHAPE_LIST;
	if (line->flags & ZL_LINE_ITEM)
		return ZL_SHAPE_ITEM;
	if (line->flags & ZL_LINE_NAMELESS)
		return ZL_SHAPE_NAMELESS;
	if (line->problem != NULL) {
		if (at->last != NULL && zl_is_number_only(engine, at->last))
			return 0;
		/* The label of its response on the line says that it is neither title nor text. */
		bool replied = zl_opening_next(engine, ZL_OPENS_LABEL, line->problem_end,
					       line->end) < line->end;
		if (at->titled && line->problem->marker != ZL_MARKER_LABEL && !replied)
			return 0;
		if (zl_is_sentence(engine, line) && at->sentences == 0 && !replied &&
		    !at->listing && !stands_among_its_kind(engine, index))
			return 0;
		return (uint8_t)(ZL_SHAPE_ABOUT + line->problem->marker);
	}
	if (is_bare(engine, at, index))
		return ZL_SHAPE_BARE;
	if (!is_nameless(engine, at, index))
		return 0;
	line->flags |= ZL_LINE_NAMELESS;
	return ZL_SHAPE_NAMELESS;
}

int16_t
zl_unit_rank(const struct zl_engine *engine, uint8_t shape)
{
	static const int16_t ranks[] = {
	    [ZL_SHAPE_PART - ZL_SHAPE_PART] = 0,      [ZL_SHAPE_BARE - ZL_SHAPE_PART] = 18,
	    [ZL_SHAPE_ABOUT - ZL_SHAPE_PART] = 53,    [ZL_SHAPE_TARGET - ZL_SHAPE_PART] = 54,
	    [ZL_SHAPE_ENDING - ZL_SHAPE_PART] = 53,   [ZL_SHAPE_LABEL - ZL_SHAPE_PART] = 56,
	    [ZL_SHAPE_NAMELESS - ZL_SHAPE_PART] = 58, [ZL_SHAPE_ITEM - ZL_SHAPE_PART] = 59,
	    [ZL_SHAPE_LIST - ZL_SHAPE_PART] = 0,
	};

	return shape >= ZL_SHAPE_PART
		   ? ranks[shape - ZL_SHAPE_PART]
		   : (int16_t)engine->file->kinds[ZL_RULE_NUMBER].items[shape - 1]->rank;
}
