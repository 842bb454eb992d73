/* describe_date.c: dates and spans of time as facts say them, in ISO 8601 where complete. */
#include "describe_date.h"

#include <stdio.h>
#include <string.h>

#include "base/utf8.h"

enum { BETWEEN_MOST = 24 }; /* bytes between the two dates of a span */

/* A day; a part that is not said is 0, one that is masked is -1. */
struct day {
	int year, month, day;
};

/* The value of a Chinese numeral: 0 to 9, 10 for ten, 20 for 廿, 1 for the 元 of 元月; -1 for other
 * characters. */
static int
value_of(uint32_t code)
{
	static const struct {
		uint32_t code;
		int value;
	} values[] = {
	    {0x3007, 0},  {0x25CB, 0},	{0x96F6, 0}, {0x4E00, 1}, {0x4E8C, 2}, {0x4E09, 3},
	    {0x56DB, 4},  {0x4E94, 5},	{0x516D, 6}, {0x4E03, 7}, {0x516B, 8}, {0x4E5D, 9},
	    {0x5341, 10}, {0x5EFF, 20}, {0x5143, 1}, {'O', 0},	  {'o', 0},    {'0', 0},
	};

	for (size_t i = 0; i < sizeof(values) / sizeof(*values); i++)
		if (values[i].code == code)
			return values[i].value;
	return code >= '1' && code <= '9' ? (int)code - '0' : -1;
}

/* The number in digits, in Chinese digits one by one, or with tens; -1 when it is masked. */
static int
number_of(const char *text, struct zl_span span)
{
	int sum = 0, last = 0;

	if (span.to - span.from > 16)
		return -1;
	for (size_t at = span.from, step; at < span.to; at += step) {
		uint32_t code;
		int value;
		step = zl_utf8_read(text + at, span.to - at, &code);
		value = value_of(code);
		if (value < 0 || sum > 9999)
			return -1;
		if (value < 10) {
			sum = sum * (last >= 10 ? 1 : 10) + value;
		} else {
			sum = value == 10 && sum > 0 ? sum * 10 : sum + value;
		}
		last = value;
	}
	return sum > 0 ? sum : -1;
}

static bool
is_complete(const struct day *day)
{
	static const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
	bool leap = (day->year % 4 == 0 && day->year % 100 != 0) || day->year % 400 == 0;

	if (day->year < 1900 || day->year > 2199 || day->month < 1 || day->month > 12)
		return false;
	return day->day >= 1 && day->day <= lengths[day->month - 1] + (day->month == 2 && leap);
}

static bool
is_before(const struct day *a, const struct day *b)
{
	if (a->year != b->year)
		return a->year < b->year;
	return a->month != b->month ? a->month < b->month : a->day < b->day;
}

/* The date at the beginning of text; false when there is none.  *length: what it takes. */
static bool
read_day(const struct zl_rule_list *dates, struct zl_matcher *matcher, struct zl_string text,
	 struct day *day, size_t *length)
{
	static const char *const names[] = {"year", "month", "day"};
	int *const parts[] = {&day->year, &day->month, &day->day};
	struct zl_match match;
	const struct zl_rule *rule = zl_rule_find(matcher, dates, text.data, text.length, &match);

	*day = (struct day){0};
	if (rule == NULL || match.whole.to == 0)
		return false;
	*length = match.whole.to;
	for (size_t i = 0; i < sizeof(names) / sizeof(*names); i++) {
		struct zl_span span;
		if (zl_pattern_group(matcher, rule->pattern, names[i], &span))
			*parts[i] = number_of(text.data, span);
	}
	return true;
}

/* The date that text ends with, behind a few characters at most. */
static bool
read_last_day(const struct zl_rule_list *dates, struct zl_matcher *matcher, struct zl_string text,
	      struct day *day)
{
	size_t length;

	for (size_t at = 0; at < text.length && at <= BETWEEN_MOST; at++) {
		struct zl_string rest = {text.data + at, text.length - at};
		if ((text.data[at] & 0xC0) != 0x80 &&
		    read_day(dates, matcher, rest, day, &length) && length == rest.length)
			return true;
	}
	return false;
}

/* The year of a day that says none and comes behind the day after. */
static void
take_year(struct zl_string after, struct day *day)
{
	struct day start = {0};
	int *const parts[] = {&start.year, &start.month, &start.day};

	if (day->year != 0 || after.length == 0)
		return;
	for (size_t i = 0, part = 0; i < after.length && part < 3; i++)
		if (after.data[i] == '-')
			part++;
		else
			*parts[part] = *parts[part] * 10 + after.data[i] - '0';
	day->year = start.year;
	if (is_before(day, &start))
		day->year++;
}

static bool
write_day(struct zl_document *document, const struct day *day, struct zl_string *out)
{
	char iso[32];

	if (!is_complete(day))
		return true;
	snprintf(iso, sizeof(iso), "%04d-%02d-%02d", day->year, day->month, day->day);
	return zl_document_copy(document, iso, strlen(iso), out);
}

bool
zl_describe_date(struct zl_document *document, const struct zl_rule_list *dates,
		 struct zl_matcher *matcher, struct zl_string text, struct zl_string after,
		 struct zl_fact *fact)
{
	struct day first, last;
	struct zl_string rest;
	size_t length;

	if (!read_day(dates, matcher, text, &first, &length))
		return zl_matcher_fault(matcher, NULL, NULL) == ZL_MATCH_FINE;
	if (length == text.length) {
		take_year(after, &first);
		return write_day(document, &first, &fact->date);
	}
	rest = (struct zl_string){text.data + length, text.length - length};
	if (!read_last_day(dates, matcher, rest, &last))
		return zl_matcher_fault(matcher, NULL, NULL) == ZL_MATCH_FINE;
	if (last.month == 0)
		last.month = first.month;
	if (last.year == 0)
		last.year = first.year;
	if (!is_complete(&first))
		return true;
	return write_day(document, &first, &fact->from) &&
	       (is_before(&last, &first) || write_day(document, &last, &fact->to));
}
