/*
 * test_grammar.c: the tables made from record.xsd say what record.xsd says, all of it: for each
 * type each state with each element, each attribute with many values, text and white space.
 * Documents are made from the tables; zl_record_valid, which reads them by the tables, and libxml2,
 * which reads the schema, have to judge each alike.
 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>

#include <cmocka.h>

#include "base/buffer.h"
#include "emit/emit.h"
#include "emit/grammar.h"
#include "emit/simple.h"
#include "referee.h"

enum { NUMBERS = 256, NONE = 0xFFFF };

static const struct zl_schema_grammar *const grammar = &zl_record_grammar;
static unsigned verdicts[2]; /* how many documents are refused, and how many valid */

/* What is known of a type: where it is first found, and its states, each with the one before it. */
struct known {
	bool found;
	uint8_t outer, place, name; /* in a state of the type outer, as an element of this name */
	uint8_t states[NUMBERS];
	size_t state_count;
};

static struct known known[NUMBERS];
static struct {
	uint8_t before, name;
} steps[NUMBERS][NUMBERS];     /* by type and state */
static unsigned rest[NUMBERS]; /* elements that are needed yet, by state */

static const char *const values[] = {
    "",
    "0",
    "1",
    "-1",
    "007",
    "+5",
    "-0",
    "x",
    "true",
    "false",
    "1.0",
    "a b",
    "f1",
    "a1",
    "a0",
    "f0",
    "f",
    "f10",
    "2024-02-29",
    "2023-02-29",
    "1900-02-29",
    "2000-02-29",
    "2024-13-01",
    "2024-00-10",
    "2024-04-31",
    "2024-04-00",
    "0000-01-01",
    "2024-4-1",
    "20240401",
    "2024-04-01Z",
    "paired",
    "group",
    "unanswered",
    "issue",
    "task",
    "observation",
    "整改",
    "a·b",
    "、",
    "a:b",
    "-",
    "&lt;",
    "answered",
    "zl-0123456789abcdef",
    "zl-0123456789abcde",
    "zl-0123456789abcdef0",
    "zl-0123456789ABCDEF",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcde",
    "0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdeg"};
enum { VALUES = sizeof(values) / sizeof(values[0]) };

static struct zl_grammar_move
move_of(uint8_t state, uint32_t name)
{
	return grammar->moves[state * grammar->element_count + name];
}

/* Notes the type of an element met in a state of the type outer. */
static void
meet(uint8_t type, uint8_t outer, uint8_t place, uint8_t name)
{
	if (!known[type].found)
		known[type] =
		    (struct known){.found = true, .outer = outer, .place = place, .name = name};
}

/* Notes all states of the type and all types that its elements have. */
static void
explore(uint8_t type)
{
	struct known *own = &known[type];
	bool seen[NUMBERS] = {false};

	own->states[own->state_count++] = grammar->types[type].start;
	seen[grammar->types[type].start] = true;
	for (size_t i = 0; i < own->state_count; i++)
		for (uint32_t name = 0; name < grammar->element_count; name++) {
			struct zl_grammar_move move = move_of(own->states[i], name);
			if (move.type == 0)
				continue;
			meet(move.type, type, own->states[i], (uint8_t)name);
			if (seen[move.state])
				continue;
			seen[move.state] = true;
			own->states[own->state_count++] = move.state;
			steps[type][move.state].before = own->states[i];
			steps[type][move.state].name = (uint8_t)name;
		}
}

/* How many elements it takes from each of the type's states to the end. */
static bool
measure(uint8_t type)
{
	bool shorter = false;

	for (size_t i = 0; i < known[type].state_count; i++) {
		uint8_t state = known[type].states[i];
		unsigned least = grammar->accepting[state] ? 0 : NUMBERS;
		for (uint32_t name = 0; name < grammar->element_count; name++)
			if (move_of(state, name).type != 0 &&
			    rest[move_of(state, name).state] + 1 < least)
				least = rest[move_of(state, name).state] + 1;
		shorter = shorter || least < rest[state];
		rest[state] = least;
	}
	return shorter;
}

