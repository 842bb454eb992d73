/* lines.c: what a line begins with, and the small questions about text that all steps ask. */
#include <string.h>

#include "base/utf8.h"
#include "engine.h"

enum {
	ACTED_FIRST = 4,    /* least weight of words that begin with an act */
	OPENING_BYTES = 90, /* of a report's beginning, by which its copy is known */
	LACK_BYTES = 1200   /* of a sentence in which what is wrong is looked for, before an act */
};

enum { NUMBER_BYTES = 32 }; /* most of an automatic number that is read by itself */

/* Whether the place in the memory, *out, has what the list's rules do in view[from, to). */
static bool
remembers(struct zl_engine *engine, const struct zl_rule_list *list, uint32_t from, uint32_t to,
	  struct zl_remembered **out)
{
	size_t hash = ((uintptr_t)list / sizeof(*list) * 31 + from) * 31 + to;

	*out = &engine->remembered[hash % ZL_REMEMBERED];
	if ((*out)->list == list && (*out)->from == from && (*out)->to == to)
		return true;
	(*out)->list = list;
	(*out)->from = from;
	(*out)->to = to;
	return false;
}

/* The rule of the list that is found in view[from, to), as zl_rule_find has it. */
static const struct zl_rule *
find(struct zl_engine *engine, const struct zl_rule_list *list, uint32_t from, uint32_t to,
     struct zl_match *match)
{
	return zl_rule_find(engine->matcher, list, engine->text.data + from, to - from, match);
}

/* The same for rules of which much is asked more than once, and which take long. */
static const struct zl_rule *
find_or_remember(struct zl_engine *engine, const struct zl_rule_list *list, uint32_t from,
		 uint32_t to, struct zl_match *match)
{
	struct zl_remembered *memory;

	if (!remembers(engine, list, from, to, &memory))
		memory->rule = find(engine, list, from, to, &memory->match);
	if (memory->rule != NULL && match != NULL)
		*match = memory->match;
	return memory->rule;
}

const struct zl_rule *
zl_find(struct zl_engine *engine, enum zl_rule_kind kind, uint32_t from, uint32_t to,
	struct zl_match *match)
{
	const struct zl_rule *rule = NULL;

	if (from < to)
		rule = (kind == ZL_RULE_PROBLEM || kind == ZL_RULE_CLAUSES
			    ? find_or_remember
			    : find)(engine, &engine->file->kinds[kind], from, to, match);
	if (rule == NULL || match == NULL)
		return rule;
	match->whole.from += from;
	match->whole.to += from;
	for (int i = 0; i < ZL_GROUP_COUNT; i++) {
		if (match->groups[i].from == SIZE_MAX)
			continue;
		match->groups[i].from += from;
		match->groups[i].to += from;
	}
	return rule;
}

bool
zl_find_statement(struct zl_engine *engine, enum zl_rule_kind kind, uint32_t from, uint32_t to,
		  struct zl_stretch *statement)
{
	struct zl_match match;

	if (zl_find(engine, kind, from, to, &match) == NULL ||
	    match.groups[ZL_GROUP_STATEMENT].from == SIZE_MAX)
		return false;
	statement->from = (uint32_t)match.groups[ZL_GROUP_STATEMENT].from;
	statement->to = (uint32_t)match.groups[ZL_GROUP_STATEMENT].to;
	return true;
}

int
zl_weigh(struct zl_engine *engine, enum zl_cue cue, uint32_t from, uint32_t to)
{
	const struct zl_rule_list *list = &engine->file->asked[ZL_ASKED_CUES + cue];
	struct zl_remembered *memory;

	if (from >= to)
		return 0;
	if (!remembers(engine, list, from, to, &memory))
		memory->weight =
		    zl_rule_weigh(engine->matcher, list, engine->text.data + from, to - from);
	return memory->weight;
}

bool
zl_tells_of_acts(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return zl_weigh(engine, ZL_CUE_ACTION, from, to) >= ZL_ACTED;
}

bool
zl_is_deficient(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return zl_weigh(engine, ZL_CUE_DEFICIENCY, from, to) >= ZL_DEFICIENT;
}

