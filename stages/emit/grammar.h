/*
 * grammar.h: a schema as tables.  schemas/tabulate.py makes those of record.xsd when the program is
 * built; valid.c reads them.
 */
#ifndef ZL_GRAMMAR_H
#define ZL_GRAMMAR_H

#include <stdbool.h>
#include <stdint.h>

/* Names of elements, and behind them those that only attributes have. */
struct zl_grammar_name {
	const char *text;
	uint8_t length;
};

/* Least to most (0: any number) of the ASCII characters whose bits are set. */
struct zl_grammar_step {
	uint64_t set[2];
	uint8_t least, most;
};

/* The built-in type that a simple type restricts. */
enum zl_grammar_base {
	ZL_BASE_STRING,
	ZL_BASE_NMTOKEN,
	ZL_BASE_INTEGER,
	ZL_BASE_NON_NEGATIVE,
	ZL_BASE_POSITIVE,
	ZL_BASE_DATE
};

/* A simple type: its base, the steps of its pattern and its enumeration, if it has them. */
struct zl_grammar_simple {
	const char *name;
	uint8_t base; /* enum zl_grammar_base */
	uint8_t first_step, step_count;
	uint8_t first_value, value_count;
};

struct zl_grammar_attribute {
	uint8_t name, simple;
	bool required;
};

enum zl_grammar_content {
	ZL_CONTENT_EMPTY,    /* nothing at all */
	ZL_CONTENT_ELEMENTS, /* elements, white space between them */
	ZL_CONTENT_MIXED,    /* elements and text */
	ZL_CONTENT_TEXT	     /* text alone */
};

/* The type of an element. */
struct zl_grammar_type {
	uint8_t content; /* enum zl_grammar_content */
	uint8_t start;	 /* state before its first child */
	uint8_t first_attribute, attribute_count;
};

/* What an element does where it stands: the state behind it, and its type. */
struct zl_grammar_move {
	uint8_t state, type;
};

struct zl_schema_grammar {
	const char *target; /* namespace */
	const struct zl_grammar_name *names;
	const uint8_t *slots; /* by the hash of a name: its number + 1; 0 for none */
	uint32_t factor, slot_count;
	uint32_t element_count;
	const struct zl_grammar_simple *simple;
	const struct zl_grammar_step *steps;
	const char *const *values;
	const struct zl_grammar_type *types; /* type 0 is the document's */
	const struct zl_grammar_attribute *attributes;
	/* By state and name of an element: type 0 where it may not stand. */
	const struct zl_grammar_move *moves;
	const bool *accepting; /* by state: an element may end there */
};

extern const struct zl_schema_grammar zl_record_grammar;

#endif
