/*
 * first.c: a reader of PCRE2's syntax that follows only how matches begin.
 *
 *	alternatives	= sequence { "|" sequence }
 *	sequence	= { atom [ quantifier ] }
 *	atom		= group | class | escape | assertion | character
 *
 * A sequence adds the characters of its atoms up to the first that cannot be empty.  Assertions
 * are empty: what they ask for only narrows what matches.
 */
#include "extract/first.h"

#include <stdlib.h>
#include <string.h>

#include "utf8.h"

enum { GROUP_DEPTH = 100, RANGE_MOST = 4096 };

struct reader {
	const char *at, *end; /* NUL at the end */
	struct zl_first *first;
	int depth;
};

static void
add(struct reader *reader, uint32_t code)
{
	uint32_t bit = (code ^ code >> 11) % ZL_FIRST_BITS;

	reader->first->bits[bit / 32] |= 1u << bit % 32;
}

static void
add_range(struct reader *reader, uint32_t from, uint32_t to)
{
	if (to < from || to - from > RANGE_MOST)
		reader->first->all = true;
	for (uint32_t code = from; code <= to && !reader->first->all; code++)
		add(reader, code);
}

static uint32_t
next_code(struct reader *reader)
{
	uint32_t code;

	if (reader->at == reader->end) {
		reader->first->all = true;
		return UINT32_MAX;
	}
	reader->at += zl_utf8_read(reader->at, (size_t)(reader->end - reader->at), &code);
	return code;
}

/* \xHH or \x{H...}, behind the x. */
static uint32_t
hexadecimal(struct reader *reader)
{
	char digits[9] = {0}, *end;
	bool braced = reader->at[0] == '{';
	size_t length = strspn(reader->at + braced, "0123456789abcdefABCDEF");

	if (length > (braced ? 8 : 2))
		length = braced ? 8 : 2;
	memcpy(digits, reader->at + braced, length);
	reader->at += length + (braced ? 2u : 0u);
	return (uint32_t)strtoul(digits, &end, 16);
}

/*
 * An escape, behind the backslash.  One character: its code; a set: added here when adds is set,
 * and UINT32_MAX; an assertion: UINT32_MAX and *empty.
 */
static uint32_t
escape(struct reader *reader, bool adds, bool *empty)
{
	uint32_t code = next_code(reader);

	*empty = false;
	switch (code) {
	case 'n':
		return '\n';
	case 't':
		return '\t';
	case 'r':
		return '\r';
	case 'x':
		return hexadecimal(reader);
	case 'd':
		if (adds)
			add_range(reader, '0', '9');
		return UINT32_MAX;
	case 'A':
	case 'b':
	case 'B':
	case 'z':
	case 'Z':
		*empty = true;
		return UINT32_MAX;
	}
	if (code >= 0x80 || (code - '0' >= 10 && (code | 0x20) - 'a' >= 26))
		return code;
	reader->first->all |= adds; /* \w, \p, a reference, ...: not followed */
	return UINT32_MAX;
}

/* [...], behind the bracket; its characters are added when adds is set. */
static void class(struct reader *reader, bool adds)
{
	uint32_t last = UINT32_MAX;
	bool negated = reader->at[0] == '^', empty = false, range = false;

	reader->at += negated;
	if (negated && adds)
		reader->first->all = true;
	for (bool begins = true; reader->at[0] != '\0' && (begins || reader->at[0] != ']');
	     begins = false) {
		uint32_t code = next_code(reader);
		if (code == '[' && strchr(":.=", reader->at[0]) != NULL) {
			reader->first->all = true; /* [:alpha:] */
			return;
		}
		if (code == '-' && last != UINT32_MAX && reader->at[0] != ']' && !range) {
			range = true;
			continue;
		}
		if (code == '\\')
			code = escape(reader, adds, &empty);
		if (code == UINT32_MAX && empty)
			reader->first->all = true; /* [\b] is a character */
		if (adds && code != UINT32_MAX)
			add_range(reader, range ? last : code, code);
		last = range ? UINT32_MAX : code;
		range = false;
	}
	reader->at += reader->at[0] == ']';
}