bool
zl_complains(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return zl_weigh(engine, ZL_CUE_COMPLAINT, from, to) +
		   zl_weigh(engine, ZL_CUE_DEFICIENCY, from, to) >=
	       ZL_DEFICIENT;
}

/* Least weight of a clause that goes on with what was done: it may begin with how far that is. */
static int
least_act(const struct zl_engine *engine, uint32_t at, uint32_t to)
{
	static const char *const states[] = {"已", "现已", "均已", "都已", "正在", "目前"};

	for (size_t i = 0; i < sizeof(states) / sizeof(states[0]); i++)
		if (to - at >= strlen(states[i]) &&
		    memcmp(engine->text.data + at, states[i], strlen(states[i])) == 0)
			return ZL_ACTED;
	return ACTED_FIRST;
}

uint32_t
zl_before_act(struct zl_engine *engine, uint32_t from, uint32_t to, bool told)
{
	for (uint32_t at = zl_stop_end(engine, ZL_STOP_CLAUSE, from, to), next; at < to;
	     at = next) {
		next = zl_stop_end(engine, ZL_STOP_CLAUSE, at, to);
		if (zl_weigh(engine, ZL_CUE_ACTION, at, next) >= least_act(engine, at, next) &&
		    !zl_is_deficient(engine, at, next) &&
		    (told ||
		     zl_is_deficient(engine, from, zl_reach(engine, from, at - 1, LACK_BYTES))))
			return at - 1;
	}
	return to;
}

bool
zl_engine_failed(const struct zl_engine *engine)
{
	return engine->document->error.code != ZL_OK ||
	       zl_matcher_fault(engine->matcher, NULL, NULL) != ZL_MATCH_FINE;
}

size_t
zl_line_after(const struct zl_engine *engine, size_t index)
{
	do
		index++;
	while (index < engine->lines.count && engine->lines.items[index].kind == ZL_LINE_BLANK);
	return index;
}

/* What the number in text from from on counts, and what it names before that: 3.2 in 3. */
static void
count_number(struct zl_line *line, const char *text, size_t from, struct zl_span value)
{
	size_t end = value.from - 1, begin = end;

	if (value.from == SIZE_MAX)
		return;
	line->ordinal = zl_ordinal(text + value.from, value.to - value.from);
	if (value.from < from + 2 || text[end] != '.')
		return;
	while (begin > from && text[begin - 1] >= '0' && text[begin - 1] <= '9')
		begin--;
	line->within = zl_ordinal(text + begin, end - begin);
}

/*
 * The rule of the automatic number with which the line begins: what follows is no part of it.  A
 * number that ends in a figure or letter, 1 or 2.1, is read as with a stop.  NULL: no rule knows it
 * by itself.  Few lines have one: not to be inlined.
 */
__attribute__((noinline)) static const struct zl_rule *
automatic_number(struct zl_engine *engine, struct zl_line *line, struct zl_match *match)
{
	uint32_t end = engine->segments.items[line->segment].end, length = end - line->start;
	char text[NUMBER_BYTES + 1];

	if (end > line->end || length > NUMBER_BYTES)
		return NULL;
	memcpy(text, engine->text.data + line->start, length);
	while (length > 0 && text[length - 1] == ' ')
		length--;
	if (length > 0 && ((text[length - 1] >= '0' && text[length - 1] <= '9') ||
			   ((text[length - 1] | 0x20) >= 'a' && (text[length - 1] | 0x20) <= 'z')))
		text[length++] = '.';
	const struct zl_rule *rule = zl_rule_find(
	    engine->matcher, &engine->file->kinds[ZL_RULE_NUMBER], text, length, match);
	if (rule == NULL || match->whole.to < length)
		return NULL;
	count_number(line, text, 0, match->groups[ZL_GROUP_VALUE]);
	match->whole = (struct zl_span){line->start, end};
	return rule;
}

/* Whether the line begins with its paragraph's automatic number. */
static bool
is_automatic(const struct zl_engine *engine, const struct zl_line *line)
{
	const struct zl_segment *segment = &engine->segments.items[line->segment];

	return segment->kind == ZL_SEGMENT_NUMBER && segment->start == line->start;
}

