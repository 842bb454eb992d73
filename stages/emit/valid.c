/*
 * valid.c: a finished record against record.xsd.
 *
 * What is judged is the bytes as they were written, read again from the first to the last; nothing
 * that the writer knows is believed.  A record is XML written in one way, and no other is taken:
 * UTF-8, the declaration, no comment, instruction, CDATA section or DOCTYPE, one name space
 * declared at the root, one space before an attribute, values in double quotes, seven references,
 * carriage returns never as such, > never as such in text.  So a small reader will do, which takes
 * less than XML; and the schema is tables, made from record.xsd by schemas/tabulate.py, which
 * refuses to make them from what it does not know.  That costs an eighth of libxml2's parser and
 * validator, which remain what this is measured by: test_grammar.c asks both about every state,
 * attribute and type of the tables, test_valid.c about records changed in thousands of places,
 * fuzz_record about whatever it comes upon, and xmllint has to agree about each record that the
 * tests of the programs make.
 */
#include <stdarg.h>
#include <stdio.h>
#include <string.h>

#include "base/utf8.h"
#include "document/document.h"
#include "emit.h"
#include "grammar.h"
#include "simple.h"

enum { DEPTH = 128, NO_NAME = 255 };

/* An open element; the first is the document itself. */
struct open {
	uint8_t name, type, state;
};

struct reader {
	const struct zl_schema_grammar *grammar;
	const char *at, *begin, *end; /* the byte at end is NUL */
	struct open open[DEPTH];
	size_t depth;
	char *message;
	size_t size;
};

/* What a byte is to text; NUL, other controls and CR are FORBIDDEN. */
enum { PLAIN, FORBIDDEN, LAYOUT, QUOTE, LESS, GREATER, AMPERSAND, IDEOGRAPH, WIDE };

static const unsigned char kinds[256] = {
    [0x00 ... 0x08] = FORBIDDEN,
    ['\t'] = LAYOUT,
    ['\n'] = LAYOUT,
    [0x0B ... 0x1F] = FORBIDDEN,
    ['"'] = QUOTE,
    ['<'] = LESS,
    ['>'] = GREATER,
    ['&'] = AMPERSAND,
    [0x80 ... 0xE0] = WIDE,
    [0xE1 ... 0xEC] = IDEOGRAPH, /* U+1000 to U+CFFF: any two bytes 80 to BF behind it will do */
    [0xED ... 0xFF] = WIDE,
};

/* The reason why the record is not valid, with the line that was come to; gives false. */
__attribute__((format(printf, 2, 3))) static bool
refuse(struct reader *reader, const char *message, ...)
{
	unsigned long line = 1;
	va_list arguments;

	for (const char *at = reader->begin; at < reader->at; at++)
		line += *at == '\n';
	int told = snprintf(reader->message, reader->size, "line %lu: ", line);
	if (told < 0 || (size_t)told >= reader->size)
		return false;
	va_start(arguments, message);
	vsnprintf(reader->message + told, reader->size - (size_t)told, message, arguments);
	va_end(arguments);
	return false;
}

/* Passes over what must stand here, whose last byte is none of text. */
static bool
expect(struct reader *reader, const char *text, const char *what)
{
	size_t length = strlen(text);

	if (strncmp(reader->at, text, length) != 0)
		return refuse(reader, "%s is not written as it should be", what);
	reader->at += length;
	return true;
}

static const char *
name_of(const struct reader *reader, uint8_t name)
{
	return reader->grammar->names[name].text;
}

/* The number of the name here, NO_NAME for none of the schema's; passes over it. */
static uint8_t
read_name(struct reader *reader)
{
	const struct zl_schema_grammar *grammar = reader->grammar;
	const char *begin = reader->at;
	uint32_t hash = 0;

	while ((*reader->at >= 'a' && *reader->at <= 'z') || *reader->at == '-' ||
	       (*reader->at >= '0' && *reader->at <= '9'))
		hash = hash * grammar->factor + (unsigned char)*reader->at++;
	uint8_t slot = grammar->slots[(hash ^ hash >> 16) % grammar->slot_count];
	if (slot == 0)
		return NO_NAME;
	const struct zl_grammar_name *name = &grammar->names[slot - 1];
	size_t length = (size_t)(reader->at - begin);
	return length == name->length && memcmp(begin, name->text, length) == 0
		   ? (uint8_t)(slot - 1)
		   : NO_NAME;
}

