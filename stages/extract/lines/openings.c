/* openings.c: what sentences in mid-line begin with: asked once, needed by many. */
#include <string.h>

#include "engine.h"

enum { MOST_BYTES = 3000 /* of a sentence of which its beginning is asked for */ };

unsigned
zl_opening_read(struct zl_engine *engine, uint32_t place, uint32_t to)
{
	static const struct {
		enum zl_rule_kind kind;
		unsigned what;
	} kinds[] = {
	    {ZL_RULE_ATTRIBUTE, ZL_OPENS_ATTRIBUTE},
	    {ZL_RULE_DETAIL, ZL_OPENS_DETAIL},
	    {ZL_RULE_LABEL, ZL_OPENS_LABEL},
	    {ZL_RULE_NUMBER, ZL_OPENS_NUMBER},
	};
	unsigned what = 0;

	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++)
		if (zl_find(engine, kinds[i].kind, place, to, NULL) != NULL)
			what |= kinds[i].what;
	return what;
}

static enum zl_status
add_opening(struct zl_engine *engine, uint32_t place, unsigned what)
{
	struct zl_opening *opening = zl_engine_add(engine, openings);

	if (opening != NULL)
		*opening = (struct zl_opening){.place = place, .what = what};
	return opening != NULL;
}

/* The label of a response behind a comma in a numbered problem's sentence: 1.屋面漏雨，整改： */
static enum zl_status
find_in_heading(struct zl_engine *engine, const struct zl_line *line, uint32_t end)
{
	const char *text = engine->text.data;
	uint32_t place = line->text;

	if (line->shape == 0 || line->label != NULL || line->problem != NULL ||
	    memchr(text + place, ':', end - place) == NULL)
		return ZL_DONE;
	while ((place = zl_stop_end(engine, ZL_STOP_CLAUSE, place, end)) < end)
		if (text[place - 1] == ',' &&
		    zl_find(engine, ZL_RULE_LABEL, place, line->end, NULL) != NULL)
			return add_opening(engine, place, ZL_OPENS_LABEL);
	return ZL_DONE;
}

static enum zl_status
find_in_line(struct zl_engine *engine, const struct zl_line *line)
{
	uint32_t place = zl_stop_end(engine, ZL_STOP_SENTENCE, line->text, line->end);

	engine->n = line->n;
	if (!find_in_heading(engine, line, place))
		return ZL_FAILED;
	for (; place < line->end; place = zl_stop_end(engine, ZL_STOP_SENTENCE, place, line->end)) {
		unsigned what =
		    zl_opening_read(engine, place, zl_reach(engine, place, line->end, MOST_BYTES));
		if (what != 0 && !add_opening(engine, place, what))
			return ZL_FAILED;
	}
	return ZL_DONE;
}

/* From the last to the first: where the next of each kind stands. */
static void
link_openings(struct zl_engine *engine)
{
	uint32_t next[ZL_OPENS_BITS], count = (uint32_t)engine->openings.count;

	for (int bit = 0; bit < ZL_OPENS_BITS; bit++)
		next[bit] = count;
	for (uint32_t i = count; i-- > 0;) {
		struct zl_opening *opening = &engine->openings.items[i];
		for (int bit = 0; bit < ZL_OPENS_BITS; bit++)
			if (opening->what & 1u << bit)
				next[bit] = i;
		memcpy(opening->next, next, sizeof(next));
	}
}

enum zl_status
zl_openings_find(struct zl_engine *engine)
{
	engine->openings.count = 0;
	for (size_t i = 0; i < engine->lines.count; i++)
		if ((engine->lines.items[i].kind == ZL_LINE_TEXT ||
		     engine->lines.items[i].kind == ZL_LINE_CELL) &&
		    !find_in_line(engine, &engine->lines.items[i]))
			return ZL_FAILED;
	link_openings(engine);
	return !zl_engine_failed(engine);
}

/* The first opening at or behind from. */
static size_t
first_behind(const struct zl_engine *engine, uint32_t from)
{
	const struct zl_opening *openings = engine->openings.items;
	size_t low = 0, high = engine->openings.count;

	while (low < high) {
		size_t middle = low + (high - low) / 2;
		if (openings[middle].place < from)
			low = middle + 1;
		else
			high = middle;
	}
	return low;
}

unsigned
zl_opening_at(const struct zl_engine *engine, uint32_t place)
{
	size_t i = first_behind(engine, place);

	return i < engine->openings.count && engine->openings.items[i].place == place
		   ? engine->openings.items[i].what
		   : 0;
}

uint32_t
zl_opening_next(const struct zl_engine *engine, unsigned what, uint32_t from, uint32_t to)
{
	const struct zl_opening *openings = engine->openings.items;
	size_t count = engine->openings.count, first = first_behind(engine, from), next = count;

	for (int bit = 0; first < count && bit < ZL_OPENS_BITS; bit++)
		if ((what & 1u << bit) && openings[first].next[bit] < next)
			next = openings[first].next[bit];
	return next < count && openings[next].place < to ? openings[next].place : to;
}

uint32_t
zl_heading_before_label(const struct zl_engine *engine, uint32_t from, uint32_t to)
{
	uint32_t end = zl_heading_end(engine, from, to);
	uint32_t label = from < end ? zl_opening_next(engine, ZL_OPENS_LABEL, from + 1, end) : end;

	return label < end && strchr(",;", engine->text.data[label - 1]) != NULL ? label - 1 : end;
}
