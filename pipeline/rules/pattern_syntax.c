/*
 * pattern_syntax.c: a pattern as a tree, after pcre2pattern(3).  A recursive-descent reader; the
 * pattern is one that PCRE2 has compiled, so that nothing needs to be complained about and the
 * depth is bounded.
 *
 *	alternatives = sequence { "|" sequence }
 *	sequence     = { atom [ quantifier ] }
 *	atom         = "(" ... ")" | "[" ... "]" | "\" ... | "." | "^" | "$" | character
 */
#include "pattern_syntax.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

/* A repetition that ends so far off is as good as endless. */
enum { FAR = 40, DEPTH_MOST = 300 };

struct reader {
	struct zl_arena *arena;
	const char *text;
	size_t at, length;
	unsigned depth;
	bool quoting; /* between \Q and \E */
	bool failed;
};

static struct zl_syntax *read_alternatives(struct reader *);

static struct zl_syntax *
node(struct reader *reader, enum zl_syntax_kind kind, size_t from)
{
	struct zl_syntax *made = zl_arena_zero(reader->arena, 1, sizeof(*made));

	if (made == NULL) {
		reader->failed = true;
		return NULL;
	}
	made->kind = kind;
	made->from = from;
	made->to = reader->at;
	return made;
}

static bool
looking_at(const struct reader *reader, const char *what)
{
	return strncmp(reader->text + reader->at, what, strlen(what)) == 0;
}

static bool
skip(struct reader *reader, const char *what)
{
	bool there = looking_at(reader, what);

	if (there)
		reader->at += strlen(what);
	return there;
}

/* Goes behind the next of that byte, or to the end. */
static void
skip_past(struct reader *reader, char byte)
{
	while (reader->at < reader->length && reader->text[reader->at] != byte)
		reader->at++;
	if (reader->at < reader->length)
		reader->at++;
}

/* The character here, whatever it means elsewhere. */
static struct zl_syntax *
read_character(struct reader *reader)
{
	size_t from = reader->at;
	uint32_t code;
	struct zl_syntax *made;

	reader->at += zl_utf8_read(reader->text + from, reader->length - from, &code);
	made = node(reader, ZL_SYNTAX_CHARACTERS, from);
	if (made != NULL)
		made->code = code;
	return made;
}

/* Behind "\x": a character by its number. */
static struct zl_syntax *
read_hexadecimal(struct reader *reader, size_t from)
{
	char digits[16] = "";
	struct zl_syntax *made;
	size_t count = 0;
	bool braces = skip(reader, "{");

	while (reader->at < reader->length && count < (braces ? 8 : 2) &&
	       strchr("0123456789abcdefABCDEF", reader->text[reader->at]) != NULL)
		digits[count++] = reader->text[reader->at++];
	if (braces)
		skip_past(reader, '}');
	made = node(reader, ZL_SYNTAX_CHARACTERS, from);
	if (made != NULL)
		made->code = (uint32_t)strtoul(digits, NULL, 16);
	return made;
}

/* Behind a letter that a name or number in brackets or braces can follow. */
static void
skip_name(struct reader *reader)
{
	if (looking_at(reader, "{"))
		skip_past(reader, '}');
	else if (looking_at(reader, "<"))
		skip_past(reader, '>');
	else if (reader->at < reader->length)
		reader->at++;
}

static struct zl_syntax *
read_escape(struct reader *reader)
{
	const size_t from = reader->at++;
	const char letter = reader->text[reader->at];

	if (letter == '\0')
		return node(reader, ZL_SYNTAX_NOTHING, from);
	if ((letter & 0x80) != 0 ||
	    strchr("dDwWsShHvVNRXpPkgxbBAzZGKQEntrfeao0123456789c", letter) == NULL)
		return read_character(reader);
	reader->at++;
	if (letter == 'x')
		return read_hexadecimal(reader, from);
	if (strchr("pPkgo", letter) != NULL)
		skip_name(reader);
	if (letter == 'c' && reader->at < reader->length)
		reader->at++;
	if (letter >= '0' && letter <= '9')
		reader->at += strspn(reader->text + reader->at, "0123456789");
	return node(reader,
		    strchr("dDwWsShHvVNRXpPntrfeaoc", letter) != NULL ? ZL_SYNTAX_SET
								      : ZL_SYNTAX_NOTHING,
		    from);
}

