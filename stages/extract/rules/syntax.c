/*
 * syntax.c: a pattern as a tree, after pcre2pattern(3).  A recursive-descent parser; the pattern is
 * one that PCRE2 has compiled, so that there are no errors to report and the depth is bounded.
 *
 *	alternatives = sequence { "|" sequence }
 *	sequence     = { atom [ quantifier ] }
 *	atom         = "(" ... ")" | "[" ... "]" | "\" ... | "." | "^" | "$" | character
 */
#include "syntax.h"

#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum { DEPTH_MOST = 300 };

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
is_at(const struct reader *reader, const char *what)
{
	return strncmp(reader->text + reader->at, what, strlen(what)) == 0;
}

static bool
skip(struct reader *reader, const char *what)
{
	bool there = is_at(reader, what);

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
	made = node(reader, ZL_SYNTAX_CHARACTER, from);
	if (made != NULL)
		made->code = code;
	return made;
}

/* Behind "\x": the number of a character. */
static uint32_t
read_hexadecimal(struct reader *reader)
{
	char digits[16] = "";
	size_t count = 0;
	bool braces = skip(reader, "{");

	while (reader->at < reader->length && count < (braces ? 8 : 2) &&
	       strchr("0123456789abcdefABCDEF", reader->text[reader->at]) != NULL)
		digits[count++] = reader->text[reader->at++];
	if (braces)
		skip_past(reader, '}');
	return (uint32_t)strtoul(digits, NULL, 16);
}

/* Behind a letter that a name or number in brackets or braces can follow. */
static void
skip_name(struct reader *reader)
{
	if (is_at(reader, "{"))
		skip_past(reader, '}');
	else if (is_at(reader, "<"))
		skip_past(reader, '>');
	else if (reader->at < reader->length)
		reader->at++;
}

/* What an escape stands for. */
struct escape {
	enum zl_syntax_kind kind;
	uint32_t code;
};

/* The escape here, outside and inside of classes. */
static struct escape
read_escape(struct reader *reader)
{
	static const char letters[] = "ntrfea", codes[] = "\n\t\r\f\033\a";
	const char letter = reader->text[++reader->at];
	struct escape escape = {ZL_SYNTAX_CHARACTER, 0};

	if (letter == '\0')
		return (struct escape){ZL_SYNTAX_NOTHING, 0};
	if ((letter & 0x80) != 0 ||
	    strchr("dDwWsShHvVNRXpPkgxbBAzZGKEntrfeao0123456789c", letter) == NULL) {
		reader->at += zl_utf8_read(reader->text + reader->at, reader->length - reader->at,
					   &escape.code);
		return escape;
	}
	reader->at++;
	if (letter == 'x') {
		escape.code = read_hexadecimal(reader);
		return escape;
	}
	if (strchr(letters, letter) != NULL) {
		escape.code = (uint32_t)codes[strchr(letters, letter) - letters];
		return escape;
	}
	if (strchr("pPkgo", letter) != NULL)
		skip_name(reader);
	if (letter == 'c' && reader->at < reader->length)
		reader->at++;
	if (letter >= '0' && letter <= '9')
		reader->at += strspn(reader->text + reader->at, "0123456789");
	escape.code = (uint32_t)letter;
	escape.kind = strchr("dDwWsShHvVNpP", letter) != NULL ? ZL_SYNTAX_SET
		      : letter == 'A'			      ? ZL_SYNTAX_START
		      : strchr("bBzZE", letter) != NULL	      ? ZL_SYNTAX_NOTHING
							      : ZL_SYNTAX_UNKNOWN;
	return escape;
}

/* Where the members of a set go. */
struct members {
	struct zl_syntax_range **end;
	bool open;
};

static void
add_member(struct reader *reader, struct members *members, uint32_t from, uint32_t to)
{
	struct zl_syntax_range *range = zl_arena_zero(reader->arena, 1, sizeof(*range));

	if (range == NULL) {
		reader->failed = true;
		return;
	}
	range->from = from;
	range->to = to;
	*members->end = range;
	members->end = &range->next;
}

static struct zl_syntax *
read_escaped(struct reader *reader)
{
	const size_t from = reader->at;
	struct escape escape = read_escape(reader);
	struct zl_syntax *made = node(reader, escape.kind, from);

	if (made == NULL || escape.kind != ZL_SYNTAX_SET) {
		if (made != NULL)
			made->code = escape.code;
		return made;
	}
	made->open = escape.code != 'd';
	if (!made->open)
		add_member(reader, &(struct members){.end = &made->members}, '0', '9');
	return made;
}

/*
 * A member of a class here, or a range of them.  Members by their kind, [:alpha:], \w, are not
 * listed: the class is open.
 */