static bool alternatives(struct reader *reader, bool adds);

/* (...), behind the bracket; whether it can be empty. */
static bool
group(struct reader *reader, bool adds)
{
	static const struct {
		const char *begins;
		bool assertion;
	} kinds[] = {{"?=", true},  {"?!", true},  {"?<=", true}, {"?<!", true},
		     {"?:", false}, {"?>", false}, {"?|", false}};
	bool assertion = false, known = reader->at[0] != '?' && reader->at[0] != '*';

	for (size_t i = 0; !known && i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t length = strlen(kinds[i].begins);
		if (strncmp(reader->at, kinds[i].begins, length) != 0)
			continue;
		known = true;
		assertion = kinds[i].assertion;
		reader->at += length;
	}
	if (!known && (reader->at[1] == '\'' || reader->at[1] == '<')) {
		const char *end = strchr(reader->at + 2, reader->at[1] == '<' ? '>' : '\'');
		known = end != NULL;
		reader->at = known ? end + 1 : reader->at;
	}
	if (!known || ++reader->depth > GROUP_DEPTH) {
		reader->first->all = true;
		return true;
	}
	bool empty = alternatives(reader, adds && !assertion);
	reader->at += reader->at[0] == ')';
	reader->depth--;
	return empty || assertion;
}

/* One atom; whether it can be empty. */
static bool
atom(struct reader *reader, bool adds)
{
	bool empty = false;
	uint32_t code = next_code(reader);

	switch (code) {
	case '(':
		return group(reader, adds);
	case '[':
		class(reader, adds);
		return false;
	case '.':
		reader->first->all |= adds;
		return false;
	case '^':
	case '$':
		return true;
	case '\\':
		code = escape(reader, adds, &empty);
		break;
	}
	if (adds && code != UINT32_MAX)
		add(reader, code);
	return empty;
}

/* A quantifier, if one stands here; whether it allows for nothing. */
static bool
quantifier(struct reader *reader)
{
	const char *at = reader->at;
	bool none = at[0] == '?' || at[0] == '*';

	if (none || at[0] == '+') {
		reader->at++;
	} else if (at[0] == '{') {
		size_t least = strspn(at + 1, "0123456789");
		size_t comma = at[1 + least] == ',';
		size_t most = comma ? strspn(at + 2 + least, "0123456789") : 0;
		if (least == 0 || at[1 + least + comma + most] != '}')
			return false; /* no quantifier: the bracket itself */
		none = strtoul(at + 1, NULL, 10) == 0;
		reader->at += 2 + least + comma + most;
	} else {
		return false;
	}
	reader->at += reader->at[0] == '?' || reader->at[0] == '+'; /* lazy, possessive */
	return none;
}

/* Sequences up to a closing bracket or the end; whether one of them can be empty. */
static bool
alternatives(struct reader *reader, bool adds)
{
	bool any_empty = false, empty = true;

	while (reader->at[0] != '\0' && reader->at[0] != ')' && !reader->first->all) {
		if (reader->at[0] == '|') {
			reader->at++;
			any_empty |= empty;
			empty = true;
			continue;
		}
		bool atom_empty = atom(reader, adds && empty);
		atom_empty |= quantifier(reader);
		empty &= atom_empty;
	}
	return any_empty || empty;
}

void
zl_first_of(const char *pattern, struct zl_first *first)
{
	struct reader reader = {.at = pattern, .end = strchr(pattern, '\0'), .first = first};

	*first = (struct zl_first){0};
	if (alternatives(&reader, true) || reader.at[0] != '\0')
		first->all = true;
}

void
zl_first_join(struct zl_first *first, const struct zl_first *other)
{
	first->all |= other->all;
	for (size_t i = 0; i < ZL_FIRST_BITS / 32; i++)
		first->bits[i] |= other->bits[i];
}