const struct zl_rule *
zl_line_number(struct zl_engine *engine, struct zl_line *line, struct zl_match *match)
{
	const struct zl_rule_list *numbers = &engine->file->kinds[ZL_RULE_NUMBER];
	const struct zl_rule *rule = NULL;
	struct zl_match own;

	match = match == NULL ? &own : match;
	line->shape = 0;
	line->ordinal = line->within = 0;
	line->text = line->start;
	if (is_automatic(engine, line))
		rule = automatic_number(engine, line, match);
	if (rule == NULL) {
		rule = zl_find(engine, ZL_RULE_NUMBER, line->start, line->end, match);
		if (rule == NULL)
			return NULL;
		count_number(line, engine->text.data, line->start, match->groups[ZL_GROUP_VALUE]);
	}
	for (size_t i = 0; i < numbers->count && i < ZL_SHAPE_PART - 1; i++)
		if (numbers->items[i] == rule)
			line->shape = (uint8_t)(i + 1);
	if (line->shape == 0)
		return NULL;
	line->text = (uint32_t)match->whole.to;
	while (line->text < line->end && engine->text.data[line->text] == ' ')
		line->text++;
	return rule;
}

/*
 * Whether the words before an ending such as 的问题 state a problem: any sentence may end so.
 * Without a number it must be all of the line; with one it must not tell of acts.
 */
static bool
is_ending(struct zl_engine *engine, const struct zl_line *line, uint32_t end)
{
	if (line->shape == 0)
		return zl_stop_end(engine, ZL_STOP_CLAUSE, end, line->end) == line->end &&
		       zl_characters(engine, end, line->end) <= 1;
	int acts = zl_weigh(engine, ZL_CUE_ACTION, line->text, end);
	if (acts < ZL_ACTED)
		return true;
	int lacks = zl_weigh(engine, ZL_CUE_DEFICIENCY, line->text, end);
	/* A word of acts in what is neither work, nor against a lack, nor a list: 虚列培训费. */
	return lacks >= ZL_DEFICIENT ||
	       (acts < ACTED_FIRST && lacks >= 0 &&
		zl_weigh(engine, ZL_CUE_TASK, line->text, end) < ZL_TASKED &&
		zl_find(engine, ZL_RULE_HEADING, line->text, end, NULL) == NULL);
}

/* The problem that the text behind the number announces, unless it is one of the never rules. */
static void
read_problem(struct zl_engine *engine, struct zl_line *line)
{
	struct zl_match match;

	line->problem = zl_find(engine, ZL_RULE_PROBLEM, line->text, line->end, &match);
	if (line->problem == NULL)
		return;
	if ((line->problem->marker != ZL_MARKER_LABEL &&
	     zl_find(engine, ZL_RULE_NEVER, line->text, (uint32_t)match.whole.to, NULL) != NULL) ||
	    (line->problem->marker == ZL_MARKER_ENDING &&
	     !is_ending(engine, line, (uint32_t)match.whole.to))) {
		line->problem = NULL;
		return;
	}
	struct zl_span statement = match.groups[ZL_GROUP_STATEMENT];
	if (statement.from == SIZE_MAX)
		statement = match.whole;
	line->statement = (struct zl_stretch){(uint32_t)statement.from, (uint32_t)statement.to};
	line->problem_end = (uint32_t)match.whole.to;
	struct zl_span label = match.groups[ZL_GROUP_LABEL];
	if (label.from != SIZE_MAX && label.from < label.to)
		line->flags |= ZL_LINE_ANNOUNCED;
}

/* A label, detail or attribute at the beginning of the text. */
static void
read_label(struct zl_engine *engine, struct zl_line *line)
{
	struct zl_match match;

	line->label = line->detail = line->attribute = NULL;
	line->label_end = line->text;
	line->attribute = zl_attribute_at(engine, line->text, line->end, &line->label_end);
	if (line->attribute == NULL &&
	    (line->detail = zl_find(engine, ZL_RULE_DETAIL, line->text, line->end, &match)) == NULL)
		line->label = zl_find(engine, ZL_RULE_LABEL, line->text, line->end, &match);
	if (line->detail != NULL || line->label != NULL)
		line->label_end = (uint32_t)(match.groups[ZL_GROUP_LABEL].from == SIZE_MAX
						 ? match.whole.to
						 : match.groups[ZL_GROUP_LABEL].to);
}

