/* names.c: how answers name the problems that they answer, and which problem a name means. */
#include <string.h>

#include "base/utf8.h"
#include "extract/lines/engine.h"
#include "outline.h"

enum {
	CLEARLY = 10, /* by which the best must be ahead of the next */
	SHARED = 10   /* least likeness of a problem and what was done about it */
};

struct zl_stretch
zl_name_at(struct zl_engine *engine, uint32_t from, uint32_t to)
{
	struct zl_stretch name = {0, 0};

	zl_find_statement(engine, ZL_RULE_NAMING, from, to, &name);
	return name;
}

/* Whether the two characters at place stand side by side in the text. */
static bool
has_pair(const char *text, size_t length, const char *pair, size_t bytes)
{
	return memmem(text, length, pair, bytes) != NULL;
}

int
zl_likeness(const struct zl_engine *engine, struct zl_stretch name, struct zl_stretch problem)
{
	const char *text = engine->text.data;
	uint32_t pairs = 0, found = 0, place = name.from;

	while (place < name.to) {
		uint32_t code;
		size_t first = zl_utf8_read(text + place, name.to - place, &code);
		if (place + first >= name.to)
			break;
		size_t second = zl_utf8_read(text + place + first, name.to - place - first, &code);
		pairs++;
		found += has_pair(text + problem.from, problem.to - problem.from, text + place,
				  first + second);
		place += (uint32_t)first;
	}
	return pairs == 0 ? 0 : (int)(found * 100 / pairs);
}

struct zl_stretch
zl_name_of(struct zl_engine *engine, const struct zl_unit *unit)
{
	const struct zl_line *line = &engine->lines.items[unit->line];
	const struct zl_rule *number = zl_find(engine, ZL_RULE_NUMBER, line->text, line->end, NULL);

	/* 针对第一条问题： names a number, and not the problem. */
	if (number != NULL && number->refers)
		return (struct zl_stretch){line->text, line->text};
	return zl_name_at(engine, line->text, line->end);
}

int
zl_unit_likeness(const struct zl_engine *engine, struct zl_stretch name,
		 const struct zl_unit *problem)
{
	const struct zl_line *line = &engine->lines.items[problem->line];

	return zl_likeness(engine, name, (struct zl_stretch){line->text, line->end});
}

/* The heading of the unit, up to a colon. */
static struct zl_stretch
subject_of(const struct zl_engine *engine, const struct zl_unit *unit)
{
	uint32_t from = engine->lines.items[unit->line].text, to = unit->heading_end;
	const char *text = engine->text.data;
	const char *colon = from < to ? memchr(text + from, ':', to - from) : NULL;

	return (struct zl_stretch){from, colon == NULL ? to : (uint32_t)(colon - text)};
}

int
zl_heading_likeness(const struct zl_engine *engine, const struct zl_unit *answer,
		    const struct zl_unit *problem)
{
	struct zl_stretch one = subject_of(engine, problem), other = subject_of(engine, answer);
	int there = zl_likeness(engine, one, other), back = zl_likeness(engine, other, one);

	return there > back ? there : back;
}

bool
zl_shares_words(const struct zl_engine *engine, const struct zl_unit *problem,
		const struct zl_line *answer)
{
	struct zl_stretch one = {engine->lines.items[problem->line].text, problem->heading_end};
	struct zl_stretch other = {answer->text, answer->end};

	return zl_likeness(engine, one, other) >= SHARED ||
	       zl_likeness(engine, other, one) >= SHARED;
}

void
zl_choose(struct zl_choice *choice, int likeness, int32_t index)
{
	if (likeness > choice->best) {
		choice->next = choice->best;
		choice->best = likeness;
		choice->index = index;
	} else if (likeness > choice->next) {
		choice->next = likeness;
	}
}

bool
zl_is_chosen(const struct zl_choice *choice, int least)
{
	return choice->best >= least && choice->best - choice->next >= CLEARLY;
}
