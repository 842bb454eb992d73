/*
 * scan.c: see scan.h.  The productions are those of XML 1.0 (fifth edition).
 *
 * Every function moves on in the part and returns whether it found what it is named for; false is
 * "in doubt", and ends the scan.  The NUL behind the part is of no class, so that no loop over a
 * class runs beyond it.
 */
#include "scan.h"

#include <stdbool.h>
#include <string.h>

#include "base/utf8.h"
#include "reader.h"
#include "reference.h"

enum {
	DEPTH_MOST = 256, /* elements in one another */
	NAME_MOST = 200,  /* bytes */
	SIZE_MOST = 16 * ZL_TAPE_TOKENS,
	REPEATED_LEAST = 15, /* bytes of a tag that is looked for among those before it */
	REPEATED_MOST = 256,
};

struct scan {
	const char *data, *at, *end;
	struct zl_tape *tape;
	uint32_t tags; /* start tags scanned so far, without those written like one before */
	size_t depth;
	uint16_t open[DEPTH_MOST]; /* names of the open elements, the innermost last */
};

enum class {
	SPACE = 1,	/* production 3 */
	NAME_START = 2, /* production 4, ASCII only */
	NAME = 4,	/* production 4a, ASCII only */
	TEXT = 8,	/* stands for itself between tags */
	VALUE = 16	/* stands for itself in the value of an attribute */
};

static const unsigned char classes[256] = {
    ['\t'] = SPACE | TEXT,
    ['\n'] = SPACE | TEXT,
    ['\r'] = SPACE,
    [' '] = SPACE | TEXT | VALUE,
    ['!'] = TEXT | VALUE,
    ['"'] = TEXT,
    ['#' ... '%'] = TEXT | VALUE,
    ['\''] = TEXT,
    ['(' ... ','] = TEXT | VALUE,
    ['-' ... '.'] = TEXT | VALUE | NAME,
    ['/'] = TEXT | VALUE,
    ['0' ... '9'] = TEXT | VALUE | NAME,
    [':'] = TEXT | VALUE | NAME | NAME_START,
    [';'] = TEXT | VALUE,
    ['=' ... '@'] = TEXT | VALUE,
    ['A' ... 'Z'] = TEXT | VALUE | NAME | NAME_START,
    ['[' ... '\\'] = TEXT | VALUE,
    [']'] = VALUE,
    ['^'] = TEXT | VALUE,
    ['_'] = TEXT | VALUE | NAME | NAME_START,
    ['`'] = TEXT | VALUE,
    ['a' ... 'z'] = TEXT | VALUE | NAME | NAME_START,
    ['{' ... 0x7F] = TEXT | VALUE,
};

static inline bool
is(char byte, enum class class)
{
	return (classes[(unsigned char)byte] & class) != 0;
}

/* What follows the bytes of the class that stand there. */
static inline const char *
behind(const char *at, enum class class)
{
	while (is(*at, class))
		at++;
	return at;
}

/* White space, if there is some. */
static bool
skip_space(struct scan *scan)
{
	const char *from = scan->at;

	scan->at = behind(from, SPACE);
	return scan->at > from;
}

static bool
skip(struct scan *scan, const char *text)
{
	size_t length = strlen(text);

	if (strncmp(scan->at, text, length) != 0)
		return false;
	scan->at += length;
	return true;
}

/* The character beyond ASCII that stands here. */
static bool
skip_wide(struct scan *scan)
{
	const char *at = scan->at;
	unsigned char first = (unsigned char)at[0];
	uint32_t code;

	/* U+1000 to U+CFFF: any two bytes behind it will do. */
	if (first >= 0xE1 && first <= 0xEC && zl_utf8_is_continuation(at[1]) &&
	    zl_utf8_is_continuation(at[2])) {
		scan->at += 3;
		return true;
	}
	size_t step = zl_utf8_read(at, (size_t)(scan->end - at), &code);
	scan->at += step;
	return step > 1 && zl_xml_character(code);
}

/* Adds a token; NULL when it is longer, or there are more, than the tape has room for. */
static struct zl_token *
add(struct scan *scan, enum zl_token_kind kind, uint16_t name, const char *at, size_t length)
{
	struct zl_tape *tape = scan->tape;

	if (tape->count == tape->room || length > ZL_TAPE_STRETCH)
		return NULL;
	struct zl_token *token = &tape->tokens[tape->count++];
	*token = (struct zl_token){.at = (uint32_t)(at - scan->data),
				   .length = (uint32_t)length & ZL_TAPE_STRETCH,
				   .name = (uint32_t)name & (ZL_TAPE_NAMES - 1U),
				   .kind = kind};
	return token;
}

