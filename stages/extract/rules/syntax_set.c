/* syntax_set.c: escapes and classes of the syntax of PCRE2, and the characters they stand for. */
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"
#include "syntax_reader.h"

/* Behind "\x": the number of a character. */
static uint32_t
read_hexadecimal(struct zl_syntax_reader *reader)
{
	char digits[16] = "";
	size_t count = 0;
	bool braces = zl_syntax_skip(reader, "{");

	while (reader->at < reader->length && count < (braces ? 8 : 2) &&
	       strchr("0123456789abcdefABCDEF", reader->text[reader->at]) != NULL)
		digits[count++] = reader->text[reader->at++];
	if (braces)
		zl_syntax_skip_past(reader, '}');
	return (uint32_t)strtoul(digits, NULL, 16);
}

/* Behind a letter that a name or number in brackets or braces can follow. */
static void
skip_name(struct zl_syntax_reader *reader)
{
	if (zl_syntax_is_at(reader, "{"))
		zl_syntax_skip_past(reader, '}');
	else if (zl_syntax_is_at(reader, "<"))
		zl_syntax_skip_past(reader, '>');
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
read_escape(struct zl_syntax_reader *reader)
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
add_member(struct zl_syntax_reader *reader, struct members *members, uint32_t from, uint32_t to)
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

struct zl_syntax *
zl_syntax_escape(struct zl_syntax_reader *reader)
{
	const size_t from = reader->at;
	struct escape escape = read_escape(reader);
	struct zl_syntax *made = zl_syntax_node(reader, escape.kind, from);

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
read_member(struct zl_syntax_reader *reader, struct members *members)
{
	uint32_t code[2] = {0};

	for (int i = 0; i < 2; i++) {
		struct escape escape = {ZL_SYNTAX_CHARACTER, 0};
		if (zl_syntax_is_at(reader, "\\"))
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
		if (i == 0 && (!zl_syntax_is_at(reader, "-") || zl_syntax_is_at(reader, "-]"))) {
			code[1] = code[0];
			break;
		}
		reader->at += i == 0; /* the hyphen */
	}
	add_member(reader, members, code[0], code[1]);
}

struct zl_syntax *
zl_syntax_set(struct zl_syntax_reader *reader)
{
	const size_t from = reader->at++;
	bool negated = zl_syntax_skip(reader, "^");
	struct zl_syntax_range *first = NULL;
	struct members members = {.end = &first};
	struct zl_syntax *made;

	do {
		if (zl_syntax_is_at(reader, "[:") || zl_syntax_is_at(reader, "[.") ||
		    zl_syntax_is_at(reader, "[=")) {
			members.open = true;
			zl_syntax_skip_past(reader, ']');
		} else if (zl_syntax_skip(reader, "\\Q")) {
			while (reader->at < reader->length && !zl_syntax_skip(reader, "\\E"))
				reader->at++;
			members.open = true;
		} else {
			read_member(reader, &members);
		}
	} while (reader->at < reader->length && !zl_syntax_is_at(reader, "]") && !reader->failed);
	zl_syntax_skip(reader, "]");
	made = zl_syntax_node(reader, ZL_SYNTAX_SET, from);
	if (made == NULL)
		return NULL;
	made->members = first;
	made->negated = negated;
	made->open = members.open;
	return made;
}
