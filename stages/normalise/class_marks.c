/* class_marks.c: punctuation of another width, and signs that only look like it. */
#include <stdlib.h>

#include "base/vector.h"
#include "characters.h"
#include "classes.h"

static const struct zl_character nothing = {0, 0, 0, ZL_CHARACTER_COUNT};

/*
 * ʺ and ″ are inches, seconds or marks of stress, but in some texts quotes: where each has a
 * Chinese character beside it, none follows a digit, and their number is even.
 */
static bool
primes_are_quotes(const char *text, size_t length)
{
	struct zl_character before = nothing;
	size_t primes = 0;

	for (size_t i = 0; i < length;) {
		struct zl_character at = zl_character_at(text, length, i);
		struct zl_character after = zl_character_at(text, length, at.to);
		if (at.class == ZL_CHARACTER_PRIME) {
			if (before.class == ZL_CHARACTER_WORD ||
			    (!zl_is_chinese(&before, true) && !zl_is_chinese(&after, true)))
				return false;
			primes++;
		}
		before = at;
		i = at.to;
	}
	return primes % 2 == 0;
}

/* A dash of box drawing is one character or two; more are a line. */
static bool
is_line(const struct zl_draft *draft, size_t from, size_t to, uint32_t code)
{
	struct zl_character third = zl_character_at(draft->text, to, from);

	for (int i = 0; i < 2 && third.code == code; i++)
		third = zl_character_at(draft->text, to, third.to);
	return third.code == code && third.class != ZL_CHARACTER_COUNT;
}

/* Whether lines are drawn with the character: box drawing, or what stands in for it in a tree. */
static bool
draws_lines(const struct zl_character *character)
{
	return (character->code >= 0x2500 && character->code <= 0x257F) || character->code == '|' ||
	       character->code == '+' || character->code == '`';
}

/*
 * A run of look-alikes, from from to to, between two characters: colons must follow a Chinese
 * character, the others have one at either end of the run.
 */
static void
change_look_alikes(struct zl_draft *draft, size_t from, size_t to,
		   const struct zl_character *before, bool text_is_chinese)
{
	const struct zl_character after = zl_character_at(draft->text, draft->length, to);
	const bool follows = zl_is_chinese(before, text_is_chinese);
	const bool drawing = draws_lines(before) || draws_lines(&after);
	const bool beside = follows || zl_is_chinese(&after, text_is_chinese);

	for (size_t i = from; i < to;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		uint32_t code = zl_character_mapped(at.code);
		bool stays = code == 0x2014 && (drawing || is_line(draft, from, to, at.code));
		if ((code == 0xFF1A ? follows : beside) && !stays)
			zl_draft_put(draft, at.from, at.to, code);
		i = at.to;
	}
}

static size_t
run_of(const struct zl_draft *draft, size_t i, enum zl_character_class class)
{
	struct zl_character at = zl_character_at(draft->text, draft->length, i);

	while (at.class == class)
		at = zl_character_at(draft->text, draft->length, at.to);
	return at.from;
}

void
zl_change_look_alike(struct zl_draft *draft)
{
	const bool text_is_chinese = zl_text_is_chinese(draft->text, draft->length);
	const bool quotes = text_is_chinese && primes_are_quotes(draft->text, draft->length);
	struct zl_character before = nothing;
	size_t primes = 0;

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		i = at.to;
		if (at.class == ZL_CHARACTER_LOOK_ALIKE) {
			zl_draft_put(draft, at.from, at.to, zl_character_mapped(at.code));
		} else if (at.class == ZL_CHARACTER_PRIME && quotes) {
			zl_draft_put(draft, at.from, at.to, primes++ % 2 == 0 ? 0x201C : 0x201D);
		} else if (at.class == ZL_CHARACTER_LOOK_ALIKE_BESIDE) {
			i = run_of(draft, at.from, at.class);
			change_look_alikes(draft, at.from, i, &before, text_is_chinese);
		}
		before = at;
	}
}

/* A mark of ASCII that may become its full-width form, U+FEE0 higher. */
struct candidate {
	size_t at;
	bool changes;
};

enum { DEPTH = 64 }; /* of brackets that are matched; deeper ones stay as they are */

