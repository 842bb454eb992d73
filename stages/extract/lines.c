/* lines.c: what a line begins with, and the small questions about text that all steps ask. */
#include <string.h>

#include "extract/engine.h"
#include "utf8.h"

const struct zl_rule *
zl_find(struct zl_engine *engine, enum zl_rule_kind kind, uint32_t from, uint32_t to,
	struct zl_match *match)
{
	const struct zl_rule *rule = NULL;

	if (from < to)
		rule = zl_rule_find(engine->matcher, &engine->file->kinds[kind],
				    engine->text.data + from, to - from, match);
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

int
zl_weigh(struct zl_engine *engine, enum zl_cue cue, uint32_t from, uint32_t to)
{
	if (from >= to)
		return 0;
	return zl_rule_weigh(engine->matcher, &engine->file->asked[ZL_ASKED_CUES + cue],
			     engine->text.data + from, to - from);
}

bool
zl_engine_failed(const struct zl_engine *engine)
{
	return engine->document->error.code != ZL_OK ||
	       zl_matcher_fault(engine->matcher, NULL, NULL) != ZL_MATCH_FINE;
}

uint32_t
zl_characters(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return from < to ? (uint32_t)zl_utf8_count(engine->text.data + from, to - from) : 0;
}

size_t
zl_line_after(const struct zl_engine *engine, size_t index)
{
	do
		index++;
	while (index < engine->lines.count && engine->lines.items[index].kind == ZL_LINE_BLANK);
	return index;
}

/*
 * Whether the full stop of ASCII at place ends a sentence: it stands in figures, numbers and names
 * as well, and then behind a letter or digit, or before a letter; and three make an ellipsis.
 */
static bool
is_full_stop(const struct zl_engine *engine, uint32_t place, uint32_t to)
{
	const char *text = engine->text.data;
	unsigned char before = place > 0 ? (unsigned char)text[place - 1] : 0;
	unsigned char behind = place + 1 < to ? (unsigned char)text[place + 1] : 0;

	return (before >= 128 || (before > 0 && strchr(")]%\"'", before) != NULL)) &&
	       behind != '.' && ((behind | 0x20) < 'a' || (behind | 0x20) > 'z');
}

enum zl_stop
zl_stop_at(const struct zl_engine *engine, uint32_t place, uint32_t to, uint32_t *bytes)
{
	const struct zl_stops *stops = &engine->file->stops;
	const char *text = engine->text.data + place;
	unsigned char first = (unsigned char)text[0];

	*bytes = 1;
	if (first == '.' && stops->narrow[first] != ZL_STOP_NONE &&
	    !is_full_stop(engine, place, to))
		return ZL_STOP_NONE;
	if (first < 128)
		return (enum zl_stop)stops->narrow[first];
	for (size_t i = 0; i < stops->wide_count; i++) {
		*bytes = stops->wide[i].length;
		if (stops->wide[i].bytes[0] == text[0] && to - place >= *bytes &&
		    memcmp(stops->wide[i].bytes, text, *bytes) == 0)
			return (enum zl_stop)stops->wide[i].stop;
	}
	*bytes = 1; /* a byte that no stop begins with */
	return ZL_STOP_NONE;
}

uint32_t
zl_stop_end(const struct zl_engine *engine, enum zl_stop least, uint32_t from, uint32_t to)
{
	const uint8_t *lead = engine->file->stops.lead;
	uint32_t bytes;

	for (;;) {
		while (from < to && lead[(unsigned char)engine->text.data[from]] < (uint8_t)least)
			from++;
		if (from >= to)
			return to;
		enum zl_stop stop = zl_stop_at(engine, from, to, &bytes);
		from += bytes;
		if (stop >= least)
			return from;
	}
}

/* Whether word stands at place. */
static bool
stands_at(const struct zl_engine *engine, const char *word, uint32_t place, uint32_t to)
{
	size_t length = strlen(word);

	return to - place >= length && memcmp(engine->text.data + place, word, length) == 0;
}

int
zl_quote_at(const struct zl_engine *engine, uint32_t place, uint32_t to, uint32_t *bytes,
	    size_t *pair)
{
	unsigned char first = (unsigned char)engine->text.data[place];

	/* Letters, digits and most ideographs begin no quotation mark. */
	for (size_t i = 0; i < engine->file->quote_count; i++) {
		const struct zl_quote *quote = &engine->file->quotes[i];
		if (first != (unsigned char)quote->open[0] &&
		    first != (unsigned char)quote->close[0])
			continue;
		bool open = stands_at(engine, quote->open, place, to);
		bool close = stands_at(engine, quote->close, place, to);
		*pair = i;
		*bytes = (uint32_t)strlen(open ? quote->open : quote->close);
		if (open || close)
			return open && close ? ZL_QUOTE_EITHER
			       : open	     ? ZL_QUOTE_OPEN
					     : ZL_QUOTE_CLOSE;
	}
	return ZL_QUOTE_NONE;
}

/* The next stop that ends a heading; those in quotation marks do not, if the marks are closed. */
static uint32_t
heading_stop(const struct zl_engine *engine, uint32_t from, uint32_t to, bool quotes)
{
	uint32_t bytes = 1;
	size_t pair = 0;
	int depth = 0;

	for (uint32_t place = from; place < to; place += bytes) {
		int quote = quotes ? zl_quote_at(engine, place, to, &bytes, &pair) : ZL_QUOTE_NONE;
		if (quote == ZL_QUOTE_OPEN || (quote == ZL_QUOTE_EITHER && depth == 0))
			depth++;
		else if (quote != ZL_QUOTE_NONE && depth > 0)
			depth--;
		if (quote != ZL_QUOTE_NONE)
			continue;
		if (zl_stop_at(engine, place, to, &bytes) == ZL_STOP_HEADING && depth == 0)
			return place;
	}
	return depth > 0 ? heading_stop(engine, from, to, false) : to;
}

uint32_t
zl_heading_end(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	return heading_stop(engine, from, to, true);
}

void
zl_line_number(struct zl_engine *engine, struct zl_line *line)
{
	const struct zl_rule_list *numbers = &engine->file->kinds[ZL_RULE_NUMBER];
	struct zl_match match;

	line->shape = 0;
	line->ordinal = 0;
	line->text = line->start;
	const struct zl_rule *rule =
	    zl_find(engine, ZL_RULE_NUMBER, line->start, line->end, &match);
	if (rule == NULL)
		return;
	for (size_t i = 0; i < numbers->count && i < ZL_SHAPE_PART - 1; i++)
		if (numbers->items[i] == rule)
			line->shape = (uint8_t)(i + 1);
	if (line->shape == 0)
		return;
	line->text = (uint32_t)match.whole.to;
	while (line->text < line->end && engine->text.data[line->text] == ' ')
		line->text++;
	if (match.groups[ZL_GROUP_VALUE].from != SIZE_MAX)
		line->ordinal =
		    zl_ordinal(engine->text.data + match.groups[ZL_GROUP_VALUE].from,
			       match.groups[ZL_GROUP_VALUE].to - match.groups[ZL_GROUP_VALUE].from);
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
	return zl_weigh(engine, ZL_CUE_ACTION, line->text, end) < 2 ||
	       zl_weigh(engine, ZL_CUE_DEFICIENCY, line->text, end) >= 3;
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

bool
zl_is_stopped(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t bytes = 1;
	bool stopped = false;
	size_t pair;

	from = to > from + 12 ? to - 12 : from;
	while (from < to && ((unsigned char)engine->text.data[from] & 0xC0) == 0x80)
		from++;
	for (; from < to; from += bytes) {
		if (zl_quote_at(engine, from, to, &bytes, &pair) != ZL_QUOTE_NONE)
			continue;
		enum zl_stop stop = zl_stop_at(engine, from, to, &bytes);
		bool inside = ((unsigned char)engine->text.data[from] & 0xC0) == 0x80;
		if (stop >= ZL_STOP_SENTENCE)
			stopped = true;
		else if (!inside)
			stopped = false;
	}
	return stopped;
}

void
zl_line_read(struct zl_engine *engine, struct zl_line *line)
{
	const struct zl_rule *rule;

	if (line->kind != ZL_LINE_TEXT)
		return;
	engine->n = line->n;
	line->flags = zl_is_stopped(engine, line->start, line->end) ? ZL_LINE_STOPPED : 0;
	if (zl_find(engine, ZL_RULE_PART, line->start, line->end, NULL) != NULL)
		line->flags |= ZL_LINE_PART;
	rule = zl_find(engine, ZL_RULE_CLOSING, line->start, line->end, NULL);
	if (rule != NULL)
		line->flags |= rule->flag ? ZL_LINE_LAST : ZL_LINE_CLOSING;
	zl_line_number(engine, line);
	read_problem(engine, line);
	read_label(engine, line);
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
zl_lines_read(struct zl_engine *engine)
{
	for (size_t i = 0; i < engine->lines.count && !zl_engine_failed(engine); i++)
		zl_line_read(engine, &engine->lines.items[i]);
}
