/*
 * beginning.c: a reader of PCRE2's syntax that follows only how matches begin.
 *
 *	alternatives	= sequence { "|" sequence }
 *	sequence	= { atom [ quantifier ] }
 *	atom		= group | class | escape | assertion | character
 *
 * While it reads, it knows which characters of a match the next atom may be: at first the first;
 * behind "a?" the first or the second.  An atom adds its characters there.  Assertions are empty:
 * what they ask for only narrows what matches; but \A, ^ and (?<=...) tell where a match begins.
 */
#include "beginning.h"

#include <limits.h>
#include <stdlib.h>
#include <string.h>

#include "base/utf8.h"

enum {
	GROUP_DEPTH = 100,
	MOST_ATOMS = 100000, /* read; a repeated group is read up to three times */
	LENGTH = ZL_BEGINNING_LENGTH,
	SETS = ZL_WAY_COUNT * LENGTH,
	/* Sets of sets: bit way * LENGTH + i for the ith character of a match that begins so. */
	FIRST_ANYWHERE = 1 << (ZL_WAY_ANYWHERE * LENGTH),
	FIRST_AT_START = 1 << (ZL_WAY_START * LENGTH),
	FIRST_BEHIND = 1 << (ZL_WAY_BEHIND * LENGTH),
	FIRST_IN_GAP = 1 << (ZL_WAY_GAP * LENGTH),
	FIRSTS = FIRST_ANYWHERE | FIRST_AT_START | FIRST_BEHIND | FIRST_IN_GAP,
	ALL_SETS = (1 << SETS) - 1
};

struct reader {
	const char *at, *end; /* NUL at the end */
	struct zl_beginning *out;
	unsigned next; /* the sets that the next character goes to */
	int depth;
	unsigned atoms;
	bool lost; /* met what is not followed */
	/* Some of the characters that the last class read, which is of the others, does without. */
	struct zl_gap_ends excluded;
};

static void
add(struct zl_character_set *set, uint32_t code)
{
	char bytes[4];
	size_t length = zl_utf8_write(code, bytes);
	unsigned bit = zl_character_bit_of(bytes, length);

	set->bits[bit / 64] |= UINT64_C(1) << bit % 64;
}

static void
add_range(struct zl_character_set *set, uint32_t from, uint32_t to)
{
	if (to < from || to - from >= ZL_CHARACTER_BITS)
		set->all = true;
	else
		for (uint32_t code = from; code <= to; code++)
			add(set, code);
}

static void
add_set(struct zl_character_set *set, const struct zl_character_set *other)
{
	set->all |= other->all;
	for (size_t i = 0; i < sizeof(set->bits) / sizeof(set->bits[0]); i++)
		set->bits[i] |= other->bits[i];
}

/* What comes behind one character more. */
static void
go_on(struct reader *reader)
{
	reader->next = reader->next << 1 & ALL_SETS & ~FIRSTS;
}

static void
take_code(struct reader *reader, uint32_t code)
{
	for (int i = 0; i < SETS; i++)
		if (reader->next >> i & 1)
			add(&reader->out->characters[i], code);
	go_on(reader);
}

static void
take_set(struct reader *reader, const struct zl_character_set *set)
{
	for (int i = 0; i < SETS; i++)
		if (reader->next >> i & 1)
			add_set(&reader->out->characters[i], set);
	go_on(reader);
}

/* From here on a match may be anything. */
static void
take_rest(struct reader *reader)
{
	while (reader->next != 0)
		take_set(reader, &(struct zl_character_set){.all = true});
}

/* Where the text begins; what was read before it must have been empty. */
static void
take_start(struct reader *reader)
{
	reader->next = reader->next & FIRSTS ? FIRST_AT_START : 0;
}

