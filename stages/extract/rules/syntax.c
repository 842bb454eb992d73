/*
 * syntax.c: a pattern as a tree, after pcre2pattern(3).  A recursive-descent parser; the pattern is
 * one that PCRE2 has compiled, so that there are no errors to report and the depth is bounded.
 *
 *	alternatives = sequence { "|" sequence }
 *	sequence     = { atom [ quantifier ] }
 *	atom         = "(" ... ")" | "[" ... "]" | "\" ... | "." | "^" | "$" | character
 */
#include "syntax_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	DEPTH_MOST = 300,
	QUANTIFIERS_MOST = 4 /* behind one atom: a{2}{3} */
};

static struct zl_syntax *read_alternatives(struct zl_syntax_reader *);

/* The character here, whatever it means elsewhere. */
static struct zl_syntax *
read_character(struct zl_syntax_reader *reader)
{
	size_t from = reader->at;
	uint32_t code;
	struct zl_syntax *made;

	reader->at += zl_utf8_read(reader->text + from, reader->length - from, &code);
	made = zl_syntax_node(reader, ZL_SYNTAX_CHARACTER, from);
	if (made != NULL)
		made->code = code;
	return made;
}

/* The group's content up to its closing parenthesis, as a node of that kind. */
static struct zl_syntax *
read_content(struct zl_syntax_reader *reader, enum zl_syntax_kind kind, size_t from)
{
	struct zl_syntax *content = read_alternatives(reader), *made;

	zl_syntax_skip(reader, ")");
	if (kind == ZL_SYNTAX_SEQUENCE || content == NULL)
		return content;
	made = zl_syntax_node(reader, kind, from);
	if (made != NULL)
		made->first = content;
	return made;
}

/* Behind "(?(": a condition; what it chooses between is read as alternatives. */
static struct zl_syntax *
read_conditional(struct zl_syntax_reader *reader, size_t from)
{
	unsigned open = 1;

	for (; reader->at < reader->length && open > 0; reader->at++)
		open +=
		    (unsigned)zl_syntax_is_at(reader, "(") - (unsigned)zl_syntax_is_at(reader, ")");
	return read_content(reader, ZL_SYNTAX_EXOTIC, from);
}

/* Behind "(?": options that stand alone, or are followed by ":" and a group. */
static struct zl_syntax *
read_options(struct zl_syntax_reader *reader, size_t from)
{
	reader->at += strspn(reader->text + reader->at, "imsxnJU^-");
	if (zl_syntax_skip(reader, ":"))
		return read_content(reader, ZL_SYNTAX_EXOTIC, from);
	zl_syntax_skip_past(reader, ')');
	return zl_syntax_node(reader, ZL_SYNTAX_EXOTIC, from);
}

static struct zl_syntax *
read_group(struct zl_syntax_reader *reader)
{
	const size_t from = reader->at++;

	if (zl_syntax_is_at(reader, "*")) { /* a verb */
		zl_syntax_skip_past(reader, ')');
		return zl_syntax_node(reader, ZL_SYNTAX_EXOTIC, from);
	}
	if (!zl_syntax_skip(reader, "?"))
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	if (zl_syntax_skip(reader, "=") || zl_syntax_skip(reader, "!"))
		return read_content(reader, ZL_SYNTAX_AHEAD, from);
	if (zl_syntax_skip(reader, "<="))
		return read_content(reader, ZL_SYNTAX_BEHIND, from);
	if (zl_syntax_skip(reader, "<!")) {
		read_content(reader, ZL_SYNTAX_SEQUENCE, from);
		return zl_syntax_node(reader, ZL_SYNTAX_NOTHING, from);
	}
	if (zl_syntax_skip(reader, ":") || zl_syntax_skip(reader, "|") ||
	    zl_syntax_skip(reader, ">"))
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	if (zl_syntax_skip(reader, "P<") || zl_syntax_skip(reader, "<")) {
		zl_syntax_skip_past(reader, '>');
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	}
	if (zl_syntax_skip(reader, "'")) {
		zl_syntax_skip_past(reader, '\'');
		return read_content(reader, ZL_SYNTAX_SEQUENCE, from);
	}
	if (zl_syntax_skip(reader, "("))
		return read_conditional(reader, from);
	return read_options(reader, from); /* references, callouts and comments end the same way */
}

static struct zl_syntax *
read_atom(struct zl_syntax_reader *reader)
{
	const size_t from = reader->at;
	struct zl_syntax *any;

	switch (reader->text[from]) {
	case '(':
		return read_group(reader);
	case '[':
		return zl_syntax_set(reader);
	case '\\':
		return zl_syntax_escape(reader);
	case '.':
		reader->at++;
		any = zl_syntax_node(reader, ZL_SYNTAX_SET, from);
		if (any != NULL)
			any->open = true;
		return any;
	case '^':
	case '$':
		reader->at++;
		return zl_syntax_node(
		    reader, reader->text[from] == '^' ? ZL_SYNTAX_START : ZL_SYNTAX_NOTHING, from);
	default:
		return read_character(reader);
	}
}