/* Production 5. */
static bool
scan_name(struct scan *scan, uint16_t *name)
{
	const char *from = scan->at, *at = from;
	uint64_t tail = 0;

	if (!is(*from, NAME_START))
		return false;
	for (; is(*at, NAME); at++)
		tail = tail << 8 | (unsigned char)*at;
	scan->at = at;
	size_t length = (size_t)(at - from);
	return length <= NAME_MOST &&
	       zl_tape_name(scan->tape, scan->data, from, length, tail, name);
}

static bool
skip_reference(struct scan *scan)
{
	uint32_t code;
	const char *end = zl_reference_read(scan->at, &code);

	if (end == NULL)
		return false;
	scan->at = end;
	return true;
}

/* Something in text that does not stand for itself, a tag apart. */
static bool
scan_odd(struct scan *scan)
{
	const char *from = scan->at;

	if (*from == '&')
		return skip_reference(scan) && add(scan, ZL_TOKEN_CHARACTER, 0, from, 0) != NULL;
	if (*from != '\r')
		return false;
	scan->at++;
	/* Clause 2.11: of the two that end a line, the line feed stays. */
	return *scan->at == '\n' || add(scan, ZL_TOKEN_CHARACTER, 0, from, 0) != NULL;
}

/* Text up to the next tag: productions 14 and 67. */
static bool
scan_text(struct scan *scan)
{
	while (*scan->at != '<') {
		const char *from = scan->at;
		for (;;) {
			scan->at = behind(scan->at, TEXT);
			if ((unsigned char)*scan->at >= 0x80) {
				if (!skip_wide(scan))
					return false;
			} else if (*scan->at == ']' && strncmp(scan->at, "]]>", 3) != 0) {
				scan->at++;
			} else {
				break;
			}
		}
		if (scan->at > from &&
		    add(scan, ZL_TOKEN_TEXT, 0, from, (size_t)(scan->at - from)) == NULL)
			return false;
		if (*scan->at != '<' && !scan_odd(scan))
			return false;
	}
	return true;
}

/* A value up to the quote: production 10.  is_coded: it is not what is written. */
static bool
skip_value(struct scan *scan, char quote, bool *is_coded)
{
	for (;;) {
		scan->at = behind(scan->at, VALUE);
		char byte = *scan->at;
		if (byte == quote)
			return true;
		if ((unsigned char)byte >= 0x80) {
			if (!skip_wide(scan))
				return false;
		} else if (byte == '&') {
			*is_coded = true;
			if (!skip_reference(scan))
				return false;
		} else if (is(byte, SPACE)) {
			*is_coded = true;
			scan->at++;
		} else if (byte == '"' || byte == '\'') {
			scan->at++;
		} else {
			return false;
		}
	}
}

/* Production 41; adds the room that its value needs, if it is coded, to *values. */
static bool
scan_attribute(struct scan *scan, uint32_t *values)
{
	uint16_t name;
	bool is_coded = false;

	if (!scan_name(scan, &name) || scan->tape->names[name].seen == scan->tags)
		return false;
	scan->tape->names[name].seen = scan->tags;
	skip_space(scan);
	if (*scan->at++ != '=')
		return false;
	skip_space(scan);
	char quote = *scan->at++;
	const char *from = scan->at;
	if ((quote != '"' && quote != '\'') || !skip_value(scan, quote, &is_coded))
		return false;
	struct zl_token *token =
	    add(scan, ZL_TOKEN_ATTRIBUTE, name, from, (size_t)(scan->at - from));
	if (token == NULL)
		return false;
	token->is_coded = is_coded;
	*values += is_coded ? token->length : 0;
	scan->at++;
	return true;
}

/* The attributes of a tag, up to its end. */
static bool
scan_attributes(struct scan *scan)
{
	uint32_t count = 0, values = 0;

	for (;;) {
		bool apart = skip_space(scan);
		if (*scan->at == '>' || *scan->at == '/')
			break;
		if (!apart || ++count > ZL_ATTRIBUTES_MOST || !scan_attribute(scan, &values))
			return false;
	}
	if (count > scan->tape->most_attributes)
		scan->tape->most_attributes = count;
	if (values > scan->tape->most_values)
		scan->tape->most_values = values;
	return true;
}

/* Productions 40 and 44. */
static bool
scan_tag(struct scan *scan)
{
	uint16_t name;

	scan->at++;
	scan->tags++;
	if (scan->depth == DEPTH_MOST || !scan_name(scan, &name))
		return false;
	struct zl_token *token = add(scan, ZL_TOKEN_START, name, scan->at, 0);
	if (token == NULL || !scan_attributes(scan))
		return false;
	token->at = (uint32_t)(scan->at - scan->data);
	if (*scan->at++ == '>') {
		scan->open[scan->depth++] = name;
		return true;
	}
	return add(scan, ZL_TOKEN_END, name, scan->at, 0) != NULL && *scan->at++ == '>';
}