static uint32_t
next_code(struct reader *reader)
{
	uint32_t code;

	if (reader->at == reader->end) {
		reader->lost = true;
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

/* \p{Name} or \pN, behind the p. */
static void
skip_property(struct reader *reader)
{
	const char *end = reader->at[0] == '{' ? strchr(reader->at, '}') : reader->at;

	reader->at = end == NULL || *end == '\0' ? reader->end : end + 1;
}

enum escape { ESCAPE_CODE, ESCAPE_SET, ESCAPE_EMPTY, ESCAPE_START, ESCAPE_UNKNOWN };

/* An escape, behind the backslash; a character goes to *code, a set of them is added to set. */
static enum escape
read_escape(struct reader *reader, uint32_t *code, struct zl_character_set *set)
{
	*code = next_code(reader);
	switch (*code) {
	case 'n':
		*code = '\n';
		return ESCAPE_CODE;
	case 't':
		*code = '\t';
		return ESCAPE_CODE;
	case 'r':
		*code = '\r';
		return ESCAPE_CODE;
	case 'x':
		*code = hexadecimal(reader);
		return ESCAPE_CODE;
	case 'd':
		add_range(set, '0', '9');
		return ESCAPE_SET;
	case 'p':
	case 'P':
		skip_property(reader);
		set->all = true;
		return ESCAPE_SET;
	case 'A':
		return ESCAPE_START;
	case 'b':
	case 'B':
	case 'z':
	case 'Z':
		return ESCAPE_EMPTY;
	case 'Q': /* changes how all that follows is read */
		reader->lost = true;
		return ESCAPE_UNKNOWN;
	}
	if (*code < 0x80 && strchr("DhHNsSvVwW", (int)*code) != NULL) {
		set->all = true;
		return ESCAPE_SET;
	}
	bool plain = *code >= 0x80 || (*code - '0' >= 10 && (*code | 0x20) - 'a' >= 26);
	return plain ? ESCAPE_CODE : ESCAPE_UNKNOWN; /* a reference, ... */
}

bool
zl_gap_ends_have(const struct zl_gap_ends *ends, uint32_t code)
{
	size_t count = ends->count;

	while (count > 0 && ends->codes[count - 1] != code)
		count--;
	return count > 0;
}

void
zl_gap_ends_narrow(struct zl_gap_ends *ends, const struct zl_gap_ends *other)
{
	size_t kept = 0;

	for (size_t i = 0; i < ends->count; i++)
		if (zl_gap_ends_have(other, ends->codes[i]))
			ends->codes[kept++] = ends->codes[i];
	ends->count = kept;
}

static void
exclude(struct reader *reader, uint32_t code)
{
	struct zl_gap_ends *excluded = &reader->excluded;

	if (excluded->count < ZL_GAP_ENDS && !zl_gap_ends_have(excluded, code))
		excluded->codes[excluded->count++] = code;
}

/* [...], behind the bracket. */
static void
read_class(struct reader *reader, struct zl_character_set *set)
{
	uint32_t last = UINT32_MAX, code;
	bool range = false;

	reader->excluded.count = 0;
	bool negated = reader->at[0] == '^';
	if (negated) {
		reader->at++;
		set->all = true;
	}
	for (bool begins = true; !reader->lost && (begins || reader->at[0] != ']');
	     begins = false) {
		code = next_code(reader);
		if (code == '[' && strchr(":.=", reader->at[0]) != NULL) {
			reader->lost = true; /* [:alpha:] */
			return;
		}
		if (code == '-' && last != UINT32_MAX && reader->at[0] != ']' && !range) {
			range = true;
			continue;
		}
		enum escape escape = code == '\\' ? read_escape(reader, &code, set) : ESCAPE_CODE;
		if (escape > ESCAPE_SET)
			set->all = true; /* [\b] is a character */
		if (escape != ESCAPE_CODE)
			code = UINT32_MAX;
		if (code != UINT32_MAX)
			add_range(set, range ? last : code, code);
		if (code != UINT32_MAX && negated)
			exclude(reader, code);
		last = range ? UINT32_MAX : code;
		range = false;
	}
	reader->at += reader->at[0] == ']';
}

/*
 * (?<=...), behind what opens it: whether its alternatives are characters and classes one behind
 * the other, of which the last go to *last.
 */
static bool
read_behind(struct reader *reader, struct zl_character_set *last)
{
	struct zl_character_set one = {0};
	uint32_t code;
	bool any = false;

	while (!reader->lost) {
		code = next_code(reader);
		if (code == '|' || code == ')') {
			add_set(last, &one);
			if (!any || code == ')')
				return any;
			any = false;
			continue;
		}
		if (code < 0x80 && strchr("(.^$?*+{", (int)code) != NULL)
			return false;
		one = (struct zl_character_set){0};
		any = true;
		if (code == '[')
			read_class(reader, &one);
		else if (code == '\\' && read_escape(reader, &code, &one) > ESCAPE_SET)
			return false;
		else
			add(&one, code);
	}
	return false;
}

static void alternatives(struct reader *reader);

/* A positive lookbehind, behind what opens it. */
static void
look_behind(struct reader *reader)
{
	struct zl_character_set last = {0};
	const char *from = reader->at;
	unsigned next = reader->next;

	if ((next & FIRST_ANYWHERE) && read_behind(reader, &last) && !last.all) {
		add_set(&reader->out->before, &last);
		reader->next = (next & ~(unsigned)FIRST_ANYWHERE) | FIRST_BEHIND;
		return;
	}
	reader->at = from;
	reader->next = 0;
	alternatives(reader);
	reader->at += reader->at[0] == ')';
	reader->next = next;
}

/* What opens a group, behind its bracket. */
enum opening { OPENS_GROUP, OPENS_ASSERTION, OPENS_BEHIND, OPENS_UNKNOWN };

static enum opening
read_opening(struct reader *reader)
{
	static const struct {
		const char *begins;
		enum opening opening;
	} kinds[] = {{"?=", OPENS_ASSERTION},  {"?!", OPENS_ASSERTION}, {"?<=", OPENS_BEHIND},
		     {"?<!", OPENS_ASSERTION}, {"?:", OPENS_GROUP},	{"?>", OPENS_GROUP},
		     {"?|", OPENS_GROUP}};

	if (reader->at[0] != '?' && reader->at[0] != '*')
		return OPENS_GROUP;
	for (size_t i = 0; i < sizeof(kinds) / sizeof(kinds[0]); i++) {
		size_t length = strlen(kinds[i].begins);
		if (strncmp(reader->at, kinds[i].begins, length) == 0) {
			reader->at += length;
			return kinds[i].opening;
		}
	}
	if (reader->at[0] == '*' || (reader->at[1] != '\'' && reader->at[1] != '<'))
		return OPENS_UNKNOWN;
	const char *end = strchr(reader->at + 2, reader->at[1] == '<' ? '>' : '\'');
	reader->at = end == NULL ? reader->end : end + 1;
	return OPENS_GROUP;
}

/* (...), behind the bracket. */
static void
group(struct reader *reader)
{
	enum opening opening = read_opening(reader);
	unsigned next = reader->next;

	if (opening == OPENS_UNKNOWN || reader->depth == GROUP_DEPTH) {
		reader->lost = true;
		return;
	}
	reader->depth++;
	if (opening == OPENS_BEHIND) {
		look_behind(reader);
	} else {
		reader->next = opening == OPENS_ASSERTION ? 0 : next;
		alternatives(reader);
		reader->at += reader->at[0] == ')';
		reader->next = opening == OPENS_ASSERTION ? next : reader->next;
	}
	reader->depth--;
}

static void
escape(struct reader *reader)
{
	struct zl_character_set set = {0};
	uint32_t code;

	switch (read_escape(reader, &code, &set)) {
	case ESCAPE_CODE:
		take_code(reader, code);
		break;
	case ESCAPE_SET:
		take_set(reader, &set);
		break;
	case ESCAPE_START:
		take_start(reader);
		break;
	case ESCAPE_UNKNOWN:
		take_rest(reader);
		break;
	case ESCAPE_EMPTY:
		break;
	}
}

static void
atom(struct reader *reader)
{
	struct zl_character_set set = {0};
	uint32_t code = next_code(reader);

	reader->lost = reader->lost || reader->atoms++ == MOST_ATOMS;
	switch (code) {
	case '(':
		group(reader);
		break;
	case '[':
		read_class(reader, &set);
		take_set(reader, &set);
		break;
	case '.':
		set.all = true;
		take_set(reader, &set);
		break;
	case '\\':
		escape(reader);
		break;
	case '^':
		take_start(reader);
		break;
	case '$':
		break;
	default:
		take_code(reader, code);
	}
}

/* Goes past an atom that stands for any character, if one stands here. */
static bool
is_any(struct reader *reader)
{
	struct zl_character_set set = {0};
	const char *from = reader->at;
	uint32_t code;

	reader->excluded.count = 0;
	if (from[0] == '.') {
		reader->at++;
		return true;
	}
	if (from[0] != '[' && from[0] != '\\')
		return false;
	reader->at++;
	if (from[0] == '[')
		read_class(reader, &set);
	else
		read_escape(reader, &code, &set);
	if (!set.all)
		reader->at = from;
	return set.all;
}

/* {n}, {n,} or {n,m} at text: its end; NULL where the bracket is itself. */
static const char *
read_braces(const char *text, unsigned long *least, unsigned long *most)
{
	char *end;

	if (text[1] < '0' || text[1] > '9')
		return NULL;
	*least = *most = strtoul(text + 1, &end, 10);
	if (end[0] == ',' && end[1] == '}')
		*most = ULONG_MAX;
	else if (end[0] == ',' && end[1] >= '0' && end[1] <= '9')
		*most = strtoul(end + 1, &end, 10);
	end += *most == ULONG_MAX;
	return end[0] == '}' ? end + 1 : NULL;
}

/* A quantifier, if one stands here: how often the atom before it comes at least and at most. */
static void
quantifier(struct reader *reader, unsigned long *least, unsigned long *most)
{
	const char *at = reader->at, *behind = at + 1;

	switch (at[0]) {
	case '?':
		*least = 0;
		*most = 1;
		break;
	case '*':
	case '+':
		*least = at[0] == '+';
		*most = ULONG_MAX;
		break;
	case '{':
		behind = read_braces(at, least, most);
		break;
	default:
		behind = NULL;
	}
	if (behind == NULL) {
		*least = *most = 1;
		return;
	}
	reader->at = behind + (behind[0] == '?' || behind[0] == '+'); /* lazy, possessive */
}

/*
 * Any characters, more than one: what comes behind them tells more than they do.  Whether that is
 * what stands here and what a match may begin with, or has begun with so far.
 */
static bool
take_gap(struct reader *reader)
{
	const char *from = reader->at;
	unsigned next = reader->next, first = next & (FIRST_ANYWHERE | FIRST_IN_GAP);
	unsigned long least, most;

	if (first == 0 || !is_any(reader))
		return false;
	quantifier(reader, &least, &most);
	if (most < 2) {
		reader->at = from;
		return false;
	}
	/* What ends a gap of several parts ends each of them. */
	if (reader->out->gap == 0)
		reader->out->gap_ends = reader->excluded;
	else
		zl_gap_ends_narrow(&reader->out->gap_ends, &reader->excluded);
	reader->out->gap = reader->out->gap > SIZE_MAX - most ? SIZE_MAX : reader->out->gap + most;
	reader->next = next & ~first;
	take_rest(reader); /* after an optional word, too: not followed */
	reader->next = FIRST_IN_GAP;
	return true;
}

/* An atom and its quantifier.  What comes behind a few repetitions comes behind all. */
static void
piece(struct reader *reader)
{
	const char *from = reader->at, *behind;
	unsigned none = reader->next, out = 0;
	unsigned long least, most;
	size_t gap = reader->out->gap;

	if (take_gap(reader))
		return;
	atom(reader);
	quantifier(reader, &least, &most);
	behind = reader->at;
	if (least == 0)
		out = none;
	if (least <= 1)
		out |= reader->next;
	for (unsigned long i = 2; i <= LENGTH && i <= most && reader->next != 0; i++) {
		reader->at = from;
		atom(reader);
		if (i >= least || i == LENGTH)
			out |= reader->next;
	}
	if (reader->out->gap != gap && most > LENGTH)
		reader->out->gap = SIZE_MAX; /* one a repetition */
	reader->at = behind;
	reader->next = out;
}

/* Sequences up to a closing bracket or the end. */
static void
alternatives(struct reader *reader)
{
	unsigned in = reader->next, out = 0;

	while (reader->at[0] != '\0' && reader->at[0] != ')' && !reader->lost) {
		if (reader->at[0] != '|') {
			piece(reader);
			continue;
		}
		reader->at++;
		out |= reader->next;
		reader->next = in;
	}
	reader->next |= out;
}

/* Whether the way's first character was told. */
static bool
is_told(const struct zl_character_set *first)
{
	for (size_t i = 0; i < sizeof(first->bits) / sizeof(first->bits[0]); i++)
		if (first->bits[i] != 0)
			return true;
	return first->all;
}

/* What comes behind certain characters says more than they do, unless it may be anything. */
static void
settle_behind(struct zl_beginning *out)
{
	struct zl_character_set *behind = &out->characters[ZL_WAY_BEHIND * LENGTH];

	if (!out->has[ZL_WAY_BEHIND] || behind->all)
		return;
	for (int i = 0; i < LENGTH; i++)
		add_set(&out->characters[ZL_WAY_ANYWHERE * LENGTH + i], &behind[i]);
	out->has[ZL_WAY_ANYWHERE] = true;
	out->has[ZL_WAY_BEHIND] = false;
}

void
zl_beginning_open(struct zl_beginning *beginning)
{
	for (int i = 0; i < LENGTH; i++)
		beginning->characters[ZL_WAY_ANYWHERE * LENGTH + i].all = true;
	beginning->has[ZL_WAY_ANYWHERE] = true;
	beginning->has[ZL_WAY_GAP] = false;
}

void
zl_beginning_of(const char *pattern, struct zl_beginning *out)
{
	struct reader reader = {
	    .at = pattern, .end = strchr(pattern, '\0'), .out = out, .next = FIRST_ANYWHERE};

	memset(out, 0, sizeof(*out));
	alternatives(&reader);
	if (reader.lost || reader.at != reader.end)
		reader.next = FIRST_ANYWHERE;
	take_rest(&reader);
	for (int way = 0; way < ZL_WAY_COUNT; way++)
		out->has[way] = is_told(&out->characters[way * LENGTH]);
	settle_behind(out);
	/* A gap with anything behind it tells nothing. */
	if (out->has[ZL_WAY_GAP] && out->characters[ZL_WAY_GAP * LENGTH].all)
		zl_beginning_open(out);
}

bool
zl_beginning_is_open(const struct zl_beginning *beginning)
{
	const struct zl_character_set *first = &beginning->characters[ZL_WAY_ANYWHERE * LENGTH];

	return beginning->has[ZL_WAY_ANYWHERE] && first[0].all && first[1].all && first[2].all;
}
