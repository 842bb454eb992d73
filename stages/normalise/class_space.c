/* class_space.c: white space and hyphens that layout put into the text. */
#include "characters.h"
#include "classes.h"

static bool
is_space(const struct zl_character *character)
{
	return character->class == ZL_CHARACTER_BLANK || character->class == ZL_CHARACTER_SPACE;
}

static bool
is_line_end(uint32_t code)
{
	return code == '\n' || code == '\r' || code == 0x85 || code == 0x2028 || code == 0x2029;
}

/* The run of white space that begins at offset i: its end, the lines it ends, and its tabs. */
struct run {
	size_t from, to;
	size_t lines, tabs;
};

static struct run
run_at(const char *text, size_t length, size_t i)
{
	struct run run = {i, i, 0, 0};
	struct zl_character at = zl_character_at(text, length, i);

	while (is_space(&at)) {
		bool pair = at.code == '\n' && run.to > run.from && text[at.from - 1] == '\r';
		run.lines += is_line_end(at.code) && !pair;
		run.tabs += at.code == '\t';
		run.to = at.to;
		at = zl_character_at(text, length, run.to);
	}
	return run;
}

/* Leaves the run's line ends, each as one LF, and nothing else. */
static void
keep_lines(struct zl_draft *draft, const struct run *run)
{
	for (size_t i = run->from; i < run->to;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		bool pair = at.code == '\n' && i > run->from && draft->text[i - 1] == '\r';
		if (is_line_end(at.code) && !pair)
			zl_draft_put(draft, at.from, at.to, '\n');
		else
			zl_draft_remove(draft, at.from, at.to);
		i = at.to;
	}
}

/* How wide the run's white space is, in halves of an ideograph. */
static size_t
width_of(const struct zl_draft *draft, const struct run *run)
{
	size_t width = 0;

	for (size_t i = run->from; i < run->to;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		width += at.code == 0x3000 ? 2 : 1;
		i = at.to;
	}
	return width;
}

/* Whether words are made of the character: no punctuation, no white space. */
static bool
is_of_word(const struct zl_character *character)
{
	switch (character->class) {
	case ZL_CHARACTER_WORD:
	case ZL_CHARACTER_HAN:
	case ZL_CHARACTER_KANA:
	case ZL_CHARACTER_LATIN:
	case ZL_CHARACTER_LETTER:
	case ZL_CHARACTER_GB_PRIVATE:
	case ZL_CHARACTER_RADICAL:
	case ZL_CHARACTER_COMPATIBILITY:
		return true;
	default:
		return false;
	}
}

/* A token: what stands between white space and punctuation; only its first two characters count. */
struct token {
	size_t characters; /* 0, 1, or 2 for more */
	bool mixed;	   /* of an ideograph and a digit or letter: 3月 */
	struct run gap;	   /* on its far side; empty where none is */
};

/* The run of white space that ends at offset i; empty where none does. */
static struct run
run_before(const char *text, size_t length, size_t i)
{
	struct zl_character at = zl_character_before(text, i);

	while (is_space(&at) && at.from > 0)
		at = zl_character_before(text, at.from);
	return run_at(text, length, is_space(&at) ? at.from : at.to);
}

static struct token
token_before(const struct zl_draft *draft, size_t i)
{
	struct zl_character first = zl_character_before(draft->text, i);
	struct zl_character second = zl_character_before(draft->text, first.from);

	if (!is_of_word(&first))
		return (struct token){0};
	if (is_of_word(&second))
		return (struct token){.characters = 2, .mixed = second.class == ZL_CHARACTER_WORD};
	return (struct token){1, false, run_before(draft->text, draft->length, first.from)};
}

static struct token
token_behind(const struct zl_draft *draft, size_t i)
{
	struct zl_character first = zl_character_at(draft->text, draft->length, i);
	struct zl_character second = zl_character_at(draft->text, draft->length, first.to);

	if (!is_of_word(&first))
		return (struct token){0};
	if (is_of_word(&second))
		return (struct token){.characters = 2, .mixed = second.class == ZL_CHARACTER_WORD};
	return (struct token){1, false, run_at(draft->text, draft->length, first.to)};
}