const struct zl_rule *
zl_attribute_at(struct zl_engine *engine, uint32_t from, uint32_t to, uint32_t *label_end)
{
	struct zl_match match;
	const struct zl_rule *rule = zl_find(engine, ZL_RULE_ATTRIBUTE, from, to, &match);

	if (rule != NULL)
		*label_end = (uint32_t)match.whole.to;
	return rule;
}

/* Whether the line begins as the report does: sites give its first page twice. */
static bool
begins_anew(const struct zl_engine *engine, const struct zl_line *line)
{
	const char *text = engine->text.data;

	return line->start > engine->opening && line->end - line->start >= OPENING_BYTES &&
	       memcmp(text + line->start, text + engine->opening, OPENING_BYTES) == 0;
}

void
zl_line_read(struct zl_engine *engine, struct zl_line *line)
{
	const struct zl_rule *rule;

	if (line->kind != ZL_LINE_TEXT)
		return;
	engine->n = line->n;
	line->flags &= ZL_LINE_VALUE;
	if (zl_is_stopped(engine, line->start, line->end))
		line->flags |= ZL_LINE_STOPPED;
	if (zl_find(engine, ZL_RULE_PART, line->start, line->end, NULL) != NULL ||
	    begins_anew(engine, line))
		line->flags |= ZL_LINE_PART;
	rule = zl_find(engine, ZL_RULE_CLOSING, line->start, line->end, NULL);
	if (rule != NULL)
		line->flags |= rule->flag ? ZL_LINE_LAST : ZL_LINE_CLOSING;
	zl_line_number(engine, line, NULL);
	read_problem(engine, line);
	read_label(engine, line);
}

bool
zl_line_is_plain(const struct zl_line *line)
{
	return line->shape == 0 && line->problem == NULL && line->label == NULL &&
	       line->detail == NULL && line->attribute == NULL;
}

void
zl_line_cut(struct zl_engine *engine, struct zl_line *line, uint32_t from, uint32_t to)
{
	/* Segments of which nothing is seen stay with what is before them. */
	if (from > line->start) {
		uint32_t low = line->segment, high = line->segment_end - 1;
		while (low < high) {
			uint32_t middle = low + (high - low) / 2;
			if (engine->segments.items[middle].end <= from)
				low = middle + 1;
			else
				high = middle;
		}
		line->segment = low;
	}
	line->start = from;
	line->end = to;
	line->n = engine->segments.items[line->segment].n;
	zl_line_read(engine, line);
}

void
zl_line_make_cell(struct zl_line *line, uint32_t column, uint32_t end)
{
	line->kind = ZL_LINE_CELL;
	line->flags = ZL_LINE_BARRED;
	line->ordinal = (int32_t)column;
	line->problem = NULL;
	line->problem_end = end;
	line->label = line->detail = line->attribute = NULL;
	line->shape = 0;
}

/*
 * Where the first line of some length begins, before all numbers, problems and labels; UINT32_MAX:
 * there is none.
 */
static uint32_t
find_opening(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->lines.count; i++) {
		const struct zl_line *line = &engine->lines.items[i];
		if (line->kind != ZL_LINE_TEXT)
			continue;
		engine->n = line->n;
		if (zl_find(engine, ZL_RULE_NUMBER, line->start, line->end, NULL) != NULL ||
		    zl_find(engine, ZL_RULE_PROBLEM, line->start, line->end, NULL) != NULL ||
		    zl_find(engine, ZL_RULE_LABEL, line->start, line->end, NULL) != NULL)
			break;
		if (line->end - line->start >= OPENING_BYTES)
			return line->start;
	}
	return UINT32_MAX;
}

void
zl_lines_read(struct zl_engine *engine)
{
	engine->opening = find_opening(engine);
	for (size_t i = 0; i < engine->lines.count && !zl_engine_failed(engine); i++)
		zl_line_read(engine, &engine->lines.items[i]);
}