static struct zl_syntax *
read_set(struct reader *reader)
{
	const size_t from = reader->at++;

	skip(reader, "^");
	skip(reader, "]"); /* at the beginning it is a member */
	while (reader->at < reader->length && !looking_at(reader, "]")) {
		if (looking_at(reader, "[:"))
			skip_past(reader, ']');
		else
			reader->at += looking_at(reader, "\\") ? 2 : 1;
	}
	if (reader->at < reader->length)
		reader->at++;
	return node(reader, ZL_SYNTAX_SET, from);
}

/* The group's content up to its closing parenthesis, as a node of that kind. */
static struct zl_syntax *
read_content(struct reader *reader, enum zl_syntax_kind kind, size_t from)
{
	struct zl_syntax *content = read_alternatives(reader), *made;

	skip(reader, ")");
	if (kind == ZL_SYNTAX_SEQUENCE || content == NULL)
		return content;
	made = node(reader, kind, from);
	if (made != NULL)
		made->first = content;
	return made;
}

/* Behind "(?(": a condition; what it chooses between is read as alternatives. */
static struct zl_syntax *
read_conditional(struct reader *reader, size_t from)
{
	unsigned open = 1;

	for (; reader->at < reader->length && open > 0; reader->at++)
		open += (unsigned)looking_at(reader, "(") - (unsigned)looking_at(reader, ")");
	return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
}

/* Behind "(?": options that stand alone, or are followed by ":" and a group. */
static struct zl_syntax *
read_options(struct reader *reader, size_t from)
{
	reader->at += strspn(reader->text + reader->at, "imsxnJU^-");
	if (skip(reader, ":"))
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	skip_past(reader, ')');
	return node(reader, ZL_SYNTAX_NOTHING, from);
}

static struct zl_syntax *
read_group(struct reader *reader)
{
	const size_t from = reader->at++;

	if (looking_at(reader, "*")) { /* a verb */
		skip_past(reader, ')');
		return node(reader, ZL_SYNTAX_NOTHING, from);
	}
	if (!skip(reader, "?"))
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	if (skip(reader, "=") || skip(reader, "!"))
		return read_content(reader, ZL_SYNTAX_AHEAD, from);
	if (skip(reader, "<="))
		return read_content(reader, ZL_SYNTAX_BEHIND, from);
	if (skip(reader, "<!")) {
		read_content(reader, ZL_SYNTAX_SEQUENCE, from);
		return node(reader, ZL_SYNTAX_NOTHING, from);
	}
	if (skip(reader, ":") || skip(reader, "|") || skip(reader, ">"))
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	if (skip(reader, "P<") || skip(reader, "<")) {
		skip_past(reader, '>');
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	}
	if (skip(reader, "'")) {
		skip_past(reader, '\'');
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	}
	if (skip(reader, "("))
		return read_conditional(reader, from);
	return read_options(reader, from); /* references, callouts and comments end the same way */
}

static struct zl_syntax *
read_atom(struct reader *reader)
{
	const size_t from = reader->at;

	switch (reader->text[from]) {
	case '(':
		return read_group(reader);
	case '[':
		return read_set(reader);
	case '\\':
		return read_escape(reader);
	case '.':
		reader->at++;
		return node(reader, ZL_SYNTAX_SET, from);
	case '^':
	case '$':
		reader->at++;
		return node(reader, ZL_SYNTAX_NOTHING, from);
	default:
		return read_character(reader);
	}
}