/*
 * Of a token of one character that others of its kind follow, set apart one by one, so that
 * together they are a word: how wide the gap within the word is.  0 for any other token.
 */
static size_t
gap_within(const struct zl_draft *draft, const struct token *token, bool behind)
{
	const struct run *gap = &token->gap;

	if (token->characters != 1 || gap->to == gap->from || gap->lines > 0 || gap->tabs > 0)
		return 0;
	struct token next = behind ? token_behind(draft, gap->to) : token_before(draft, gap->from);
	return next.characters == 1 ? width_of(draft, gap) : 0;
}

/*
 * Whether the white space is what parts two words, of two characters or more each: the names of a
 * list.  All other white space between Chinese characters only spaces letters.  Between two words
 * that are spaced themselves, or beside a number, only a gap of another width parts them.
 */
static bool
parts_words(const struct zl_draft *draft, const struct run *run)
{
	struct token left = token_before(draft, run->from), right = token_behind(draft, run->to);
	size_t within_left = gap_within(draft, &left, false);
	size_t within_right = gap_within(draft, &right, true), width = width_of(draft, run);

	if ((left.characters < 2 && within_left == 0) ||
	    (right.characters < 2 && within_right == 0))
		return false;
	if (left.characters == 1 && right.characters == 1)
		return (within_left < width && within_right < width) ||
		       (within_left > width && within_right > width);
	return !(left.mixed || right.mixed) || (within_left < width && within_right < width);
}

static void
change_run(struct zl_draft *draft, const struct run *run, bool text_is_chinese)
{
	struct zl_character left = zl_character_before(draft->text, run->from);
	struct zl_character right = zl_character_at(draft->text, draft->length, run->to);

	if (left.class == ZL_CHARACTER_COUNT || right.class == ZL_CHARACTER_COUNT)
		zl_draft_remove(draft, run->from, run->to);
	else if (run->lines > 0)
		keep_lines(draft, run);
	else if (run->tabs > 0)
		zl_draft_replace(draft, run->from, run->to, "\t", 1);
	else if (zl_is_chinese(&left, text_is_chinese) && zl_is_chinese(&right, text_is_chinese) &&
		 !parts_words(draft, run))
		zl_draft_remove(draft, run->from, run->to);
	else
		zl_draft_replace(draft, run->from, run->to, " ", 1);
}

/*
 * White space goes at both ends of the paragraph, and between Chinese characters where it parts no
 * words; elsewhere a run becomes one space.  A tab in a run stands for it, a line end in it stays:
 * both are the author's.
 */
void
zl_change_white_space(struct zl_draft *draft)
{
	const bool text_is_chinese = zl_text_is_chinese(draft->text, draft->length);

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		i = at.to;
		if (!is_space(&at))
			continue;
		struct run run = run_at(draft->text, draft->length, at.from);
		change_run(draft, &run, text_is_chinese);
		i = run.to;
	}
}

static bool
is_small_letter(const struct zl_character *character)
{
	return (character->code >= 'a' && character->code <= 'z') ||
	       (character->code >= 0xDF && character->code <= 0xFF);
}

/* Soft hyphens go, and so does a hyphen at a line's end inside a word, with the line end. */
void
zl_change_hyphen(struct zl_draft *draft)
{
	struct zl_character before = {0, 0, 0, ZL_CHARACTER_COUNT};

	for (size_t i = 0; i < draft->length;) {
		struct zl_character at = zl_character_at(draft->text, draft->length, i);
		i = at.to;
		if (at.class == ZL_CHARACTER_SOFT_HYPHEN) {
			zl_draft_remove(draft, at.from, at.to);
			continue;
		}
		if (at.class == ZL_CHARACTER_HYPHEN && is_small_letter(&before)) {
			struct run run = run_at(draft->text, draft->length, at.to);
			struct zl_character after =
			    zl_character_at(draft->text, draft->length, run.to);
			if (run.lines > 0 && is_small_letter(&after)) {
				zl_draft_remove(draft, at.from, run.to);
				i = run.to;
				continue;
			}
		}
		before = at;
	}
}