struct marks {
	struct candidate *items;
	size_t count, capacity;
	size_t wide;	/* full-width marks seen, of those that ASCII has too */
	size_t changes; /* candidates that change if the text is full-width */
	size_t ideographs;
	struct {
		size_t candidate;  /* index + 1; 0 for a full-width bracket */
		size_t ideographs; /* seen before it */
	} open[DEPTH];
	size_t depth;
};

static bool
add_candidate(struct marks *marks, size_t at, bool changes)
{
	struct candidate *candidate = zl_vector_push(marks);

	if (candidate == NULL)
		return false;
	*candidate = (struct candidate){at, changes};
	marks->changes += changes;
	return true;
}

static void
open_bracket(struct marks *marks, size_t candidate)
{
	if (marks->depth < DEPTH) {
		marks->open[marks->depth].candidate = candidate;
		marks->open[marks->depth].ideographs = marks->ideographs;
	}
	marks->depth++;
}

/* Whether a pair ends here that holds an ideograph; its opening bracket then changes. */
static bool
close_bracket(struct marks *marks)
{
	if (marks->depth == 0 || --marks->depth >= DEPTH ||
	    marks->open[marks->depth].ideographs == marks->ideographs)
		return false;
	size_t candidate = marks->open[marks->depth].candidate;
	if (candidate > 0)
		marks->items[candidate - 1].changes = true;
	return true;
}

/* What a mark stands beside is the next character that is no mark, space or straight quote. */
static bool
is_between(const struct zl_character *character)
{
	return character->class == ZL_CHARACTER_MARK || character->class == ZL_CHARACTER_BLANK ||
	       character->class == ZL_CHARACTER_SPACE || character->code == '"' ||
	       character->code == '\'';
}

static struct zl_character
next_beside(const struct zl_draft *draft, size_t i)
{
	struct zl_character at = zl_character_at(draft->text, draft->length, i);

	while (at.class != ZL_CHARACTER_COUNT && is_between(&at))
		at = zl_character_at(draft->text, draft->length, at.to);
	return at;
}

/* Takes the character at into account; beside are the ones before and behind the mark. */
static bool
see(struct marks *marks, const struct zl_character *at, const struct zl_character beside[2])
{
	bool between = zl_is_chinese(&beside[0], true) &&
		       (beside[1].class == ZL_CHARACTER_COUNT || zl_is_chinese(&beside[1], true));

	marks->ideographs += at->class == ZL_CHARACTER_HAN;
	switch (at->code) {
	case 0xFF08:
		open_bracket(marks, 0);
		marks->wide++;
		return true;
	case 0xFF09:
		close_bracket(marks);
		marks->wide++;
		return true;
	case 0xFF01:
	case 0xFF0C:
	case 0xFF1A:
	case 0xFF1B:
	case 0xFF1F:
		marks->wide++;
		return true;
	case '(':
		open_bracket(marks, marks->count + 1);
		return add_candidate(marks, at->from, false);
	case ')':
		return add_candidate(marks, at->from, close_bracket(marks));
	default:
		return at->class != ZL_CHARACTER_MARK || add_candidate(marks, at->from, between);
	}
}

static bool
see_all(struct marks *marks, const struct zl_draft *draft)
{
	struct zl_character beside[2] = {nothing, next_beside(draft, 0)};
	bool enough = true;

	for (size_t i = 0; i < draft->length && enough;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		if (!is_between(&at)) {
			beside[0] = at;
			beside[1] = next_beside(draft, at.to);
		}
		enough = see(marks, &at, beside);
		i = at.to;
	}
	return enough;
}

/*
 * Marks between Chinese characters, or behind the last one, and brackets that hold an ideograph
 * become full-width where at least as many marks of the text already are; 。 and 、 tell nothing,
 * as ASCII has none.  What a mark stands beside does not change with it, so a second look at the
 * text finds nothing more.
 */
void
zl_change_punctuation(struct zl_draft *draft)
{
	struct marks marks = {0};

	if (!zl_text_is_chinese(draft->text, draft->length))
		return;
	if (!see_all(&marks, draft))
		draft->failed = true;
	for (size_t i = 0; i < marks.count && marks.wide > 0 && marks.wide >= marks.changes; i++) {
		size_t at = marks.items[i].at;
		if (marks.items[i].changes)
			zl_draft_put(draft, at, at + 1, 0xFEE0 + (uint32_t)draft->text[at]);
	}
	free(marks.items);
}
