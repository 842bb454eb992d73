/* score_facts.c: the description of a record against its gold. */
#include <string.h>

#include "score_parts.h"

/* The record's fact of that name and suffix; NULL for none. */
static const struct zl_score_fact *
find_fact(const struct zl_score_sheet *sheet, const char *name, const char *suffix)
{
	const size_t length = strlen(name);

	for (size_t i = 0; i < sheet->fact_count; i++)
		if (strncmp(sheet->facts[i].name, name, length) == 0 &&
		    strcmp(sheet->facts[i].name + length, suffix) == 0)
			return &sheet->facts[i];
	return NULL;
}

/* How alike a gold fact is to the record's; a date may be given as it is written or in ISO form. */
static double
like_fact(const struct zl_score_sheet *found, const struct zl_score_fact *gold, bool *failed)
{
	const struct zl_score_fact *written = find_fact(found, gold->name, "");
	const struct zl_score_fact *iso = find_fact(found, gold->name, "-date");
	double alike = 0;

	if (written != NULL)
		alike = zl_score_similarity(gold->text, written->text, failed);
	if (iso != NULL && zl_score_equal(gold->text, iso->text))
		alike = 1;
	return alike;
}

/* Whether one of the facts is of the element name: name itself, or its from, to or date. */
static bool
has_element(const struct zl_score_sheet *sheet, const char *name)
{
	return find_fact(sheet, name, "") != NULL || find_fact(sheet, name, "-from") != NULL ||
	       find_fact(sheet, name, "-to") != NULL || find_fact(sheet, name, "-date") != NULL;
}

/* Whether the fact at index is a date of the element that was read before it. */
static bool
is_date_of_element(const struct zl_score_sheet *sheet, size_t index)
{
	static const char *const parts[] = {"-from", "-to", "-date"};
	const char *name = sheet->facts[index].name;

	for (size_t i = 0; i < index; i++)
		for (size_t j = 0; j < sizeof(parts) / sizeof(*parts); j++) {
			size_t length = strlen(sheet->facts[i].name);
			if (strncmp(name, sheet->facts[i].name, length) == 0 &&
			    strcmp(name + length, parts[j]) == 0)
				return true;
		}
	return false;
}

/*
 * Facts that the record states: those that the gold names, and elements of which it names nothing.
 * The ISO form of a date that the gold has as it is written, or the other way round, is no more.
 */
static size_t
count_facts(const struct zl_score_sheet *gold, const struct zl_score_sheet *found)
{
	size_t count = 0;

	for (size_t i = 0; i < found->fact_count; i++) {
		const char *name = found->facts[i].name;
		if (find_fact(gold, name, "") != NULL)
			count++;
		else if (!is_date_of_element(found, i) && !has_element(gold, name))
			count++;
	}
	return count;
}

enum zl_status
zl_score_compare_facts(const struct zl_score_sheet *gold, const struct zl_score_sheet *found,
		       struct zl_score_count *count)
{
	bool failed = false;

	count->gold = gold->fact_count;
	count->found = count_facts(gold, found);
	for (size_t i = 0; i < gold->fact_count; i++) {
		double alike = like_fact(found, &gold->facts[i], &failed);
		count->right += alike >= 1;
		count->soft += alike;
	}
	return !failed;
}