static int
set_up(void **state)
{
	bool more = true;

	(void)state;
	known[0].found = true;
	while (more) {
		more = false;
		for (int type = 0; type < NUMBERS; type++)
			if (known[type].found && known[type].state_count == 0) {
				explore((uint8_t)type);
				more = true;
			}
	}
	for (int i = 0; i < NUMBERS; i++)
		rest[i] = NUMBERS;
	for (more = true; more;) {
		more = false;
		for (int type = 0; type < NUMBERS; type++)
			more = measure((uint8_t)type) || more;
	}
	return !referee_ready();
}

static int
tear_down(void **state)
{
	(void)state;
	referee_free();
	return 0;
}

/* Both have to judge the document alike.  Frees it. */
static void
judge(struct zl_buffer *record)
{
	char message[300] = "";
	bool valid = zl_record_valid(record->data, record->length, message, sizeof(message));

	if (valid != referee_valid(record))
		fail_msg("%s\n%s", valid ? "only libxml2 refuses it" : message, record->data);
	verdicts[valid]++;
	zl_buffer_free(record);
}

/* An attribute with a value that its type has. */
static void
write_attribute(struct zl_buffer *out, const struct zl_grammar_attribute *attribute)
{
	for (int i = 0; i < VALUES; i++)
		if (zl_simple_holds(grammar, attribute->simple, values[i], strlen(values[i]))) {
			zl_buffer_format(out, " %s=\"%s\"", grammar->names[attribute->name].text,
					 values[i]);
			return;
		}
	fail_msg("no value for %s", grammar->names[attribute->name].text);
}

/* The attributes that the type requires, but for the one named except. */
static void
write_attributes(struct zl_buffer *out, uint8_t type, int except)
{
	const struct zl_grammar_type *own = &grammar->types[type];
	const struct zl_grammar_attribute *attributes = grammar->attributes + own->first_attribute;

	for (int i = 0; i < own->attribute_count; i++)
		if (attributes[i].required && attributes[i].name != except)
			write_attribute(out, &attributes[i]);
}

static void write_rest(struct zl_buffer *out, uint8_t state);

/* The least that an element may be. */
static void
write_element(struct zl_buffer *out, uint8_t name, uint8_t type)
{
	zl_buffer_format(out, "<%s", grammar->names[name].text);
	write_attributes(out, type, NONE);
	zl_buffer_byte(out, '>');
	write_rest(out, grammar->types[type].start);
	zl_buffer_format(out, "</%s>", grammar->names[name].text);
}

/* The fewest elements that lead from the state to the end of its element. */
static void
write_rest(struct zl_buffer *out, uint8_t state)
{
	while (rest[state] > 0) {
		uint32_t name = 0;
		while (move_of(state, name).type == 0 ||
		       rest[move_of(state, name).state] + 1 != rest[state])
			name++;
		write_element(out, (uint8_t)name, move_of(state, name).type);
		state = move_of(state, name).state;
	}
}

/* The fewest elements that lead from the beginning of the type to the state. */
static void
write_way(struct zl_buffer *out, uint8_t type, uint8_t state)
{
	uint8_t names[NUMBERS], types[NUMBERS];
	size_t count = 0;

	for (; state != grammar->types[type].start; state = steps[type][state].before) {
		names[count] = steps[type][state].name;
		types[count++] = move_of(steps[type][state].before, steps[type][state].name).type;
	}
	while (count-- > 0)
		write_element(out, names[count], types[count]);
}

/* All that stands before an element of the type, and that begins it: its name. */
static void
write_before(struct zl_buffer *out, uint8_t type)
{
	const struct known *own = &known[type];

	if (own->outer == 0) {
		zl_buffer_format(out,
				 "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<%s xmlns=\"%s\"",
				 grammar->names[own->name].text, grammar->target);
		return;
	}
	write_before(out, own->outer);
	write_attributes(out, own->outer, NONE);
	zl_buffer_byte(out, '>');
	write_way(out, own->outer, own->place);
	zl_buffer_format(out, "<%s", grammar->names[own->name].text);
}

/* The end of the element of the type, and what stands behind it. */
static void
write_behind(struct zl_buffer *out, uint8_t type)
{
	const struct known *own = &known[type];

	zl_buffer_format(out, "</%s>", grammar->names[own->name].text);
	if (own->outer == 0) {
		zl_buffer_byte(out, '\n');
		return;
	}
	write_rest(out, move_of(own->place, own->name).state);
	write_behind(out, own->outer);
}

