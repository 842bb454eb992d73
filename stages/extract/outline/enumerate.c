/*
 * enumerate.c: which marks go on with one another.  One pass over the marks with a stack of the
 * enumerations that are open: a mark goes on with the innermost one of its style whose number it
 * follows, or begins one inside.  A number at the beginning of a line leaves what is inside of it;
 * one in mid-line that neither goes on nor begins is text.
 */
#include "enumerate.h"
#include "outline.h"

#include <stdlib.h>

enum {
	DEPTH = 16, /* enumerations open at once; the outermost give way */
	GAP = 2,    /* from one item's number to the next, at most */
	NEAR = 3    /* lines between signs that do not count */
};

struct open {
	struct zl_engine *engine;
	struct zl_enumerations *out;
	int32_t stack[DEPTH];
	int depth;
	int32_t closed[UINT8_MAX + 1]; /* by style: the last one that is open no more, and 1 */
};

static struct zl_enumeration *
top(struct open *open, int level)
{
	return &open->out->all.items[open->stack[level]];
}

/* Leaves all enumerations behind the level. */
static void
leave(struct open *open, int depth)
{
	while (open->depth > depth) {
		int32_t index = open->stack[--open->depth];
		open->closed[open->out->all.items[index].style] = index + 1;
	}
}

/* Whether a label or what leads up to another list stands between two signs that do not count. */
static bool
is_parted(const struct zl_engine *engine, const struct zl_mark *last, const struct zl_mark *mark)
{
	const struct zl_line *line = &engine->lines.items[mark->part];
	uint32_t from = last->part == mark->part ? last->marker.to : line->start;

	if (mark->marker.from > from &&
	    zl_opening_next(engine, ZL_OPENS_LABEL, from, mark->marker.from) < mark->marker.from)
		return true;
	if (mark->part > last->part && mark->marker.from > line->start)
		return true;
	for (uint32_t i = last->part + 1; i < mark->part; i++) {
		line = &engine->lines.items[i];
		if (line->kind == ZL_LINE_TEXT &&
		    (line->label != NULL || engine->text.data[line->end - 1] == ':'))
			return true;
	}
	return false;
}

/* Whether the mark is the next of the enumeration. */
static bool
goes_on(const struct open *open, const struct zl_enumeration *enumeration,
	const struct zl_mark *mark)
{
	const struct zl_mark *last = &open->out->marks.marks.items[enumeration->last];

	/* 2、 goes on with 1. */
	if (enumeration->style != mark->style &&
	    (enumeration->style >= ZL_SHAPE_PART || mark->style >= ZL_SHAPE_PART ||
	     enumeration->rank != mark->rank || mark->ordinal != last->ordinal + 1))
		return false;
	if (mark->ordinal == 0)
		return mark->part <= last->part + NEAR && !is_parted(open->engine, last, mark);
	return mark->ordinal > last->ordinal && mark->ordinal <= last->ordinal + GAP &&
	       (mark->stands == ZL_AT_LINE || mark->ordinal == last->ordinal + 1 ||
		(mark->rule != NULL && mark->rule->kind == ZL_RULE_ITEM &&
		 (mark->rule->ordinal > 0 || mark->stands == ZL_BEHIND_SENTENCE)));
}

static void
add_to(struct open *open, int level, uint32_t index)
{
	struct zl_enumeration *enumeration = top(open, level);
	struct zl_mark *mark = &open->out->marks.marks.items[index];

	leave(open, level + 1);
	mark->enumeration = open->stack[level];
	if (mark->ordinal == 0)
		mark->ordinal = open->out->marks.marks.items[enumeration->last].ordinal + 1;
	open->out->marks.marks.items[enumeration->last].next = index;
	enumeration->last = index;
	enumeration->count++;
	enumeration->in_line = enumeration->in_line || mark->stands != ZL_AT_LINE;
}

/* Makes room on the stack: the outermost gives way. */
static void
push(struct open *open, int32_t enumeration)
{
	if (open->depth == DEPTH) {
		open->depth--;
		for (int i = 0; i < open->depth; i++)
			open->stack[i] = open->stack[i + 1];
	}
	open->stack[open->depth++] = enumeration;
}

static bool
begin(struct open *open, uint32_t index)
{
	struct zl_mark *mark = &open->out->marks.marks.items[index];
	struct zl_enumeration *enumeration =
	    zl_vector_add(open->engine->document, (void **)&open->out->all.items,
			  &open->out->all.count, &open->out->all.capacity, sizeof(*enumeration));

	if (enumeration == NULL)
		return false;
	if (mark->ordinal == 0)
		mark->ordinal = 1;
	mark->enumeration = (int32_t)open->out->all.count - 1;
	*enumeration = (struct zl_enumeration){.first = index,
					       .last = index,
					       .count = 1,
					       .style = mark->style,
					       .rank = mark->rank,
					       .answers = -1,
					       .in_line = mark->stands != ZL_AT_LINE};
	push(open, mark->enumeration);
	return true;
}

static bool
take(struct open *open, uint32_t index)
{
	const struct zl_mark *mark = &open->out->marks.marks.items[index];

	for (int i = open->depth; i-- > 0;)
		if (goes_on(open, top(open, i), mark)) {
			add_to(open, i, index);
			return true;
		}
	if (mark->stands == ZL_AT_LINE && mark->style < ZL_SHAPE_COUNT)
		while (open->depth > 0 && top(open, open->depth - 1)->rank >= mark->rank)
			leave(open, open->depth - 1);
	else if (mark->ordinal > 1) {
		/* One that runs on under another heading. */
		int32_t closed = open->closed[mark->style] - 1;
		if (closed >= 0 && goes_on(open, &open->out->all.items[closed], mark)) {
			push(open, closed);
			add_to(open, open->depth - 1, index);
			return true;
		}
		/* A mistyped one may be told by its words. */
		if (mark->stands != ZL_BEHIND_SENTENCE || mark->style >= ZL_SHAPE_PART)
			return true;
	}
	return begin(open, index);
}

/* Puts the marks together.  False: no memory. */
static enum zl_status
find_all(struct zl_engine *engine, struct zl_enumerations *out)
{
	struct open open = {.engine = engine, .out = out};

	if (!zl_marks_find(engine, &out->marks))
		return ZL_FAILED;
	for (uint32_t i = 0; i < out->marks.marks.count; i++)
		if (!take(&open, i))
			return ZL_FAILED;
	return ZL_DONE;
}

enum zl_status
zl_enumerate(struct zl_engine *engine)
{
	struct zl_enumerations enumerations = {0};
	bool done = find_all(engine, &enumerations) &&
		    zl_enumerations_classify(engine, &enumerations) &&
		    zl_enumerations_cut(engine, &enumerations);

	free(enumerations.all.items);
	free(enumerations.marks.marks.items);
	return done && !zl_engine_failed(engine);
}