/* A quantifier here, if there is one: how often at least, and at most (0: endless). */
static bool
read_quantifier(struct reader *reader, unsigned *least, unsigned *most)
{
	size_t at = reader->at + 1;
	char *end;

	*least = looking_at(reader, "+");
	*most = looking_at(reader, "?");
	if (skip(reader, "*") || skip(reader, "+") || skip(reader, "?"))
		return true;
	if (!looking_at(reader, "{") || strspn(reader->text + at, "0123456789") == 0)
		return false;
	*least = *most = (unsigned)strtoul(reader->text + at, &end, 10);
	if (*end == ',')
		*most = (unsigned)strtoul(end + 1, &end, 10);
	if (*end != '}')
		return false;
	reader->at = (size_t)(end - reader->text) + 1;
	return true;
}

/* The atom here; between \Q and \E every character is one. */
static struct zl_syntax *
read_quotable(struct reader *reader)
{
	const size_t from = reader->at;
	struct zl_syntax *item;

	if (!reader->quoting)
		reader->quoting = skip(reader, "\\Q");
	if (reader->quoting && skip(reader, "\\E")) {
		reader->quoting = false;
		return node(reader, ZL_SYNTAX_NOTHING, from);
	}
	item = reader->quoting ? read_character(reader) : read_atom(reader);
	if (item == NULL)
		return NULL;
	if (item->kind != ZL_SYNTAX_CHARACTERS) { /* a group's parentheses belong to it */
		item->from = from;
		item->to = reader->at;
	}
	if (reader->quoting && skip(reader, "\\E"))
		reader->quoting = false;
	return item;
}

/* The atom here, in a repetition for each quantifier behind it. */
static struct zl_syntax *
read_item(struct reader *reader)
{
	struct zl_syntax *item = read_quotable(reader), *outer;
	unsigned least, most;

	while (item != NULL && !reader->quoting && read_quantifier(reader, &least, &most)) {
		if (looking_at(reader, "+") || looking_at(reader, "?"))
			reader->at++; /* possessive or lazy */
		outer = node(reader, ZL_SYNTAX_REPEAT, item->from);
		if (outer == NULL)
			return NULL;
		outer->least = least;
		outer->endless = most == 0 || most >= FAR;
		outer->first = item;
		item = outer;
	}
	return item;
}

static struct zl_syntax *
read_sequence(struct reader *reader)
{
	struct zl_syntax *sequence = node(reader, ZL_SYNTAX_SEQUENCE, reader->at), *item;
	struct zl_syntax **end = sequence == NULL ? NULL : &sequence->first;

	while (!reader->failed && reader->at < reader->length &&
	       (reader->quoting || (!looking_at(reader, "|") && !looking_at(reader, ")")))) {
		item = read_item(reader);
		if (item == NULL)
			return NULL;
		*end = item;
		end = &item->next;
	}
	if (sequence != NULL)
		sequence->to = reader->at;
	return sequence;
}

static struct zl_syntax *
read_alternatives(struct reader *reader)
{
	struct zl_syntax *choice, **end, *sequence;

	if (++reader->depth > DEPTH_MOST)
		reader->failed = true;
	choice = node(reader, ZL_SYNTAX_ALTERNATIVE, reader->at);
	end = choice == NULL ? NULL : &choice->first;
	do {
		sequence = reader->failed ? NULL : read_sequence(reader);
		if (sequence == NULL)
			return NULL;
		*end = sequence;
		end = &sequence->next;
	} while (skip(reader, "|"));
	choice->to = reader->at;
	reader->depth--;
	return choice->first->next == NULL ? choice->first : choice;
}

struct zl_syntax *
zl_syntax_read(struct zl_arena *arena, const char *pattern)
{
	struct reader reader = {.arena = arena, .text = pattern, .length = strlen(pattern)};
	struct zl_syntax *tree = read_alternatives(&reader);

	return reader.failed ? NULL : tree;
}