/* Some type that elements of the name have. */
static uint8_t
type_of(uint8_t name)
{
	for (int type = 1; type < NUMBERS; type++)
		if (known[type].found && known[type].name == name)
			return (uint8_t)type;
	for (int state = 0; state < NUMBERS; state++)
		if (rest[state] < NUMBERS && move_of((uint8_t)state, name).type != 0)
			return move_of((uint8_t)state, name).type;
	fail_msg("nothing is called %s", grammar->names[name].text);
	return 0;
}

/* In one state an element, then what may stand behind another: whether it may stand there or not.
 */
static void
judge_element(uint8_t type, uint8_t state, uint8_t name)
{
	uint8_t own = move_of(state, name).type;

	for (size_t i = 0; i < known[type].state_count; i++) {
		struct zl_buffer record = {0};
		write_before(&record, type);
		write_attributes(&record, type, NONE);
		zl_buffer_byte(&record, '>');
		write_way(&record, type, state);
		write_element(&record, name, own == 0 ? type_of(name) : own);
		write_rest(&record, known[type].states[i]);
		write_behind(&record, type);
		judge(&record);
	}
}

static void
elements_stand_where_the_schema_has_them(void **context)
{
	(void)context;
	for (int type = 1; type < NUMBERS; type++)
		for (size_t i = 0; i < known[type].state_count; i++)
			for (uint32_t name = 0; name < grammar->element_count; name++)
				judge_element((uint8_t)type, known[type].states[i], (uint8_t)name);
	assert_true(verdicts[true] > 1000 && verdicts[false] > 1000);
}

/* An element of the type with this behind its name and this in it. */
static void
judge_with(uint8_t type, const char *attributes, int except, const char *content)
{
	struct zl_buffer record = {0};

	write_before(&record, type);
	write_attributes(&record, type, except);
	zl_buffer_format(&record, "%s>%s", attributes, content);
	write_rest(&record, grammar->types[type].start);
	write_behind(&record, type);
	judge(&record);
}

static void
elements_end_where_the_schema_lets_them(void **context)
{
	(void)context;
	for (int type = 1; type < NUMBERS; type++)
		for (size_t i = 0; i < known[type].state_count; i++) {
			struct zl_buffer record = {0};
			write_before(&record, (uint8_t)type);
			write_attributes(&record, (uint8_t)type, NONE);
			zl_buffer_byte(&record, '>');
			write_way(&record, (uint8_t)type, known[type].states[i]);
			write_behind(&record, (uint8_t)type);
			judge(&record);
		}
}

static void
text_stands_where_the_schema_has_it(void **context)
{
	(void)context;
	for (int type = 1; type < NUMBERS; type++) {
		if (!known[type].found)
			continue;
		judge_with((uint8_t)type, "", NONE, "words");
		judge_with((uint8_t)type, "", NONE, "\n ");
		judge_with((uint8_t)type, "", NONE, "&amp;");
	}
}

static size_t
count_names(void)
{
	size_t count = 0;

	for (uint32_t i = 0; i < grammar->slot_count; i++)
		count += grammar->slots[i] != 0;
	return count;
}

static void
attributes_are_those_of_the_schema(void **context)
{
	size_t names = count_names();
	char text[200];

	(void)context;
	for (int type = 1; type < NUMBERS; type++)
		for (size_t name = 0; known[type].found && name < names; name++) {
			judge_with((uint8_t)type, "", (int)name, "");
			for (int i = 0; i < VALUES; i++) {
				snprintf(text, sizeof(text), " %s=\"%s\"",
					 grammar->names[name].text, values[i]);
				judge_with((uint8_t)type, text, (int)name, "");
			}
		}
}

int
main(void)
{
	const struct CMUnitTest tests[] = {
	    cmocka_unit_test(elements_stand_where_the_schema_has_them),
	    cmocka_unit_test(elements_end_where_the_schema_lets_them),
	    cmocka_unit_test(text_stands_where_the_schema_has_it),
	    cmocka_unit_test(attributes_are_those_of_the_schema),
	};
	return cmocka_run_group_tests(tests, set_up, tear_down);
}