/* {n}, {n,} or {n,m} at text: its end; NULL where the brace is itself. */
static const char *
read_braces(const char *text, uint32_t *least, uint32_t *most)
{
	char *end;

	if (text[1] < '0' || text[1] > '9')
		return NULL;
	*least = *most = (uint32_t)strtoul(text + 1, &end, 10);
	if (end[0] == ',' && end[1] == '}') {
		*most = ZL_SYNTAX_ENDLESS;
		end++;
	} else if (end[0] == ',' && end[1] >= '0' && end[1] <= '9') {
		*most = (uint32_t)strtoul(end + 1, &end, 10);
	}
	return end[0] == '}' ? end + 1 : NULL;
}

/* Whether a quantifier stands here; goes behind it. */
static bool
has_quantifier(struct zl_syntax_reader *reader, uint32_t *least, uint32_t *most)
{
	const char *behind = NULL;

	*least = zl_syntax_is_at(reader, "+");
	*most = zl_syntax_is_at(reader, "?") ? 1 : ZL_SYNTAX_ENDLESS;
	if (zl_syntax_skip(reader, "*") || zl_syntax_skip(reader, "+") ||
	    zl_syntax_skip(reader, "?"))
		return true;
	if (zl_syntax_is_at(reader, "{"))
		behind = read_braces(reader->text + reader->at, least, most);
	if (behind != NULL)
		reader->at = (size_t)(behind - reader->text);
	return behind != NULL;
}

/* The atom here; between \Q and \E every character is one. */
static struct zl_syntax *
read_quotable(struct zl_syntax_reader *reader)
{
	const size_t from = reader->at;
	struct zl_syntax *item;

	if (!reader->quoting)
		reader->quoting = zl_syntax_skip(reader, "\\Q");
	if (reader->quoting && zl_syntax_skip(reader, "\\E")) {
		reader->quoting = false;
		return zl_syntax_node(reader, ZL_SYNTAX_NOTHING, from);
	}
	item = reader->quoting ? read_character(reader) : read_atom(reader);
	if (item == NULL)
		return NULL;
	if (item->kind != ZL_SYNTAX_CHARACTER) { /* a group's parentheses belong to it */
		item->from = from;
		item->to = reader->at;
	}
	if (reader->quoting && zl_syntax_skip(reader, "\\E"))
		reader->quoting = false;
	return item;
}

/* The atom here, in a repetition for each quantifier behind it. */
static struct zl_syntax *
read_item(struct zl_syntax_reader *reader)
{
	struct zl_syntax *item = read_quotable(reader), *outer;
	uint32_t least, most, count = 0;

	while (item != NULL && !reader->quoting && has_quantifier(reader, &least, &most)) {
		if (zl_syntax_is_at(reader, "+") || zl_syntax_is_at(reader, "?"))
			reader->at++; /* possessive or lazy */
		if (++count > QUANTIFIERS_MOST)
			reader->failed = true;
		outer = zl_syntax_node(reader, ZL_SYNTAX_REPEAT, item->from);
		if (outer == NULL)
			return NULL;
		outer->least = least;
		outer->most = most;
		outer->first = item;
		item = outer;
	}
	return item;
}

static struct zl_syntax *
read_sequence(struct zl_syntax_reader *reader)
{
	struct zl_syntax *sequence = zl_syntax_node(reader, ZL_SYNTAX_SEQUENCE, reader->at), *item;
	struct zl_syntax **end = sequence == NULL ? NULL : &sequence->first;

	while (
	    !reader->failed && reader->at < reader->length &&
	    (reader->quoting || (!zl_syntax_is_at(reader, "|") && !zl_syntax_is_at(reader, ")")))) {
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
read_alternatives(struct zl_syntax_reader *reader)
{
	struct zl_syntax *choice, **end, *sequence;

	if (++reader->depth > DEPTH_MOST)
		reader->failed = true;
	choice = zl_syntax_node(reader, ZL_SYNTAX_ALTERNATIVE, reader->at);
	end = choice == NULL ? NULL : &choice->first;
	do {
		sequence = reader->failed ? NULL : read_sequence(reader);
		if (sequence == NULL)
			return NULL;
		*end = sequence;
		end = &sequence->next;
	} while (zl_syntax_skip(reader, "|"));
	choice->to = reader->at;
	reader->depth--;
	return choice->first->next == NULL ? choice->first : choice;
}

struct zl_syntax *
zl_syntax_read(struct zl_arena *arena, const char *pattern)
{
	struct zl_syntax_reader reader = {
	    .arena = arena, .text = pattern, .length = strlen(pattern)};
	struct zl_syntax *tree = read_alternatives(&reader);

	return reader.failed ? NULL : tree;
}