/* A tag that is written like one before it. */
static bool
scan_again(struct scan *scan, const struct zl_tape_tag *tag)
{
	scan->at += tag->length;
	const struct zl_token *token =
	    zl_tape_repeat(scan->tape, tag, (uint32_t)(scan->at - scan->data));

	if (token == NULL || scan->depth == DEPTH_MOST)
		return false;
	if (scan->at[-2] != '/')
		scan->open[scan->depth++] = (uint16_t)token->name;
	return true;
}

/* A start tag, or that of an empty element.  Most of those with attributes come again and again. */
static bool
scan_start(struct scan *scan)
{
	const char *from = scan->at;
	size_t left = (size_t)(scan->end - from);
	const char *end = memchr(from, '>', left < REPEATED_MOST ? left : REPEATED_MOST);

	if (end == NULL || end - from < REPEATED_LEAST)
		return scan_tag(scan);
	struct zl_tape_tag *tag = zl_tape_tag(scan->tape, from, (size_t)(end + 1 - from));
	if (tag->length == end + 1 - from && memcmp(scan->data + tag->at, from, tag->length) == 0)
		return scan_again(scan, tag);
	uint32_t token = scan->tape->count;
	if (!scan_tag(scan))
		return false;
	/* One with a '>' in a value would never be found: what is looked for ends at the first. */
	if (scan->at == end + 1)
		*tag =
		    (struct zl_tape_tag){(uint32_t)(from - scan->data), (uint32_t)(scan->at - from),
					 token, scan->tape->count - token};
	return true;
}

/* Production 42, of the innermost open element. */
static bool
scan_end(struct scan *scan)
{
	uint16_t name = scan->open[scan->depth - 1];
	const struct zl_tape_name *open = &scan->tape->names[name];

	scan->at += 2;
	if (strncmp(scan->at, scan->data + open->at, open->length) != 0)
		return false;
	scan->at += open->length;
	skip_space(scan);
	scan->depth--;
	return add(scan, ZL_TOKEN_END, name, scan->at, 0) != NULL && *scan->at++ == '>';
}

static bool
skip_quoted(struct scan *scan, const char *value)
{
	char quote = *scan->at;

	if (quote != '"' && quote != '\'')
		return false;
	scan->at++;
	return skip(scan, value) && *scan->at++ == quote;
}

/* An encoding's name, of which encoding.c has made use: productions 80 and 81. */
static bool
skip_encoding(struct scan *scan)
{
	char quote = *scan->at;

	if ((quote != '"' && quote != '\'') || !is(scan->at[1], NAME_START) || scan->at[1] == ':' ||
	    scan->at[1] == '_')
		return false;
	scan->at++;
	while (is(*scan->at, NAME) && *scan->at != ':')
		scan->at++;
	return *scan->at++ == quote;
}

/* The XML declaration, if there is one: production 23. */
static bool
scan_declaration(struct scan *scan)
{
	if (!skip(scan, "<?xml"))
		return true;
	if (!skip_space(scan) || !skip(scan, "version=") || !skip_quoted(scan, "1.0"))
		return false;
	bool apart = skip_space(scan);
	if (apart && skip(scan, "encoding=")) {
		if (!skip_encoding(scan))
			return false;
		apart = skip_space(scan);
	}
	if (apart && skip(scan, "standalone=")) {
		const char *answer = scan->at;
		if (!skip_quoted(scan, *answer == '\0' || answer[1] == 'y' ? "yes" : "no"))
			return false;
		skip_space(scan);
	}
	return skip(scan, "?>");
}

/* Production 1. */
static bool
scan_document(struct scan *scan)
{
	if (!scan_declaration(scan))
		return false;
	skip_space(scan);
	do {
		if (*scan->at != '<'	 ? scan->depth == 0 || !scan_text(scan)
		    : scan->at[1] == '/' ? scan->depth == 0 || !scan_end(scan)
					 : !scan_start(scan))
			return false;
	} while (scan->depth > 0);
	skip_space(scan);
	return scan->at == scan->end;
}

struct zl_tape *
zl_scan(const char *data, size_t size)
{
	/* Real parts have a token every 12 bytes: of larger ones the tape would hardly hold all. */
	struct zl_tape *tape = size > SIZE_MOST ? NULL : zl_tape_new(size);
	struct scan scan = {.data = data, .at = data, .end = data + size, .tape = tape};

	if (tape == NULL || scan_document(&scan))
		return tape;
	zl_tape_free(tape);
	return NULL;
}