/* A character beyond ASCII. */
static bool
read_wide(struct reader *reader)
{
	uint32_t code;
	size_t length = zl_utf8_read(reader->at, (size_t)(reader->end - reader->at), &code);

	if (length == 1)
		return refuse(reader, "there is a byte that is not UTF-8");
	if (!zl_xml_character(code))
		return refuse(reader, "there is a character that XML forbids");
	reader->at += length;
	return true;
}

static bool
read_reference(struct reader *reader)
{
	static const char *const references[] = {"&lt;", "&gt;",  "&amp;", "&quot;",
						 "&#9;", "&#10;", "&#13;"};

	for (size_t i = 0; i < sizeof(references) / sizeof(references[0]); i++) {
		size_t length = strlen(references[i]);
		if (strncmp(reader->at, references[i], length) == 0) {
			reader->at += length;
			return true;
		}
	}
	return refuse(reader, "there is an & that begins no reference known here");
}

/* Passes over characters that need no more than a look. */
static const char *
pass_plain(const char *at)
{
	for (;;) {
		unsigned char kind = kinds[(unsigned char)*at];
		if (kind == PLAIN)
			at++;
		else if (kind == IDEOGRAPH && zl_utf8_is_continuation(at[1]) &&
			 zl_utf8_is_continuation(at[2]))
			at += 3;
		else
			return at;
	}
}

/* Passes over characters, up to one that may end text or a value; false when one is wrong. */
static bool
read_characters(struct reader *reader)
{
	for (;;) {
		reader->at = pass_plain(reader->at);
		switch (kinds[(unsigned char)*reader->at]) {
		case IDEOGRAPH:
		case WIDE:
			if (!read_wide(reader))
				return false;
			break;
		case AMPERSAND:
			if (!read_reference(reader))
				return false;
			break;
		case FORBIDDEN:
			return refuse(reader, reader->at == reader->end
						  ? "the record ends too early"
						  : "there is a control character");
		default:
			return true;
		}
	}
}

/* The text of an element, up to the next tag. */
static bool
read_text(struct reader *reader)
{
	for (;; reader->at++) {
		if (!read_characters(reader))
			return false;
		if (*reader->at == '<')
			return true;
		if (*reader->at == '>')
			return refuse(reader, "there is a > in text");
	}
}

/* An attribute's value, its first quote read, and the quote behind it. */
static bool
read_value(struct reader *reader, const struct zl_grammar_attribute *attribute)
{
	const struct zl_schema_grammar *grammar = reader->grammar;
	const char *value = reader->at;

	if (!read_characters(reader))
		return false;
	if (*reader->at != '"')
		return refuse(reader, "there is a byte that the value of %s may not have",
			      name_of(reader, attribute->name));
	size_t length = (size_t)(reader->at++ - value);
	if (zl_simple_holds(grammar, attribute->simple, value, length))
		return true;
	return refuse(reader, "%s=\"%.*s\" is no %s", name_of(reader, attribute->name),
		      length > 80 ? 0 : (int)length, value,
		      grammar->simple[attribute->simple].name);
}

/* Attributes of an element, each with the space before it. */
static bool
read_attributes(struct reader *reader, const struct open *element)
{
	const struct zl_grammar_type *type = &reader->grammar->types[element->type];
	const struct zl_grammar_attribute *known =
	    reader->grammar->attributes + type->first_attribute;
	uint64_t seen = 0;

	while (*reader->at == ' ') {
		unsigned which = 0;
		reader->at++;
		uint8_t name = read_name(reader);
		while (which < type->attribute_count && known[which].name != name)
			which++;
		if (which == type->attribute_count || (seen >> which & 1) != 0)
			return refuse(reader, "<%s> has an attribute that it may not have%s",
				      name_of(reader, element->name),
				      which < type->attribute_count ? " twice" : "");
		seen |= UINT64_C(1) << which;
		if (!expect(reader, "=\"", "an attribute") || !read_value(reader, &known[which]))
			return false;
	}
	for (unsigned i = 0; i < type->attribute_count; i++)
		if (known[i].required && (seen >> i & 1) == 0)
			return refuse(reader, "<%s> has no attribute %s",
				      name_of(reader, element->name),
				      name_of(reader, known[i].name));
	return true;
}