static void
read_member(struct reader *reader, struct members *members)
{
	uint32_t code[2] = {0};

	for (int i = 0; i < 2; i++) {
		struct escape escape = {ZL_SYNTAX_CHARACTER, 0};
		if (is_at(reader, "\\"))
			escape = read_escape(reader);
		else
			reader->at += zl_utf8_read(reader->text + reader->at,
						   reader->length - reader->at, &escape.code);
		if (escape.kind == ZL_SYNTAX_SET && escape.code == 'd' && i == 0) {
			add_member(reader, members, '0', '9');
			return;
		}
		if (escape.kind != ZL_SYNTAX_CHARACTER) { /* [\b] is a character, [a-\d] three */
			members->open = true;
			return;
		}
		code[i] = escape.code;
		if (i == 0 && (!is_at(reader, "-") || is_at(reader, "-]"))) {
			code[1] = code[0];
			break;
		}
		reader->at += i == 0; /* the hyphen */
	}
	add_member(reader, members, code[0], code[1]);
}

static struct zl_syntax *
read_set(struct reader *reader)
{
	const size_t from = reader->at++;
	bool negated = skip(reader, "^");
	struct zl_syntax_range *first = NULL;
	struct members members = {.end = &first};
	struct zl_syntax *made;

	do {
		if (is_at(reader, "[:") || is_at(reader, "[.") || is_at(reader, "[=")) {
			members.open = true;
			skip_past(reader, ']');
		} else if (skip(reader, "\\Q")) {
			while (reader->at < reader->length && !skip(reader, "\\E"))
				reader->at++;
			members.open = true;
		} else {
			read_member(reader, &members);
		}
	} while (reader->at < reader->length && !is_at(reader, "]") && !reader->failed);
	skip(reader, "]");
	made = node(reader, ZL_SYNTAX_SET, from);
	if (made == NULL)
		return NULL;
	made->members = first;
	made->negated = negated;
	made->open = members.open;
	return made;
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
		open += (unsigned)is_at(reader, "(") - (unsigned)is_at(reader, ")");
	return read_content(reader, ZL_SYNTAX_EXOTIC, from);
}

/* Behind "(?": options that stand alone, or are followed by ":" and a group. */
static struct zl_syntax *
read_options(struct reader *reader, size_t from)
{
	reader->at += strspn(reader->text + reader->at, "imsxnJU^-");
	if (skip(reader, ":"))
		return read_content(reader, ZL_SYNTAX_EXOTIC, from);
	skip_past(reader, ')');
	return node(reader, ZL_SYNTAX_EXOTIC, from);
}

static struct zl_syntax *
read_group(struct reader *reader)
{
	const size_t from = reader->at++;

	if (is_at(reader, "*")) { /* a verb */
		skip_past(reader, ')');
		return node(reader, ZL_SYNTAX_EXOTIC, from);
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
	struct zl_syntax *any;

	switch (reader->text[from]) {
	case '(':
		return read_group(reader);
	case '[':
		return read_set(reader);
	case '\\':
		return read_escaped(reader);
	case '.':
		reader->at++;
		any = node(reader, ZL_SYNTAX_SET, from);
		if (any != NULL)
			any->open = true;
		return any;
	case '^':
	case '$':
		reader->at++;
		return node(reader, reader->text[from] == '^' ? ZL_SYNTAX_START : ZL_SYNTAX_NOTHING,
			    from);
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
has_quantifier(struct reader *reader, uint32_t *least, uint32_t *most)
{
	const char *behind = NULL;

	*least = is_at(reader, "+");
	*most = is_at(reader, "?") ? 1 : ZL_SYNTAX_ENDLESS;
	if (skip(reader, "*") || skip(reader, "+") || skip(reader, "?"))
		return true;
	if (is_at(reader, "{"))
		behind = read_braces(reader->text + reader->at, least, most);
	if (behind != NULL)
		reader->at = (size_t)(behind - reader->text);
	return behind != NULL;
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
	if (item->kind != ZL_SYNTAX_CHARACTER) { /* a group's parentheses belong to it */
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
	uint32_t least, most;

	while (item != NULL && !reader->quoting && has_quantifier(reader, &least, &most)) {
		if (is_at(reader, "+") || is_at(reader, "?"))
			reader->at++; /* possessive or lazy */
		outer = node(reader, ZL_SYNTAX_REPEAT, item->from);
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
read_sequence(struct reader *reader)
{
	struct zl_syntax *sequence = node(reader, ZL_SYNTAX_SEQUENCE, reader->at), *item;
	struct zl_syntax **end = sequence == NULL ? NULL : &sequence->first;

	while (!reader->failed && reader->at < reader->length &&
	       (reader->quoting || (!is_at(reader, "|") && !is_at(reader, ")")))) {
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
