/* simple.c: the values of attributes against their simple types (XML Schema part 2). */
#include "simple.h"

#include <libxml/tree.h>
#include <stdlib.h>
#include <string.h>

/* Digits of a number that are taken; more than any count needs, fewer than libxml2 takes. */
enum { DIGITS = 20 };

static size_t
count_digits(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length && text[i] >= '0' && text[i] <= '9')
		i++;
	return i;
}

/* Whether text is an integer of the base's kind: a sign, if any, and digits. */
static bool
is_integer(enum zl_grammar_base base, const char *text, size_t length)
{
	bool minus = length > 0 && text[0] == '-', zero = true;
	size_t sign = length > 0 && (minus || text[0] == '+') ? 1 : 0;

	if (length == sign || length - sign > DIGITS ||
	    count_digits(text + sign, length - sign) < length - sign)
		return false;
	for (size_t i = sign; i < length; i++)
		zero = zero && text[i] == '0';
	if (base == ZL_BASE_POSITIVE)
		return !minus && !zero;
	return base == ZL_BASE_INTEGER || !minus || zero;
}

/* A run of name characters; those beyond ASCII are libxml2's to judge. */
static bool
is_nmtoken(const char *text, size_t length)
{
	size_t i = 0;

	while (i < length &&
	       ((text[i] >= 'a' && text[i] <= 'z') || (text[i] >= 'A' && text[i] <= 'Z') ||
		(text[i] >= '0' && text[i] <= '9') || strchr("-._:", text[i]) != NULL))
		i++;
	if (i == length || (unsigned char)text[i] < 0x80)
		return i == length && length > 0;
	char *copy = strndup(text, length);
	bool token = copy != NULL && xmlValidateNMToken(BAD_CAST copy, 0) == 0;
	free(copy);
	return token;
}

static int
number(const char *digits, size_t count)
{
	int value = 0;

	for (size_t i = 0; i < count; i++)
		value = 10 * value + (digits[i] - '0');
	return value;
}

/* YYYY-MM-DD, no time zone; there is no year 0 (XML Schema part 2, 3.2.9). */
static bool
is_date(const char *text, size_t length)
{
	static const int days[] = {31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};

	if (length != 10 || count_digits(text, 4) != 4 || text[4] != '-' ||
	    count_digits(text + 5, 2) != 2 || text[7] != '-' || count_digits(text + 8, 2) != 2)
		return false;
	int year = number(text, 4), month = number(text + 5, 2), day = number(text + 8, 2);
	bool leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
	if (year == 0 || month < 1 || month > 12 || day < 1 || day > days[month - 1])
		return false;
	return month != 2 || day < 29 || leap;
}

static bool
is_of_base(enum zl_grammar_base base, const char *text, size_t length)
{
	switch (base) {
	case ZL_BASE_NMTOKEN:
		return is_nmtoken(text, length);
	case ZL_BASE_DATE:
		return is_date(text, length);
	case ZL_BASE_INTEGER:
	case ZL_BASE_NON_NEGATIVE:
	case ZL_BASE_POSITIVE:
		return is_integer(base, text, length);
	default:
		return true;
	}
}

static bool
in_set(const struct zl_grammar_step *step, char byte)
{
	unsigned code = (unsigned char)byte;

	return code < 128 && (step->set[code / 64] >> code % 64 & 1) != 0;
}

/* Each step takes what it can: what follows it begins with something else. */
static bool
matches(const struct zl_grammar_step *steps, size_t count, const char *text, size_t length)
{
	size_t at = 0;

	for (size_t i = 0; i < count; i++) {
		size_t taken = 0;
		while (at < length && (steps[i].most == 0 || taken < steps[i].most) &&
		       in_set(&steps[i], text[at])) {
			taken++;
			at++;
		}
		if (taken < steps[i].least)
			return false;
	}
	return at == length;
}

bool
zl_simple_holds(const struct zl_schema_grammar *grammar, uint8_t type, const char *text,
		size_t length)
{
	const struct zl_grammar_simple *simple = &grammar->simple[type];

	if (!is_of_base((enum zl_grammar_base)simple->base, text, length))
		return false;
	if (simple->step_count > 0 &&
	    !matches(grammar->steps + simple->first_step, simple->step_count, text, length))
		return false;
	for (size_t i = 0; i < simple->value_count; i++) {
		const char *value = grammar->values[simple->first_value + i];
		if (strncmp(value, text, length) == 0 && value[length] == '\0')
			return true;
	}
	return simple->value_count == 0;
}