/* The name space, which is declared once. */
static bool
read_name_space(struct reader *reader)
{
	return expect(reader, " xmlns=\"", "the name space") &&
	       expect(reader, reader->grammar->target, "the name space") &&
	       expect(reader, "\"", "the name space");
}

/* Whether the element that ends here is whole; what is around it then goes on. */
static bool
close_element(struct reader *reader)
{
	const struct open *element = &reader->open[reader->depth];

	if (!reader->grammar->accepting[element->state])
		return refuse(reader, "<%s> ends before it is whole",
			      name_of(reader, element->name));
	reader->depth--;
	return true;
}

/* A start tag, or the tag of an empty element. */
static bool
read_start(struct reader *reader)
{
	const struct zl_schema_grammar *grammar = reader->grammar;
	struct open *outer = &reader->open[reader->depth];

	reader->at++;
	uint8_t name = read_name(reader);
	if (name >= grammar->element_count)
		return refuse(reader, "there is no such element");
	struct zl_grammar_move move = grammar->moves[outer->state * grammar->element_count + name];
	if (move.type == 0)
		return refuse(reader, "<%s> may not stand here", name_of(reader, name));
	if (reader->depth == DEPTH - 1)
		return refuse(reader, "elements nest too deep");
	outer->state = move.state;
	struct open *element = &reader->open[++reader->depth];
	*element = (struct open){name, move.type, grammar->types[move.type].start};
	if ((reader->depth == 1 && !read_name_space(reader)) || !read_attributes(reader, element))
		return false;
	if (*reader->at != '/')
		return expect(reader, ">", "a start tag");
	return expect(reader, "/>", "the tag of an empty element") && close_element(reader);
}

static bool
read_end(struct reader *reader)
{
	const struct open *element = &reader->open[reader->depth];

	reader->at += 2;
	if (read_name(reader) != element->name)
		return refuse(reader, "<%s> is open, and another element ends",
			      name_of(reader, element->name));
	return expect(reader, ">", "an end tag") && close_element(reader);
}

/* What stands before the next tag: text, white space or nothing, as the element may have it. */
static bool
read_between(struct reader *reader)
{
	const struct open *element = &reader->open[reader->depth];

	switch (reader->grammar->types[element->type].content) {
	case ZL_CONTENT_MIXED:
	case ZL_CONTENT_TEXT:
		return read_text(reader);
	case ZL_CONTENT_ELEMENTS:
		while (*reader->at == ' ' || kinds[(unsigned char)*reader->at] == LAYOUT)
			reader->at++;
		break;
	default:
		break;
	}
	return *reader->at == '<' ||
	       refuse(reader, "<%s> holds text, which it may not", name_of(reader, element->name));
}

static bool
read_record(struct reader *reader)
{
	reader->open[0].state = reader->grammar->types[0].start;
	if (!expect(reader, "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n", "the beginning"))
		return false;
	if (*reader->at != '<')
		return refuse(reader, "there is no root");
	if (!read_start(reader))
		return false;
	while (reader->depth > 0) {
		if (!read_between(reader) ||
		    !(reader->at[1] == '/' ? read_end(reader) : read_start(reader)))
			return false;
	}
	return expect(reader, "\n", "the end") &&
	       (reader->at == reader->end || refuse(reader, "it goes on behind its end"));
}

bool
zl_record_valid(const char *data, size_t length, char *message, size_t size)
{
	struct reader reader = {
	    .grammar = &zl_record_grammar,
	    .at = data,
	    .begin = data,
	    .end = data + length,
	    .message = message,
	    .size = size,
	};

	return read_record(&reader);
}
